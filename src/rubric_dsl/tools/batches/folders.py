"""A folder of files that are one table → its pieces, file after file in the order of their names.

All files have the same columns, in whatever order; the first says in which order they come out. Hidden files
and those whose name begins with an underscore (``_SUCCESS``) are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools import files
from rubric_dsl.tools.batches.pieces import Piece, Source, Wished
from rubric_dsl.tools.folder_parts import other_columns, parts_of

Opened = Callable[[Path, str], "Source | tuple[Diagnostic, ...]"]


def open_folder(
    folder: Path, name: str, ending_of: Callable[[Path], str], opened: Opened
) -> Source | tuple[Diagnostic, ...]:
    """The table in a folder, or all that is wrong with its files. ``ending_of`` is empty for other files."""
    parts = parts_of(folder, ending_of)
    if isinstance(parts, Diagnostic):
        return (parts,)
    sources: list[Source] = []
    mistakes: list[Diagnostic] = []
    for part in parts:
        source = opened(part, str(Path(name) / part.name))
        if isinstance(source, tuple):
            mistakes += source
        else:
            sources.append(source)
    for other in sources[1:]:
        wrong = other_columns(sources[0].name, sources[0].columns, other.name, other.columns)
        mistakes += [] if wrong is None else [wrong]
    if mistakes:
        return tuple(mistakes)
    return _joined(name, sources)


def _disagreements(sources: list[Source]) -> dict[str, Diagnostic]:
    """The columns that are of another type than in the first file, with the first file where they are."""
    found: dict[str, Diagnostic] = {}
    for other in sources[1:]:
        for one in sources[0].schema:
            kind = other.schema.field(one.name).type
            if kind != one.type:
                facts = {"column": one.name, "kind": str(kind), "expected": str(one.type)}
                wrong = diagnostic(
                    "RB0664", files.start(other.name), path=other.name, first=sources[0].name, **facts
                )
                found.setdefault(one.name, wrong)
    return found


def _joined(name: str, sources: list[Source]) -> Source:
    schema: pa.Schema = sources[0].schema
    behind = 0

    def pieces(wished: Wished) -> Iterator[Piece]:
        nonlocal behind
        behind = 0
        for source in sources:
            for piece in source.pieces(wished):
                batch = piece.batch.select(schema.names)
                yield Piece(batch, piece.file, piece.numbers, piece.faults)
            behind += source.total or 0

    def done() -> int:
        reading, before = 0, 0
        for source in sources:
            if before >= behind:
                reading = source.done()
                break
            before += source.total or 0
        return behind + reading

    total = sum(source.total or 0 for source in sources)
    remarks = tuple(one for source in sources for one in source.remarks)
    return Source(name, schema, pieces, total, done, True, remarks, _disagreements(sources))
