"""Expressions with their names bound and their kinds checked.

Comes in: an expression of the syntax tree. Goes out: the same with ids for names and subjects filled in; or
:class:`Unbound`, with the diagnostics noted.
"""

from __future__ import annotations

from typing import Literal, assert_never

from attrs import define, evolve

from rubric_dsl.model.binding.choices import choice_alone, options_of
from rubric_dsl.model.binding.cohorts import SUBJECTS, over_all
from rubric_dsl.model.binding.days import DAY_WORDS, counts_days, working_days_fault
from rubric_dsl.model.binding.mentions import metrics_in
from rubric_dsl.model.binding.missing import applying, asked_after
from rubric_dsl.model.binding.unbound import Unbound, every
from rubric_dsl.model.names import Names
from rubric_dsl.model.rubric import Metric, path_of_points
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.naming import Naming
from rubric_dsl.syntax import tree as t

Sort = Literal["number", "truth", "date", "choice"]


def _unit_naming(metric: Metric) -> Naming:
    """What a metric is counted in, for readers of either language."""
    zh = metric.unit_in("zh")
    return Naming(metric.unit_in("en") or metric.singular or zh or "", zh)


@define
class ExpressionBinder:
    """Binds the expressions of one criterion.

    ``subject`` is the metric of the enclosing ``for each``, if any.
    """

    names: Names
    subject: str | None = None
    adopt_units: bool = False
    """A rule on its own has no declarations: whatever word follows a number is its unit."""
    above: t.Expression | None = None
    """What the first row of a table compares, for the rows below it that do not say."""

    def _fail(self, code: str, at: t.Expression | t.TallyStep | t.Proportion, **facts: object) -> Unbound:
        self.names.found.append(diagnostic(code, at.span, **facts))
        return Unbound()

    def _name(self, item: t.Name) -> tuple[t.Name, Sort]:
        found = self.names.resolve(item.text, item.span)
        if found is None:
            raise Unbound
        metric = self.names.metrics[found]
        if metric.entries is not None:
            raise self._fail("RB0245", item, name=metric.labels.naming, bare=metric.entries.bare)
        if metric.kind == "text":
            raise self._fail("RB0251", item, name=metric.labels.naming)
        sorts: dict[str, Sort] = {"yes/no": "truth", "choice": "choice", "date": "date"}
        return t.Name(found, span=item.span), sorts.get(metric.kind, "number")

    def bind(self, item: t.Expression) -> tuple[t.Expression, Sort]:
        """An expression and what it is: a number, or a condition."""
        match item:
            case t.Name():
                return self._name(item)
            case t.Number():
                if item.unit:
                    raise self._fail("RB0206", item)
                return item, "number"
            case t.Operation():
                left, right = self._pair(item.left, item.right)
                if item.operator == "/" and isinstance(right, t.Number) and not right.value:
                    raise self._fail("RB0212", right)
                return evolve(item, left=left, right=right), "number"
            case t.Negative():
                return evolve(item, operand=self.number(item.operand)), "number"
            case t.ScoreOf():
                key = self.names.other_rubric(item)
                if key is None:
                    raise Unbound
                return evolve(item, file=evolve(item.file, text=key)), "number"
            case t.Rounded():
                return evolve(item, operand=self._ended(item.operand)), "number"
            case t.Power() | t.Logarithm():
                if isinstance(item, t.Logarithm) or item.exponent.denominator != 1:
                    raise self._fail("RB0279", item, text=self._rounded_text(item))
                return evolve(item, operand=self.number(item.operand)), "number"
            case t.Compare():
                return self._compare(item), "truth"
            case t.Is():
                return self._is(item), "truth"
            case t.Between():
                return self._between(item), "truth"
            case t.Conditional():
                return self._conditional(item), "number"
            case t.Not():
                if isinstance(item.operand, t.Listed):
                    raise self._listed(item.operand, item.word)
                item = self._whole_name(item)
                return evolve(item, operand=self.condition(item.operand)), "truth"
            case t.NoneOf():
                return self._none_of(item), "truth"
            case t.Both() | t.Either():
                return evolve(item, operands=every(self.condition, item.operands)), "truth"
            case t.Listed():
                raise self._listed(item)
            case t.IsMissing():
                return asked_after(item, self.names), "truth"
            case t.IsApplicable():
                return applying(item, self.names), "truth"
            case t.Day():
                return item, "date"
            case t.Days():
                return self._days(item), "number"
            case t.Fold():
                return self._fold(item), "number"
            case t.Extreme():
                return evolve(item, operands=every(self.number, item.operands)), "number"
            case t.Rank():
                return over_all(item, self), "number"
            case _:
                assert_never(item)

    def _day(self, item: t.Name | t.Day) -> t.Name | t.Day:
        day, sort = self.bind(item)
        if sort != "date":
            raise self._fail("RB0265", item, names=self.names.called(metrics_in(day)))
        assert isinstance(day, t.Name | t.Day)
        return day

    def _days(self, item: t.Days) -> t.Days:
        first, last = every(self._day, (item.first, item.last))
        item = evolve(item, first=first, last=last)
        fault = working_days_fault(item, self.names)
        if fault is not None:
            self.names.found.append(fault)
            raise Unbound
        return item

    def list_metric(self, item: t.Name) -> Metric:
        """The list that a name means."""
        found = self.names.resolve(item.text, item.span)
        if found is None:
            raise Unbound
        metric = self.names.metrics[found]
        if metric.entries is None:
            raise self._fail("RB0246", item, name=metric.labels.naming, alone=self.adopt_units)
        return metric

    def _fold(self, item: t.Fold) -> t.Fold:
        if item.source is None:
            return over_all(item, self)
        listed = self.list_metric(item.source)
        entries = listed.entries
        assert entries is not None
        if self.names.among_entries:
            raise self._fail("RB0252", item)
        value, where = item.value, item.where
        if value is None and item.how != "count" and not entries.bare:
            fields = tuple(
                field.labels.naming for field in entries.fields if field.kind not in ("text", "yes/no")
            )
            raise self._fail("RB0247", item, names=fields, listed=listed.labels.naming, how=item.how)
        with self.names.inside(listed.id):
            if value is not None:
                value = self.number(value)
            elif entries.bare:
                value = t.Name(entries.fields[0].id, span=item.source.span)
            if where is not None:
                where = self.condition(where)
        return evolve(item, source=evolve(item.source, text=listed.id), value=value, where=where)

    def _none_of(self, item: t.NoneOf) -> t.Expression:
        """``无投诉``; of a metric 无投诉, what looks like the word belongs to the name."""
        whole = "无" + item.operand.text
        if self.names.find(whole) is not None:
            return self.condition(evolve(item.operand, text=whole))
        operand, sort = self.bind(item.operand)
        if sort == "truth":
            return t.Not(operand, span=item.span)
        assert isinstance(operand, t.Name)
        return evolve(item, operand=operand)

    def _ended(self, item: t.Expression) -> t.Expression:
        """What is rounded: here, and here only, a root or a logarithm may stand."""
        if isinstance(item, t.Power | t.Logarithm):
            return evolve(item, operand=self.number(item.operand))
        return self.number(item)

    def _rounded_text(self, item: t.Power | t.Logarithm) -> str:
        """What would have to be written around it."""
        from rubric_dsl.syntax.spelling import spell

        return spell(item, "en", {})

    def _whole_name(self, item: t.Not) -> t.Not:
        """``未发布计划`` of a metric 发布计划: what looks like the verb belongs to the name."""
        operand = item.operand
        if len(item.word) > 1 and isinstance(operand, t.Name):
            whole = item.word[1:] + operand.text
            if self.names.find(whole) is not None or whole in self.names.damaged:
                return evolve(item, operand=evolve(operand, text=whole), word="未")
        return item

    def _listed(self, item: t.Listed, word: str = "") -> Unbound:
        names = tuple(name.text for name in item.names)
        return self._fail("RB0403", item, names=names, negated=bool(word), word=word)

    def _pair(self, left: t.Expression, right: t.Expression) -> tuple[t.Expression, t.Expression]:
        first: t.Expression | None = None
        try:
            first = self.number(left)
        except Unbound:
            pass
        second = self.number(right)
        if first is None:
            raise Unbound
        return first, second

    def _compared(self, left: t.Expression, right: t.Expression) -> tuple[t.Expression, t.Expression]:
        """Both sides of a comparison: two numbers, or two days."""
        sides: list[tuple[t.Expression, t.Expression, Sort]] = []
        for side in (left, right):
            try:
                sides.append((side, *self.bind(side)))
            except Unbound:
                pass
        sorts = [sort for _, _, sort in sides]
        if sorts == ["date", "date"]:
            return sides[0][1], sides[1][1]
        if sorted(sorts) == ["date", "number"]:
            raise self._fail("RB0267", next(side for side, _, sort in sides if sort == "number"))
        numbers = []
        for side, bound, sort in sides:
            if len(sides) < 2 and sort == "date":
                break  # the other side may well be a day
            try:
                numbers.append(self._as_number(side, bound, sort))
            except Unbound:
                pass
        if len(numbers) < 2 or len(sides) < 2:
            raise Unbound
        return numbers[0], numbers[1]

    def number(self, item: t.Expression) -> t.Expression:
        """An expression that must be a number."""
        return self._as_number(item, *self.bind(item))

    def _as_number(self, item: t.Expression, bound: t.Expression, sort: Sort) -> t.Expression:
        if sort == "date":
            raise self._fail("RB0266", item, wanted="number")
        if sort == "choice":
            raise self._choice_alone(bound)
        if sort != "number":
            raise self._fail("RB0204", item, names=self.names.called(metrics_in(bound)))
        return bound

    def condition(self, item: t.Expression) -> t.Expression:
        """An expression that must hold or not hold."""
        bound, sort = self.bind(item)
        if sort == "date":
            raise self._fail("RB0266", item, wanted="condition")
        if sort == "choice":
            raise self._choice_alone(bound)
        if sort != "truth":
            raise self._fail("RB0205", item, names=self.names.called(metrics_in(bound)))
        return bound

    def _choice_alone(self, item: t.Expression) -> Unbound:
        return choice_alone(self.names, item)

    def _is(self, item: t.Is) -> t.Expression:
        """``level is national``: options of a choice; of a number, a comparison."""
        name, sort = self._name(item.name)
        if sort == "choice":
            return options_of(self.names, evolve(item, name=name), self.condition)
        first, *others = item.options
        compared = self._compare(t.Compare("≠" if item.negated else "=", item.name, first, span=item.span))
        if not others:
            return compared
        return t.Either((compared, *(self.condition(other) for other in others)), span=item.span)

    def _conditional(self, item: t.Conditional) -> t.Conditional:
        condition: t.Expression | None = None
        try:
            condition = self.condition(item.condition)
        except Unbound:
            pass
        then, otherwise = self._pair(item.then, item.otherwise)
        if condition is None:
            raise Unbound
        return evolve(item, condition=condition, then=then, otherwise=otherwise)

    def _compare(self, item: t.Compare) -> t.Compare:
        right, left = item.right, item.left
        in_a_row = self.above is not None and not (isinstance(right, t.Number) and right.unit)
        if left is None and self.subject is not None and not in_a_row:
            left = t.Name(self.subject, span=item.span)
            self.names.used.add(self.subject)
        elif left is None and isinstance(right, t.Number) and right.unit:
            # ≥10 events: the word behind the number is the metric itself
            left = t.Name(right.unit, span=evolve(right.span, column=right.span.end_column - len(right.unit)))
            right = evolve(right, unit=None)
        elif left is None and self.above is not None:
            left = self.above
        elif left is None:
            raise self._fail("RB0206", item)
        literal = right
        first, second = self._compared(
            left, evolve(right, unit=None) if isinstance(right, t.Number) else right
        )
        if item.operator in ("以上", "以下"):
            raise self._open_edge(item, literal)
        self._unit(literal, first)
        return evolve(item, left=first, right=literal if isinstance(literal, t.Number) else second)

    def _between(self, item: t.Between) -> t.Between:
        """Two edges, each a comparison of its own."""
        both = (item.low, item.high)
        unit = next((end.unit for end in both if isinstance(end, t.Number) and end.unit), None)
        ends = [evolve(end, unit=end.unit or unit) if isinstance(end, t.Number) else end for end in both]
        low, high = (
            self._compare(t.Compare(sign, item.operand, end, span=item.span))
            for sign, end in zip((item.lower, item.upper), ends, strict=True)
        )
        if isinstance(low.right, t.Number) and isinstance(high.right, t.Number):
            first, last = low.right.value, high.right.value
            if first > last or (first == last and (item.lower, item.upper) != ("≥", "≤")):
                facts = {"low": str(first), "high": str(last), "percent": low.right.percent}
                raise self._fail("RB0314", item, **facts)
        return evolve(item, operand=low.left, low=low.right, high=high.right)

    def _gives_points(self, name: str) -> bool:
        return path_of_points(name) is not None or self.names.metrics[name].kind == "mark"

    def _open_edge(self, item: t.Compare, right: t.Expression) -> Unbound:
        from rubric_dsl.syntax.spelling import spell

        value = spell(right, "zh", {})
        return self._fail("RB0402", item, word=item.operator, value=value, upward=item.operator == "以上")

    def _unit(self, literal: t.Expression, measured: t.Expression) -> None:
        if not (isinstance(literal, t.Number) and literal.unit) or self.adopt_units:
            return
        self._check_unit(literal.unit, literal, measured)

    def _check_unit(self, unit: str, at: t.Expression | t.TallyStep, measured: t.Expression) -> None:
        owners = metrics_in(measured, fields=True)
        if unit == t.POINTS:
            if not any(self._gives_points(owner) for owner in owners):
                raise self._fail("RB0256", at, names=self.names.called(owners))
            return
        if unit in DAY_WORDS and counts_days(measured):
            return
        if isinstance(measured, t.Fold):
            if measured.how == "count" and unit in ("项", "个", "entries", *SUBJECTS):
                return
            if measured.source is not None:
                entries = self.names.metrics[measured.source.text].entries
                assert entries is not None
                owners = (*owners, *(field.id for field in entries.fields))
        if not self.names.is_unit_of(unit, owners):
            metric = self.names.metrics[owners[0]] if owners else None
            called = metric and metric.labels.naming
            known = metric and (metric.unit or metric.singular) and _unit_naming(metric)
            raise self._fail("RB0215", at, unit=unit, metric=called, known=known)
