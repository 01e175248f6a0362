"""How subjects are ranked, and the criteria of one of them, as written: by totals, or by what they cost.

Comes in: a line under the rubric's head, read. Goes out: a frozen node.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.expressions import Expression
from rubric_dsl.syntax.tree.spanned import spanned


@frozen(eq=False, repr=False)
class TieBreak(ByValue):
    """``then price from the lowest``"""

    value: Expression
    first: Literal["highest", "lowest"] | None
    """None where it is not said: the highest points come first, and of anything else it has to be said."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Reasons(ByValue):
    """``reasons up to 3, ties in the order of the rubric``"""

    count: int
    ties: Literal["order", "together"] | None
    """What becomes of those that cost as much as the last: those that stand first, or all of them. None where
    it is not said."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Ranking(ByValue):
    """``ranked by total, then safety, then price from the lowest``"""

    ties: tuple[TieBreak, ...]
    first: Literal["highest", "lowest"] | None = None
    """Which totals come first; the highest where it is not said."""
    span: Span = spanned()
