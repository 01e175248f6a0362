"""What a plan notes of single steps: those that refuse an input, and those that are known of all subjects.

Part of :mod:`rubric_dsl.plan.core`, by whose name it is used.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.syntax import tree


@frozen(eq=False, repr=False)
class Refusal(ByValue):
    """Where a step holds, the subject's input is refused: a mark outside the range that a fact sets."""

    step: int
    metric: str
    low: Fraction
    high: Fraction


@frozen(eq=False, repr=False)
class Statistic(ByValue):
    """A fold over all subjects: one number for all of them, or where one of them stands among all."""

    step: int
    said: tree.Fold | tree.Rank
    """As the rubric says it, bound."""
    own: int | None = None
    """For a rank, the step of the subject's own value; None for what is the same for all."""
