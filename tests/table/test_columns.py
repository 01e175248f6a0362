"""Columns read as whole numbers say what their cells say, or are odd; and little is odd that need not be."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.inputs.values import exact, is_missing
from rubric_dsl.model.rubric import Labels, Metric
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from rubric_dsl.table.cells import python_values
from rubric_dsl.table.columns import ReadColumn, read_column, read_list
from tests.inputs.test_reasons import RUBRIC
from tests.properties.frames import tables
from tests.properties.rubrics import trees


def metric(kind: Any, **facts: Any) -> Metric:
    return Metric("x", kind, Fraction(0), None, Labels("x"), **facts)


def cells(read: ReadColumn) -> list[Any]:
    """Each cell as a fraction, as None where it is missing, as “odd” where it is odd."""
    found: list[Any] = [Fraction(int(value), read.scale) for value in read.values]
    for mask, word in ((read.odd, "odd"), (read.missing, None)):
        for place in np.flatnonzero(mask) if mask is not None else ():
            found[place] = word
    return found


D = Decimal
E18 = 10**18


@pytest.mark.parametrize(
    ("kind", "array", "scale", "said"),
    [
        ("count", pa.array([1, None, -3]), 1, [1, None, -3]),
        ("count", pa.array([1, 255], pa.uint8()), 1, [1, 255]),
        ("count", pa.array([1, -128], pa.int8()), 1, [1, -128]),
        ("count", pa.array([(1 << 63) - 1, 1 << 63], pa.uint64()), 1, [(1 << 63) - 1, "odd"]),
        ("count", pa.array([1.0, 2.5, None, float("nan"), float("inf")]), 1, [1, "odd", None, "odd", "odd"]),
        ("count", pa.array([1.0, float(1 << 53), 1e15]), 1, [1, "odd", "odd"]),
        ("amount", pa.array([0.07, 1.1, 85.5, -0.29]), 100, ["7/100", "11/10", "171/2", "-29/100"]),
        ("amount", pa.array([0.055, 0.29]), 10**4, ["55/1000", "29/100"]),
        ("amount", pa.array([0.1 + 0.2, *[0.5] * 1000]), 100, ["odd", *["1/2"] * 1000]),
        ("amount", pa.array([0.1, 16777215.0, 1e9], pa.float32()), 100, ["1/10", 16777215, "odd"]),
        ("amount", pa.array(np.array([0.1, 2.5, 65504], np.float16)), 100, ["1/10", "5/2", 65500]),
        ("amount", pa.array([D("1.50"), None], pa.decimal128(38, 2)), 100, ["3/2", None]),
        ("amount", pa.array([D("85.5")], pa.decimal128(38, 18)), 100, ["171/2"]),
        ("amount", pa.array([D("0.055"), D("1")], pa.decimal128(10, 3)), 1000, ["55/1000", 1]),
        ("amount", pa.array([D("0.055"), *[D(1)] * 1000], pa.decimal128(10, 3)), 100, ["odd", *[1] * 1000]),
        ("amount", pa.array([D(10**20), D(5)], pa.decimal128(38, 0)), 1, ["odd", 5]),
        ("amount", pa.array([D(-(1 << 63)), D(1 << 63)], pa.decimal128(38, 0)), 1, [-(1 << 63), "odd"]),
        ("amount", pa.array([D("2.5"), D(10**60)], pa.decimal256(76, 10)), 100, ["5/2", "odd"]),
        ("amount", pa.array([D("2.5")], pa.decimal64(10, 1)), 10, ["5/2"]),
        ("amount", pa.array([D(1200)], pa.decimal128(10, -2)), 1, [1200]),
        ("count", pa.array([D("8.00"), D("8.50"), None], pa.decimal128(20, 2)), 1, [8, "odd", None]),
        ("yes/no", pa.array([True, None, False]), 1, [1, None, 0]),
        ("date", pa.array([date(1970, 1, 2), None], pa.date32()), 1, [719164, None]),
        ("date", pa.array([date(1970, 1, 2)], pa.date64()), 1, [719164]),
        ("date", pa.array([datetime(1969, 12, 31), datetime(1970, 1, 1, 8)], pa.timestamp("ns")), 1, [719162, "odd"]),
        ("date", pa.array([-800_000, 3_000_000], pa.int32()).cast(pa.date32()), 1, ["odd", "odd"]),
        ("amount", pa.nulls(2), 1, [None, None]),
        ("amount", pa.array(["8", None]), 1, ["odd", None]),
        ("count", pa.array([8, 8, None]).dictionary_encode(), 1, [8, 8, None]),
        ("count", pa.array([True, False]), 1, ["odd", "odd"]),
        ("count", pa.array([], pa.int64()), 1, []),
    ],
)  # fmt: skip
def test_column_of_each_type_is_read_exactly(kind: str, array: Any, scale: int, said: list[Any]) -> None:
    due = [one if one in (None, "odd") else Fraction(one) for one in said]
    for column in (array, pa.chunked_array([array]), pa.concat_arrays([array[:0], array]), pa.chunked_array([array[:1], array[1:]])):
        read = read_column(metric(kind), column)
        assert (cells(read), read.scale) == (due, scale)
    sliced = pa.concat_arrays([pa.nulls(3).cast(array.type) if not pa.types.is_dictionary(array.type) else array[:0], array])
    assert cells(read_column(metric(kind), sliced[len(sliced) - len(array) :])) == due


def test_column_of_what_may_be_missing_is_missing_where_it_is_no_number() -> None:
    read = read_column(metric("amount", asked=True), pa.array([float("nan"), None, 1.5]))
    assert cells(read) == [None, None, Fraction(3, 2)]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int16(), pa.large_string())])
def test_column_of_options_is_read_by_id_and_alias(kind: Any) -> None:
    level = Metric("level", "choice", Fraction(0), Fraction(1), Labels("level"), options=(Labels("a", "甲"), Labels("b", "乙")))
    array = pa.array(["乙", "a", None, "c", "", "b"]).cast(kind)
    assert cells(read_column(level, array)) == [1, 0, None, "odd", "odd", 1]
    assert cells(read_column(level, array[3:])) == ["odd", "odd", 1]
    assert cells(read_column(level, pa.chunked_array([array, array[:2]]))) == [1, 0, None, "odd", "odd", 1, 1, 0]


def test_column_of_options_with_a_null_in_its_dictionary_is_missing_there() -> None:
    level = Metric("level", "choice", Fraction(0), Fraction(1), Labels("level"), options=(Labels("a"), Labels("b")))
    array = pa.DictionaryArray.from_arrays(pa.array([0, 1, None], pa.int8()), pa.array([None, "b"]))
    assert cells(read_column(level, array)) == [None, 1, None]


@pytest.mark.parametrize("kind", [pa.int64(), pa.int32(), pa.float64()])
def test_column_of_whole_numbers_without_nulls_is_not_copied(kind: Any) -> None:
    array = pa.array([1, 2, 3]).cast(kind)
    read = read_column(metric("count"), array)
    assert (read.values.__array_interface__["data"][0] == array.buffers()[1].address) is (not pa.types.is_floating(kind))


def test_column_of_lists_has_its_entries_in_columns() -> None:
    rubric = rd.loads(RUBRIC)
    scores, honours = rubric.metrics["scores"], rubric.metrics["honours"]
    array = pa.array([[D("1.5"), 2], None, [], [3, None]], pa.list_(pa.decimal128(10, 1)))
    read = read_list(scores, array[1:])
    assert (read.offsets.tolist(), cells(next(iter(read.fields.values())))) == ([0, 0, 0, 2], [3, None])
    assert read.missing is not None
    assert read.missing.tolist() == [True, False, False]
    records = pa.array([[{"places": 1, "stage": "second"}], [None, {"places": None, "stage": "third"}]])
    stage, places = (cells(one) for one in read_list(honours, records).fields.values())
    assert (stage, places) == ([1, None, "odd"], [1, None, None])


@pytest.mark.parametrize("array", [pa.array([[{"places": 1}]]), pa.array([[8]]), pa.array([8]), pa.array([[{"places": 1, "stage": "first", "more": 1}]])])
def test_column_of_lists_that_are_no_such_lists_is_odd(array: Any) -> None:
    read = read_list(rd.loads(RUBRIC).metrics["honours"], array)
    assert read.odd is not None
    assert (read.odd.tolist(), read.offsets.tolist()) == ([True], [0, 0])


@given(trees(1), st.data())
def test_columns_of_any_table_say_what_the_cells_say(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = rd.loads(format_rubric(tree, "en"))
    table = data.draw(tables(rubric)).arrow
    names = {word: one for one in rubric.metrics.values() for word in (one.id, *one.aliases)}
    for name in table.column_names:
        if name in names and names[name].entries is None:
            agree(names[name], read_column(names[name], table[name]), python_values(table[name]))


def agree(one: Metric, read: ReadColumn, values: Any) -> None:
    for said, value in zip(cells(read), values, strict=True):
        if said is None:
            assert value is None or (one.optional and is_missing(value))
        elif said == "odd":
            assert value is not None
        elif one.kind == "choice":
            assert one.option(value) == said
        elif one.kind == "date":
            assert value.toordinal() == said
        else:
            assert said == (exact(value) if not isinstance(value, bool) else value)
