"""The leaves of a parse tree: its tokens, numbers, names and points, and where they stand.

Comes in: a branch of Lark's tree. Goes out: what its tokens say, with their spans; a number that is too long
and points in percent are refused.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import frozen
from lark import Token, Tree

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

MAX_DIGITS = 40
"""Digits in one number of a rubric."""
MAX_OPERATORS = 150
"""Operators, names and brackets in one expression; deeper ones are refused before they are built."""

_DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")

Branch = Tree[Token]


class Refused(Exception):
    """A line that parses and cannot be meant; carries the diagnostic to the line's reader."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.code)
        self.found = found


@frozen
class Place:
    """Where the text of a line stands in its file: the numbers to add to Lark's."""

    file: str
    line: int

    def of(self, item: Branch | Token) -> Span:
        """The span of a token or of a tree; a tree over several lines is cut at its first."""
        first, last = _end(item, 0), _end(item, -1)
        if first is None or last is None or first.line is None or first.column is None:
            return Span(self.file, self.line, 1, 1)
        end = last.end_column if last.end_line == first.line else None
        return Span(self.file, self.line + first.line - 1, first.column, end or first.column + 1)


def _end(item: Any, side: int) -> Token | None:
    """The first token of a tree (side 0) or its last (side −1); optional parts that are left out are None."""
    while not isinstance(item, Token):
        said = [child for child in item.children if child is not None]
        if not said:
            return None
        item = said[side]
    return item


def number(token: Token, place: Place) -> Fraction:
    """``90``, ``0.5``, ``１２`` as exact fractions."""
    text = token.translate(_DIGITS)
    if len(text) > MAX_DIGITS:
        raise Refused(diagnostic("RB0006", place.of(token), limit=MAX_DIGITS))
    return Fraction(text)


def tokens(branch: Branch, kind: str) -> list[Token]:
    """The direct tokens of a kind."""
    return [child for child in branch.children if isinstance(child, Token) and child.type == kind]


def trees(branch: Branch) -> list[Branch]:
    """The direct subtrees."""
    return [child for child in branch.children if isinstance(child, Tree)]


def name_of(branch: Branch, place: Place) -> t.Name:
    """``events``, ``「名称」``"""
    token = branch.children[0]
    assert isinstance(token, Token)
    text = token[1:-1].strip() if token.type == "QUOTED_NAME" else str(token)
    return t.Name(text, span=place.of(token))


def points_of(branch: Branch, place: Place) -> Fraction:
    """``30 points``, ``−5``, ``30分``: no percentage."""
    value = number(tokens(branch, "NUMBER")[0], place)
    percents = tokens(branch, "PERCENT")
    if percents:
        raise Refused(diagnostic("RB0108", place.of(branch), text=f"{value}%"))
    return -value if tokens(branch, "MINUS") else value
