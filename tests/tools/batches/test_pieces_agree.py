"""What is read many rows at a time is what the readers of single rows read, whatever the file holds."""

import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools.batches import from_csv, text_bytes
from rubric_dsl.tools.batches.opening import open_source
from rubric_dsl.tools.batches.pieces import Piece, Source, UnusableError, Wished
from rubric_dsl.tools.batches.typed import Typing
from rubric_dsl.tools.table_rows import Table
from rubric_dsl.tools.tables import open_table
from rubric_dsl.tools.values import value_from_text

CELLS = st.sampled_from(
    [
        "1",
        "2.5",
        "",
        " ",
        "长沙",
        '"x"',
        '"a,b"',
        '"a\nb"',
        '"a ""b"""',
        'x"y',
        '"1"2',
        "-3",
        "0x1F",
        "é",
        "是",
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(",".join), max_size=12)
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\r"])
RUBRIC = rd.loads("""rubric kinds
  total 40, published rounded half up to 2 decimals
metrics
  events  count
  judged  mark 0 to 10
  share  amount
  ready  yes/no
  day  date 2000-01-01 to 2100-01-01
  level  choice of national, local
a: 10 points
  events ≥ 1 → 10
b: 10 points
  judged: judged
c: 10 points
  share ≥ 1 → 10
  only if ready
d: 10 points
  level is national → 10, otherwise 0
  only if day ≥ 2000-01-02
""")


@pytest.fixture(autouse=True, params=["small", "large"])
def pieces_of(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces so small that rows fall across their edges, and as they are."""
    if request.param == "small":
        monkeypatch.setattr(text_bytes, "PIECE", 7)
        monkeypatch.setattr(from_csv, "SMALL", 16)
        monkeypatch.setattr(from_csv, "LARGE", 64)
        monkeypatch.setattr(from_csv, "CAREFUL", 1)


def rows_of(source: Source, wished: Wished | None = None) -> list[tuple[int, object]]:
    found: list[tuple[int, object]] = []
    for piece in source.pieces(wished or {}):
        cells = piece.batch.to_pylist()
        assert len(piece.numbers) == len(cells)
        for place, (number, row) in enumerate(zip(piece.numbers, cells, strict=True)):
            found.append((number, piece.faults[place].code if place in piece.faults else row))
    return found


def rows_by_one(table: Table) -> list[tuple[int, object]]:
    return [(number, one.code if isinstance(one, Diagnostic) else dict(one)) for number, one in table.rows()]


@given(
    heading=st.sampled_from(["a,b", "a,b,,", "城市,x,y", '"a\nb",c']), rows=ROWS, end=ENDS, last=st.booleans()
)
@example("a,b", ["1,2", '"3', "4,5"], "\n", True)
@example("a,b", ["1,2", 'x"y,1', '"3,2', "4,5"], "\n", True)
def test_csv_pieces_are_the_rows_that_are_read_one_by_one(
    heading: str, rows: list[str], end: str, last: bool
) -> None:
    text = end.join([heading, *rows]) + (end if last else "")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(text.encode())
        table, source = open_table(path), open_source(path)
        if isinstance(table, tuple):
            codes = [one.code for one in table]
            if codes == ["RB0547"]:  # no rows are a table too
                assert isinstance(source, Source)
                assert rows_of(source) == []
            else:
                assert isinstance(source, tuple)
                assert [one.code for one in source] == codes
            return
        assert isinstance(source, Source)
        assert source.columns == table.columns
        assert rows_of(source) == rows_by_one(table)
        assert rows_of(source) == rows_by_one(table), "and again"


VALUES = st.one_of(
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=False, allow_infinity=False, places=25, min_value=-9, max_value=9),
    st.booleans(),
    st.none(),
    st.sampled_from(["", "长沙", "2023-01-01T00:00:00", 'a"b\\', "12"]),
    st.just([1, Decimal("0.50")]),
    st.just({"a": None}),
)
LINES = st.one_of(
    st.dictionaries(st.sampled_from(["a", "b", "城"]), VALUES, min_size=1, max_size=3).map(
        lambda subject: (
            "{" + ", ".join(f"{json.dumps(name)}: {written(value)}" for name, value in subject.items()) + "}"
        )
    ),
    st.sampled_from(
        ["", "  ", "x", '{"a": 1}{"a": 2}', '{"a": 1, "a": 2}', '{"a": NaN}', "[1]", '{"a":', "1}"]
    ),
)


def written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)}: {written(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value)


@given(lines=st.lists(LINES, min_size=1, max_size=8), last=st.booleans())
def test_jsonl_pieces_are_the_rows_that_are_read_one_by_one(lines: list[str], last: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.jsonl"
        path.write_bytes(("\n".join(lines) + ("\n" if last else "")).encode())
        table, source = open_table(path), open_source(path)
        if isinstance(table, tuple):
            assert isinstance(source, tuple)
            assert [one.code for one in source] == [one.code for one in table]
            return
        assert isinstance(source, Source)
        assert source.columns == table.columns
        by_one = rows_by_one(table)
        found = rows_of(source)
        assert [number for number, _ in found] == [number for number, _ in by_one]
        for (_, piece), (_, row) in zip(found, by_one, strict=True):
            if isinstance(piece, dict) and isinstance(row, dict):
                for name, kind in zip(source.schema.names, source.schema, strict=True):
                    cell, value = piece[name], row.get(name)
                    if kind.metadata:  # the JSON of several things
                        assert (
                            cell is None if value is None else json.loads(cell, parse_float=Decimal) == value
                        )
                    else:
                        assert (cell, type(cell)) == (value, type(value))
            else:
                assert piece == row


TEXTS = st.one_of(
    st.from_regex(r"[-+]?[0-9]{0,20}(\.[0-9]{0,8})?%?", fullmatch=True),
    st.sampled_from(
        [
            "１２",
            "1,234",
            "是",
            "NO",
            "√",
            "2023-02-30",
            "2023-02-28",
            "2023年1月5日",
            "2023-01-01T00:00",
            "0000-01-01",
            " 5 ",
            "\u3000",
            "1e3",
            "1e-3",
            "8.0",
            "0x1F",
            "national",
            " local ",
            "+.5",
            "-0",
            "5.",
            "65.3%",
            "x",
            "1" * 70,
        ]
    ),
)


@given(
    kind=st.sampled_from(["events", "judged", "share", "ready", "day", "level"]),
    texts=st.lists(TEXTS, max_size=20),
)
def test_cells_many_at_a_time_are_the_values_of_single_cells(kind: str, texts: list[str]) -> None:
    metric = RUBRIC.metrics[kind]
    typing = Typing({kind: metric})
    for _ in range(2):  # what was learned of the column changes nothing
        batch = pa.RecordBatch.from_arrays([pa.array(texts, pa.string())], [kind])
        typed = typing.typed(Piece(batch, "t", range(len(texts))))
        cells = typed.columns[kind].to_pylist()
        for place, text in enumerate(texts):
            expected = value_from_text(text, metric.kind)
            found = typed.odd.get(place, {}).get(kind, cells[place])
            assert found == expected, text
            assert isinstance(found, bool) == isinstance(expected, bool)


@given(
    text=st.one_of(st.binary(max_size=60), st.text('"\n,a\r', max_size=40).map(str.encode)),
    ending=st.sampled_from([".csv", ".tsv", ".jsonl"]),
)
def test_whatever_a_file_holds_it_is_read_or_refused(text: bytes, ending: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"t{ending}"
        path.write_bytes(text)
        source = open_source(path)
        try:
            found = source if isinstance(source, tuple) else [one for _, one in rows_of(source)]
        except UnusableError as mistake:
            found = mistake.diagnostics
        for one in found:
            if isinstance(one, Diagnostic):
                assert one.sentence("en")
                assert one.sentence("zh")
