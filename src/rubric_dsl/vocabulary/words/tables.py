"""Words of rules in rows: bands, lookups and straight lines.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import DIGIT, Keyword

ROWS: tuple[Keyword, ...] = (
    # a name, a colon and no figure: 按级别：国家级8分; 按时完成：30分 is a heading
    Keyword(
        "BY",
        ("by",),
        ("按",),
        zh_pattern=rf"按(?=(?:「[^」\n]{{1,60}}」|[^，,：:；;。「\n]){{1,60}}[：:]\s*+[^\s{DIGIT}])",
    ),
    Keyword(
        "STRAIGHT", ("in a straight line",), ("按直线插值",), zh_pattern=r"按?(?:直线)?插值法?(?=\s*[：:])"
    ),
)
