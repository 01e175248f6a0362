"""Tables in Parquet files → rows of typed cells, exact: a float is the shortest decimal that names it.

Rows are numbered from 1, as Parquet has no row of column names. DuckDB reads the file, a batch at a time,
and nothing but that file.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools import files
from rubric_dsl.tools.table_rows import Row, Table, without_subjects
from rubric_dsl.tools.values import exact_float

BATCH = 2048
# the library is not to fetch anything by itself
_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def open_parquet(path: Path) -> Table | tuple[Diagnostic, ...]:
    """The table in a Parquet file, or why it cannot be used."""
    name = str(path)
    if (mistake := files.unreadable(path)) is not None:
        return (mistake,)
    try:
        duckdb = import_module("duckdb")
    except ImportError:
        return (diagnostic("RB0554", None, path=name, format="Parquet", package="rubric-dsl[table]"),)
    connection = duckdb.connect(config=_SETTINGS)
    source = _one_file(name)
    try:
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [source]).fetchall()
        ((expected,),) = connection.execute("SELECT count(*) FROM read_parquet(?)", [source]).fetchall()
    except duckdb.Error:
        return (diagnostic("RB0567", files.start(name), path=name),)
    if not expected:
        return (without_subjects(name),)
    columns = tuple(str(column[0]) for column in described)
    query = f"SELECT {', '.join(_selected(*column[:2]) for column in described)} FROM read_parquet(?)"
    return Table(name, columns, lambda: _rows(connection.cursor(), query, source, columns), expected)


def _one_file(name: str) -> str:
    """The name as DuckDB takes it for this file alone: it would read ``*`` as any name."""
    return re.sub(r"[*?\[]", r"[\g<0>]", name)


def _selected(column: str, kind: str) -> str:
    quoted = '"' + column.replace('"', '""') + '"'
    # a 32-bit float would come out as a 64-bit one, with digits that nobody wrote
    return f"CAST({quoted} AS VARCHAR)" if kind == "FLOAT" else quoted


def _rows(cursor: Any, query: str, source: str, columns: tuple[str, ...]) -> Iterator[Row]:
    cursor.execute(query, [source])
    number = 0
    while batch := cursor.fetchmany(BATCH):
        for cells in batch:
            number += 1
            yield number, dict(zip(columns, map(_exact, cells), strict=True))


def _exact(cell: object) -> object:
    if isinstance(cell, float):
        return exact_float(cell)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return cell
