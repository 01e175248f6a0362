"""What a plan notes of single steps: what refuses an input, is known of all, acts on points or makes grades.

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


@frozen(eq=False, repr=False)
class Applied(ByValue):
    """One effect on a node's points, by the steps that it made; several gates in a row act at once."""

    before: int
    after: int
    condition: int | None
    """Whether it acts; of a gate, whether it is open. None: it always acts."""
    value: int | None
    """The limit or the factor; None for a gate, and for a figure that stands in the rubric."""


@frozen(eq=False, repr=False)
class Quota(ByValue):
    """A grade that only so many may have."""

    grade: int
    """Its place among the grades."""
    said: tree.Quota
    after: int
    """The step of the grade that a subject gets where there is no room for it."""


@frozen(eq=False, repr=False)
class Graded(ByValue):
    """The steps of the grades: a grade is its place among them, the best is 0."""

    by: int
    """The total that they go by."""
    first: int
    """The grade before any limit."""
    grade: int
    """The grade that a subject reaches: after all limits, before any quota."""
    limits: tuple[Applied, ...]
    quotas: tuple[Quota, ...] = ()
    """The best grade first."""
