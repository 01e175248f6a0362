"""Generated tables for a rubric: columns of every Arrow type that a metric's values fit, and the rows as subjects.

Values are on, beside and between the figures of the rubric, and now and then none, too low, too high, not whole,
not finite, at an odd hour or no option at all. What a row means is worked out here from the drawn value and the type
of its column, cell by cell, without the modules that read tables.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.model.lists import own_name
from rubric_dsl.model.rubric import Metric
from tests.properties.subjects import figures, taken_by, values

INTEGERS = {f"{sign}int{bits}": bits for sign in ("", "u") for bits in (8, 16, 32, 64)}
NUMBERS = ("int64", "int64", *INTEGERS, "float64", "float64", "float32", "float16", "decimal", "decimal", "wide")
TEXTS = (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string()))
DAYS = (pa.date32(), pa.date64(), *(pa.timestamp(unit) for unit in ("s", "ms", "us", "ns")))
EVEN = datetime.time()


@frozen
class Table:
    """A table and what its rows say."""

    arrow: Any
    subjects: tuple[dict[str, Any], ...]
    """The rows in Python's values; what is not given is left out."""
    kept: tuple[str, ...]
    """The columns that are no metric."""


@st.composite
def tables(draw: Any, rubric: rd.Rubric, rows: int = 6, faulty: bool = True, plain: bool = False) -> Table:
    """A table of some rows. ``plain``: only types that every library of frames has."""
    told, taken = figures(rubric), taken_by(rubric.plan)
    count = draw(st.integers(0, rows))
    columns: dict[str, Any] = {}
    meant: dict[str, list[Any]] = {}
    for name, metric in rubric.metrics.items():
        cells = draw(st.lists(cell(taken[name], told, faulty, metric.optional), min_size=count, max_size=count))
        if not draw(st.integers(0, 9)) and metric.optional:
            meant[name] = [None] * count
            continue
        called = draw(st.sampled_from([name, *metric.aliases]))
        columns[called], meant[name] = column(draw, metric, cells, plain)
    kept = tuple(f"kept {place}" for place in range(draw(st.integers(0, 2))))
    columns |= {name: pa.array(list(range(count))) for name in kept}
    order = draw(st.permutations(sorted(columns)))
    kept = tuple(name for name in order if name in kept)
    arrow = pa.table({name: columns[name] for name in order}) if order else pa.table({"kept": pa.array([], pa.int8())})
    if not order:
        kept, count = ("kept",), 0
    subjects = tuple({name: meant[name][row] for name in meant if meant[name][row] is not None} for row in range(count))
    if count > 1 and draw(st.booleans()):
        edge = draw(st.integers(1, count - 1))
        arrow = pa.concat_tables([arrow.slice(0, edge), arrow.slice(edge)])
    return Table(arrow, subjects, kept)


def cell(metric: Metric, told: tuple[Fraction, ...], faulty: bool, optional: bool) -> st.SearchStrategy[Any]:
    """A value, none, or a wrong one."""
    right = values(metric, told)
    if not faulty:
        return right | st.none() if optional else right
    wrong: list[Any] = [None]
    match metric.kind:
        case "yes/no" | "text" | "list":
            pass
        case "choice":
            wrong += ["", "no option", " "]
        case "date":
            wrong += [datetime.date.min, datetime.date.max, datetime.datetime(2023, 12, 31, 8)]
        case _:
            wrong += [-1, 10**18 + 1, -(10**18) - 1, Decimal("0.125"), float("nan"), float("inf"), 1e300, 1e-300, Decimal("1.5")]
    return st.integers(0, 9).flatmap(lambda chance: right if chance else st.sampled_from(wrong))


def column(draw: Any, metric: Metric, cells: Sequence[Any], plain: bool) -> tuple[Any, list[Any]]:
    """An Arrow array of a type that fits the values as far as may be, and what its cells mean."""
    match metric.kind:
        case "yes/no":
            return pa.array(cells, pa.bool_()), list(cells)
        case "choice":
            return pa.array(cells, pa.string()).cast(draw(st.sampled_from(TEXTS[:1] if plain else TEXTS))), list(cells)
        case "date":
            kind = draw(st.sampled_from(DAYS[:1] + DAYS[4:5] if plain else DAYS))
            found = [None if one is None else _moment(one, kind) for one in cells]
            return pa.array(found, kind), found
        case "list":
            kind = list_type(metric)
            if draw(st.booleans()) and not plain:
                kind = pa.large_list(kind.value_type)
            found = [None if one is None else [_entry(each, metric) for each in one] for one in cells]
            return pa.array(found, kind), found
        case _:
            return _numbers(draw(st.sampled_from(("int64", "float64", "decimal") if plain else NUMBERS)), cells)


def _numbers(form: str, cells: Sequence[Any]) -> tuple[Any, list[Any]]:
    if form in INTEGERS:
        bits, least = INTEGERS[form], 0 if form.startswith("u") else -(1 << (INTEGERS[form] - 1))
        found: list[Any] = [_whole(one, least, least + (1 << bits) - 1) for one in cells]
        return pa.array(found, getattr(pa, form)()), found
    if form.startswith("float"):
        width = np.dtype(form).type
        with np.errstate(over="ignore"):
            narrow = [None if one is None else width(one) for one in cells]
        array = pa.array(np.array([0 if one is None else one for one in narrow], form), mask=np.array([one is None for one in narrow], bool))
        meant = [None if one is None else float(one) if form == "float64" or not np.isfinite(one) else Decimal(str(one)) for one in narrow]
        return array, meant
    kind, places = (pa.decimal256(76, 30), 30) if form == "wide" else (pa.decimal128(38, 4), 4)
    found = [_decimal(one, places) for one in cells]
    return pa.array(found, kind), found


def _whole(value: Any, least: int, most: int) -> int | None:
    if value is None or not math.isfinite(value):
        return None
    whole = int(value)
    return whole if least <= whole <= most else None


def _decimal(value: Any, places: int) -> Decimal | None:
    """The value where it fits, cut behind so many places; None where it does not."""
    if value is None or not math.isfinite(value):
        return None
    exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    units = int(exact * 10**places)
    return Decimal(units).scaleb(-places) if abs(units) < 10**28 else None


def _moment(day: Any, kind: Any) -> Any:
    if not pa.types.is_timestamp(kind):
        return day.date() if isinstance(day, datetime.datetime) else day
    if kind.unit == "ns" and not 1700 < day.year < 2200:
        return None
    return day if isinstance(day, datetime.datetime) else datetime.datetime.combine(day, EVEN)


def list_type(metric: Metric) -> Any:
    """A type for the entries of a list."""
    assert metric.entries is not None
    kinds = {"yes/no": pa.bool_(), "choice": pa.string(), "text": pa.string(), "count": pa.int64()}
    fields = [(own_name(one.id), kinds.get(one.kind, pa.decimal128(38, 6))) for one in metric.entries.fields]
    return pa.list_(fields[0][1] if metric.entries.bare else pa.struct(fields))


def _entry(entry: Any, metric: Metric) -> Any:
    assert metric.entries is not None
    fields = metric.entries.fields
    if metric.entries.bare:
        return _part(fields[0], entry)
    return {own_name(one.id): _part(one, entry[own_name(one.id)]) for one in fields}


def _part(field: Metric, value: Any) -> Any:
    if field.kind in ("yes/no", "choice", "text"):
        return value
    return _whole(value, -(1 << 63), (1 << 63) - 1) if field.kind == "count" else _decimal(value, 6)
