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
from rubric_dsl.plan.steps import over
from rubric_dsl.syntax import tree as t


@frozen
class StepLowering(ExpressionLowering):
    """Lowers what the steps of one criterion count."""

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
            missing=per.of is None,
            counted="missing" if per.of is None else per.of.text if isinstance(per.of, t.Name) else "(…)",
            unit=per.unit or "",
            adds=step.points > 0,
        )


def per_example(amount: Fraction) -> Fraction:
    """A quantity on which the readings of a part unit differ: about one and a half units."""
    half_more = amount * Fraction(3, 2)
    return Fraction(half_more.__floor__()) if amount.denominator == 1 and amount > 1 else half_more
