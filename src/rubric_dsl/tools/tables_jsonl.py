"""Tables as lines of JSON, one object a line → rows with exact values.

Numbers keep the decimal that is written. Blank lines are passed over and counted. A line that is no JSON
object is a diagnostic in its place. The columns are all the names that any line uses, in the order in
which they come up.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools import files
from rubric_dsl.tools.json_values import quick_object, read_object
from rubric_dsl.tools.table_rows import Row, Table

MAX_LINE = 1024 * 1024


def open_jsonl(path: Path, encoding: str | None, name: str = "") -> Table | tuple[Diagnostic, ...]:
    """The table in a file of JSON lines, or why it cannot be used."""
    name = name or str(path)
    known = files.usable_encoding(name, encoding)
    if isinstance(known, Diagnostic):
        return (known,)
    mistake = files.unreadable(path, name) or files.not_text(files.chunks(path), name, known)
    if mistake:
        return (mistake,)
    columns: dict[str, None] = {}
    count = 0
    only_mistake: tuple[Diagnostic, ...] = ()
    for _, subject in _rows(path, name, known):
        count += 1
        if isinstance(subject, Diagnostic):
            only_mistake = only_mistake or (subject,)
        else:
            columns.update(dict.fromkeys(subject))
    if not columns:  # not one line that can be used: no table at all
        return only_mistake or (files.empty(name),)
    return Table(name, tuple(columns), lambda: _rows(path, name, known), count)


def _rows(path: Path, name: str, encoding: str) -> Iterator[Row]:
    with io.TextIOWrapper(files.content(path), encoding, newline="\n") as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                yield number, diagnostic("RB0553", None, row=number, limit=MAX_LINE)
                while line and not line.endswith("\n"):
                    line = file.readline(MAX_LINE)
            elif line.strip():
                yield number, _subject(line.rstrip("\r\n"), name, number)


def _subject(line: str, name: str, number: int) -> dict[str, object] | Diagnostic:
    subject = quick_object(line)
    if subject is not None:
        return subject
    read = read_object(line, name, number)
    # the quick reader stops at nesting that the careful one still takes
    return read.diagnostics[0] if read.diagnostics else dict(read.values)
