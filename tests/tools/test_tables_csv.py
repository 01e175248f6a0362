from pathlib import Path

import pytest

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools.table_rows import Table
from rubric_dsl.tools.tables import open_table


def opened(folder: Path, content: str | bytes, name: str = "t.csv", encoding: str | None = None) -> Table:
    table = tried(folder, content, name, encoding)
    assert isinstance(table, Table), table
    return table


def tried(
    folder: Path, content: str | bytes, name: str = "t.csv", encoding: str | None = None
) -> Table | tuple[Diagnostic, ...]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(path, encoding=encoding)


def refused(
    folder: Path, content: str | bytes, name: str = "t.csv", encoding: str | None = None
) -> Diagnostic:
    found = tried(folder, content, name, encoding)
    assert isinstance(found, tuple), found
    (one,) = found
    return one


def test_csv_rows_come_with_their_numbers(tmp_path: Path) -> None:
    table = opened(tmp_path, "\ufeff城市, a ,b\r\n长沙,1,2\r\n\r\n,,\r\n株洲,,0.50\r\n")
    assert table.columns == ("城市", "a", "b")
    assert list(table.rows()) == [
        (2, {"城市": "长沙", "a": "1", "b": "2"}),
        (5, {"城市": "株洲", "a": "", "b": "0.50"}),
    ]
    assert len(list(table.rows())) == 2  # and again from the start


def test_csv_quoted_cells_keep_commas_and_lines(tmp_path: Path) -> None:
    table = opened(tmp_path, 'a,b\n"1,2","x\ny ""z"""\n3,4\n')
    assert list(table.rows()) == [(2, {"a": "1,2", "b": 'x\ny "z"'}), (3, {"a": "3", "b": "4"})]


def test_csv_blank_cells_beyond_the_columns_are_nothing(tmp_path: Path) -> None:
    table = opened(tmp_path, "a,b,,\n1,2,,\n1,2,,,,\n")
    assert [cells for _, cells in table.rows()] == [{"a": "1", "b": "2"}] * 2


def test_csv_wrong_rows_stand_in_their_place(tmp_path: Path) -> None:
    table = opened(tmp_path, 'a,b\n1\n1,2\n1,2,3\n"1"x,2\n3,4\n"1,2\n5,6\n')
    rows = [(row, cells.code if isinstance(cells, Diagnostic) else cells["a"]) for row, cells in table.rows()]
    assert rows == [(2, "RB0551"), (3, "1"), (4, "RB0550"), (5, "RB0552"), (6, "3"), (7, "RB0552")]


def test_csv_wrong_row_behind_a_long_cell_has_row_and_line(tmp_path: Path) -> None:
    table = opened(tmp_path, 'a,b\n"x\ny\nz",2\n1\n')
    (_, (row, wrong)) = table.rows()
    assert isinstance(wrong, Diagnostic)
    assert wrong.span is not None
    assert (row, wrong.facts["row"], wrong.span.line) == (3, 3, 5)


def test_tsv_cells_are_parted_by_tabs(tmp_path: Path) -> None:
    assert list(opened(tmp_path, "a\tb\n1,5\t2\n", "t.tsv").rows()) == [(2, {"a": "1,5", "b": "2"})]


@pytest.mark.parametrize("encoding", ["gb18030", "GBK", "utf-16", "utf-8", "UTF8"])
def test_csv_in_a_named_encoding(encoding: str, tmp_path: Path) -> None:
    table = opened(tmp_path, "城市,a\n长沙,1\n".encode(encoding), encoding=encoding)
    assert list(table.rows()) == [(2, {"城市": "长沙", "a": "1"})]


@pytest.mark.parametrize(
    ("content", "code", "facts"),
    [
        ("", "RB0531", {}),
        ("\n \n,,\n", "RB0531", {}),
        ("城市,a\n长沙,1\n".encode("gb18030"), "RB0532", {"guess": "gb18030", "byte": "0xB3"}),
        ("a\ncafé\n".encode("latin-1"), "RB0532", {"guess": ""}),
        ("a,b\n1,2\n".encode("utf-16"), "RB0532", {"guess": "utf-16"}),
        (b"PK\x03\x04xlsx", "RB0533", {"kind": "workbook"}),
        (b"a,b\n1,\0\n", "RB0533", {"kind": "binary"}),
        ("a,b\n", "RB0547", {}),
        ("a,b\n\n,\n", "RB0547", {}),
        (",a,b\n0,1,2\n", "RB0548", {"column": 1}),
        ("a,b,a\n1,2,3\n", "RB0549", {"name": "a", "first": 1, "second": 3}),
        ("a;b;c\n1;2;3\n", "RB0566", {"separator": "semicolon"}),
        ("城市，a\n长沙，1\n", "RB0566", {"separator": "comma", "full": True}),
        ("a\tb\n1\t2\n", "RB0566", {"separator": "tab"}),
        ('a,"b\n1,2\n', "RB0552", {"problem": "open"}),
    ],
)
def test_csv_that_cannot_be_used(
    content: str | bytes, code: str, facts: dict[str, object], tmp_path: Path
) -> None:
    found = refused(tmp_path, content)
    assert found.code == code
    assert facts.items() <= found.facts.items()


def test_csv_strange_byte_far_behind_is_placed(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,2\n" * 400_000 + b"3,\xff\n"
    found = refused(tmp_path, content)
    assert found.span is not None
    assert (found.code, found.span.line, found.span.column) == ("RB0532", 400_002, 3)


def test_csv_of_gb18030_with_its_first_chinese_far_behind_is_recognised(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,2\n" * 400_000 + "长沙市,株洲市\n".encode("gb18030")
    assert refused(tmp_path, content).facts["guess"] == "gb18030"


@pytest.mark.parametrize("encoding", ["nope", "base64", "rot13", "", "utf\0"])
def test_csv_encoding_must_be_one(encoding: str, tmp_path: Path) -> None:
    assert refused(tmp_path, "a\n1\n", encoding=encoding).code == "RB0536"


def test_csv_of_the_wrong_encoding_is_refused(tmp_path: Path) -> None:
    found = refused(tmp_path, "a,b\n长沙,1\n", encoding="ascii")
    assert (found.code, found.facts["encoding"]) == ("RB0532", "ascii")


@pytest.mark.parametrize(
    ("name", "code"),
    [("none.csv", "RB0530"), ("none.xlsx", "RB0530"), ("none.jsonl", "RB0530"), ("none", "RB0530")],
)
def test_table_without_a_file(name: str, code: str, tmp_path: Path) -> None:
    found = open_table(tmp_path / name)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == [code]


def test_table_of_an_unknown_ending(tmp_path: Path) -> None:
    assert refused(tmp_path, "a: 1", "t.yaml").code == "RB0535"
    folder = open_table(tmp_path)
    assert isinstance(folder, tuple)
    assert (folder[0].code, folder[0].facts["problem"]) == ("RB0662", "none")
