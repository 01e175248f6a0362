"""A column of a table → the Python value of every cell, exact, as a mapping of one subject would hold it.

A 32-bit float stays one, for it means the shortest decimal of its own width; a decimal keeps its decimals; a
moment at midnight without a time zone is a day. Nothing is converted cell by cell where the column can be
converted at once. A column that came as Python objects is left as it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Column: TypeAlias = Any
"""An Arrow array, a chunked one, or a sequence of Python objects where Arrow cannot hold them."""
UNIX_EPOCH = datetime.date(1970, 1, 1).toordinal()
LAST_DAY = datetime.date.max.toordinal()
A_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
"""By the unit that moments are counted in."""


def python_values(column: Column) -> Sequence[object]:
    """The values of all cells, None where there is none."""
    if isinstance(column, pa.ChunkedArray):
        found: list[object] = []
        for chunk in column.chunks:
            found += _values(chunk)
        return found
    return _values(column) if isinstance(column, pa.Array) else column


def picked(column: Column, places: np.ndarray[Any, Any]) -> Column:
    """Some rows of a column; as Python objects where Arrow cannot take them from such a one."""
    if not isinstance(column, list):
        try:
            return column.take(pa.array(places))
        except pa.ArrowNotImplementedError:
            pass
    values = python_values(column)
    return [values[place] for place in places.tolist()]


def plain(array: Any) -> Any:
    """An array without what only saves room: dictionaries, runs, extensions of another type."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return plain(array.dictionary_decode())
    if pa.types.is_run_end_encoded(kind):
        return plain(pc.run_end_decode(array))
    if isinstance(kind, pa.BaseExtensionType):
        return array.cast(pa.bool_()) if kind == pa.bool8() else plain(array.storage)
    return array


def _values(array: Any) -> list[object]:
    array = plain(array)
    kind = array.type
    if pa.types.is_float16(kind) or pa.types.is_float32(kind):
        return _narrow(array)
    if pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None):
        return _days(array)
    if pa.types.is_struct(kind):
        return _records(array)
    if is_list(kind):
        return _lists(array)
    return array.to_pylist()  # type: ignore[no-any-return]


def is_list(kind: Any) -> bool:
    """Whether a type is one of Arrow's types of lists."""
    types = pa.types
    return bool(
        types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind)
        or types.is_list_view(kind) or types.is_large_list_view(kind)
    )  # fmt: skip


def _narrow(array: Any) -> list[object]:
    """Floats of 16 and 32 bits in their own width: Arrow would hand out wider ones, with more digits."""
    values = array.fill_null(np.dtype(array.type.to_pandas_dtype()).type(0)).to_numpy(zero_copy_only=False)
    return _without(list(values), array)


def _days(array: Any) -> list[object]:
    """Days; a moment that is none, and a day that Python's calendar does not have, as NumPy's moment."""
    if pa.types.is_date32(array.type):
        counted, unit, per = array.cast(pa.int32()), "D", 1
    else:
        unit = "ms" if pa.types.is_date64(array.type) else array.type.unit
        counted, per = array.cast(pa.int64()), A_DAY[unit]
    numbers = counted.fill_null(0).to_numpy(zero_copy_only=False)
    days, rest = np.divmod(numbers, per)
    ordinals = days.astype(np.int64) + UNIX_EPOCH
    odd = (rest != 0) | (ordinals < 1) | (ordinals > LAST_DAY)
    found: list[object] = list(map(datetime.date.fromordinal, np.where(odd, 1, ordinals).tolist()))
    for place in np.flatnonzero(odd).tolist():
        found[place] = numbers[place].astype(f"datetime64[{unit}]")
    return _without(found, array)


def _lists(array: Any) -> list[object]:
    kind = array.type
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        array = array.cast(pa.large_list(kind.value_field))
    edges = array.offsets.to_pylist()
    first = edges[0]
    inside = _values(array.values.slice(first, edges[-1] - first))
    found: list[object] = [inside[start - first : end - first] for start, end in pairwise(edges)]
    return _without(found, array)


def _records(array: Any) -> list[object]:
    names = [field.name for field in array.type]
    columns = [_values(part) for part in array.flatten()]
    found: list[object] = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return _without(found if names else [{} for _ in range(len(array))], array)


def _without(values: list[object], array: Any) -> list[object]:
    """The values, with None where the array has none."""
    if array.null_count:
        for place in np.flatnonzero(array.is_null().to_numpy(zero_copy_only=False)).tolist():
            values[place] = None
    return values
