"""Tables as comma- or tab-separated text → rows of cells, all of them text as written.

The first row that is not blank names the columns. Rows are numbered as a spreadsheet numbers them, blank
ones counted. The file is read a little at a time; first all of its bytes are looked at, so that a file in
another encoding is refused as a whole, with the name of that encoding where it can be told.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TextIO

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.tools import files
from rubric_dsl.tools.table_rows import Row, Table, blank, fitted, heading_mistakes, trimmed, without_subjects

# what Python's reader says → the key of our own words for it
_PROBLEMS = (("unexpected end of data", "open"), ("field larger than", "long"), ("expected after", "quote"))
_SEPARATORS = {
    ";": "semicolon",
    "；": "semicolon",
    "\t": "tab",
    ",": "comma",
    "，": "comma",
    "|": "bar",
}

Record = tuple[int, int, list[str] | Diagnostic]


def open_csv(
    path: Path, delimiter: str, encoding: str | None, name: str = ""
) -> Table | tuple[Diagnostic, ...]:
    """The table in a text file, its cells parted by ``delimiter``; or why it cannot be used."""
    name = name or str(path)
    known = files.usable_encoding(name, encoding)
    if isinstance(known, Diagnostic):
        return (known,)
    mistake = files.unreadable(path, name) or files.not_text(files.chunks(path), name, known)
    if mistake:
        return (mistake,)
    records = _filled(path, name, delimiter, known)
    row, line, heading = next(records, (0, 0, []))
    follows = next(records, None)
    records.close()
    if isinstance(heading, Diagnostic):
        return (heading,)
    columns = trimmed(heading)
    if not columns:
        return (files.empty(name),)
    mistakes = heading_mistakes(name, row, columns)
    if not mistakes and len(columns) == 1:
        mistakes = other_separator(name, line, columns[0], delimiter)
    if not mistakes and follows is None:
        mistakes = (without_subjects(name),)
    if mistakes:
        return mistakes
    lines = sum(piece.count(b"\n") for piece in files.chunks(path))
    return Table(name, columns, lambda: _rows(path, name, delimiter, known, columns), max(1, lines - row))


def other_separator(name: str, line: int, heading: str, delimiter: str) -> tuple[Diagnostic, ...]:
    """That the one column name has another separator in it."""
    for character, word in _SEPARATORS.items():
        if character in heading:
            span = Span(name, line, heading.index(character) + 1, heading.index(character) + 2)
            expected = _SEPARATORS[delimiter]
            return (diagnostic("RB0566", span, separator=word, expected=expected, full=character in "，；"),)
    return ()


def _rows(path: Path, name: str, delimiter: str, encoding: str, columns: tuple[str, ...]) -> Iterator[Row]:
    records = _filled(path, name, delimiter, encoding)
    next(records)  # the column names
    for row, line, cells in records:
        yield (
            row,
            cells if isinstance(cells, Diagnostic) else fitted(Span(name, line, 1, 1), row, cells, columns),
        )


def _filled(path: Path, name: str, delimiter: str, encoding: str) -> Generator[Record]:
    """The records that are not blank: (row number, line number, cells or what is wrong with the row)."""
    with io.TextIOWrapper(files.content(path), encoding, newline="") as file:
        for row, (line, cells) in enumerate(_records(file, name, delimiter), start=1):
            if isinstance(cells, Diagnostic):
                yield row, line, Diagnostic(cells.code, cells.span, {**cells.facts, "row": row})
            elif not all(map(blank, cells)):
                yield row, line, cells


def _records(file: TextIO, name: str, delimiter: str) -> Iterator[tuple[int, list[str] | Diagnostic]]:
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as mistake:
            facts = {"problem": problem_of(mistake), "last": reader.line_num}
            yield line, diagnostic("RB0552", Span(name, line, 1, 1), **facts)


def problem_of(mistake: csv.Error) -> str:
    """The key of our own words for what Python's reader says."""
    return next((key for words, key in _PROBLEMS if words in str(mistake)), "quote")
