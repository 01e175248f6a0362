"""What PostgreSQL makes of the query is what the interpreter says: points, totals, outcomes, reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.sql.options import Options
from rubric_dsl.syntax import tree as t
from tests.evaluators.sql.agreement import hold, hold_corner, hold_generated
from tests.evaluators.sql.corners import CORNERS, Corner
from tests.evaluators.sql.engines import PostgreSQL, postgres_running
from tests.evaluators.sql.tables import tables
from tests.properties.rubrics import comparing_trees, trees

ANNEXES = [rd.builtin("hunan-2023/annex-1"), rd.builtin("hunan-2023/annex-2")]


@pytest.fixture(scope="module")
def engine() -> Iterator[PostgreSQL]:
    with postgres_running() as found:
        yield found


@settings(suppress_health_check=list(HealthCheck))
@given(tree=trees(), data=st.data(), exact=st.booleans(), lang=st.sampled_from(["en", "zh"]))
def test_generated_rubric_has_the_same_rows(
    engine: PostgreSQL, tree: t.Rubric, data: st.DataObject, exact: bool, lang: Any
) -> None:
    hold_generated(engine, tree, data, exact, lang)


@settings(suppress_health_check=list(HealthCheck))
@given(tree=comparing_trees(), data=st.data(), exact=st.booleans(), lang=st.sampled_from(["en", "zh"]))
def test_generated_rubric_that_compares_has_the_same_rows(
    engine: PostgreSQL, tree: t.Rubric, data: st.DataObject, exact: bool, lang: Any
) -> None:
    hold_generated(engine, tree, data, exact, lang)


@pytest.mark.parametrize("corner", CORNERS, ids=lambda one: one.name)
def test_corner_has_the_same_rows(engine: PostgreSQL, corner: Corner) -> None:
    found = hold_corner(engine, corner, exact=True)
    assert {row["outcome"] for row in found} >= {"scored", "error"}


@pytest.mark.parametrize("rubric", ANNEXES, ids=lambda one: one.id)
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_annex_has_the_same_rows(engine: PostgreSQL, rubric: rd.Rubric, data: st.DataObject) -> None:
    hold(engine, rubric, data.draw(tables(rubric, 20)), Options(exact=True))
