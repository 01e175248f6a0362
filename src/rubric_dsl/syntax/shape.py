"""What a line looks like before it is parsed: a heading, a metric, a rule.

Only the layout asks, where indentation contradicts itself, and the reader, where a line could not be
parsed. A guess never decides what a good file means.

>>> shape_of("matchmaking: 30 points"), shape_of("≥10 events → 30")
('heading', 'rule')
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from rubric_dsl.vocabulary.keywords import BY_TERMINAL, CJK, DIGIT, pattern

Shape = Literal["rubric", "metrics", "about", "cited", "heading", "each", "metric", "rule", "gate", "unknown"]

LOOKED_AT = 400
"""Characters of a line that are looked at."""
COMMENT = ("#", "＃")

WORD = re.compile(rf"「[^」]*」|`[^`]*`|\"[^\"]*\"?|“[^”]*”?|[A-Za-z_][\w/]*|[{CJK}]+")
"""The pieces of a line that may be words: quoted texts and names as a whole."""

_STRING = re.compile(r"\"[^\"]*\"|“[^”]*”")
_QUOTED_NAME = re.compile(r"「[^」]*」|`[^`]*`")


def without_comment(line: str) -> str:
    """The line up to its comment; a ``#`` inside a quoted text is no comment."""
    closing = ""
    for column, character in enumerate(line):
        if closing:
            if character == closing:
                closing = ""
        elif character in COMMENT:
            return line[:column]
        else:
            closing = {'"': '"', "“": "”", "「": "」", "`": "`"}.get(character, "")
    return line


def _any(*terminals: str) -> str:
    return "(?:" + "|".join(pattern(BY_TERMINAL[terminal]) for terminal in terminals) + ")"


_POINTS = rf"[-−－–]?\s*[{DIGIT}][{DIGIT}.．]*\s*(?:points?|分)?"
_NAMES = r"\w+(?:[-\s]*\w+)?(?:\s*[=＝]\s*\w+)?\s*(?:\"\"\s*)*"
_NUMBER = rf"(?:{_any('HEADING_NUMBER')}\s*)?"
"""The number before a heading."""
KIND = _any(
    "COUNT", "COUNT_NOUN", "YES_NO", "MARK", "AMOUNT", "NUMBER_KIND", "DATE_KIND", "CHOICE", "LIST", "TEXT"
)
"""The kinds of metrics, as they stand behind a name and a space."""


@cache
def _shapes() -> tuple[tuple[Shape, re.Pattern[str]], ...]:
    """Each shape with what shows it; the first that fits is taken."""
    begins: tuple[tuple[Shape, str], ...] = (
        ("rubric", _any("RUBRIC") + r"(?=\s)"),
        ("metrics", _any("METRICS") + r"\s*[:：]?$"),
        ("about", _any("PERIOD", "TOTAL", "CALENDAR", "DAYS_OFF", "DAYS_ON") + r"(?!\s*[=＝])"),
        ("cited", _any("SOURCE", "QUOTE") + r"(?=\s*[:：]?\s*\"|\s*$)"),
        ("rule", _any("JUDGED", "SCORE_OF", "BY_RUBRIC")),
        ("gate", _any("ONLY_IF", "NOTHING_IF", "TIMES_BY") + r"(?!\s*[=＝:：])"),
        ("each", r"for\s+each(?!\w)|下列每"),
        ("rule", rf"[^:：]*?{_any('SUM_OVER', 'GREATEST_OVER', 'LEAST_OVER', 'MEAN_OVER', 'EACH_SCORED')}"),
        ("rule", rf"{_any('WHEN', 'OTHER_CASES')}[^:：]*[:：]"),
        ("heading", rf"{_NUMBER}{_NAMES}[:：]\s*{_POINTS}\s*(?:[,，].*)?$"),
        ("heading", rf"{_NUMBER}{_NAMES}[(（]\s*{_POINTS}\s*(?:[,，][^)）]*)?[)）]\s*[:：]?$"),
        ("metric", rf"\w+(?:\s*[=＝]\s*\w+)?\s+{KIND}"),
    )
    inside = _any("ARROW", "COMPARE", "CAPPED", "PER", "EACH_MISSING", "EACH", "REACHED")
    return (
        *((shape, re.compile(words)) for shape, words in begins),
        ("rule", re.compile(rf".*?{inside}")),
        ("gate", re.compile(rf".*?{_any('NOTHING')}")),
    )


@cache
def _list() -> re.Pattern[str]:
    return re.compile(rf"{_NAMES}\s{_any('LIST')}")


def begins_a_list(text: str) -> bool:
    """Whether a line among the metrics looks like a list, whose fields stand below it."""
    return _list().match(_QUOTED_NAME.sub("x", text[:LOOKED_AT]).strip()) is not None


def shape_of(text: str) -> Shape:
    """What a line looks like; ``unknown`` where nothing shows it."""
    said = _QUOTED_NAME.sub("x", without_comment(text[:LOOKED_AT]))
    said = " ".join(_STRING.sub('""', said).split())
    for shape, shown in _shapes():
        if shown.match(said):
            return shape
    return "unknown"
