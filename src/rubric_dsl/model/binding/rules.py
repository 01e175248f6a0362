"""Rules and effects with their names bound and their kinds checked.

Comes in: a rule of the syntax tree. Goes out: the same rule, every expression in it bound; or None, with
diagnostics for all that is wrong in it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from attrs import define, evolve

from rubric_dsl.model.binding.days import is_day
from rubric_dsl.model.binding.expressions import ExpressionBinder
from rubric_dsl.model.binding.mentions import metrics_in
from rubric_dsl.model.binding.over import bound_over
from rubric_dsl.model.binding.tables import bound_line, bound_lookup, compared_in
from rubric_dsl.model.binding.unbound import Unbound, every
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t


@define
class Binder(ExpressionBinder):
    """Binds the rules of one criterion. ``subject`` is the metric of the enclosing ``for each``, if any."""

    def _step(self, step: t.Step, measured: t.Expression | None) -> t.Step:
        """A step with what it counts bound; ``measured`` is what the rule's condition compares."""
        per = step.per
        if not per.amount:
            raise self._fail("RB0216", step)
        of = per.of
        if of is None:
            if measured is None:
                raise self._fail("RB0213", step, beyond=per.beyond or "")
        elif per.reference is not None:
            of, reference = self._pair(of, per.reference)
            per = evolve(per, of=of, reference=reference)
        elif per.measure == "percent of target":
            raise self._fail("RB0213", step, beyond=per.beyond or "")
        else:
            of = self.number(of)
            per = evolve(per, of=of)
        counted = of if of is not None else measured
        assert counted is not None
        if per.unit and not self.adopt_units:
            self._check_unit(per.unit, step, counted)
        return evolve(step, per=per)

    def _award(self, rule: t.Award) -> t.Award:
        condition: t.Expression | None = None
        try:
            condition = self.condition(rule.condition)
        except Unbound:
            for step in rule.steps:
                if step.per.of is not None:
                    self._step(step, None)
            every(self._tally_step, rule.added)
            raise
        steps = tuple(self._beyond(step, condition) for step in rule.steps)
        added = every(self._held, rule.added)
        if isinstance(rule.short, t.Proportion) and self._of_days(condition):
            raise self._fail("RB0268", rule.short)
        if isinstance(rule.short, t.Proportion) and not (
            isinstance(condition, t.Compare) and condition.operator == "≥"
        ):
            raise self._fail("RB0214", rule.short)
        return evolve(rule, condition=condition, steps=steps, added=added)

    def _beyond(self, step: t.Step, condition: t.Expression) -> t.Step:
        """A step of an award: it counts what is missing from the target, or above it."""
        beyond = step.per.beyond or ""
        if step.per.of is None and not isinstance(condition, t.Compare):
            raise self._fail("RB0213", step, beyond=beyond)
        if step.per.of is not None:
            self.number(step.per.of)  # a slip of `missing` is an unknown name first
            raise self._fail("RB0219", step)
        assert isinstance(condition, t.Compare) and condition.left is not None
        if self._of_days(condition):
            raise self._fail("RB0268", step)
        if condition.operator in (">", "<"):
            raise self._fail("RB0405", step, above=condition.operator == "<")
        falls = condition.operator == "≤" and not beyond and step.points < 0  # a limit is kept from below
        if condition.operator not in ("≥", "≤") or falls:
            raise self._fail("RB0213", step, beyond=beyond)
        return self._step(step, condition.left)

    def _of_days(self, condition: t.Expression) -> bool:
        """Whether a bound condition compares days of the calendar."""
        return isinstance(condition, t.Compare) and is_day(condition.left, self.names)

    def rule(self, rule: t.Rule) -> t.Rule | None:
        """A rule with everything bound, or None with the diagnostics noted."""
        try:
            match rule:
                case t.Award():
                    return self._award(rule)
                case t.Tally():
                    return evolve(rule, steps=every(self._tally_step, rule.steps))
                case t.Formula():
                    expression = self._points(rule.expression)
                    self._judged_range(rule, expression)
                    return evolve(rule, expression=expression)
                case t.Bands():
                    return self._bands(rule)
                case t.Lookup():
                    return bound_lookup(self.names, rule)
                case t.Line():
                    return bound_line(self.names, evolve(rule, of=self.number(rule.of)))
                case t.Cases():
                    return self._cases(rule)
                case t.Over():
                    return bound_over(self, self._of_entry(rule), rule)
                case _:
                    assert_never(rule)
        except Unbound:
            return None

    def _cases(self, rule: t.Cases) -> t.Cases:
        """Every case with its condition and its rule bound."""
        rows: list[t.Case] = []
        for row in rule.rows:
            condition, failed = row.condition, False
            if condition is not None:
                try:
                    condition = self.condition(condition)
                except Unbound:
                    failed = True
            inner = self.rule(row.rule)
            if inner is not None and not failed:
                rows.append(evolve(row, condition=condition, rule=inner))
        if len(rows) < len(rule.rows):
            raise Unbound
        return evolve(rule, rows=tuple(rows))

    def _of_entry(self, rule: t.Over) -> Binder:
        """What binds the rule of one entry: in a list of numbers, a bare comparison is about the entry."""
        entries = self.list_metric(rule.source).entries
        return evolve(self, subject=rule.source.text if entries is not None and entries.bare else None)

    def _judged_range(self, rule: t.Formula, bound: t.Expression) -> None:
        """The range of a judged mark lies inside the mark's own, and its ends are marks that can be given."""
        metric = self.names.metrics.get(bound.text) if isinstance(bound, t.Name) else None
        if rule.within is None or metric is None:
            return
        low, high = rule.within
        inside = (metric.low is None or low >= metric.low) and (metric.high is None or high <= metric.high)
        if not (inside and metric.fits(low) and metric.fits(high)):
            found = diagnostic(
                "RB0291",
                rule.span,
                name=metric.labels.naming,
                low=str(low),
                high=str(high),
                least=None if metric.low is None else str(metric.low),
                most=None if metric.high is None else str(metric.high),
                step=None if metric.grain is None else str(metric.grain),
            )
            self.names.found.append(found)
            raise Unbound

    def _bands(self, rule: t.Bands) -> t.Bands:
        """Rows; where a row does not say what it compares, it is what the first one compares."""
        rows: list[t.Band] = []
        failed = False
        for position, row in enumerate(rule.rows):
            try:
                condition = self.condition(row.condition)
                rows.append(evolve(row, condition=condition, points=self._points(row.points)))
            except Unbound:
                failed = True
            if not position:
                self.above = compared_in(row.condition)
        self.above = None
        otherwise = self._points(rule.otherwise) if rule.otherwise is not None else None
        if failed:
            raise Unbound
        return evolve(rule, rows=tuple(rows), otherwise=otherwise)

    def _points(self, item: t.Expression) -> t.Expression:
        if isinstance(item, t.Number) and item.unit:
            text = f"{item.value} {item.unit}" if item.unit.isascii() else f"{item.value}{item.unit}"
            raise self._fail("RB0108", item, text=text)
        bound, sort = self.bind(item)
        if sort == "date":
            raise self._fail("RB0266", item, wanted="number")
        if sort == "choice":
            raise self._choice_alone(bound)
        if sort == "truth":
            names = self.names.called(metrics_in(bound)) if isinstance(bound, t.Name) else ()
            raise self._fail("RB0217", item, names=names)
        return bound

    def exclusion(self, exclusion: t.Exclusion) -> t.Exclusion | None:
        """An exclusion with its condition bound, or None with the diagnostics noted."""
        try:
            return evolve(exclusion, condition=self.condition(exclusion.condition))
        except Unbound:
            return None

    def _tally_step(self, step: t.TallyStep) -> t.TallyStep:
        match step:
            case t.Step():
                return self._step(step, None)
            case t.Held():
                return self._held(step)
            case t.Ordinals():
                of = self.number(step.of)
                if step.unit and not self.adopt_units:
                    self._check_unit(step.unit, step, of)
                return evolve(step, of=of)
            case _:
                assert_never(step)

    def _held(self, step: t.Held) -> t.Held:
        return evolve(step, conditions=every(self.condition, step.conditions))

    def effect(self, effect: t.Effect) -> t.Effect | None:
        """An effect with everything bound, or None with the diagnostics noted."""
        if isinstance(effect, t.Rounding):
            return effect
        condition, failed = effect.condition, False
        if condition is not None:
            try:
                condition = self.condition(condition)
            except Unbound:
                failed = True
        try:
            match effect:
                case t.Gate():
                    assert condition is not None
                    made: t.Effect = evolve(effect, condition=condition)
                case t.Limit():
                    made = evolve(effect, to=self._limit(effect.to), condition=condition)
                case t.Factor():
                    made = evolve(effect, by=self.number(effect.by), condition=condition)
                case _:
                    assert_never(effect)
        except Unbound:
            return None
        return None if failed else made

    def out(self, out: t.NotApplicable) -> t.NotApplicable | None:
        """When something is not applicable, bound; or None with the diagnostics noted."""
        try:
            return evolve(out, condition=self.condition(out.condition))
        except Unbound:
            return None

    def _limit(self, item: t.Expression) -> t.Expression:
        """What points are held at: points, and so neither a percentage nor so many of something."""
        if isinstance(item, t.Number) and item.percent:
            raise self._fail("RB0108", item, text=f"{item.value * 100}%")
        return self._points(item)


def largest_award(rule: t.Rule) -> Fraction | None:
    """The most points that a rule names, for a rule on its own; None for a bare formula."""
    bounds = [bound.points for bound in rule.bounds if bound.kind == "at most" and bound.points is not None]
    if bounds:
        return min(bounds)
    match rule:
        case t.Award():
            other = rule.short.points if isinstance(rule.short, t.Otherwise) else rule.points
            beside = _most_added(rule.added) or Fraction(0)
            return max(rule.points + (_most_added(rule.steps) or 0), other) + beside
        case t.Tally():
            added = _most_added(rule.steps)
            if rule.start or added:
                return rule.start + (added or 0)
            return max(Fraction(0), *(_first(step) for step in rule.steps))
        case t.Formula():
            return rule.expression.value if isinstance(rule.expression, t.Number) else None
        case t.Bands():
            given = [*(row.points for row in rule.rows), *([rule.otherwise] if rule.otherwise else ())]
            figures = [item.value for item in given if isinstance(item, t.Number)]
            return max(figures) if len(figures) == len(given) else None
        case t.Lookup():
            return max(points for row in rule.rows for points in row.points)
        case t.Line():
            return max(anchor.points for anchor in rule.anchors)
        case t.Over() | t.Cases():
            return None


def _first(step: t.TallyStep) -> Fraction:
    """The points that the first of what a step counts is worth."""
    return step.ladder[0] if isinstance(step, t.Ordinals) else step.points


def _most_added(steps: tuple[t.TallyStep, ...]) -> Fraction | None:
    """The most that steps add together; None where one of them has no end of its own."""
    total = Fraction(0)
    for step in steps:
        if t.takes(step):
            continue
        if step.most is not None:
            total += step.most
        elif isinstance(step, t.Held):
            total += step.points * len(step.conditions)
        elif isinstance(step, t.Ordinals) and not step.further:
            total += sum(step.ladder, Fraction(0))
        else:
            return None
    return total
