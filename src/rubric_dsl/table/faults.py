"""Rows that are plainly wrong, found by column: out of range, missing, no option. Others take the row path.

Comes in: the metrics' columns. Goes out: which rows are certainly mistaken and the reason of each, the same
as if its values had been checked one by one; nothing is said of a row in which some value is hard to tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from attrs import define, field
from numpy.typing import NDArray

from rubric_dsl.inputs.reasons import joined, reason_text
from rubric_dsl.model.rubric import MAX_VALUE, Metric
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.table.cells import Column
from rubric_dsl.table.columns import ReadColumn, read_column

if TYPE_CHECKING:
    from rubric_dsl.facade import Rubric

Mask = NDArray[np.bool_]
CODES = ("", "RB0501", "RB0505", "RB0506", "RB0508", "RB0509", "RB0513", "RB0529")
"""What can be told by column; the place of a code is its number here."""
FINE, MISSING, LOW, HIGH, INFINITE, LONG, NONE, STEPS = range(len(CODES))
UNKNOWN = 255


@define
class PlainFaults:
    """Finds the rows of a rubric's tables that are plainly wrong."""

    rubric: Rubric
    lang: Language
    _texts: dict[bytes, str] = field(factory=dict)

    def find(self, columns: Mapping[str, Column], rows: int) -> tuple[Mask, Any] | None:
        """Which rows are mistaken, and the reasons of these, in their order; None where none is."""
        metrics = self.rubric.metrics
        codes = np.zeros((rows, len(metrics)), np.uint8)
        for place, (name, metric) in enumerate(metrics.items()):
            if name in columns:
                _code(metric, columns[name], codes[:, place])
            elif not metric.optional:
                codes[:, place] = MISSING
        mistaken: Mask = codes.any(axis=1) & ~(codes == UNKNOWN).any(axis=1)
        if self.rubric.plan.exclusions:  # one who is excluded need not give the rest
            mistaken &= (codes > MISSING).any(axis=1)
        if not mistaken.any():
            return None
        different, which = _different(codes[mistaken])
        texts = pa.array([self._text(row) for row in different], pa.string())
        return mistaken, texts.take(pa.array(which))

    def _text(self, codes: NDArray[np.uint8]) -> str:
        key = codes.tobytes()
        if key not in self._texts:
            metrics = tuple(self.rubric.metrics.values())
            self._texts[key] = joined(
                (
                    reason_text(metrics[place], CODES[codes[place]], self.lang)
                    for place in np.flatnonzero(codes)
                ),
                self.lang,
            )
        return self._texts[key]


def _different(codes: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """The rows of codes that differ, and which of them each row is."""
    used = np.flatnonzero(codes.any(axis=0))
    if len(used) > 20:
        different, which = np.unique(codes, axis=0, return_inverse=True)
        return different, which.reshape(-1)
    keys = np.zeros(len(codes), np.int64)
    for place in used:
        keys = keys * len(CODES) + codes[:, place]  # at most 8 ** 20
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return codes[first], which


def _code(metric: Metric, column: Column, found: NDArray[np.uint8]) -> None:
    """What is plainly wrong with each value of a metric."""
    if metric.entries is not None or not isinstance(column, pa.Array | pa.ChunkedArray):
        found[:] = UNKNOWN
        if metric.entries is not None and isinstance(column, pa.Array | pa.ChunkedArray):
            found[column.is_null().to_numpy(zero_copy_only=False)] = MISSING
        return
    read = read_column(metric, column)
    if metric.kind not in ("yes/no", "choice"):
        _ends(metric, read, found)
    if read.odd is not None:
        found[read.odd] = NONE if metric.kind == "choice" and (read.values[read.odd] < 0).all() else UNKNOWN
        if pa.types.is_floating(column.type):
            values = column.to_numpy() if isinstance(column, pa.ChunkedArray) else column.to_numpy(False)
            found[read.odd & ~np.isfinite(values)] = INFINITE
    if read.missing is not None:
        found[read.missing] = FINE if metric.optional else MISSING


def _ends(metric: Metric, read: ReadColumn, found: NDArray[np.uint8]) -> None:
    """Values below, above, and between the steps; those first that are told first."""
    values, scale = read.values, read.scale
    if metric.low is None or metric.high is None:
        most = MAX_VALUE * scale
        found[(values > most) | (values < -most)] = LONG
    if metric.grain is not None:
        _steps(metric, read, found)
    if metric.high is not None:
        found[values > (metric.high * scale).__floor__()] = HIGH
    if metric.low is not None:
        found[values < (metric.low * scale).__ceil__()] = LOW


def _steps(metric: Metric, read: ReadColumn, found: NDArray[np.uint8]) -> None:
    assert metric.grain is not None
    step, first = metric.grain * read.scale, (metric.low or Fraction(0)) * read.scale
    up = lcm(step.denominator, first.denominator)
    values = read.values.astype(np.int64)
    safe = np.abs(values) < (1 << 61) // up
    if abs(first * up) >= 1 << 61 or step * up >= 1 << 61:
        found[:] = UNKNOWN
        return
    off = (np.where(safe, values, 0) * up - int(first * up)) % int(step * up) != 0
    found[off & safe] = STEPS
    found[~safe] = UNKNOWN
