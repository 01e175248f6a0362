"""Steps of a rule → core: how many units a quantity has.

Comes in: a bound step and what it counts. Goes out: the number of units in the reading that the writer
states. An open reading that the ranges show to matter is a diagnostic, with every reading worked out on one
value.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from attrs import frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan.lower_expressions import ExpressionLowering, NotLowered
from rubric_dsl.plan.shares import is_share
from rubric_dsl.plan.steps import ONE, ZERO, add, literal, over, times
from rubric_dsl.syntax import tree as t

MAX_DOUBLINGS = 40
"""A step that doubles more often than this before its cap or its range ends has no sensible end."""


def ladder(units: c.Expr, rungs: tuple[Fraction, ...], further: Fraction | None) -> c.Expr:
    """So many points for the first unit, so many for the second …, and for each further."""
    parts: list[c.Expr] = [
        c.Choose(c.Compare("≥", units, literal(nth)), literal(points), ZERO)
        for nth, points in enumerate(rungs, start=1)
    ]
    if further:
        rest = c.Maximum((ZERO, c.Subtract(units, literal(len(rungs)))))
        parts.append(times(further, rest))
    return add(*parts) if parts else ZERO


@frozen
class Measured:
    """A value held against a target: what falls short of it, or goes beyond."""

    value: c.Ref
    target: c.Ref
    sides: tuple[t.Expression, t.Expression]

    def beyond(self, step: t.Step) -> tuple[c.Role, c.Expr]:
        """What a step counts of it, and its role."""
        if step.per.beyond == "above":
            return "excess", c.Maximum((ZERO, c.Subtract(self.value, self.target)))
        return "missing", c.Maximum((ZERO, c.Subtract(self.target, self.value)))

    def relative(self, step: t.Step) -> c.Expr:
        """The same as a share of the target; said so that its range shows: what is missing is at most all."""
        share = c.Divide(self.value, self.target)
        apart = c.Subtract(share, ONE) if step.per.beyond == "above" else c.Subtract(ONE, share)
        return c.Maximum((ZERO, apart))


@frozen
class StepLowering(ExpressionLowering):
    """Lowers what the steps of one criterion count, and what that gives."""

    def _given(self, step: t.Step, counted: c.Ref, measured: Measured | None = None) -> c.Expr:
        """The points that a step gives for a quantity, its own cap in force."""
        number, owner = self.steps.number, self.owner
        relative = measured is not None and self._of_target(step, measured)
        if relative:
            assert measured is not None
            lowest = self.steps.range(measured.target).low
            if lowest is None or lowest <= 0:
                raise self._fail("RB0235", step.span)
            counted = number("relative", owner, measured.relative(step), step.span)
        units = number("units", owner, self._units(counted, step), step.span)
        given = times(step.points, units) if step.growth is None else self._grown(step, units)
        return self._capped(given, step)

    def _grown(self, step: t.Step, units: c.Ref) -> c.Expr:
        """What a step gives that doubles with every further unit."""
        marginal = self._doubled(step, units)
        return self.steps.number("ladder", self.owner, ladder(units, marginal, None), step.span)

    def _doubled(self, step: t.Step, units: c.Ref) -> tuple[Fraction, ...]:
        """What each unit adds, one after the other, up to the last that can matter."""
        reach = self.steps.range(units)
        if not reach.whole:
            raise self._fail("RB0236", step.span)
        if step.growth == "doubling":
            raise self._fail("RB0412", step.span, points=str(step.points))
        found: list[Fraction] = []
        total = Fraction(0)
        while (reach.high is None or len(found) < reach.high) and (
            step.most is None or abs(total) < step.most
        ):
            if len(found) > MAX_DOUBLINGS or not step.points:
                raise self._fail("RB0237", step.span, most=step.most is not None)
            as_much = total if step.growth == "sum twice" else step.points * 2 ** len(found)
            found.append(as_much or step.points)
            total += found[-1]
        return tuple(found)

    def _capped(self, given: c.Expr, step: t.TallyStep) -> c.Expr:
        """What a step gives, with the cap of its own in force."""
        if step.most is None:
            return given
        capped: c.Expr = c.Minimum((literal(step.most), given))
        if t.takes(step):
            capped = c.Maximum((literal(-step.most), given))
        return self.steps.number("part", self.owner, capped, step.span)

    def _of_target(self, step: t.Step, measured: Measured) -> bool:
        """Whether the percentage of a step is one of the target, and no percentage points."""
        match step.per.measure:
            case "number" | "percentage point":
                return False
            case "percent of target":
                return True
            case "percent":
                reach = self.steps.range(measured.target)
                if reach.low == reach.high == 1:
                    return False  # 1% of 100% is a percentage point
                if any(is_share(side, self.steps) for side in measured.sides):
                    raise self._open_percent(step, measured.sides[1])
                return True
            case _:
                assert_never(step.per.measure)

    def _open_percent(self, step: t.Step, target: t.Expression) -> NotLowered:
        per = step.per
        goal = target.value if isinstance(target, t.Number) else Fraction(4, 5)
        above = per.beyond == "above"
        apart = max(goal / 10, 2 * per.amount)
        units = {"percentage point": apart / per.amount, "percent of target": apart / goal / per.amount}
        rounded = {"full": Fraction.__floor__, "started": Fraction.__ceil__}.get(per.part or "")
        readings = tuple(
            (measure, str(step.points * (rounded(count) if rounded else count)))
            for measure, count in units.items()
        )
        return self._fail(
            "RB0410",
            step.span,
            amount=str(per.amount * 100),
            part=per.part,
            goal=str(goal * 100),
            seen=str((goal + apart if above else goal - apart) * 100),
            above=above,
            named=per.reference is not None,
            readings=readings,
        )

    def _units(self, counted: c.Expr, step: t.Step) -> c.Expr:
        """How many units a quantity has, in the reading that the writer states."""
        per = step.per
        quotient = over(counted, per.amount)
        match per.part:
            case "full":
                return c.Floor(quotient)
            case "started":
                return c.Ceiling(quotient)
            case "in proportion":
                return quotient
            case None:
                if per.amount == 1 and self.steps.range(counted).whole:
                    return quotient
                raise self._open_part(step)
            case _:
                assert_never(per.part)

    def _open_part(self, step: t.Step) -> NotLowered:
        per = step.per
        example = per_example(per.amount)
        readings = (
            ("full", str(step.points * Fraction((example / per.amount).__floor__()))),
            ("started", str(step.points * Fraction((example / per.amount).__ceil__()))),
            ("in proportion", str(step.points * example / per.amount)),
        )
        return self._fail(
            "RB0401",
            step.span,
            amount=str(per.amount),
            example=str(example),
            readings=readings,
            missing=per.of is None and per.beyond is None,
            beyond=per.beyond or "",
            named=per.reference is not None,
            measure=per.measure,
            counted=self._called(per),
            unit=per.unit or "",
            adds=step.points > 0,
        )

    def _called(self, per: t.Per) -> str:
        """What a step counts, in the words of an English rule."""
        if per.of is None:
            return per.beyond or "missing"
        of = per.of.text if isinstance(per.of, t.Name) else "(…)"
        if per.reference is None:
            return of
        return f"{of} {per.beyond} {per.reference.text if isinstance(per.reference, t.Name) else '(…)'}"


def per_example(amount: Fraction) -> Fraction:
    """A quantity on which the readings of a part unit differ: about one and a half units."""
    half_more = amount * Fraction(3, 2)
    return Fraction(half_more.__floor__()) if amount.denominator == 1 and amount > 1 else half_more
