"""Whatever a file holds, reading it ends in values or in diagnostics that can be worded."""

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.snippet import report
from rubric_dsl.tools.metrics_file import metrics_from_text, read_metrics
from rubric_dsl.tools.table_rows import Table
from rubric_dsl.tools.tables import open_table

# pieces that mean something to YAML, JSON or CSV, in any order
STRUCTURE = ["a", ": ", "- ", "\n", "  ", "\t", "{", "}", "[", "]", ",", '"', "'", "&a", "*a", "!t", "|", ">"]
SCALARS = ["1", "0.5", "010", "1:30", "yes", ".nan", "---", "...", "%", "@", "<<", "城市", "\\", "?", "#"]
PIECES = st.sampled_from([*STRUCTURE, *SCALARS, "\r", "\x85", "\u2028"])
SOUP = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))
NUMBERS = st.one_of(
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**9), max_value=10**9),
)


def told(diagnostics: Iterable[Diagnostic]) -> None:
    for lang in ("en", "zh"):
        assert report(diagnostics, {}, lang)  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["yaml", "json"])
@given(text=SOUP)
def test_any_text_is_read_or_refused(text: str, written: str) -> None:
    file = metrics_from_text(text, "m", written)
    if file.diagnostics:
        assert not file.values
        told(file.diagnostics)
    else:
        assert set(file.places) == set(file.names) == set(file.values)


@given(
    content=st.one_of(st.binary(max_size=80), SOUP.map(str.encode)),
    ending=st.sampled_from([".csv", ".tsv", ".jsonl"]),
)
def test_any_table_is_read_or_refused(content: bytes, ending: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"t{ending}"
        path.write_bytes(content)
        table = open_table(path)
        if isinstance(table, tuple):
            told(table)
            return
        numbers = [row for row, _ in table.rows()]
        assert numbers == sorted(set(numbers))
        for _, cells in table.rows():
            if isinstance(cells, Diagnostic):
                told([cells])


@given(content=st.binary(max_size=80))
def test_any_bytes_of_metrics_are_read_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.yaml"
        path.write_bytes(content)
        if found := read_metrics(path).diagnostics:
            told(found)


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=10),
        st.one_of(NUMBERS, st.booleans(), st.none(), st.text(max_size=10)),
        min_size=1,
    )
)
def test_json_gives_back_what_was_written(values: dict[str, object]) -> None:
    written = "{" + ", ".join(f"{json.dumps(name)}: {_json(value)}" for name, value in values.items()) + "}"
    assert metrics_from_text(written, "m.json", "json").values == values


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8), min_size=3, max_size=3
        ),
        min_size=1,
        max_size=5,
    )
)
def test_csv_gives_back_what_was_written(rows: list[list[str]]) -> None:
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    file = StringIO()
    csv.writer(file).writerows([["a", "b", "c"], *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(file.getvalue().encode())
        table = open_table(path)
        if not kept:
            assert isinstance(table, tuple)
            return
        assert isinstance(table, Table)
        assert [
            list(cells.values()) for _, cells in table.rows() if not isinstance(cells, Diagnostic)
        ] == kept


def _json(value: object) -> str:
    return (
        f"{value}" if isinstance(value, int | Decimal) and not isinstance(value, bool) else json.dumps(value)
    )
