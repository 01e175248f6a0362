"""The array engine for tables: Arrow columns in, a record batch of results out, no Python for each row.

Comes in: the metrics' columns. Goes out: all columns of results, and the rows that are left to the row path:
those with a value that is wrong or odd, and all of them where a rubric says what whole numbers do not.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from attrs import define, evolve
from numpy.typing import NDArray

from rubric_dsl.evaluators.arrays.columns import Column, ListColumn, TooWide
from rubric_dsl.evaluators.arrays.scoring import ArrayScorer, Scored
from rubric_dsl.evaluators.arrays.standings import Ratios
from rubric_dsl.evaluators.outputs import GRADE, OUTCOME, PUBLISHED, REASON, Outputs
from rubric_dsl.evaluators.whole.expressions import NotWhole
from rubric_dsl.inputs.admission import reason_of
from rubric_dsl.inputs.reasons import undecided_text
from rubric_dsl.model.rubric import Metric
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.table.columns import read_columns
from rubric_dsl.table.results import EXCLUDED, SCORED, decimal_column, pooled, result_schema

if TYPE_CHECKING:
    from rubric_dsl.facade import Rubric

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Columns = dict[str, Column | ListColumn]
_WIDEST = 1 << 62


@define
class ArrayEngine:
    """Scores tables of a rubric by arrays."""

    rubric: Rubric
    columns: Outputs
    lang: Language
    threads: int | None = None

    def score(self, columns: Mapping[str, Any], rows: int) -> tuple[Any, Mask | None]:
        """Arrow columns by metric → a record batch, and a mask of rows that are left (None: none is).

        Without a batch, all are left.
        """
        taken, scales = taken_columns(self.rubric.metrics, columns, rows)
        scorer, ties = self._scorers(scales)
        if scorer is None:
            return None, None
        scored = scorer.score(taken, rows, self.processors, pooled)
        pairs: list[tuple[Array, Array]] = []
        if ties is not None:
            pairs, odd = ties.of(taken, rows, self.processors)
            scored = evolve(scored, odd=joined_masks(scored.odd, odd))
        return self.batch(scored, rows, pairs), scored.odd

    @property
    def processors(self) -> int:
        """How many threads work at a time."""
        return self.threads or os.cpu_count() or 1

    def _scorers(self, scales: Mapping[str, int]) -> tuple[ArrayScorer | None, Ratios | None]:
        """The rubric's code for columns of these scales, and that of its ties where they are asked for;
        none where it has to go row by row."""
        kept, plan, ties = self.rubric.array_scorers, self.rubric.plan, self.columns.ties
        key = (self.columns.exact, ties, *sorted(scales.items()))
        if key not in kept:
            try:
                kept[key] = (
                    ArrayScorer(plan, scales, self.columns.exact),
                    Ratios(plan, ties, scales) if ties else None,
                )
            except (NotWhole, TooWide):
                kept[key] = (None, None)
        found: tuple[ArrayScorer | None, Ratios | None] = kept[key]
        return found

    def batch(
        self,
        scored: Scored,
        rows: int,
        ties: Sequence[tuple[Array, Array]] = (),
        undecided: Mask | None = None,
    ) -> Any:
        """The columns of results; rows without a score have nothing in them but the outcome, and odd ones not
        even that. ``undecided``: those whose grade is."""
        schema = result_schema(self.columns)
        nothing = scored.odd
        if scored.excluded is not None:
            excluded = scored.excluded >= 0
            nothing = excluded if nothing is None else nothing | excluded
        found: dict[str, Any] = {PUBLISHED: scored.published}
        found |= {one.name: scored.points[one.path] for one in self.columns.points}
        exact = [*([] if scored.exact is None else [scored.exact]), *ties]
        for names, pair in zip(self.columns.ratios, exact, strict=True):
            common = np.maximum(np.gcd(*pair), 1)
            found |= {name: part // common for name, part in zip(names, pair, strict=True)}

        def column(name: str) -> Any:
            return _numbers(found[name], schema.field(name).type, nothing)

        with ThreadPoolExecutor(self.processors) as pool:
            arrays = dict(zip(found, pool.map(column, found), strict=True))
        if self.columns.graded:
            hidden = nothing if undecided is None else joined_masks(nothing, undecided)
            arrays[GRADE] = self._grades(scored, hidden)
        arrays[OUTCOME], arrays[REASON] = self._outcomes(scored, rows, undecided)
        return pa.RecordBatch.from_arrays([arrays[name] for name in schema.names], schema=schema)

    def _grades(self, scored: Scored, nothing: Mask | None) -> Any:
        grades = self.rubric.plan.rubric.grades
        assert grades is not None and scored.grade is not None, "the rubric has grades"
        places = scored.grade if nothing is None else np.where(nothing, 0, scored.grade)
        return _texts(places, [one.name.id for one in grades.grades], nothing)

    def _outcomes(self, scored: Scored, rows: int, undecided: Mask | None) -> tuple[Any, Any]:
        if scored.excluded is None and undecided is None:
            return pa.repeat(SCORED, rows), pa.nulls(rows, pa.string())
        reasons = [reason_of(self.rubric.plan, place) for place in range(len(self.rubric.plan.exclusions))]
        told = [one.zh if self.lang == "zh" else str(one) for one in reasons]
        places = np.full(rows, -1, np.int16) if scored.excluded is None else scored.excluded
        if scored.odd is not None:  # what is said of an odd row is for the row path to say
            places = np.where(scored.odd, -1, places)
        outcomes = _texts((places >= 0).astype(np.int8), [SCORED, EXCLUDED], None)
        if undecided is not None:
            places, told = np.where(undecided, len(told), places), [*told, undecided_text(self.lang)]
        return outcomes, _texts(np.maximum(places, 0), told, places < 0)


def joined_masks(one: Mask | None, other: Mask) -> Mask | None:
    """Where either holds; None where neither does anywhere."""
    found = other if one is None else one | other
    return found if found.any() else None


def _numbers(units: Array, kind: Any, nothing: Mask | None) -> Any:
    """Whole numbers of the last decimal as a column."""
    if pa.types.is_decimal(kind):
        return decimal_column(units, kind, nothing)
    wide = pooled(len(units), np.int64)
    np.copyto(wide, units)
    validity = None if nothing is None else pa.py_buffer(np.packbits(~nothing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(wide), [validity, pa.py_buffer(wide)])


def _texts(places: Array, texts: Sequence[str], nothing: Mask | None) -> Any:
    """A column of texts from their places."""
    found = pa.DictionaryArray.from_arrays(pa.array(places, mask=nothing), pa.array(texts, pa.string()))
    return found.cast(pa.string())


def taken_columns(
    metrics: Mapping[str, Metric], columns: Mapping[str, Any], rows: int
) -> tuple[Columns, dict[str, int]]:
    """The columns as whole numbers, fine enough for what stands for missing ones."""
    found, scales = read_columns(metrics, columns, rows)
    for metric in metrics.values():
        if metric.stands is None or isinstance(metric.stands, bool) or metric.entries is not None:
            continue
        if isinstance(metric.stands, str):
            wanted = lcm(scales[metric.id], scales[metric.stands])
        else:
            wanted = lcm(scales[metric.id], Fraction(metric.stands).denominator)
        column = found[metric.id]
        assert isinstance(column, Column)
        if metric.kind in ("mark", "amount", "number") and wanted != scales[metric.id]:
            found[metric.id] = _finer(column, wanted // scales[metric.id])
            scales[metric.id] = wanted
    return found, scales


def _finer(column: Column, times: int) -> Column:
    """A column at a finer scale; what is too large for that is odd."""
    beyond = np.abs(column.values) > _WIDEST // times
    values = np.where(beyond, 0, column.values.astype(np.int64)) * times
    if not beyond.any():
        return evolve(column, values=values)
    return evolve(column, values=values, odd=beyond if column.odd is None else beyond | column.odd)
