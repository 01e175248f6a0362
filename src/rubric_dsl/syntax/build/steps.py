"""Parse trees → syntax trees: the steps of a rule, so many points for each so many of something.

Comes in: Lark's tree of a step, in either language. Goes out: a :class:`rubric_dsl.syntax.tree.Step`.
"""

from __future__ import annotations

from fractions import Fraction

from lark import Token

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.expressions import expression
from rubric_dsl.syntax.build.rounding import rounding
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, name_of, number, tokens, trees

_PARTS: dict[str, t.Part] = {"FULL": "full", "STARTED": "started"}


def _step_english(item: Branch, place: Place) -> t.Step:
    kinds = {child.type for child in item.children if isinstance(child, Token)}
    numbers = tokens(item, "NUMBER")
    sign = -1 if "MINUS" in kinds else 1
    amount = Fraction(1)
    part: t.Part | None = None
    of: t.Expression | None = None
    unit: str | None = None
    for kid in trees(item):
        match kid.data:
            case "amount":
                amount = number(tokens(kid, "NUMBER")[0], place)
                amount = amount / 100 if tokens(kid, "PERCENT") else amount
            case "part":
                part = _PARTS[kid.children[0].type]  # type: ignore[union-attr]
            case "counted_missing":
                named = trees(kid)
                unit = name_of(named[0], place).text if named else None
            case "counted_name":
                of = name_of(kid.children[0], place)  # type: ignore[arg-type]
            case "counted_expression":
                of = expression(kid.children[1], place)
            case "counted_rounded":
                inner, how = trees(kid)
                of = t.Rounded(expression(inner, place), rounding(how, place), span=place.of(kid))
    if "PROPORTION" in kinds:
        if part:
            raise Refused(diagnostic("RB0109", place.of(item), part=part))
        part = "in proportion"
    per = t.Per(amount, part, of, unit, span=place.of(item))
    return t.Step(sign * number(numbers[0], place), per, span=place.of(item))


def _step_chinese(item: Branch, place: Place) -> t.Step:
    kinds = {child.type for child in item.children if isinstance(child, Token)}
    change = next(kid for kid in trees(item) if kid.data == "change")
    sign = -1 if change.children[0].type == "DEDUCT" else 1  # type: ignore[union-attr]
    amount, unit = Fraction(1), None
    for size in (kid for kid in trees(item) if kid.data == "size"):
        if tokens(size, "NUMBER"):
            amount = number(tokens(size, "NUMBER")[0], place)
            if tokens(size, "PERCENT"):
                amount /= 100
        for named in trees(size):
            unit = name_of(named, place).text
            if unit in ("个百分点", "百分点"):
                amount, unit = amount / 100, None
    if "FULL" in kinds and "PRO_RATA" in kinds:
        raise Refused(diagnostic("RB0109", place.of(item), part="full"))
    part: t.Part | None = "full" if "FULL" in kinds else "in proportion" if "PRO_RATA" in kinds else None
    of: t.Expression | None = None
    if item.data == "step_each":
        of = name_of(next(kid for kid in trees(item) if kid.data == "name"), place)
    elif item.data == "step_of":
        of = expression(item.children[0], place)
    per = t.Per(amount, part, of, unit, span=place.of(item))
    points = number(tokens(item, "NUMBER")[0], place)
    return t.Step(sign * points, per, span=place.of(item))


def step(item: Branch, place: Place) -> t.Step:
    """A step in either language."""
    return _step_english(item, place) if item.data == "step_per" else _step_chinese(item, place)
