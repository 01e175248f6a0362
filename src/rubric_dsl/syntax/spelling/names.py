"""Names, units and numbers as text that the grammar reads back as the same.

Comes in: a name, a unit or a number. Goes out: its text, in quotes where a keyword or another script would
cut it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.vocabulary.keywords import BY_TERMINAL, CJK, name_pattern

Names = Mapping[str, str]

_JOINS_KEYWORD = (
    *("到", "少", "标", "会", "度", "超过", "超出", "高于", "高出", "低于"),
    *("民服", "企服", "企业服", "群众", "基层", "老服", "农服", "了", "止"),
)
"""A name that begins so would lengthen the keyword before it (达到, 每少) or undo it (达标, 与会, 为了)."""


def _english_words() -> frozenset[str]:
    first = {phrase.split()[0] for keyword in BY_TERMINAL.values() for phrase in keyword.en}
    return frozenset(first - {"a"})  # `a multiple of` begins with it, and it is a good name for all that


_ENGLISH = _english_words()


# What may stand right before and right behind a Chinese name in a rule: a keyword's own guards look there,
# so that 家次 is a word of the language behind a space and a mere unit behind a figure.
_BEFORE_A_NAME = ("", " ", "达", "与", "未", "每", "各项", "仅计", "同一")
_BEFORE_A_UNIT: dict[Language, tuple[str, ...]] = {"en": ("1 ",), "zh": ("1",)}
_BEHIND = (
    "", "1", "，", "：", "：甲", ": 甲", "“", "”", "、", "）", " −1", "达1",
    "与", "之和", "的1", "的得1", "的，不得分", "得1", "每", "每满1", "且", "或",
    "每有一项", "第1", "各加1", "的加1", "的减1", "每超1", "每低1", "每高于", "每低于", "的满1",
    "及以上", "以上", "为甲", "不为甲", "则1", "减1", "加1", "按1", "按比例减1", "计",
    "的，最高1", "的，最低1", "的，定为1", "的，乘以1", "的，最高为甲", "的，最低为甲", "的，定为甲",
    "四舍五入", "四舍六入五成双", "进一", "舍去尾数",
    "各项", "的平均值", "最高1项", "去掉一个最高分和一个最低分后", "最接近的两个",
    "中的最小值", "的）", "的，", "逐项计分求和", "时：得", "逐项计分取最高的1项", "只取最高分",
)  # fmt: skip


_OTHERWISE = {"其余", "其他", "其余的", "其他的"}
"""Words that mean a rule's last row where they stand behind a comma and before points."""


@cache
def _quoted(text: str, before: tuple[str, ...]) -> str:
    whole = re.compile(name_pattern())

    def is_read(prefix: str, suffix: str) -> bool:
        found = whole.match(prefix + text + suffix, len(prefix))
        return found is not None and found.end() == len(prefix + text)

    plain = text not in _ENGLISH and text not in _OTHERWISE and is_read("", "")
    if plain and re.match(f"[{CJK}]", text):
        plain = all(is_read(prefix, "") for prefix in before) and all(
            is_read(before[0], end) for end in _BEHIND
        )
        plain = plain and not (before is _BEFORE_A_NAME and text.startswith(_JOINS_KEYWORD))
    if plain:
        return text
    return f"`{text}`" if "「" in text or "」" in text else f"「{text}」"


def spell_name(text: str) -> str:
    """A name as the grammar reads it: in quotes where a keyword or another script would cut it."""
    return _quoted(text, _BEFORE_A_NAME)


def spell_unit(text: str, lang: Language) -> str:
    """A unit behind a figure: right behind it in Chinese, after a space in English."""
    return _quoted(text, _BEFORE_A_UNIT[lang])


def glue(*parts: str) -> str:
    """Texts side by side, with a space where two words (not Chinese ones) would run together."""
    found = ""
    for part in parts:
        if found and part and re.match(rf"(?![{CJK}])\w", part) and re.search(rf"(?![{CJK}])\w$", found):
            found += " "
        found += part
    return found
