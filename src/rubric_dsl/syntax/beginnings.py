"""With which characters can a pattern begin? So that at a place of the text only those are tried that can.

Worked out once, when the parser is made, from the regular expression itself; kept with the parser. What is
too varied to be listed (a letter of any script, a character that is none of some) may begin with anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as sre
from re import _parser as patterns
from typing import Any

Beginnings = tuple[tuple[int, int], ...]
"""Ranges of code points, each with both ends."""

ANYTHING: Beginnings = ((0, 0x10FFFF),)
_REPEATED = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_OF_NO_WIDTH = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)


def beginnings(pattern: str) -> Beginnings:
    """The characters that a match of a pattern can begin with."""
    parsed = patterns.parse(pattern)
    found, empty = _of_sequence(parsed)
    if empty or parsed.state.flags & re.IGNORECASE:
        return ANYTHING
    return tuple(sorted(set(found)))


def _of_sequence(items: Iterable[Any]) -> tuple[list[tuple[int, int]], bool]:
    """What it can begin with, and whether it can match nothing at all."""
    found: list[tuple[int, int]] = []
    for item in items:
        more, empty = _of_item(*item)
        found += more
        if not empty:
            return found, False
    return found, True


def _of_item(kind: Any, value: Any) -> tuple[list[tuple[int, int]], bool]:
    if kind in _OF_NO_WIDTH:
        return [], True
    if kind is sre.LITERAL:
        return [(value, value)], False
    if kind is sre.IN:
        return [pair for one in value for pair in _of_class(*one)], False
    if kind is sre.BRANCH:
        each = [_of_sequence(one) for one in value[1]]
        return [pair for found, _ in each for pair in found], any(empty for _, empty in each)
    if kind is sre.SUBPATTERN:
        return _of_sequence(value[3])
    if kind in _REPEATED:
        found, empty = _of_sequence(value[2])
        return found, empty or value[0] == 0
    return list(ANYTHING), False


def _of_class(kind: Any, value: Any) -> tuple[tuple[int, int], ...]:
    if kind is sre.LITERAL:
        return ((value, value),)
    if kind is sre.RANGE:
        return (value,)
    return ANYTHING  # a category, or all but some
