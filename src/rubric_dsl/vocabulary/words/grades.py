"""Words of grades: by which total, what limits a grade, and how many subjects may have it.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import AT_START, DIGIT, Keyword

_THEN = r"的\s*+[，,]?\s*+"
_NO_FIGURE = r"(?=\s*+[^\s0-9０-９（(\-−－–])"

_OF_ALL = "(?:参评|评价|全体)?对象(?:总?数)?的"

ROWS: tuple[Keyword, ...] = (
    Keyword("GRADES", ("grades",), ("等级",), zh_pattern=AT_START + r"等级(?=\s*+(?:[（(:：#＃]|按|$))"),
    Keyword("PUBLISHED_TOTAL", ("by the published total",), ("按公布总分",)),
    Keyword("EXACT_TOTAL", ("by the exact total",), ("按精确总分",)),
    Keyword("THE_REST", (), ("其余",), zh_pattern=r"(?<=[:：])\s*+其余"),
    Keyword("GRADE_AT_MOST", (), ("的，最高为",), zh_pattern=rf"{_THEN}最高[为定评]+{_NO_FIGURE}"),
    Keyword("GRADE_AT_LEAST", (), ("的，最低为",), zh_pattern=rf"{_THEN}最低[为定评]+{_NO_FIGURE}"),
    Keyword("GRADES_ABOVE", ("with the grades above",), ("与以上等级合计",)),
    Keyword(
        "QUOTA",
        (),
        ("不超过",),
        zh_pattern=rf"(?:(?<=[，,；;])|(?<=[，,；;]\s)|(?<=合计))(?:名额)?不超过(?=\s*+(?:{_OF_ALL})?\s*+[{DIGIT}])",
    ),
    Keyword("OF_SUBJECTS", ("of subjects", "of all subjects")),
    Keyword("SHARE_OF_SUBJECTS", (), ("参评对象的",), zh_pattern=rf"(?<=不超过){_OF_ALL}"),
    Keyword("SUBJECTS", ("subjects", "subject")),
    Keyword(
        "EDGE_KEPT",
        ("ties on the edge kept",),
        ("末位并列的均计入",),
        zh_pattern="末位并列的?[均都]?(?:计入|入选)",
    ),
    Keyword(
        "EDGE_OUT",
        ("ties on the edge left out",),
        ("末位并列的均不计入",),
        zh_pattern="末位并列的?[均都]?不(?:计入|入选)",
    ),
    Keyword("GRADE_FIXED", (), ("的，定为",), zh_pattern=rf"{_THEN}(?:直接)?[定评]为{_NO_FIGURE}"),
)
