"""Shapes → core: what the rules of a single criterion mean.

Comes in: a bound rule. Goes out: steps whose roles tell the account what they are, the last of them the
points before any gate. An open reading that only the ranges can show (a part unit that matters) is a
diagnostic here, with every reading worked out on one value.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from attrs import frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan.lower_expressions import NotLowered, relation
from rubric_dsl.plan.lower_steps import StepLowering
from rubric_dsl.plan.steps import ONE, ZERO, add, literal, times
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

__all__ = ["NotLowered", "RuleLowering"]


@frozen
class RuleLowering(StepLowering):
    """Lowers one criterion's rule into the steps of a plan."""

    def _award(self, rule: t.Award) -> c.Ref:
        condition, span = rule.condition, rule.span
        number, owner = self.steps.number, self.owner
        value: c.Expr
        target: c.Expr
        value = target = ZERO  # for a rule that compares nothing
        if isinstance(condition, t.Compare):
            assert condition.left is not None
            value = number("value", owner, self.expression(condition.left), condition.left.span)
            target = number("target", owner, self.expression(condition.right), condition.right.span)
            holds: c.Expr = c.Compare(relation(condition.operator), value, target)
        else:
            holds = self.expression(condition)
        match rule.short:
            case t.Step():
                missing = number("missing", owner, c.Maximum((ZERO, c.Subtract(target, value))), span)
                units = number("units", owner, self._units(missing, rule.short), span)
                return number(
                    "earned", owner, add(literal(rule.points), times(rule.short.points, units)), span
                )
            case t.Proportion():
                assert isinstance(condition, t.Compare)
                quotient = self._quotient(value, target, condition.right)
                lowest = self.steps.range(target).low
                if lowest is None or lowest <= 0:
                    raise self._fail("RB0214", rule.short.span)
                share = number("share", owner, c.Minimum((ONE, quotient)), span)
                return number("earned", owner, times(rule.points, share), span)
            case t.Otherwise() | None:
                other = rule.short.points if rule.short else Fraction(0)
                held = self.steps.truth("condition", owner, holds, condition.span)
                return number("earned", owner, c.Choose(held, literal(rule.points), literal(other)), span)
            case _:
                assert_never(rule.short)

    def _tally(self, rule: t.Tally) -> c.Ref:
        parts: list[c.Expr] = [literal(rule.start)] if rule.start else []
        for step in rule.steps:
            assert step.per.of is not None
            counted = self.steps.number("counted", self.owner, self.expression(step.per.of), step.span)
            units = self.steps.number("units", self.owner, self._units(counted, step), step.span)
            parts.append(times(step.points, units))
        return self.steps.number("earned", self.owner, add(*parts), rule.span)

    def rule(self, rule: t.Rule) -> c.Ref:
        """The points that a rule gives before its bounds and gates."""
        match rule:
            case t.Award():
                return self._award(rule)
            case t.Tally():
                return self._tally(rule)
            case t.Formula():
                return self.steps.number("earned", self.owner, self.expression(rule.expression), rule.span)
            case _:
                assert_never(rule)

    def bounded(
        self, earned: c.Ref, bounds: tuple[t.Bound, ...], points: Fraction | None, span: Span
    ) -> c.Ref:
        """The points after ``capped``, ``at most``, ``at least``; a bound that cannot act leaves no step."""
        low: Fraction | None = None
        high: Fraction | None = None
        for bound in bounds:
            match bound.kind:
                case "capped":
                    low, high = Fraction(0), points if high is None or points is None else min(high, points)
                case "at most":
                    high = bound.points if high is None or bound.points is None else min(high, bound.points)
                case "at least":
                    low = bound.points
                case "below zero":
                    pass
        found = self.steps.range(earned)
        expr: c.Expr = earned
        if high is not None and (found.high is None or found.high > high):
            expr = c.Minimum((literal(high), expr))
        if low is not None and (found.low is None or found.low < low):
            expr = c.Maximum((literal(low), expr))
        if expr is earned:
            return earned
        return self.steps.number("bounded", self.owner, expr, span)
