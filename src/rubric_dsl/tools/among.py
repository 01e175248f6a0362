"""Rows of a table → the cohort that they are, for a rubric that compares its subjects.

Comes in: a rubric and rows, each with the cells of its metrics. Goes out: the cohort, and for each row that
is not in it why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from rubric_dsl.cohort import Cohort, Gathering, Outside
from rubric_dsl.errors import MetricError
from rubric_dsl.facade import Rubric
from rubric_dsl.inputs.columns import Columns, matched
from rubric_dsl.model.rubric import Metric
from rubric_dsl.result import Result
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.naming import Naming
from rubric_dsl.source.span import Span
from rubric_dsl.tools.files import start
from rubric_dsl.tools.subject import evaluator, one_by_one
from rubric_dsl.tools.table_rows import Cells, Table, blank


@frozen
class Taken:
    """A subject that was looked at, and not yet scored."""

    outside: Outside | None
    outcome: str = "taken"
    reason: str | None = None
    total: Fraction | None = None
    published: Decimal | None = None


@frozen
class _Gatherer:
    """A rubric that takes subjects into a cohort instead of scoring them."""

    metrics: Mapping[str, Metric]
    gathering: Gathering

    def evaluate(self, metrics: Mapping[str, object], /) -> Taken:
        return Taken(self.gathering.add(metrics))


@frozen
class Among:
    """A rubric that scores each subject among all of a cohort."""

    metrics: Mapping[str, Metric]
    cohort: Cohort

    def evaluate(self, metrics: Mapping[str, object], /) -> Result:
        """The result of one subject."""
        return self.cohort.evaluate(metrics)


@frozen
class Gathered:
    """What came of the rows of a table."""

    cohort: Cohort | None
    """None where some row has mistakes: what is said of all is not known then."""
    outside: Mapping[int, Outside] = field(factory=dict)
    """Who does not belong, by the number of the row."""
    mistaken: tuple[int, ...] = ()
    """The rows with mistakes."""


def given_in(columns: Columns, cells: Cells) -> dict[str, object]:
    """The cells of a row that hold metrics, by metric; blank ones are not given."""
    given = {metric: cells.get(column) for column, metric in columns.metrics.items()}
    return {metric: cell for metric, cell in given.items() if not blank(cell)}


def taker(
    rubric: Rubric, gathering: Gathering | None = None
) -> Callable[[Mapping[str, object]], Taken | tuple[Diagnostic, ...]]:
    """A function that looks at a subject as a file holds it, or says all that is wrong with it."""
    return evaluator(_Gatherer(rubric.metrics, gathering or Gathering(rubric)))


def gathered(
    rubric: Rubric, columns: Columns, rows: Iterable[tuple[int, Cells | Diagnostic]]
) -> Gathered | tuple[Diagnostic, ...]:
    """The cohort of a table's rows; diagnostics where nobody is left to compare with."""
    gathering = Gathering(rubric)
    taken = taker(rubric, gathering)
    outside: dict[int, Outside] = {}
    mistaken: list[int] = []
    for row, cells in rows:
        found = cells if isinstance(cells, Diagnostic) else taken(given_in(columns, cells))
        if isinstance(found, Taken):
            if found.outside is not None:
                outside[row] = found.outside
        else:
            mistaken.append(row)
    if mistaken and rubric.compares:
        return Gathered(None, outside, tuple(mistaken))
    try:
        return Gathered(gathering.closed(whole=not mistaken), outside, tuple(mistaken))
    except MetricError as nobody:
        return nobody.diagnostics


def cohort_in(rubric: Rubric, table: Table | tuple[Diagnostic, ...]) -> Cohort | tuple[Diagnostic, ...]:
    """The cohort of a table's rows, or all that is wrong with the table."""
    if isinstance(table, tuple):
        return table
    columns = matched(table.columns, rubric.metrics)
    if not isinstance(columns, Columns):
        return tuple(evolve(one, span=start(table.name)) for one in columns)
    faults: list[Diagnostic] = []
    taken = taker(rubric)
    for row, cells in table.rows():
        found = (cells,) if isinstance(cells, Diagnostic) else taken(given_in(columns, cells))
        if isinstance(found, tuple):
            faults += [_in_row(table.name, row, one) for one in one_by_one(found)]
    if faults:
        return tuple(faults)
    all_of_them = gathered(rubric, columns, table.rows())
    if isinstance(all_of_them, tuple):
        return tuple(evolve(one, span=start(table.name)) for one in all_of_them)
    assert all_of_them.cohort is not None, "no row has mistakes"
    return all_of_them.cohort


def _in_row(table: str, row: int, one: Diagnostic) -> Diagnostic:
    told = Naming(one.sentence("en"), one.sentence("zh"))
    return diagnostic("RB0593", Span(table, row, 1, 1), number=row, row=True, told=told, fault=one.code)
