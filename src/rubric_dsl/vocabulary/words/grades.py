"""Words of grades: by which total, and what limits a grade.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import AT_START, Keyword

_THEN = r"的\s*+[，,]?\s*+"
_NO_FIGURE = r"(?=\s*+[^\s0-9０-９（(\-−－–])"

ROWS: tuple[Keyword, ...] = (
    Keyword("GRADES", ("grades",), ("等级",), zh_pattern=AT_START + r"等级(?=\s*+(?:[（(:：#＃]|按|$))"),
    Keyword("PUBLISHED_TOTAL", ("by the published total",), ("按公布总分",)),
    Keyword("EXACT_TOTAL", ("by the exact total",), ("按精确总分",)),
    Keyword("THE_REST", (), ("其余",), zh_pattern=r"(?<=[:：])\s*+其余"),
    Keyword("GRADE_AT_MOST", (), ("的，最高为",), zh_pattern=rf"{_THEN}最高[为定评]+{_NO_FIGURE}"),
    Keyword("GRADE_AT_LEAST", (), ("的，最低为",), zh_pattern=rf"{_THEN}最低[为定评]+{_NO_FIGURE}"),
    Keyword("GRADE_FIXED", (), ("的，定为",), zh_pattern=rf"{_THEN}(?:直接)?[定评]为{_NO_FIGURE}"),
)
