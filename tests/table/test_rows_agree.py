"""Every row of a table gets what `rubric.evaluate` gives it alone, whatever the types of its columns."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pandas as pd
import polars as pl
import pyarrow as pa
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.outputs import outputs
from rubric_dsl.plan.rounding import units_of
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from rubric_dsl.table import scoring
from tests.properties.frames import Table, tables
from tests.properties.rubrics import comparing_trees, trees
from tests.properties.test_cohorts_agree import loaded
from tests.table.agreement import alike, expected

OVERFLOW = "(RB0644)"
languages = st.sampled_from(["en", "zh"])
paths = st.sampled_from([0, scoring.FEW])


def gathering(tree: t.Rubric) -> bool:
    return tree.grades is not None and any(one.quota is not None for one in tree.grades.grades)


def wanted(rubric: rd.Rubric, table: Table, lang: Any = "en") -> list[dict[str, Any]]:
    return [expected(rubric, subject, lang) for subject in table.subjects]


def path(few: int) -> Any:
    """Rows are scored one by one up to so many, by array code from there on."""
    return mock.patch.object(scoring, "FEW", few)


def held(rubric: rd.Rubric, found: Any, table: Table, lang: Any, exact: bool = True) -> None:
    rows = found.to_pylist()
    due = wanted(rubric, table, lang)
    assert found.column_names == [*table.kept, *outputs(rubric.plan, exact).names]
    for name in table.kept:
        assert found[name].equals(table.arrow[name])
    short = [place for place, row in enumerate(rows) if OVERFLOW not in (row["reason"] or "")]
    left_out = frozenset() if exact else frozenset({"total_num", "total_den"})
    alike([rows[place] for place in short], [due[place] for place in short], left_out)
    for place in set(range(len(rows))) - set(short):
        figures = [value for name, value in due[place].items() if name not in ("outcome", "reason", "grade")]
        assert any(abs(int(value)) * 10 ** outputs(rubric.plan).places >= 10**38 for value in figures)


@given(trees(), languages, paths, st.data())
def test_arrow_table_of_any_types_agrees_with_its_rows(tree: t.Rubric, lang: Any, few: int, data: st.DataObject) -> None:
    assume(not gathering(tree))
    rubric = rd.loads(format_rubric(tree, data.draw(languages)))
    table = data.draw(tables(rubric))
    with path(few):
        held(rubric, rubric.score_table(table.arrow, exact=True, lang=lang), table, lang)


@settings(max_examples=max(5, settings.default.max_examples // 4))
@given(trees(1), paths, st.data())
def test_frames_of_other_libraries_agree_with_their_rows(tree: t.Rubric, few: int, data: st.DataObject) -> None:
    assume(not gathering(tree))
    rubric = rd.loads(format_rubric(tree, "en"))
    table = data.draw(tables(rubric, plain=True))
    polars = pl.from_arrow(table.arrow)
    assert isinstance(polars, pl.DataFrame)
    with path(few):
        for frame in (polars, polars.lazy()):
            found = rubric.score_table(frame, exact=True)
            eager = found.collect() if isinstance(found, pl.LazyFrame) else found
            held(rubric, eager.to_arrow(), table, "en")
        frame = table.arrow.to_pandas(types_mapper=pd.ArrowDtype)
        held(rubric, pa.Table.from_pandas(rubric.score_table(frame, exact=True), preserve_index=False), table, "en")


@given(comparing_trees(1), paths, st.data())
def test_cohort_in_a_table_agrees_with_the_cohort_of_its_rows(tree: t.Rubric, few: int, data: st.DataObject) -> None:
    rubric = loaded(tree, "en")
    assume(rubric.gathers)
    table = data.draw(tables(rubric, faulty=False))
    assume(table.subjects)
    try:
        ranking = rubric.rank(table.subjects, errors="keep")
    except rd.MetricError as refused:
        codes = {one.code for one in refused.diagnostics}
        assert codes <= {"RB0594", "RB0596"}
        try:
            rubric.score_table(table.arrow)
        except rd.MetricError as again:
            assert {one.code for one in again.diagnostics} == codes
            return
        raise AssertionError("nobody is left to compare with") from None
    with path(few):
        rows = rubric.score_table(table.arrow, exact=True).to_pylist()
    how = rubric.plan.publication
    assert how is not None
    for place in ranking:
        row = rows[place.number]
        assert row["outcome"] == place.outcome or OVERFLOW in row["reason"]
        if place.result is None or row["outcome"] != "scored":
            continue
        assert (row["published"], row.get("grade")) == (place.result.published, place.result.grade)
        total = place.result.total
        assert total is not None
        assert (row["total_num"], row["total_den"]) == (total.numerator, total.denominator)
        for one in outputs(rubric.plan).points:
            points = place.result[one.path].points
            assert points is not None
            assert row[one.name] == (points if one.whole else units_of(points, how.mode, how.unit) * how.unit)


