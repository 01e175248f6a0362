"""Columns of text → the exact values that their metrics ask for, as Arrow columns; the odd cells apart.

What a cell means is said by :func:`tools.values.value_from_text` alone. Plain digits, which fill most of any
file, are read by Arrow many at a time: what they match is exactly what that function reads in the same way.
Of all other texts each is read once. A value that the column's type cannot hold stands apart, by row.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field, frozen

from rubric_dsl.model.rubric import Metric
from rubric_dsl.tools.batches.pieces import Piece
from rubric_dsl.tools.listed_cells import from_cell
from rubric_dsl.tools.table_rows import blank
from rubric_dsl.tools.values import NO, YES, value_from_text

DIGITS = 18
"""Of a column of decimals: so many fit into 64 bits."""
USUAL, MOST = 2, 6
"""Decimals that a column has at first, and as many as it gets where its cells have more."""
_WHOLE = rf"-?[0-9]{{1,{DIGITS}}}"
_DAY = "[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_EXACT = Context(prec=200)


@frozen(eq=False)
class Typed:
    """The metrics of a piece."""

    columns: Mapping[str, Any]
    """By metric id: Arrow arrays, or for lists that came as text Python's values."""
    odd: Mapping[int, Mapping[str, object]]
    """Values that have no place in those, by row and metric id."""


@define
class Typing:
    """Reads the cells of metrics, piece by piece, and learns how many decimals they have."""

    metrics: Mapping[str, Metric]
    """By the name of their column."""
    _scales: dict[str, int] = field(factory=dict)

    def wished(self) -> dict[str, pa.DataType]:
        """How columns of text had best be read."""
        return {name: self._type(name) for name in self.metrics}

    def typed(self, piece: Piece) -> Typed:
        """The metrics of a piece, each as its kind asks."""
        columns: dict[str, Any] = {}
        odd: dict[int, dict[str, object]] = {}
        for name, metric in self.metrics.items():
            column = _as_text(piece.batch.column(name))
            if pa.types.is_string(column.type):
                columns[metric.id], strange = self._from_text(name, metric, column)
            elif metric.kind == "yes/no":
                columns[metric.id], strange = _truth(column), {}
            else:
                columns[metric.id], strange = column, {}
            for place, value in strange.items():
                odd.setdefault(place, {})[metric.id] = value
        return Typed(columns, odd)

    def _type(self, name: str) -> pa.DataType:
        match self.metrics[name].kind:
            case "count":
                return pa.int64()
            case "yes/no":
                return pa.bool_()
            case "date":
                return pa.date32()
            case "choice" | "list" | "text":
                return pa.string()
            case _:
                return pa.decimal128(DIGITS, self._scales.get(name, USUAL))

    def _from_text(self, name: str, metric: Metric, column: pa.Array) -> tuple[Any, dict[int, object]]:
        if metric.kind == "choice":
            trimmed = pc.utf8_trim_whitespace(column)
            return pc.if_else(pc.equal(trimmed, ""), None, trimmed), {}
        if metric.entries is not None:
            entries = metric.entries
            return [None if blank(cell) else from_cell(entries, cell) for cell in column.to_pylist()], {}
        kind = self._type(name)
        plain = _plain(kind, column)
        left = pc.and_(pc.is_valid(column), pc.is_null(plain))
        places = pc.indices_nonzero(left)
        if not len(places):
            return plain, {}
        texts = column.take(places)
        meanings = {text: value_from_text(text, metric.kind) for text in pc.unique(texts).to_pylist()}
        decimals = max(map(_decimals, meanings.values()), default=0) if pa.types.is_decimal(kind) else 0
        if pa.types.is_decimal(kind) and kind.scale < decimals:
            self._scales[name] = decimals
            return self._from_text(name, metric, column)
        return _with(plain, left, places, [meanings[text] for text in texts.to_pylist()])


def _plain(kind: pa.DataType, column: pa.Array) -> pa.Array:
    """The cells that are written plainly; null for all others."""
    if pa.types.is_boolean(kind):
        lower = pc.utf8_lower(column)
        words = pc.make_struct(pc.is_in(lower, pa.array(sorted(YES))), pc.is_in(lower, pa.array(sorted(NO))))
        return pc.case_when(words, True, False)
    shaped = pc.match_substring_regex(column, f"^(?:{_pattern(kind)})$")
    return pc.if_else(shaped, column, pa.scalar(None, pa.string())).cast(kind)


def _pattern(kind: pa.DataType) -> str:
    """What plain texts of a type look like."""
    if pa.types.is_integer(kind):
        return _WHOLE
    if pa.types.is_date(kind):
        return _DAY
    return rf"-?[0-9]{{1,{DIGITS - kind.scale}}}(?:\.[0-9]{{1,{kind.scale}}})?"


def _as_text(column: pa.Array) -> pa.Array:
    """The column, and as plain text where it is text of whatever sort."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return column.cast(pa.string())
    return column


def _truth(column: pa.Array) -> pa.Array:
    """Numbers that are all 0 or 1 as no and yes."""
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind) or pa.types.is_floating(kind):
        numbers = pc.unique(column).drop_null().to_pylist()
        if all(number in (0, 1) for number in numbers):
            return pc.equal(column, pa.scalar(1).cast(kind))
    return column


def _decimals(value: object) -> int:
    """The decimals of a number, as far as a column would make room for them; 0 for all else."""
    if not isinstance(value, Decimal):
        return 0
    exponent = value.normalize(_EXACT).as_tuple().exponent
    assert isinstance(exponent, int), "a number that was read is finite"
    return -exponent if 0 < -exponent <= MOST else 0


def _with(
    plain: pa.Array, left: pa.Array, places: pa.Array, values: list[object]
) -> tuple[pa.Array, dict[int, object]]:
    """The column with the values that it can hold; the others by place."""
    kind = plain.type
    fitting = [value if _fits(value, kind) else None for value in values]
    odd = {
        place: value
        for place, value, held in zip(places.to_pylist(), values, fitting, strict=True)
        if held is None and value is not None
    }
    if any(value is not None for value in fitting):
        plain = pc.replace_with_mask(plain, left, pa.array(fitting, kind))
    return plain, odd


def _fits(value: object, kind: pa.DataType) -> bool:
    if pa.types.is_boolean(kind):
        return isinstance(value, bool)
    if pa.types.is_date(kind):
        return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    if pa.types.is_integer(kind):
        return isinstance(value, int) and -(10**DIGITS) < value < 10**DIGITS
    units = Fraction(value) * 10**kind.scale
    return bool(units.denominator == 1 and abs(units) < 10**DIGITS)
