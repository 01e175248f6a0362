"""The results of many subjects as Arrow columns: points, the published total, the grade, outcome and reason.

Comes in: one subject after another, as whole numbers of the last decimal that a column has, or with the
reason why it has no score. Goes out: a record batch of the columns of results, in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from rubric_dsl.evaluators.outputs import DIGITS, GRADE, OUTCOME, PUBLISHED, REASON, Outputs

SCORED, EXCLUDED, ERROR = "scored", "excluded", "error"
MOST = 10**DIGITS
"""A figure from this on does not fit into a decimal column."""
_INT64 = 1 << 63


def result_schema(columns: Outputs) -> Any:
    """The columns of results with their types."""
    decimal = pa.decimal128(DIGITS, columns.places)
    fields = [pa.field(one.name, pa.int64() if one.whole else decimal) for one in columns.points]
    fields.append(pa.field(PUBLISHED, decimal))
    if columns.graded:
        fields.append(pa.field(GRADE, pa.string()))
    fields += [pa.field(name, pa.decimal128(DIGITS, 0)) for pair in columns.ratios for name in pair]
    return pa.schema([*fields, pa.field(OUTCOME, pa.string()), pa.field(REASON, pa.string())])


@define
class Rows:
    """The results of subjects, taken one by one."""

    columns: Outputs
    figures: list[list[int | None]] = field(init=False)
    """For every column of numbers, whole numbers of its last decimal."""
    grades: list[str | None] = field(factory=list)
    outcomes: list[str] = field(factory=list)
    reasons: list[str | None] = field(factory=list)
    _nothing: tuple[None, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        numbers = len(self.columns.points) + 1 + 2 * len(self.columns.ratios)
        self.figures = [[] for _ in range(numbers)]
        self._nothing = (None,) * numbers

    def scored(self, figures: Sequence[int], grade: str | None, reason: str | None = None) -> None:
        """Take a subject that has a score; a reason says what of it is not decided."""
        self._take(figures, grade, SCORED, reason)

    def unscored(self, outcome: str, reason: str) -> None:
        """Take a subject that has none."""
        self._take(self._nothing, None, outcome, reason)

    def _take(
        self, figures: Sequence[int | None], grade: str | None, outcome: str, reason: str | None
    ) -> None:
        for column, figure in zip(self.figures, figures, strict=True):
            column.append(figure)
        self.grades.append(grade)
        self.outcomes.append(outcome)
        self.reasons.append(reason)

    def batch(self) -> Any:
        """All of them as columns."""
        schema = result_schema(self.columns)
        texts = {GRADE: self.grades, OUTCOME: self.outcomes, REASON: self.reasons}
        figures = iter(self.figures)
        arrays = [
            pa.array(texts[one.name], one.type)
            if pa.types.is_string(one.type)
            else figure_column(next(figures), one.type)
            for one in schema
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=schema)


def unscored(columns: Outputs, outcome: str, reasons: Any) -> Any:
    """The results of rows that have none but an outcome and these reasons."""
    schema = result_schema(columns)
    told = {OUTCOME: pa.repeat(outcome, len(reasons)), REASON: reasons}
    arrays = [told.get(one.name, pa.nulls(len(reasons), one.type)) for one in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def placed(results: Any, others: Any, places: np.ndarray[Any, Any]) -> Any:
    """Results with those of other rows in their places, which are in order and hold nothing so far."""
    where = np.zeros(len(results), bool)
    where[places] = True
    mask = pa.array(where)
    arrays = []
    for one, other in zip(results.columns, others.combine_chunks().columns, strict=True):
        nothing = other.null_count == len(other)
        arrays.append(one if nothing else pc.replace_with_mask(one, mask, pa.concat_arrays(other.chunks)))
    return pa.RecordBatch.from_arrays(arrays, schema=results.schema)


def figure_column(figures: Sequence[int | None], kind: Any) -> Any:
    """Whole numbers of the last decimal → a column of 64-bit numbers or of decimals."""
    if not pa.types.is_decimal(kind):
        return pa.array(figures, kind)
    missing = np.fromiter((one is None for one in figures), bool, len(figures))
    wide = any(one is not None and not -_INT64 <= one < _INT64 for one in figures)
    if wide:
        return _decimals_from_bytes(figures, missing, kind)
    return decimal_column(np.fromiter((one or 0 for one in figures), np.int64, len(figures)), kind, missing)


def decimal_column(
    units: np.ndarray[Any, Any], kind: Any, missing: np.ndarray[Any, Any] | None = None
) -> Any:
    """64-bit whole numbers of the last decimal → a decimal column, without a Python number in between."""
    halves = pooled(2 * len(units), np.int64).reshape(-1, 2)
    halves[:, 0] = units
    np.right_shift(units, 63, out=halves[:, 1])  # the sign
    return _from_halves(halves, missing, kind)


def pooled(size: int, kind: Any) -> np.ndarray[Any, Any]:
    """Memory from Arrow's pool, which keeps its pages: fresh ones cost as much as the arithmetic."""
    return np.frombuffer(pa.allocate_buffer(size * np.dtype(kind).itemsize), kind)


def _decimals_from_bytes(figures: Sequence[int | None], missing: np.ndarray[Any, Any], kind: Any) -> Any:
    packed = b"".join((one or 0).to_bytes(16, "little", signed=True) for one in figures)
    return _from_halves(np.frombuffer(packed, "<i8").reshape(-1, 2), missing, kind)


def _from_halves(halves: np.ndarray[Any, Any], missing: np.ndarray[Any, Any] | None, kind: Any) -> Any:
    validity = None
    if missing is not None and missing.any():
        validity = pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(halves), [validity, pa.py_buffer(np.ascontiguousarray(halves))])
