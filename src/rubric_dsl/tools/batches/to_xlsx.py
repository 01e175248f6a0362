"""Batches of results → an Excel workbook, written row by row through a file on disk.

A spreadsheet's numbers are binary and keep 15 digits: a decimal with no more than that is the number that a
reader gets back, and is shown with the places that it has; a longer one is written as text. Text is text
whatever it begins with, and stays so when somebody edits the cell.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import define, field

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.tools.batches.cell_texts import is_text, plain_texts
from rubric_dsl.tools.batches.pieces import UnusableError
from rubric_dsl.tools.formulas import may_run

ROWS, CHARACTERS = 1_048_576, 32_767
"""Of a sheet, the row of column names among them; of a cell."""
DIGITS = 15


@define
class XlsxWriter:
    """Writes one sheet, with the column names first and always in sight."""

    path: Path
    schema: Any
    _book: Any = field(init=False)
    _sheet: Any = field(init=False)
    _formats: dict[str, Any] = field(factory=dict)
    _row: int = 0

    def __attrs_post_init__(self) -> None:
        from xlsxwriter import Workbook

        self._book = Workbook(str(self.path), {"constant_memory": True, "strings_to_formulas": False})
        self._sheet = self._book.add_worksheet("scores")
        self._sheet.freeze_panes(1, 0)
        bold = self._book.add_format({"bold": True, "quote_prefix": True})
        for place, name in enumerate(self.schema.names):
            self._sheet.write_string(0, place, name, bold)

    def write(self, batch: Any) -> None:
        if self._row + batch.num_rows >= ROWS:
            raise UnusableError(diagnostic("RB0667", None, most=ROWS - 1, row=None, column=""))
        columns = [
            self._cells(column, one.type) for column, one in zip(batch.columns, self.schema, strict=True)
        ]
        for cells in zip(*columns, strict=True):
            self._row += 1
            for place, (value, shape) in enumerate(cells):
                if value is None:
                    continue
                if isinstance(value, bool):
                    self._sheet.write_boolean(self._row, place, value)
                elif isinstance(value, str):
                    self._write_text(place, value, shape)
                elif isinstance(value, datetime.date):
                    self._sheet.write_datetime(self._row, place, value, shape)
                else:
                    self._sheet.write_number(self._row, place, value, shape)

    def close(self) -> None:
        self._book.close()

    def _write_text(self, place: int, text: str, shape: Any) -> None:
        if len(text) > CHARACTERS:
            facts = {"most": CHARACTERS, "row": self._row + 1, "column": self.schema.names[place]}
            raise UnusableError(diagnostic("RB0667", None, **facts))
        self._sheet.write_string(self._row, place, text, shape)

    def _cells(self, column: Any, kind: Any) -> list[tuple[Any, Any]]:
        """The values of a column as a sheet takes them, each with its format."""
        types = pa.types
        if types.is_decimal(kind) or types.is_integer(kind):
            shape = self._format(
                num_format="0." + "0" * kind.scale if types.is_decimal(kind) and kind.scale else "0"
            )
            return [(_number(value), shape) for value in column.to_pylist()]
        if types.is_floating(kind) or types.is_boolean(kind) or types.is_null(kind):
            return [(_finite(value), None) for value in column.to_pylist()]
        if types.is_date32(kind):
            shape = self._format(num_format="yyyy-mm-dd")
            return [(_day(value), shape) for value in column.to_pylist()]
        texts = plain_texts(column).to_pylist()
        if not is_text(kind):
            return [(text, None) for text in texts]
        quoted = self._format(quote_prefix=True)
        return [(text, quoted if text is not None and may_run(text) else None) for text in texts]

    def _format(self, **wanted: object) -> Any:
        key = repr(wanted)
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]


def _number(value: int | Decimal | None) -> object:
    """A number that a spreadsheet keeps, or its text."""
    if value is None:
        return None
    digits = len(value.as_tuple().digits) if isinstance(value, Decimal) else len(str(abs(value)))
    if digits > DIGITS:
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return float(value)


def _finite(value: object) -> object:
    """No cell holds what is no number."""
    return None if isinstance(value, float) and (value - value) != 0 else value


def _day(value: datetime.date | None) -> object:
    """A day, or its text where a spreadsheet's calendar does not have it."""
    return value if value is None or value.year > 1900 else value.isoformat()
