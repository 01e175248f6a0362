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
from rubric_dsl.plan.intervals import excludes_zero
from rubric_dsl.plan.steps import ONE, ZERO, Steps, add, literal, over, times
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t


class NotLowered(Exception):
    """The rule has no meaning yet; the diagnostic is already noted."""


@frozen
class RuleLowering:
    """Lowers one criterion's rule into the steps of a plan."""

    steps: Steps
    owner: str

    def _fail(self, code: str, span: Span, **facts: object) -> NotLowered:
        self.steps.found.append(diagnostic(code, span, **facts))
        return NotLowered()

    def expression(self, item: t.Expression) -> c.Expr:
        """A bound number or condition as a core expression."""
        match item:
            case t.Number():
                return literal(item.value)
            case t.Name():
                return c.Input(item.text)
            case t.Operation():
                left, right = self.expression(item.left), self.expression(item.right)
                match item.operator:
                    case "+":
                        return c.Add((left, right))
                    case "−":
                        return c.Subtract(left, right)
                    case "×":
                        return c.Multiply(left, right)
                    case "/":
                        return self._quotient(left, right, item.right)
                    case _:
                        assert_never(item.operator)
            case t.Negative():
                return c.Multiply(literal(-1), self.expression(item.operand))
            case t.Compare():
                assert item.left is not None
                return c.Compare(
                    relation(item.operator), self.expression(item.left), self.expression(item.right)
                )
            case t.Not():
                return c.Not(self.expression(item.operand))
            case t.Both():
                return c.And(tuple(self.expression(operand) for operand in item.operands))
            case t.Either():
                return c.Or(tuple(self.expression(operand) for operand in item.operands))
            case t.Listed():
                raise AssertionError("the binder refuses lists that leave open what joins them")
            case _:
                assert_never(item)

    def _quotient(self, left: c.Expr, right: c.Expr, divisor: t.Expression) -> c.Expr:
        if not excludes_zero(self.steps.range(right)):
            name = self.steps.metrics[divisor.text].labels.naming if isinstance(divisor, t.Name) else None
            raise self._fail("RB0211", divisor.span, name=name)
        return c.Divide(left, right)

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


def relation(operator: t.Comparison) -> c.Relation:
    """A comparison of the syntax tree as one of the core."""
    assert operator not in ("以上", "以下"), "the binder refuses edges that are left open"
    return operator  # type: ignore[return-value]


def per_example(amount: Fraction) -> Fraction:
    """A quantity on which the readings of a part unit differ: about one and a half units."""
    half_more = amount * Fraction(3, 2)
    return Fraction(half_more.__floor__()) if amount.denominator == 1 and amount > 1 else half_more
