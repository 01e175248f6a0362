"""The words of the language: one table, two spellings, one terminal each.

A row gives a terminal of ``grammars/rubric.lark`` its English words, its Chinese words and its symbols.
Chinese is written without spaces, so a Chinese row may guard a word by what stands before or behind it:
``与`` joins two names but not inside ``参与``. Names stop where any Chinese keyword begins
(:func:`name_pattern`); ``「…」`` quotes a name that contains one.

The first word of a row is the one that the formatter writes.
"""

from __future__ import annotations

import re
from functools import cache

from rubric_dsl.vocabulary.keyword import CJK, DIGIT, Keyword
from rubric_dsl.vocabulary.words import (
    cases,
    cohorts,
    conditions,
    days,
    effects,
    frame,
    grades,
    groups,
    lists,
    metrics,
    missing,
    outcomes,
    punctuation,
    reasons,
    rules,
    signs,
    steps,
    tables,
)

__all__ = [
    "BY_TERMINAL",
    "CJK",
    "DIGIT",
    "KEYWORDS",
    "LATIN_NAME",
    "LOOKS_BACK",
    "Keyword",
    "chinese_stops",
    "name_pattern",
    "pattern",
    "shortest_first",
    "spellings",
    "terminals",
]

KEYWORDS: tuple[Keyword, ...] = (
    *frame.ROWS,
    *metrics.ROWS,
    *rules.ROWS,
    *steps.ROWS,
    *conditions.ROWS,
    *effects.ROWS,
    *outcomes.ROWS,
    *grades.ROWS,
    *signs.ROWS,
    *tables.ROWS,
    *cases.ROWS,
    *groups.ROWS,
    *days.ROWS,
    *missing.ROWS,
    *punctuation.ROWS,
    *lists.ROWS,
    *cohorts.ROWS,
    *reasons.ROWS,
)

BY_TERMINAL = {keyword.terminal: keyword for keyword in KEYWORDS}


def _english(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split()) + r"(?![\w])"


def spellings(keyword: Keyword) -> tuple[str, ...]:
    """The regular expressions of one terminal: they are tried in this order, the longest spelling first."""
    parts = [re.escape(symbol) for symbol in sorted(keyword.symbols, key=len, reverse=True)]
    parts += [_english(words) + keyword.en_guard for words in sorted(keyword.en, key=len, reverse=True)]
    if keyword.zh_pattern:
        parts.append(keyword.zh_pattern)
    else:
        parts += [re.escape(words) for words in sorted(keyword.zh, key=len, reverse=True)]
    return tuple(parts)


def pattern(keyword: Keyword) -> str:
    """The regular expression of one terminal."""
    return "|".join(spellings(keyword))


@cache
def chinese_stops() -> tuple[str, ...]:
    """Expressions of which one matches wherever some Chinese keyword begins, a row each."""
    return tuple(k.zh_pattern or "|".join(map(re.escape, k.zh)) for k in KEYWORDS if k.zh)


LATIN_NAME = rf"(?:(?![{CJK}])[^\W\d])(?:(?![{CJK}])\w)*"
"""A name in Latin letters, digits and ``_``."""


@cache
def name_pattern() -> str:
    """A name in one script: Latin letters, digits and ``_``; or Chinese up to the next keyword."""
    stop = "|".join(f"(?:{part})" for part in chinese_stops())
    return rf"{LATIN_NAME}|(?:(?!{stop})[{CJK}])+"


@cache
def terminals() -> str:
    """The keyword terminals as Lark grammar text, to stand behind ``grammars/rubric.lark``."""

    def regexp(text: str) -> str:
        return "/" + re.sub(r"(?<!\\)/", r"\\/", text) + "/"

    rows = []
    for keyword in KEYWORDS:
        # a word that begins another (每 and 每少, 且 behind a comma) must not win: longer rows go first
        longest = max((len(s) for s in keyword.spellings), default=1)
        priority = 10 + longest + (20 if keyword.terminal in LOOKS_BACK else 0)
        rows.append(f"{keyword.terminal}.{priority}: {regexp(pattern(keyword))}")
    rows.append(f"NAME.1: {regexp(name_pattern())}")
    return "\n".join(rows) + "\n"


LOOKS_BACK = frozenset(
    {"AND", "OR", "NOTHING", "NO_POINTS", "FAILING", "PROPORTION", "ARROW", "THEN", "DAYS_UNTIL"}
    | {"THEN_AT_MOST", "THEN_AT_LEAST", "THEN_FIXED", "THEN_TIMES", "NOT_ADMITTED", "ADD", "DEDUCT"}
    | {"GRADE_AT_MOST", "GRADE_AT_LEAST", "GRADE_FIXED", "THE_REST", "BEST", "REACHED", "WITHIN"}
)
"""Rows whose pattern may swallow a particle or comma in front of the word, or looks far ahead (至, 的天数);
they are tried first."""


def shortest_first(terminal: str, lang: str) -> str:
    """How the formatter spells a terminal in a language; symbols serve both."""
    keyword = BY_TERMINAL[terminal]
    words = keyword.zh if lang == "zh" else keyword.en
    return (words or keyword.symbols or keyword.en or keyword.zh)[0]
