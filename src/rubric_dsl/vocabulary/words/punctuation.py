"""Punctuation, half and full width.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import Keyword

ROWS: tuple[Keyword, ...] = (
    Keyword("COMMA", (), (), (",", "，", ";", "；")),
    Keyword("ENUM", (), (), ("、",)),
    Keyword("COLON", (), (), (":", "：")),
    Keyword("IS", (), (), ("=", "＝")),
    Keyword("LPAR", (), (), ("(", "（")),
    Keyword("RPAR", (), (), (")", "）")),
)
