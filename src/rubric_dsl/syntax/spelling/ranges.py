"""Syntax tree → text, in either language: two edges of one figure.

Comes in: a range, its parts spelt. Goes out: ``80% to <90%``, ``80%及以上不满90%``.
"""

from __future__ import annotations

import re

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.names import glue

_OPEN = ("以上", "以下")


def spell_between(item: t.Between, operand: str, ends: tuple[str, str], lang: Language) -> str:
    """A range; edges that are left open have no English words."""
    low, high = ends
    if lang == "en" and item.lower not in _OPEN and item.upper not in _OPEN:
        said = f"{'>' if item.lower == '>' else ''}{low} to {'<' if item.upper == '<' else ''}{high}"
        return f"{operand} from {said}" if operand else said
    literal = isinstance(item.low, t.Number) and isinstance(item.high, t.Number)
    if item.lower in _OPEN or item.upper in _OPEN or not literal:
        first = {"≥": "及以上", ">": "以上（不含）"}.get(item.lower, item.lower)
        second = {"≤": "及以下", "<": "以下（不含）"}.get(item.upper, item.upper)
        said = glue(low, first, high, second)
    elif item.lower == "≥" and item.upper == "<" and re.match("[0-9]", high):
        said = glue(low, "及以上不满", high)
    else:
        first = "（不含）" if item.lower == ">" else ""
        said = glue(low, first, "至", high, "（不含）" if item.upper == "<" else "")
    if not operand:
        return said
    plain = isinstance(item.operand, t.Name) and isinstance(item.low, t.Number)
    return glue(operand, said) if plain else glue(operand, "达", said)
