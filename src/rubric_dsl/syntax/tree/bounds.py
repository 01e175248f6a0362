"""The bounds of a rule, as written.

Comes in: what :mod:`rubric_dsl.syntax.build` read behind a rule. Goes out: a frozen node for each.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.spanned import spanned


@frozen(eq=False, repr=False)
class Bound(ByValue):
    """``capped``, ``at most 10``, ``at least 0``, ``may go below 0``."""

    kind: Literal["capped", "at most", "at least", "below zero"]
    points: Fraction | None = None
    span: Span = spanned()
