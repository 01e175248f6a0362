"""Lines and indentation: source text → a tree of logical lines.

A line stands under the nearest line above it that is indented less. A line that ends with a comma goes
on in the next line when that one is indented deeper. Blank lines and comment lines belong to nobody here;
the formatter finds them by their numbers.

Where the indentation contradicts itself, the line that looks wrong is told of once and the lines are put
where they most likely belong, so that one slip of the space bar is one mistake.

>>> [head.text for head in lay_out(SourceText("a", "metrics\\n  x count")).lines]
['metrics']
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from attrs import define, field, frozen, mutable

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.shape import Shape, shape_of, without_comment

MAX_NESTING = 24
"""Deeper indentation than this is refused."""
MAX_LINE_LENGTH = 20_000
"""A logical line longer than this (in characters) is refused."""

WIDE_SPACE = "\u3000"
GOES_ON = (",", "，", "、", ";", "；")


@mutable(eq=False)
class LogicalLine:
    """One line to parse with the lines indented under it.

    ``text`` keeps its indentation (and its line ends, where it goes on over several lines), so that a
    column inside it is a column of the file. ``number`` is the 1-based number of its first line.
    """

    number: int
    indent: int
    text: str
    children: list[LogicalLine] = field(factory=list)
    shape: Shape = "unknown"
    too_long: bool = False
    astray: bool = False
    """Told of as indented under a line that takes nothing; perhaps it only goes on with that line."""
    tangled: bool = False
    """What stands under it may not be what the writer meant to stand there."""


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


def _usual_step(lines: list[LogicalLine]) -> int:
    """By how much this file indents, as a rule."""
    jumps = Counter(
        below.indent - above.indent for above, below in pairwise(lines) if below.indent > above.indent
    )
    return jumps.most_common(1)[0][0] if jumps else 2


@define
class _Level:
    """Lines that stand side by side: at the margin, or under one line."""

    indent: int
    parent: LogicalLine | None
    lines: list[LogicalLine]
    told: set[int] = field(factory=set)
    """Indentations that were told of here; a second line indented so is no second mistake."""

    def takes(self, line: LogicalLine) -> bool:
        """Whether lines may stand under a line of this level."""
        if line.shape in ("cited", "about", "rule"):
            return False
        return line.shape == "heading" or self.parent is None or self.parent.shape != "metrics"


@define
class _Laying:
    """The state of one layout: the levels that are open, from the margin inwards."""

    source: SourceText
    step: int
    levels: list[_Level]
    faults: list[Diagnostic] = field(factory=list)
    tangled: bool = False

    def tell(self, code: str, line: LogicalLine, **facts: object) -> None:
        start = len(line.text) - len(line.text.lstrip(" \t\u3000")) + 1
        end = len(line.text.split("\n", 1)[0].rstrip()) + 1
        column, end = (1, start) if code in ("RB0111", "RB0005") else (start, end)
        self.faults.append(diagnostic(code, Span(self.source.name, line.number, column, end), **facts))

    def place(self, line: LogicalLine, below: LogicalLine | None) -> None:
        """Put one line where it belongs; ``below`` is the next one."""
        while len(self.levels) > 1 and self.levels[-1].indent > line.indent:
            if line.indent > self.levels[-2].indent:
                self._between(line)
                return
            self.levels.pop()
        level = self.levels[-1]
        if not level.lines:
            level.lines.append(line)
        elif line.indent > level.indent:
            self._deeper(level, line)
        elif line.indent < level.indent:
            self._uneven(level, line)
        else:
            self._beside(level, line, below)

    def _open(self, parent: LogicalLine, line: LogicalLine) -> None:
        self.levels.append(_Level(line.indent, parent, parent.children))
        parent.children.append(line)

    def _deeper(self, level: _Level, line: LogicalLine) -> None:
        above = level.lines[-1]
        if self._at_the_margin(line):
            return
        if len(self.levels) >= MAX_NESTING:
            if not above.tangled:
                self.tell("RB0005", line, what="nesting", limit=MAX_NESTING)
            above.tangled = True
        elif level.takes(above):
            self._open(above, line)
        elif line.indent in level.told:
            line.astray = above.astray
            level.lines.append(line)
        elif self._first_is_odd(level, line):
            level.lines.append(line)
        else:
            self.tell("RB0104", line, above=above.text.strip())
            level.told.add(line.indent)
            line.astray = True
            level.lines.append(line)

    def _first_is_odd(self, level: _Level, line: LogicalLine) -> bool:
        """Where the line stands right and the one before it does not, that one is told of."""
        usual = level.parent.indent + self.step if level.parent else 0
        if len(level.lines) > 1 or line.indent != usual:
            return False
        if level.indent not in level.told:
            self.tell("RB0111", level.lines[0])
            self._tangle(level, level.lines[0])
        level.indent = line.indent
        return True

    def _between(self, line: LogicalLine) -> None:
        """A line that is indented less than those above it and more than those around them."""
        if self._at_the_margin(line):
            return
        inner, outer = self.levels[-1], self.levels[-2]
        if line.shape == "heading":
            inner_holds = inner.lines[-1].shape == "heading"
            outer_holds = outer.lines[-1].shape == "heading"
            nearer = inner.indent - line.indent <= line.indent - outer.indent
            inside = inner_holds and (nearer or not outer_holds)
        else:
            inside = True
        if not inside:
            self.levels.pop()
        self._uneven(self.levels[-1], line)

    def _uneven(self, level: _Level, line: LogicalLine) -> None:
        if line.indent not in level.told and not self._first_is_odd(level, line):
            self.tell("RB0111", line)
            level.told.add(line.indent)
            self._tangle(level, line)
        level.lines.append(line)

    def _tangle(self, level: _Level, line: LogicalLine) -> None:
        """A heading that is indented oddly may belong a level further in or out: nobody counts there."""
        if line.shape != "heading":
            return
        for one in self.levels[max(0, self.levels.index(level) - 1) :]:
            if one.parent is None:
                self.tangled = True
            else:
                one.parent.tangled = True

    def _at_the_margin(self, line: LogicalLine) -> bool:
        """Heads belong there wherever they stand, and so does a heading among the metrics."""
        around = self.levels[-1].parent or self.levels[-1].lines[-1]
        misplaced = line.shape in ("rubric", "metrics") or (
            line.shape == "heading" and around.shape in ("rubric", "metrics")
        )
        if misplaced:
            self.tell("RB0124", line, what=line.shape, where=around.shape, above="")
            del self.levels[1:]
            self.levels[0].lines.append(line)
        return misplaced

    def _beside(self, level: _Level, line: LogicalLine, below: LogicalLine | None) -> None:
        above = level.lines[-1]
        if len(self.levels) > 1 and self._at_the_margin(line):
            return
        if line.shape == "heading":
            # a heading behind a rule, with its own rule not indented: it is indented too far itself
            headless = below is not None and below.indent == line.indent and not level.takes(below)
            if headless and level.parent and any(one.shape == "rule" for one in level.lines):
                self.levels.pop()
                self._uneven(self.levels[-1], line)
                return
            if len(self.levels) > 1 and self.levels[-2].indent == level.indent:
                self.levels.pop()
                level = self.levels[-1]
            level.lines.append(line)
        elif self._belongs_under(above, line):
            self._reach_in(level, above, line)
        else:
            level.lines.append(line)

    def _belongs_under(self, above: LogicalLine, line: LogicalLine) -> bool:
        match above.shape:
            case "rubric":
                return line.shape in ("about", "cited")
            case "metrics":
                return line.shape == "metric"
            case "heading":
                at_margin = len(self.levels) == 1
                return line.shape in ("rule", "cited") and (at_margin or not above.children)
            case _:
                return False

    def _reach_in(self, level: _Level, above: LogicalLine, line: LogicalLine) -> None:
        """A line beside the one that it belongs under."""
        usual = level.parent.indent + self.step if level.parent else 0
        inner = _Level(line.indent, above, above.children)
        if len(level.lines) == 1 and level.indent != usual:
            self.tell("RB0111", above)
            self._tangle(level, above)
            level.indent = usual
        else:
            self.tell("RB0124", line, what=line.shape, where=above.shape, above=above.text.strip())
            inner.told.add(line.indent)
        self.levels.append(inner)
        above.children.append(line)


def lay_out(source: SourceText) -> Layout:
    """Build the tree of lines; time in proportion to the text, whatever its shape."""
    lines, faults = _logical_lines(source)
    top: list[LogicalLine] = []
    laying = _Laying(source, _usual_step(lines), [_Level(lines[0].indent if lines else 0, None, top)])
    for line, below in zip(lines, [*lines[1:], None], strict=False):  # no line, none below
        laying.place(line, below)
    return Layout(tuple(top), tuple(faults + laying.faults), laying.tangled)
