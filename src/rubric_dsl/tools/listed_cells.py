"""A list as a file holds it → the entries that its metric asks for, each value read as its field's kind.

YAML and JSON hold lists as they are. A cell of a table holds JSON, or numbers separated by semicolons. What
cannot be read stays what it was, so that the check of the inputs can say what is wrong with it.

>>> from_cell(marks, "18; 17.5; 19")
[Decimal('18'), Decimal('17.5'), Decimal('19')]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from rubric_dsl.model.lists import own_name
from rubric_dsl.model.rubric import Entries
from rubric_dsl.tools.values import MAX_DIGITS, exact_number, value_from_cell

MAX_CELL = 1 << 20
"""Characters of a cell that are read as a list."""


def from_cell(entries: Entries, cell: object) -> object:
    """A cell, or a value of YAML or JSON, as a list."""
    if isinstance(cell, str):
        cell = _from_text(cell.strip(), entries.bare)
    elif hasattr(cell, "tolist"):
        cell = cell.tolist()  # an array of a column of lists
    if not isinstance(cell, list | tuple):
        return cell
    kinds = {own_name(field.id): field.kind for field in entries.fields}
    names = {alias: own_name(field.id) for field in entries.fields for alias in field.aliases}
    if entries.bare:
        return [value_from_cell(entry, entries.fields[0].kind) for entry in cell]
    return [_record(entry, kinds, names) for entry in cell]


def _record(entry: object, kinds: Mapping[str, str], names: Mapping[str, str]) -> object:
    if not isinstance(entry, Mapping):
        return entry
    known = {name: kinds.get(names.get(str(name), str(name))) for name in entry}
    return {
        name: value if kind is None or kind == "text" else value_from_cell(value, kind)
        for (name, value), kind in zip(entry.items(), known.values(), strict=True)
    }


def _from_text(text: str, bare: bool) -> object:
    if len(text) > MAX_CELL:
        return text
    if text.startswith("["):
        import json

        try:
            return json.loads(text, parse_float=_decimal, parse_int=_whole, parse_constant=str)
        except (ValueError, RecursionError):
            return text
    return re.split("[;；]", text) if bare else text


def _decimal(text: str) -> object:
    number = exact_number(text)
    return text if number is None else Decimal(number)


def _whole(text: str) -> object:
    return int(text) if len(text) <= MAX_DIGITS else text
