"""What Spark makes of the query is what the interpreter says: points, totals, outcomes, reasons.

One session for all of it, in this module alone: each worker of the tests that met Spark would start its own.
A query of Spark takes a second to plan and compile, so there are few of them, with many rows each.
"""

from __future__ import annotations

from collections.abc import Iterator

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
from tests.properties.rubrics import trees

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


@pytest.mark.parametrize("corner", CORNERS, ids=lambda one: one.name)
def test_corner_has_the_same_rows(engine: Spark, corner: Corner) -> None:
    found = hold_corner(engine, corner)
    assert {row["outcome"] for row in found} >= {"scored", "error"}


@settings(FEW, max_examples=1)
@given(data=st.data())
def test_annex_has_the_same_rows(engine: Spark, data: st.DataObject) -> None:
    annex = rd.builtin("hunan-2023/annex-1")
    hold(engine, annex, data.draw(tables(annex, 40)), Options(exact=False))
