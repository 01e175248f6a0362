"""Subjects of whom something is decided among all, by columns; only odd rows are looked at one by one.

Comes in: the metrics' columns of all rows. Goes out: their results. What is known of all comes from the
columns, with the exact values of the odd rows added; then the columns are scored with it, and the odd rows by
the row path; then grades of which there are only so many are shared out among all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, evolve, frozen

from rubric_dsl.cohort import Cohort, Gathering
from rubric_dsl.errors import MetricError
from rubric_dsl.evaluators.arrays.columns import TooWide
from rubric_dsl.evaluators.arrays.quotas import Chances, shared_out
from rubric_dsl.evaluators.arrays.scoring import ArrayScorer, Scored
from rubric_dsl.evaluators.arrays.standings import Ratios
from rubric_dsl.evaluators.arrays.statistics import KnownOfAll, OddRows, Statistics
from rubric_dsl.evaluators.python.cohorts import given
from rubric_dsl.evaluators.whole.expressions import NotWhole
from rubric_dsl.inputs.reasons import uncompared_text
from rubric_dsl.plan.cohorts import NobodyLeft, Subject
from rubric_dsl.result import Result
from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.table.cells import picked
from rubric_dsl.table.engine import Array, ArrayEngine, Columns, Mask, taken_columns
from rubric_dsl.table.results import ERROR, SCORED, Rows, placed, pooled, unscored
from rubric_dsl.table.rows import Beside, Faults, RowScorer, subjects_of, with_values


@frozen
class _Taken:
    """What came of the rows that are taken one by one, before anybody is scored."""

    rows: Array
    """Their places, in order."""
    members: Sequence[Subject]
    """The values of those who belong to the cohort."""
    belong: Mask
    """Which of them these are."""
    wrong: Mapping[int, tuple[Diagnostic, ...]]
    """What is wrong with some, by their places."""


@frozen
class _First:
    """What came of the first pass."""

    known: KnownOfAll
    odd: _Taken
    belongs: Mask
    """Which rows belong to the cohort."""
    size: int
    """How many these are."""
    left: Mask
    """The rows that are taken one by one."""


@define
class Together:
    """Scores all rows of a table among each other."""

    engine: ArrayEngine
    rows: RowScorer

    def score(self, columns: Mapping[str, Any], size: int, beside: Beside) -> tuple[Any, Faults] | None:
        """The results of all rows, and what is wrong with some; None where all of them are for the row path,
        which also says why nobody can be compared."""
        try:
            return self._score(columns, size, beside)
        except (NotWhole, TooWide, NobodyLeft):
            return None

    def _score(self, columns: Mapping[str, Any], size: int, beside: Beside) -> tuple[Any, Faults] | None:
        plan, threads = self.engine.rubric.plan, self.engine.processors
        taken, scales = taken_columns(self.engine.rubric.metrics, columns, size)
        first = self._first(Statistics(plan, scales), taken, columns, size, beside)
        if first is None:
            return None
        if first.odd.wrong and plan.compares:
            return self._uncompared(first.odd.wrong, size)
        known, odd, left = first.known, first.odd, first.left
        scorer = ArrayScorer(plan, scales, self.engine.columns.exact, known.values, known.ranks)
        scored = scorer.score(taken, size, threads, pooled)
        quotas = plan.graded.quotas if plan.graded is not None else ()
        steps = [plan.total, *(step for step, _ in plan.ties), *(quota.after for quota in quotas)]
        ratios: list[tuple[Array, Array]] = []
        if quotas or self.engine.columns.ties:
            ratios, beyond = Ratios(plan, steps, scales, known.values, known.ranks).of(taken, size, threads)
            left = left | beyond
        if scored.odd is not None:
            left = left | scored.odd
        scored = evolve(scored, odd=left if left.any() else None)
        places, rows, faults = np.flatnonzero(left), Rows(self.rows.columns), Faults()
        of_all = given(plan, known.of_all(plan, first.size))
        cohort = Cohort(self.engine.rubric, first.size, (), (), of_all)
        results: list[Result | None] = []
        for number, subject in enumerate(self._subjects(columns, places, beside)):
            told = odd.wrong.get(int(places[number]))
            if told is None:
                results.append(self.rows.one(rows, faults, number, subject, cohort))
            else:
                self.rows.refuse(rows, faults, number, told)
                results.append(None)
        undecided: Mask | None = None
        if quotas:
            others = [one._chance if one is not None and one.outcome == SCORED else None for one in results]
            chances = Chances.of(plan, scored, ratios, places, others)
            refused = np.array([one is None for one in results], bool) & first.belongs[places]
            if odd.wrong or refused.any():  # who might have had the place
                undecided = chances.scarce(quotas)
            else:
                scored = evolve(scored, grade=shared_out(quotas, chances, first.belongs))
                self._grade(rows, scored, places)
        ties = ratios[1 : 1 + len(plan.ties)] if self.engine.columns.ties else []
        return self._placed(self.engine.batch(scored, size, ties, undecided), rows, faults, places)

    def _first(
        self, statistics: Statistics, taken: Columns, columns: Mapping[str, Any], size: int, beside: Beside
    ) -> _First | None:
        """The first pass; None where too few belong. What is known of all is nothing where all are compared
        and the values of some cannot be used."""
        plan = self.engine.rubric.plan
        members = statistics.members(taken, size, self.engine.processors)
        left = members.odd | members.refused
        left[list(beside)] = True
        while True:
            odd = self._taken(columns, left, beside)
            belongs = members.belongs & ~left
            count = int(np.count_nonzero(belongs)) + len(odd.members)
            known = KnownOfAll({}, {})
            try:
                if not (odd.wrong and plan.compares):
                    if plan.rubric.fewest is not None and count < plan.rubric.fewest.count:
                        return None
                    known = statistics.known(taken, belongs, odd.members, self.engine.processors)
            except OddRows as found:
                left = left | found.rows
                continue
            belongs[odd.rows] = odd.belong
            return _First(known, odd, belongs, count, left)

    def _grade(self, rows: Rows, scored: Scored, places: Array) -> None:
        """Tell the grades of rows that were scored one by one."""
        grades = self.engine.rubric.plan.rubric.grades
        assert grades is not None and scored.grade is not None, "there are quotas"
        for number, place in enumerate(scored.grade[places].tolist()):
            if rows.outcomes[number] == SCORED:
                rows.grades[number], rows.reasons[number] = grades.grades[place].name.id, None

    def _taken(self, columns: Mapping[str, Any], left: Mask, beside: Beside) -> _Taken:
        """The rows that are left, taken one by one."""
        rows = np.flatnonzero(left)
        gathering, belong = Gathering(self.engine.rubric), np.zeros(len(rows), bool)
        wrong: dict[int, tuple[Diagnostic, ...]] = {}
        for number, subject in enumerate(self._subjects(columns, rows, beside)):
            try:
                belong[number] = gathering.add(subject) is None
            except MetricError as refused:
                wrong[int(rows[number])] = refused.diagnostics
        return _Taken(rows, gathering.members, belong, wrong)

    def _subjects(
        self, columns: Mapping[str, Any], rows: Array, beside: Beside
    ) -> list[Mapping[str, object]]:
        chosen = {name: picked(column, rows) for name, column in columns.items()}
        return list(with_values(subjects_of(chosen, len(rows)), rows.tolist(), beside))

    def _uncompared(self, wrong: Mapping[int, tuple[Diagnostic, ...]], size: int) -> tuple[Any, Faults]:
        """The results where the values of some cannot be used: nobody can be compared."""
        text = uncompared_text(self.rows.lang)
        rows, faults = Rows(self.rows.columns), Faults()
        for number, told in enumerate(wrong.values()):
            self.rows.refuse(rows, faults, number, told)
        results = unscored(self.rows.columns, ERROR, pa.repeat(text, size))
        return self._placed(results, rows, faults, np.array([*wrong], np.int64))

    def _placed(self, results: Any, rows: Rows, faults: Faults, places: Array) -> tuple[Any, Faults]:
        """The results with those of some rows in their places."""
        if not len(places):
            return results, faults
        numbered = Faults()
        numbered.join(faults, places.tolist())
        return placed(results, pa.Table.from_batches([rows.batch()]), places), numbered
