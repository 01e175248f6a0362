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


def test_many_ratios_without_an_end_are_told_where_numbers_have_none_either(engine: PostgreSQL) -> None:
    metrics = "".join(f"  done_{place} count\n  due_{place} count from 1\n" for place in range(9))
    rules = "".join(
        f"part_{place}: 10 points\n  done_{place} / due_{place} ≥ 100% → 10, otherwise in proportion\n"
        for place in range(9)
    )
    text = f"rubric ratios\n  total 90, published rounded half up to 2 decimals\nmetrics\n{metrics}{rules}"
    rubric = rd.loads(text)
    primes = (999_983, 999_979, 999_961, 999_959, 999_953, 999_931, 999_917, 999_907, 999_883)
    row = {f"done_{place}": prime // 3 for place, prime in enumerate(primes)}
    row |= {f"due_{place}": prime for place, prime in enumerate(primes)}
    hold(engine, rubric, [row, {**row, "due_3": None}], Options(exact=False))
