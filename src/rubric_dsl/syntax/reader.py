"""One line after the other: text → Lark's tree → a node, with every mistake noted where it stands.

What a broken line would have declared is remembered, so that later stages do not miss it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from attrs import define, field

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax import build
from rubric_dsl.syntax.grammar import keyword_within, parser
from rubric_dsl.syntax.placing import LogicalLine
from rubric_dsl.syntax.shape import Shape
from rubric_dsl.syntax.strays import earlier, stray

MAX_TOKENS = 1_000
"""Words, numbers and marks in one line."""

Start = Literal["top", "about", "metric", "grade", "body", "rule"]
_T = TypeVar("_T")


@define
class Reader:
    """The state of one reading: where we are, what was found wrong."""

    source: SourceText
    found: list[Diagnostic] = field(factory=list)
    damaged: set[str] = field(factory=set)
    names: set[str] = field(factory=set)
    """The metrics declared so far."""
    quoted: dict[str, str] = field(factory=dict)
    """Those of them that must be quoted, with the keyword that is in them."""
    branches: dict[int, tuple[Start, build.Branch]] | None = None
    """Lark's tree of each line by the line's number, where somebody wants to keep them."""

    def span(self, line: LogicalLine) -> Span:
        text = line.text.split("\n", 1)[0]
        start = len(text) - len(text.lstrip(" \t\u3000"))
        return Span(self.source.name, line.number, start + 1, len(text.rstrip()) + 1)

    def parse(self, line: LogicalLine, start: Start) -> build.Branch | None:
        """Lark's tree of one line, or None with the mistake noted."""
        from lark import UnexpectedInput

        if line.too_long:
            return None  # and told of by the layout
        if _operators(line.text) > MAX_TOKENS:
            self.found.append(diagnostic("RB0005", self.span(line), what="tokens", limit=MAX_TOKENS))
            return None
        try:
            branch: build.Branch = parser().parse(line.text, start=start)
            mistaken = stray(branch)
            if mistaken is None:
                if self.branches is not None:
                    self.branches[line.number] = start, branch
                return branch
            raise mistaken
        except UnexpectedInput as mistake:
            if not line.astray:
                from rubric_dsl.syntax import mistakes  # compiles patterns that a good file has no need of

                self.found.append(
                    mistakes.explain(
                        earlier(mistake, line.text), line, start, self.source, self.names, self.quoted
                    )
                )
        return None

    def reads(self, line: LogicalLine, start: Start) -> bool:
        """Whether a line could stand in another place."""
        from lark import UnexpectedInput

        try:
            parser().parse(line.text, start=start)
        except UnexpectedInput:
            return False
        return True

    def misplaced(self, line: LogicalLine, what: Shape, where: Shape) -> None:
        """A line that belongs elsewhere."""
        self.found.append(diagnostic("RB0124", self.span(line), what=what, where=where, above=""))

    def build(
        self, made: Callable[[build.Branch, build.Place], _T], branch: build.Branch, line: LogicalLine
    ) -> _T | None:
        """A builder's node, or None with its refusal noted."""
        try:
            return made(branch, build.Place(self.source.name, line.number))
        except build.Refused as refused:
            self.found.append(refused.found)
            return None

    def declare(self, words: Iterable[str]) -> None:
        """Names that the lines below may use."""
        for word in words:
            self.names.add(word)
            keyword = None if word.isascii() else keyword_within(word, 0, len(word))
            if keyword:
                self.quoted[word] = keyword

    def refuse_children(self, line: LogicalLine) -> None:
        """Lines indented under a line that takes none."""
        if line.children:
            self.found.append(diagnostic("RB0104", self.span(line.children[0]), above=line.text.strip()))


_PIECE = re.compile(r"\w+|[^\w\s]")
_DEEP = re.compile(r"[-+−－＋×*/÷(（]|\bnot\b|未|\band\b|\bor\b|且|或")


def _operators(text: str) -> int:
    """Roughly how many tokens a line has; operators and brackets count more, for they nest."""
    pieces = sum(1 for _ in _PIECE.finditer(text))
    deep = sum(1 for _ in _DEEP.finditer(text))
    if deep > build.MAX_OPERATORS and ("(" in text or "（" in text or deep > 3 * build.MAX_OPERATORS):
        return MAX_TOKENS + 1
    return pieces
