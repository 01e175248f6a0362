"""Parse trees → syntax trees: a rule of one entry over all of a list.

Comes in: Lark's tree of what stands before the colon, and the rule behind it. Goes out: a node of
:mod:`rubric_dsl.syntax.tree.over`. What is said twice, or does not go together, is refused.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import evolve
from lark import Token

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.expressions import expression
from rubric_dsl.syntax.build.folds import MOST_PICKED, signed_share, whole
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, name_of, number, tokens, trees

_HOW: dict[str, t.OverHow] = {
    "SUM_OVER": "sum", "GREATEST_OVER": "greatest", "LEAST_OVER": "least", "MEAN_OVER": "mean",
}  # fmt: skip


def _shares(part: Branch, place: Place) -> tuple[Fraction, ...]:
    return tuple(number(token, place) / 100 for token in tokens(part, "NUMBER"))


def _misplaced(part: Branch, place: Place) -> Refused:
    return Refused(diagnostic("RB0249", place.of(part), text="", limit=MOST_PICKED))


def over(head: Branch, rule: t.Rule, place: Place) -> t.Over:
    """``sum over honours where (not shared), highest once per project, at 100%, 50%: …``"""
    named = name_of(next(kid for kid in trees(head) if kid.data == "name"), place)
    how: t.OverHow = "sum"
    found: dict[str, Any] = {}
    said = tokens(head, "NUMBER")
    if said:
        found["best"] = whole(said[0], place)
    for kid in trees(head):
        if kid.data == "over_how":
            token = kid.children[0]
            assert isinstance(token, Token)
            how = _HOW[token.type]
        elif kid.data == "where":
            found["where"] = expression(kid.children[2], place)
        elif kid.data == "fold_option":
            for option in trees(kid):
                _option(option, found, place)
        elif kid.data != "name":
            _part(kid, how, found, place)
    ends = tuple(bound for bound in rule.bounds if bound.kind == "below zero")
    own = tuple(bound for bound in rule.bounds if bound.kind != "below zero")
    return t.Over(how, named, evolve(rule, bounds=own), bounds=ends, span=place.of(head), **found)


def _option(option: Branch, found: dict[str, Any], place: Place) -> None:
    what = {"none_gives": "empty", "where": "where"}.get(str(option.data), "")
    if not what or what in found:
        raise _misplaced(option, place)
    found[what] = signed_share(option, place) if what == "empty" else expression(trees(option)[0], place)


def _part(part: Branch, how: t.OverHow, found: dict[str, Any], place: Place) -> None:
    """What stands behind the commas before the colon."""
    what = str(part.data)
    together = how in ("sum", "mean") if what == "once_per" else how == "sum"
    in_turn = {"once_per": "once_per" not in found, "shares": "shares" not in found}
    if not together or not in_turn.get(what, "shares" in found and "further" not in found):
        raise _misplaced(part, place)
    match what:
        case "once_per":
            found["once_per"] = name_of(trees(part)[0], place)
        case "further":
            found["further"] = _shares(part, place)[0]
        case _:
            found["shares"] = (*found.get("shares", ()), *_shares(part, place))
