"""Tables in a folder → one table, file after file in the order of their names, its rows numbered throughout.

All files have the same columns, in whatever order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools.folder_parts import other_columns, parts_of
from rubric_dsl.tools.table_rows import Row, Table
from rubric_dsl.tools.tables import ENDINGS, ending_of


def open_tables(
    folder: Path, opened: Callable[[Path], Table | tuple[Diagnostic, ...]]
) -> Table | tuple[Diagnostic, ...]:
    """The table in a folder, or all that is wrong with its files."""
    parts = parts_of(folder, lambda part: ending_of(part) if ending_of(part) in ENDINGS else "")
    if isinstance(parts, Diagnostic):
        return (parts,)
    tables: list[Table] = []
    mistakes: list[Diagnostic] = []
    for part in parts:
        table = opened(part)
        if isinstance(table, Table):
            tables.append(table)
        else:
            mistakes += [one for one in table if one.code != "RB0547"]  # a part without rows is one
    for other in tables[1:]:
        first = tables[0]
        wrong = other_columns(first.name, first.columns, other.name, other.columns)
        mistakes += [] if wrong is None else [wrong]
    if mistakes:
        return tuple(mistakes)
    if not tables:
        return opened(parts[0])

    def rows() -> Iterator[Row]:
        numbers = count(1)
        for table in tables:
            for _, cells in table.rows():
                yield next(numbers), cells

    expected = [table.expected for table in tables]
    total = None if None in expected else sum(one or 0 for one in expected)
    remarks = tuple(one for table in tables for one in table.remarks)
    return Table(str(folder), tables[0].columns, rows, total, remarks)
