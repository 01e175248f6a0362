"""Batches of results → a file: CSV, JSON lines, Parquet or a workbook.

Text keeps to one rule on its way to spreadsheets (:mod:`tools.formulas`). Numbers are written with the places
that the rubric publishes.
"""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyarrow as pa
from attrs import define, field
from pyarrow import parquet

from rubric_dsl.evaluators.outputs import EXACT
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools import files
from rubric_dsl.tools.batches.cell_texts import can_be_written, csv_texts, json_texts, lines
from rubric_dsl.tools.batches.json_cells import AS_JSON
from rubric_dsl.tools.formulas import harmless

GROUP = 1 << 17
"""Rows of a group of a Parquet file, at least."""


class Writer(Protocol):
    """Takes batches of one schema, one after the other."""

    def write(self, batch: Any) -> None:
        """Take some rows."""

    def close(self) -> None:
        """Write what is left."""


def unwritable(schema: Any, form: str, path: str) -> tuple[Diagnostic, ...]:
    """Columns that a kind of file has no cells for."""
    if form == "parquet":
        return ()
    return tuple(
        diagnostic("RB0666", None, column=one.name, kind=str(one.type), path=path)
        for one in schema
        if not can_be_written(one.type)
    )


def writer(form: str, path: Path, schema: Any, compressed: bool) -> Writer:
    """A writer to a file, which is made anew."""
    if form == "xlsx":
        from rubric_dsl.tools.batches.to_xlsx import XlsxWriter

        return XlsxWriter(path, schema)
    if form == "parquet":
        return ParquetWriter(path, schema)
    with ExitStack() as stack:
        raw: BinaryIO = stack.enter_context(path.open("wb"))
        # a fixed time, so that the same rows are the same bytes
        plain = gzip.GzipFile("", "wb", 6, raw, 0) if compressed else raw
        found = text_writer(form, plain, schema)  # type: ignore[arg-type]
        stack.pop_all()
        found.closing = (plain, raw) if compressed else (raw,)  # type: ignore[assignment]
        return found


def text_writer(form: str, file: BinaryIO, schema: Any) -> CsvWriter | JsonlWriter:
    """A writer of text to what is open already, and stays so."""
    if form == "jsonl":
        return JsonlWriter(file, schema)
    return CsvWriter(file, schema, delimiter="\t" if form == "tsv" else ",")


@define
class _TextWriter:
    """What writers of text have in common: columns become text side by side."""

    file: BinaryIO
    schema: Any
    closing: tuple[BinaryIO, ...] = field(default=(), kw_only=True)
    _pool: ThreadPoolExecutor = field(init=False, factory=lambda: ThreadPoolExecutor(pa.cpu_count()))

    def close(self) -> None:
        """Let go of what was opened for it."""
        self._pool.shutdown()
        for one in self.closing:
            one.close()


@define
class CsvWriter(_TextWriter):
    """Writes comma- or tab-separated text, with the column names first."""

    delimiter: str = field(kw_only=True)

    def __attrs_post_init__(self) -> None:
        names = [
            csv_texts(pa.array([harmless(name)]), self.delimiter)[0].as_py() for name in self.schema.names
        ]
        self.file.write((self.delimiter.join(names) + "\n").encode())

    def write(self, batch: Any) -> None:
        parts: list[Any] = []
        for texts in self._pool.map(lambda column: csv_texts(column, self.delimiter), batch.columns):
            parts += [texts, self.delimiter]
        self.file.write(lines([*parts[:-1], "\n"], ""))


@define
class JsonlWriter(_TextWriter):
    """Writes an object a line."""

    def write(self, batch: Any) -> None:
        parts: list[Any] = []
        for one, texts in zip(
            self.schema, self._pool.map(self._texts, batch.columns, self.schema), strict=True
        ):
            name = json_texts(pa.array([one.name]), pa.field("", pa.string()))[0].as_py()
            parts += [("{" if not parts else ", ") + f"{name}: ", texts]
        self.file.write(lines([*parts, "}\n"], "null"))

    @staticmethod
    def _texts(column: Any, one: Any) -> Any:
        # the exact total is longer than what readers of JSON take for a number
        return json_texts(column, one, one.name in EXACT)


@define
class ParquetWriter:
    """Writes a Parquet file of groups of rows that are not too small."""

    path: Path
    schema: Any
    _writer: Any = field(init=False)
    _waiting: list[Any] = field(factory=list)
    _rows: int = 0

    def __attrs_post_init__(self) -> None:
        fields = [one.remove_metadata() if one.metadata == AS_JSON else one for one in self.schema]
        self.schema = pa.schema(fields, self.schema.metadata)
        self._writer = parquet.ParquetWriter(self.path, self.schema, compression="zstd", compression_level=1)

    def write(self, batch: Any) -> None:
        self._waiting.append(batch.cast(self.schema) if batch.schema != self.schema else batch)
        self._rows += batch.num_rows
        if self._rows >= GROUP:
            self._flush()

    def close(self) -> None:
        try:
            if self._rows:
                self._flush()
        finally:
            self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_batches(self._waiting, self.schema), row_group_size=2 * GROUP)
        self._waiting, self._rows = [], 0


def compressed(path: Path) -> bool:
    """Whether a name says that the file is compressed."""
    return path.suffix.lower() == files.COMPRESSED
