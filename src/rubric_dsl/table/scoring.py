"""One table's way to its results: columns matched once, then rows scored, all at once or batch by batch.

Comes in: a rubric and the names and types of a table's columns. Goes out: the columns of results; for Arrow
tables, behind the columns that are kept. The table must be usable as a whole before any row is looked at; a
row that cannot be scored keeps its place and says why, or all of them are raised together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from rubric_dsl.errors import MetricError
from rubric_dsl.evaluators.outputs import OUTCOME, Outputs, outputs
from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.source.naming import Naming
from rubric_dsl.table.cells import Column, picked
from rubric_dsl.table.engine import ArrayEngine
from rubric_dsl.table.matching import Matched, matching
from rubric_dsl.table.results import ERROR, placed, result_schema
from rubric_dsl.table.rows import MOST_TOLD, Beside, Faults, RowScorer, subjects_of, with_values
from rubric_dsl.table.together import Together

if TYPE_CHECKING:
    from rubric_dsl.facade import Rubric
    from rubric_dsl.ranking import Errors

SLICE = 1 << 14
"""Rows that are Python objects at a time."""


FEW = 1000
"""Rows that are scored one by one before array code is made, which takes as long as they do."""


@define
class TableScorer:
    """Scores tables whose columns are these. Raises :class:`MetricError` where they cannot be used."""

    rubric: Rubric
    schema: Any
    """Names and Arrow types of the columns."""
    exact: bool = False
    lang: Language = "en"
    errors: Errors = "keep"
    threads: int | None = None
    engine: ArrayEngine = field(init=False)
    alike: Callable[[str], str] = str
    """Two names are one to the table where this makes them equal."""
    columns: Outputs = field()
    """The columns of results; by default those of :func:`outputs`."""
    matched: Matched = field(init=False)
    result_schema: Any = field(init=False)
    """What comes out: the kept columns, then those of the results."""
    _rows: RowScorer = field(init=False)
    _together: Together = field(init=False)
    _seen: int = field(init=False, default=0)
    """Rows that were scored so far."""

    @columns.default
    def _all_columns(self) -> Outputs:
        return outputs(self.rubric.plan, self.exact)

    def __attrs_post_init__(self) -> None:
        given = zip(self.schema.names, self.schema.types, strict=True)
        self.matched = matching(given, self.rubric.metrics, self.columns.names, self.alike)
        kept = [self.schema.field(place) for place in self.matched.kept]
        self.result_schema = pa.schema([*kept, *result_schema(self.columns)], self.schema.metadata)
        self._rows = RowScorer(self.rubric, self.columns, self.lang)
        self.engine = ArrayEngine(self.rubric, self.columns, self.lang, self.threads)
        self._together = Together(self.engine, self._rows)

    def batch(self, batch: Any, first: int = 0) -> Any:
        """A record batch with the results of its rows. ``first``: how many rows stand before it.

        Not for rubrics that gather: what is decided among all needs all.
        """
        assert not self.rubric.gathers, "rows of a batch are scored by themselves"
        return self._beside(
            batch, self.results(self._metrics_of(batch), batch.num_rows, first), pa.RecordBatch
        )

    def table(self, table: Any) -> Any:
        """A whole table with the results of its rows."""
        return self._beside(table, self.results(self._metrics_of(table), table.num_rows), pa.Table)

    def results(
        self, columns: Mapping[str, Column], rows: int, first: int = 0, beside: Beside = MappingProxyType({})
    ) -> Any:
        """The columns of results alone, as a table. ``columns``: the metrics' by id; Arrow's, or lists of
        Python objects where Arrow cannot hold them. ``beside``: for a rubric that gathers, values that the
        columns have no place for, by row and metric."""
        self._seen += rows
        quickly = self._seen > FEW and all(not isinstance(one, list) for one in columns.values())
        if self.rubric.gathers:
            found = self._together.score(columns, rows, beside) if quickly and rows else None
            if found is None:
                found = self._rows.together(with_values(subjects_of(columns, rows), range(rows), beside))
            scored, faults = found
            batches = [scored]
        elif quickly:
            batches, faults = self._quickly(columns, rows)
        else:
            batches, faults = self._one_by_one(columns, range(rows))
        if self.errors == "raise" and faults.count:
            raise MetricError(_told(faults, first))
        return pa.Table.from_batches(batches, result_schema(self.columns))

    def _quickly(self, columns: Mapping[str, Any], rows: int) -> tuple[list[Any], Faults]:
        """The engine's results, and the row path's for the rows that it leaves."""
        scored, left = self.engine.score(columns, rows)
        if scored is None:
            return self._one_by_one(columns, range(rows))
        places = np.flatnonzero(left) if left is not None else np.empty(0, np.int64)
        if self.errors == "raise":
            places = np.union1d(places, np.flatnonzero(_mistaken(scored, left)))
        if not len(places):
            return [scored], Faults()
        taken = {name: picked(column, places) for name, column in columns.items()}
        again, faults = self._one_by_one(taken, places.tolist())
        return [placed(scored, pa.Table.from_batches(again), places)], faults

    def _one_by_one(self, columns: Mapping[str, Column], numbers: Sequence[int]) -> tuple[list[Any], Faults]:
        """The row path's results. ``numbers``: those of the rows in the caller's table."""
        batches: list[Any] = []
        faults = Faults()
        for start, each in _slices(columns, len(numbers)):
            here = numbers[start : start + SLICE]
            if self.errors == "keep" or len(faults.told) >= MOST_TOLD:
                scored, wrong = self._rows.by_column(each, len(here))
            else:
                scored, wrong = self._rows.each(subjects_of(each, len(here)))
            batches.append(scored)
            faults.join(wrong, here)
        return batches, faults

    def _metrics_of(self, table: Any) -> dict[str, Any]:
        return {metric: table.column(place) for metric, place in self.matched.metrics.items()}

    def _beside(self, table: Any, results: Any, kind: Any) -> Any:
        """The results behind the kept columns."""
        arrays = [table.column(place) for place in self.matched.kept]
        found = results.columns
        if kind is pa.RecordBatch:
            found = [one.combine_chunks() if one.num_chunks != 1 else one.chunk(0) for one in found]
        return kind.from_arrays([*arrays, *found], schema=self.result_schema)


def _slices(columns: Mapping[str, Column], rows: int) -> Iterator[tuple[int, dict[str, Column]]]:
    """The columns in parts that are small enough to be Python objects."""
    for start in range(0, rows, SLICE):
        yield (
            start,
            {
                name: column[start : start + SLICE]
                if isinstance(column, list)
                else column.slice(start, SLICE)
                for name, column in columns.items()
            },
        )


def _mistaken(scored: Any, left: np.ndarray[Any, Any] | None) -> np.ndarray[Any, Any]:
    """The rows that an engine found mistaken: the row path tells what is wrong with them."""
    outcomes = scored.column(OUTCOME)
    mistaken: np.ndarray[Any, Any] = pc.fill_null(pc.equal(outcomes, ERROR), False).to_numpy(
        zero_copy_only=False
    )
    return mistaken if left is None else mistaken & ~left


def _told(faults: Faults, first: int) -> list[Diagnostic]:
    """Every mistake with its row, as far as anybody would read."""
    told = [
        diagnostic(
            "RB0593",
            None,
            number=first + number + 1,
            row=True,
            frame=True,
            told=Naming(one.sentence("en"), one.sentence("zh")),
            fault=one.code,
        )
        for number, found in sorted(faults.told.items())
        for one in found
    ]
    if faults.count > len(faults.told):
        told.append(diagnostic("RB0645", None, told=len(faults.told), rows=faults.count))
    return told
