"""The tables' yardsticks give the right points and totals: by hand with NumPy, Polars and DuckDB, row by row."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

import rubric_dsl

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"
ROWS = 1_500


def _load(*names: str) -> list[Any]:
    """The modules of benchmarks/tables, which find each other beside themselves, as its command does."""
    places = [str(BENCHMARKS / "tables"), str(BENCHMARKS)]
    sys.path[:0] = places
    try:
        return [import_module(name) for name in names]
    finally:
        for place in places:
            sys.path.remove(place)


made_up, arrays, arrow, columns, by_polars, by_sql = _load(
    "made_up", "by_hand_arrays", "by_hand_arrow", "by_hand_columns", "by_hand_polars", "by_hand_sql"
)


def expected(table: Any) -> dict[str, np.ndarray]:
    """Every node's hundredths or points as the library gives them one subject at a time, rounded half up."""
    rubric = rubric_dsl.load(ROOT / "rubrics" / "hunan-2023" / "annex-1.rubric")
    rows: list[list[int]] = []
    for subject in table.subjects():
        result = rubric.evaluate(subject)
        points = [(200 * result[name].points + 1) // 2 for name in arrays.HUNDREDTHS[:-1]]
        whole = [result[name].points for name in arrays.WHOLE]
        assert all(number.denominator == 1 for number in whole)
        rows.append([*points, int(result.published * 100), *map(int, whole)])
    return dict(zip(arrays.NODES, np.array(rows).T, strict=True))


def every_way(table: Any) -> dict[str, dict[str, np.ndarray]]:
    """Every exact way's nodes."""
    ways = {
        "int32 slices": arrays.score_slices(table, rows=1_000),
        "int32 slices, checked": arrays.score_slices(table, checked=True, memory="fresh"),
        "int32 slices, two threads": arrays.score_slices(table, rows=100, threads=2),
        "int64 slices": arrays.score_slices(table, np.int64),
        "int64 columns": columns.score_int64(table),
        "Arrow": arrow.units(arrow.score_arrow(table.arrow, checked=True, threads=2)),
    }
    frame = by_polars.scorer(table)()
    ways["Polars"] = {name: frame[name].to_numpy() for name in arrays.NODES}
    with duckdb.connect() as connection:
        table.in_duckdb(connection, "subjects")
        rows = connection.sql(by_sql.exact("subjects", table.scale)).fetchnumpy()
        checked = connection.sql(by_sql.checked("subjects", table.scale)).to_arrow_table()
    ways["DuckDB"] = {name: rows[name] for name in arrays.NODES}
    assert set(checked["outcome"].to_pylist()) == {"scored"}
    ways["DuckDB, checked"] = arrow.units(checked)
    return ways


@pytest.mark.parametrize("marks", ["whole", "two decimals"])
def test_every_exact_way_gives_the_points_and_totals_of_the_library(marks: str) -> None:
    table = made_up.made_up(ROWS, seed=11, marks=marks)
    right = expected(table)
    for way, nodes in every_way(table).items():
        for name in arrays.NODES:
            assert np.array_equal(nodes[name], right[name]), (way, name)


def test_the_order_of_the_nodes_is_that_of_the_annex() -> None:
    rubric = rubric_dsl.load(ROOT / "rubrics" / "hunan-2023" / "annex-1.rubric")
    scored = arrow.score_arrow(made_up.made_up(3, seed=1).arrow)
    nodes = [node.id for node in rubric.criteria]
    assert scored.column_names == [*nodes, "published", "outcome", "reason"]


def test_figures_beyond_32_bits_are_scored_in_64_and_refused_in_32() -> None:
    table = made_up.made_up(20_000, seed=5, far=True)
    nodes = arrays.score_slices(table, np.int64)
    assert np.array_equal(nodes["published"], columns.score_int64(table)["published"])
    with pytest.raises(arrays.Faults):
        arrays.score_slices(table, checked=True)


def test_doubles_get_some_totals_wrong_and_never_by_more_than_a_hundredth() -> None:
    table = made_up.made_up(50_000, seed=3, marks="two decimals")
    exact = arrays.score_slices(table)["published"]
    for rounding in ("round", "add a half"):
        published = columns.score_float64(table, rounding)["published"]
        assert columns.wrong(published, exact) > 0
        assert np.abs(np.rint(published * 100) - exact).max() == 1


@pytest.mark.parametrize(
    ("metric", "value"), [("registrations_target", 0), ("info_platform_mark", 11), ("top_honours", -1)]
)
def test_a_checked_way_refuses_what_is_out_of_range_by_name(metric: str, value: int) -> None:
    table = made_up.made_up(100, seed=1)
    table.columns[metric][17] = value
    with pytest.raises(arrays.Faults, match=metric):
        arrays.score_slices(table, checked=True)


def test_the_checked_query_leaves_out_a_row_that_is_not_valid_and_says_why() -> None:
    with duckdb.connect() as connection:
        made_up.made_up(3, seed=1).in_duckdb(connection, "subjects")
        connection.execute("UPDATE subjects SET info_platform_mark = 11, top_honours = NULL WHERE rowid = 1")
        rows = connection.sql(by_sql.checked("subjects", 1)).to_arrow_table().to_pylist()
    assert [row["outcome"] for row in rows] == ["scored", "error", "scored"]
    bad = rows[1]
    assert bad.pop("outcome") == "error"
    assert bad.pop("reason") == "info_platform_mark: above 10; top_honours: missing"
    assert set(bad.values()) == {None}
