from decimal import Decimal
from pathlib import Path

import pytest

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools.table_rows import Table
from rubric_dsl.tools.tables import open_table

CELLS = {
    "'长沙'": ("城市", "长沙"),
    "8::INT": ("whole", 8),
    "8::DOUBLE": ("even", 8),
    "0.285::DOUBLE": ("wide", Decimal("0.285")),
    "0.1::FLOAT": ("narrow", "0.1"),
    "0.10::DECIMAL(10, 2)": ("exact", Decimal("0.10")),
    "true": ("yes", True),
    "NULL::INT": ("nothing", None),
    "DATE '2023-05-01'": ('the "day"', "2023-05-01"),
}


def test_parquet_cells_are_exact(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    selected = ", ".join(
        f'{value} AS "{name.replace(chr(34), chr(34) * 2)}"' for value, (name, _) in CELLS.items()
    )
    path = tmp_path / "a[1]*.parquet"
    duckdb.connect().execute(f"COPY (SELECT {selected} FROM range(3000)) TO '{path}' (FORMAT parquet)")
    table = open_table(path)
    assert isinstance(table, Table)
    rows = list(table.rows())
    assert (len(rows), table.expected, rows[0][0], rows[-1][0]) == (3000, 3000, 1, 3000)
    _, cells = rows[-1]
    assert not isinstance(cells, Diagnostic)
    assert cells == dict(CELLS.values())
    assert isinstance(cells["even"], int)


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "RB0531"), (b"PAR1", "RB0567"), (b"a,b\n1,2\n", "RB0567")]
)
def test_parquet_that_cannot_be_used(content: bytes, code: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    (tmp_path / "t.parquet").write_bytes(content)
    found = open_table(tmp_path / "t.parquet")
    assert isinstance(found, tuple)
    assert [one.code for one in found] == [code]


def test_parquet_without_the_reading_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    found = open_table(tmp_path / "t.parquet")
    assert isinstance(found, tuple)
    assert (found[0].code, found[0].facts["format"]) == ("RB0554", "Parquet")
