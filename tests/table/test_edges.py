"""Tables at their edges: empty, of one row, all bad, of odd types and odd names; each has a clear outcome."""

from __future__ import annotations

import tracemalloc
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

import rubric_dsl as rd
from rubric_dsl.table import scoring
from rubric_dsl.table.scoring import TableScorer
from tests.table.rubrics_of_tables import CHEAPEST, GOOD, QUOTA, TALKS


@pytest.fixture(autouse=True, params=[0, 10**9], ids=["by arrays", "one by one"])
def path(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test holds for array code and for the row path."""
    monkeypatch.setattr(scoring, "FEW", request.param)


def rows(*subjects: dict[str, Any]) -> Any:
    names = dict.fromkeys(name for one in subjects for name in one)
    return pa.Table.from_pylist([{name: one.get(name) for name in names} for one in subjects])


def column(table: Any, name: str) -> list[Any]:
    found: list[Any] = table[name].to_pylist()
    return found


def test_row_gets_points_of_every_node_the_total_and_the_outcome() -> None:
    (row,) = TALKS.score_table(rows({"id": "a", **GOOD}), exact=True).to_pylist()
    assert row == {
        "id": "a",
        "talking": 8,
        "rising": Decimal("1.25"),
        "behaving": Decimal("7.00"),
        "kinds": 5,
        "published": Decimal("21.25"),
        "total_num": 85,
        "total_den": 4,
        "outcome": "scored",
        "reason": None,
    }


def test_columns_of_results_have_the_types_that_the_rubric_says() -> None:
    decimal = pa.decimal128(38, 2)
    found = TALKS.score_table(rows({"id": 1, **GOOD}), exact=True).schema
    assert dict(zip(found.names, found.types, strict=True)) == {
        "id": pa.int64(),
        "talking": pa.int64(),
        "rising": decimal,
        "behaving": decimal,
        "kinds": pa.int64(),
        "published": decimal,
        "total_num": pa.decimal128(38, 0),
        "total_den": pa.decimal128(38, 0),
        "outcome": pa.string(),
        "reason": pa.string(),
    }


def test_empty_table_gives_an_empty_one_with_the_same_columns() -> None:
    whole = rows({"id": "a", **GOOD})
    for rubric, table in ((TALKS, whole), (CHEAPEST, rows({"price": 5})), (QUOTA, rows({"points_given": 5}))):
        empty = rubric.score_table(table.slice(0, 0), exact=True)
        assert len(empty) == 0
        assert empty.schema == TableScorer(rubric, table.schema, exact=True).result_schema
        assert rubric.score_table(pa.table(table.schema.empty_table()), errors="raise", exact=True).schema == empty.schema


def test_table_whose_rows_are_all_bad_keeps_every_row_with_its_reason() -> None:
    table = rows({**GOOD, "events": -1}, {**GOOD, "level": "x"}, {**GOOD, "conduct": 9}, {"events": 3})
    found = TALKS.score_table(table)
    assert column(found, "outcome") == ["error"] * 4
    assert column(found, "published") == [None] * 4
    assert column(found, "reason") == [
        "events: below 0 (RB0505)",
        "level: none of the options (RB0513)",
        "conduct: outside 0 to 8 (RB0590)",
        "growth: missing (RB0501); conduct: missing (RB0501); level: missing (RB0501)",
    ]
    assert column(TALKS.score_table(table, lang="zh"), "reason")[:2] == ["活动：低于0（RB0505）", "级别：不是任何一个选项（RB0513）"]


def test_excluded_row_says_why_in_the_readers_language_and_need_not_give_the_rest() -> None:
    table = rows({"withdrew": True}, {**GOOD, "withdrew": True}, {**GOOD, "withdrew": False}, {"events": -1, "withdrew": True})
    found = TALKS.score_table(table)
    assert column(found, "outcome") == ["excluded", "excluded", "scored", "error"]
    assert column(found, "reason")[:3] == ["withdrew midway", "withdrew midway", None]
    assert column(TALKS.score_table(table, lang="zh"), "reason")[0] == "中途退出"


def test_raising_tells_of_every_bad_row_with_its_number_and_of_no_good_one() -> None:
    table = rows(GOOD, {**GOOD, "events": -1}, {"withdrew": True}, {**GOOD, "level": "x", "growth": 4})
    with pytest.raises(rd.MetricError) as told:
        TALKS.score_table(table, errors="raise")
    assert [(one.code, one.facts["number"], one.facts["fault"]) for one in told.value.diagnostics] == [
        ("RB0593", 2, "RB0505"),
        ("RB0593", 4, "RB0506"),
        ("RB0593", 4, "RB0513"),
    ]
    assert "row 2: “events” is -1" in str(told.value)
    assert "第4行：“级别”" in told.value.report("zh")


def test_many_bad_rows_are_all_kept_and_only_so_many_are_told_of() -> None:
    count = 5_000
    table = pa.table({"events": list(range(-count, 0)), **{name: [value] * count for name, value in GOOD.items() if name != "events"}})
    found = TALKS.score_table(table)
    assert (len(found), set(column(found, "reason"))) == (count, {"events: below 0 (RB0505)"})
    with pytest.raises(rd.MetricError) as told:
        TALKS.score_table(table, errors="raise")
    assert len(told.value.diagnostics) == 1001
    assert (told.value.diagnostics[-1].code, told.value.diagnostics[-1].facts["rows"]) == ("RB0645", count)


def test_memory_for_mistakes_does_not_grow_with_the_rows() -> None:
    def peak(count: int) -> int:
        scorer = TableScorer(TALKS, rows(GOOD).schema)
        few = pa.table({**{name: [value] * 500 for name, value in GOOD.items()}, "events": list(range(-500, 0))})
        tracemalloc.start()
        for start in range(0, count, 500):
            scorer.batch(few.to_batches()[0], start)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(500)
    assert peak(2_500) < 1.5 * peak(1_000)


@pytest.mark.parametrize(
    ("name", "array", "outcome", "reason"),
    [
        ("events", pa.array([float("nan")]), "error", "events: not finite (RB0508)"),
        ("events", pa.array([float("inf")]), "error", "events: not finite (RB0508)"),
        ("events", pa.array([8.5]), "error", "events: not a whole number (RB0504)"),
        ("events", pa.array([8.0]), "scored", None),
        ("events", pa.array([10**18 + 1]), "error", "events: more than 18 digits or 30 decimals (RB0509)"),
        ("events", pa.array([10**18]), "scored", None),
        ("events", pa.array([(1 << 64) - 1], pa.uint64()), "error", "events: more than 18 digits or 30 decimals (RB0509)"),
        ("events", pa.array([Decimal(10) ** 37], pa.decimal128(38, 0)), "error", "events: more than 18 digits or 30 decimals (RB0509)"),
        ("events", pa.array([Decimal(10) ** 75], pa.decimal256(76, 0)), "error", "events: more than 18 digits or 30 decimals (RB0509)"),
        ("growth", pa.array([1e-300]), "error", "growth: more than 18 digits or 30 decimals (RB0509)"),
        ("growth", pa.array([0.1 + 0.2]), "scored", None),
        ("growth", pa.array([Decimal("1E-37")], pa.decimal128(38, 37)), "error", "growth: more than 18 digits or 30 decimals (RB0509)"),
        ("growth", pa.array([-1], pa.int8()), "scored", None),
        ("level", pa.array(["national"], pa.string_view()), "error", "conduct: outside 5 to 10 (RB0590)"),
        ("level", pa.array([""]), "error", "level: none of the options (RB0513)"),
        ("events", pa.nulls(1), "error", "events: missing (RB0501)"),
        ("withdrew", pa.nulls(1), "scored", None),
    ],
)  # fmt: skip
def test_value_at_an_edge_has_an_outcome(name: str, array: Any, outcome: str, reason: str | None) -> None:
    base = {**GOOD, "conduct": 3} if name == "level" else GOOD
    table = pa.table({**{one: [value] for one, value in base.items()}, name: array})
    (row,) = TALKS.score_table(table).to_pylist()
    assert (row["outcome"], row["reason"]) == (outcome, reason)


def test_float_is_the_decimal_that_is_printed_for_it_in_its_own_width() -> None:
    table = pa.table({**{name: [value] * 3 for name, value in GOOD.items()}, "growth": pa.array([0.285, 0.1, 0.07])})
    assert column(TALKS.score_table(table), "rising") == [Decimal("2.85"), Decimal("1.00"), Decimal("0.70")]
    narrow = table.set_column(table.column_names.index("growth"), "growth", table["growth"].cast(pa.float32()))
    assert column(TALKS.score_table(narrow, exact=True), "total_num") == column(TALKS.score_table(table, exact=True), "total_num")


def test_division_leaves_a_ratio_that_is_rounded_once_and_exact_beside() -> None:
    rubric = rd.loads(
        "rubric parts\n  total 10, published rounded half even to 1 decimal\nmetrics\n  done count\n  target count from 1\n"
        "reach: 10 points\n  done / target ≥ 100% → 10, otherwise in proportion\n"
    )
    found = rubric.score_table(pa.table({"done": [1, 5, 1, 9], "target": [3, 1, 8, 7]}), exact=True)
    assert column(found, "reach") == [Decimal("3.3"), Decimal("10.0"), Decimal("1.2"), Decimal("10.0")]
    assert column(found, "total_num") == [10, 10, 5, 10]
    assert column(found, "total_den") == [3, 1, 4, 1]
    zero = rubric.score_table(pa.table({"done": [1], "target": [0]}))
    assert column(zero, "reason") == ["target: below 1 (RB0505)"]


def test_columns_may_stand_in_any_order_under_either_name_and_kept_ones_stay_in_place() -> None:
    subject = {"last": 1, "级别": "市级", "first": 2, "活动": 8, "conduct": 7, "增长率": 0.125}
    found = TALKS.score_table(rows(subject))
    assert found.column_names[:3] == ["last", "first", "talking"]
    assert column(found, "published") == [Decimal("21.25")]


def test_dictionary_and_chunked_columns_are_read_as_what_they_hold() -> None:
    table = rows(GOOD, {**GOOD, "events": 9, "level": "国家级"}, {**GOOD, "events": None})
    encoded = pa.table({name: table[name].combine_chunks().dictionary_encode() for name in table.column_names})
    chunked = pa.concat_tables([table.slice(0, 1), table.slice(1, 0), table.slice(1)])
    runs = table.set_column(0, "events", pa.compute.run_end_encode(table["events"].combine_chunks()))
    due = column(TALKS.score_table(table), "published")
    for other in (encoded, chunked, runs):
        assert column(TALKS.score_table(other), "published") == due


def test_names_may_be_keywords_and_chinese_and_hold_quotes() -> None:
    rubric = rd.loads(
        "rubric names\n  total 30, published rounded half up to 2 decimals\nmetrics\n  select count\n  「group」 = 「分组」 count\n  年龄 count\n"
        "order: 10 points\n  select ≥ 10 → 10, −1 per missing, capped\n"
        "outcome: 10 points\n  group ≥ 10 → 10, −1 per missing, capped\n表: 10 points\n  年龄 ≥ 10 → 10, −1 per missing, capped\n"
    )
    found = rubric.score_table(pa.table({"select": [1], "from": [2], 'a "b"': [3], "分组": [4], "年龄": [5], "'; drop": [6]}))
    assert found.column_names == ["from", 'a "b"', "'; drop", "order", "/outcome", "表", "published", "outcome", "reason"]
    assert found.to_pylist()[0] | {"from": 2, "order": 1, "/outcome": 4, "表": 5, "outcome": "scored"} == found.to_pylist()[0]


def test_lists_and_days_come_as_arrow_has_them() -> None:
    rubric = rd.loads(
        "rubric lists\n  total 20, published rounded half up to 2 decimals\nmetrics\n  marks list of 1 to 3 mark 0 to 10\n"
        "  honours list of at most 2\n    level choice of first, second\n    places count\n  day date\n"
        "a: 10 points\n  mean of marks\n  only if day ≥ 2023-06-01\nb: 10 points\n  sum over honours: by level: first 3, second 1\n  at most 10\n"
    )
    marks = pa.array([[1.1, 2.2], [3], None, [11], [1, None]], pa.list_(pa.float32()))
    honours = pa.array([[{"level": "first", "places": 1}] * 2, [], [], [], [{"level": "third", "places": 1}]])
    table = pa.table({"marks": marks, "honours": honours, "day": pa.array([date(2023, 6, 1)] * 5)})
    found = rubric.score_table(table)
    assert column(found, "a") == [Decimal("1.65"), Decimal("3.00"), None, None, None]
    assert column(found, "b")[:2] == [6, 0]
    assert column(found, "reason")[2:] == [
        "marks: missing (RB0501)",
        "marks: its list cannot be used (RB0506)",
        "marks: its list cannot be used (RB0510); honours: its list cannot be used (RB0513)",
    ]


def test_rows_that_are_compared_are_scored_among_all() -> None:
    found = CHEAPEST.score_table(pa.table({"bidder": ["a", "b"], "报价": [100, 80]}))
    assert column(found, "published") == [Decimal("8.00"), Decimal("10.00")]


def test_rows_that_are_compared_have_no_score_where_one_has_a_mistake() -> None:
    table = pa.table({"price": [100, 0, 80]})
    found = CHEAPEST.score_table(table)
    assert column(found, "outcome") == ["error"] * 3
    unknown = "all subjects are compared, and the values of some cannot be used (RB0595)"
    assert column(found, "reason") == [unknown, "price: below 1 (RB0505)", unknown]
    with pytest.raises(rd.MetricError) as told:
        CHEAPEST.score_table(table, errors="raise")
    assert [one.facts["number"] for one in told.value.diagnostics] == [2]


def test_too_few_to_compare_is_a_mistake_of_the_table() -> None:
    with pytest.raises(rd.MetricError) as told:
        CHEAPEST.score_table(pa.table({"price": [100]}))
    assert [one.code for one in told.value.diagnostics] == ["RB0596"]


def test_grades_of_which_there_are_only_so_many_are_shared_out_among_all() -> None:
    found = QUOTA.score_table(pa.table({"points_given": [95, 97, 70, 10]}))
    assert column(found, "grade") == ["good", "excellent", "good", "rest"]
    broken = QUOTA.score_table(pa.table({"points_given": [95, 97, 70, 101]}))
    assert column(broken, "outcome") == ["scored", "scored", "scored", "error"]
    assert column(broken, "grade") == [None, None, "good", None]
    assert column(broken, "published")[:2] == [95, 97]
    assert "RB0620" in column(broken, "reason")[0]
    assert column(broken, "reason")[2] is None


def test_figure_that_is_too_long_for_a_column_is_an_error_of_its_row_alone() -> None:
    rubric = rd.loads(
        "rubric shares\n  total 30, published rounded half up to 1 decimal\nmetrics\n"
        + "".join(f"  {name} amount from 1 to 1000000000000000\n" for name in "abc")
        + "".join(f"s{name}: 10 points\n  1 / {name}, at most 10\n" for name in "abc")
    )
    table = pa.table({"a": [10**15 - 1, 2], "b": [10**15 - 2, 2], "c": [10**15 - 3, 1]})
    found = rubric.score_table(table, exact=True)
    assert column(found, "outcome") == ["error", "scored"]
    assert "RB0644" in column(found, "reason")[0]
    assert column(rubric.score_table(table), "outcome") == ["scored", "scored"]


@pytest.mark.parametrize("option", [{"errors": "skip"}, {"lang": "fr"}])
def test_option_that_there_is_not_is_refused(option: Any) -> None:
    with pytest.raises(ValueError, match=r"there is no language|errors is"):
        TALKS.score_table(rows(GOOD), **option)


def test_factor_that_is_too_large_for_a_narrow_type_is_not_taken_for_small_because_it_multiplies_0() -> None:
    rubric = rd.loads(
        "rubric wide\n  total 10, published rounded half even to 12 decimals\nmetrics\n  q mark 0 to 10\na: 10 points\n  judged: q 0 to 0\n"
    )
    found = rubric.score_table(pa.table({"q": [0, None]}), exact=True)
    assert (column(found, "published"), column(found, "outcome")) == ([Decimal(0), None], ["scored", "error"])
