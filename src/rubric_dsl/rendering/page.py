"""A page of fixed width made of styled pieces: what the text and the terminal rendering share.

In come texts with the name of a style, out come rows. Joined without their styles they are the plain
text; a terminal colours them (:mod:`rubric_dsl.rendering.terminal`). All columns are display columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import define, field, frozen

from rubric_dsl.source.display import pad, width, wrap

Style = Literal["plain", "title", "strong", "dim", "lost", "gained", "name"]

NO_BREAK_SPACE = "\u00a0"


@frozen
class Piece:
    """A stretch of one row in one style."""

    text: str
    style: Style = "plain"


Row = tuple[Piece, ...]


def plain(rows: Sequence[Row]) -> str:
    """The rows as text, without blanks at their ends."""
    return "\n".join("".join(piece.text for piece in row).rstrip(" ") for row in rows)


@define
class Page:
    """Rows being written, top to bottom."""

    columns: int
    rows: list[Row] = field(factory=list)

    def blank(self) -> None:
        """An empty row, unless there is one or the page is empty."""
        if self.rows and self.rows[-1]:
            self.rows.append(())

    def paragraph(self, text: str, indent: int = 0, style: Style = "plain") -> None:
        """A text over as many rows as it takes; lines keep their own indentation."""
        for line in text.split("\n"):
            inner = indent + len(line) - len(line.lstrip(" "))
            for part in wrap(line.strip(" "), self.columns - inner):
                self.rows.append((Piece(" " * inner), Piece(part, style)))

    def named(self, name: str, text: str, indent: int, name_columns: int, style: Style = "plain") -> None:
        """A short name and beside it a text, wrapped under itself."""
        start = indent + name_columns + 2
        for number, part in enumerate(wrap(text, self.columns - start)):
            label = pad(name, name_columns) if number == 0 else " " * name_columns
            self.rows.append(
                (
                    Piece(" " * indent),
                    Piece(label + "  ", "name"),
                    Piece(part.replace(NO_BREAK_SPACE, " "), style),
                )
            )

    def spread(
        self,
        left: str,
        right: Sequence[Piece],
        indent: int = 0,
        style: Style = "plain",
        aside: str = "",
    ) -> None:
        """A text at the left, figures at the right edge of its first row.

        ``aside`` follows the text, dimmed, on the same row or where it does not fit on one of its own.
        """
        taken = sum(width(piece.text) for piece in right)
        space = max(12, self.columns - indent - taken - 2)
        for number, part in enumerate(parts := wrap(left, space)):
            row = [Piece(" " * indent), Piece(part, style)]
            used = width(part)
            last = number == len(parts) - 1
            if last and aside and used + 2 + width(aside) <= space:
                row.append(Piece("  " + aside, "dim"))
                used += 2 + width(aside)
                aside = ""
            if number == 0:
                row += [Piece(" " * (space - used + 2)), *right]
            self.rows.append(tuple(row))
        if aside:
            self.paragraph(aside, indent, "dim")

    def with_place(self, text: str, place: str, indent: int, style: Style = "plain") -> None:
        """A text, and at the right edge of its last row the place that it comes from."""
        self.paragraph(text, indent, style)
        used = sum(width(piece.text) for piece in self.rows[-1])
        if used + 2 + width(place) <= self.columns:
            gap = Piece(" " * (self.columns - used - width(place)))
            self.rows[-1] = (*self.rows[-1], gap, Piece(place, "dim"))
        elif width(place) <= self.columns:
            self.rows.append((Piece(pad(place, self.columns, "right"), "dim"),))
        else:
            self.paragraph(place, indent, "dim")
