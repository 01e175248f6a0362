"""Comma- or tab-separated text of any length → pieces; the same records as :mod:`tools.tables_csv` finds.

Most of a file is read by Arrow, many rows at a time. Where a stretch holds anything out of the ordinary (a
row with too few cells, a quotation mark in the middle of a cell, a blank line), Python's own reader goes
through that stretch record by record, so that every row is numbered as in a spreadsheet and what is wrong
stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from attrs import define
from pyarrow import csv as arrow_csv

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.tools.batches.csv_records import has_blank_lines
from rubric_dsl.tools.batches.csv_text import CsvText, Record
from rubric_dsl.tools.batches.pieces import Piece, Source, UnusableError, Wished, text_schema
from rubric_dsl.tools.batches.text_bytes import PIECE, opened, size_of, strange_text
from rubric_dsl.tools.table_rows import blank, fitted, heading_mistakes, trimmed
from rubric_dsl.tools.tables_csv import other_separator
from rubric_dsl.tools.values import NO, YES

CAREFUL = 500
"""Records read with care before the quick way is tried again."""
SMALL, LARGE = 64 * 1024, PIECE
"""Bytes of a stretch that is tried the quick way: the smaller, the more often it failed."""
_BLOCK = 2 * 1024 * 1024


def open_csv_pieces(
    path: Path, delimiter: str, encoding: str | None, name: str
) -> Source | tuple[Diagnostic, ...]:
    """The table in a text file, its cells parted by ``delimiter``; or why it cannot be used."""
    text = opened(path, name, encoding)
    if isinstance(text, Diagnostic):
        return (text,)
    file = _Csv(path, delimiter, encoding, CsvText(text, name, delimiter))
    try:
        mistakes = file.look_at_heading()
    except UnusableError as mistake:
        mistakes = mistake.diagnostics
    again = str(path) != "-"
    if again:
        text.close()
    if mistakes:
        return mistakes
    return Source(name, text_schema(file.columns), file.pieces, size_of(path), file.done, again)


@define
class _Csv:
    path: Path
    delimiter: str
    encoding: str | None
    text: CsvText
    columns: tuple[str, ...] = ()
    unnamed: int = 0
    """Columns behind the last that has a name."""
    heading: int = 0
    """How many records there are up to the column names."""

    def look_at_heading(self) -> tuple[Diagnostic, ...]:
        """Find the column names; what is wrong with them."""
        filled = (
            one
            for one in self.text.records()
            if isinstance(one[2], Diagnostic) or not all(map(blank, one[2]))
        )
        row, line, cells = next(filled, (0, 0, []))
        if isinstance(cells, Diagnostic):
            return (cells,)
        self.columns = trimmed(cells)
        if not self.columns:
            return (self.text.empty(),)
        self.unnamed, self.heading = len(cells) - len(self.columns), row
        name = self.text.name
        mistakes = heading_mistakes(name, row, self.columns)
        if not mistakes and len(self.columns) == 1:
            mistakes = other_separator(name, line, self.columns[0], self.delimiter)
        if mistakes:
            return mistakes
        return ()

    def done(self) -> int:
        return self.text.file.done()

    def pieces(self, wished: Wished) -> Iterator[Piece]:
        """The rows behind the column names."""
        if str(self.path) != "-":
            self._begin_again()
        try:
            size = LARGE
            while True:
                stretch = self.text.stretch(size)
                if stretch == b"":
                    break
                piece = None if stretch is None else self._quick(stretch, wished)
                if piece is not None:
                    assert stretch is not None, "a piece is of a stretch"
                    self.text.take(stretch, piece.batch.num_rows)
                    yield self._without_blank_rows(piece)
                    size = min(2 * size, LARGE)
                elif size > SMALL:
                    size = max(size // 8, SMALL)
                else:
                    yield self._careful(list(islice(self.text.records(), CAREFUL)))
        finally:
            self.text.file.close()

    def _begin_again(self) -> None:
        name = self.text.name
        text = opened(self.path, name, self.encoding)
        if isinstance(text, Diagnostic):
            raise UnusableError(text)
        self.text = CsvText(text, name, self.delimiter)
        for row, _, _ in self.text.records():
            if row == self.heading:
                break

    def _quick(self, stretch: bytes, wished: Wished) -> Piece | None:
        """The rows of a stretch, if it is all in order."""
        if has_blank_lines(stretch):
            return None
        if b"\0" in stretch:
            self._refuse_strange(stretch)
        table = None
        # "0x1F" is a number to Arrow and none to us
        typed = dict(wished) if b"0x" not in stretch and b"0X" not in stretch else {}
        for types in (typed, {}) if typed else ({},):
            try:
                table = self._read(stretch, types)
                break
            except pa.ArrowInvalid:
                continue
        if table is None:
            self._refuse_strange(stretch)
            return None
        if any(pc.any(_filled(column)).as_py() for column in table.columns[len(self.columns) :]):
            return None  # more cells than columns
        batch = table.select(list(self.columns)).combine_chunks().to_batches()[0]
        return Piece(batch, self.text.name, range(self.text.row + 1, self.text.row + 1 + batch.num_rows))

    def _read(self, stretch: bytes, types: Wished) -> pa.Table:
        names = [*self.columns, *(f"\0{number}" for number in range(self.unnamed))]
        return arrow_csv.read_csv(
            pa.BufferReader(stretch),
            arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK),
            arrow_csv.ParseOptions(
                delimiter=self.delimiter, newlines_in_values=b'"' in stretch, ignore_empty_lines=False
            ),
            arrow_csv.ConvertOptions(
                column_types={name: types.get(name, pa.string()) for name in names},
                null_values=[""],
                strings_can_be_null=False,
                true_values=[*YES, "True", "TRUE", "Yes", "YES", "Y"],
                false_values=[*NO, "False", "FALSE", "No", "NO", "N"],
            ),
        )

    def _refuse_strange(self, stretch: bytes) -> None:
        wrong = strange_text(self.text.name, stretch, self.text.line)
        if wrong is not None:
            raise UnusableError(wrong)

    def _without_blank_rows(self, piece: Piece) -> Piece:
        """The piece without rows that are all blank."""
        batch = piece.batch
        empty = None
        for column in batch.columns:
            none = pc.invert(_filled(column))
            empty = none if empty is None else pc.and_(empty, none)
            if not pc.any(empty).as_py():
                return piece
        kept = pc.indices_nonzero(pc.invert(empty)).to_pylist()
        return Piece(
            batch.take(pa.array(kept, pa.int64())), piece.file, [piece.numbers[place] for place in kept]
        )

    def _careful(self, records: list[Record]) -> Piece:
        """Records that were read one by one."""
        rows: list[Mapping[str, object]] = []
        numbers: list[int] = []
        faults: dict[int, Diagnostic] = {}
        for row, line, cells in records:
            if isinstance(cells, Diagnostic):
                found: Mapping[str, object] | Diagnostic = cells
            elif all(map(blank, cells)):
                continue
            else:
                found = fitted(Span(self.text.name, line, 1, 1), row, cells, self.columns)
            if isinstance(found, Diagnostic):
                faults[len(rows)] = found
                found = {}
            rows.append(found)
            numbers.append(row)
        arrays = [pa.array([row.get(name) for row in rows], pa.string()) for name in self.columns]
        batch = pa.RecordBatch.from_arrays(arrays, schema=text_schema(self.columns))
        return Piece(batch, self.text.name, numbers, faults)


def _filled(column: pa.Array) -> pa.Array:
    """Which cells say anything."""
    if pa.types.is_string(column.type):
        return pc.not_equal(pc.utf8_trim_whitespace(column), "")
    return pc.is_valid(column)
