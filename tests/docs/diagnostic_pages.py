"""The pages of the diagnostics: which codes there are, and the index of their pages."""

import re
from pathlib import Path

from tests.docs.pages import DOCS, ROOT

FOLDER = DOCS / "diagnostics"
INDEX = FOLDER / "README.md"

# an excluded subject, libraries that are not installed, files of values, tables and worked cases: their pages are
# held against the program beside their readers
ELSEWHERE = {
    "RB0271", "RB0345", "RB0643", "RB0654",
    *(f"RB0{number}" for number in (*range(530, 590), *range(660, 670))),
}  # fmt: skip

_TITLE = re.compile(r"# (RB\d{4}): (.+?) · (.+)")
_GROUPS = {
    "RB00": ("Files", "文件"),
    "RB01": ("Reading the text", "读懂文字"),
    "RB02": ("Names, kinds and rules", "名称、类型与规则"),
    "RB03": ("Points, weights and bounds", "分值、权重与界限"),
    "RB04": ("Left open", "没有写明的读法"),
    "RB05": ("Values, files of values, cases", "数值、数据文件与样例"),
    "RB06": ("Totals, grades, rankings and tables", "总分、等级、排名与表格"),
}
_HEAD = """# Diagnostics · 诊断信息

Every message has a code, and every code a page: what was written, what is wrong with it, why it matters, and
how to say it. Codes are never used twice.

每条信息有一个代码，每个代码有一页说明：写了什么，错在哪里，为什么重要，应当怎样写。代码不会重复使用。
"""


def codes() -> set[str]:
    """Every code that the program can give."""
    sources = (ROOT / "src" / "rubric_dsl").rglob("*.py")
    return {code for source in sources for code in re.findall(r"\"(RB0\d{3})\"", source.read_text("utf-8"))}


def page_of(code: str) -> Path:
    """Where the page of a code is."""
    return FOLDER / f"{code}.md"


def titles() -> dict[str, tuple[str, str]]:
    """The title of every page in both languages, by code."""
    found = {}
    for page in sorted(FOLDER.glob("RB*.md")):
        title = _TITLE.fullmatch(page.read_text("utf-8").partition("\n")[0])
        assert title and title[1] == page.stem, f"{page.name} begins with `# {page.stem}: title · 标题`"
        found[page.stem] = (title[2], title[3])
    return found


def index() -> str:
    """The text of the index."""
    lines = [_HEAD]
    known = titles()
    for start, (en, zh) in _GROUPS.items():
        lines += [f"## {en} · {zh}", "", "| code | | |", "|---|---|---|"]
        lines += [
            f"| [{code}]({code}.md) | {title} | {chinese} |"
            for code, (title, chinese) in known.items()
            if code.startswith(start)
        ]
        lines.append("")
    return "\n".join(lines)
