"""Parse trees → syntax trees: effects, the lines that act on points after the rule or the sum.

Comes in: Lark's tree of a line. Goes out: a :class:`rubric_dsl.syntax.tree.Effect`.
"""

from __future__ import annotations

from typing import Any

from attrs import evolve

from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.expressions import expression
from rubric_dsl.syntax.build.rounding import rounding
from rubric_dsl.syntax.build.tokens import Branch, Place, tokens, trees

FORMS = frozenset(
    {"only_if", "nothing_if", "limit", "limit_then", "fixed", "factor", "factor_then", "compare_words"}
    | {"rounded_points"}
)
"""What the grammar calls an effect's line."""
_THEN: dict[str, Any] = {
    "THEN_AT_MOST": "at most", "THEN_AT_LEAST": "at least", "THEN_FIXED": "fixed at",
}  # fmt: skip


def lone_limit(item: Branch) -> Branch | None:
    """``at most 50`` on a line of its own, which reads like the beginning of a rule: the comparison in it."""
    if item.data != "rule" or len(item.children) != 1:
        return None
    main = trees(item)[0]
    inner = trees(main)[0] if main.data == "formula" and trees(main) else None
    if inner is not None and inner.data == "compare_words" and len(trees(inner)) == 2:
        return inner
    return None


def not_applicable(item: Branch, place: Place) -> t.NotApplicable:
    """``not applicable if C``"""
    return t.NotApplicable(expression(trees(item)[0], place), span=place.of(item))


def effect(item: Branch, place: Place) -> t.Effect:
    """An effect in either language."""
    span = place.of(item)
    kids = trees(item)

    def told(position: int) -> t.Expression:
        return expression(kids[position], place)

    def figure(position: int) -> t.Expression:
        item = told(position)
        return evolve(item, unit=None) if isinstance(item, t.Number) and item.unit == t.POINTS else item

    match item.data:
        case "only_if":
            return t.Gate("only if", told(0), span=span)
        case "nothing_if":
            return t.Gate("nothing if", told(0), span=span)
        case "limit" | "compare_words":
            side: Any = "at most" if tokens(kids[0], "AT_MOST") else "at least"
            return t.Limit(side, figure(1), told(2) if len(kids) > 2 else None, span=span)
        case "limit_then":
            return t.Limit(_THEN[kids[1].children[0].type], figure(2), told(0), span=span)  # type: ignore[union-attr]
        case "fixed":
            return t.Limit("fixed at", figure(0), told(1), span=span)
        case "factor":
            return t.Factor(told(0), told(1) if len(kids) > 1 else None, span=span)
        case "factor_then":
            return t.Factor(told(1), told(0), span=span)
        case "rounded_points":
            return rounding(kids[0], place)
    raise AssertionError(f"the grammar has an effect {item.data!r} that nobody builds")
