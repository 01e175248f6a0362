"""The pages of the diagnostics: a code and a language in, what the page says in that language out.

A page (``docs/diagnostics``) is Markdown: a title in both languages, four parts in English and the same four
in Chinese. Marks for those who test the pages stand in comments, and are left out.
"""

from __future__ import annotations

import re
from pathlib import Path

from rubric_dsl.resources import folder
from rubric_dsl.source.diagnostics import Language

_TITLE = re.compile(r"# (RB\d{4}): (?P<en>.+?) · (?P<zh>.+)")
_CODE = re.compile(r"(?:RB)?0*(\d{1,4})", re.IGNORECASE)
_COMMENT = re.compile(r"^<!--.*-->\n", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\.md[^)]*\)")
_CHINESE_PART = "\n## 写了什么\n"


def code_meant(text: str) -> str:
    """``203``, ``rb203`` and ``RB0203`` are RB0203; what is no code at all comes back as it is."""
    found = _CODE.fullmatch(text.strip())
    return f"RB{found[1]:0>4}" if found else text


def titles(lang: Language) -> dict[str, str]:
    """What each code is about, in the order of the codes."""
    return {path.stem: _title(path, lang) for path in sorted(folder("diagnostics").glob("RB*.md"))}


def page(code: str, lang: Language) -> str | None:
    """The page of a code as Markdown, in one language; None where no message has the code."""
    path = next((one for one in folder("diagnostics").glob("RB*.md") if one.stem == code), None)
    if path is None:
        return None
    _, _, body = path.read_text("utf-8").partition("\n")
    english, heading, chinese = body.partition(_CHINESE_PART)
    parts = heading + chinese if lang == "zh" else english
    plain = _LINK.sub(r"\1", _COMMENT.sub("", parts))
    colon = "：" if lang == "zh" else ": "
    return f"# {code}{colon}{_title(path, lang)}\n\n{plain.strip()}\n"


def _title(path: Path, lang: Language) -> str:
    with path.open(encoding="utf-8") as page:
        found = _TITLE.match(page.readline())
    assert found is not None, "a page begins with its code and a title in both languages"
    return found[lang].strip()
