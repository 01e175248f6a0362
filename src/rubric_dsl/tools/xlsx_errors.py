"""The cells of a sheet that show an error instead of a value: ``#DIV/0!``, ``#N/A``, ``#REF!``.

A workbook is a zip of XML parts. The sheet's part is looked through for the mark of an error cell first,
and read as XML only where there is one.

>>> cell_name(7, 28)
'AB7'
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree

_MARK = re.compile(rb"""\bt=["']e["']""")
_NAME = re.compile(r"([A-Z]{1,3})([0-9]+)")
_PIECE = 1024 * 1024


def error_cells(path: Path, sheet: str) -> Mapping[tuple[int, int], str]:
    """(row, column), both from 1, of each error cell on the sheet of that title, and what it shows."""
    with zipfile.ZipFile(path) as parts:
        part = _part(parts, sheet)
        if not _marked(parts, part):
            return {}
        with parts.open(part) as content:
            return dict(_errors(content))


def cell_name(row: int, column: int) -> str:
    """A cell's name in Excel."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row}"


def _part(parts: zipfile.ZipFile, sheet: str) -> str:
    """Where in the zip the sheet of that title lies; KeyError where the workbook does not say."""
    workbook = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    relations = {
        element.get("name"): value
        for element in workbook.iter()
        if _local(element.tag) == "sheet"
        for key, value in element.attrib.items()
        if key.endswith("}id")
    }
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    }
    return str(PurePosixPath("/xl", targets[relations[sheet]])).lstrip("/")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _marked(parts: zipfile.ZipFile, part: str) -> bool:
    before = b""
    with parts.open(part) as content:
        while piece := content.read(_PIECE):
            if _MARK.search(before + piece):
                return True
            before = piece[-8:]
    return False


def _errors(content: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    row = column = 0
    for event, element in ElementTree.iterparse(content, events=("start", "end")):
        tag = _local(element.tag)
        if event == "start" and tag == "row":
            row, column = int(element.get("r", row + 1)), 0
        elif event == "start" and tag == "c":
            column = _column(element.get("r", "")) or column + 1
        elif event == "end" and tag == "c" and element.get("t") == "e":
            shown = next((child.text for child in element if _local(child.tag) == "v"), None)
            yield (row, column), shown or "#?"
        elif event == "end" and tag == "row":
            element.clear()


def _column(reference: str) -> int:
    found = _NAME.fullmatch(reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - 64
    return number
