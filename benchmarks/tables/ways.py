"""The ways to score a table that are timed against each other, in groups that take turns.

Comes in: how many rows, a seed, an effort. Goes out: groups of :class:`Way`, the first of each is the
group's yardstick. Promised: a way gives its results to :func:`published` as whole hundredths before it is
timed; a way of ours that is not there yet is a :class:`Way` without ``run`` that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import by_hand_columns
import by_hand_polars
import by_hand_sql
import numpy as np
import ours
from by_hand_arrays import score_slices
from by_hand_arrow import score_arrow
from handwritten import score_annex_1
from made_up import Table, made_up

PYTHON_ROWS: Final = 20_000
"""Of the ways that take one row at a time; a table's ratios are taken by the row."""


@dataclass(frozen=True)
class Way:
    """One way to score a group's table."""

    name: str
    run: Callable[[], Any] | None
    rows: int
    exact: bool = True
    target: float | None = None
    absent: str = ""
    not_scored: np.ndarray | None = None
    """Rows that are not valid: they have no total to compare."""


@dataclass(frozen=True)
class Group:
    """Ways that do the same work."""

    name: str
    table: Table
    ways: tuple[Way, ...]
    wall: bool = False
    """Timed by the wall clock and not by the process's own time: there are several threads."""


def groups(rows: int, seed: int, connection: Any) -> Iterator[Group]:
    """Every group, one at a time, so that one table at a time takes memory."""
    whole = made_up(rows, seed=seed)
    yield _one_thread("marks in whole numbers, one thread", whole, connection)
    yield _checked("the same checks, marks in whole numbers, one thread", whole)
    decimals = made_up(rows, seed=seed, marks="two decimals")
    yield _one_thread("marks with two decimals, one thread", decimals, connection)
    yield _checked("the same checks, marks with two decimals, one thread", decimals)
    yield _frames(decimals)
    yield _databases(decimals, connection)
    yield _threads(decimals)
    yield _some_not_valid(decimals)
    yield _far(made_up(rows, seed=seed, marks="two decimals", far=True))


def _one_thread(name: str, table: Table, connection: Any) -> Group:
    """By hand, each in its own way of holding a table; and the array engine alone."""
    table.in_duckdb(connection, "subjects")
    subjects = table.subjects(slice(PYTHON_ROWS))
    score = ours.rubric().score
    rows = table.rows

    def sql(query: str) -> Callable[[], Any]:
        return lambda: connection.sql(query).to_arrow_table()

    ways = (
        Way("NumPy by hand, int32 slices", partial(score_slices, table), rows),
        Way("the same, ranges checked", partial(score_slices, table, checked=True), rows),
        Way("the same, fresh memory", partial(score_slices, table, memory="fresh"), rows),
        ours.way("array engine, checked", partial(ours.arrays, table), rows, target=1.5),
        Way("NumPy by hand, int64 slices", partial(score_slices, table, np.int64), rows),
        Way("NumPy by hand, int64 columns", partial(by_hand_columns.score_int64, table), rows),
        Way(
            "NumPy by hand, float64, a half added",
            partial(by_hand_columns.score_float64, table, "add a half"),
            rows,
            exact=False,
        ),
        Way(
            "NumPy by hand, float64, numpy.round",
            partial(by_hand_columns.score_float64, table, "round"),
            rows,
            exact=False,
        ),
        Way("Polars by hand, int64", by_hand_polars.scorer(table), rows),
        Way("DuckDB by hand, integers", sql(by_hand_sql.exact("subjects", table.scale)), rows),
        Way("DuckDB by hand, DOUBLE", sql(by_hand_sql.inexact("subjects")), rows, exact=False),
        Way("Python by hand, total only", partial(_each, score_annex_1, subjects), len(subjects)),
        Way("rubric.score, total only", partial(_each, score, subjects), len(subjects)),
    )
    return Group(name, table, ways)


def _checked(name: str, table: Table) -> Group:
    """With ranges looked at by both, as the library always does."""
    ways = (
        Way("NumPy by hand, int32 slices, checked", partial(score_slices, table, checked=True), table.rows),
        ours.way("array engine, checked", partial(ours.arrays, table), table.rows, target=1.5),
    )
    return Group(name, table, ways)


def _frames(table: Table) -> Group:
    """From table to table: every column of results, outcome and reason in the caller's kind of table."""
    rows = table.rows
    _ = table.arrow, table.polars, table.pandas
    ways = (
        Way(
            "Arrow to Arrow by hand, nulls and ranges checked",
            partial(score_arrow, table.arrow, checked=True),
            rows,
        ),
        Way("the same, unchecked", partial(score_arrow, table.arrow), rows),
        ours.way("score_table(pyarrow)", partial(ours.score_table, table.arrow), rows, target=1.5),
        ours.way("score_table(polars)", partial(ours.score_table, table.polars), rows),
        ours.way("score_table(pandas)", partial(ours.score_table, table.pandas), rows),
    )
    return Group("table to table, two decimals, one thread", table, ways)


def _databases(table: Table, connection: Any) -> Group:
    """The same DuckDB table, by hand and with the SQL that we write."""
    rows = table.rows
    table.in_duckdb(connection, "subjects")
    exact, checked = by_hand_sql.exact("subjects", table.scale), by_hand_sql.checked("subjects", table.scale)
    ways = (
        Way(
            "DuckDB by hand, the same checks and columns",
            lambda: connection.sql(checked).to_arrow_table(),
            rows,
        ),
        ours.way("rubric.to_sql", partial(ours.sql, connection, "subjects"), rows, target=1.1),
        Way("DuckDB by hand, integers out, no checks", lambda: connection.sql(exact).to_arrow_table(), rows),
    )
    return Group("in DuckDB, two decimals, one thread", table, ways)


def _threads(table: Table) -> Group:
    rows = table.rows
    ways = (
        Way("NumPy by hand, int32 slices, 1 thread", partial(score_slices, table), rows),
        Way("the same, 2 threads", partial(score_slices, table, threads=2), rows),
        Way("Arrow to Arrow by hand, 2 threads", partial(score_arrow, table.arrow, threads=2), rows),
        ours.way("array engine, 1 thread", partial(ours.arrays, table), rows),
        ours.way("array engine, 2 threads", partial(ours.arrays, table, threads=2), rows),
        ours.way("score_table(pyarrow), 1 thread", partial(ours.score_table, table.arrow), rows),
        ours.way("score_table(pyarrow), 2 threads", partial(ours.score_table, table.arrow, threads=2), rows),
    )
    return Group("threads, two decimals, wall clock", table, ways, wall=True)


def _some_not_valid(table: Table) -> Group:
    """A mark below 0 in one row of a thousand: kept in its place, with a reason."""
    marks = table.columns["info_platform_mark"].copy()
    marks[::1_000] = -1
    bad = Table(table.columns | {"info_platform_mark": marks}, table.scale)
    not_scored = np.zeros(table.rows, bool)
    not_scored[::1_000] = True
    ours_on_bad = ours.way("score_table(pyarrow)", partial(ours.score_table, bad.arrow), table.rows)
    ways = (
        Way(
            "Arrow to Arrow by hand, checked, all valid",
            partial(score_arrow, table.arrow, checked=True),
            table.rows,
        ),
        ours.way("score_table(pyarrow), all valid", partial(ours.score_table, table.arrow), table.rows),
        replace(ours_on_bad, not_scored=not_scored),
    )
    return Group("one row of a thousand is not valid, one thread", table, ways)


def _far(table: Table) -> Group:
    """One row of a thousand is beyond 32 bits."""
    rows = table.rows
    ways = (
        Way("NumPy by hand, int64 slices", partial(score_slices, table, np.int64), rows),
        ours.way("array engine, checked", partial(ours.arrays, table), rows),
        ours.way("score_table(pyarrow)", partial(ours.score_table, table.arrow), rows),
    )
    return Group("a figure of 10⁹ in one row of a thousand, one thread", table, ways)


def _each(score: Callable[[dict[str, Any]], Any], subjects: list[dict[str, Any]]) -> list[Any]:
    return [score(subject) for subject in subjects]


def published(way: Way, results: Any) -> np.ndarray:
    """The published totals of a way's results, in whole hundredths."""
    if isinstance(results, list):
        return np.array([int(total.scaleb(2)) for total in results])
    if not way.exact:
        column = results["published"]
        column = column if isinstance(column, np.ndarray) else column.to_numpy()
        return np.rint(column * 100).astype(np.int64)
    return ours.hundredths(results["published"])
