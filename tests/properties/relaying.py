"""The same rubric laid out otherwise: blank lines, comments, wider indentation, other forms of the same symbols."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|「[^「」\n]*」|`[^`\n]*`")
_WORD = re.compile(r"may\s+go\s+below\s+(?:0|zero)|[^\W\d]\w*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SYMBOL = re.compile(r"->|→|[≥≤><−+×/%,:()=]")

_SAME = {
    "→": ("→", "->", "=>", "⇒"), "≥": ("≥", ">=", "＞＝"), "≤": ("≤", "<=", "＜＝"), ">": (">", "＞"), "<": ("<", "＜"),
    "−": ("−", "-", "－", "–"), "+": ("+", "＋"), "×": ("×", "*", "＊"), "/": ("/", "÷", "／"), "%": ("%", "％"),
    ",": (",", "，", ";", "；"), ":": (":", "："), "(": ("(", "（"), ")": (")", "）"), "=": ("=", "＝"),
}  # fmt: skip
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")

comments = st.sampled_from(["# a remark", "＃ 说明：≥10次，得30分", "#", "# “open", "# 「"])


def _line(draw: Any, line: str) -> str:
    """One line with other forms of its symbols and figures; names, words and quoted texts stay."""
    found, at = "", 0
    wide = draw(st.booleans())
    other = draw(st.booleans())
    while at < len(line):
        kept = _QUOTED.match(line, at) or _WORD.match(line, at)
        figure = _FIGURE.match(line, at)
        symbol = _SYMBOL.match(line, at)
        if kept:
            found, at = found + kept.group(), kept.end()
        elif figure:
            found, at = found + (figure.group().translate(_WIDE) if wide else figure.group()), figure.end()
        elif symbol:
            same = _SAME.get(symbol.group(), (symbol.group(),))
            found, at = found + (draw(st.sampled_from(same)) if other else symbol.group()), symbol.end()
        else:
            found, at = found + line[at], at + 1
    return found


@st.composite
def relaid(draw: Any, text: str) -> str:
    """Another layout of a formatted rubric."""
    deeper = draw(st.sampled_from(["  ", " ", "    ", "\u3000"]))
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        said = line.lstrip(" ")
        indent = deeper * ((len(line) - len(said)) // 2)
        if draw(st.integers(0, 7)) == 0:
            lines.append(
                draw(
                    st.sampled_from(["", "   ", "\u3000", "\t", f"{indent}{draw(comments)}", draw(comments)])
                )
            )
        if said and number and "yes/no" not in said:
            said = _line(draw, said)
        if said and number and said not in ("metrics", "指标") and draw(st.integers(0, 7)) == 0:
            said += draw(st.sampled_from([" ", "  # remark", " ＃说明", "。", "。  # remark", "."]))
        lines.append(indent + said)
    return draw(st.sampled_from(["\n", "\r\n", "\n", "\r"])).join(lines)
