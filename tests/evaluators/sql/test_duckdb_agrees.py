"""What DuckDB makes of the query is what the interpreter says: points, totals, outcomes, reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.sql import results
from rubric_dsl.evaluators.sql.options import Options
from rubric_dsl.syntax import tree as t
from tests.evaluators.sql.agreement import hold, hold_corner, hold_generated
from tests.evaluators.sql.corners import CORNERS, Corner
from tests.evaluators.sql.engines import DuckDB
from tests.evaluators.sql.tables import Row, tables
from tests.properties.rubrics import comparing_trees, trees

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


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(comparing_trees(), st.data(), st.booleans(), st.sampled_from(["en", "zh"]))
def test_generated_rubric_that_compares_has_the_same_rows(
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


@pytest.mark.parametrize("corner", CORNERS, ids=lambda one: one.name)
def test_corner_has_the_same_rows_step_by_step(corner: Corner) -> None:
    hold(ENGINE, corner.rubric, [*corner.rows], Options(types=corner.types, by_step=True))


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


@pytest.mark.parametrize("times", [3, 10, 30, 100, 1000, 30_000])
def test_decimals_of_any_size_that_is_taken_are_read(times: int) -> None:
    text = SMALL.source.text.replace("events = 活动 count", "part amount").replace(
        "events ≥ 10 → 30, −3 per missing, capped", f"{times} × part / 7, at least 0, at most 30"
    )
    sizes = [Decimal(first * 10**power).scaleb(-2) for power in range(10, 20) for first in (1, 3, 9)]
    found = hold(ENGINE, rd.loads(text), [{"part": size} for size in sizes])
    assert {one["outcome"] for one in found} >= {"scored"}


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


# --- all subjects together ------------------------------------------------------------------------------

COMPARED = """rubric compared
  total 100, published rounded half up to 2 decimals
  excluded if withdrew "withdrawn"
{head}metrics
  withdrew  yes/no
  price     amount 1 to 1000
  years     count 0 to 50 if missing 2
cheap: 60 points
  {rule}
place: 40 points
  41 − rank of price among all, {first} first, at least 0, at most 40
"""
RULES = [
    "least of price among all / price × 60, at most 60",
    "mean of price among all where (years ≥ 2) / price × 40, at most 60",
    "median of price among all / price × 40, at most 60",
    "mean of best 2 of price among all / price × 40, at most 60",
    "mean of price among all without the highest and the lowest when more than 2 / price × 40, at most 60",
    "median of price among all where (price ≤ 1.2 × mean of price among all) (1 if none) / price × 40, at most 60",
    "sum of (price − least of price among all) among all / 10, at least 0, at most 60",
    "20 × count of all where (years > median of years among all), at most 60",
    "61 − rank of (price − mean of price among all) among all, highest first, at least 0, at most 60",
    "61 − rank of (price − price) among all, highest first, at least 0, at most 60",
]


def bid(price: str | None, years: int | None = 2, withdrew: bool | None = False) -> Row:
    return {"withdrew": withdrew, "price": None if price is None else Decimal(price), "years": years}


BIDS = [bid("100", 1), bid("80", None), bid("80", 9), bid("120.5", 3), bid("1000"), bid("80.01", 50)]
TABLES = {
    "all": BIDS,
    "one": BIDS[:1],
    "two": BIDS[:2],
    "nobody": [],
    "withdrawn": [*BIDS, bid(None, None, True), bid("1", 1, True)],
    "all withdrawn": [bid(None, None, True), bid("1", 1, True)],
    "a mistake": [*BIDS, bid(None), bid("0.5", 1, True), bid(None, None, True)],
}


def compared(rule: str = RULES[0], head: str = "", first: str = "lowest") -> rd.Rubric:
    return rd.loads(COMPARED.format(rule=rule, head=head, first=first))


@pytest.mark.parametrize("rule", RULES)
def test_comparison_has_the_same_rows(rule: str) -> None:
    for head in ("", "  cohort only if years ≥ 2\n  cohort of at least 2\n"):
        for first in ("lowest", "highest"):
            rubric = compared(rule, head, first)
            for rows in TABLES.values():
                hold(ENGINE, rubric, rows, Options(exact=True))


def test_exclusion_that_looks_at_all_acts_behind_the_comparison() -> None:
    rubric = compared(head='  excluded if price > 2 × mean of price among all "far too dear"\n')
    found = hold(ENGINE, rubric, TABLES["withdrawn"])
    assert [one["reason"] for one in found] == [*[None] * 4, "far too dear", None, "withdrawn", "withdrawn"]


def test_more_subjects_than_the_widths_are_proved_for_leave_nobody_scored() -> None:
    with mock.patch.object(results, "MOST_SUBJECTS", 5):
        found = ENGINE.run(compared(), TABLES["all"])
    assert {one["reason"] for one in found} == {
        "more than 5 subjects, the most that this query compares (RB0650)"
    }


def test_metrics_may_be_called_as_columns_of_the_steps() -> None:
    text = COMPARED.format(rule=RULES[2], head="", first="lowest")
    for name in ("before_own", "cohort_size", "middle_of_price_value", "is_member", "among_all"):
        rubric = rd.loads(text.replace("years", name))
        hold(ENGINE, rubric, [{name: row["years"], **{one: row[one] for one in row if one != "years"}} for row in BIDS])
