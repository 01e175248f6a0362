"""Words of outcomes: who is not scored at all.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import Keyword

ROWS: tuple[Keyword, ...] = (
    Keyword("EXCLUDED_IF", ("excluded if",)),
    Keyword(
        "NOT_ADMITTED",
        (),
        ("的，不参加评价", "的，不纳入评价"),
        zh_pattern=r"的?\s*+[，,]?\s*+不(?:参加|参与|纳入|予)评价(?=\s*[\"“])",
    ),
)
