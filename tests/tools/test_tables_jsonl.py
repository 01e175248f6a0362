from decimal import Decimal
from pathlib import Path

import pytest

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools.table_rows import Table
from rubric_dsl.tools.tables import open_table


def test_jsonl_rows_are_exact_and_numbered_by_line(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes('{"城市": "长沙", "a": 0.10}\r\n\n{"a": null, "b": true}'.encode("utf-8-sig"))
    table = open_table(path)
    assert isinstance(table, Table)
    assert (table.columns, table.expected) == (("城市", "a", "b"), 2)
    assert list(table.rows()) == [(1, {"城市": "长沙", "a": Decimal("0.10")}), (3, {"a": None, "b": True})]


def test_jsonl_wrong_lines_stand_in_their_place(tmp_path: Path) -> None:
    path = tmp_path / "t.ndjson"
    lines = [
        '{"a": 1}',
        "[1]",
        '{"a": NaN}',
        '{"a": 1',
        '{"a": 1, "a": 2}',
        '{"a": "' + "x" * 2**20 + '"}',
        '{"a": 2}',
    ]
    path.write_text("\n".join(lines), "utf-8")
    table = open_table(path)
    assert isinstance(table, Table)
    rows = [(row, cells.code if isinstance(cells, Diagnostic) else cells["a"]) for row, cells in table.rows()]
    assert rows == [(1, 1), (2, "RB0538"), (3, "RB0541"), (4, "RB0537"), (5, "RB0539"), (6, "RB0553"), (7, 2)]
    _, wrong = list(table.rows())[3]
    assert isinstance(wrong, Diagnostic)
    assert wrong.span is not None
    assert (wrong.span.line, wrong.span.column) == (4, 8)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "RB0531"), (b"\n\n", "RB0531"), (b"1\n2\n", "RB0538"), (b'{"a": "\xff"}', "RB0532")],
)
def test_jsonl_that_cannot_be_used(content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_bytes(content)
    found = open_table(tmp_path / "t.jsonl")
    assert isinstance(found, tuple)
    assert [one.code for one in found] == [code]
