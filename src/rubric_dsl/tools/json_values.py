"""JSON text → exact values, and the place where each of them stands.

Numbers keep the decimal that is written. What JSON readers let pass in silence is refused: a name given
twice, NaN and infinity, numbers beyond all measure, nesting beyond reason.

>>> read_object('{"events": 8, "share": 0.285}', "metrics.json").values
{'events': 8, 'share': Decimal('0.285')}
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.tools.subject_read import MAX_DEPTH, VALUE_FAULTS, Subject, shortened
from rubric_dsl.tools.values import exact_number

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None}
# what Python's reader says → the key of our own words for it
_PROBLEMS = {
    "Expecting property name enclosed in double quotes": "name",
    "Expecting ':' delimiter": "colon",
    "Expecting ',' delimiter": "comma",
    "Expecting value": "value",
    "Extra data": "extra",
    "Unterminated string starting at": "quote",
    "Invalid control character at": "control",
    "Invalid \\escape": "escape",
    "Invalid \\uXXXX escape": "escape",
    "Illegal trailing comma before end of object": "trailing",
    "Illegal trailing comma before end of array": "trailing",
}


class _StrangeValueError(ValueError):
    """What the quick reader must not pass."""


def quick_object(text: str) -> dict[str, object] | None:
    """One line of a long file, fast; None where anything is wrong: :func:`read_object` says what."""
    try:
        value = json.loads(
            text, parse_float=_exact, parse_int=_exact, parse_constant=_exact, object_pairs_hook=_unique
        )
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _exact(text: str) -> object:
    number = exact_number(text)
    if number is None:
        raise _StrangeValueError(text)
    return number


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _StrangeValueError("a name given twice")
    return members


def read_object(text: str, name: str, line: int = 1) -> Subject:
    """One JSON object, its text beginning on the given line of the file called ``name``."""
    try:
        json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as mistake:
        problem = _PROBLEMS.get(mistake.msg, "value")
        span = _Places(text, name, line).span(mistake.pos, mistake.pos + 1)
        return Subject(diagnostics=(diagnostic("RB0537", span, format="JSON", problem=problem),))
    except RecursionError:
        return Subject(diagnostics=(_too_deep(Span(name, line, 1, 1)),))
    walk = _Walk(text, name, line)
    value = walk.value(0)
    faults = tuple(walk.diagnostics)
    if faults and not (isinstance(value, dict) and all(one.code in VALUE_FAULTS for one in faults)):
        return Subject(diagnostics=faults)
    if not isinstance(value, dict):
        span = walk.at.span(len(text) - len(text.lstrip()), len(text.rstrip()))
        found = "list" if isinstance(value, list) else "single"
        return Subject(diagnostics=(diagnostic("RB0538", span, found=found, format="JSON"),))
    return Subject(value, walk.names, walk.places, faults)


def _too_deep(span: Span) -> Diagnostic:
    return diagnostic("RB0545", span, what="depth", limit=MAX_DEPTH)


class _Places:
    """Positions in a text as lines and columns, quick however often it is asked."""

    def __init__(self, text: str, name: str, line: int) -> None:
        self.name = name
        self.first = line
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def span(self, begin: int, end: int) -> Span:
        row = bisect_right(self.starts, begin) - 1
        column = begin - self.starts[row] + 1
        stop = self.starts[row + 1] - 1 if row + 1 < len(self.starts) else end
        return Span(self.name, self.first + row, column, column + max(1, min(end, stop) - begin))


class _Walk:
    """Over the tokens of text that is known to be JSON, noting places and mistakes."""

    def __init__(self, text: str, name: str, line: int) -> None:
        self.at = _Places(text, name, line)
        self.tokens = _TOKEN.finditer(text)
        self.names: dict[str, Span] = {}
        self.places: dict[str, Span] = {}
        self.diagnostics: list[Diagnostic] = []

    def span(self, token: re.Match[str]) -> Span:
        return self.at.span(token.start(), token.end())

    def value(self, depth: int) -> object:
        return self.value_of(next(self.tokens), depth)

    def value_of(self, token: re.Match[str], depth: int) -> object:
        written = token[0]
        if depth > MAX_DEPTH and not self.diagnostics:
            self.diagnostics.append(_too_deep(self.span(token)))
        if written == "{":
            return self.members(depth)
        if written == "[":
            return self.items(depth)
        if written[0] == '"':
            return json.loads(written)
        if written in _WORDS:
            return _WORDS[written]
        number = exact_number(written)
        if number is None:
            strange = written.lstrip("-") in ("NaN", "Infinity")
            self.diagnostics.append(
                diagnostic("RB0541" if strange else "RB0543", self.span(token), text=shortened(written))
            )
        return number

    def members(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        first: dict[str, int] = {}
        while (token := next(self.tokens))[0] != "}":
            if token[0] == ",":
                continue
            key = json.loads(token[0])
            span = self.span(token)
            if key in found:
                self.diagnostics.append(diagnostic("RB0539", span, name=key, first=first[key]))
            first.setdefault(key, span.line)
            next(self.tokens)  # the colon
            start = next(self.tokens)
            if depth == 0:
                self.names[key] = span
                self.places[key] = self.span(start)
            found[key] = self.value_of(start, depth + 1)
        return found

    def items(self, depth: int) -> list[object]:
        found: list[object] = []
        while (token := next(self.tokens))[0] != "]":
            if token[0] != ",":
                found.append(self.value_of(token, depth + 1))
        return found
