"""Values that may be missing, as written: what stands for them, what is not applicable.

Comes in: what :mod:`rubric_dsl.syntax.build` read. Goes out: frozen nodes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.days import Day
from rubric_dsl.syntax.tree.names import Name
from rubric_dsl.syntax.tree.spanned import spanned


@frozen(eq=False, repr=False)
class IfMissing(ByValue):
    """``if missing 0``, ``if missing no``, ``if missing last_year``: what stands for a missing value.

    None is ``if missing not applicable``: then no criterion that reads it applies.
    """

    stands: Fraction | bool | Name | Day | None
    percent: bool = field(default=False, eq=False)
    span: Span = spanned()


@frozen(eq=False, repr=False)
class IsMissing(ByValue):
    """``x is missing``, ``x is not missing``"""

    name: Name
    missing: bool = True
    span: Span = spanned()


Way: TypeAlias = Literal["rescale", "redistribute", "drop"]


@frozen(eq=False, repr=False)
class Policy(ByValue):
    """``not applicable: rescale, if none applies 0``: what becomes of the points of what is not applicable.

    ``none`` is the result where nothing applies: points, or that this does not apply either. None: not said.
    """

    way: Way
    none: Fraction | Literal["not applicable"] | None = None
    span: Span = spanned()


@frozen(eq=False, repr=False)
class IsApplicable(ByValue):
    """``safety is applicable``, ``safety is not applicable``, of a criterion or a section"""

    name: Name
    applicable: bool = True
    span: Span = spanned()
