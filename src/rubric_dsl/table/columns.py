"""Arrow columns → the whole numbers of array engines, column by column, exact; what they cannot say is odd.

Comes in: a metric and its column, of any Arrow type. Goes out: whole numbers at a scale that suits the column
(integers 1, hundredths where decimals and floats have no more than two places, else as many as they have),
with masks of what is missing and of what is odd. An odd value is not necessarily wrong: it is for the row
path to say. No value is ever changed: a float is read only where it is the decimal that Python prints for it.

Numbers without nulls are not copied where Arrow's own memory holds them as NumPy wants them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve, frozen
from numpy.typing import NDArray

from rubric_dsl.evaluators.arrays.columns import Column, ListColumn
from rubric_dsl.model.lists import own_name
from rubric_dsl.model.rubric import Metric
from rubric_dsl.table.cells import A_DAY, LAST_DAY, UNIX_EPOCH, is_list, plain

Array = NDArray[Any]
Mask = NDArray[np.bool_]
PLACES = (2, 4, 6)
"""Decimals that floats are tried with."""
FEW = 1000
"""One odd value in so many is better scored by itself than with finer numbers for all."""
ALL_DIGITS = 10**15
"""Below so many units no two decimals share a 64-bit float, so that the one found is the one printed."""
SURE_DIGITS = 18
"""So many always fit into 64 bits."""
PART = 1 << 14
"""Floats that are read at a time."""
FEWER_DIGITS, WHOLE_FLOATS = 10**6, 1 << 24
"""The same of 32-bit floats; and below what their whole numbers are all told apart."""


@frozen
class ReadColumn:
    """A metric's column, or that of a list's field."""

    values: Array
    """Whole numbers at the scale; truths for a yes/no, places of options for a choice, ordinals for days."""
    scale: int = 1
    missing: Mask | None = None
    odd: Mask | None = None
    """What the numbers do not say; it may be missing as well."""

    @property
    def column(self) -> Column:
        """As array engines take it."""
        return Column(self.values, self.missing, self.odd)


@frozen
class ReadList:
    """A list's column: where each row's entries begin in the columns of its fields, and these."""

    offsets: Array
    fields: Mapping[str, ReadColumn]
    missing: Mask | None = None
    odd: Mask | None = None

    @property
    def column(self) -> ListColumn:
        """As array engines take it."""
        fields = {name: one.column for name, one in self.fields.items()}
        return ListColumn(self.offsets, fields, self.missing, self.odd)


def read_columns(
    metrics: Mapping[str, Metric], columns: Mapping[str, Any], rows: int
) -> tuple[dict[str, Column | ListColumn], dict[str, int]]:
    """The columns of all metrics as array engines take them, and the scales of numbers; a metric without a
    column is missing in every row."""
    found: dict[str, Column | ListColumn] = {}
    scales: dict[str, int] = {}
    for name, metric in metrics.items():
        array = columns[name] if name in columns else pa.nulls(rows)
        if metric.entries is None:
            read = read_column(metric, array)
            found[name], scales[name] = read.column, read.scale
        else:
            listed = read_list(metric, array)
            found[name] = listed.column
            scales |= {field: one.scale for field, one in listed.fields.items()}
    return found, scales


def read_column(metric: Metric, array: Any) -> ReadColumn:
    """A column of any Arrow type, chunked or not, as whole numbers."""
    array = plain(_one(array)) if metric.kind not in ("choice", "text") else _one(array)
    missing = _missing(array)
    kind = array.type
    if pa.types.is_null(kind):
        return ReadColumn(np.zeros(len(array), bool if metric.kind == "yes/no" else np.int64), 1, missing)
    match metric.kind:
        case "yes/no" if pa.types.is_boolean(kind):
            return ReadColumn(array.fill_null(False).to_numpy(zero_copy_only=False), 1, missing)
        case "choice" | "text":
            read = _words(metric, array)
        case "date" if pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None):
            read = _days(array)
        case "count" | "mark" | "amount" | "number" if pa.types.is_integer(kind):
            read = _integers(array)
        case "count" | "mark" | "amount" | "number" if pa.types.is_floating(kind):
            return _floats(metric, array, missing)
        case "count" | "mark" | "amount" | "number" if pa.types.is_decimal(kind):
            read = _decimals(metric, array)
        case _:
            return _all_odd(metric, array)
    return evolve(read, missing=missing if read.missing is None else read.missing)


def read_list(metric: Metric, array: Any) -> ReadList:
    """A column of lists; of records, each field by any of its names."""
    entries = metric.entries
    assert entries is not None, f"{metric.id} is a list"
    array = plain(_one(array))
    kind = array.type
    none = {field.id: read_column(field, pa.nulls(0)) for field in entries.fields}
    if not is_list(kind):
        nothing = np.zeros(len(array) + 1, np.int64)
        odd = None if pa.types.is_null(kind) else np.ones(len(array), bool)
        return ReadList(nothing, none, _missing(array), odd)
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        array = array.cast(pa.large_list(kind.value_field))
    offsets = array.offsets.to_numpy(zero_copy_only=False)
    first = int(offsets[0])
    inside = plain(array.values.slice(first, int(offsets[-1]) - first))
    parts = {entries.fields[0].id: inside} if entries.bare else _parts(metric, inside)
    if parts is None:
        nothing = np.zeros(len(array) + 1, np.int64)
        return ReadList(nothing, none, _missing(array), np.ones(len(array), bool))
    fields = {field.id: read_column(field, parts[field.id]) for field in entries.fields}
    return ReadList(offsets - first, fields, _missing(array))


def _parts(metric: Metric, records: Any) -> dict[str, Any] | None:
    """The columns of a record's fields; None where some field has no column, or a column is of no field."""
    assert metric.entries is not None
    if not pa.types.is_struct(records.type):
        return None
    names = {word: one.id for one in metric.entries.fields for word in (own_name(one.id), *one.aliases)}
    fields = [names.get(field.name) for field in records.type]
    if None in fields or len(set(fields)) != len(fields) or len(fields) != len(metric.entries.fields):
        return None
    return {str(name): part for name, part in zip(fields, records.flatten(), strict=True)}


def _one(array: Any) -> Any:
    """A chunked column as one array."""
    if not isinstance(array, pa.ChunkedArray):
        return array
    if array.num_chunks == 1:
        return array.chunk(0)
    found = array.combine_chunks()
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _missing(array: Any) -> Mask | None:
    if not array.null_count:
        return None
    found: Mask = array.is_null().to_numpy(zero_copy_only=False)
    return found


def _all_odd(metric: Metric, array: Any) -> ReadColumn:
    values = np.zeros(len(array), bool if metric.kind == "yes/no" else np.int64)
    return ReadColumn(values, 1, _missing(array), np.ones(len(array), bool))


def _memory(array: Any, kind: Any, width: int = 1) -> Array:
    """Arrow's own memory of a column of fixed width; below nulls stands anything."""
    buffer = array.buffers()[1]
    if buffer is None or not len(array):
        return np.zeros((0, width) if width > 1 else 0, kind)
    size = np.dtype(kind).itemsize * width
    found = np.frombuffer(buffer, kind, len(array) * width, array.offset * size)
    return found.reshape(-1, width) if width > 1 else found


def _integers(array: Any) -> ReadColumn:
    kind = np.dtype(array.type.to_pandas_dtype())
    values = _memory(array, kind)
    if kind == np.uint64:
        odd = values >= 1 << 63
        return ReadColumn(values.view(np.int64), 1, None, odd if odd.any() else None)
    if kind.itemsize < 4:
        return ReadColumn(values.astype(np.int32))
    return ReadColumn(values.astype(np.int64) if kind == np.uint32 else values)


def _decimals(metric: Metric, array: Any) -> ReadColumn:
    """Decimals at their own scale; at hundredths, or whole numbers, where that is enough."""
    kind = array.type
    places = 0 if metric.whole else 2
    odd: Mask | None = None
    if kind.bit_width == 128 and kind.scale >= 0:
        values, wide = _low_half(array)
        if wide is None:
            return _coarser(values, kind.scale, places)
    if kind.scale > places or kind.scale < 0 or kind.bit_width != 128:
        array, odd = _rescaled(array, min(places, max(kind.scale, 0)))
    values, wide = _low_half(array)
    if wide is not None:
        odd = wide if odd is None else odd | wide
    return ReadColumn(values, 10**array.type.scale, None, odd)


def _low_half(array: Any) -> tuple[Array, Mask | None]:
    """Decimals of 128 bits as numbers of 64 bits, and which of them these are too few for, if any."""
    halves = _memory(array, "<i8", 2)
    values = halves[:, 0]
    if array.type.precision <= SURE_DIGITS:
        return values, None
    wide = halves[:, 1] != values >> 63
    return values, wide if wide.any() else None


def _coarser(values: Array, scale: int, places: int) -> ReadColumn:
    """Decimals of 64 bits with no more places than they need, but for a few that are odd then."""
    if scale <= places:
        return ReadColumn(values, 10**scale)
    if scale - places > 18:  # no figure of 64 bits has so many zeros but 0
        odd = values != 0
        return ReadColumn(np.zeros_like(values), 10**places, None, odd if odd.any() else None)
    whole, rest = np.divmod(values, 10 ** (scale - places))
    odd = rest != 0
    count = int(np.count_nonzero(odd))
    if places and count * FEW > len(values):
        return ReadColumn(values, 10**scale)
    return ReadColumn(whole, 10**places, None, odd if count else None)


def _rescaled(array: Any, places: int) -> tuple[Any, Mask | None]:
    """The same decimals in 128 bits with so many places, and which are not the same then; with their own
    places where that would be too many of them."""
    kind = array.type
    target = pa.decimal128(38, places)
    try:
        return array.cast(target), None
    except pa.ArrowInvalid:
        pass
    digits = pa.decimal256(76, max(kind.scale, 0))
    wide = array.cast(digits)
    cut = wide.cast(pa.decimal256(76, places), safe=False)
    fits = pc.less(pc.abs(cut), pa.scalar(Decimal(10) ** (37 - places), cut.type))
    cut = pc.if_else(fits, cut, pa.scalar(Decimal(0), cut.type)).cast(target)
    odd: Mask = pc.fill_null(pc.not_equal(cut.cast(digits), wide), False).to_numpy(zero_copy_only=False)
    count = int(np.count_nonzero(odd))
    if not places or count * FEW <= len(array) or kind.scale > 18:
        return cut, odd
    fits = pc.less(pc.abs(wide), pa.scalar(Decimal(10) ** (37 - kind.scale), wide.type))
    beyond: Mask = pc.fill_null(pc.invert(fits), False).to_numpy(zero_copy_only=False)
    if np.count_nonzero(beyond) >= count:
        return cut, odd
    return pc.if_else(fits, wide, pa.scalar(Decimal(0), wide.type)).cast(
        pa.decimal128(38, kind.scale)
    ), beyond


def _floats(metric: Metric, array: Any, missing: Mask | None) -> ReadColumn:
    kind = np.dtype(array.type.to_pandas_dtype())
    values = _memory(array, kind)
    if missing is not None:
        values = np.where(missing, kind.type(0), values)
    nan = np.isnan(values)
    if not nan.any():
        return evolve(_read(values, metric), missing=missing)
    found = _read(np.where(nan, kind.type(0), values), metric)
    if metric.optional:  # to be not a number is to be missing, for those that may be
        return evolve(found, missing=nan if missing is None else missing | nan)
    return evolve(found, missing=missing, odd=nan if found.odd is None else found.odd | nan)


def _read(values: Array, metric: Metric) -> ReadColumn:
    """Floats at the coarsest scale that all but a few of them have."""
    if values.dtype == np.float16:
        return _half_floats(values, metric)
    best: ReadColumn | None = None
    fewest = len(values) + 1
    for places in (0,) if metric.whole else PLACES:
        units, odd = _units(values, 10**places)
        count = int(np.count_nonzero(odd))
        if count < fewest:
            best, fewest = ReadColumn(units, 10**places, None, odd if count else None), count
        if count * FEW <= len(values):
            break
    assert best is not None
    return best


def _units(values: Array, scale: int) -> tuple[Array, Mask]:
    """Whole numbers of 1/scale, and which floats are none of them; a part at a time stays in the cache."""
    found, odd = np.empty(len(values), np.int64), np.empty(len(values), bool)
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(values), PART):
            part = values[start : start + PART]
            units = np.rint(part.astype(np.float64, copy=False) * scale)
            back = units / scale
            if part.dtype == np.float32:
                right = (back.astype(np.float32) == part) & (np.abs(units) < FEWER_DIGITS)
                right |= (np.rint(part) == part) & (np.abs(part) < WHOLE_FLOATS)
            else:
                right = (back == part) & (np.abs(units) < ALL_DIGITS)
            np.logical_not(right, out=odd[start : start + PART])
            if not right.all():
                units[~right] = 0
            found[start : start + PART] = units
    return found, odd


def _half_floats(values: Array, metric: Metric) -> ReadColumn:
    """There are few different ones: each is read by its own text."""
    patterns, places = np.unique(values.view(np.uint16), return_inverse=True)
    scale = 1 if metric.whole else 100
    exact = [
        Fraction(Decimal(str(one))) * scale if np.isfinite(one) else None for one in patterns.view(np.float16)
    ]
    units = np.array([int(one) if one is not None else 0 for one in exact], np.int64)
    odd = np.array([one is None or one.denominator != 1 for one in exact], bool)
    return ReadColumn(units[places], scale, None, odd[places] if odd.any() else None)


def _days(array: Any) -> ReadColumn:
    kind = array.type
    if pa.types.is_date32(kind):
        numbers, per = _memory(array, np.int32), 1
    else:
        numbers, per = _memory(array, np.int64), A_DAY["ms" if pa.types.is_date64(kind) else kind.unit]
    days, rest = np.divmod(numbers, per) if per > 1 else (numbers, 0)
    ordinals = days.astype(np.int64) + UNIX_EPOCH
    odd = (rest != 0) | (ordinals < 1) | (ordinals > LAST_DAY)
    return ReadColumn(ordinals, 1, None, odd if odd.any() else None)


def _words(metric: Metric, array: Any) -> ReadColumn:
    """Options by their places; texts that only serve as keys by a number for each different one."""
    kind = array.type
    if not pa.types.is_dictionary(kind):
        array = plain(array)
        if pa.types.is_string_view(array.type):
            array = array.cast(pa.large_string())
        if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
            return _all_odd(metric, array)
        array = array.dictionary_encode()
    words = plain(array.dictionary).to_pylist()
    places = _places(metric, words)
    indices = array.indices
    missing = _missing(indices)
    at = (indices if missing is None else indices.fill_null(0)).to_numpy(zero_copy_only=False)
    values = places[at] if len(places) else np.full(len(array), -1, np.int32)
    gone = np.array([word is None for word in words], bool)
    if gone.any():  # a null inside the dictionary
        missing = gone[at] if missing is None else missing | gone[at]
    odd = values < 0
    if missing is not None:
        odd &= ~missing
    return ReadColumn(values, 1, missing, odd if odd.any() else None)


def _places(metric: Metric, words: list[Any]) -> NDArray[np.int32]:
    """Where the options stand that these words name; −1 for those that name none."""
    if metric.kind == "choice":
        known = {
            word: place
            for place, one in reversed([*enumerate(metric.options)])
            for word in (one.alias, one.id)
            if word
        }
        found = [known.get(word, -1) if isinstance(word, str) else -1 for word in words]
    else:
        keys: dict[str, int] = {}
        found = [
            keys.setdefault(word.strip(), len(keys)) if isinstance(word, str) and word.strip() else -1
            for word in words
        ]
    return np.array(found, np.int32)
