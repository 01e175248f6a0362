"""Parse trees → syntax trees: folds over lists, and the extreme of several numbers.

Comes in: Lark's tree of a fold, in either language, and the builder of expressions. Goes out: a node of
:mod:`rubric_dsl.syntax.tree.folds`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from lark import Token

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, name_of, number, tokens, trees

Build: TypeAlias = Callable[[Any, Place], t.Expression]

_HOW: dict[str, t.How] = {
    "SUM_OF": "sum", "COUNT_OF": "count", "LEAST_OF": "least",
    "GREATEST_OF": "greatest", "MEAN_OF": "mean", "MEDIAN_OF": "median",
    "SUMMED": "sum", "ITS_COUNT": "count", "ITS_LEAST": "least",
    "ITS_GREATEST": "greatest", "ITS_MEAN": "mean", "ITS_MEDIAN": "median",
}  # fmt: skip


def whole(token: Token, place: Place) -> int:
    """How many entries."""
    value = number(token, place)
    if value.denominator != 1 or not 1 <= value <= MOST_PICKED:
        raise Refused(diagnostic("RB0249", place.of(token), text=str(token), limit=MOST_PICKED))
    return int(value)


MOST_PICKED = 10_000
"""The best so many; when there are more than so many."""


def _first_token(branch: Branch) -> Token:
    token = branch.children[0]
    assert isinstance(token, Token)
    return token


def signed_share(item: Branch, place: Place) -> Fraction:
    """``0``, ``−5``, ``90%``"""
    value = number(tokens(item, "NUMBER")[0], place)
    value = value / 100 if tokens(item, "PERCENT") else value
    return -value if tokens(item, "MINUS") else value


def fold(item: Branch, place: Place, build: Build) -> t.Fold:
    """``sum of points over honours where (level > 2)``, ``荣誉各项分值之和（仅计级别大于2的）``"""
    how: t.How = "mean"
    operands: list[t.Expression] = []
    named: t.Name | None = None
    found: dict[str, Any] = {}
    if tokens(item, "CLOSEST"):
        found["closest"] = ""
    for kid in trees(item):
        match kid.data:
            case "how_of" | "its_how":
                how = _HOW[_first_token(kid).type]
            case "name":
                named = name_of(kid, place)
            case "best":
                found["best"] = whole(tokens(kid, "NUMBER")[0], place)
            case "picked":
                _picked(kid, place, found)
            case "trim":
                said = tokens(kid, "NUMBER")
                found["spare"] = whole(said[0], place) if said else 0
            case "where":
                found["where"] = build(kid.children[2], place)
            case "fold_option":
                for option in trees(kid):
                    _option(option, place, build, found, item)
            case _:
                operands.append(build(kid, place))
    span = place.of(item)
    value = operands[0] if operands else None
    if item.data == "fold_all":
        return _over_all(how, value, span, found)
    if named is None:
        if not isinstance(value, t.Name):
            raise Refused(diagnostic("RB0247", span, names=(), listed=""))
        named, value = value, None
    if value is not None and how == "count":
        raise Refused(diagnostic("RB0248", value.span, list=named.text))
    if found.get("closest") == "":
        raise Refused(diagnostic("RB0250", span))
    return t.Fold(how, named, value, span=span, **found)


def _over_all(how: t.How, value: t.Expression | None, span: Span, found: dict[str, Any]) -> t.Fold:
    """``mean of price among all``; all subjects are counted, not their values."""
    if how == "count" and value is not None:
        raise Refused(diagnostic("RB0258", span))
    if found.get("closest") == "":
        raise Refused(diagnostic("RB0250", span))
    return t.Fold(how, None, value, span=span, **found)


def count_all(item: Branch, place: Place, build: Build) -> t.Fold:
    """``count of all where (C)``, ``全体对象数（仅计C的）``"""
    found: dict[str, Any] = {}
    for kid in trees(item):
        if kid.data == "where":
            found["where"] = build(kid.children[2], place)
        for option in trees(kid) if kid.data == "fold_option" else ():
            _option(option, place, build, found, item)
    return t.Fold("count", None, span=place.of(item), **found)


_FIRST: dict[str, Literal["highest", "lowest"]] = {
    "HIGHEST_FIRST": "highest", "HIGH_TO_LOW": "highest",
    "LOWEST_FIRST": "lowest", "LOW_TO_HIGH": "lowest",
}  # fmt: skip


def rank(item: Branch, place: Place, build: Build) -> t.Rank:
    """``rank of price among all, lowest first``, ``报价在全体中从低到高的名次``"""
    said = [_FIRST[kind] for kind in _FIRST if tokens(item, kind)]
    if not said:
        raise Refused(diagnostic("RB0440", place.of(item)))
    return t.Rank(build(trees(item)[0], place), said[0], span=place.of(item))


def _picked(kid: Branch, place: Place, found: dict[str, Any]) -> None:
    match _first_token(kid).type:
        case "BEST":
            found["best"] = whole(tokens(kid, "NUMBER")[0], place)
        case "WITHOUT_ENDS":
            found["spare"] = 0
        case _:
            found["closest"] = ""


def _option(option: Branch, place: Place, build: Build, found: dict[str, Any], item: Branch) -> None:
    def say(what: str, value: object, fits: bool = True) -> None:
        if not fits or (what in found and found[what] not in ("", 0)):
            raise Refused(diagnostic("RB0249", place.of(option), text="", limit=MOST_PICKED))
        found[what] = value

    match option.data:
        case "none_gives":
            say("empty", signed_share(option, place))
        case "where":
            say("where", build(trees(option)[0], place))
        case "when_more":
            say("spare", whole(tokens(option, "NUMBER")[0], place), "spare" in found)
        case tie:
            which: Literal["higher", "lower"] = "higher" if tie == "higher_tie" else "lower"
            say("closest", which, "closest" in found)


def extreme(item: Branch, place: Place, build: Build) -> t.Extreme:
    """``least of (a, b)``, ``（a、b中的最小值）``"""
    how: Literal["least", "greatest"] = "least" if tokens(item, "LEAST_AMONG") else "greatest"
    operands: list[t.Expression] = []
    for kid in trees(item):
        if kid.data == "how_of":
            said = _HOW[_first_token(kid).type]
            if said not in ("least", "greatest"):
                raise Refused(diagnostic("RB0247", place.of(item), names=(), listed=""))
            how = said
        else:
            operands.append(build(kid, place))
    if len(operands) == 1 and isinstance(operands[0], t.Listed):
        operands = list(operands[0].names)
    return t.Extreme(how, tuple(operands), span=place.of(item))
