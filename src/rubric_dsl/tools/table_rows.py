"""A table of many subjects, however its file is written: names of columns, and rows that come one by one.

A row carries the number that a person sees beside it in that file. A row that cannot be read is a
diagnostic in its place, so that no subject ever gets lost on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span

Cells = Mapping[str, object]
Row = tuple[int, Cells | Diagnostic]


@frozen
class Table:
    """An open table. ``rows`` starts from the first subject each time that it is called."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    expected: int | None = None
    """About how many rows will come, where that is known beforehand."""
    remarks: tuple[Diagnostic, ...] = ()


def heading_mistakes(name: str, row: int, cells: Sequence[str]) -> tuple[Diagnostic, ...]:
    """What is wrong with a table's row of column names: one without a name, or a name that stands twice."""
    found: list[Diagnostic] = []
    first: dict[str, int] = {}
    for number, column in enumerate(cells, start=1):
        if not column:
            found.append(diagnostic("RB0548", Span(name, row, 1, 1), row=row, column=number))
        elif column in first:
            facts = {"name": column, "first": first[column], "second": number, "row": row}
            found.append(Diagnostic("RB0549", Span(name, row, 1, 1), facts))
        first.setdefault(column, number)
    return tuple(found)


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Column names without the blanks around them and without unnamed columns at the end."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def fitted(place: Span, row: int, cells: Sequence[object], columns: tuple[str, ...]) -> Cells | Diagnostic:
    """Cells under their columns, or the diagnostic of a row with too many or too few of them."""
    extra = next((str(cell) for cell in cells[len(columns) :] if not blank(cell)), "")
    if extra or len(cells) < len(columns):
        facts = {"row": row, "cells": len(cells), "columns": len(columns), "extra": extra}
        return Diagnostic("RB0550" if extra else "RB0551", place, facts)
    return dict(zip(columns, cells, strict=False))


def blank(cell: object) -> bool:
    """Whether a cell says nothing: empty, or white space only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def without_subjects(name: str) -> Diagnostic:
    """The table has column names and nothing below them."""
    return diagnostic("RB0547", Span(name, 1, 1, 1), path=name)
