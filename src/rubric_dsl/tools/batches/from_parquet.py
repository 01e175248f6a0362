"""Parquet files of any length → pieces, each column of the type that the file says.

Rows are numbered from 1, as Parquet has no row of column names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from attrs import define
from pyarrow import parquet

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools import files
from rubric_dsl.tools.batches.pieces import Piece, Source, UnusableError, Wished
from rubric_dsl.tools.table_rows import heading_mistakes

ROWS = 1 << 17
"""Of a piece."""
BUFFER = 1 << 20
"""Bytes read ahead of a column."""


def open_parquet_pieces(path: Path, name: str) -> Source | tuple[Diagnostic, ...]:
    """The table in a Parquet file, or why it cannot be used."""
    if (mistake := files.unreadable(path, name, limit=None)) is not None:
        return (mistake,)
    file = _Parquet(path, name)
    try:
        with file.open() as opened:
            schema, rows = opened.schema_arrow, opened.metadata.num_rows
    except UnusableError as wrong:
        return wrong.diagnostics
    mistakes = heading_mistakes(name, 1, schema.names)
    return mistakes or Source(name, schema, file.pieces, rows, lambda: file.rows)


@define
class _Parquet:
    path: Path
    name: str
    rows: int = 0
    """How many have been read."""

    def open(self) -> parquet.ParquetFile:
        try:
            return parquet.ParquetFile(self.path, buffer_size=BUFFER, pre_buffer=False)
        except (pa.ArrowException, OSError):
            raise UnusableError(diagnostic("RB0567", files.start(self.name), path=self.name)) from None

    def pieces(self, _wished: Wished) -> Iterator[Piece]:
        """All rows."""
        self.rows = 0
        with self.open() as opened:
            try:
                for batch in opened.iter_batches(ROWS):
                    first = self.rows + 1
                    self.rows += batch.num_rows
                    yield Piece(batch, self.name, range(first, first + batch.num_rows))
            except (pa.ArrowException, OSError):
                raise UnusableError(diagnostic("RB0567", files.start(self.name), path=self.name)) from None
