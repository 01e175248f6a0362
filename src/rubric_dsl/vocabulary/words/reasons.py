"""Words of reasons: which criteria cost the most.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import AT_START, BEFORE_DIGIT, Keyword

ROWS: tuple[Keyword, ...] = (
    Keyword(
        "REASONS",
        ("reasons up to",),
        ("主要扣分项最多", "主要得分项最多"),
        zh_pattern=rf"{AT_START}主要[扣失得]分项\s*+(?:最多|不超过){BEFORE_DIGIT}",
    ),
    Keyword("TIES_IN_ORDER", ("ties in the order of the rubric",), ("并列的按表中次序",)),
    Keyword("TIES_TOGETHER", ("ties together",), ("并列的一并列出",)),
    Keyword("BASELINE", ("baseline",), ("基准",), zh_pattern=f"基准{BEFORE_DIGIT}"),
)
