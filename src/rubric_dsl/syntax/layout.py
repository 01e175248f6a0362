"""Lines and indentation: source text → a tree of logical lines.

A line stands under the nearest line above it that is indented less. A line that ends with a comma goes
on in the next line when that one is indented deeper. Blank lines and comment lines belong to nobody here;
the formatter finds them by their numbers.

>>> [head.text for head in lay_out(SourceText("a", "metrics\\n  x count")).lines]
['metrics']
"""

from __future__ import annotations

from attrs import field, frozen, mutable

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText

MAX_NESTING = 24
"""Deeper indentation than this is refused."""
MAX_LINE_LENGTH = 20_000
"""A logical line longer than this (in characters) is refused."""

WIDE_SPACE = "\u3000"
COMMENT = ("#", "＃")
GOES_ON = (",", "，", "、", ";", "；")


@mutable
class LogicalLine:
    """One line to parse with the lines indented under it.

    ``text`` keeps its indentation (and its line ends, where it goes on over several lines), so that a
    column inside it is a column of the file. ``number`` is the 1-based number of its first line.
    """

    number: int
    indent: int
    text: str
    children: list[LogicalLine] = field(factory=list)


@frozen
class Layout:
    """The lines at the margin, and the faults of the layout itself."""

    lines: tuple[LogicalLine, ...]
    diagnostics: tuple[Diagnostic, ...]


def without_comment(line: str) -> str:
    """The line up to its comment; a ``#`` inside a quoted text is no comment."""
    closing = ""
    for column, character in enumerate(line):
        if closing:
            if character == closing:
                closing = ""
        elif character in COMMENT:
            return line[:column]
        else:
            closing = {'"': '"', "“": "”", "「": "」", "`": "`"}.get(character, "")
    return line


def _indent(line: str) -> int:
    width = 0
    for character in line:
        if character == WIDE_SPACE:
            width += 2
        elif character in " \t":
            width += 1
        else:
            break
    return width


def _logical_lines(source: SourceText) -> tuple[list[LogicalLine], list[Diagnostic]]:
    found: list[LogicalLine] = []
    faults: list[Diagnostic] = []
    going_on = False
    for number, line in enumerate(source.lines, start=1):
        said = without_comment(line).strip(" \t\u3000\f\v")
        if not said:
            continue
        indent = _indent(line)
        if going_on and found and indent > found[-1].indent:
            found[-1].text += "\n" * (number - found[-1].number - found[-1].text.count("\n")) + line
        else:
            if "\t" in line[: len(line) - len(line.lstrip(" \t\u3000"))]:
                column = line.index("\t") + 1
                faults.append(diagnostic("RB0110", Span(source.name, number, column, column + 1)))
            found.append(LogicalLine(number, indent, line))
        going_on = said.endswith(GOES_ON)
        if len(found[-1].text) > MAX_LINE_LENGTH:
            span = Span(source.name, found[-1].number, 1, 1)
            faults.append(diagnostic("RB0005", span, what="line", limit=MAX_LINE_LENGTH))
            found.pop()
            going_on = False
    return found, faults


def lay_out(source: SourceText) -> Layout:
    """Build the tree of lines; time in proportion to the text, whatever its shape."""
    lines, faults = _logical_lines(source)
    top: list[LogicalLine] = []
    open_lines: list[LogicalLine] = []
    child_indent: dict[int, int] = {}
    for line in lines:
        while open_lines and open_lines[-1].indent >= line.indent:
            open_lines.pop()
        if not open_lines:
            if line.indent > 0 and top and top[0].indent != line.indent:
                faults.append(_misplaced(source, line))
            top.append(line)
        elif len(open_lines) >= MAX_NESTING:
            span = Span(source.name, line.number, 1, line.indent + 1)
            faults.append(diagnostic("RB0005", span, what="nesting", limit=MAX_NESTING))
            continue
        else:
            parent = open_lines[-1]
            expected = child_indent.setdefault(id(parent), line.indent)
            if expected != line.indent:
                faults.append(_misplaced(source, line))
            parent.children.append(line)
        open_lines.append(line)
    return Layout(tuple(top), tuple(faults))


def _misplaced(source: SourceText, line: LogicalLine) -> Diagnostic:
    return diagnostic("RB0111", Span(source.name, line.number, 1, line.indent + 1))
