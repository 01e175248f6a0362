"""Metrics in columns: name, name in the other script, what it is, labels; and comments under each other.

Comes in: rows in the order of the file, a metric's as its four cells. Goes out: their text. All names of a
list share their columns; what stands behind them lines up from one blank line to the next. Widths are those
of a terminal, where a Chinese character takes two columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import frozen

from rubric_dsl.source.display import pad, width

GAP = "  "
STANDS_OUT = 40
"""A cell that is wider than the usual one by more than this does not push its neighbours to the right."""

Cells = tuple[str, str, str, str]


@frozen
class Declared:
    """A metric's cells; ``names`` and ``others`` are empty for a derived value, which has two cells."""

    cells: Cells
    group: int
    """The line that the list stands under."""
    block: int
    """Rows between two blank lines."""
    apart: bool = False
    """Whether it may be wider than its neighbours without pushing them: who judges has a long name."""


def _column(cells: Iterable[str]) -> int:
    widths = sorted(map(width, cells))
    usual = widths[len(widths) // 2] if widths else 0
    return max((one for one in widths if one <= usual + STANDS_OUT), default=0)


def in_columns(rows: Sequence[Declared]) -> list[str]:
    """The text of each row."""
    groups: dict[int, list[Declared]] = {}
    blocks: dict[tuple[int, int, bool], list[Declared]] = {}
    for row in rows:
        derived = not row.cells[0]
        if not derived:
            groups.setdefault(row.group, []).append(row)
        blocks.setdefault((row.group, row.block, derived), []).append(row)
    first = {group: [_column(row.cells[at] for row in own) for at in (0, 1)] for group, own in groups.items()}
    # what stands before labels pushes them only where there is one
    third = {
        block: _column(row.cells[2] for row in own if row.cells[3] and not row.apart)
        for block, own in blocks.items()
    }
    texts = []
    for row in rows:
        derived = not row.cells[0]
        names = [] if derived else [pad(row.cells[0], first[row.group][0])]
        if not derived and first[row.group][1]:
            names.append(pad(row.cells[1], first[row.group][1]))
        what = pad(row.cells[2], third[row.group, row.block, derived])
        texts.append(GAP.join([*names, what, row.cells[3]]).rstrip())
    return texts


def with_comments(rows: Sequence[tuple[str, str, int]]) -> list[str]:
    """Rows with their comments behind them: of rows that follow each other, all in one column.

    A row is its text (with its indentation), its comment and its depth; one without text breaks the column.
    """
    lines: list[str] = []
    for (commented, _), run in groupby(rows, key=lambda row: (bool(row[0] and row[1]), row[2])):
        own = list(run)
        if not commented:
            lines.extend(text or comment for text, comment, _ in own)
            continue
        column = max(width(text) for text, _, _ in own)
        lines.extend(pad(text, column) + GAP + comment for text, comment, _ in own)
    return lines
