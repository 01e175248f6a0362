"""Values that may be missing, as written: what stands for them, and the question whether they are.

Comes in: what :mod:`rubric_dsl.syntax.build` read. Goes out: frozen nodes.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.days import Day
from rubric_dsl.syntax.tree.names import Name
from rubric_dsl.syntax.tree.spanned import spanned


@frozen(eq=False, repr=False)
class IfMissing(ByValue):
    """``if missing 0``, ``if missing no``, ``if missing last_year``: what stands for a missing value."""

    stands: Fraction | bool | Name | Day
    percent: bool = field(default=False, eq=False)
    span: Span = spanned()


@frozen(eq=False, repr=False)
class IsMissing(ByValue):
    """``x is missing``, ``x is not missing``"""

    name: Name
    missing: bool = True
    span: Span = spanned()
