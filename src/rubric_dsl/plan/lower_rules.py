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
from rubric_dsl.plan.guards import keeps_above_zero
from rubric_dsl.plan.lower_cases import lower_cases
from rubric_dsl.plan.lower_expressions import NotLowered, relation
from rubric_dsl.plan.lower_ladders import LadderLowering
from rubric_dsl.plan.lower_over import lower_over
from rubric_dsl.plan.lower_steps import Measured
from rubric_dsl.plan.lower_tables import TableLowering
from rubric_dsl.plan.steps import ONE, Steps, add, literal, times
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

__all__ = ["NotLowered", "RuleLowering"]


def fails_in_steps(rule: t.Award) -> bool:
    """Whether a step says what an award gives where its condition does not hold."""
    condition = rule.condition
    excess_fails = isinstance(condition, t.Compare) and condition.operator == "≤"
    return any((step.per.beyond == "above") == excess_fails for step in rule.steps)


@frozen
class RuleLowering(LadderLowering):
    """Lowers one criterion's rule into the steps of a plan."""

    points: Fraction | None = None
    """The points of its heading, and the least that it may give: what ``capped`` means in a case."""
    least: Fraction = Fraction(0)

    def _award(self, rule: t.Award) -> c.Ref:
        """What an award gives, and behind it what is added on both sides of its target."""
        own = self._awarded(rule)
        if not rule.added:
            return own
        return self.steps.number("earned", self.owner, add(own, *map(self._held, rule.added)), rule.span)

    def _awarded(self, rule: t.Award) -> c.Ref:
        condition = rule.condition
        measured: Measured | None = None
        if isinstance(condition, t.Compare):
            assert condition.left is not None
            measured = self._measured(condition.left, condition.right)
            holds: c.Expr = c.Compare(relation(condition.operator), measured.value, measured.target)
        else:
            holds = self.expression(condition)
        base = self._base(rule, measured, holds)
        parts = [base]
        for step in rule.steps:
            assert measured is not None
            role, quantity = measured.beyond(step)
            counted = self.steps.number(role, self.owner, quantity, rule.span)
            parts.append(self._given(step, counted, measured))
        return self.steps.number("earned", self.owner, add(*parts), rule.span)

    def _measured(self, left: t.Expression, right: t.Expression) -> Measured:
        value = self.steps.number("value", self.owner, self.expression(left), left.span)
        target = self.steps.number("target", self.owner, self.expression(right), right.span)
        return Measured(value, target, (left, right))

    def _base(self, rule: t.Award, measured: Measured | None, holds: c.Expr) -> c.Expr:
        """What an award gives before its steps."""
        number, owner, condition = self.steps.number, self.owner, rule.condition
        if fails_in_steps(rule):
            return literal(rule.points)
        match rule.short:
            case t.Proportion():
                assert isinstance(condition, t.Compare) and measured is not None
                quotient = self._quotient(measured.value, measured.target, condition.right)
                lowest = self.steps.range(measured.target).low
                known = self._same_as(measured.target)
                sure = any(keeps_above_zero(one, self.steps.facts, itself=False) for one in known)
                if not sure and (lowest is None or lowest <= 0):
                    raise self._fail("RB0214", rule.short.span)
                share = number("share", owner, c.Minimum((ONE, quotient)), rule.span)
                return times(rule.points, share)
            case t.Otherwise() | None:
                other = rule.short.points if rule.short else Fraction(0)
                held = self.steps.truth("condition", owner, holds, condition.span)
                return c.Choose(held, literal(rule.points), literal(other))
            case _:
                assert_never(rule.short)

    def _tally(self, rule: t.Tally) -> c.Ref:
        parts: list[c.Expr] = [literal(rule.start)] if rule.start else []
        for step in rule.steps:
            if isinstance(step, t.Held):
                parts.append(self._held(step))
                continue
            if isinstance(step, t.Ordinals):
                parts.append(self._ordinals(step))
                continue
            of, reference = step.per.of, step.per.reference
            assert of is not None
            if reference is None:
                counted = self.steps.number("counted", self.owner, self.expression(of), step.span)
                parts.append(self._given(step, counted))
                continue
            measured = self._measured(of, reference)
            role, quantity = measured.beyond(step)
            counted = self.steps.number(role, self.owner, quantity, step.span)
            parts.append(self._given(step, counted, measured))
        return self.steps.number("earned", self.owner, add(*parts), rule.span)

    def rule(self, rule: t.Rule) -> c.Ref:
        """The points that a rule gives before its bounds and gates."""
        match rule:
            case t.Award():
                return self._award(rule)
            case t.Tally():
                return self._tally(rule)
            case t.Formula():
                value = self.expression(rule.expression)
                if rule.within is not None:
                    value = self._held_within(rule, value, *rule.within)
                return self.steps.number("earned", self.owner, value, rule.span)
            case t.Bands():
                return TableLowering(self.steps, self.owner).bands(rule)
            case t.Lookup():
                return TableLowering(self.steps, self.owner).lookup(rule)
            case t.Line():
                return TableLowering(self.steps, self.owner).line(rule)
            case t.Cases():
                return lower_cases(self, rule, self._of_case)
            case t.Over():
                return lower_over(self, rule, self._of_entry)
            case _:
                assert_never(rule)

    def _of_case(self, rule: t.Rule) -> c.Ref:
        """The points of one case; its bounds are those of the whole criterion."""
        return self.bounded(self.rule(rule), rule.bounds, self.points, rule.span, self.least)

    def _of_entry(self, steps: Steps, rule: t.Rule) -> tuple[c.Ref, c.Ref]:
        """What a rule gives inside an entry of a list."""
        inside = RuleLowering(steps, self.owner)
        earned = inside.rule(rule)
        own = tuple(bound for bound in rule.bounds if bound.kind != "capped")  # of a line, about its ends
        return earned, inside.bounded(earned, own, None, rule.span)

    def _held_within(self, rule: t.Formula, value: c.Expr, low: Fraction, high: Fraction) -> c.Expr:
        """A mark that is refused outside its range: what is computed then does not matter, and is inside."""
        assert isinstance(rule.expression, t.Name)
        below, above = c.Compare("<", value, literal(low)), c.Compare(">", value, literal(high))
        out: c.Expr = c.Or((below, above))
        if self.steps.taken is not None:  # asked for in one case only
            out = c.And((self.steps.taken, out))
        outside = self.steps.truth("refusal", self.owner, out, rule.span)
        self.steps.refusals.append(c.Refusal(outside.step, rule.expression.text, low, high))
        return c.Maximum((literal(low), c.Minimum((literal(high), value))))

    def bounded(
        self,
        earned: c.Ref,
        bounds: tuple[t.Bound, ...],
        points: Fraction | None,
        span: Span,
        least: Fraction = Fraction(0),
    ) -> c.Ref:
        """The points after ``capped``, ``at most``, ``at least``; a bound that cannot act leaves no step."""
        low: Fraction | None = None
        high: Fraction | None = None
        for bound in bounds:
            match bound.kind:
                case "capped":
                    low, high = least, points if high is None or points is None else min(high, points)
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
