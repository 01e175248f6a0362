"""What Spark makes of the query is what the interpreter says: points, totals, outcomes, reasons.

One session for all of it, in this module alone: each worker of the tests that met Spark would start its own.
A query of Spark takes a second to plan and compile, so there are few of them, with many rows each.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.sql.options import Options
from rubric_dsl.syntax import tree as t
from tests.evaluators.sql.agreement import hold, hold_corner, hold_generated
from tests.evaluators.sql.corners import CORNERS, Corner
from tests.evaluators.sql.engines import Spark, spark_running
from tests.evaluators.sql.tables import tables
from tests.properties.rubrics import comparing_trees, trees

pytestmark = pytest.mark.filterwarnings("ignore")  # pyspark's own
FEW = settings(
    max_examples=5, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Spark]:
    with spark_running() as found:
        yield found


@FEW
@given(tree=trees(), data=st.data())
def test_generated_rubric_has_the_same_rows(engine: Spark, tree: t.Rubric, data: st.DataObject) -> None:
    hold_generated(engine, tree, data, False, "en")


@FEW
@given(tree=comparing_trees(1), data=st.data())
def test_generated_rubric_that_compares_has_the_same_rows(
    engine: Spark, tree: t.Rubric, data: st.DataObject
) -> None:
    hold_generated(engine, tree, data, False, "en")


@pytest.mark.parametrize("corner", CORNERS, ids=lambda one: one.name)
def test_corner_has_the_same_rows(engine: Spark, corner: Corner) -> None:
    found = hold_corner(engine, corner)
    assert {row["outcome"] for row in found} >= {"scored", "error"}


@settings(FEW, max_examples=1)
@given(data=st.data())
def test_annex_has_the_same_rows(engine: Spark, data: st.DataObject) -> None:
    annex = rd.builtin("hunan-2023/annex-1")
    hold(engine, annex, data.draw(tables(annex, 40)), Options(exact=False))


# --- frames in and out: here, so that they share the session --------------------------------------------

SMALL = rd.loads(
    "rubric small\n  total 40, published rounded half up to 1 decimal\nmetrics\n  events = 活动 count\n"
    "  late count if missing 0\ntalking: 30 points\n  events ≥ 10 → 30, −3 per missing, capped\n"
    "punctual: 10 points\n  10, −1 per late, capped\n",
    name="small.rubric",
)
LISTED = rd.loads(
    "rubric listed\n  total 10, published rounded half up to 1 decimal\nmetrics\n  marks list of at most 3 mark 0 to 5\n"
    "panel: 10 points\n  sum of marks, at most 10\n",
    name="listed.rubric",
)


def rows_of(frame: Any) -> list[tuple[Any, ...]]:
    return sorted(tuple(row) for row in frame.collect())


def test_frame_comes_back_as_a_frame_with_its_results(engine: Spark) -> None:
    frame = engine.session.createDataFrame([(9, "b", 8), (10, "a", None)], "late INT, `is sound` STRING, `活动` INT")
    found = SMALL.score_table(frame)
    assert type(found) is type(frame)
    assert found.columns == ["is sound", "talking", "punctual", "published", "outcome", "reason"]
    assert dict(found.dtypes)["talking"] == "bigint"
    assert rows_of(found) == [
        ("a", None, None, None, "error", "events: missing (RB0501)"),
        ("b", 24, 1, Decimal("25.0"), "scored", None),
    ]
    assert not [one.name for one in engine.session.catalog.listTables() if one.name.startswith("rubric_dsl_")]


def test_frame_without_the_column_of_a_metric_that_may_be_missing_is_scored(engine: Spark) -> None:
    frame = engine.session.createDataFrame([(8.0,)], "events DOUBLE")
    assert rows_of(SMALL.score_table(frame, exact=True))[0][:3] == (24, 10, Decimal("34.0"))


def test_frame_without_the_column_of_a_metric_is_refused_at_once(engine: Spark) -> None:
    frame = engine.session.createDataFrame([(8,)], "event INT")
    with pytest.raises(rd.MetricError) as told:
        SMALL.score_table(frame)
    assert "events" in str(told.value)


def test_mistakes_in_rows_are_raised_with_their_values(engine: Spark) -> None:
    frame = engine.session.createDataFrame([(8, 1), (-7, 1), (None, 2)], "events BIGINT, late INT")
    with pytest.raises(rd.MetricError) as told:
        SMALL.score_table(frame, errors="raise")
    assert sorted(one.code for one in told.value.diagnostics) == ["RB0501", "RB0505"]
    assert "-7" in str(told.value)
    assert len(rows_of(SMALL.score_table(frame.where("events > 0"), errors="raise"))) == 1


def test_value_that_only_the_query_cannot_take_is_raised_too(engine: Spark) -> None:
    share = rd.loads(
        SMALL.source.text.replace("late count if missing 0", "late count from 1").replace(
            "events ≥ 10 → 30, −3 per missing, capped", "events / late ≥ 100% → 30, otherwise in proportion"
        )
    )
    frame = engine.session.createDataFrame([(10**18, 1)], "events BIGINT, late INT")
    with pytest.raises(rd.MetricError) as told:
        share.score_table(frame, errors="raise")
    assert [one.code for one in told.value.diagnostics] == ["RB0654"]
    assert "RB0650" in str(told.value)


def test_lists_are_scored_where_the_rows_are(engine: Spark) -> None:
    frame = engine.session.createDataFrame(
        [("a", [1.5, 2.0]), ("b", [9.0]), ("c", None)], "name STRING, marks ARRAY<DOUBLE>"
    )
    found = LISTED.score_table(frame)
    assert rows_of(found) == [
        ("a", Decimal("3.5"), Decimal("3.5"), "scored", None),
        ("b", None, None, "error", "marks: its list cannot be used (RB0506)"),
        ("c", None, None, "error", "marks: missing (RB0501)"),
    ]


COMPARED = """rubric compared
  total 100, published rounded half up to 2 decimals
  cohort only if qualified
  cohort of at least 2
metrics
  qualified  yes/no
  price      amount from 1
cheap: 60 points
  least of price among all / price × 60, at most 60
place: 40 points
  41 − rank of price among all, lowest first, at least 0, at most 40
"""
TENDERS = "name STRING, qualified BOOLEAN, price DECIMAL(12, 2)"


def tenders(engine: Spark, *rows: tuple[Any, ...]) -> Any:
    return engine.session.createDataFrame([(name, ok, Decimal(price)) for name, ok, price in rows], TENDERS)


def test_subjects_of_a_frame_are_compared_with_each_other(engine: Spark) -> None:
    frame = tenders(engine, ("a", True, "100"), ("b", True, "80"), ("c", False, "60"), ("d", True, "80"))
    found = rd.loads(COMPARED).score_table(frame)
    assert type(found) is type(frame)
    assert rows_of(found) == [
        ("a", Decimal("48.00"), 38, Decimal("86.00"), "scored", None),
        ("b", Decimal("60.00"), 40, Decimal("100.00"), "scored", None),
        ("c", Decimal("60.00"), 40, Decimal("100.00"), "scored", None),
        ("d", Decimal("60.00"), 40, Decimal("100.00"), "scored", None),
    ]


def test_one_row_with_mistakes_leaves_nobody_scored(engine: Spark) -> None:
    rubric = rd.loads(COMPARED)
    frame = tenders(engine, ("a", True, "100"), ("b", True, "0.5"), ("c", True, "60"))
    reasons = [row[-1] for row in rows_of(rubric.score_table(frame))]
    assert [one[-8:] for one in reasons] == ["(RB0595)", "(RB0505)", "(RB0595)"]
    with pytest.raises(rd.MetricError) as told:
        rubric.score_table(frame, errors="raise")
    assert [one.code for one in told.value.diagnostics] == ["RB0505"]


def test_too_few_to_compare_are_told_of(engine: Spark) -> None:
    rubric = rd.loads(COMPARED)
    frame = tenders(engine, ("a", True, "100"), ("c", False, "60"))
    reasons = {row[-1] for row in rows_of(rubric.score_table(frame))}
    assert reasons == {"fewer than 2 subjects belong to the cohort, so nobody is scored (RB0596)"}
    with pytest.raises(rd.MetricError) as told:
        rubric.score_table(frame, errors="raise")
    assert [one.code for one in told.value.diagnostics] == ["RB0654"]
    assert "RB0596" in str(told.value)


def test_grades_of_which_there_are_only_so_many_are_refused(engine: Spark) -> None:
    graded = rd.loads(
        SMALL.source.text.replace(
            "metrics\n",
            "grades by the published total\n  good: ≥ 20, at most 30% of subjects rounded down, ties on the edge kept\n  fair: ≥ 0\nmetrics\n",
            1,
        )
    )
    with pytest.raises(rd.RubricError) as told:
        graded.score_table(engine.session.createDataFrame([(8, 1)], "events INT, late INT"))
    assert told.value.diagnostics[0].facts["why"] == "quota"
