"""Tables in Excel workbooks → rows of cells, each number by its shortest decimal text.

The first visible sheet is read unless another is named. Rows carry Excel's own numbers. Excel keeps binary
floats: 0.285 in a cell is read as the decimal 0.285, and 8.0 as 8. A cell with an error (``#DIV/0!``)
spoils its row: the reading library hands such cells out as blank ones, so they are looked up beside it.
"""

from __future__ import annotations

import datetime
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic, warning
from rubric_dsl.source.span import Span
from rubric_dsl.tools import files
from rubric_dsl.tools.table_rows import Row, Table, blank, fitted, heading_mistakes, trimmed, without_subjects
from rubric_dsl.tools.values import exact_float
from rubric_dsl.tools.xlsx_errors import cell_name, error_cells

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# all that Python's zip and XML readers say of a broken file; an encrypted part is a RuntimeError
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
)
MAX_UNPACKED_BYTES = 2 * 1024**3


def open_xlsx(path: Path, sheet: str | None) -> Table | tuple[Diagnostic, ...]:
    """The table on one sheet of a workbook, or why it cannot be used."""
    name = str(path)
    mistake = files.unreadable(path) or _no_workbook(path)
    if mistake:
        return (mistake,)
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        return (diagnostic("RB0554", None, path=name, format="Excel", package="rubric-dsl[table]"),)
    try:
        workbook = CalamineWorkbook.from_path(name)
        titles = _titles(workbook)
        chosen = _chosen(name, titles, sheet)
        if isinstance(chosen, Diagnostic):
            return (chosen,)
        page = workbook.get_sheet_by_name(chosen)
        others = [
            title for title in titles if title != chosen and workbook.get_sheet_by_name(title).end is not None
        ]
        errors = error_cells(path, chosen)
    except (CalamineError, *_DAMAGED):
        return (diagnostic("RB0555", files.start(name), path=name, problem="damaged"),)
    remark = warning("RB0558", files.start(name), sheet=chosen, others=others)
    return _table(name, page, errors, (remark,) if others and not sheet else ())


def _no_workbook(path: Path) -> Diagnostic | None:
    """Why a file is no workbook of today's kind, told by its first bytes."""
    name = str(path)
    with path.open("rb") as file:
        beginning = file.read(4)
    if beginning == b"\xd0\xcf\x11\xe0":
        return diagnostic("RB0555", files.start(name), path=name, problem="locked")
    if beginning != b"PK\x03\x04":
        return diagnostic("RB0555", files.start(name), path=name, problem="other")
    try:
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except _DAMAGED:
        return diagnostic("RB0555", files.start(name), path=name, problem="damaged")
    return files.too_long(name, MAX_UNPACKED_BYTES) if unpacked > MAX_UNPACKED_BYTES else None


def _titles(workbook: CalamineWorkbook) -> list[str]:
    """The sheets of cells that a person sees."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _chosen(name: str, titles: list[str], sheet: str | None) -> str | Diagnostic:
    if sheet is None and titles:
        return titles[0]
    if sheet in titles:
        return sheet
    return diagnostic("RB0557", files.start(name), path=name, sheet=sheet or "", sheets=titles)


def _table(
    name: str, page: CalamineSheet, errors: Mapping[tuple[int, int], str], remarks: tuple[Diagnostic, ...]
) -> Table | tuple[Diagnostic, ...]:
    filled = ((row, cells) for row, cells in _numbered(page) if not all(map(blank, cells)))
    row, heading = next(filled, (0, []))
    columns = trimmed(["" if cell is None else str(cell) for cell in heading])
    if not columns:
        return (files.empty(name),)
    mistakes = heading_mistakes(name, row, columns)
    if not mistakes and next(filled, None) is None:
        mistakes = (without_subjects(name),)
    sheet = _Sheet(name, page, columns, row, errors)
    return mistakes or Table(name, columns, sheet.rows, (page.end or (0, 0))[0] + 1 - row, remarks)


def _numbered(page: CalamineSheet) -> Iterator[tuple[int, list[object]]]:
    for row, cells in enumerate(page.iter_rows(), start=1):
        yield row, [_exact(cell) for cell in cells]


def _exact(cell: object) -> object:
    if isinstance(cell, float):
        return exact_float(cell)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    return None if cell == "" else cell


@frozen
class _Sheet:
    """A sheet whose row of column names is found."""

    name: str
    page: CalamineSheet
    columns: tuple[str, ...]
    heading: int
    errors: Mapping[tuple[int, int], str]

    def rows(self) -> Iterator[Row]:
        wrong = {row for row, _ in self.errors}
        for row, cells in _numbered(self.page):
            place = Span(self.name, row, 1, 1)
            spoiled = self.spoiled(row, place) if row in wrong else None
            if row > self.heading and (spoiled or not all(map(blank, cells))):
                yield row, spoiled or fitted(place, row, cells, self.columns)

    def spoiled(self, row: int, place: Span) -> Diagnostic | None:
        # the cells come from the first used column on, and from row 1 on
        first = (self.page.start or (0, 0))[1] + 1
        for at, column in enumerate(self.columns, start=first):
            if (row, at) in self.errors:
                facts = {"row": row, "cell": cell_name(row, at), "shown": self.errors[row, at]}
                return Diagnostic("RB0556", place, {**facts, "column": column})
        return None
