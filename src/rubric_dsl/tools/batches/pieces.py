"""A file with any number of rows as the pieces that it is read in; the whole is never in memory.

A piece has the columns of its file by their names. Those that are metrics hold what the file's own type says,
or text; what cannot be read as a row is a diagnostic in its place, so that no row is lost on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pyarrow as pa
from attrs import field, frozen

from rubric_dsl.source.diagnostics import Diagnostic

Wished = Mapping[str, pa.DataType]
"""The type that each column of a metric had best be read as, if all its cells allow it; else it is text."""


class UnusableError(Exception):
    """The file cannot be used, as was found out on the way through it."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics


@frozen(eq=False)
class Piece:
    """Some rows that follow each other."""

    batch: pa.RecordBatch
    file: str
    numbers: Sequence[int]
    """What people call each row, in that file."""
    faults: Mapping[int, Diagnostic] = field(factory=dict)
    """Rows that cannot be read, by place in the batch; their cells are all null."""


@frozen(eq=False)
class Source:
    """An open file, or folder of files. ``pieces`` starts from the first row each time that it is called."""

    name: str
    schema: pa.Schema
    """What each column is, in their order; those of metrics may come as text or as wished."""
    pieces: Callable[[Wished], Iterator[Piece]]
    total: int | None = None
    """How much there is to do, in the unit of ``done``; None where that is not known beforehand."""
    done: Callable[[], int] = lambda: 0
    """How far the reading has come."""
    again: bool = True
    """Whether it can be read more than once."""
    remarks: tuple[Diagnostic, ...] = ()
    disagreements: Mapping[str, Diagnostic] = field(factory=dict)
    """Columns that are of other types in some of its files, which labels must not be."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.schema.names)


def text_schema(columns: Sequence[str]) -> pa.Schema:
    """Columns that are all text."""
    return pa.schema([pa.field(name, pa.string()) for name in columns])
