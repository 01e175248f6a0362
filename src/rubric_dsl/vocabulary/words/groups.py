"""Words that head several criteria at once, or one that is judged.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import BEFORE_DIGIT, DIGIT, Keyword

_AT_END = r"(?=\s*+(?:[。.]\s*+)?(?:[）)]|[#＃]|$))"
"""A heading's facet stands last."""

ROWS: tuple[Keyword, ...] = (
    Keyword("BONUS", ("bonus",), ("加分项",), zh_pattern=rf"加分项{_AT_END}"),
    Keyword("MALUS", ("malus",), ("扣分项",), zh_pattern=rf"扣分项{_AT_END}"),
    Keyword("TAKE", (), ("取",), zh_pattern=rf"取(?:得分)?(?=最高的?\s*+[{DIGIT}])"),
    Keyword("JUDGED", ("judged",), ("评定",), zh_pattern=r"评定(?=\s*[:：])"),
    Keyword("FOR_EACH", ("for each of", "for each"), ()),
    Keyword("EACH_BELOW", (), ("下列每类各",), zh_pattern=rf"下列每[类项个]各{BEFORE_DIGIT}"),
)
