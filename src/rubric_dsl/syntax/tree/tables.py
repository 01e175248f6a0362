"""Rules in rows, as written: bands of a figure, a lookup by one word or two, a straight line between anchors.

Comes in: what :mod:`rubric_dsl.syntax.build.tables` read of a rule's line. Goes out: a frozen node for each.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.bounds import Bound
from rubric_dsl.syntax.tree.expressions import Expression, Number
from rubric_dsl.syntax.tree.names import Name
from rubric_dsl.syntax.tree.spanned import spanned


@frozen(eq=False, repr=False)
class Band(ByValue):
    """One row: ``80% to <90% → 8``. A number of points may be negative; anything else is an expression."""

    condition: Expression
    points: Expression
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Bands(ByValue):
    """``rate ≥ 90% → 10; 80% to <90% → 8; otherwise 0``: the first row that holds gives the points."""

    rows: tuple[Band, ...]
    otherwise: Expression | None
    bounds: tuple[Bound, ...]
    span: Span = spanned()


@frozen(eq=False, repr=False)
class LookupRow(ByValue):
    """``national 8/6/5``"""

    option: Name
    points: tuple[Fraction, ...]
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Lookup(ByValue):
    """``by level: national 8, city 4``; by two words, with a column for each option of the second."""

    keys: tuple[Name, ...]
    rows: tuple[LookupRow, ...]
    bounds: tuple[Bound, ...]
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Anchor(ByValue):
    """``50% → 2``"""

    at: Number
    points: Fraction
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Line(ByValue):
    """``rate in a straight line: 20% → 0, 50% → 2``: between two anchors in proportion."""

    of: Expression
    anchors: tuple[Anchor, ...]
    bounds: tuple[Bound, ...]
    span: Span = spanned()
