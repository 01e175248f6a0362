"""Columns → the text of their cells, many at a time: as CSV has it, or as JSON.

Comes in: an Arrow column. Goes out: a column of text. Numbers are written with all their digits, days as
``2023-12-31``; lists and records as JSON in either.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, time
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from rubric_dsl.tools.batches.json_cells import AS_JSON
from rubric_dsl.tools.formulas import FORMULA, PLAIN_NUMBER

_SPECIAL = r'["\\\x00-\x1f]'


def is_text(kind: Any) -> bool:
    """Whether a column is of text of whatever sort."""
    types = pa.types
    if types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def can_be_written(kind: Any) -> bool:
    """Whether cells of a type have a text: bytes have none."""
    types = pa.types
    if types.is_dictionary(kind):
        return can_be_written(kind.value_type)
    if types.is_nested(kind):
        return all(can_be_written(kind.field(place).type) for place in range(kind.num_fields))
    binary = types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind)
    return not (binary or types.is_binary_view(kind))


def plain_texts(column: Any) -> Any:
    """The cells as text, null where there is none."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return plain_texts(column.dictionary_decode())
    if pa.types.is_string(kind):
        return column
    try:
        if pa.types.is_nested(kind):
            raise pa.ArrowNotImplementedError
        return column.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return pa.array([None if cell is None else _json(cell) for cell in column.to_pylist()], pa.string())


def csv_texts(column: Any, delimiter: str) -> Any:
    """The cells as CSV has them: harmless, and in quotation marks where they have to be."""
    texts = plain_texts(column)
    if is_text(column.type):
        runs = pc.and_not(
            pc.match_substring_regex(texts, FORMULA), pc.match_substring_regex(texts, PLAIN_NUMBER)
        )
        if pc.any(runs).as_py():
            texts = pc.if_else(runs, pc.binary_join_element_wise("'", texts, ""), texts)
    elif not pa.types.is_nested(column.type):
        return texts
    special = pc.match_substring_regex(texts, f'[{delimiter}"\r\n]')
    if pc.any(special).as_py():
        doubled = pc.replace_substring(texts, '"', '""')
        texts = pc.if_else(special, pc.binary_join_element_wise('"', doubled, '"', ""), texts)
    return texts


def json_texts(column: Any, field: Any, as_text: bool = False) -> Any:
    """The cells as JSON, null where there is none; numbers in quotation marks where text is wanted."""
    kind, texts = field.type, plain_texts(column)
    if field.metadata and AS_JSON.items() <= field.metadata.items():
        return texts
    if pa.types.is_floating(kind):
        return pc.if_else(pc.is_finite(column), texts, "null")
    bare = pa.types.is_integer(kind) or pa.types.is_decimal(kind) or pa.types.is_boolean(kind)
    if pa.types.is_nested(kind) or (bare and not as_text):
        return texts
    special = pc.match_substring_regex(texts, _SPECIAL)
    quoted = pc.binary_join_element_wise('"', texts, '"', "")
    if pc.any(special).as_py():
        escaped = [json.dumps(text, ensure_ascii=False) for text in texts.filter(special).to_pylist()]
        quoted = pc.replace_with_mask(quoted, pc.fill_null(special, False), pa.array(escaped, pa.string()))
    return quoted


def lines(parts: Sequence[Any], missing: str) -> Any:
    """Columns of text and single texts, joined row by row, as the bytes of all rows."""
    joined = pc.binary_join_element_wise(*parts, "", null_handling="replace", null_replacement=missing)
    if isinstance(joined, pa.Scalar):
        return joined.as_py().encode()
    _, offsets, values = joined.buffers()
    if not len(joined):
        return b""
    edges = memoryview(offsets).cast("i")
    return memoryview(values)[edges[joined.offset] : edges[joined.offset + len(joined)]]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_said)


def _said(value: object) -> object:
    return value.isoformat() if isinstance(value, date | time) else str(value)
