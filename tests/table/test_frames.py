"""Every kind of table comes back as it came: its own kind, its own columns untouched, its rows and index in place."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import polars.testing
import pyarrow as pa
import pytest
from attrs import frozen

import rubric_dsl as rd
from rubric_dsl.table import scoring
from tests.table.rubrics_of_tables import CHEAPEST, GOOD, TALKS


@pytest.fixture(autouse=True, params=[0, 10**9], ids=["by arrays", "one by one"])
def path(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test holds for array code and for the row path."""
    monkeypatch.setattr(scoring, "FEW", request.param)


SUBJECTS = [GOOD, {**GOOD, "events": 10, "level": "national"}, {**GOOD, "events": None}, {**GOOD, "growth": 9}]
TOTALS = [Decimal("21.25"), Decimal("28.25"), None, None]
REASONS = [None, None, "events: missing (RB0501)", "growth: above 3 (RB0506)"]
RESULTS = ["talking", "rising", "behaving", "kinds", "published", "outcome", "reason"]


def arrow(**more: list[Any]) -> Any:
    return pa.table({**{name: [one[name] for one in SUBJECTS] for name in GOOD}, **more})


INDEXES = {
    "range": pd.RangeIndex(4),
    "twice the same": pd.Index([7, 7, 7, 7], name="id"),
    "out of order": pd.Index([3, 1, 2, 0]),
    "texts": pd.Index(["a", "b", "c", None], name="city"),
    "days": pd.date_range("2023-01-01", periods=4, name="day"),
    "of two": pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["x", None]),
}


@pytest.mark.parametrize("index", INDEXES.values(), ids=INDEXES)
def test_pandas_keeps_its_index_and_its_columns_as_they_were(index: pd.Index) -> None:
    kept = pd.DataFrame(
        {
            "note": ["x", None, "y", "z"],
            "kind": pd.Categorical(["a", "b", "a", None]),
            "at": pd.date_range("2023-01-01", periods=4, tz="Asia/Shanghai"),
            "any": [1, "a", None, [1]],
            "share": np.array([1.5, np.nan, 2, 3], np.float32),
            "number": pd.array([1, None, 2, 3], dtype="Int8"),
        },
        index=index,
    )
    frame = pd.concat([kept.iloc[:, :3], pd.DataFrame(SUBJECTS, index=index), kept.iloc[:, 3:]], axis=1)
    before = frame.copy(deep=True)
    found = TALKS.score_table(frame)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(found[list(kept.columns)], kept)
    assert list(found.columns) == [*kept.columns, *RESULTS]
    assert found["published"].tolist()[:2] == TOTALS[:2]
    assert found["published"].isna().tolist() == [False, False, True, True]
    assert [None if one is pd.NA else one for one in found["reason"]] == REASONS


def test_pandas_results_are_arrow_backed_and_exact() -> None:
    found = TALKS.score_table(pd.DataFrame(SUBJECTS), exact=True)
    assert {name: str(kind) for name, kind in found.dtypes.items()} == {
        **dict.fromkeys(["talking", "kinds"], "int64[pyarrow]"),
        **dict.fromkeys(["rising", "behaving", "published"], "decimal128(38, 2)[pyarrow]"),
        **dict.fromkeys(["total_num", "total_den"], "decimal128(38, 0)[pyarrow]"),
        **dict.fromkeys(["outcome", "reason"], "string[pyarrow]"),
    }


@pytest.mark.parametrize(
    ("events", "growth", "level"),
    [
        (np.array([8, 10, 8, 8]), np.array([0.125] * 4), pd.Categorical(["city", "national"] * 2)),
        (np.array([8, 10, np.nan, 8]), np.array([0.125] * 4, np.float32), np.array(["市级", "国家级"] * 2, dtype=object)),
        (pd.array([8, 10, None, 8], dtype="Int64"), pd.array([0.125] * 4, dtype="Float64"), pd.array(["city", "national"] * 2, dtype="string")),
        (pd.array([8, 10, None, 8], dtype="int64[pyarrow]"), pd.array([Decimal("0.125")] * 4, dtype=pd.ArrowDtype(pa.decimal128(9, 3))), pd.array(["city", "national"] * 2, dtype="string[pyarrow]")),
        (np.array([8, 10, None, 8], dtype=object), np.array([Decimal("0.125"), Fraction(1, 8), 0.125, np.float32(0.125)], dtype=object), ["city", "national"] * 2),
        (np.array([Decimal("8.00"), 10, pd.NA, float("nan")], dtype=object), np.array([Decimal("0.125")] * 4), ["city", "national"] * 2),
    ],
)  # fmt: skip
def test_pandas_columns_of_every_dtype_are_read_exactly(events: Any, growth: Any, level: Any) -> None:
    found = TALKS.score_table(pd.DataFrame({"events": events, "growth": growth, "level": level, "conduct": [7] * 4}))
    assert found["published"].tolist()[:2] == TOTALS[:2]
    assert found["talking"].tolist()[:2] == [8, 10]
    assert found["outcome"].tolist()[2] == ("scored" if not pd.isna(events[2]) else "error")


def test_pandas_column_of_mixed_objects_is_read_one_by_one_and_nothing_is_lost() -> None:
    wide = Decimal("123456789012345678.000000000000000000000000000001")
    events: list[Any] = [8, "8", Decimal("8.5"), wide, True, datetime.datetime(2023, 1, 1), float("inf"), None, [8]]
    frame = pd.DataFrame({"events": pd.Series(events, dtype=object), "growth": 0, "conduct": 7, "level": "city"})
    reasons = [None if one is pd.NA else one for one in TALKS.score_table(frame)["reason"]]
    whole = "events: not a whole number"
    assert reasons == [
        None, f"{whole} (RB0503)", f"{whole} (RB0504)", f"{whole} (RB0504)", f"{whole} (RB0503)", f"{whole} (RB0503)",
        "events: not finite (RB0508)", "events: missing (RB0501)", f"{whole} (RB0503)",
    ]  # fmt: skip


def test_pandas_lists_and_days_may_be_objects() -> None:
    rubric = rd.loads(
        "rubric objects\n  total 10, published rounded half up to 2 decimals\nmetrics\n  marks list of 1 to 3 mark 0 to 10\n  day date\n"
        "a: 10 points\n  mean of marks\n  only if day ≥ 2023-06-01\n"
    )
    days = [datetime.date(2023, 6, 1), datetime.datetime(2023, 6, 1), pd.Timestamp("2023-06-01 08:00"), pd.NaT, datetime.date(2023, 6, 1)]
    marks = [[1.1, 2.2], (3,), np.array([4, 5]), [6], np.array([0.1], np.float32)]
    found = rubric.score_table(pd.DataFrame({"marks": pd.Series(marks, dtype=object), "day": pd.Series(days, dtype=object)}))
    assert found["a"].tolist()[:2] == [Decimal("1.65"), Decimal("3.00")]
    assert found["reason"].tolist()[2:4] == ["day: has a time of day (RB0523)", "day: missing (RB0501)"]
    stamps = pd.DataFrame({"marks": pd.Series([[1]] * 3, dtype=object), "day": pd.to_datetime(["2023-06-01 00:00:00.000000000", "2023-06-01 00:00:00.000000001", None])})
    assert rubric.score_table(stamps)["outcome"].tolist() == ["scored", "error", "error"]


def test_pandas_column_names_that_are_no_texts_or_stand_twice_are_kept() -> None:
    frame = pd.concat([pd.DataFrame(SUBJECTS), pd.DataFrame([[1, 2, 3]] * 4, columns=[1, "x", "x"])], axis=1)
    assert list(TALKS.score_table(frame).columns) == [1, "x", "x", *RESULTS]
    twice = pd.concat([pd.DataFrame(SUBJECTS), pd.DataFrame({"events": [1] * 4})], axis=1)
    with pytest.raises(rd.MetricError) as told:
        TALKS.score_table(twice)
    assert [one.code for one in told.value.diagnostics] == ["RB0561"]


def test_polars_eager_frame_comes_back_with_its_own_columns_untouched() -> None:
    frame = pl.DataFrame(SUBJECTS).with_columns(pl.Series("any", [object()] * 4, dtype=pl.Object), pl.lit(1).cast(pl.Int128).alias("wide"))
    found = TALKS.score_table(frame)
    assert found.columns == ["any", "wide", *RESULTS]
    assert found["any"].to_list() == frame["any"].to_list()
    assert found["wide"].dtype == pl.Int128
    assert (found["published"].to_list(), found["reason"].to_list()) == (TOTALS, REASONS)
    assert found["published"].dtype == pl.Decimal(38, 2)


@pytest.mark.parametrize("kind", [pl.Int128, pl.Int8, pl.UInt64, pl.Float32, pl.Decimal(10, 2)])
def test_polars_numbers_of_every_type_are_read(kind: Any) -> None:
    frame = pl.DataFrame(SUBJECTS).with_columns(pl.col("events").cast(kind))
    assert TALKS.score_table(frame)["published"].to_list() == TOTALS


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["national", "city"])])
def test_polars_categories_are_options(kind: Any) -> None:
    frame = pl.DataFrame(SUBJECTS).with_columns(pl.col("level").cast(kind))
    assert TALKS.score_table(frame)["published"].to_list() == TOTALS


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_polars_lazy_frame_stays_lazy(engine: Any) -> None:
    looked: list[int] = []

    def watched(frame: pl.DataFrame) -> pl.DataFrame:
        looked.append(len(frame))
        return frame

    lazy = pl.DataFrame(SUBJECTS).with_row_index("id").lazy().map_batches(watched)
    found = TALKS.score_table(lazy)
    assert isinstance(found, pl.LazyFrame)
    assert found.collect_schema().names() == ["id", *RESULTS]
    assert not looked
    table = found.filter(pl.col("outcome") == "scored").select("id", "published").collect(engine=engine)
    assert table.rows() == [(0, TOTALS[0]), (1, TOTALS[1])]


def test_polars_lazy_frame_that_cannot_be_used_is_told_of_at_once() -> None:
    with pytest.raises(rd.MetricError, match="RB0641"):
        TALKS.score_table(pl.LazyFrame(SUBJECTS).with_columns(pl.col("events").cast(pl.String)))
    with pytest.raises(rd.MetricError, match="row 3"):
        TALKS.score_table(pl.LazyFrame(SUBJECTS), errors="raise").collect()
    compared = CHEAPEST.score_table(pl.LazyFrame({"price": [100, 80]})).collect(engine="streaming")
    assert compared["published"].to_list() == [Decimal("8.00"), Decimal("10.00")]


def test_arrow_table_keeps_its_metadata_and_its_chunks_of_kept_columns() -> None:
    table = pa.concat_tables([arrow(id=[1, 2, 3, 4])] * 2).replace_schema_metadata({"source": "here"})
    found = TALKS.score_table(table)
    assert found.schema.metadata == {b"source": b"here"}
    assert found["id"].num_chunks == 2
    assert found["published"].to_pylist() == TOTALS * 2


def test_arrow_batch_comes_back_as_a_batch_also_without_rows() -> None:
    (batch,) = arrow(id=[1, 2, 3, 4]).to_batches()
    for size in (4, 0):
        found = TALKS.score_table(batch.slice(0, size))
        assert isinstance(found, pa.RecordBatch)
        assert found.column("published").to_pylist() == TOTALS[:size]


def test_arrow_reader_is_read_batch_by_batch_as_its_results_are() -> None:
    read: list[int] = []

    def batches() -> Iterator[Any]:
        for number in range(3):
            read.append(number)
            yield from arrow(id=[number] * 4).to_batches()

    reader = TALKS.score_table(pa.RecordBatchReader.from_batches(arrow(id=[1] * 4).schema, batches()))
    assert isinstance(reader, pa.RecordBatchReader)
    assert not read
    assert reader.read_next_batch().column("published").to_pylist() == TOTALS
    assert read == [0]
    assert reader.read_all()["id"].to_pylist() == [1] * 4 + [2] * 4


def test_arrow_reader_of_a_cohort_is_read_whole() -> None:
    table = pa.table({"price": [100, 80]})
    reader = CHEAPEST.score_table(table.to_reader(max_chunksize=1))
    assert reader.read_all()["published"].to_pylist() == [Decimal("8.00"), Decimal("10.00")]


def test_arrow_reader_that_raises_tells_the_row_of_the_whole() -> None:
    reader = TALKS.score_table(arrow().to_reader(max_chunksize=1), errors="raise")
    with pytest.raises(rd.MetricError, match="row 3"):
        reader.read_all()


@frozen
class Streamed:
    """A table of nobody's kind that can be read as an Arrow stream."""

    table: Any

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


@frozen
class Exported:
    """A batch of nobody's kind."""

    batch: Any

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return self.batch.__arrow_c_array__(requested_schema)


def test_anything_with_the_arrow_interface_comes_back_as_an_arrow_table() -> None:
    for table in (Streamed(arrow()), Exported(arrow().to_batches()[0])):
        found = TALKS.score_table(table)
        assert isinstance(found, pa.Table)
        assert found["published"].to_pylist() == TOTALS


def test_duckdb_relation_comes_back_as_a_relation_of_its_connection() -> None:
    with duckdb.connect() as connection:
        connection.register("given", arrow(id=[1, 2, 3, 4]))
        connection.execute("CREATE TABLE cities AS SELECT range + 1 AS id, 'c' || range AS city FROM range(4)")
        relation = connection.sql("SELECT * REPLACE (events::HUGEINT AS events) FROM given")
        found = TALKS.score_table(relation)
        assert isinstance(found, duckdb.DuckDBPyRelation)
        assert found.columns == ["id", *RESULTS]
        assert found.project("published").fetchall() == [(one,) for one in TOTALS]
        joined = found.set_alias("s").join(connection.table("cities").set_alias("c"), "s.id = c.id")
        assert joined.filter("outcome = 'scored'").order("s.id").project("city, published").fetchall() == [("c0", TOTALS[0]), ("c1", TOTALS[1])]
        del relation
        assert len(found.fetchall()) == 4
        assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == [(1,)]


def test_duckdb_kept_columns_keep_their_types_and_values() -> None:
    with duckdb.connect() as connection:
        connection.register("given", arrow())
        connection.execute("CREATE TYPE mood AS ENUM ('up', 'down')")
        kept = {
            "h": "'-170141183460469231731687303715884105728'::HUGEINT", "u": "'0123456789abcdef0123456789abcdef'::UUID", "m": "'up'::mood",
            "b": "'0101'::BIT", "z": "'10:00:00+01'::TIMETZ", "d": "1.50::DECIMAL(10, 2)", 'a "b"': "[{'x': 1}]", "t": "TIMESTAMP_NS '2023-01-01 00:00:00.000000001'",
        }  # fmt: skip
        columns = ", ".join(f'{value} AS "{name.replace(chr(34), chr(34) * 2)}"' for name, value in kept.items())
        relation = connection.sql(f"SELECT {columns}, * FROM given")
        found = TALKS.score_table(relation)
        assert found.types[: len(kept)] == relation.types[: len(kept)]
        assert [row[: len(kept)] for row in found.fetchall()] == [row[: len(kept)] for row in relation.fetchall()]


def test_duckdb_names_that_differ_in_case_are_one_name() -> None:
    with duckdb.connect() as connection:
        connection.register("given", arrow(Outcome=[1, 2, 3, 4]))
        with pytest.raises(rd.MetricError, match="RB0642"):
            TALKS.score_table(connection.table("given"))
    assert TALKS.score_table(arrow(Outcome=[1, 2, 3, 4])).column_names[0] == "Outcome"


@pytest.mark.parametrize("thing", [{"events": [8]}, [GOOD], [], 8, None, "events", pd.Series([8]), pl.Series([8]), pa.array([8]), pd.DataFrame, np.zeros(3)])
def test_what_is_no_table_is_told_so(thing: Any) -> None:
    with pytest.raises(rd.MetricError) as told:
        TALKS.score_table(thing)
    assert [one.code for one in told.value.diagnostics] == ["RB0640"]


def test_mistakes_of_columns_are_told_all_at_once_with_suggestions() -> None:
    table = arrow(published=[1] * 4).rename_columns(["event", "growth", "conduct", "level", "published"])
    table = table.set_column(1, "growth", table["growth"].cast(pa.string())).append_column("增长率", table["growth"])
    for frame in (table, table.to_pandas(), pl.from_arrow(table), table.to_reader()):
        with pytest.raises(rd.MetricError) as told:
            TALKS.score_table(frame)
        assert [one.code for one in told.value.diagnostics] == ["RB0561", "RB0559", "RB0641", "RB0642"]
    assert "call the column “events”" in str(told.value)


@pytest.mark.parametrize(
    ("name", "array", "said"),
    [
        ("events", pa.array(["8"] * 4), "text"),
        ("events", pa.array([True] * 4), "truth"),
        ("events", pa.array([datetime.date(2023, 1, 1)] * 4), "day"),
        ("events", pa.array([b"8"] * 4), "other"),
        ("level", pa.array([1] * 4), "number"),
        ("withdrew", pa.array([0] * 4), "number"),
        ("withdrew", pa.array(["yes"] * 4).dictionary_encode(), "text"),
        ("growth", pa.array([[1]] * 4), "list"),
    ],
)
def test_column_of_another_type_is_a_mistake_of_the_table(name: str, array: Any, said: str) -> None:
    columns = {**dict(zip(arrow().column_names, arrow().columns, strict=True)), name: array}
    with pytest.raises(rd.MetricError) as told:
        TALKS.score_table(pa.table(columns))
    (one,) = told.value.diagnostics
    assert (one.code, one.facts["column"], one.facts["holds"]) == ("RB0641", name, said)
    assert one.sentence("en") and one.sentence("zh") and one.advice("en") and one.advice("zh")


def test_moments_in_a_time_zone_are_no_days() -> None:
    rubric = rd.loads(
        "rubric days\n  total 10, published rounded half up to 2 decimals\nmetrics\n  day date\na: 10 points\n  10\n  only if day ≥ 2023-06-01\n"
    )
    with pytest.raises(rd.MetricError, match="time zone"):
        rubric.score_table(pa.table({"day": pa.array([0], pa.timestamp("s", "Asia/Shanghai"))}))
    assert rubric.score_table(pa.table({"day": pa.array([0], pa.timestamp("s"))}))["a"].to_pylist() == [0]


def test_missing_metrics_are_named_and_optional_ones_are_not() -> None:
    with pytest.raises(rd.MetricError) as told:
        TALKS.score_table(pa.table({"id": [1]}))
    (one,) = told.value.diagnostics
    assert (one.code, one.facts["metrics"]) == ("RB0560", ("events", "growth", "conduct", "level"))


@pytest.mark.parametrize("absent", ["narwhals", "pyarrow", "numpy"])
def test_table_without_its_libraries_is_told_what_to_install(absent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.startswith("rubric_dsl.table")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, absent, None)
    with pytest.raises(rd.MetricError) as told:
        TALKS.score_table(arrow())
    assert [one.code for one in told.value.diagnostics] == ["RB0643"]
    assert "rubric-dsl[table]" in str(told.value)


def test_library_is_loaded_without_those_of_tables() -> None:
    code = (
        "import sys, rubric_dsl as rd; rd.compile_rule('≥10 events → 30').score({'events': 10}); "
        "rd.loads; print(*sorted({'numpy', 'pyarrow', 'narwhals', 'pandas', 'polars', 'duckdb', 'sqlglot'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
