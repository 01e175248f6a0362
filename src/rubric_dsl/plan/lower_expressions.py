"""Expressions → core: what a number or a condition means.

Comes in: a bound expression. Goes out: an expression of the core; or :class:`NotLowered`, with the diagnostic
noted, where a divisor can be zero.
"""

from __future__ import annotations

from typing import assert_never

from attrs import frozen

from rubric_dsl.model.rubric import path_of_points
from rubric_dsl.plan import core as c
from rubric_dsl.plan.intervals import excludes_zero
from rubric_dsl.plan.rounding import rounded
from rubric_dsl.plan.steps import Steps, literal
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t


class NotLowered(Exception):
    """The rule has no meaning yet; the diagnostic is already noted."""


@frozen
class ExpressionLowering:
    """Lowers the expressions of one criterion."""

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
                return self._named(item)
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
            case t.Rounded():
                return self._rounded(item)
            case t.Compare():
                assert item.left is not None
                return c.Compare(
                    relation(item.operator), self.expression(item.left), self.expression(item.right)
                )
            case t.Is():
                return self._is(item)
            case t.Conditional():
                condition = self.steps.truth("fork", self.owner, self.expression(item.condition), item.span)
                return c.Choose(condition, self.expression(item.then), self.expression(item.otherwise))
            case t.Not():
                return c.Not(self.expression(item.operand))
            case t.Both():
                return c.And(tuple(self.expression(operand) for operand in item.operands))
            case t.Either():
                return c.Or(tuple(self.expression(operand) for operand in item.operands))
            case t.Day():
                return literal(item.day.toordinal())
            case t.Days():
                return self._days(item)
            case t.Listed():
                raise AssertionError("the binder refuses lists that leave open what joins them")
            case _:
                assert_never(item)

    def _rounded(self, item: t.Rounded) -> c.Ref:
        """Two steps, so that an account can show what was rounded and what came of it."""
        value = self.steps.number("exact", self.owner, self.expression(item.operand), item.operand.span)
        found = rounded(value, self.steps.range(value), item.how)
        return self.steps.number("rounded", self.owner, found, item.span)

    def _days(self, item: t.Days) -> c.Expr:
        """The days behind the first up to the last; working days by how many there were up to each end."""
        first, last = self.expression(item.first), self.expression(item.last)
        if not item.working:
            return c.Subtract(last, first)
        calendar = self.steps.calendar
        if calendar is None:
            raise NotLowered  # and told of by the model
        before = c.Subtract(first, literal(1)) if item.first_counts else first
        until = last if item.last_counts else c.Subtract(last, literal(1))
        return c.Subtract(c.Workdays(until, calendar), c.Workdays(before, calendar))

    def _named(self, item: t.Name) -> c.Expr:
        """A metric, or the step of a derived value, or the one with the points of a criterion or section."""
        path = path_of_points(item.text)
        if path is not None:
            if self.steps.points_of is None:
                raise NotLowered
            return self.steps.points_of(path, item.span)
        if item.text in self.steps.lost:
            raise NotLowered
        return self.steps.derived.get(item.text) or c.Input(item.text)

    def _is(self, item: t.Is) -> c.Expr:
        """One of a choice's options, or none of them."""
        metric = self.steps.metrics[item.name.text]
        same: c.Relation = "≠" if item.negated else "="
        tests: list[c.Expr] = []
        for option in item.options:
            position = metric.option(option.text)
            assert position is not None, "the binder knows every option"
            tests.append(c.Compare(same, c.Input(metric.id), literal(position)))
        if len(tests) == 1:
            return tests[0]
        return c.And(tuple(tests)) if item.negated else c.Or(tuple(tests))

    def _quotient(self, left: c.Expr, right: c.Expr, divisor: t.Expression) -> c.Expr:
        if not excludes_zero(self.steps.range(right)):
            metric = self.steps.metrics.get(divisor.text) if isinstance(divisor, t.Name) else None
            raise self._fail("RB0211", divisor.span, name=metric.labels.naming if metric else None)
        return c.Divide(left, right)


def relation(operator: t.Comparison) -> c.Relation:
    """A comparison of the syntax tree as one of the core."""
    assert operator not in ("以上", "以下"), "the binder refuses edges that are left open"
    return operator  # type: ignore[return-value]
