"""The row path: every row as one subject, scored by the rubric itself; exact and complete for any rubric.

Comes in: the metrics' columns. Goes out: a record batch of results, and what is wrong with which row. Other
engines are quicker; this one says what their answer has to be, and takes the rows that they leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from math import gcd, prod
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from rubric_dsl.errors import MetricError
from rubric_dsl.evaluators.outputs import DIGITS, Outputs
from rubric_dsl.evaluators.python.publishing import publication
from rubric_dsl.inputs.admission import reason_of
from rubric_dsl.inputs.reasons import overflow_text, reason_of_faults, uncompared_text, undecided_text
from rubric_dsl.plan.core import Mode
from rubric_dsl.plan.rounding import whole_of
from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.table.cells import Column, picked, python_values
from rubric_dsl.table.faults import PlainFaults
from rubric_dsl.table.results import ERROR, EXCLUDED, MOST, Rows, unscored

if TYPE_CHECKING:
    from rubric_dsl.cohort import Cohort
    from rubric_dsl.evaluators.python.functions import Layout
    from rubric_dsl.facade import Rubric
    from rubric_dsl.result import Result

Subject = Mapping[str, object]
Beside = Mapping[int, Mapping[str, object]]
"""Values that columns have no place for, by row and metric."""
MOST_TOLD = 1000
"""Rows of which it is kept what is wrong with them; the others are counted."""


@define
class Faults:
    """What is wrong with rows."""

    told: dict[int, tuple[Diagnostic, ...]] = field(factory=dict)
    """By the number of the row, from 0: the first so many."""
    count: int = 0
    """Of all rows with mistakes."""

    def add(self, number: int, found: tuple[Diagnostic, ...]) -> None:
        """Take a row with mistakes."""
        self.count += 1
        if len(self.told) < MOST_TOLD:
            self.told[number] = found

    def join(self, others: Faults, numbers: Sequence[int]) -> None:
        """Take those of other rows, which are called by these numbers here."""
        room = MOST_TOLD - len(self.told)
        self.told.update({int(numbers[one]): found for one, found in islice(others.told.items(), room)})
        self.count += others.count


def subjects_of(columns: Mapping[str, Column], rows: int) -> Iterator[Subject]:
    """Each row as a subject: its metrics by id, those left out that are not given."""
    if not columns:
        yield from ({} for _ in range(rows))
        return
    names = tuple(columns)
    for values in zip(*map(python_values, columns.values()), strict=True):
        subject = dict(zip(names, values, strict=True))
        if None in values:
            subject = {name: value for name, value in subject.items() if value is not None}
        yield subject


def with_values(subjects: Iterable[Subject], rows: Iterable[int], beside: Beside) -> Iterator[Subject]:
    """The subjects of some rows, with the values that their columns have no place for."""
    for row, subject in zip(rows, subjects, strict=True):
        yield {**subject, **beside[row]} if row in beside else subject


@frozen
class Rounding:
    """How points and totals are rounded, as whole numbers of the last decimal."""

    mode: Mode
    unit: Fraction
    scale: int
    """How many of the last decimal are one point."""
    step: int
    """How many of the last decimal are one unit."""

    def units(self, above: int, below: int) -> int:
        """The ratio of two whole numbers, rounded once."""
        if self.step != 1:
            return self.step * whole_of(above * self.unit.denominator, below * self.unit.numerator, self.mode)
        whole, rest = divmod(above * self.scale, below)
        return whole_of(above * self.scale, below, self.mode) if rest else whole


@define
class RowScorer:
    """Scores subjects one by one."""

    rubric: Rubric
    columns: Outputs
    lang: Language
    _rounding: Rounding = field(init=False)
    _readings: dict[int, list[tuple[int, int, tuple[int, ...]]]] = field(init=False, factory=dict)
    _excluded: dict[int, str] = field(init=False, factory=dict)
    _plain: PlainFaults = field(init=False)

    def __attrs_post_init__(self) -> None:
        how = publication(self.rubric.plan)
        self._rounding = Rounding(how.mode, how.unit, 10**how.places, int(how.unit * 10**how.places))
        self._plain = PlainFaults(self.rubric, self.lang)

    def each(self, subjects: Iterable[Subject]) -> tuple[Any, Faults]:
        """Subjects that do not depend on each other: their results, and what is wrong with some."""
        rows, faults = Rows(self.columns), Faults()
        for number, subject in enumerate(subjects):
            self.one(rows, faults, number, subject, None)
        return rows.batch(), faults

    def by_column(self, columns: Mapping[str, Column], rows: int) -> tuple[Any, Faults]:
        """The same of rows that are still columns: what is plainly wrong is not looked at row by row, and of
        it nothing but the reason is known."""
        plain = self._plain.find(columns, rows)
        if plain is None:
            return self.each(subjects_of(columns, rows))
        mistaken, reasons = plain
        if len(reasons) == rows:
            return unscored(self.columns, ERROR, reasons), Faults(count=rows)
        left = np.flatnonzero(~mistaken)
        others = {name: picked(column, left) for name, column in columns.items()}
        scored, faults = self.each(subjects_of(others, len(left)))
        numbers = Faults()
        numbers.join(faults, left.tolist())
        numbers.count += len(reasons)
        both = pa.Table.from_batches([scored, unscored(self.columns, ERROR, reasons)])
        order = np.empty(rows, np.int64)
        order[left] = np.arange(len(left))
        order[mistaken] = len(left) + np.arange(len(reasons))
        return both.take(pa.array(order)).combine_chunks().to_batches()[0], numbers

    def together(self, subjects: Iterable[Subject]) -> tuple[Any, Faults]:
        """Subjects of whom something is decided among all. Raises :class:`MetricError` where too few are
        left to compare."""
        from rubric_dsl.ranking import together

        given = list(subjects)
        rows, faults = Rows(self.columns), Faults()
        if not given:
            return rows.batch(), faults
        cohort, _, wrong = together(self.rubric, given)
        for number, subject in enumerate(given):
            if number in wrong:
                self.refuse(rows, faults, number, wrong[number])
            elif wrong and self.rubric.compares:
                rows.unscored(ERROR, uncompared_text(self.lang))
            else:
                self.one(rows, faults, number, subject, cohort)
        return rows.batch(), faults

    def one(
        self, rows: Rows, faults: Faults, number: int, subject: Subject, cohort: Cohort | None
    ) -> Result | None:
        """Score a subject into the rows, or note what is wrong with it; its result where it has one."""
        try:
            result = self.rubric._evaluate_among(subject, cohort)
        except MetricError as refused:
            self.refuse(rows, faults, number, refused.diagnostics)
            return None
        if result._excluded is not None:
            rows.unscored(EXCLUDED, self._reason(result._excluded))
            return result
        figures = self._figures(result)
        if max(figures) >= MOST or min(figures) <= -MOST:
            faults.add(number, (diagnostic("RB0644", None, digits=DIGITS),))
            rows.unscored(ERROR, overflow_text(self.lang))
            return result
        grade = result.grade if self.columns.graded else None
        undecided = self.columns.graded and grade is None
        rows.scored(figures, grade, undecided_text(self.lang) if undecided else None)
        return result

    def refuse(self, rows: Rows, faults: Faults, number: int, found: tuple[Diagnostic, ...]) -> None:
        """Note a subject whose values cannot be used."""
        faults.add(number, found)
        rows.unscored(ERROR, reason_of_faults(self.rubric.metrics, found, self.lang))

    def _reason(self, place: int) -> str:
        if place not in self._excluded:
            reason = reason_of(self.rubric.plan, place)
            self._excluded[place] = reason.zh if self.lang == "zh" else str(reason)
        return self._excluded[place]

    def _figures(self, result: Result) -> list[int]:
        """Points as whole numbers of the last decimal of their column, the published total, exact values."""
        raw = result._raw
        reading = self._reading(result._layout)
        many = len(self.columns.points)
        nodes, total, ties = reading[:many], reading[many], reading[many + 1 :]
        found: list[int] = []
        for (position, scale, dens), column in zip(nodes, self.columns.points, strict=True):
            above, below = _ratio(raw, position, scale, dens)
            found.append(above // below if column.whole else self._rounding.units(above, below))
        above, below = _ratio(raw, *total)
        found.append(self._rounding.units(above, below))
        for each in ([total] if self.columns.exact else []) + ties:
            above, below = _ratio(raw, *each)
            common = gcd(above, below)
            found += [above // common, below // common]
        return found

    def _reading(self, layout: Layout) -> list[tuple[int, int, tuple[int, ...]]]:
        """Where each node's points and the total stand in a trace, and what they are to be divided by."""
        found = self._readings.get(id(layout))
        if found is None:
            nodes = [one.step for one in self.columns.points]
            steps = [*nodes, self.rubric.plan.total, *self.columns.ties]
            found = [(step, layout.scales[step], layout.dens[step]) for step in steps]
            self._readings[id(layout)] = found
        return found


def _ratio(raw: Sequence[Any], position: int, scale: int, dens: tuple[int, ...]) -> tuple[int, int]:
    """A traced value as one whole number over another above 0."""
    number, below = raw[position], scale
    if dens:
        below *= prod(raw[each] for each in dens)
    if number.__class__ is not int:
        below *= number.denominator
        number = number.numerator
    return (number, below) if below > 0 else (-number, -below)
