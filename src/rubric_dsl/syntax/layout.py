"""Lines and indentation: source text → a tree of logical lines.

A line stands under the nearest line above it that is indented less (:mod:`rubric_dsl.syntax.placing`). A
line that ends with a comma goes on in the next line when that one is indented deeper. Blank lines and
comment lines belong to nobody here; the formatter finds them by their numbers.

>>> [head.text for head in lay_out(SourceText("a", "metrics\\n  x count")).lines]
['metrics']
"""

from __future__ import annotations

from attrs import frozen

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.placing import LogicalLine, placed
from rubric_dsl.syntax.shape import shape_of, without_comment

MAX_LINE_LENGTH = 20_000
"""A logical line longer than this (in characters) is refused."""

WIDE_SPACE = "\u3000"
GOES_ON = (",", "，", "、", ";", "；")


@frozen
class Layout:
    """The lines at the margin, and the faults of the layout itself."""

    lines: tuple[LogicalLine, ...]
    diagnostics: tuple[Diagnostic, ...]
    tangled: bool = False
    """What stands at the margin may not be what the writer meant to stand there."""


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
            found.append(LogicalLine(number, indent, line, shape=shape_of(line[:MAX_LINE_LENGTH])))
        going_on = said.endswith(GOES_ON)
        if len(found[-1].text) > MAX_LINE_LENGTH:
            span = Span(source.name, found[-1].number, 1, 1)
            faults.append(diagnostic("RB0005", span, what="line", limit=MAX_LINE_LENGTH))
            found[-1].too_long = True
            going_on = False
    return found, faults


def lay_out(source: SourceText) -> Layout:
    """Build the tree of lines; time in proportion to the text, whatever its shape."""
    lines, faults = _logical_lines(source)
    tree = placed(lines, source.name)
    return Layout(tree.lines, (*faults, *tree.faults), tree.tangled)
