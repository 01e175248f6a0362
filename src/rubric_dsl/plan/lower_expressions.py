"""Expressions → core: what a number or a condition means.

Comes in: a bound expression. Goes out: an expression of the core; or :class:`NotLowered`, with the diagnostic
noted, where a divisor can be zero.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, assert_never

from attrs import evolve, frozen

from rubric_dsl.model.binding.mentions import metrics_in
from rubric_dsl.model.lists import is_field
from rubric_dsl.model.rubric import path_of_points
from rubric_dsl.plan import core as c
from rubric_dsl.plan.fold_ranges import count_of
from rubric_dsl.plan.guards import facts_of, keeps_above_zero, keeps_from_zero
from rubric_dsl.plan.inlining import inlined, within
from rubric_dsl.plan.intervals import excludes_zero
from rubric_dsl.plan.lower_cohorts import NotOfAll, lower_rank, lower_statistic
from rubric_dsl.plan.lower_inexact import LogOf, RootOf, raised, rounded_inexact
from rubric_dsl.plan.presence import reading
from rubric_dsl.plan.rounding import rounded
from rubric_dsl.plan.steps import ZERO, Steps, literal
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

T = TypeVar("T")


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
                return self.named(item)
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
            case t.ScoreOf():
                assert self.steps.score_of is not None
                score = self.steps.score_of(item.file.text)
                if item.file.text in self.steps.falling:
                    raise self._fail("RB0361", item.span, why="another", points=item.file.text)
                return self.steps.number("rounded", self.owner, score, item.span)
            case t.Rounded():
                return self._rounded(item)
            case t.Power():
                return self._raised(item)
            case t.Logarithm():
                raise AssertionError("the binder refuses logarithms that are not rounded where they stand")
            case t.Compare():
                assert item.left is not None
                return c.Compare(
                    relation(item.operator), self.expression(item.left), self.expression(item.right)
                )
            case t.Is():
                return self._is(item)
            case t.Between():
                assert item.operand is not None
                value = self.expression(item.operand)
                lower = c.Compare(relation(item.lower), value, self.expression(item.low))
                return c.And((lower, c.Compare(relation(item.upper), value, self.expression(item.high))))
            case t.Conditional():
                condition = self.steps.truth("fork", self.owner, self.expression(item.condition), item.span)
                return c.Choose(condition, self._guarded(item, True), self._guarded(item, False))
            case t.Not():
                return c.Not(self.expression(item.operand))
            case t.NoneOf():
                return self._none(self.expression(item.operand))
            case t.Both():
                return c.And(tuple(self.expression(operand) for operand in item.operands))
            case t.Either():
                return c.Or(tuple(self.expression(operand) for operand in item.operands))
            case t.IsMissing():
                given = c.Given(item.name.text)
                return c.Not(given) if item.missing else given
            case t.IsApplicable():
                return self._applies(item)
            case t.Day():
                return literal(item.day.toordinal())
            case t.Days():
                return self._days(item)
            case t.Listed():
                raise AssertionError("the binder refuses lists that leave open what joins them")
            case t.Fold() if item.source is None:
                return self._of_all(lower_statistic, item)
            case t.Rank():
                return self._of_all(lower_rank, item)
            case t.Fold():
                return self.steps.number("fold", self.owner, self._fold(item), item.span)
            case t.Extreme():
                operands = tuple(self.expression(operand) for operand in item.operands)
                return c.Minimum(operands) if item.how == "least" else c.Maximum(operands)
            case _:
                assert_never(item)

    def _applies(self, item: t.IsApplicable) -> c.Expr:
        """The question whether a criterion applies, of one that may not."""
        path = path_of_points(item.name.text)
        if path is None or self.steps.applies_of is None:
            raise NotLowered
        found = self.steps.applies_of(path, item.span)
        return found if item.applicable else c.Not(found)

    def _of_all(self, lower: Callable[[ExpressionLowering, T], c.Ref], item: T) -> c.Ref:
        try:
            return lower(self, item)
        except NotOfAll:
            raise NotLowered from None

    def _none(self, counted: c.Expr) -> c.Expr:
        """That there is none of something."""
        low = self.steps.range(counted).low
        none = c.Compare("≤", counted, ZERO)
        return none if low is not None and low >= 0 else c.And((none, c.Compare("≥", counted, ZERO)))

    def _rounded(self, item: t.Rounded) -> c.Ref:
        """Two steps, so that an account can show what was rounded and what came of it."""
        if isinstance(item.operand, t.Power | t.Logarithm) and not _is_exact(item.operand):
            return self.steps.number("rounded", self.owner, self._inexact(item.operand, item.how), item.span)
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

    def _raised(self, item: t.Power) -> c.Expr:
        """A whole power; the base is a step where it is more than a name."""
        base = self.expression(item.operand)
        if not isinstance(base, c.Input | c.Ref | c.Literal):
            base = self.steps.number("base", self.owner, base, item.operand.span)
        return raised(base, item.exponent.numerator, self.steps.range(base))

    def _inexact(self, item: t.Power | t.Logarithm, how: t.Rounding) -> c.Expr:
        """A root or a logarithm with its rounding; refused where there may be none."""
        operand = self.expression(item.operand)
        if not isinstance(operand, c.Input | c.Ref | c.Literal):
            operand = self.steps.number("base", self.owner, operand, item.operand.span)
        reach = self.steps.range(operand)
        facts = self.steps.facts
        if isinstance(item, t.Power) and keeps_above_zero(operand, facts, itself=True):
            operand = c.Maximum((ZERO, operand))
            reach = self.steps.range(operand)
        elif isinstance(item, t.Logarithm) and keeps_above_zero(operand, facts, itself=False):
            operand = above_zero(operand)
            reach = self.steps.range(operand)
        value: RootOf | LogOf
        if isinstance(item, t.Power):
            if reach.low is None or reach.low < 0:
                raise self._fail("RB0365", item.operand.span)
            power = raised(operand, item.exponent.numerator, reach)
            value = RootOf(power, item.exponent.denominator)
        else:
            if reach.low is None or reach.low < 0 or not excludes_zero(reach):
                raise self._fail("RB0366", item.operand.span)
            value = LogOf(operand, item.base)
        return rounded_inexact(value, how, self.steps)

    def named(self, item: t.Name) -> c.Expr:
        """A metric, or the step of a derived value, or the one with the points of a criterion or section."""
        path = path_of_points(item.text)
        if path is not None:
            if self.steps.points_of is None:
                raise NotLowered
            return self.steps.points_of(path, item.span)
        if item.text in self.steps.lost:
            raise NotLowered
        return self.steps.derived.get(item.text) or (
            c.Item(item.text) if is_field(item.text) else reading(item.text, self.steps.metrics)
        )

    def _fold(self, item: t.Fold) -> c.Fold:
        assert item.source is not None
        entries = self.steps.metrics[item.source.text].entries
        assert entries is not None, f"{item.source.text} is a list"
        for name in (*metrics_in(item.value), *metrics_in(item.where)):
            self.named(t.Name(name, span=item.span))  # what stands outside is made before what stands inside
        inner = evolve(self, steps=within(self.steps))
        first = len(self.steps.made)
        made = c.Fold(
            item.how,
            item.source.text,
            tuple(field.id for field in entries.fields),
            inlined(inner.expression(item.value), inner.steps, first)
            if item.value is not None
            else literal(1),
            inlined(inner.expression(item.where), inner.steps, first) if item.where is not None else None,
            best=item.best,
            spare=None if item.spare is None else (1, max(item.spare, 2)),
            closest=item.closest,
            empty=None if item.empty is None else literal(item.empty),
        )
        if item.spare == 1 or (item.spare == 0 and entries.least < 3):
            raise self._fail("RB0327", item.span, said=item.spare)
        return self.answered(made, item.span)

    def answered(self, made: c.Fold, span: Span, over: bool = False) -> c.Fold:
        """A fold that can have no entries to work with must say what it gives then; others need not."""
        if made.how in ("sum", "count"):
            return evolve(made, empty=None)
        few = count_of(evolve(made, empty=None), self.steps.metrics).low
        if few is not None and few >= 1:
            return evolve(made, empty=None)
        if made.empty is None:
            name = self.steps.metrics[made.source].labels.naming
            raise self._fail(
                "RB0326", span, how=made.how, list=name, chosen=made.where is not None, over=over
            )
        return made

    def _is(self, item: t.Is) -> c.Expr:
        """One of a choice's options, or none of them."""
        metric = self.steps.metrics[item.name.text]
        same: c.Relation = "≠" if item.negated else "="
        tests: list[c.Expr] = []
        for option in item.options:
            position = metric.option(option.text)
            assert position is not None, "the binder knows every option"
            tests.append(c.Compare(same, self.named(item.name), literal(position)))
        if len(tests) == 1:
            return tests[0]
        return c.And(tuple(tests)) if item.negated else c.Or(tuple(tests))

    def _guarded(self, item: t.Conditional, holds: bool) -> c.Expr:
        """One side of a conditional, where what its condition says is known."""
        before = len(self.steps.facts)
        self.steps.facts.extend(facts_of(item.condition, holds, self.expression))
        try:
            return self.expression(item.then if holds else item.otherwise)
        finally:
            del self.steps.facts[before:]

    def _same_as(self, item: c.Expr) -> tuple[c.Expr, ...]:
        """A number, and what it was worked out as where it is a step."""
        return (item, self.steps.made[item.step].expr) if isinstance(item, c.Ref) else (item,)

    def _quotient(self, left: c.Expr, right: c.Expr, divisor: t.Expression) -> c.Expr:
        reach = self.steps.range(right)
        if not excludes_zero(reach) and any(
            keeps_from_zero(one, self.steps.facts) for one in self._same_as(right)
        ):
            above = c.Divide(left, above_zero(right))
            if reach.low is not None and reach.low >= 0:
                return above
            minus = literal(-1)
            below = c.Divide(c.Multiply(minus, left), above_zero(c.Multiply(minus, right)))
            return c.Choose(c.Compare(">", right, ZERO), above, below)
        if not excludes_zero(reach):
            metric = self.steps.metrics.get(divisor.text) if isinstance(divisor, t.Name) else None
            raise self._fail("RB0211", divisor.span, name=metric.labels.naming if metric else None)
        return c.Divide(left, right)


def relation(operator: str) -> c.Relation:
    """A comparison of the syntax tree as one of the core."""
    assert operator not in ("以上", "以下"), "the binder refuses edges that are left open"
    return operator  # type: ignore[return-value]


def _is_exact(item: t.Power | t.Logarithm) -> bool:
    """Whether it is a whole power, which needs no rounding."""
    return isinstance(item, t.Power) and item.exponent.denominator == 1


def above_zero(item: c.Expr) -> c.Expr:
    """A number that is known to be above 0 wherever it is used; elsewhere 1, so that nothing divides by 0."""
    return c.Choose(c.Compare(">", item, ZERO), item, literal(1))
