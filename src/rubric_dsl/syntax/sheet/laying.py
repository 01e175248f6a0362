"""Rows → the text of a file in its one layout. The writer's own words stay; the blanks around them do not.

Comes in: a sheet. Goes out: lines of text with the same words, the same comments in the same order, and the
same lines: no sentence is cut or joined. A sentence that could not be read as the same with usual gaps and
signs keeps those that it was written with. Laying out twice changes nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from lark import Token, Tree, UnexpectedInput

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.build import Branch
from rubric_dsl.syntax.grammar import parser
from rubric_dsl.syntax.sheet.columns import Declared, in_columns, with_comments
from rubric_dsl.syntax.sheet.gaps import gaps_of
from rubric_dsl.syntax.sheet.rows import BLANKS, Row, Sentence, Sheet, rows_of, words_of
from rubric_dsl.syntax.sheet.signs import CHINESE, is_chinese, usual
from rubric_dsl.syntax.strays import stray

INDENT = "  "


@frozen
class Spaced:
    """One row's words with what stands between them."""

    texts: tuple[str, ...]
    gaps: tuple[str, ...]

    def part(self, first: int, last: int) -> str:
        """The words from one to another, without the gap before the first."""
        words = zip(self.gaps[first:last], self.texts[first:last], strict=True)
        return "".join(text if not place else gap + text for place, (gap, text) in enumerate(words))


def _usually_spaced(sentence: Sentence, rows: Sequence[Row]) -> dict[int, Spaced]:
    """The rows of a sentence with the usual signs and gaps, by their numbers."""
    words = tuple(word for row in rows for word in row.words)
    written = tuple(gap for row in rows for gap in ("\n", *row.gaps)[: len(row.words)])
    chinese = is_chinese(words)
    texts = tuple(usual(word, chinese) for word in words)
    gaps = tuple(gaps_of(sentence.branch, words, texts, written, chinese))
    found, at = {}, 0
    for row in rows:
        end = at + len(row.words)
        found[row.number] = Spaced(texts[at:end], gaps[at:end])
        at = end
    return found


def _as_written(rows: Sequence[Row]) -> dict[int, Spaced]:
    """The same as they were written."""
    return {row.number: Spaced((row.written.strip(BLANKS)[: _length(row)],), ("",)) for row in rows}


def _length(row: Row) -> int:
    """How many characters of a row stand before its full stop and its comment."""
    text = row.written.strip(BLANKS)
    said = text[: len(text) - len(row.comment)].rstrip(BLANKS) if row.comment else text
    return len(said.removesuffix(row.stop).rstrip(BLANKS))


def _usual_tree(branch: Branch, chinese: bool) -> Branch:
    """A tree with its words in their usual forms, to compare it by."""

    def as_usual(child: object) -> Any:  # parts that are left out are None
        if isinstance(child, Token):
            return Token(child.type, usual(child, chinese))
        return _usual_tree(child, chinese) if isinstance(child, Tree) else child

    return Tree(branch.data, [as_usual(child) for child in branch.children])


def _reads_alike(row: Row, spaced: Spaced, english: bool) -> bool:
    """Whether a row need not be read again: it is written as usual already, or a gap is of another width.

    Chinese words look at what stands around them. In a sentence without any (``english``) a gap is a gap,
    and so it is before the columns of a metric.
    """
    assert row.sentence is not None, "the row holds words"
    gaps = tuple(zip(row.gaps, spaced.gaps[1:], strict=True))
    if english or row.sentence.start == "metric":
        return (english or row.words == spaced.texts) and all(bool(was) == bool(now) for was, now in gaps)
    return row.words == spaced.texts and all(was == now for was, now in gaps)


def _spaced(sentence: Sentence, rows: Sequence[Row]) -> dict[int, Spaced]:
    """The rows of a sentence as they are laid out: as usual, where that is read as the same."""
    if any("\n" in word for row in rows for word in row.words) or not all(row.words for row in rows):
        return _as_written(rows)
    found = _usually_spaced(sentence, rows)
    texts = {row.number: found[row.number].part(0, len(row.words)) for row in rows}
    english = not CHINESE.search(sentence.text)
    if all(_reads_alike(row, found[row.number], english) for row in rows):
        return found
    joined = ("\n" + INDENT).join(texts[row.number] + row.stop for row in rows)
    try:
        branch = parser().parse(joined, start=sentence.start)
    except UnexpectedInput:
        return _as_written(rows)
    chinese = is_chinese(tuple(words_of(sentence.branch)))
    same = stray(branch) is None and _usual_tree(branch, chinese) == _usual_tree(sentence.branch, chinese)
    return found if same else _as_written(rows)


def _indent(row: Row) -> int:
    """Levels of indentation: rows that a sentence goes on in stand further in than the lines below it."""
    sentence = row.sentence
    assert sentence is not None, "only a row with words is indented by its place"
    return sentence.depth + (0 if row.first else 1 + sentence.opens)


def _cells(sentence: Sentence, spaced: Spaced) -> tuple[str, str, str, str] | None:
    """A metric's four cells; None where they cannot be told apart."""
    branch, count = sentence.branch, len(spaced.texts)
    if count < 2:
        return None
    children: list[Any] = list(branch.children)  # a part that is left out is None
    parts = [child for child in children if child is not None]
    labels = sum(1 for child in parts if isinstance(child, Token) and child.type == "STRING")
    told = count - labels
    if branch.data == "derived":
        return "", "", spaced.part(0, told), spaced.part(told, count)
    twice = isinstance(parts[1], Token) and parts[1].type == "IS"
    names = 3 if twice else 1
    return spaced.part(0, 1), spaced.part(1, names), spaced.part(names, told), spaced.part(told, count)


def levels_of(rows: Sequence[Row]) -> dict[int, int]:
    """How far in a row that holds a comment alone stands, in levels, by its number."""
    found: dict[int, int] = {}
    open_lines: list[Row] = []
    """The rows that begin a sentence and may still have lines under them, outermost first."""
    for place, row in enumerate(rows):
        if row.sentence is not None:
            if row.first:
                del open_lines[row.sentence.depth :]
                open_lines.append(row)
        elif row.comment:
            below = next((one for one in rows[place + 1 :] if one.sentence is not None), None)
            if below is not None and not below.first:
                found[row.number] = _indent(below)
                continue
            depth = below.sentence.depth if below is not None and below.sentence is not None else 0
            above = [one for one in open_lines[depth + 1 :] if one.indent <= row.indent]
            found[row.number] = max(depth, len(open_lines[: depth + 1]) - 1 + len(above) if above else depth)
    return found


def _parted(rows: Sequence[Row]) -> frozenset[int]:
    """Lines under which headings are set apart by blank lines: the writer did so between some of them."""
    found = set()
    headed: set[int] = set()
    """Lines under which a heading stood already."""
    blank = False
    for row in rows:
        sentence = row.sentence
        if sentence is None:
            blank = blank or row.blank
        elif row.first:
            if _is_heading(sentence):
                if blank and sentence.parent in headed:
                    found.add(sentence.parent)
                headed.add(sentence.parent)
            blank = False
    return frozenset(found)


def _is_heading(sentence: Sentence) -> bool:
    return sentence.branch.data == "heading" or any(
        isinstance(child, Tree) and child.data == "heading" for child in sentence.branch.children[:1]
    )


def _blanks(rows: Sequence[Row], levels: Mapping[int, int]) -> frozenset[int]:
    """The rows with a blank line before them; never the first of the file, nor the first below a heading."""
    found: set[int] = set()
    parted = _parted(rows)
    headed: set[int] = set()
    above: Sentence | None = None
    between: list[Row] = []
    """Comments since the last row that holds words."""
    marked: set[int] = set()
    """Those of them that have a blank line before them."""
    blank = False
    for row in rows:
        if row.blank:
            blank = True
            continue
        if blank:
            marked.add(row.number)
            blank = False
        sentence = row.sentence
        if sentence is None:
            between.append(row)
            continue
        first = (between or [row])[0].number
        if not row.first:
            marked.clear()
        elif above is None or sentence.parent == above.number:
            marked.discard(first)
        else:
            siblings = _is_heading(sentence) and sentence.parent in headed
            apart = sentence.parent in parted if siblings else sentence.depth == 0
            if apart and not marked:
                own = (one.number for one in between if levels[one.number] <= sentence.depth)
                marked.add(next(own, row.number))
        if row.first and _is_heading(sentence):
            headed.add(sentence.parent)
        found |= marked
        above, between, marked = sentence, [], set()
    return frozenset(found | marked)


def _laid(rows: Sequence[Row]) -> Iterator[str]:
    levels = levels_of(rows)
    of_sentence: dict[int, list[Row]] = {}
    for row in rows:
        if row.sentence is not None:
            of_sentence.setdefault(row.sentence.number, []).append(row)
    said: dict[int, str] = {}
    declared: dict[int, Declared] = {}
    block = 0
    for row in rows:
        block += row.blank
        sentence = row.sentence
        if sentence is None or not row.first:
            continue
        own = of_sentence[sentence.number]
        spaced = _spaced(sentence, own)
        said.update({one.number: spaced[one.number].part(0, len(spaced[one.number].texts)) for one in own})
        cells = _cells(sentence, spaced[row.number]) if sentence.start == "metric" and len(own) == 1 else None
        if cells is not None:
            judged = any(isinstance(kid, Tree) and kid.data == "judge" for kid in sentence.branch.children)
            declared[row.number] = Declared(cells, sentence.parent, block, judged)
    said.update(zip(declared, in_columns(tuple(declared.values())), strict=True))
    apart = _blanks(rows, levels)
    lines: list[tuple[str, str, int]] = []
    for row in rows:
        if row.blank:
            continue
        if row.number in apart and lines:
            lines.append(("", "", -1))
        if row.sentence is None:
            lines.append(("", INDENT * levels[row.number] + row.comment, -1))
        else:
            level = _indent(row)
            lines.append((INDENT * level + said[row.number] + row.stop, row.comment, level))
    yield from with_comments(lines)


def laid_out(sheet: Sheet) -> str:
    """The text of the file, each line ended by a line feed."""
    return "".join(line + "\n" for line in _laid(sheet.rows))


def formatted(source: SourceText) -> str | tuple[Diagnostic, ...]:
    """A file in its one layout, with the line ends of its first line; or the mistakes that keep it from being
    read. Mistakes of meaning, a sum that does not add up for instance, are none of those."""
    sheet = rows_of(source)
    if not isinstance(sheet, Sheet):
        return sheet
    with_line_ends = source.text.partition("\n")[0].endswith("\r")
    return laid_out(sheet).replace("\n", "\r\n" if with_line_ends else "\n")
