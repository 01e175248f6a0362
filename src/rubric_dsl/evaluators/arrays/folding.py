"""Folds over lists as array operations: the entries of all rows of a slice at once, none of them by Python.

Comes in: what every entry gives, and the row that each belongs to, in order. Goes out: one number a row. The
steps are those of :mod:`rubric_dsl.plan.folds`, which say what they mean.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Array = NDArray[Any]


@frozen
class Listed:
    """A list column of a slice: the row of each entry, from 0 and in order, and the entries' fields."""

    size: int
    """How many rows there are."""
    rows: Array
    fields: tuple[Array, ...]


@frozen
class Fold:
    """What becomes of entries; the fields are those of :class:`rubric_dsl.evaluators.whole.nodes.Over`."""

    how: str
    counts: bool
    best: int | None
    spare: tuple[int, int] | None
    closest: str | None
    shares: tuple[int, ...]
    further: int


@frozen
class _Entries:
    """Entries that count, each row's together."""

    rows: Array
    values: Array
    starts: Array
    """Where each row's begin; one more than there are rows."""

    @property
    def sizes(self) -> Array:
        return np.diff(self.starts)

    def places(self) -> Array:
        """The place of each entry in its row, from 0."""
        return np.arange(len(self.rows)) - self.starts[self.rows]

    def only(self, kept: Array) -> _Entries:
        return _entries(self.rows[kept], self.values[kept], len(self.starts) - 1)

    def highest_first(self) -> _Entries:
        order = np.lexsort((-self.values, self.rows))
        return _Entries(self.rows[order], self.values[order], self.starts)


def _entries(rows: Array, values: Array, size: int) -> _Entries:
    return _Entries(rows, values, np.searchsorted(rows, np.arange(size + 1)))


def folded(fold: Fold, listed: Listed, values: Any, where: Any, keys: Array | None, kind: Any) -> Array:
    """One number a row, of the type ``kind``."""
    rows = listed.rows
    values = np.broadcast_to(np.asarray(values, kind), rows.shape)
    if where is not None:
        held = np.broadcast_to(np.asarray(where, bool), rows.shape)
        rows, values = rows[held], values[held]
        keys = keys[held] if keys is not None else None
    if keys is not None:
        order = np.lexsort((-values, keys, rows))
        rows, values, keys = rows[order], values[order], keys[order]
        first = np.ones(len(rows), bool)
        first[1:] = (rows[1:] != rows[:-1]) | (keys[1:] != keys[:-1])
        rows, values = rows[first], values[first]
    found = _chosen(fold, _entries(rows, values, listed.size))
    if fold.counts:
        return found.sizes.astype(kind)
    return _number(fold, found).astype(kind)


def _chosen(fold: Fold, found: _Entries) -> _Entries:
    """Those of the entries that count, the greatest first where that matters, times their shares."""
    if fold.best is not None:
        found = found.highest_first()
        found = found.only(found.places() < fold.best)
    if fold.spare is not None:
        ends, than = fold.spare
        found = found.highest_first()
        sizes, places = found.sizes[found.rows], found.places()
        found = found.only((sizes <= than) | ((places >= ends) & (places < sizes - ends)))
    if fold.closest is not None:
        found = _closest(found.highest_first(), fold.closest == "higher")
    if fold.shares:
        found = found.highest_first()
        shares = np.array([*fold.shares, fold.further], found.values.dtype)
        times = shares[np.minimum(found.places(), len(fold.shares))]
        found = _Entries(found.rows, found.values * times, found.starts)
    return found


def _closest(found: _Entries, higher: bool) -> _Entries:
    """The two that are closest, in rows with more than two."""
    sizes, places = found.sizes, found.places()
    pairs = np.flatnonzero(places[1:] > 0)  # each entry with the next one of its row
    gaps = found.values[pairs] - found.values[pairs + 1]
    order = np.lexsort((pairs if higher else -pairs, gaps, found.rows[pairs]))
    best = pairs[order]
    first = np.ones(len(best), bool)
    first[1:] = found.rows[best[1:]] != found.rows[best[:-1]]
    best = best[first]
    kept = sizes[found.rows] <= 2
    kept[best] = True
    kept[best + 1] = True
    return found.only(kept)


def _number(fold: Fold, found: _Entries) -> Array:
    """What comes of the entries of each row; 0 where there are none."""
    starts, ends = found.starts[:-1], found.starts[1:]
    if fold.how in ("sum", "mean", "count"):
        running = np.zeros(len(found.values) + 1, found.values.dtype)
        np.cumsum(found.values, out=running[1:])  # beyond the type it wraps, and the difference wraps back
        return running[ends] - running[starts]
    if not len(found.values):
        return np.zeros(len(starts), found.values.dtype)
    ordered = found.highest_first().values
    none, last = starts == ends, len(ordered) - 1

    def at(places: Array) -> Array:
        return np.where(none, 0, ordered[np.clip(places, 0, last)])

    match fold.how:
        case "greatest":
            return at(starts)
        case "least":
            return at(ends - 1)
        case _:
            size = ends - starts
            return at(starts + (size - 1) // 2) + at(starts + size // 2)
