"""A rule of one entry over all entries of a list, as written.

Comes in: what :mod:`rubric_dsl.syntax.build.over` read of a line. Goes out: a frozen node, nothing bound.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.bounds import Bound
from rubric_dsl.syntax.tree.expressions import Expression
from rubric_dsl.syntax.tree.names import Name
from rubric_dsl.syntax.tree.spanned import spanned

if TYPE_CHECKING:
    from rubric_dsl.syntax.tree.rules import Rule

OverHow = Literal["sum", "least", "greatest", "mean"]


@frozen(eq=False, repr=False)
class Over(ByValue):
    """``sum over honours, highest once per project: by level: national 8, city 4``."""

    how: OverHow
    source: Name
    """The list."""
    rule: Rule
    """What one entry gives; its bounds are those of an entry."""
    where: Expression | None = None
    best: int | None = None
    """Only so many of the greatest."""
    once_per: Name | None = None
    """Of the entries with one key only the one that gives most."""
    shares: tuple[Fraction, ...] = ()
    """What the greatest counts, the second, …; those behind count nothing."""
    further: Fraction | None = None
    """What each one behind them counts."""
    empty: Fraction | None = None
    """What no entries at all give."""
    bounds: tuple[Bound, ...] = ()
    """``may go below 0``: the one that is about what all entries make together."""
    span: Span = spanned()
