"""Subjects of whom something is decided among all: the columns and the row path say the same, odd rows and all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from unittest import mock

import pyarrow as pa
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from rubric_dsl.syntax.reading import read_rubric
from rubric_dsl.table import scoring
from rubric_dsl.table.rows import RowScorer
from tests.properties.frames import tables
from tests.properties.rubrics import comparing_trees, trees
from tests.properties.test_cohorts_agree import loaded
from tests.properties.test_quotas_agree import Example, examples, people

languages = st.sampled_from(["en", "zh"])


def both(rubric: rd.Rubric, table: pa.Table, **how: Any) -> list[Any]:
    """What the columns and what the rows come to: a table, or the mistakes that are raised."""
    found: list[Any] = []
    for few in (0, 10**9):
        with mock.patch.object(scoring, "FEW", few):
            try:
                found.append(rubric.score_table(table, exact=True, **how).to_pylist())
            except rd.MetricError as refused:
                found.append(refused.diagnostics)
    return found


def agree(rubric: rd.Rubric, table: pa.Table, **how: Any) -> Any:
    columns, rows = both(rubric, table, **how)
    assert columns == rows
    return columns


@given(comparing_trees(1) | trees(1), languages, st.booleans(), st.sampled_from(["keep", "raise"]), st.data())
def test_columns_with_odd_rows_say_what_the_row_path_says(
    tree: t.Rubric, lang: Any, faulty: bool, errors: Any, data: st.DataObject
) -> None:
    rubric = loaded(tree, lang)
    assume(rubric.gathers)
    agree(rubric, data.draw(tables(rubric, faulty=faulty)).arrow, lang=lang, errors=errors)


@given(examples(), st.lists(people, min_size=1, max_size=12), languages, st.sampled_from([None, None, -1, 7]))
def test_quotas_by_columns_are_those_of_the_row_path(
    made: Example, everybody: list[dict[str, Any]], lang: Any, wrong: int | None
) -> None:
    tree = read_rubric(SourceText("shared", made.text)).rubric
    assert tree is not None
    rubric = rd.loads(format_rubric(tree, lang))
    table = pa.Table.from_pylist([*everybody, *([] if wrong is None else [{**everybody[0], "points": wrong}])])
    found = agree(rubric, table, lang=lang)
    if rubric.gathers and wrong is None:
        due = rubric.rank(everybody)
        assert [found[place.number]["grade"] for place in due] == [place.result and place.result.grade for place in due]


OF_ALL = rd.loads("""rubric of-all
  total 90, published rounded half up to 2 decimals
  ranked by total, then price from the lowest
  excluded if price > 1000000 "too dear"
grades by the exact total
  first: ≥ 1, at most 50% of subjects rounded down, ties on the edge left out
  rest: otherwise
metrics
  price number
  days  count
a: 10 points
  mean of price among all / 10, at least 0, at most 10
b: 10 points
  median of price among all, at least 0, at most 10
c: 10 points
  (rank of price among all, lowest first) / 2, at most 10
d: 10 points
  (rank of price among all, highest first) / 2, at most 10
e: 10 points
  least of price among all, at least 0, at most 10
f: 10 points
  sum of best 2 of price among all / 7 + greatest of price among all / 100, at least 0, at most 10
g: 10 points
  (mean of price among all without the highest and the lowest when more than 4) / 50, at least 0, at most 10
h: 10 points
  count of all where (price ≥ 1.5), at most 10
i: 10 points
  price / (1 + mean of days among all), at least 0, at most 10
""")
PRICES = ["1", "1.5", "1.50", "2.25", "0.1", "99999999", "1.123456789012345", "-7.000000000000001", "1e-18", "250000"]
WIDE = pa.decimal128(38, 18)


@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(st.tuples(st.sampled_from(PRICES), st.sampled_from([0, 1, 3])), min_size=1, max_size=9))
@example([("1.5", 1), ("1.123456789012345", 1), ("-7.000000000000001", 0)])
@example([("1e-18", 0)] * 3)
def test_every_statistic_takes_the_values_of_odd_rows(given_: list[tuple[str, int]]) -> None:
    prices = pa.array([Decimal(price) for price, _ in given_], WIDE)
    agree(OF_ALL, pa.table({"price": prices, "days": [days for _, days in given_]}))


@pytest.mark.parametrize("odd", [0, 1, 2])
def test_only_odd_rows_are_scored_one_by_one(odd: int) -> None:
    prices = [Decimal("1.5")] * (2000 - odd) + [Decimal("1.12345")] * odd
    table = pa.table({"price": pa.array(prices, WIDE), "days": [1] * 2000})
    with mock.patch.object(RowScorer, "one", side_effect=RowScorer.one, autospec=True) as one:
        found = OF_ALL.score_table(table)
    assert one.call_count == odd
    assert found["outcome"].to_pylist() == ["scored"] * 2000


def test_rows_with_mistakes_leave_all_others_uncompared() -> None:
    table = pa.table({"price": [1.5] * 1999 + [None], "days": [1] * 1998 + [-1, 1]})
    with mock.patch.object(RowScorer, "one", side_effect=RowScorer.one, autospec=True) as one:
        found = OF_ALL.score_table(table)["reason"].to_pylist()
    assert one.call_count == 0
    assert len(set(found[:1998])) == 1
    assert "RB0595" in found[0]
    assert found[1998:] == ["days: below 0 (RB0505)", "price: missing (RB0501)"]


def test_odd_row_that_seems_excluded_has_no_reason() -> None:
    rubric = rd.loads(
        'rubric few\n  total 10, published rounded half up to 2 decimals\n  excluded if price < 5 "too few"\nmetrics\n  price number\na: 10 points\n  price, at least 0, at most 10\n'
    )
    prices = pa.array([Decimal(6)] * 2000 + [Decimal("7.123456789012345678")], WIDE)
    assert [row["reason"] for row in agree(rubric, pa.table({"price": prices}))] == [None] * 2001
