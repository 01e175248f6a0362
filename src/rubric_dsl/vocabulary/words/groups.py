"""Words that head several criteria at once, or one that is judged.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import BEFORE_DIGIT, Keyword

ROWS: tuple[Keyword, ...] = (
    Keyword("JUDGED", ("judged",), ("评定",), zh_pattern=r"评定(?=\s*[:：])"),
    Keyword("FOR_EACH", ("for each of", "for each"), ()),
    Keyword("EACH_BELOW", (), ("下列每类各",), zh_pattern=rf"下列每[类项个]各{BEFORE_DIGIT}"),
)
