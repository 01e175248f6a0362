"""Parse trees → syntax trees: two edges of one figure, ``80% to <90%``, ``80%及以上不满90%``.

Comes in: Lark's tree of a range, its parts built. Goes out: a :class:`rubric_dsl.syntax.tree.Between`; edges
that turn away from each other are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lark import Token, Tree

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, tokens, trees

_SIDES = ("mark", "edge", "high", "closed")

Build = Callable[[Any, Place], t.Expression]


def between(
    item: Branch, place: Place, build: Build, compared: Callable[[Token], str], edge: Callable[[Branch], str]
) -> t.Between:
    """A range, its lower edge first. ``compared`` and ``edge`` say which comparison a word is."""
    span = place.of(item)
    inner = trees(item)
    top = next(kid for kid in inner if kid.data in ("high", "closed"))
    top = trees(top)[0] if top.data == "high" and trees(top)[0].data == "closed" else top
    values = [kid for kid in inner if kid.data not in _SIDES]
    low, operand = values[-1], values[0] if len(values) > 1 else None
    lower = _edge(item, "≥", ">", compared, edge)
    upper = _edge(top, "≤", "<", compared, edge)
    if lower not in ("≥", ">", "以上") or upper not in ("≤", "<", "以下"):
        raise Refused(diagnostic("RB0314", span, low=None, high=None))
    high = next(kid for kid in trees(top) if kid.data not in _SIDES)
    measured = build(operand, place) if operand is not None else None
    return t.Between(measured, lower, build(low, place), upper, build(high, place), span=span)  # type: ignore[arg-type]


def _edge(
    item: Branch, with_it: str, without: str, compared: Callable[[Token], str], edge: Callable[[Branch], str]
) -> str:
    """Which comparison stands at one end: a sign, a word behind the figure, or nothing, which takes it in."""
    for kid in item.children:
        if isinstance(kid, Token) and kid.type in ("COMPARE", "SHORT_OF"):
            return compared(kid)
        if isinstance(kid, Tree) and kid.data == "edge":
            return edge(kid)
        if isinstance(kid, Tree) and kid.data == "mark":
            return without if tokens(kid, "EXCLUDED") else with_it
    return with_it
