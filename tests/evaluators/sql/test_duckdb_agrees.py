"""What DuckDB makes of the query is what the interpreter says: points, totals, outcomes, reasons."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.sql.options import Options
from rubric_dsl.syntax import tree as t
from tests.evaluators.sql.agreement import hold, hold_corner, hold_generated
from tests.evaluators.sql.corners import CORNERS, Corner
from tests.evaluators.sql.engines import DuckDB
from tests.evaluators.sql.tables import Row, tables
from tests.properties.rubrics import trees

ENGINE = DuckDB()
ANNEXES = [rd.builtin("hunan-2023/annex-1"), rd.builtin("hunan-2023/annex-2")]
SMALL = rd.loads(
    "rubric small\n  total 30, published rounded half up to 1 decimal\nmetrics\n  events = 活动 count\n"
    "talking: 30 points\n  events ≥ 10 → 30, −3 per missing, capped\n"
)


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(trees(), st.data(), st.booleans(), st.sampled_from(["en", "zh"]))
def test_generated_rubric_has_the_same_rows(
    tree: t.Rubric, data: st.DataObject, exact: bool, lang: Any
) -> None:
    hold_generated(ENGINE, tree, data, exact, lang)


@pytest.mark.parametrize("corner", CORNERS, ids=lambda one: one.name)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_corner_has_the_same_rows(corner: Corner, lang: Any) -> None:
    found = hold_corner(ENGINE, corner, lang, exact=True)
    assert {row["outcome"] for row in found} >= {"scored", "error"}


@pytest.mark.parametrize("rubric", ANNEXES, ids=lambda one: one.id)
@given(st.data())
def test_annex_has_the_same_rows(rubric: rd.Rubric, data: st.DataObject) -> None:
    hold(ENGINE, rubric, data.draw(tables(rubric, 20)), Options(exact=True))


def test_empty_table_has_no_rows() -> None:
    assert hold(ENGINE, SMALL, []) == []


def test_table_of_bad_rows_only_keeps_them_all() -> None:
    rows: list[Row] = [{"events": None}, {"events": -1}, {"events": None}]
    found = hold(ENGINE, SMALL, rows)
    assert [one["reason"] for one in found] == [
        "events: missing (RB0501)",
        "events: below 0 (RB0505)",
        "events: missing (RB0501)",
    ]


def test_value_beyond_what_the_query_takes_is_an_error_of_its_row() -> None:
    share = rd.loads(
        SMALL.source.text.replace("events = 活动 count", "events count\n  target count from 1").replace(
            "events ≥ 10 → 30, −3 per missing, capped", "events / target ≥ 100% → 30, otherwise in proportion"
        )
    )
    found = hold(ENGINE, share, [{"events": big, "target": 9} for big in (10**18, 10**18 + 1, 9)])
    assert found[0]["reason"].endswith("the most that this query takes (RB0650)")
    assert found[1]["reason"] == "events: more than 18 digits or 30 decimals (RB0509)"
    assert found[2]["outcome"] == "scored"


def test_other_columns_are_kept_in_front_whatever_they_are_called() -> None:
    session = ENGINE.session
    session.execute(
        "CREATE OR REPLACE TABLE others AS SELECT 7 AS is_sound, 8 AS events, 9 AS talking_1, 10 AS rest"
    )
    found = session.execute(SMALL.to_sql(table="others"))
    assert [one[0] for one in found.description][:3] == ["is_sound", "talking_1", "rest"]
    row = found.fetchone()
    assert row is not None
    assert row[:4] == (7, 9, 10, 24)


def test_kept_columns_may_be_called_as_steps_of_the_query() -> None:
    session = ENGINE.session
    session.execute("CREATE OR REPLACE TABLE others AS SELECT 7 AS is_sound, 8 AS events, 9 AS is_scored")
    found = session.execute(SMALL.to_sql(table="others", keep=["is_scored", "is_sound", "events"]))
    assert found.fetchone()[:4] == (9, 7, 8, 24)


def test_columns_in_another_order_and_more_of_them_make_no_difference() -> None:
    session = ENGINE.session
    session.execute("CREATE SCHEMA IF NOT EXISTS apart")
    session.execute(
        "CREATE OR REPLACE TABLE apart.\"my table\" AS SELECT 'x' AS name, 8 AS events, 1 AS more"
    )
    found = session.execute(SMALL.to_sql(table="apart.my table", keep=["name"])).fetchone()
    assert found[:2] == ("x", 24)


def test_whole_points_are_integers_and_others_decimals() -> None:
    found = ENGINE.session.execute(
        ANNEXES[0]
        .to_sql(table="annex", keep=[])
        .replace(
            "FROM annex",
            "FROM (SELECT "
            + ", ".join(
                f"NULL::{'BOOLEAN' if one.kind == 'yes/no' else 'BIGINT' if one.kind == 'count' else 'DECIMAL(5,2)'} AS {name}"
                for name, one in ANNEXES[0].metrics.items()
            )
            + ")",
        )
    )
    kinds = {one[0]: str(one[1]) for one in found.description}
    assert kinds["matchmaking"] == "BIGINT"
    assert kinds["credit"] == kinds["published"] == "DECIMAL(38,2)"
