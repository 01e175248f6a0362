"""Where each line stands: indentation → who stands under whom, and which line is indented wrongly.

A line stands under the nearest line above it that is indented less. Where that cannot be meant (something
under a rule, a rule beside its heading, a line between two levels), the line that looks wrong is told of
once and the lines are put where they most likely belong: one slip of the space bar is one mistake, and
what follows is read as if it had not happened. A file that is indented evenly never comes to any of this.

``placed`` takes the lines in the order of the file and gives those at the margin, each with its own below.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, zip_longest

from attrs import define, field, frozen, mutable

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.shape import Shape, begins_a_list

MAX_NESTING = 24
"""Deeper indentation than this is refused."""


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
    beside: bool = False
    """Told of as standing beside the line that it belongs under."""
    tangled: bool = False
    """What stands under it may not be what the writer meant to stand there."""

    @property
    def opens(self) -> bool:
        """Whether it looks like a line that has others under it."""
        return self.shape in ("heading", "each")

    @property
    def closed(self) -> bool:
        """Whether it looks like a line that has nothing under it."""
        return self.shape in ("cited", "about", "rule", "gate")

    @property
    def weighted(self) -> bool:
        """Whether it looks like a heading with a weight."""
        return self.opens and re.search(r"[,，]\s*(?:weight|权重)", self.text) is not None


@frozen
class Placed:
    """The lines at the margin, with the faults of the indentation."""

    lines: tuple[LogicalLine, ...]
    faults: tuple[Diagnostic, ...]
    tangled: bool
    """What stands at the margin may not be what the writer meant to stand there."""


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
    """Indentations that were told of here: a second line indented so is no second mistake."""

    def takes(self, line: LogicalLine) -> bool:
        """Whether others may stand under a line of this level."""
        around = self.parent.shape if self.parent else "rubric"
        if line.shape == "about" and around != "rubric":
            return True  # a criterion may be called `total`
        if around == "metrics" and line.shape == "metric" and begins_a_list(line.text):
            return True  # the fields of its records
        return line.opens or not (line.closed or around == "metrics")

    @property
    def bare(self) -> bool:
        """Whether it holds a rule, and no headings yet."""
        shapes = {line.shape for line in self.lines[-8:]}
        return "heading" not in shapes and not shapes.isdisjoint(("rule", "each"))


@define
class _Placing:
    """The levels that are open, from the margin inwards, and what was found wrong so far."""

    file: str
    step: int
    levels: list[_Level]
    faults: list[Diagnostic] = field(factory=list)
    tangled: bool = False

    def tell(self, code: str, line: LogicalLine, **facts: object) -> None:
        text = line.text.split("\n", 1)[0]
        start = len(text) - len(text.lstrip(" \t\u3000")) + 1
        column, end = (1, start) if code in ("RB0111", "RB0005") else (start, len(text.rstrip()) + 1)
        self.faults.append(diagnostic(code, Span(self.file, line.number, column, end), **facts))

    def usual(self, level: _Level) -> int:
        """Where lines of a level start in a file that indents like this one."""
        return level.parent.indent + self.step if level.parent else self.levels[0].indent

    def place(self, line: LogicalLine, below: LogicalLine | None) -> None:
        """Put one line where it belongs; ``below`` is the next one."""
        while len(self.levels) > 1 and self.levels[-1].indent > line.indent:
            if line.indent > self.levels[-2].indent:
                self._between(line, below)
                return
            self.levels.pop()
        if line.opens or not line.closed:
            # a heading that was told of may be indented like those under it
            while len(self.levels) > 1 and self.levels[-2].indent == line.indent:
                self.levels.pop()
        level = self.levels[-1]
        if not level.lines:
            level.lines.append(line)
        elif line.indent > level.indent:
            self._deeper(level, line)
        else:
            self._beside(level, line, below)

    def _open(self, parent: LogicalLine, line: LogicalLine) -> None:
        self.levels.append(_Level(line.indent, parent, parent.children))
        parent.children.append(line)

    # a line that is indented further than the one above it

    def _deeper(self, level: _Level, line: LogicalLine) -> None:
        above = level.lines[-1]
        if self._moved_to_the_margin(line, above):
            return
        if len(self.levels) >= MAX_NESTING:
            if not above.tangled:
                self.tell("RB0005", line, what="nesting", limit=MAX_NESTING)
            above.tangled = True
        elif level.takes(above):
            self._open(above, line)
        elif not (line.indent in level.told or self._earlier_are_odd(level, line) or self._headless(line)):
            self.tell("RB0104", line, above=above.text.strip())
            level.told.add(line.indent)
            line.astray = True
            level.lines.append(line)
        else:
            line.astray = above.astray and above.indent == line.indent
            level.lines.append(line)

    def _headless(self, line: LogicalLine) -> bool:
        """Lines about the rubric without its head, or metrics without theirs, which the reader misses."""
        around = self.levels[-1].parent
        if around is None:
            return line.shape in ("about", "cited")
        return around.shape == "rubric" and line.shape == "metric"

    def _earlier_are_odd(self, level: _Level, line: LogicalLine) -> bool:
        """Where a line stands right and the few before it do not, the first of them is told of."""
        first = level.lines[0]
        known = level.indent in level.told
        if line.indent != self.usual(level) or (len(level.lines) > 3 and not known and not first.opens):
            return False
        if not known:
            self.tell("RB0111", first)
            if first.opens or line.opens:
                self._tangle(level)
        if first.opens and not first.children and level.indent > line.indent:
            # a heading that was indented as far as what stands under it
            first.children.extend(level.lines[1:])
            del level.lines[1:]
        level.indent = line.indent
        return True

    def _moved_to_the_margin(self, line: LogicalLine, around: LogicalLine | None) -> bool:
        """Heads belong there wherever they stand, and so does a heading among the metrics."""
        among = around.shape if around else "unknown"
        if line.shape not in ("rubric", "metrics") and not (line.opens and among in ("rubric", "metrics")):
            return False
        self.tell("RB0124", line, what=line.shape, where=among, above="")
        del self.levels[1:]
        self.levels[0].lines.append(line)
        self.levels[0].told.add(line.indent)
        self.tangled = self.tangled or line.opens
        return True

    # a line that is indented less than those above it and more than those around them

    def _between(self, line: LogicalLine, below: LogicalLine | None) -> None:
        inner, outer = self.levels[-1], self.levels[-2]
        if self._moved_to_the_margin(line, inner.parent):
            return
        if line.opens and self._last_was_too_far_out(line, outer):
            return
        if line.opens and not self._fits_inside(line, below, inner, outer):
            self.levels.pop()
        level = self.levels[-1]
        if line.indent not in level.told and not self._earlier_are_odd(level, line):
            self._uneven(level, line)
        level.lines.append(line)

    def _last_was_too_far_out(self, line: LogicalLine, outer: _Level) -> bool:
        """A heading with lines two steps to the right of it, and the one above it has headings in between."""
        if len(outer.lines) < 2:
            return False
        above, last = outer.lines[-2:]
        alike = above.weighted and last.weighted
        filled = (
            bool(above.children) and above.children[-1].opens and above.children[-1].indent == line.indent
        )
        gap = not above.children or (filled and not alike)
        if not (above.opens and gap and last.children[0].indent == line.indent + self.step):
            return False
        outer.lines.pop()
        above.children.extend((last, line))
        self.levels[-1] = _Level(line.indent, above, above.children)
        self._uneven(self.levels[-1], last)
        return True

    def _fits_inside(
        self, line: LogicalLine, below: LogicalLine | None, inner: _Level, outer: _Level
    ) -> bool:
        if line.indent == self.usual(inner):
            return True
        under = below.indent - self.step if below and below.indent > line.indent else None
        if under in (inner.indent, outer.indent) and inner.indent != outer.indent:
            return under == inner.indent
        if line.weighted != inner.lines[-1].weighted and line.weighted == outer.lines[-1].weighted:
            return False
        nearer = inner.indent - line.indent <= line.indent - outer.indent
        inside = inner.lines[-1].shape in ("heading", "cited")
        return inside and (nearer or not outer.lines[-1].opens)

    def _uneven(self, level: _Level, line: LogicalLine) -> None:
        self.tell("RB0111", line)
        level.told.add(line.indent)
        if line.opens:
            self._tangle(level)

    def _tangle(self, level: _Level) -> None:
        """A heading that is indented oddly may belong a level further in or out: nobody counts there."""
        for one in self.levels[max(0, self.levels.index(level) - 1) :]:
            if one.parent is None:
                self.tangled = True
            else:
                one.parent.tangled = True

    # a line that is indented like the one above it

    def _beside(self, level: _Level, line: LogicalLine, below: LogicalLine | None) -> None:
        above = level.lines[-1]
        if level.parent and self._moved_to_the_margin(line, level.parent):
            return
        if line.opens and self._too_far_in(level, line, below):
            self.levels.pop()
            level = self.levels[-1]
            self._uneven(level, line)
            level.lines.append(line)
        elif self._belongs_under(level, above, line, below):
            self._reach_in(level, above, line)
        else:
            level.lines.append(line)

    def _too_far_in(self, level: _Level, line: LogicalLine, below: LogicalLine | None) -> bool:
        """A heading behind a rule, or with a weight among those without: it belongs a level further out."""
        if level.parent is None or below is None or below.indent != line.indent:
            return False
        outer = self.levels[-2].lines[-1]
        out_of_line = line.weighted and outer.weighted and not level.lines[-1].weighted
        return out_of_line or (level.bare and not below.opens)

    def _belongs_under(
        self, level: _Level, above: LogicalLine, line: LogicalLine, below: LogicalLine | None
    ) -> bool:
        among = ["rule", "gate", "cited"]
        if above.shape == "heading" and not above.children:
            among.append("each")
        if below is None or below.indent <= line.indent:
            among.append("unknown")  # a formula, for instance; a heading would have something under it
        match above.shape:
            case "rubric":
                return line.shape in ("about", "cited")
            case "metrics":
                return line.shape == "metric"
            case "heading" | "each" if level.parent is None:
                return line.shape in among
            case "heading" | "each":
                return line.shape in among and all(one.shape in ("cited", "gate") for one in above.children)
            case _:
                return False

    def _reach_in(self, level: _Level, above: LogicalLine, line: LogicalLine) -> None:
        """A line beside the one that it belongs under."""
        inner = _Level(above.children[0].indent if above.children else line.indent, above, above.children)
        line.beside = True
        if len(level.lines) == 1 and level.indent != self.usual(level):
            self.tell("RB0111", above)
            if above.opens:
                self._tangle(level)
            level.indent = self.usual(level)
        elif not (above.children and above.children[-1].beside):
            self.tell("RB0124", line, what=line.shape, where=above.shape, above=above.text.strip())
            if above.opens:
                self._tangle(level)
        inner.told.add(line.indent)
        self.levels.append(inner)
        above.children.append(line)


def placed(lines: list[LogicalLine], file: str) -> Placed:
    """The tree of lines; time in proportion to the text, whatever its shape."""
    top: list[LogicalLine] = []
    margin = min((line.indent for line in lines), default=0)
    placing = _Placing(file, _usual_step(lines), [_Level(margin, None, top)])
    for line, below in zip_longest(lines, lines[1:]):
        placing.place(line, below)
    return Placed(tuple(top), tuple(placing.faults), placing.tangled)
