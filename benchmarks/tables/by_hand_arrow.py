"""Annex 1 by hand from an Arrow table to an Arrow table: what ``score_table`` gives, column by column.

Comes in: an Arrow table of :data:`made_up.METRICS`, without nulls. Goes out: a table of every node in the
order of the annex (int64 where it is whole points, decimal128(38, 2) elsewhere), ``published``, ``outcome``
and ``reason``. Promised: what ``by_hand_arrays`` gives; with ``checked``, nulls and ranges are looked at
first.

The arithmetic is the yardstick's, slice by slice; each slice is then widened while it is in the cache. A
decimal of 128 bits takes four times the memory of the yardstick's int32, and that is most of what this costs.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
from by_hand_arrays import (
    HUNDREDTHS,
    MOST,
    NODES,
    ROWS,
    SECTIONS,
    WHOLE,
    Columns,
    Faults,
    Slice,
    check,
    pooled,
    side_by_side,
)
from handwritten import ACTIVITIES, MARKS

NAMES: Final = (
    "campaign", *(name for section, marks in SECTIONS.items() for name in (section, *marks)),
    "credit", "target_completion", "registrations", "demands", "sub_platform",
    "matchmaking", "routine_reporting",
    "daily", "other_activities", *ACTIVITIES, "enterprises_served", "collaboration", "honours",
)  # fmt: skip


def score_arrow(table: Any, *, threads: int = 1, checked: bool = False) -> Any:
    """Every node, the published total, and an outcome for each row."""
    count = table.num_rows
    if checked and (nulls := {name: n for name in table.column_names if (n := table[name].null_count)}):
        raise Faults(nulls)
    scale = 100 if pa.types.is_decimal(table.schema.field(next(iter(MARKS))).type) else 1
    given = {name: _numbers(table[name]) for name in table.column_names}
    wide = dict(zip(HUNDREDTHS, pooled((len(HUNDREDTHS), count, 2), np.int64), strict=True))
    whole = dict(zip(WHOLE, pooled((len(WHOLE), count), np.int64), strict=True))

    def share(first: int) -> None:
        score = Slice(np.int32, min(ROWS, count))
        narrow = {name: np.empty(min(ROWS, count), np.int32) for name in NODES}
        for start in range(0, count, ROWS)[first::threads]:
            piece = slice(start, start + ROWS)
            taken = {name: column[piece] for name, column in given.items()}
            if checked:
                check(taken, scale, MOST[np.dtype(np.int32)])
            size = len(taken["registrations_done"])
            results = {name: column[:size] for name, column in narrow.items()}
            score(taken, results, scale)
            for name, column in wide.items():
                column[piece, 0] = results[name]
                column[piece, 1] = 0
            for name, column in whole.items():
                column[piece] = results[name]

    side_by_side(share, threads if count else 0)
    columns = {name: pa.array(column) for name, column in whole.items()}
    decimal = pa.decimal128(38, 2)
    for name, words in wide.items():
        columns[name] = pa.Array.from_buffers(decimal, count, [None, pa.py_buffer(words)])
    return pa.table(
        {name: columns[name] for name in NAMES}
        | {
            "published": columns["published"],
            "outcome": pa.repeat("scored", count),
            "reason": pa.nulls(count, pa.string()),
        }
    )


def units(table: Any) -> Columns:
    """The nodes of such a table as whole hundredths and points, to compare them."""
    return {name: _numbers(table[name]) for name in NODES}


def _numbers(column: Any) -> np.ndarray:
    """A column as NumPy; decimals, all of which are below 2⁶³ hundredths, as int64 in every second place."""
    column = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if pa.types.is_decimal(column.type):
        words = np.frombuffer(column.buffers()[1], np.int64)
        return words[2 * column.offset : 2 * (column.offset + len(column)) : 2]
    return column.to_numpy(zero_copy_only=False)
