"""Bands: every value has its row, no value two, every row a value; points that rise and fall are remarked on.

A condition changes its mind only at the figures that it names. So the values to try are these figures, one
between each two that stand side by side (of what is whole, the next whole number), and the ends of the range.
Where rows compare two figures with each other, nothing can be shown so, and ``otherwise`` must be said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import Any

from attrs import define, evolve, field, frozen

from rubric_dsl.model.lists import with_fields
from rubric_dsl.model.rubric import Criterion, Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.intervals import of_metric
from rubric_dsl.plan.lower_tables import measured_in
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic, warning
from rubric_dsl.source.naming import Naming
from rubric_dsl.syntax import tree as t
from rubric_dsl.vocabulary.figures import spell_number

MAX_TRIED = 20_000
"""Combinations of values tried for one rule."""

Values = Mapping[t.Expression, Any]


class _Undecided(Exception):
    """A condition that figures alone do not decide."""


@define
class _Figures:
    """The figures that the rows of a rule compare each thing with."""

    metrics: Mapping[str, Metric]
    edges: dict[t.Expression, set[Fraction]] = field(factory=dict)
    percent: set[t.Expression] = field(factory=set)

    def look(self, item: t.Expression) -> None:
        """Note what a condition compares."""
        match item:
            case t.Compare():
                self._edge(*_sides(item))
            case t.Between():
                assert item.operand is not None
                self._edge(item.operand, item.low)
                self._edge(item.operand, item.high)
            case t.Name() | t.Is():
                self.edges.setdefault(item.name if isinstance(item, t.Is) else item, set())
            case t.Not():
                self.look(item.operand)
            case t.Both() | t.Either():
                for operand in item.operands:
                    self.look(operand)
            case _:
                raise _Undecided

    def _edge(self, compared: t.Expression, figure: t.Expression) -> None:
        value = _literal(figure)
        if value is None or isinstance(compared, t.Number):
            raise _Undecided
        self.edges.setdefault(compared, set()).add(value)
        if isinstance(figure, t.Number) and figure.percent:
            self.percent.add(compared)

    def candidates(self, compared: t.Expression) -> list[Any]:
        """The values to try of one thing that is compared; also of what stands for it."""
        metric = self.metrics.get(compared.text) if isinstance(compared, t.Name) else None
        found = self._own(compared, metric)
        while metric is not None and metric.stands is not None:
            if not isinstance(metric.stands, str):
                return sorted({*found, metric.stands})
            metric = self.metrics[metric.stands]
            found = sorted({*found, *self._own(compared, metric)})
        return found

    def _own(self, compared: t.Expression, metric: Metric | None) -> list[Any]:
        """The values to try within the range of one metric."""
        if metric is not None and metric.kind == "yes/no":
            return [False, True]
        if metric is not None and metric.kind == "choice":
            return [Fraction(place) for place in range(len(metric.options))]
        reach = of_metric(metric) if metric is not None else c.Range(None, None)
        step = metric.grain if metric is not None and metric.grain else Fraction(1) if reach.whole else None
        start = reach.low if reach.low is not None else Fraction(0)
        ends = {end for end in (reach.low, reach.high) if end is not None}
        fixed = sorted(self.edges[compared] | ends)
        tried = {*fixed, *(_after(a, b, step, start) for a, b in pairwise(fixed))}
        if fixed:
            tried |= {_before(fixed[0], step, start), _beyond(fixed[-1], step, start)}
        fits = [value for value in tried if metric is None or step is None or metric.fits(value)]
        fits = [value for value in fits if not reach.whole or value.denominator == 1]
        inside = [
            value
            for value in fits
            if (reach.low is None or value >= reach.low) and (reach.high is None or value <= reach.high)
        ]
        return sorted(inside) or [start]


def _operand(item: t.Expression) -> t.Expression | None:
    """What a row compares where that is all that it does."""
    return item.left if isinstance(item, t.Compare) else item.operand if isinstance(item, t.Between) else None


def _literal(item: t.Expression) -> Fraction | None:
    if isinstance(item, t.Negative):
        inner = _literal(item.operand)
        return None if inner is None else -inner
    return item.value if isinstance(item, t.Number) else None


def _sides(item: t.Compare) -> tuple[t.Expression, t.Expression]:
    assert item.left is not None
    return (item.right, item.left) if _literal(item.left) is not None else (item.left, item.right)


def _after(low: Fraction, high: Fraction, step: Fraction | None, start: Fraction) -> Fraction:
    """A value between two others: the next one of what goes in steps, else one in the middle."""
    if step is None:
        return (low + high) / 2
    return _beyond(low, step, start)


def _beyond(value: Fraction, step: Fraction | None, start: Fraction) -> Fraction:
    step = step or Fraction(1)
    return start + (((value - start) / step).__floor__() + 1) * step


def _before(value: Fraction, step: Fraction | None, start: Fraction) -> Fraction:
    step = step or Fraction(1)
    return start + (((value - start) / step).__ceil__() - 1) * step


def _holds(item: t.Expression, values: Values, metrics: Mapping[str, Metric]) -> bool:
    """Whether a condition holds for values of what it compares."""
    match item:
        case t.Compare():
            compared, figure = _sides(item)
            left, right = values[compared], _literal(figure)
            if compared is not item.left:
                left, right = right, left
            return _compare(item.operator, left, right)
        case t.Between():
            assert item.operand is not None
            value = values[item.operand]
            low, high = _literal(item.low), _literal(item.high)
            return _compare(item.lower, value, low) and _compare(item.upper, value, high)
        case t.Name():
            return bool(values[item])
        case t.Is():
            places = {metrics[item.name.text].option(option.text) for option in item.options}
            return (values[item.name] in places) != item.negated
        case t.Not():
            return not _holds(item.operand, values, metrics)
        case t.Both():
            return all(_holds(operand, values, metrics) for operand in item.operands)
        case t.Either():
            return any(_holds(operand, values, metrics) for operand in item.operands)
        case _:
            raise AssertionError("noted as undecided before")


def _compare(sign: str, left: Any, right: Any) -> bool:
    return {
        "≥": bool(left >= right), ">": bool(left > right), "≤": bool(left <= right), "<": bool(left < right),
        "=": bool(left == right), "≠": bool(left != right),
    }[sign]  # fmt: skip


@frozen
class _Tried:
    """One combination of values, and the rows that hold for it."""

    values: dict[t.Expression, Any]
    rows: tuple[int, ...]


@frozen
class _Table:
    """The rows of one rule, tried."""

    rule: t.Bands
    tried: tuple[_Tried, ...]
    figures: _Figures

    def witness(self, one: _Tried) -> tuple[tuple[object, object], ...]:
        """A combination of values as messages show it."""
        return tuple((self._name(name), self._shown(name, value)) for name, value in one.values.items())

    def _name(self, compared: t.Expression) -> object:
        metric = self.figures.metrics.get(compared.text) if isinstance(compared, t.Name) else None
        if metric is not None:
            return metric.labels.naming
        from rubric_dsl.syntax.spelling import symbols

        return symbols(compared, {})

    def _shown(self, compared: t.Expression, value: Any) -> object:
        metric = self.figures.metrics.get(compared.text) if isinstance(compared, t.Name) else None
        if isinstance(value, bool):
            return Naming("yes", "是") if value else Naming("no", "否")
        if metric is not None and metric.kind == "choice":
            return metric.options[int(value)].naming
        return spell_number(value * 100) + "%" if compared in self.figures.percent else spell_number(value)

    def mistakes(self) -> Iterable[Diagnostic]:
        """Gaps, overlaps and rows that are never reached."""
        rows, overlapping = self.rule.rows, set()
        for place, row in enumerate(rows):
            if not isinstance(row.condition, t.Between):
                continue
            same = {
                n
                for n, other in enumerate(rows[:place])
                if _operand(other.condition) == row.condition.operand
            }
            both = next((one for one in self.tried if place in one.rows and same & set(one.rows)), None)
            if both is not None:
                first = rows[min(same & set(both.rows))].span
                facts = {"witness": self.witness(both), "line": first.line, "column": first.column}
                overlapping.add(place)
                yield diagnostic("RB0312", row.span, **facts)
        for place, row in enumerate(rows):
            if place in overlapping or any(one.rows and one.rows[0] == place for one in self.tried):
                continue
            taken = next((one for one in self.tried if place in one.rows), None)
            witness = self.witness(taken) if taken is not None else ()
            yield diagnostic("RB0313", row.span, witness=witness)
        gap = next((one for one in self.tried if not one.rows), None)
        if gap is not None and self.rule.otherwise is None:
            yield diagnostic("RB0311", self.rule.span, witness=self.witness(gap))

    def remark(self) -> Diagnostic | None:
        """Points that rise and fall as the one figure grows."""
        given = (*(row.points for row in self.rule.rows), self.rule.otherwise)
        compared = next(iter(self.tried[0].values))
        metric = self.figures.metrics.get(compared.text) if isinstance(compared, t.Name) else None
        odd = metric is not None and metric.kind in ("yes/no", "choice")
        if len(self.tried[0].values) > 1 or odd or measured_in(self.rule) is None:
            return None
        points: list[Fraction] = []
        for one in self.tried:
            item = given[one.rows[0]] if one.rows else self.rule.otherwise
            if not isinstance(item, t.Number):
                return None
            if not points or points[-1] != item.value:
                points.append(item.value)
        steps = {b > a for a, b in pairwise(points)}
        if len(steps) < 2:
            return None
        said = ", ".join(spell_number(value) for value in points)
        return warning("RB0315", self.rule.span, name=self._name(compared), points=said)


Known = tuple[tuple[t.Expression, bool], ...]
"""Conditions, and whether they hold where a rule is asked."""


def _tried(rule: t.Bands, metrics: Mapping[str, Metric], known: Known = ()) -> _Table | None:
    figures = _Figures(metrics)
    try:
        for row in rule.rows:
            figures.look(row.condition)
    except _Undecided:
        return None
    telling = tuple(one for one in known if _same_things(one[0], figures))
    for condition, _ in telling:
        figures.look(condition)
    candidates = {compared: figures.candidates(compared) for compared in figures.edges}
    if prod(map(len, candidates.values())) > MAX_TRIED:
        return None if not telling else _tried(rule, metrics)
    tried = []
    for values in product(*candidates.values()):
        given = dict(zip(candidates, values, strict=True))
        if any(_holds(condition, given, metrics) != held for condition, held in telling):
            continue
        rows = tuple(n for n, row in enumerate(rule.rows) if _holds(row.condition, given, metrics))
        tried.append(_Tried(given, rows))
    return _Table(rule, tuple(tried), figures)


def _same_things(condition: t.Expression, figures: _Figures) -> bool:
    """Whether figures decide a condition, and it is about something that rows compare."""
    asked = _Figures(figures.metrics)
    try:
        asked.look(condition)
    except _Undecided:
        return False
    return not asked.edges.keys().isdisjoint(figures.edges)


def _in_rows(rule: t.Rule | None, known: Known = ()) -> Iterable[tuple[t.Bands, Known]]:
    """The bands in a rule (itself, of an entry of a list, of a case) and what is known there."""
    match rule:
        case t.Bands():
            yield rule, known
        case t.Over():
            yield from _in_rows(rule.rule)
        case t.Cases():
            failed: Known = ()
            for row in rule.rows:
                held: Known = () if row.condition is None else ((row.condition, True),)
                yield from _in_rows(row.rule, (*known, *failed, *held))
                failed = (*failed, *((condition, False) for condition, _ in held))
        case _:
            pass


_OF_CASES = {"RB0311": "RB0318", "RB0313": "RB0319"}


def _cases(rule: t.Cases, metrics: Mapping[str, Metric]) -> Iterable[Diagnostic]:
    """Cases are rows whose points do not matter: none may be out of reach, and together they take all."""
    nothing = t.Number(Fraction(0), span=rule.span)
    rows = tuple(
        t.Band(row.condition, nothing, span=row.condition.span)
        for row in rule.rows
        if row.condition is not None
    )
    otherwise = nothing if len(rows) < len(rule.rows) else None
    table = _tried(t.Bands(rows, otherwise, (), span=rule.rows[-1].span), metrics)
    if table is None:
        if otherwise is None:
            yield diagnostic("RB0318", rule.rows[-1].span, witness=())
        return
    for one in table.mistakes():
        if one.code in _OF_CASES:
            yield evolve(one, code=_OF_CASES[one.code])


def check(criteria: Iterable[Criterion], metrics: Mapping[str, Metric]) -> list[Diagnostic]:
    """All that is wrong or remarkable in the bands and cases of some criteria."""
    found: list[Diagnostic] = []
    metrics = {**with_fields(metrics.values()), **metrics}
    for node in criteria:
        if isinstance(node.rule, t.Cases):
            found.extend(_cases(node.rule, metrics))
        for rule, known in _in_rows(node.rule):
            table = _tried(rule, metrics, known)
            if table is None:
                if rule.otherwise is None:
                    found.append(diagnostic("RB0311", rule.span, witness=()))
                continue
            if not table.tried:
                continue  # a case that never holds, which is told of
            mistakes = list(table.mistakes())
            remark = table.remark() if not mistakes else None
            found.extend([*mistakes, *([remark] if remark else ())])
    return found
