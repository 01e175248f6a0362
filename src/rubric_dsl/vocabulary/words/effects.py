"""Words of effects: what happens to points after the rule or the sum.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import BEFORE_FIGURE, Keyword

_THEN = r"的\s*+[，,]?\s*+"
"""What joins a condition to what follows from it."""

ROWS: tuple[Keyword, ...] = (
    Keyword("IF", ("if",)),
    Keyword("FIXED_AT", ("fixed at",)),
    Keyword("TIMES_BY", ("times",), ("乘以",)),
    Keyword(
        "THEN_AT_MOST",
        (),
        ("的，最高",),
        zh_pattern=rf"{_THEN}(?:(?:累计|合计)(?:得分)?不超过|最高得?|最多得?|得分不超过){BEFORE_FIGURE}",
    ),
    Keyword("THEN_AT_LEAST", (), ("的，最低",), zh_pattern=rf"{_THEN}(?:最低得?|得分不低于){BEFORE_FIGURE}"),
    Keyword("THEN_FIXED", (), ("的，定为",), zh_pattern=rf"{_THEN}(?:得分)?定为{BEFORE_FIGURE}"),
    Keyword("THEN_TIMES", (), ("的，乘以",), zh_pattern=rf"{_THEN}乘以"),
)
