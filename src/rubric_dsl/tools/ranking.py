"""Rows of a table and a rubric → every subject with its rank, or with the reason why it has none.

Ranks are those of :mod:`rubric_dsl.ranking`. An excluded subject is listed without a rank. A subject whose
metrics are wrong is listed as well, with every mistake by row and column: no row that came in is missing from
what goes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from rubric_dsl.cohort import Cohort
from rubric_dsl.facade import Rubric
from rubric_dsl.inputs.columns import Columns, matched, nearest, plain
from rubric_dsl.ranking import Outcome, in_order
from rubric_dsl.result import Reason, Result
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic, warning
from rubric_dsl.source.naming import Naming
from rubric_dsl.tools.among import Among, Gathered, gathered, given_in, taker
from rubric_dsl.tools.files import start
from rubric_dsl.tools.subject import ResultLike, RubricLike, evaluator, one_by_one, whole_metric
from rubric_dsl.tools.table_rows import Cells, Row, Table, blank

Evaluated = Callable[[Mapping[str, object]], ResultLike | tuple[Diagnostic, ...]]


@frozen
class Problem:
    """One mistake in a row, and the column that it is in where it is in one."""

    column: str | None
    diagnostic: Diagnostic


@frozen
class Standing:
    """One subject of a ranking."""

    row: int
    subject: str
    labels: Mapping[str, object]
    outcome: Outcome
    rank: int | None = None
    total: Fraction | None = None
    published: Decimal | None = None
    standing: tuple[Fraction, ...] = ()
    """What the rank goes by, the greater the better."""
    grade: str | None = None
    """Where the rubric has grades."""
    reasons: tuple[Reason, ...] | None = None
    """The criteria that cost the most; None where the rubric does not ask for them."""
    reason: str | None = None
    outside: Naming | None = None
    """Why it does not count among all, where the rubric compares subjects; None where it counts."""
    problems: tuple[Problem, ...] = ()


@frozen
class Ranking:
    """All subjects of a table: the ranked by rank, then the excluded, then those with mistakes."""

    id_column: str | None
    labels: tuple[str, ...]
    """The other columns that are no metric."""
    standings: tuple[Standing, ...]
    remarks: tuple[Diagnostic, ...] = ()
    cohort: Cohort | None = None
    """All subjects together, where the rubric compares them."""
    less_is_better: bool = False

    @property
    def mistaken(self) -> tuple[Standing, ...]:
        """The subjects whose metrics are wrong."""
        return tuple(one for one in self.standings if one.outcome == "error")


def rank(
    rubric: RubricLike[ResultLike],
    table: Table,
    id_column: str | None = None,
    tick: Callable[[], object] = lambda: None,
) -> Ranking | tuple[Diagnostic, ...]:
    """Score and rank all subjects of a table; diagnostics where the table as a whole cannot be used.

    ``id_column`` names the column that names the subjects; the first that is no metric where it is None.
    ``tick`` is called after each row.
    """
    if id_column is not None:
        named = column_called(table.name, table.columns, id_column)
        if isinstance(named, Diagnostic):
            return (named,)
        id_column = named
    columns = matched(table.columns, rubric.metrics, id_column)
    if not isinstance(columns, Columns):
        return tuple(evolve(one, span=start(table.name)) for one in columns)
    if id_column is None:
        id_column = next(iter(columns.labels), None)
    evaluated: Evaluated = evaluator(rubric)
    judged: list[Standing] = []
    rows: Iterable[Row] = table.rows()
    all_of_them = Gathered(None)
    if isinstance(rubric, Rubric) and rubric.gathers:
        rows = list(rows)
        found = gathered(rubric, columns, rows)
        if isinstance(found, tuple):
            return tuple(evolve(one, span=start(table.name)) for one in found)
        all_of_them = found
        evaluated = _among(rubric, all_of_them)
    for row, cells in rows:
        if isinstance(cells, Diagnostic):
            judged.append(Standing(row, "", {}, "error", problems=(Problem(None, cells),)))
        else:
            standing = _judged(evaluated, columns, row, cells, id_column)
            outside = all_of_them.outside.get(row)
            judged.append(evolve(standing, outside=outside.reason) if outside is not None else standing)
        tick()
    labels = tuple(label for label in columns.labels if label != id_column)
    remarks = (*table.remarks, *_same_names(table, judged), *_ungraded(rubric, table, all_of_them))
    ranked = tuple(evolve(one, rank=rank) for rank, one in in_order(judged))
    less = isinstance(rubric, Rubric) and rubric.plan.rubric.less_is_better
    return Ranking(id_column, labels, ranked, remarks, all_of_them.cohort, less)


def _among(rubric: Rubric, found: Gathered) -> Evaluated:
    """Each subject among all; none where the values of some cannot be used."""
    if found.cohort is not None:
        return evaluator(Among(rubric.metrics, found.cohort))
    taken = taker(rubric)
    unknown = diagnostic("RB0595", None, number=len(found.mistaken), row=found.mistaken[0])

    def refused(given: Mapping[str, object]) -> tuple[Diagnostic, ...]:
        own = taken(given)
        return own if isinstance(own, tuple) else (unknown,)

    return refused


def column_called(table: str, columns: tuple[str, ...], name: str) -> str | Diagnostic:
    """The column of a table that a person means by a name."""
    if name in columns:
        return name
    alike = [column for column in columns if plain(column) == plain(name)]
    if len(alike) == 1:
        return alike[0]
    near = nearest(name, columns)
    return diagnostic("RB0562", start(table), name=name, columns=columns, nearest=near)


def _judged(
    evaluated: Evaluated, columns: Columns, row: int, cells: Cells, id_column: str | None
) -> Standing:
    labels = {label: cells[label] for label in columns.labels if label in cells}
    subject = "" if id_column is None or blank(cells.get(id_column)) else str(cells[id_column]).strip()
    standing = Standing(row, subject, labels, "error")
    result = evaluated(given_in(columns, cells))
    if isinstance(result, tuple):
        problems = (Problem(columns.column_of(whole_metric(one)), one) for one in one_by_one(result))
        return evolve(standing, problems=tuple(problems))
    if result.outcome == "excluded":
        return evolve(standing, outcome="excluded", reason=result.reason)
    by = result.standing if isinstance(result, Result) else (result.total or Fraction(0),)
    grade = result.grade if isinstance(result, Result) else None
    listed = isinstance(result, Result) and result.rubric.plan.rubric.reasons is not None
    return evolve(
        standing,
        outcome="scored",
        total=result.total,
        published=result.published,
        grade=grade,
        reasons=result.reasons if isinstance(result, Result) and listed else None,
        standing=by,
    )


def _ungraded(rubric: object, table: Table, found: Gathered) -> Iterator[Diagnostic]:
    """That some grades are not decided, as some rows have mistakes and only so many may have them."""
    if isinstance(rubric, Rubric) and rubric.gathers and not rubric.compares and found.mistaken:
        facts = {"number": len(found.mistaken), "row": found.mistaken[0]}
        yield warning("RB0620", start(table.name), **facts)


def _same_names(table: Table, judged: list[Standing]) -> tuple[Diagnostic, ...]:
    rows: dict[str, list[int]] = {}
    for one in judged:
        if one.subject:
            rows.setdefault(one.subject, []).append(one.row)
    return tuple(
        warning("RB0564", start(table.name), subject=subject, rows=tuple(numbers))
        for subject, numbers in rows.items()
        if len(numbers) > 1
    )
