"""The columns of a slice as the arithmetic takes them: in range, of its type, and which rows are not.

Comes in: for each metric its whole numbers at a scale, with masks of what is missing and of what cannot be
said so. Goes out: arrays in which every number is one that the metric allows, so that nothing is divided by 0
and nothing overflows; and the rows that are odd, where such a number only holds the place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from rubric_dsl.evaluators.arrays.folding import Listed
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.widths import Reach
from rubric_dsl.plan.presence import placeholder

Array = NDArray[Any]
Mask = NDArray[np.bool_]


@frozen
class Column:
    """A metric's column: whole numbers at a scale, truths for a yes/no, places of options for a choice."""

    values: Array
    missing: Mask | None = None
    odd: Mask | None = None
    """Values that no whole number at this scale says; they hold anything."""


@frozen
class ListColumn:
    """A list's column: where each row's entries begin in the columns of its fields."""

    offsets: Array
    """One more than there are rows."""
    fields: Mapping[str, Column]
    missing: Mask | None = None
    odd: Mask | None = None


class TooWide(Exception):
    """Some value without a declared end goes beyond what this type takes."""


@frozen
class Check:
    """What an input's values must be, at its scale."""

    name: str
    metric: str
    low: int
    high: int
    open: bool
    """Its own range has no end, and what lies beyond may be right for a wider type."""
    place: int | bool
    """What holds the place of an odd value."""
    stands: int | bool | str | None
    """What stands for it where it is missing: a value at its scale, or another metric."""
    times: int = 1
    """What one unit of that other metric is at this scale."""
    grain: tuple[int, int, int] | None = None
    """``(value × a − b) % c`` is 0 where it is on one of its steps."""
    truth: bool = False
    key: bool = False
    """A text that only serves as a key: a number for each different one."""
    asked: bool = False
    """The code asks whether it is given."""


def check_of(one: n.Input, reach: Reach, scales: Mapping[str, int]) -> Check:
    """The check of an input that may lie in a range."""
    metric = one.metric
    if metric.kind == "text":
        return Check(one.name, metric.id, 0, 1 << 62, False, 0, None, key=True)
    if metric.kind == "yes/no":
        stands: Any = metric.stands
        if stands is None and metric.optional:
            stands = placeholder(metric)
        return Check(one.name, metric.id, 0, 1, False, False, stands, truth=True, asked=one.asked)
    low, high = reach
    grain: tuple[int, int, int] | None = None
    if metric.grain is not None:
        first, step = (metric.low or Fraction(0)) * one.scale, metric.grain * one.scale
        up = lcm(first.denominator, step.denominator)
        grain = (up, int(first * up), int(step * up))
    place = low if metric.low is not None else min(0, high)
    stands_for: int | str | None = None
    times = 1
    if isinstance(metric.stands, str):
        # at a finer scale it is none of these whole numbers, and the row is odd
        if one.scale % scales[metric.stands] == 0:
            stands_for, times = metric.stands, one.scale // scales[metric.stands]
    elif metric.optional:
        value = Fraction(metric.stands if metric.stands is not None else placeholder(metric)) * one.scale
        stands_for = int(value) if value.denominator == 1 else None
    is_open = metric.kind not in ("choice", "date") and (metric.low is None or metric.high is None)
    return Check(one.name, metric.id, low, high, is_open, place, stands_for, times, grain, asked=one.asked)


@frozen
class ListCheck:
    """What a list's entries must be."""

    metric: str
    least: int
    most: int
    fields: tuple[Check, ...]


@frozen
class Slice:
    """The columns of some rows, ready, by metric."""

    values: Mapping[str, Array]
    given: Mapping[str, Array]
    lists: Mapping[str, Listed]
    odd: Mask | None


def _outside(check: Check, values: Array) -> Mask | None:
    """Which values are not allowed; None where all are."""
    wrong: Mask | None = None
    if not _all_within(check, values):
        wrong = (values < check.low) | (values > check.high)
    if check.grain is not None:
        up, first, step = check.grain
        most = max(-check.low, check.high) * up + abs(first)
        wide = values.astype(np.int64 if most < 1 << 63 else object)  # one that is out of range may wrap
        off = ((wide * up - first) % step != 0).astype(bool)
        if off.any():
            wrong = off if wrong is None else wrong | off
    return wrong


_UNSIGNED = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}


def _all_within(check: Check, values: Array) -> bool:
    if not len(values):
        return True
    if not check.low and check.high >= 0:
        # seen as a number without a sign, one below 0 is beyond all that the type has above 0
        end = (1 << (8 * values.itemsize - (values.dtype.kind == "i"))) - 1
        return bool(values.view(_UNSIGNED[values.itemsize]).max() <= min(check.high, end))
    return bool(values.min() >= check.low and values.max() <= check.high)


def taken(
    checks: Sequence[Check],
    lists: Sequence[ListCheck],
    columns: Mapping[str, Column | ListColumn],
    span: slice,
    kind: Any,
    into: Mapping[str, Array],
    last: bool,
) -> Slice:
    """The columns of a slice as arrays of ``kind``, by metric, each number in the array that ``into`` has for
    it; one that stands for another comes first.

    Raises :class:`TooWide` where a wider type may take what this one does not, but for the ``last`` of them.
    """
    size = span.stop - span.start
    odd: list[Mask] = []
    found: dict[str, Array] = {}
    given: dict[str, Any] = {}
    for check in checks:
        column = columns[check.metric]
        assert isinstance(column, Column)
        missing = _any(column.missing, span)
        unread = _any(column.odd, span)
        values = _allowed(check, column.values[span], [missing, unread], odd, last)
        if unread is not None:
            odd.append(unread if missing is None else unread & ~missing)
        if missing is not None:
            values = _standing(check, values, missing, found, odd)
        found[check.metric] = values if check.truth else _written(values, into[check.metric])
        if check.asked:
            given[check.metric] = np.ones(size, bool) if missing is None else ~missing
    made = {one.metric: _listed(one, columns[one.metric], span, kind, last, odd) for one in lists}
    every = None if not odd else np.logical_or.reduce(odd)
    return Slice(found, given, made, every)


def _written(values: Array, into: Array) -> Array:
    np.copyto(into, values, casting="unsafe")
    return into


def _any(mask: Mask | None, span: slice) -> Mask | None:
    """A mask of a slice, where it holds anywhere."""
    if mask is None:
        return None
    mask = mask[span]
    return mask if mask.any() else None


def _allowed(check: Check, values: Array, gone: Sequence[Mask | None], odd: list[Mask], last: bool) -> Array:
    """Values that are allowed; ``gone`` are those of which nothing is known here."""
    for mask in gone:
        if mask is None:
            continue
        if check.truth:
            values = values & ~mask
        else:
            values = np.where(mask, check.place, values.astype(np.int64, copy=False))
    if check.truth:
        return values
    wrong = _outside(check, values)
    if wrong is None:
        return values
    if check.open and not last:
        raise TooWide
    odd.append(wrong)
    return np.where(wrong, check.place, values.astype(np.int64, copy=False))


def _standing(
    check: Check, values: Array, missing: Mask, found: Mapping[str, Array], odd: list[Mask]
) -> Array:
    """Values with what stands for those that are missing; rows in which nothing may are odd."""
    if check.stands is None:
        odd.append(missing)
        return values
    if not isinstance(check.stands, str):
        return np.where(missing, check.stands, values)
    other = found[check.stands]
    return np.where(missing, other * check.times if check.times != 1 else other, values)


def _listed(
    check: ListCheck, column: Column | ListColumn, span: slice, kind: Any, last: bool, odd: list[Mask]
) -> Listed:
    """The entries of a slice's rows; a row with too many of them or with one that is not allowed is odd."""
    assert isinstance(column, ListColumn)
    offsets = column.offsets[span.start : span.stop + 1]
    size, counts = span.stop - span.start, np.diff(offsets)
    rows = np.repeat(np.arange(size), counts)
    entries = slice(int(offsets[0]), int(offsets[-1]))
    wrong: list[Mask] = []
    fields = []
    for field in check.fields:
        part = column.fields[field.metric]
        missing, unread = _any(part.missing, entries), _any(part.odd, entries)
        values = _allowed(field, part.values[entries], [missing, unread], wrong, last)
        wrong += [mask for mask in (missing, unread) if mask is not None]
        fields.append(values if field.truth or field.key else values.astype(kind, copy=False))
    for mask in wrong:
        held = np.zeros(size, bool)
        held[rows[mask]] = True
        odd.append(held)
    count = (counts < check.least) | (counts > check.most)
    if count.any():
        odd.append(count)
    odd += [mask for mask in (_any(column.missing, span), _any(column.odd, span)) if mask is not None]
    return Listed(size, rows, tuple(fields))
