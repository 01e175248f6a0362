"""Grades, as written: from or up to which total each is given, what else it asks, and what limits it.

Comes in: the lines under `grades`, read. Goes out: a frozen node for each.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.expressions import Expression
from rubric_dsl.syntax.tree.names import Name
from rubric_dsl.syntax.tree.rounding import Mode
from rubric_dsl.syntax.tree.spanned import spanned
from rubric_dsl.syntax.tree.texts import Named


@frozen(eq=False, repr=False)
class Quota(ByValue):
    """``at most 20% of subjects rounded down, ties on the edge left out``, ``at most 3 subjects, …``"""

    share: Fraction | None
    """Of all subjects; None where ``count`` is said."""
    count: int | None
    mode: Mode | None
    """How the share of subjects becomes a whole number; None where it is not said, and for a count."""
    ties: Literal["kept", "left out"] | None
    """What becomes of equal subjects of whom only some have room; None where it is not said."""
    above: bool = False
    """Those with a better grade count too."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Grade(ByValue):
    """``good "良好": ≥ 80, only if safety ≥ 60``; no bar: ``otherwise``; ``≤ 15`` where less is better."""

    name: Named
    bar: Fraction | None
    relation: Literal["≥", ">", "≤", "<"]
    condition: Expression | None
    quota: Quota | None = field(default=None, kw_only=True)
    """How many may have it; None: as many as reach it."""
    span: Span = spanned()

    @property
    def upward(self) -> bool:
        """Given from its bar upward."""
        return self.relation in ("≥", ">")

    @property
    def beside(self) -> bool:
        """Not given at its bar itself."""
        return self.relation in (">", "<")


@frozen(eq=False, repr=False)
class GradeLimit(ByValue):
    """``at most good if late``, ``fixed at poor if fraud``"""

    kind: Literal["at most", "at least", "fixed at"]
    grade: Name
    condition: Expression
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Grades(ByValue):
    """All grades, the best first. ``by`` is None where it is not said which total is meant."""

    by: Literal["published", "exact"] | None
    grades: tuple[Grade, ...]
    limits: tuple[GradeLimit, ...]
    span: Span = spanned()
