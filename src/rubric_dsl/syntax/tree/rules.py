"""Rules, their steps and bounds, as written.

Comes in: what :mod:`rubric_dsl.syntax.build` read of a rule's line. Goes out: a frozen node for each shape.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.bounds import Bound
from rubric_dsl.syntax.tree.cases import Cases
from rubric_dsl.syntax.tree.expressions import Expression
from rubric_dsl.syntax.tree.over import Over
from rubric_dsl.syntax.tree.spanned import spanned
from rubric_dsl.syntax.tree.steps import Held, Step, TallyStep
from rubric_dsl.syntax.tree.tables import Bands, Line, Lookup


@frozen(eq=False, repr=False)
class Proportion(ByValue):
    """``otherwise in proportion``"""

    span: Span = spanned()


@frozen(eq=False, repr=False)
class Otherwise(ByValue):
    """``otherwise 5``"""

    points: Fraction
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Award(ByValue):
    """``condition → points``, what happens when it does not hold, and steps for what is missing or above.

    What is ``added`` is given on both sides of the target: ``talks ≥ 5 → 10, otherwise 0, +2 if plan_made``.
    """

    condition: Expression
    points: Fraction
    short: Proportion | Otherwise | None
    bounds: tuple[Bound, ...]
    steps: tuple[Step, ...] = ()
    added: tuple[Held, ...] = ()
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Tally(ByValue):
    """``10, −1 per late_reports, capped``; ``+5 per prize, +3 per medal, at most 10``."""

    start: Fraction
    steps: tuple[TallyStep, ...]
    bounds: tuple[Bound, ...]
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Formula(ByValue):
    """An expression whose value is the points: ``rate × 50``; ``judged: collaboration_mark``."""

    expression: Expression
    bounds: tuple[Bound, ...]
    judged: bool = field(default=False, eq=False)
    """Written with ``judged:``, which says that it is a mark and means nothing else."""
    within: tuple[Fraction, Fraction] | None = None
    """``judged: mark 7 to 8``: a mark outside is refused."""
    span: Span = spanned()


Rule: TypeAlias = (
    Award | Tally | Formula
    | Bands | Lookup | Line
    | Over | Cases
)  # fmt: skip
