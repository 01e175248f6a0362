"""Parse trees → syntax trees: what stands for a missing value, what is missing, what is not applicable.

Comes in: Lark's tree. Goes out: a node of :mod:`rubric_dsl.syntax.tree.missing`.
"""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve
from lark import Token

from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.days import day
from rubric_dsl.syntax.build.tokens import Branch, Place, name_of, number, tokens, trees
from rubric_dsl.vocabulary.keywords import DIGIT

_NUMBER = re.compile(rf"([-−－–]?)\s*([{DIGIT}]+(?:[.．][{DIGIT}]+)?)\s*([%％]?)")
_DATE = re.compile(
    rf"[{DIGIT}]{{4}}(?:[-－][{DIGIT}]{{2}}[-－][{DIGIT}]{{2}}|年[{DIGIT}]{{1,2}}月[{DIGIT}]{{1,2}}日)"
)


def _figure(token: Token, minus: bool, percent: bool, place: Place) -> Fraction:
    value = number(token, place)
    value = value / 100 if percent else value
    return -value if minus else value


def if_missing(item: Branch, place: Place) -> t.IfMissing:
    """``if missing 0``, ``缺失按0计``"""
    span = place.of(item)
    if item.data == "drops_out":
        return t.IfMissing(None, span=span)
    if item.data == "missing_as":
        return _chinese(tokens(item, "MISSING_AS")[0], place)
    stands = trees(item)[0]
    if tokens(stands, "DATE"):
        return t.IfMissing(day(stands, place), span=span)
    figures = tokens(stands, "NUMBER")
    if figures:
        percent = bool(tokens(stands, "PERCENT"))
        value = _figure(figures[0], bool(tokens(stands, "MINUS")), percent, place)
        return t.IfMissing(value, percent, span=span)
    return t.IfMissing(name_of(trees(stands)[0], place), span=span)


def _chinese(token: Token, place: Place) -> t.IfMissing:
    """The one word of Chinese taken apart."""
    span = place.of(token)
    inside = token[len("缺失按") : -1]
    said = inside.strip()
    start = span.column + 3 + len(inside) - len(inside.lstrip())
    within = evolve(span, column=start, end_column=start + len(said))
    figure = _NUMBER.fullmatch(said)
    if figure:
        percent = bool(figure[3])
        value = _figure(Token.new_borrow_pos("NUMBER", figure[2], token), bool(figure[1]), percent, place)
        return t.IfMissing(value, percent, span=span)
    if _DATE.fullmatch(said):
        from lark import Tree

        found = day(Tree("day", [Token.new_borrow_pos("DATE", said, token)]), place)
        return t.IfMissing(evolve(found, span=within), span=span)
    quoted = said[0] + said[-1] in ("「」", "``")
    return t.IfMissing(t.Name(said[1:-1] if quoted else said, span=within), span=span)


def is_missing(item: Branch, place: Place) -> t.IsMissing:
    """``x is missing``"""
    missing = not tokens(item, "IS_NOT_MISSING")
    return t.IsMissing(name_of(trees(item)[0], place), missing, span=place.of(item))


def is_applicable(item: Branch, place: Place) -> t.IsApplicable:
    """``safety is applicable``"""
    applicable = not tokens(item, "IS_NOT_APPLICABLE")
    return t.IsApplicable(name_of(trees(item)[0], place), applicable, span=place.of(item))


def policy(item: Branch, place: Place) -> t.Policy:
    """``not applicable: rescale, if none applies 0``"""
    way, *none = trees(item)
    said = {str(token.type) for token in way.children if isinstance(token, Token)}
    names: dict[str, t.Way] = {"RESCALE": "rescale", "REDISTRIBUTE": "redistribute", "DROP": "drop"}
    meant = next(name for word, name in names.items() if said & {word, f"ABSENT_{word}"})
    if not none:
        return t.Policy(meant, span=place.of(item))
    figures = tokens(none[0], "NUMBER")
    return t.Policy(meant, number(figures[0], place) if figures else "not applicable", span=place.of(item))
