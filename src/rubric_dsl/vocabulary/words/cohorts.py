"""Words of cohorts: what is said of all subjects together.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import AT_START, DIGIT, Keyword

_ITS_FIGURE = r"(?:的(?:平均[值分]|中位数|最[小低大高]值|[个项]数)|之和)"
_UP_TO_FIGURE = rf"(?:「[^」\n]*」|`[^`\n]*`|[^，,；;。\n「`])*{_ITS_FIGURE}"
_FORMULA = rf"\s*[（(](?!\s*[{DIGIT}.．]+\s*分)"
"""A formula in brackets, not the points of a heading."""

ROWS: tuple[Keyword, ...] = (
    Keyword("AMONG_ALL", ("among all",)),
    Keyword("ALL", ("all",)),
    Keyword("ALL_OF", (), ("全体",), zh_pattern=rf"全体(?={_FORMULA}|{_UP_TO_FIGURE})"),
    Keyword("ALL_COUNTED", (), ("全体对象数",)),
    Keyword("RANK_OF", ("rank of",)),
    Keyword("WITHIN_ALL", (), ("在全体中",)),
    Keyword("HIGHEST_FIRST", (", highest first",)),
    Keyword("LOWEST_FIRST", (", lowest first",)),
    Keyword("HIGH_TO_LOW", (), ("从高到低",), zh_pattern="从[高大多]到[低小少]"),
    Keyword("LOW_TO_HIGH", (), ("从低到高",), zh_pattern="从[低小少]到[高大多]"),
    Keyword("ITS_RANK", (), ("的名次", "的排名"), zh_pattern="的(?:名次|排名)"),
    Keyword("RANKED_BY", ("ranked by total",), ("排名按总分",), zh_pattern=AT_START + "排名(?:先)?按总分"),
    Keyword(
        "THEN_BY",
        (", then",),
        ("，其次", "，再次"),
        zh_pattern=r"[，,；;]\s*+(?:(?:其次|再次|然后)按?|then(?!\w))",
    ),
    Keyword("FROM_HIGHEST", ("from the highest",)),
    Keyword("FROM_LOWEST", ("from the lowest",)),
    Keyword(
        "COHORT_IF",
        ("cohort only if",),
        ("计入全体：仅当", "参与计算的对象：仅当"),
        zh_pattern=AT_START + r"(?:计入全体|参与计算的对象)\s*[:：]?\s*仅当",
    ),
    Keyword(
        "COHORT_OF",
        ("cohort of at least",),
        ("计入全体：不少于", "计入全体：至少"),
        zh_pattern=AT_START + rf"(?:计入全体|参与计算的对象)的?\s*[:：]?\s*(?:不少于|至少)(?=\s*+[{DIGIT}])",
    ),
)
