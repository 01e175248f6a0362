"""Many entries made one number, and the extreme of several numbers, as written.

Comes in: what :mod:`rubric_dsl.syntax.build` read of an expression. Goes out: frozen nodes, nothing bound.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.spanned import spanned

if TYPE_CHECKING:
    from rubric_dsl.syntax.tree.expressions import Expression
    from rubric_dsl.syntax.tree.names import Name

How = Literal["sum", "count", "least", "greatest", "mean", "median"]


@frozen(eq=False, repr=False)
class Fold(ByValue):
    """``sum of points over honours where (level > 2)``, ``mean of best 3 of marks``."""

    how: How
    source: Name | None
    """The list; None where all subjects are meant: ``mean of price among all``."""
    value: Expression | None = None
    """What each entry gives; None where the entry itself is meant, or only counted."""
    where: Expression | None = None
    best: int | None = None
    """Only so many of the greatest."""
    spare: int | None = None
    """Without the highest and the lowest where there are more than so many."""
    closest: Literal["higher", "lower"] | None = None
    """Only the two that are closest to each other; which of two such pairs."""
    empty: Fraction | None = None
    """What no entries at all give."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Rank(ByValue):
    """``rank of price among all, lowest first``: how many have a better value, and one."""

    value: Expression
    first: Literal["highest", "lowest"]
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Extreme(ByValue):
    """``least of (a, b)``, ``greatest of (a, b)``"""

    how: Literal["least", "greatest"]
    operands: tuple[Expression, ...]
    span: Span = spanned()
