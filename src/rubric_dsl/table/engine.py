"""The array engine for tables: Arrow columns in, a record batch of results out, no Python for each row.

Comes in: the metrics' columns. Goes out: all columns of results, and the rows that are left to the row path:
those with a value that is wrong or odd, and all of them where a rubric says what whole numbers do not. What
is decided among all subjects takes two passes: what is known of all, and then each of them.
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
from rubric_dsl.evaluators.arrays.statistics import Statistics
from rubric_dsl.evaluators.outputs import GRADE, OUTCOME, PUBLISHED, REASON, Outputs
from rubric_dsl.evaluators.whole.expressions import NotWhole
from rubric_dsl.inputs.admission import reason_of
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan.cohorts import NobodyLeft
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
        taken, scales = _taken(self.rubric.metrics, columns, rows)
        scorer, ties = self._scorers(scales)
        if scorer is None:
            return None, None
        scored = scorer.score(taken, rows, self._threads, pooled)
        pairs: list[tuple[Array, Array]] = []
        if ties is not None:
            pairs, odd = ties.of(taken, rows, self._threads)
            scored = evolve(scored, odd=joined_masks(scored.odd, odd))
        return self._batch(scored, rows, pairs), scored.odd

    def together(self, columns: Mapping[str, Any], rows: int) -> Any | None:
        """The results of subjects of whom something is decided among all; None where the row path has to."""
        plan, fewest = self.rubric.plan, self.rubric.plan.rubric.fewest
        if not plan.compares or (plan.graded is not None and plan.graded.quotas):
            return None
        taken, scales = _taken(self.rubric.metrics, columns, rows)
        try:
            first = Statistics(plan, scales)
            members = first.members(taken, rows, self._threads)
            if members.odd.any() or members.refused.any():
                return None
            if fewest is not None and np.count_nonzero(members.belongs) < fewest.count:
                return None
            known, ranks = first.known(taken, members.belongs, self._threads)
            scorer = ArrayScorer(plan, scales, self.columns.exact, known, ranks)
            scored = scorer.score(taken, rows, self._threads, pooled)
            pairs, odd = Ratios(plan, self.columns.ties, scales, known, ranks).of(taken, rows, self._threads)
        except (NotWhole, TooWide, NobodyLeft):
            return None
        return None if scored.odd is not None or odd.any() else self._batch(scored, rows, pairs)

    @property
    def _threads(self) -> int:
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

    def _batch(self, scored: Scored, rows: int, ties: Sequence[tuple[Array, Array]] = ()) -> Any:
        """The columns of results; rows without a score have nothing in them but the outcome."""
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

        with ThreadPoolExecutor(self._threads) as pool:
            arrays = dict(zip(found, pool.map(column, found), strict=True))
        if self.columns.graded:
            arrays[GRADE] = self._grades(scored, nothing)
        arrays[OUTCOME], arrays[REASON] = self._outcomes(scored, rows)
        return pa.RecordBatch.from_arrays([arrays[name] for name in schema.names], schema=schema)

    def _grades(self, scored: Scored, nothing: Mask | None) -> Any:
        grades = self.rubric.plan.rubric.grades
        assert grades is not None and scored.grade is not None, "the rubric has grades"
        places = scored.grade if nothing is None else np.where(nothing, 0, scored.grade)
        return _texts(places, [one.name.id for one in grades.grades], nothing)

    def _outcomes(self, scored: Scored, rows: int) -> tuple[Any, Any]:
        if scored.excluded is None:
            return pa.repeat(SCORED, rows), pa.nulls(rows, pa.string())
        reasons = [reason_of(self.rubric.plan, place) for place in range(len(self.rubric.plan.exclusions))]
        told = [one.zh if self.lang == "zh" else str(one) for one in reasons]
        held = scored.excluded >= 0
        outcomes = _texts(held.astype(np.int8), [SCORED, EXCLUDED], None)
        return outcomes, _texts(np.maximum(scored.excluded, 0), told, ~held)


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


def _taken(
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
