"""Text as a terminal shows it: in come any characters, out come columns that line up.

A Chinese character takes two columns and a combining mark none, so that ``len`` says nothing about where
the next column starts. And text that came from a data file may hold escape sequences or direction marks
that would repaint the reader's screen; :func:`printable` turns each of them into one harmless picture.

>>> width("日常工作"), pad("日常", 6) + "|", wrap("每少1次减3分", 6)
(8, '日常  |', ['每少1', '次减3', '分'])
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Align = Literal["left", "right", "center"]

REPLACEMENT = "\ufffd"

# Marks and controls that reorder the text around them: what a reader sees would not be what is written.
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_DIRECTIONS}]")

# Chinese typesetting: the first never begin a line, the second never end one.
_CLOSING = frozenset("，。、；：！？）》】」』〕〉…％”’,.;:!?)]}%")
_OPENING = frozenset("（《【「『〔〈“‘([{")


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return "␤" if code in (0x2028, 0x2029) else REPLACEMENT


def printable(text: str) -> str:
    """The same text with every control character shown and none obeyed, one character for one.

    C0 controls become their pictures (``␛`` for escape, ``␊`` for a line feed); C1 controls, direction
    marks and broken halves of surrogate pairs become ``�``.
    """
    return _UNSAFE.sub(_picture, text)


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc") and character != "\u00ad":
        return 0
    if "\u1160" <= character <= "\u11ff":  # the vowels and finals that join a Hangul syllable
        return 0
    # "A" (ambiguous: × − “ ”) is one column outside of legacy Chinese terminals.
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def width(text: str) -> int:
    """How many columns a text takes; controls count as none, see :func:`printable`."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_columns, text))


def pad(text: str, columns: int, align: Align = "left") -> str:
    """The text filled with spaces to a number of columns; a longer text stays as it is."""
    missing = max(0, columns - width(text))
    before = {"left": 0, "right": missing, "center": missing // 2}[align]
    return " " * before + text + " " * (missing - before)


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; one empty line for an empty text.

    Lines break at spaces and between Chinese characters, never before a closing mark or behind an
    opening one; a word that is longer than a line is cut.
    """
    columns = max(2, columns)
    lines: list[str] = []
    line, filled, space = "", 0, ""
    for piece in _pieces(text):
        if piece == " ":
            space += piece
            continue
        if line and filled + len(space) + width(piece) <= columns:
            line, filled = line + space + piece, filled + len(space) + width(piece)
        else:
            if line:
                lines.append(line)
            *whole, line = _cut(piece, columns)
            lines += whole
            filled = width(line)
        space = ""
    return [*lines, line] if line or not lines else lines


def _pieces(text: str) -> list[str]:
    """What must stay on one line: words, single wide characters with their punctuation, spaces."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1] if pieces else " "
        blank = character.isspace() and character != "\u00a0"
        if not blank and last != " " and _stays(last, character):
            pieces[-1] = last + character
        else:
            pieces.append(" " if blank else character)
    return pieces


def _stays(before: str, character: str) -> bool:
    if _columns(character) == 0 or before[-1] in _OPENING:
        return True
    # A closing mark clings even to a wide character: 满分）
    if character in _CLOSING:
        return True
    return _columns(character) == 1 and not _ends_wide(before)


def _ends_wide(text: str) -> bool:
    base = next((c for c in reversed(text) if _columns(c)), " ")
    return _columns(base) == 2 or (base in _CLOSING and not base.isascii())


def _cut(piece: str, columns: int) -> list[str]:
    lines, filled = [""], 0
    for character in piece:
        taken = _columns(character)
        if filled + taken > columns:
            lines.append("")
            filled = 0
        lines[-1] += character
        filled += taken
    return lines
