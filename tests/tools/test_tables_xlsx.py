import datetime
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools.table_rows import Table
from rubric_dsl.tools.tables import open_table
from rubric_dsl.tools.xlsx_errors import cell_name


def workbook(path: Path, fill: Callable[[xlsxwriter.Workbook], object]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    fill(book)
    book.close()
    return path


def opened(path: Path, sheet: str | None = None) -> Table:
    table = open_table(path, sheet=sheet)
    assert isinstance(table, Table), table
    return table


def refused(path: Path, sheet: str | None = None) -> Diagnostic:
    found = open_table(path, sheet=sheet)
    assert isinstance(found, tuple), found
    return found[0]


def test_xlsx_cells_are_exact(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["城市", "whole", "part", "yes", "text", "day", "blank", 2023])
        page.write_row(1, 0, ["长沙", 8, 0.285, True, "007"])
        page.write_datetime(
            1, 5, datetime.datetime(2023, 5, 1), book.add_format({"num_format": "yyyy-mm-dd"})
        )
        page.write_formula(1, 7, "=0.1+0.2", None, 0.30000000000000004)

    table = opened(workbook(tmp_path / "t.xlsx", fill))
    assert table.columns == ("城市", "whole", "part", "yes", "text", "day", "blank", "2023")
    ((row, cells),) = table.rows()
    assert not isinstance(cells, Diagnostic)
    assert (row, table.expected) == (2, 1)
    assert list(cells.values()) == [
        "长沙",
        8,
        Decimal("0.285"),
        True,
        "007",
        "2023-05-01",
        None,
        Decimal("0.30000000000000004"),
    ]
    assert isinstance(cells["whole"], int)


def test_xlsx_rows_carry_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(2, 1, ["城市", "a"])
        page.write_row(3, 1, ["长沙", 1])
        page.write_row(6, 1, ["株洲", 2])

    table = opened(workbook(tmp_path / "t.xlsx", fill))
    assert list(table.rows()) == [(4, {"城市": "长沙", "a": 1}), (7, {"城市": "株洲", "a": 2})]


def test_xlsx_error_cells_spoil_their_row_only(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(1, 1, ["城市", "a", "b"])
        page.write_row(2, 1, ["长沙", 1])
        page.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        page.write_row(3, 1, ["株洲", 1, 2])
        page.write_formula(4, 2, "=NA()", None, "#N/A")
        page.write_formula(3, 9, "=NA()", None, "#N/A")  # beside the table

    rows = list(opened(workbook(tmp_path / "t.xlsx", fill)).rows())
    first, second, third = (cells for _, cells in rows)
    assert isinstance(first, Diagnostic)
    assert first.code == "RB0556"
    assert first.facts == {"row": 3, "cell": "D3", "shown": "#DIV/0!", "column": "b"}
    assert second == {"城市": "株洲", "a": 1, "b": 2}
    assert isinstance(third, Diagnostic)
    assert (rows[2][0], third.facts["cell"]) == (5, "C5")


def several(book: xlsxwriter.Workbook) -> None:
    for name, value in (("hidden", 0), ("2023", 1), ("2022", 2), ("empty", None)):
        page = book.add_worksheet(name)
        if value is not None:
            page.write_row(0, 0, ["城市", "a"])
            page.write_row(1, 0, ["长沙", value])
        if name == "hidden":
            page.hide()
    book.get_worksheet_by_name("2023").activate()
    book.get_worksheet_by_name("2023").set_first_sheet()


def test_xlsx_first_visible_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    table = opened(workbook(tmp_path / "t.xlsx", several))
    assert list(table.rows()) == [(2, {"城市": "长沙", "a": 1})]
    (remark,) = table.remarks
    assert (remark.code, remark.severity, remark.facts["others"]) == ("RB0558", "warning", ["2022"])


def test_xlsx_sheet_can_be_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", several)
    table = opened(path, "2022")
    assert list(table.rows()) == [(2, {"城市": "长沙", "a": 2})]
    assert table.remarks == ()
    assert refused(path, "2021").facts["sheets"] == ["2023", "2022", "empty"]
    assert refused(path, "empty").code == "RB0531"


def test_xlsx_headings_alone_are_no_table(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", lambda book: book.add_worksheet().write_row(0, 0, ["a", "b"]))
    assert refused(path).code == "RB0547"


@pytest.mark.parametrize(
    ("content", "code", "problem"),
    [
        (b"", "RB0531", None),
        (b"a,b\n1,2\n", "RB0555", "other"),
        (b"PK\x03\x04broken", "RB0555", "damaged"),
        (b"\xd0\xcf\x11\xe0old", "RB0555", "locked"),
    ],
)
def test_xlsx_that_is_no_workbook(content: bytes, code: str, problem: str | None, tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(content)
    found = refused(tmp_path / "t.xlsx")
    assert (found.code, found.facts.get("problem")) == (code, problem)


def test_xlsx_zip_without_a_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as parts:
        parts.writestr("note.txt", "nothing")
    assert refused(tmp_path / "t.xlsx").code == "RB0555"


def test_xlsx_cut_short_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", several)
    path.write_bytes(path.read_bytes()[:-100])
    assert refused(path).code == "RB0555"


def test_xlsx_without_the_reading_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "t.xlsx", several)
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    found = refused(path)
    assert (found.code, found.facts["package"]) == ("RB0554", "rubric-dsl[table]")


@pytest.mark.parametrize(
    ("at", "name"), [((1, 1), "A1"), ((7, 26), "Z7"), ((7, 27), "AA7"), ((1, 16384), "XFD1")]
)
def test_cell_name_counts_as_excel_does(at: tuple[int, int], name: str) -> None:
    assert cell_name(*at) == name
