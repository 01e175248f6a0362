"""The rows of a source in the order of their ranks, however many: sorted on disk, and handed out in order.

Comes in: a scored source and a folder that rows may wait in. Goes out: its rows by rank, then the excluded,
then those with mistakes, each kind in the order in which it came. Ranks are those of
:mod:`rubric_dsl.ranking`.

All rows are scored and written down; then it is known how fine the exact totals are, and DuckDB says which
place and which rank each row has; then each row goes to the rows of the places around its own, and these are
put in order one lot after the other. So no more than one lot is in memory, and what a label holds is never
read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field
from numpy.typing import NDArray

from rubric_dsl.evaluators.arrays.standings import Fineness
from rubric_dsl.evaluators.outputs import EXACT, GRADE, OUTCOME, PUBLISHED, REASON
from rubric_dsl.table.results import EXCLUDED, SCORED
from rubric_dsl.tools.batches.scoring import Scoring

RANK, PLACE = "rank", "\0place"
"""The column of ranks; and, as long as a row waits, that of its place from 0."""
LOT, MOST_LOTS = 1 << 18, 400
"""Rows of a lot, at least; and how many lots there may be, each of which is an open file."""
ROWS = 1 << 16
"""Of a batch that is handed out."""
MEMORY = "400MB"
"""For DuckDB's sorting; what has no room in it is on disk."""


@define
class RankedRows:
    """A source's rows on their way to their places."""

    job: Scoring
    """Scores what a ranking needs."""
    exact: bool = False
    """Whether the exact totals are handed out as well."""
    handed: int = 0
    """Rows that were handed out so far."""
    _fineness: list[Fineness] = field(factory=list)
    """Of the total, and of what decides between equal ones."""

    @property
    def schema(self) -> Any:
        """What comes out: the rank, the labels, and the total as it is published with what belongs to it."""
        ours = [PUBLISHED, GRADE, *(EXACT if self.exact else ()), OUTCOME, REASON]
        given = self.job.schema
        results = [given.field(name) for name in ours if name in given.names]
        labels = list(given)[: len(self.job.parts.labels)]
        return pa.schema([pa.field(RANK, pa.int64()), *labels, *results])

    def progress(self) -> tuple[float | None, int]:
        """How far the work has come, from 0 to 1, None where nobody knows; and the rows scored so far."""
        part, rows = self.job.progress()
        return None if part is None else (part + self.handed / max(rows, 1)) / 2, rows

    def batches(self, folder: Path, tick: Callable[[], object] = lambda: None) -> Iterator[Any]:
        """All rows in the order of their ranks. Raises :class:`UnusableError`.

        ``folder`` is empty, and what is written there is not needed afterwards; ``tick`` is called now and
        then on the way to the first row.
        """
        waiting = folder / "rows"
        total = self._write_down(waiting, tick)
        lots = self._parted(waiting, total)
        waiting.unlink()
        for lot in lots:
            yield from self._in_order(lot)
            lot.unlink()

    def _write_down(self, path: Path, tick: Callable[[], object]) -> int:
        """Score all rows, and see how fine their ratios are; how many there are."""
        self._fineness = [Fineness() for _ in self.job.columns.ratios]
        total = 0
        with _written(path, self.job.schema) as out:
            for batch in self.job.batches():
                out.write_batch(batch)
                total += batch.num_rows
                for names, fineness in zip(self.job.columns.ratios, self._fineness, strict=True):
                    fineness.see(*(_whole(batch.column(name)) for name in names))
                tick()
        return total

    def _parted(self, path: Path, total: int) -> list[Path]:
        """Each row in the lot that its place is in; the lots in their order."""
        size = max(LOT, -(-total // MOST_LOTS))
        schema = self.schema.append(pa.field(PLACE, pa.int64()))
        names = [path.with_name(f"lot {number}") for number in range(-(-total // size))]
        try:
            ranks = _Rows(self._ranks(path))
            with ExitStack() as stack:
                outs = [stack.enter_context(_written(lot, schema)) for lot in names]
                for batch in _read(path):
                    found = ranks.next(batch.num_rows)
                    scored = pc.equal(batch.column(OUTCOME), SCORED)
                    given = {
                        RANK: pc.if_else(scored, found.column("rank"), pa.scalar(None, pa.int64())),
                        PLACE: found.column("place"),
                    }
                    arrays = [given[name] if name in given else batch.column(name) for name in schema.names]
                    places = given[PLACE].to_numpy()
                    order = np.argsort(places)
                    sorted_ = pa.RecordBatch.from_arrays(arrays, schema=schema).take(pa.array(order))
                    lots, firsts = np.unique(places[order] // size, return_index=True)
                    for lot, start, end in zip(lots, firsts, [*firsts[1:], len(order)], strict=True):
                        outs[lot].write_batch(sorted_.slice(start, end - start))
        except duckdb.Error as mistake:  # no room on the disk, or a library that is broken
            raise OSError(str(mistake)) from None
        return names

    def _ranks(self, path: Path) -> Any:
        """For each row, in the order in which they came, its rank and its place."""
        kinds = [pa.int64() if each.narrow else pa.binary() for each in self._fineness]
        names = [f"key_{place}" for place in range(len(kinds))]
        schema = pa.schema([("number", pa.int64()), ("outcome", pa.int8()), *zip(names, kinds, strict=True)])
        plan = self.job.rubric.plan
        lowest = [plan.rubric.least_first, *(first for _, first in plan.ties)]
        ends = ("" if first else " DESC" for first in lowest)
        by = ["outcome", *(name + end for name, end in zip(names, ends, strict=True))]
        connection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": str(path.with_name("sorting")),
                "threads": self.job.threads or pa.cpu_count(),
            }
        )
        connection.register("keys", pa.RecordBatchReader.from_batches(schema, self._keys(path, schema)))
        relation = connection.sql(
            f"SELECT rank() OVER (ORDER BY {', '.join(by)}) AS rank,"
            f" row_number() OVER (ORDER BY {', '.join(by)}, number) - 1 AS place FROM keys ORDER BY number"
        )
        return pa.RecordBatchReader.from_stream(relation)

    def _keys(self, path: Path, schema: Any) -> Iterator[Any]:
        """What decides on the place of each row, in the order in which they came."""
        used = [OUTCOME, *(name for pair in self.job.columns.ratios for name in pair)]
        number = 0
        for batch in _read(path, used):
            outcomes = batch.column(OUTCOME)
            scored = pc.equal(outcomes, SCORED)
            kinds = pc.if_else(scored, 0, pc.if_else(pc.equal(outcomes, EXCLUDED), 1, 2)).cast(pa.int8())
            keys = []
            for (above, below), fineness in zip(self.job.columns.ratios, self._fineness, strict=True):
                found = fineness.keys(_whole(batch.column(above)), _whole(batch.column(below)))
                keys.append(pa.array(found if fineness.narrow else _bytes(found, fineness.most)))
            numbers = pa.array(np.arange(number, number + batch.num_rows))
            number += batch.num_rows
            yield pa.RecordBatch.from_arrays([numbers, kinds, *keys], schema=schema)

    def _in_order(self, lot: Path) -> Iterator[Any]:
        """The rows of a lot."""
        table = pa.Table.from_batches(_read(lot), self.schema.append(pa.field(PLACE, pa.int64())))
        table = table.unify_dictionaries().combine_chunks()
        order = np.argsort(table.column(PLACE).to_numpy())
        sorted_ = table.drop_columns([PLACE]).take(pa.array(order)).combine_chunks()
        for batch in sorted_.to_batches(max_chunksize=ROWS):
            self.handed += batch.num_rows
            yield batch


def _written(path: Path, schema: Any) -> Any:
    """A file of rows to wait in."""
    return pa.ipc.new_stream(str(path), schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))


def _read(path: Path, names: list[str] | None = None) -> Iterator[Any]:
    """The batches of such a file, of all columns or of some."""
    with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file) as reader:
        if names is None:
            yield from reader
            return
        chosen = [reader.schema.get_field_index(name) for name in names]
    options = pa.ipc.IpcReadOptions(included_fields=chosen)
    with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file, options=options) as reader:
        yield from reader


def _whole(column: Any) -> NDArray[Any]:
    """A column of whole numbers, where there is none 1: as 64-bit numbers, or as Python's."""
    given = pc.fill_null(column, 1)
    try:
        return given.cast(pa.int64()).to_numpy()  # type: ignore[no-any-return]
    except pa.ArrowInvalid:
        return np.array([int(one) for one in given.to_pylist()], object)


def _bytes(keys: NDArray[Any], most: int) -> list[bytes]:
    """Whole numbers as texts of bytes in the same order, all of one length."""
    width = ((2 * most).bit_length() + 7) // 8
    return [(int(key) + most).to_bytes(width, "big") for key in keys]


@define
class _Rows:
    """Batches of a reader in other lengths."""

    reader: Any
    _left: Any = None

    def next(self, rows: int) -> Any:
        """So many rows."""
        parts = [] if self._left is None else [self._left]
        while sum(map(len, parts)) < rows:
            parts.append(self.reader.read_next_batch())
        (found,) = pa.Table.from_batches(parts).combine_chunks().to_batches()
        self._left = found.slice(rows) if len(found) > rows else None
        return found.slice(0, rows)
