"""Values of a line of JSON → cells: what sort of thing they are, their text, and their JSON again.

>>> as_text(Decimal("0.50")), as_text(True), as_json(["长沙", Decimal("0.50")])
('0.50', 'true', '["长沙", 0.50]')
"""

from __future__ import annotations

import json
from decimal import Decimal

import pyarrow as pa

NOTHING = pa.null()
"""The type of a column with nothing in it."""
AS_JSON = {b"written": b"json"}
"""Noted at a column of text whose cells are JSON."""
_LONG = 1 << 63


def kind_of(value: object) -> pa.DataType | None:
    """The type of column for a value; None where only its JSON says what it is."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return pa.bool_()
    if isinstance(value, str):
        return pa.string()
    return pa.int64() if isinstance(value, int) and -_LONG <= value < _LONG else None


def as_text(value: object) -> str:
    """A value as the cell of a text table would have it."""
    if isinstance(value, str):
        return _whole(value)
    return as_json(value)


def as_json(value: object) -> str:
    """A value as JSON, its numbers exact."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(name)}: {as_json(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_json, value)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    return (
        str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else json.dumps(value)
    )


def _quoted(text: str) -> str:
    return json.dumps(_whole(text), ensure_ascii=False)


def _whole(text: str) -> str:
    """The text without halves of characters, which no encoding can write."""
    return (
        text.encode("utf-8", "replace").decode() if any("\ud800" <= one <= "\udfff" for one in text) else text
    )
