"""The text of a table on its way from the file to its records: what is read and not yet handed on.

Comes in: bytes, a piece at a time. Goes out: stretches of whole records for the quick reader, or records one
by one for the careful one, in any order of the two.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from attrs import define

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.tools import files
from rubric_dsl.tools.batches.csv_records import end_of_records
from rubric_dsl.tools.batches.pieces import UnusableError
from rubric_dsl.tools.batches.text_bytes import TextBytes, strange_text
from rubric_dsl.tools.tables_csv import problem_of

LONGEST = 64 * 1024 * 1024
"""Bytes of one record; beyond these something else than a table has come in."""

Record = tuple[int, int, list[str] | Diagnostic]


@define
class CsvText:
    """The rest of a text; it begins with a record."""

    file: TextBytes
    name: str
    delimiter: str
    row: int = 0
    """How many records came before."""
    line: int = 1
    """The number of the line that it begins with."""
    _buffer: bytes = b""
    _at: int = 0
    _ended: bool = False

    def _fill(self) -> bool:
        """Read on; whether there was more."""
        piece = b"" if self._ended else self.file.read()
        self._ended = not piece
        if piece:
            self._buffer, self._at = self._buffer[self._at :] + piece, 0
        return bool(piece)

    def stretch(self, size: int) -> bytes | None:
        """About so many bytes of whole records, empty at the end; None where the next ones need care. They
        are not yet taken."""
        if self._at == len(self._buffer) and not self._fill():
            return b""
        while True:
            rest = self._buffer[self._at : self._at + size]
            last = self._ended and self._at + size >= len(self._buffer)
            end = end_of_records(rest, ord(self.delimiter), last)
            if end is None:
                return None
            if end:
                return rest if end == len(rest) else rest[:end]
            if len(rest) > LONGEST:
                raise UnusableError(self.too_long())
            if size >= len(self._buffer) - self._at:
                self._fill()
            size *= 2

    def take(self, stretch: bytes, records: int) -> None:
        """Go behind a stretch that has so many records."""
        self._at += len(stretch)
        self.line += stretch.count(b"\n")
        self.row += records

    def records(self) -> Iterator[Record]:
        """Record by record: its number, its line, and its cells or what is wrong with it."""
        reader = csv.reader(self._lines(), delimiter=self.delimiter, strict=True)
        while True:
            line, before = self.line, reader.line_num
            found: list[str] | Diagnostic
            try:
                found = next(reader)
            except StopIteration:
                return
            except csv.Error as mistake:
                last = line + reader.line_num - before - 1
                facts = {"problem": problem_of(mistake), "last": last, "row": self.row + 1}
                found = diagnostic("RB0552", Span(self.name, line, 1, 1), **facts)
            self.line += reader.line_num - before
            self.row += 1
            yield self.row, line, found

    def _lines(self) -> Iterator[str]:
        """Line by line, as Python parts them; a line is taken when it is handed out."""
        while True:
            end = self._buffer.find(b"\n", self._at) + 1
            if not end:
                if len(self._buffer) - self._at > LONGEST:
                    raise UnusableError(self.too_long())
                if self._fill():
                    continue
                end = len(self._buffer)
            if end == self._at:
                return
            for line in self._buffer[self._at : end].splitlines(keepends=True):
                wrong = strange_text(self.name, line, self.line)
                if wrong is not None:
                    raise UnusableError(wrong)
                self._at += len(line)
                yield line.decode()

    def too_long(self) -> Diagnostic:
        """A record that never ends."""
        return diagnostic("RB0661", Span(self.name, self.line, 1, 1), row=self.row + 1, limit=LONGEST)

    def empty(self) -> Diagnostic:
        """There is nothing in the text."""
        return files.empty(self.name)
