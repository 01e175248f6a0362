"""What array code once got wrong, or said in vain."""

from __future__ import annotations

import warnings
from typing import Any
from unittest import mock

import pyarrow as pa
import pytest

import rubric_dsl as rd
from rubric_dsl.table import scoring

SHARES = """\
rubric shares
  total 10, published rounded half up to 2 decimals

metrics
  own    count from 0 to 5
  firms  list of 1 to 3
    size  count from 1

share: 10 points
  own / (sum of size over firms), at most 10
"""


def test_a_row_without_the_entries_to_divide_by_is_told_of_and_warns_nobody() -> None:
    rubric = rd.loads(SHARES)
    table = pa.table(
        {"own": [4, 4], "firms": pa.array([[{"size": 3}], []], pa.list_(pa.struct([("size", pa.int64())])))}
    )
    with mock.patch.object(scoring, "FEW", 0), warnings.catch_warnings():
        warnings.simplefilter("error")
        first, second = rubric.score_table(table).to_pylist()
    assert (first["outcome"], str(first["published"])) == ("scored", "1.33")
    assert (second["outcome"], second["published"]) == ("error", None)
    assert "firms" in second["reason"]


WITHOUT_AN_END = """\
rubric squares
  total 10, published rounded half up to 2 decimals

metrics
  thrown   count
  planned  count

gain: 10 points
  planned − thrown × thrown, may go below zero, at most 10
"""


def test_whole_points_without_a_lowest_are_decimals_of_the_right_size() -> None:
    rubric = rd.loads(WITHOUT_AN_END)
    table = pa.table({"thrown": [3, 0, 2], "planned": [1, 3, 23]})
    with mock.patch.object(scoring, "FEW", 0):
        rows = rubric.score_table(table).to_pylist()
    assert [str(row["gain"]) for row in rows] == ["-8.00", "3.00", "10.00"]
    assert [row["gain"] for row in rows] == [rubric.evaluate(one)["gain"].points for one in table.to_pylist()]


COUNTED = """\
rubric counted
  total 10, published rounded half up to 2 decimals

metrics
  firms  count

advice: 10 points
  firms × 0.5, at most 10
"""


@pytest.mark.parametrize("kind", [pa.int8(), pa.int16(), pa.int32(), pa.int64()])
@pytest.mark.parametrize("beside", [1, 100])
def test_a_narrow_column_with_one_below_zero_is_refused(kind: Any, beside: int) -> None:
    """As a number without a sign, -1 of 32 bits is below the end of a count, which is 10^18."""
    rubric = rd.loads(COUNTED)
    table = pa.table({"firms": pa.array([4, -1, *[2] * beside], kind)})
    with mock.patch.object(scoring, "FEW", 0):
        first, second, *others = rubric.score_table(table).to_pylist()
    assert (first["outcome"], str(first["published"])) == ("scored", "2.00")
    assert (second["outcome"], second["published"]) == ("error", None)
    assert "below 0" in second["reason"]
    assert {str(row["published"]) for row in others} == {"1.00"}
