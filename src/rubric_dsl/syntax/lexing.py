"""The contextual lexer: at each place the first, in Lark's own order, of the terminals that may follow there.

Lark joins the terminals that may follow into one pattern per state of the parser. Ours share long look-aheads
(a name stops at any keyword), and compiling them thirty times over costs more than reading a whole rubric.
Here every spelling is a pattern on its own, compiled when it is first looked for, and looked for only where
the text has a character that it can begin with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from attrs import frozen
from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from lark.lexer import Lexer

from rubric_dsl.syntax.beginnings import Beginnings
from rubric_dsl.vocabulary.keyword import CJK

_BEHIND = {"NEXT_ITEM": re.compile(r"[0-9０-９]\s*(?:points?\s+)?for\s+each(?!\w)")}
"""What must stand somewhere before a terminal: a comma goes on with a list only where one has begun."""
_CHINESE = re.compile(f"[{CJK}]+")

CHINESE_NAME = "chinese name"
"""Stands for the pattern of a Chinese name, which ends where a keyword begins."""


@frozen
class Piece:
    """One spelling of a terminal, and what it can begin with."""

    terminal: str
    pattern: str
    begins: Beginnings


@frozen
class Words:
    """All that the lexer knows of the language. Plain data: it is kept on disk with the parser."""

    pieces: tuple[Piece, ...]
    """In the order in which they are tried."""
    stops: tuple[Piece, ...]
    """What ends a Chinese name, in the order of the keyword table."""
    ignored: frozenset[str]


def _in_a_list(begins: re.Pattern[str], text: str, pos: int) -> bool:
    """Whether a list has begun before a place, and no bracket in it is open there."""
    end = -1
    for found in begins.finditer(text, 0, pos):
        end = found.end()
    if end < 0:
        return False
    listed = re.sub(r"「[^」]*」|`[^`]*`", "", text[end:pos])
    return sum(listed.count(mark) for mark in "(（") <= sum(listed.count(mark) for mark in ")）")


class Finder:
    """Looks for a piece, and compiles its pattern when it does so for the first time."""

    __slots__ = ("_behind", "_match", "_pattern", "terminal")

    def __init__(self, piece: Piece) -> None:
        self.terminal = piece.terminal
        self._pattern = piece.pattern
        self._behind = _BEHIND.get(piece.terminal)
        self._match: Callable[[str, int, int], re.Match[str] | None] | None = None

    def find(self, text: str, pos: int, end: int) -> str | None:
        """What stands at a place, if it is this piece."""
        match = self._match
        if match is None:
            match = self._match = re.compile(self._pattern).match
        found = match(text, pos, end)
        if found is None or (self._behind is not None and not _in_a_list(self._behind, text, pos)):
            return None
        return found.group()


class Pieces:
    """Finders by the character that stands at a place, in the order of the pieces."""

    def __init__(self, finders: Iterable[tuple[Beginnings, Finder]]) -> None:
        self._finders = tuple(finders)
        bounds = {bound for begins, _ in self._finders for low, high in begins for bound in (low, high + 1)}
        self._bounds = sorted(bounds)
        self._found: dict[int, tuple[Finder, ...]] = {}

    def at(self, character: str) -> tuple[Finder, ...]:
        """What is tried where a character stands."""
        code = ord(character)
        stretch = bisect_right(self._bounds, code)  # all characters between two bounds are alike
        found = self._found.get(stretch)
        if found is None:
            found = self._found[stretch] = tuple(
                finder for begins, finder in self._finders if any(low <= code <= high for low, high in begins)
            )
        return found


class State:
    """What may stand at one place of a line, by the character that stands there."""

    def __init__(self, pieces: Pieces, names: frozenset[str]) -> None:
        self._pieces = pieces
        self._names = names
        self._found: dict[str, tuple[Finder, ...]] = {}

    def first(self, text: str, pos: int, end: int) -> tuple[str, str] | None:
        """The first terminal that fits, and its text."""
        character = text[pos]
        tried = self._found.get(character)
        if tried is None:
            names = self._names
            tried = tuple(finder for finder in self._pieces.at(character) if finder.terminal in names)
            self._found[character] = tried
        for finder in tried:
            if (said := finder.find(text, pos, end)) is not None:
                return finder.terminal, said
        return None


class ChineseName(Finder):
    """A run of Chinese characters up to the first that begins a keyword."""

    __slots__ = ("_stops",)

    def __init__(self, piece: Piece, stops: Pieces) -> None:
        super().__init__(piece)
        self._stops = stops

    def find(self, text: str, pos: int, end: int) -> str | None:
        """What stands at a place, if it is a name."""
        run = _CHINESE.match(text, pos, end)
        if run is None:
            return None
        place, last = pos, run.end()
        while place < last and keyword_at(self._stops, text, place, end) is None:
            place += 1
        return text[pos:place] or None


def keyword_at(stops: Pieces, text: str, pos: int, end: int) -> str | None:
    """The Chinese keyword that begins at a place, or None."""
    for stop in stops.at(text[pos]):
        if (found := stop.find(text, pos, end)) is not None:
            return found
    return None


class Vocabulary:
    """The words at work."""

    def __init__(self, words: Words) -> None:
        self.ignored = words.ignored
        self.stops = Pieces((piece.begins, Finder(piece)) for piece in words.stops)
        self._pieces = Pieces((piece.begins, self._finder(piece)) for piece in words.pieces)
        self._states: dict[frozenset[str], State] = {}
        self.every = State(self._pieces, frozenset(piece.terminal for piece in words.pieces))

    def _finder(self, piece: Piece) -> Finder:
        return ChineseName(piece, self.stops) if piece.pattern == CHINESE_NAME else Finder(piece)

    def state(self, accepted: Iterable[str]) -> State:
        """Where some terminals may stand, and those that are ignored everywhere."""
        names = self.ignored.union(accepted)
        if names not in self._states:
            self._states[names] = State(self._pieces, names)
        return self._states[names]


class RubricLexer(Lexer):
    """Lark's interface to the above."""

    __future_interface__: ClassVar[int] = 2

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._by_number: dict[int, State] = {}

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:
        """Tokens, each of a terminal that the parser takes at its place; raises Lark's UnexpectedInput."""
        counter, text, end = lexer_state.line_ctr, lexer_state.text.text, lexer_state.text.end
        states, ignored = parser_state.parse_conf.states, self.vocabulary.ignored
        while counter.char_pos < end:
            number = parser_state.position
            state = self._by_number.get(number)
            if state is None:
                state = self._by_number[number] = self.vocabulary.state(states[number])
            found = state.first(text, counter.char_pos, end)
            if found is None:
                raise self._unexpected(lexer_state, parser_state, states[number])
            terminal, said = found
            token = Token(terminal, said, counter.char_pos, counter.line, counter.column)
            counter.feed(said, "\n" in said)
            if terminal not in ignored:
                token.end_line, token.end_column = counter.line, counter.column
                token.end_pos = counter.char_pos
                lexer_state.last_token = token
                yield token

    def _unexpected(self, lexer_state: Any, parser_state: Any, accepted: Iterable[str]) -> Exception:
        """A word of the language where it does not belong, or no word at all."""
        counter, text, end = lexer_state.line_ctr, lexer_state.text.text, lexer_state.text.end
        words = {name for name in accepted if name.isupper() and not name.startswith("$")}
        found = self.vocabulary.every.first(text, counter.char_pos, end)
        place = (counter.char_pos, counter.line, counter.column)
        if found is not None:
            return UnexpectedToken(Token(*found, *place), words, state=parser_state)  # type: ignore[no-untyped-call]
        return UnexpectedCharacters(text, *place, allowed=words, state=parser_state)  # type: ignore[no-untyped-call]
