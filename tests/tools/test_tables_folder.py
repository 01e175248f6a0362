"""A folder of files, and compressed files, as one table for `rubric rank`."""

import gzip
from pathlib import Path

import pytest

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools.table_rows import Table
from rubric_dsl.tools.tables import open_table


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        content = text.encode()
        (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)


def test_folder_rows_follow_each_other_and_are_numbered_throughout(tmp_path: Path) -> None:
    files = {
        "2.csv": "b,a\n4,3\n",
        "1.csv": "a,b\n1,2\n1\n",
        "3.csv": "a,b\n",
        "_SUCCESS": "",
        ".x.csv": "c\n",
    }
    written(tmp_path, files | {"notes.txt": "x"})
    table = open_table(tmp_path)
    assert isinstance(table, Table)
    assert (table.columns, table.name) == (("a", "b"), str(tmp_path))
    found = [(number, one.code if isinstance(one, Diagnostic) else dict(one)) for number, one in table.rows()]
    assert found == [(1, {"a": "1", "b": "2"}), (2, "RB0551"), (3, {"b": "4", "a": "3"})]


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ({}, ["RB0662"]),
        ({"a.csv": "a\n1\n", "b.jsonl": '{"a": 1}'}, ["RB0662"]),
        ({"a.csv": "a,b\n1,2\n", "b.csv": "a,c\n1,2\n", "c.csv": ""}, ["RB0531", "RB0663"]),
        ({"a.csv": "a,b\n"}, ["RB0547"]),
    ],
)
def test_folder_that_is_no_table(files: dict[str, str], codes: list[str], tmp_path: Path) -> None:
    written(tmp_path, files)
    found = open_table(tmp_path)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv.gz", "a,b\n1,长沙\n"),
        ("t.tsv.gz", "a\tb\n1\t长沙\n"),
        ("t.jsonl.gz", '{"a": "1", "b": "长沙"}\n'),
    ],
)
def test_compressed_text_is_read_as_it_is(name: str, text: str, tmp_path: Path) -> None:
    written(tmp_path, {name: text})
    table = open_table(tmp_path / name)
    assert isinstance(table, Table)
    assert [dict(one) for _, one in table.rows() if not isinstance(one, Diagnostic)] == [
        {"a": "1", "b": "长沙"}
    ]


@pytest.mark.parametrize("ending", [".csv.gz", ".jsonl.gz"])
def test_damaged_compression_is_refused(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"t{ending}"
    path.write_bytes(gzip.compress(b'{"a": 1}\n' * 5000)[:-9])
    found = open_table(path)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["RB0660"]
