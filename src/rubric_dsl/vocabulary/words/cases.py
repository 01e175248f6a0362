"""Words of rules by case.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import DIGIT, Keyword

_NO_HEADING = rf"(?!\s*[-−－–]?\s*[{DIGIT}.．]+\s*分?\s*(?:[,，（(#＃]|$))"
"""学时：5分 is a heading; behind a case stands a rule, and points alone are written 得5分."""

ROWS: tuple[Keyword, ...] = (
    Keyword(
        "WHEN",
        ("when",),
        ("当",),
        zh_pattern=r"(?<![^\s\u3000])当(?=(?:「[^」\n]*」|`[^`\n]*`|[^：:\n「`]){1,300}?时\s*+[：:])",
    ),
    Keyword("IN_THIS_CASE", (), ("时",), zh_pattern=rf"时(?=\s*+[：:]{_NO_HEADING})"),
    Keyword(
        "OTHER_CASES",
        ("otherwise",),
        ("其他情形",),
        zh_pattern=rf"其[他它余]情[形况](?=\s*+[：:]{_NO_HEADING})",
    ),
)
