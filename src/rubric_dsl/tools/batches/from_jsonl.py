"""Lines of JSON of any length → pieces: typed by JSON itself, and exact.

First all lines are looked at for their names, since any line may bring a new one. Then Arrow reads what it
can read exactly, many lines at a time; a stretch with anything else in it is read line by line, as
:mod:`tools.tables_jsonl` reads. Labels that are neither text nor whole numbers nor yes or no keep their JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
from attrs import define, field
from pyarrow import json as arrow_json

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools import files
from rubric_dsl.tools.batches.json_cells import AS_JSON, NOTHING, as_json, as_text, kind_of
from rubric_dsl.tools.batches.pieces import Piece, Source, UnusableError, Wished
from rubric_dsl.tools.batches.text_bytes import TextBytes, opened, size_of, strange_text
from rubric_dsl.tools.json_values import quick_object, read_object
from rubric_dsl.tools.tables_jsonl import MAX_LINE

_BLOCK = 4 * 1024 * 1024


def open_jsonl_pieces(path: Path, encoding: str | None, name: str) -> Source | tuple[Diagnostic, ...]:
    """The table in a file of JSON lines, or why it cannot be used."""
    file = _Jsonl(path, encoding, name)
    try:
        file.look()
    except UnusableError as mistake:
        return mistake.diagnostics
    if not file.kinds:
        return (file.fault or files.empty(name),)
    fields = [
        pa.field(column, pa.string(), metadata=AS_JSON) if kind is None else pa.field(column, kind)
        for column, kind in file.kinds.items()
    ]
    return Source(name, pa.schema(fields), file.pieces, size_of(path), file.done)


@define
class _Jsonl:
    path: Path
    encoding: str | None
    name: str
    kinds: dict[str, pa.DataType | None] = field(factory=dict)
    """What each name stands for, in the order in which they come up; None where it is several things."""
    fault: Diagnostic | None = None
    """Why the first line that cannot be used cannot be."""
    _text: TextBytes | None = None

    def done(self) -> int:
        return 0 if self._text is None else self._text.done()

    def look(self) -> None:
        """Go through the whole of it for its names and what they stand for."""
        for _, stretch in self._stretches():
            table = _read(stretch, None)
            if table is None:
                for _, subject in self._subjects(stretch, 1):
                    if isinstance(subject, Diagnostic):
                        self.fault = self.fault or subject
                    else:
                        self._note({column: kind_of(value) for column, value in subject.items()})
            else:
                self._note({one.name: _kind(one.type) for one in table.schema})
        for column, kind in self.kinds.items():
            if kind == NOTHING:
                self.kinds[column] = pa.string()

    def _note(self, found: Mapping[str, pa.DataType | None]) -> None:
        for column, kind in found.items():
            before = self.kinds.setdefault(column, kind)
            if before == NOTHING:
                self.kinds[column] = kind
            elif kind not in (NOTHING, before):
                self.kinds[column] = None

    def pieces(self, wished: Wished) -> Iterator[Piece]:
        """All lines that are not blank."""
        types = {name: wished.get(name, kind) for name, kind in self.kinds.items()}
        # a day is text in JSON
        types = {name: pa.string() if kind == pa.date32() else kind for name, kind in types.items()}
        simple = all(kind is not None for kind in types.values())
        for first, stretch in self._stretches():
            piece = self._quick(stretch, first, types) if simple else None
            yield self._careful(stretch, first, wished) if piece is None else piece

    def _quick(self, stretch: bytes, first: int, types: Mapping[str, pa.DataType | None]) -> Piece | None:
        table = _read(stretch, pa.schema(list(types.items())))
        if table is None:
            return None
        batch = table.select(list(types)).combine_chunks().to_batches()[0]
        return Piece(batch, self.name, range(first, first + batch.num_rows))

    def _careful(self, stretch: bytes, first: int, wished: Wished) -> Piece:
        columns: dict[str, list[object]] = {name: [] for name in self.kinds}
        numbers: list[int] = []
        faults: dict[int, Diagnostic] = {}
        for number, found in self._subjects(stretch, first):
            if isinstance(found, Diagnostic):
                faults[len(numbers)] = found
            subject = {} if isinstance(found, Diagnostic) else found
            numbers.append(number)
            for name, cells in columns.items():
                value = subject.get(name)
                if value is None:
                    cells.append(None)
                elif name in wished or self.kinds[name] == pa.string():
                    cells.append(as_text(value))
                else:
                    cells.append(as_json(value) if self.kinds[name] is None else value)
        types = [pa.string() if name in wished or kind is None else kind for name, kind in self.kinds.items()]
        arrays = [pa.array(cells, kind) for cells, kind in zip(columns.values(), types, strict=True)]
        return Piece(pa.RecordBatch.from_arrays(arrays, list(columns)), self.name, numbers, faults)

    def _subjects(self, stretch: bytes, first: int) -> Iterator[tuple[int, dict[str, object] | Diagnostic]]:
        """Line by line: the object, or what is wrong."""
        wrong = strange_text(self.name, stretch, first)
        if wrong is not None:
            raise UnusableError(wrong)
        for number, line in enumerate(stretch.decode().split("\n"), start=first):
            if len(line) > MAX_LINE:
                yield number, diagnostic("RB0553", None, row=number, limit=MAX_LINE)
            elif line.strip():
                subject = quick_object(line)
                if subject is None:
                    read = read_object(line, self.name, number)
                    yield number, read.diagnostics[0] if read.diagnostics else dict(read.values)
                else:
                    yield number, subject

    def _stretches(self) -> Iterator[tuple[int, bytes]]:
        """The number of the first line of each stretch, and its lines."""
        text = opened(self.path, self.name, self.encoding)
        if isinstance(text, Diagnostic):
            raise UnusableError(text)
        self._text = text
        rest, first = b"", 1
        try:
            while piece := text.read():
                end = piece.rfind(b"\n") + 1
                if not end:
                    rest += piece
                    if len(rest) > 4 * MAX_LINE:  # that it is too long is all that is said of it
                        rest = b"x" * (4 * MAX_LINE)
                    continue
                stretch, rest = rest + piece[:end], piece[end:]
                yield first, stretch
                first += stretch.count(b"\n")
            if rest:
                yield first, rest
        finally:
            text.close()


def _read(stretch: bytes, schema: pa.Schema | None) -> pa.Table | None:
    """The lines as Arrow reads them; None where they are not all one object each that it can hold exactly."""
    # the words for what is no number would be one
    if any(word in stretch for word in (b"\0", b"NaN", b"nan", b"Inf", b"inf")):
        return None
    try:
        table = arrow_json.read_json(
            pa.BufferReader(stretch),
            arrow_json.ReadOptions(block_size=_BLOCK),
            arrow_json.ParseOptions(
                explicit_schema=schema, unexpected_field_behavior="infer" if schema is None else "error"
            ),
        )
    except pa.ArrowInvalid:
        return None
    # an object may span lines, and a line may have several
    lines = stretch.count(b"\n") + (not stretch.endswith(b"\n"))
    begun = stretch.count(b"\n{") + stretch.startswith(b"{")
    ended = stretch.count(b"}\n") + stretch.endswith(b"}")
    return table if lines == begun == ended == table.num_rows else None


def _kind(kind: pa.DataType) -> pa.DataType | None:
    """What a name stands for, by what Arrow took its values for."""
    if pa.types.is_timestamp(kind):  # a text that looks like a moment
        return pa.string()
    if kind in (pa.string(), pa.int64(), pa.bool_(), NOTHING):
        return kind
    return None
