"""Source text → rows: each line of the file with its words and its comment, and where it belongs.

The tree of a rubric forgets how it was written; a row forgets nothing but blanks. Comes in: a file's text.
Goes out: a row for each line of it, or the mistakes that keep it from being read. The words of a row are
the tokens that the parser took, so that nothing here can cut a sentence otherwise than its meaning does.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from lark import Token

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.build import Branch
from rubric_dsl.syntax.layout import lay_out
from rubric_dsl.syntax.placing import LogicalLine
from rubric_dsl.syntax.reader import Reader, Start
from rubric_dsl.syntax.reading import read_lines
from rubric_dsl.syntax.shape import without_comment
from rubric_dsl.syntax.tree import Rubric

BLANKS = " \t\u3000\r\n\f\v"


@frozen(eq=False)
class Sentence:
    """A line of the language: one row, or several where it goes on behind a comma."""

    number: int
    depth: int
    """How many lines it stands under."""
    text: str
    """As the parser reads it: line ends in it, comments too."""
    start: Start
    branch: Branch
    parent: int
    """The number of the line that it stands under; 0 at the margin."""
    opens: bool
    """Whether other lines stand under it."""


@frozen(eq=False)
class Row:
    """One line of the file."""

    number: int
    written: str
    indent: int
    """Columns of the file before its first character."""
    words: tuple[Token, ...] = ()
    """A word that goes on over a line end stands in the row where it begins."""
    gaps: tuple[str, ...] = ()
    """What stands before each word but the first."""
    stop: str = ""
    """A full stop, which means nothing."""
    comment: str = ""
    """With its sign; empty where there is none."""
    sentence: Sentence | None = None
    """None for a blank line and for one that holds a comment alone."""

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.sentence is None and not self.comment

    @property
    def first(self) -> bool:
        """Whether a sentence begins in it."""
        return self.sentence is not None and self.sentence.number == self.number


@frozen
class Sheet:
    """All rows of a file, and its tree."""

    rows: tuple[Row, ...]
    tree: Rubric


def words_of(branch: Branch) -> list[Token]:
    """The words of a line in their order."""
    return list(branch.scan_values(lambda item: isinstance(item, Token)))


def _sentences(
    lines: tuple[LogicalLine, ...] | list[LogicalLine],
    branches: dict[int, tuple[Start, Branch]],
    depth: int = 0,
    parent: int = 0,
) -> Iterator[Sentence]:
    for line in lines:
        start, branch = branches[line.number]
        yield Sentence(line.number, depth, line.text, start, branch, parent, bool(line.children))
        yield from _sentences(line.children, branches, depth + 1, line.number)


def _rows_of(sentence: Sentence, source: SourceText) -> Iterator[Row]:
    """The rows of one sentence; rows between them that hold no word are not of it."""
    words = words_of(sentence.branch)
    lines = sentence.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    at = 0
    for index, (line, start) in enumerate(zip(lines, starts, strict=False)):
        said = without_comment(line)
        if not said.strip(BLANKS):
            continue
        here: list[Token] = []
        gaps: list[str] = []
        end = start
        while at < len(words) and (words[at].start_pos or 0) < starts[index + 1]:
            word = words[at]
            assert word.start_pos is not None and word.end_pos is not None, (
                "the lexer says where a word stands"
            )
            if here:
                gaps.append(sentence.text[end : word.start_pos])
            here.append(word)
            end = word.end_pos
            at += 1
        # a word may have begun in the row before (a comma and what follows it)
        rest = said[max(0, end - start) :].strip(BLANKS) if here else _behind(words, at, start, said)
        number = sentence.number + index
        comment = line[len(said) :].rstrip(BLANKS)
        yield Row(
            number, source.line(number), _indent(line), tuple(here), tuple(gaps), rest, comment, sentence
        )


def _behind(words: list[Token], at: int, start: int, said: str) -> str:
    """What stands in a row in which no word begins."""
    end = words[at - 1].end_pos if at else 0
    return said[max(0, (end or 0) - start) :].strip(BLANKS)


def _indent(line: str) -> int:
    return sum(2 if mark == "\u3000" else 1 for mark in line[: len(line) - len(line.lstrip(BLANKS))])


def rows_of(source: SourceText) -> Sheet | tuple[Diagnostic, ...]:
    """Every line of a file, or the mistakes that keep it from being read."""
    branches: dict[int, tuple[Start, Branch]] = {}
    layout = lay_out(source)
    reading = read_lines(Reader(source, branches=branches), layout)
    errors = tuple(one for one in reading.diagnostics if one.severity == "error")
    if errors or reading.rubric is None:
        return errors
    found = {
        row.number: row
        for sentence in _sentences(layout.lines, branches)
        for row in _rows_of(sentence, source)
    }
    rows = []
    for number, line in enumerate(source.lines, start=1):
        row = found.get(number)
        if row is None:
            comment = line[len(without_comment(line)) :].rstrip(BLANKS)
            row = Row(number, line, _indent(line), comment=comment)
        rows.append(row)
    return Sheet(tuple(rows), reading.rubric)
