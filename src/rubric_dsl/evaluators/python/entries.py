"""Lists as generated code takes them: a function for each that checks it and makes tuples of whole numbers.

Whatever is out of the ordinary raises :class:`Odd`, and the exact slow path says whether it is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import lcm
from operator import itemgetter
from typing import Any

from rubric_dsl.evaluators.python.choices import options
from rubric_dsl.evaluators.python.odd import Odd, hundredths, least_most
from rubric_dsl.model.lists import own_name
from rubric_dsl.model.rubric import Metric

Read = Callable[[Any], tuple[Any, ...]]


def _column(field: Metric, scale: int) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """What checks the values of one field in all entries (there is one at least) and brings them to scale."""
    if field.kind == "choice":
        words = options(field)
        return lambda values: tuple([words[value] for value in values])
    if field.kind in ("yes/no", "text"):
        kinds = {bool} if field.kind == "yes/no" else {str}

        def plain(values: tuple[Any, ...]) -> tuple[Any, ...]:
            if set(map(type, values)) != kinds:
                raise Odd
            if field.kind == "text" and any(not text or text != text.strip() for text in values):
                raise Odd
            return values

        return plain
    low, high = least_most(field, scale)
    first, grain = Fraction(field.low or 0) * scale, Fraction(field.grain or 1) * scale
    up = lcm(first.denominator, grain.denominator)
    step, on_step = int(grain * up), {int(first * up) % int(grain * up)}

    def numbers(values: tuple[Any, ...]) -> tuple[Any, ...]:
        if scale != 1:
            values = tuple([hundredths(value) for value in values])
        elif set(map(type, values)) != {int}:
            raise Odd
        if min(values) < low or max(values) > high:
            raise Odd
        return values

    def stepped(values: tuple[Any, ...]) -> tuple[Any, ...]:
        found = numbers(values)
        if {value % step for value in found} != on_step:
            raise Odd
        return found

    def finely_stepped(values: tuple[Any, ...]) -> tuple[Any, ...]:
        found = numbers(values)
        if {value * up % step for value in found} != on_step:
            raise Odd
        return found

    if field.grain is None:
        return numbers
    return stepped if up == 1 else finely_stepped


def reader(metric: Metric, scales: Mapping[str, int]) -> Read:
    """The function that reads one list at some scales."""
    entries = metric.entries
    assert entries is not None, f"{metric.id} is a list"
    least, most = entries.least, entries.most
    columns = [_column(field, scales[field.id]) for field in entries.fields]
    if entries.bare:
        column = columns[0]

        def bare(given: Any) -> tuple[Any, ...]:
            if given.__class__ not in (list, tuple) or not least <= len(given) <= most:
                raise Odd
            return column(tuple(given)) if given else ()

        return bare
    names = [own_name(field.id) for field in entries.fields]
    size = len(names)
    pick: Callable[[Any], Any] = itemgetter(*names) if size > 1 else lambda entry: (entry[names[0]],)
    unchanged = not any(field.kind == "choice" for field in entries.fields) and all(
        field.kind in ("count", "yes/no", "text") or scales[field.id] == 1 for field in entries.fields
    )

    def records(given: Any) -> tuple[Any, ...]:
        if given.__class__ not in (list, tuple) or not least <= len(given) <= most:
            raise Odd
        if not given:
            return ()
        if set(map(type, given)) != {dict} or set(map(len, given)) != {size}:
            raise Odd
        rows = tuple(map(pick, given))
        checked = [column(values) for column, values in zip(columns, zip(*rows, strict=True), strict=True)]
        return rows if unchanged else tuple(zip(*checked, strict=True))

    return records


def readers(metrics: Iterable[Metric], scales: Mapping[str, int]) -> dict[str, Read]:
    """The functions that read the lists of a rubric, by the names that generated code calls them by."""
    return {
        reader_name(position): reader(metric, scales)
        for position, metric in enumerate(metrics)
        if metric.entries is not None
    }


def reader_name(position: int) -> str:
    """What the reader of a metric's list is called, by the metric's place among all."""
    return f"entries_{position}"
