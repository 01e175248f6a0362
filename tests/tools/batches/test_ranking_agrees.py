"""Rows ranked on disk stand where `rubric.rank` puts them, whatever decides between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import assume, example, given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.arrays.standings import Fineness
from rubric_dsl.evaluators.outputs import standing
from rubric_dsl.ranking import Place
from rubric_dsl.syntax import tree as t
from rubric_dsl.table import scoring as table_scoring
from rubric_dsl.tools.batches import ranking
from rubric_dsl.tools.batches.opening import open_source
from rubric_dsl.tools.batches.pieces import Source, UnusableError
from rubric_dsl.tools.batches.scoring import Scoring, scoring
from tests.properties.frames import tables
from tests.properties.rubrics import comparing_trees, trees
from tests.properties.test_cohorts_agree import loaded

OVERFLOW = "(RB0644)"


@contextmanager
def small(few: int) -> Iterator[None]:
    """Lots of a few rows, and array code from so many rows on."""
    with mock.patch.object(table_scoring, "FEW", few), mock.patch.object(ranking, "LOT", 3):
        yield


def ranked(rubric: rd.Rubric, path: Path, lang: Any = "en") -> tuple[pa.Table, Scoring]:
    source = open_source(path)
    assert isinstance(source, Source), source
    job = scoring(rubric, source, standing(rubric.plan), lang=lang, more=(ranking.RANK,))
    assert isinstance(job, Scoring), job
    with TemporaryDirectory() as folder:
        rows = ranking.RankedRows(job, exact=True)
        found = pa.Table.from_batches(rows.batches(Path(folder)), rows.schema)
        assert rows.handed == len(found)
        assert [one.name for one in Path(folder).iterdir() if one.name != "sorting"] == []
    return found, job


def written(table: pa.Table, folder: str) -> Path:
    """The table as a file with a column that numbers the rows; an assumption where Parquet has no such type."""
    path = Path(folder) / "t.parquet"
    try:
        pq.write_table(table.append_column("\0row", pa.array(range(len(table)), pa.int64())), path)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        assume(False)
    return path


def due(place: Place) -> tuple[Any, ...]:
    result = place.result
    if result is None or result.total is None:
        return (None, place.number, place.outcome, None, None)
    return (place.rank, place.number, place.outcome, result.published, result.total)


def held(found: pa.Table, places: list[Place]) -> None:
    rows = [
        (
            row["rank"],
            row["\0row"],
            row["outcome"],
            row["published"],
            None if row["total_num"] is None else Fraction(row["total_num"]) / Fraction(row["total_den"]),
        )
        for row in found.to_pylist()
    ]
    assert rows == [due(place) for place in places]


@given(trees() | comparing_trees(1), st.sampled_from(["en", "zh"]), st.sampled_from([0, table_scoring.FEW]), st.data())
def test_rows_ranked_on_disk_stand_where_rank_puts_them(tree: t.Rubric, lang: Any, few: int, data: st.DataObject) -> None:
    rubric = loaded(tree, lang)
    table = data.draw(tables(rubric, faulty=not rubric.gathers))
    names = {"rank", *standing(rubric.plan).names}
    assume(not names & set(table.arrow.column_names))
    try:
        places = list(rubric.rank(table.subjects, errors="keep")) if table.subjects else []
    except rd.MetricError as refused:
        codes = {one.code for one in refused.diagnostics}
        with TemporaryDirectory() as folder, small(few):
            try:
                ranked(rubric, written(table.arrow, folder), lang)
            except UnusableError as again:
                assert {one.code for one in again.diagnostics} == codes
                return
        raise AssertionError("nobody is left to compare with") from None
    with TemporaryDirectory() as folder, small(few):
        found, job = ranked(rubric, written(table.arrow, folder), lang)
    assume(not any(OVERFLOW in (reason or "") for reason in found["reason"].to_pylist()))
    held(found, places)
    assert job.summary.rows == len(found)


TIES = rd.loads("""rubric ties
  total 20, published rounded half up to 0 decimals
  ranked by total, then judged from the highest, then events / 7 from the lowest
  excluded if late "came late"
metrics
  events count
  judged mark 0 to 10
  parts count from 1
  late yes/no
a: 10 points
  events / parts, at most 10
b: 10 points
  judged: judged
""")


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "events": st.sampled_from([0, 1, 2, 3, 6, -1]),
                "judged": st.sampled_from([0, 1, Decimal("0.5"), Decimal("0.33")]),
                "parts": st.sampled_from([1, 2, 3, 3, 7, 10**9 + 7, 10**9 + 9]),
                "late": st.sampled_from([False, False, False, True]),
            }
        ),
        max_size=30,
    ),
    st.sampled_from([0, 1000]),
)
@example([{"events": 1, "judged": 0, "parts": 10**9 + end, "late": False} for end in (7, 9, 7)], 0)
def test_ties_and_close_ratios_are_told_apart(subjects: list[dict[str, Any]], few: int) -> None:
    kinds = {"events": pa.int64(), "judged": pa.decimal128(10, 2), "parts": pa.int64(), "late": pa.bool_()}
    table = pa.table({name: pa.array([one[name] for one in subjects], kind) for name, kind in kinds.items()})
    with TemporaryDirectory() as folder, small(few):
        found, _ = ranked(TIES, written(table, folder))
    held(found, list(TIES.rank(subjects, errors="keep")))


ratios = st.tuples(
    st.integers(-50, 50) | st.integers(-(10**37), 10**37), st.integers(1, 9) | st.integers(1, 10**37)
)


@given(st.lists(st.lists(ratios, max_size=8), min_size=1, max_size=3))
def test_keys_stand_in_the_order_of_their_ratios(parts: list[list[tuple[int, int]]]) -> None:
    fineness = Fineness()
    arrays = [np.array(part, object).reshape(-1, 2) for part in parts]
    for part in arrays:
        fineness.see(part[:, 0], part[:, 1])
    keys = [key for part in arrays for key in fineness.keys(part[:, 0], part[:, 1]).tolist()]
    exact = [Fraction(*ratio) for part in parts for ratio in part]
    assert all(abs(key) <= fineness.most for key in keys)
    wide = ranking._bytes(np.array(keys, object), fineness.most)
    for one in range(len(exact)):
        for other in range(len(exact)):
            assert (keys[one] < keys[other]) == (exact[one] < exact[other]) == (wide[one] < wide[other])


def test_labels_of_any_type_come_out_as_they_were(tmp_path: Path) -> None:
    labels = {
        "word": pa.array(["b", None, "a", "b"]).dictionary_encode(),
        "wide": pa.array([Decimal("12345678901234567890.5"), None, Decimal(1), Decimal(2)], pa.decimal256(60, 2)),
        "City": pa.array(["x", "y", "z", "x"]),
        "city": pa.array([1, 2, 3, 4], pa.uint8()),
        "none": pa.nulls(4),
        "list": pa.array([[1], [], None, [2, None]]),
        "raw": pa.array([b"\0", None, b"", b"x"]),
        "key_0": pa.array([1.5, None, float("inf"), 0.0], pa.float32()),
    }
    metrics = {"events": [1, 2, -3, 4], "judged": [0, 0, 0, 0], "parts": [1, 1, 1, 1], "late": [False] * 3 + [True]}
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({**labels, **metrics}), path)
    given_back = pq.read_table(path).select(list(labels))
    with small(0):
        found, _ = ranked(TIES, path)
    assert found["rank"].to_pylist() == [1, 2, None, None]
    assert found["outcome"].to_pylist() == ["scored", "scored", "excluded", "error"]
    assert found.select(list(labels)).schema.types == given_back.schema.types
    assert found.select(list(labels)).to_pylist() == given_back.take([1, 0, 3, 2]).to_pylist()
