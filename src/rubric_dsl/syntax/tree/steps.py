"""The steps of a rule, so many points for each so many of something, as written.

Comes in: what :mod:`rubric_dsl.syntax.build` read of a step. Goes out: a frozen node.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.expressions import Expression
from rubric_dsl.syntax.tree.spanned import spanned

Part = Literal["full", "started", "in proportion"]
Beyond = Literal["above", "below"]
Measure = Literal["number", "percent", "percentage point", "percent of target"]
"""How the amount of a step is written. ``percent`` leaves open, of a target that is a share and is not 100%,
whether 1% is a percentage point or a hundredth of the target."""


Growth = Literal["each twice", "sum twice", "doubling"]
"""What doubles with each unit: what it counts, or the sum so far; ``doubling`` does not say which."""


@frozen(eq=False, repr=False)
class Per(ByValue):
    """What a step counts: ``per full 100 missing``, ``per late_reports``, ``per 1% price above benchmark``.

    ``of`` is None for ``missing`` and, with ``beyond``, for ``above``. With a ``reference``, what ``of`` has
    above or below it is counted. ``part`` is None where the writer does not say what a part unit does.
    """

    amount: Fraction
    part: Part | None
    of: Expression | None
    unit: str | None = field(default=None, eq=False)
    measure: Measure = "number"
    beyond: Beyond | None = None
    reference: Expression | None = None
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Step(ByValue):
    """``−3 per missing``: signed points for each unit of something, ``(at most 9)`` of them."""

    points: Fraction
    per: Per
    most: Fraction | None = None
    """The cap of its own, without the sign."""
    growth: Growth | None = None
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Held(ByValue):
    """``+2 if C``; ``+1.5 for each of a, b, c (at most 3)``: signed points for each condition that holds."""

    points: Fraction
    conditions: tuple[Expression, ...]
    most: Fraction | None = None
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Ordinals(ByValue):
    """``−20 for the first accident, −40 for the second, −60 for each further``: the points of the first ones.

    ``further`` is None where the writer does not say what comes behind them.
    """

    ladder: tuple[Fraction, ...]
    further: Fraction | None
    of: Expression
    unit: str | None = field(default=None, eq=False)
    most: Fraction | None = None
    span: Span = spanned()


TallyStep: TypeAlias = Step | Held | Ordinals


def takes(step: TallyStep) -> bool:
    """Whether a step takes points away."""
    return (step.ladder[0] if isinstance(step, Ordinals) else step.points) < 0
