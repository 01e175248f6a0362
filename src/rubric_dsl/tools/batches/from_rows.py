"""A table that comes row by row, such as a workbook's sheet → pieces.

Cells of a metric become the text that they would be typed as. A label's column is of one type where all its
cells are, and text otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

import pyarrow as pa

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools.batches.json_cells import NOTHING, as_text, kind_of
from rubric_dsl.tools.batches.pieces import Piece, Source, Wished
from rubric_dsl.tools.table_rows import Row, Table

ROWS = 20_000
"""Of a piece."""
_PLACES, _DIGITS = 15, 38


def source_of(table: Table) -> Source:
    """The table as a source of pieces."""
    kinds: dict[str, pa.DataType | None] = dict.fromkeys(table.columns, NOTHING)
    for _, cells in table.rows():
        if not isinstance(cells, Diagnostic):
            for name, cell in cells.items():
                kinds[name] = _together(kinds[name], _kind(cell))
    schema = pa.schema(
        [(name, pa.string() if kind in (None, NOTHING) else kind) for name, kind in kinds.items()]
    )
    read = 0

    def pieces(wished: Wished) -> Iterator[Piece]:
        nonlocal read
        read = 0
        rows = table.rows()
        while some := list(islice(rows, ROWS)):
            read += len(some)
            yield _piece(table.name, schema, wished, some)

    return Source(table.name, schema, pieces, table.expected, lambda: read, remarks=table.remarks)


def _piece(name: str, schema: pa.Schema, wished: Wished, rows: list[Row]) -> Piece:
    faults = {place: cells for place, (_, cells) in enumerate(rows) if isinstance(cells, Diagnostic)}
    arrays = []
    for one in schema:
        kind = pa.string() if one.name in wished else one.type
        cells = [None if isinstance(row, Diagnostic) else row.get(one.name) for _, row in rows]
        arrays.append(_array(cells, kind))
    return Piece(pa.RecordBatch.from_arrays(arrays, schema.names), name, [row for row, _ in rows], faults)


def _array(cells: Iterable[object], kind: pa.DataType) -> pa.Array:
    if pa.types.is_string(kind):
        return pa.array([None if cell is None else as_text(cell) for cell in cells], kind)
    return pa.array(cells, kind)


def _kind(cell: object) -> pa.DataType | None:
    if isinstance(cell, Decimal):
        places = -int(cell.as_tuple().exponent)
        fits = 0 < places <= _PLACES and abs(cell) < 10 ** (_DIGITS - _PLACES)
        return pa.decimal128(_DIGITS, places) if fits else None
    return kind_of(cell)


def _together(one: pa.DataType | None, other: pa.DataType | None) -> pa.DataType | None:
    """The type that cells of both types have; None where only text has room for both."""
    if NOTHING in (one, other):
        return other if one == NOTHING else one
    numbers = [kind for kind in (one, other) if kind is not None and _is_number(kind)]
    if one == other or len(numbers) < 2:
        return one if one == other else None
    return max((kind for kind in numbers if pa.types.is_decimal(kind)), key=lambda kind: kind.scale)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_decimal(kind))
