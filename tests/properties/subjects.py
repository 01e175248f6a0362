"""Subjects for a generated rubric: values on, beside and between the figures that it names, in every kind of number."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from rubric_dsl.facade import Rubric
from rubric_dsl.inputs.values import is_missing
from rubric_dsl.model.lists import own_name
from rubric_dsl.model.rubric import MAX_PLACES, MAX_VALUE, Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.interpret import interpret

Value = Any
"""A fraction, a truth, a text, or a tuple of values."""

_PARTS = (
    "absent", "index", "cases", "operands", "left", "right", "operand", "condition", "then", "otherwise"
)  # fmt: skip


def meant(value: Any) -> Value:
    """What a value says, exactly: a float the decimal that Python prints for it; a record is a tuple."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, datetime.date):
        return Fraction(value.toordinal())
    if isinstance(value, list | tuple):
        return tuple(map(meant, value))
    if isinstance(value, dict):
        return tuple(map(meant, value.values()))
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def figures(rubric: Rubric) -> tuple[Fraction, ...]:
    """Every number in a rubric, and the ends of its ranges."""
    return figures_of(rubric.plan)


def figures_of(plan: c.Plan) -> tuple[Fraction, ...]:
    """Every number in a plan, and the ends of its ranges."""
    found: set[Fraction] = {Fraction(0), Fraction(1)}

    def look(item: object) -> None:
        if isinstance(item, c.Literal):
            found.add(item.value)
        for part in _PARTS:
            below = getattr(item, part, ())
            for each in below if isinstance(below, tuple) else (below,):
                look(each)

    for step in plan.steps:
        look(step.expr)
    for metric in plan.metrics:
        found.update(end for end in (metric.low, metric.high) if end is not None)
    return tuple(sorted(found))


def ends(metric: Metric) -> tuple[Fraction, Fraction]:
    """The least and the greatest value that a metric accepts."""
    low = metric.low if metric.low is not None else Fraction(-MAX_VALUE)
    return low, metric.high if metric.high is not None else Fraction(MAX_VALUE)


def _within(metric: Metric, value: Fraction) -> Fraction:
    low, high = ends(metric)
    return min(max(value, low), high)


def _whole(metric: Metric, told: tuple[Fraction, ...]) -> st.SearchStrategy[int]:
    low, high = ends(metric)
    near = [one.__floor__() + more for one in told for more in (-1, 0, 1, 2)]
    edges = sorted({number for number in near if low <= number <= high} | {int(low)})
    return st.one_of(
        st.sampled_from(edges),
        st.integers(int(low), min(int(high), int(low) + 30)),
        st.integers(int(low), int(high)),
    )


def _day(metric: Metric, told: tuple[Fraction, ...]) -> st.SearchStrategy[datetime.date]:
    """Days on, beside and between those that the rubric names."""
    low, high = ends(metric)
    near = [one.__floor__() + more for one in told for more in (-7, -1, 0, 1, 7)]
    edges = sorted({number for number in near if low <= number <= high} | {int(low), int(high)})
    some = st.integers(int(low), min(int(high), int(low) + 400))
    return (st.sampled_from(edges) | some | st.integers(int(low), int(high))).map(datetime.date.fromordinal)


def _forms_of_whole(number: int) -> st.SearchStrategy[Any]:
    forms: list[Any] = [
        number,
        number,
        number,
        number,
        Fraction(number),
        Decimal(number),
        Decimal(number).normalize(),
    ]
    if abs(number) < 2**53:
        forms.append(float(number))
    return st.sampled_from(forms)


def _fine(metric: Metric, told: tuple[Fraction, ...]) -> st.SearchStrategy[Fraction]:
    low, high = ends(metric)
    steps = [Fraction(0), Fraction(1), Fraction(1, 100), Fraction(1, 10_000), Fraction(1, 2), Fraction(1, 3)]
    edges = sorted({_within(metric, one + sign * step) for one in told for step in steps for sign in (1, -1)})
    around = st.sampled_from([one for one in told if low <= one <= high] or [low])
    near = st.integers(-30_000, 30_000)
    return st.one_of(
        st.sampled_from(edges),
        st.sampled_from([low, high]),
        st.builds(lambda one, more: _within(metric, one + Fraction(more, 100)), around, near),
        st.builds(lambda one, more: _within(metric, one + Fraction(more, 10_000)), around, near),
        st.builds(lambda one, more: _within(metric, one + Fraction(more, 37)), around, near),
        st.builds(lambda units: _within(metric, Fraction(units, 100)), st.integers(-(10**20), 10**20)),
    )


def _decimal(value: Fraction) -> Decimal | None:
    """The value as a Decimal where it is one."""
    places, rest = 0, value
    while rest.denominator != 1:
        places, rest = places + 1, rest * 10
        if places > 25:
            return None
    return Decimal(rest.numerator).scaleb(-places)


def _forms_of_fine(value: Fraction) -> st.SearchStrategy[Any]:
    forms: list[Any] = [value]
    decimal = _decimal(value)
    if decimal is not None:
        forms += [
            decimal,
            decimal,
            Decimal(f"{decimal}000") if "." in str(decimal) else decimal * Decimal("1.000"),
        ]
        near = float(decimal)
        if meant(near) == value:
            forms += [near, near]
    if value.denominator == 1:
        forms += [value.numerator] * 3
    return st.sampled_from(forms)


def _any_float(metric: Metric) -> st.SearchStrategy[float]:
    low, high = ends(metric)
    least, most = max(float(low), -1e15), min(float(high), 1e15)

    def fits(number: float) -> bool:
        value = meant(number)
        assert isinstance(value, Fraction)
        places = -int(Decimal(repr(number)).as_tuple().exponent)
        return low <= value <= high and places <= MAX_PLACES

    return st.floats(least, most, allow_subnormal=False).filter(fits)


def on_a_step(metric: Metric, value: Fraction) -> Fraction:
    """The value itself, or the step below it where a metric is given in steps."""
    if metric.grain is None:
        return value
    low = metric.low or Fraction(0)
    step = low + ((value - low) // metric.grain) * metric.grain
    return step if abs(step) <= MAX_VALUE else low


def entries(metric: Metric, told: tuple[Fraction, ...]) -> st.SearchStrategy[Any]:
    """Lists, empty and full ones among them, with entries that are alike and entries that are not."""
    listed = metric.entries
    assert listed is not None
    parts = {own_name(field.id): values(field, told) for field in listed.fields}
    record = st.fixed_dictionaries(parts).map(lambda found: {name: found[name] for name in parts})
    one = next(iter(parts.values())) if listed.bare else record
    sizes = st.sampled_from([listed.least, listed.most]) | st.integers(listed.least, listed.most)
    return sizes.flatmap(lambda size: st.lists(one, min_size=size, max_size=size))


def values(metric: Metric, told: tuple[Fraction, ...]) -> st.SearchStrategy[Any]:
    """Valid values of a metric."""
    if metric.entries is not None:
        return entries(metric, told)
    if metric.kind == "text":
        return st.sampled_from(["a", "b", "bridge", "桥"])
    if metric.kind == "yes/no":
        return st.booleans()
    if metric.kind == "date":
        return _day(metric, told).flatmap(
            lambda day: st.sampled_from([day, day, datetime.datetime.combine(day, datetime.time())])
        )
    if metric.kind == "choice":
        return st.sampled_from([word for one in metric.options for word in (one.id, one.alias) if word])
    if metric.kind == "count":
        whole = _whole(metric, told).map(lambda number: int(on_a_step(metric, Fraction(number))))
        return whole.flatmap(_forms_of_whole)
    exact = _fine(metric, told).map(lambda value: on_a_step(metric, value)).flatmap(_forms_of_fine)
    if metric.grain is not None:
        return exact
    return st.one_of(exact, exact, exact, _any_float(metric))


def taken_by(plan: c.Plan) -> dict[str, Metric]:
    """The metrics in the ranges that no rule refuses: a generated rule takes a part of the range of its own mark."""
    taken = dict(plan.rubric.metrics)
    for one in plan.refusals:
        taken[one.metric] = evolve(taken[one.metric], low=one.low, high=one.high)
    return taken


def subjects(rubric: Rubric) -> st.SearchStrategy[dict[str, Any]]:
    """Valid subjects of a rubric, every metric present that must be."""
    told = figures(rubric)
    taken = taken_by(rubric.plan)
    each = {name: values(metric, told) for name, metric in taken.items()}
    required = {name: value for name, value in each.items() if not rubric.metrics[name].optional}
    nothing = st.sampled_from([None, None, float("nan")])
    optional = {name: value | nothing for name, value in each.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional)


def excluded(rubric: Any, subject: dict[str, Any]) -> bool:
    """Whether the interpreter finds a subject excluded."""
    steps = interpret(rubric.plan, measured(rubric, subject))
    return any(steps[step] for step in rubric.plan.exclusions)


def exactly(subject: dict[str, Any]) -> dict[str, Value]:
    """What a subject says."""
    return {name: meant(value) for name, value in subject.items() if not is_missing(value)}


def measured(rubric: Rubric, subject: dict[str, Any]) -> dict[str, Any]:
    """What the interpreter takes: a choice as the position of its option."""
    return {name: position(rubric.metrics[name], value) for name, value in exactly(subject).items()}


def position(metric: Metric, value: Any) -> Any:
    """The position of an option; any other value as it is."""
    if metric.entries is not None:
        return _in_entries(metric, value, position)
    for place, option in enumerate(metric.options):
        if isinstance(value, str) and value in (option.id, option.alias):
            return Fraction(place)
    return value


def by_id(rubric: Rubric, subject: dict[str, Any]) -> dict[str, Any]:
    """The same subject with each option called by its id."""
    return {name: _by_id(rubric.metrics[name], value) for name, value in subject.items()}


def _by_id(metric: Metric, value: Any) -> Any:
    if metric.entries is not None:
        return _in_entries(metric, value, _by_id)
    return metric.options[int(position(metric, value))].id if metric.options else value


def _in_entries(metric: Metric, value: Any, change: Callable[[Metric, Any], Any]) -> Any:
    """A list with each part of each entry changed."""
    assert metric.entries is not None
    fields = metric.entries.fields
    if metric.entries.bare:
        return tuple(change(fields[0], one) for one in value)
    return tuple(
        tuple(change(field, part) for field, part in zip(fields, entry, strict=True)) for entry in value
    )
