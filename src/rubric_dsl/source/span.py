"""Where a piece of text stands in a rubric file.

Lines and columns are 1-based; a column counts characters (code points), so that it is right under
Chinese text as well. ``end_column`` is the column just behind the last character.
"""

from __future__ import annotations

from attrs import frozen


@frozen
class Span:
    """A stretch of one line: ``annex-1.rubric:41:5``."""

    file: str
    line: int
    column: int
    end_column: int

    @property
    def place(self) -> str:
        """The place as editors and terminals link it: ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"
