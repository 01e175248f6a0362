"""Parse trees → syntax trees: rules in rows.

Comes in: Lark's trees of a rule's first part and of the rows behind it. Goes out: bands, a lookup or a
straight line. A row that does not fit the others is refused with its own words.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.expressions import expression
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, name_of, trees


def worth(item: Branch, place: Place) -> t.Expression:
    """What stands behind an arrow: points, or an expression that gives them."""
    found = expression(trees(item)[0], place)
    if isinstance(found, t.Negative) and isinstance(found.operand, t.Number) and not found.operand.percent:
        found = t.Number(-found.operand.value, unit=found.operand.unit, span=found.span)
    if isinstance(found, t.Number) and found.unit == t.POINTS:
        found = t.Number(found.value, span=found.span)
    if isinstance(found, t.Number) and (found.percent or found.unit):
        text = f"{found.value * 100}%" if found.percent else f"{found.value} {found.unit}"
        raise Refused(diagnostic("RB0108", found.span, text=text))
    return found


def band(item: Branch, place: Place) -> t.Band:
    """``80% to <90% → 8``"""
    condition, points = trees(item)
    return t.Band(expression(condition, place), worth(points, place), span=place.of(item))


def _not_a_row(row: Branch, place: Place) -> Refused:
    return Refused(diagnostic("RB0231", place.of(row)))


def _figures(item: t.Expression) -> list[Fraction] | None:
    """``8/6/−5`` as numbers."""
    match item:
        case t.Number() if not item.percent and item.unit in (None, t.POINTS):
            return [item.value]
        case t.Negative():
            inner = _figures(item.operand)
            return [-inner[0]] if inner and len(inner) == 1 else None
        case t.Operation() if item.operator == "/":
            left, right = _figures(item.left), _figures(item.right)
            return left + right if left and right else None
        case _:
            return None


def _lookup_row(row: Branch, place: Place) -> t.LookupRow:
    """``national 8/6/5``; a first figure that is negative was read as taken away from the option."""
    parts = [expression(kid, place) for kid in trees(row)]
    option, points = parts[0], parts[1] if len(parts) > 1 else None
    sign = 1
    joined = option if points is None else None
    if isinstance(joined, t.Operation) and joined.operator in ("+", "−"):
        sign = -1 if joined.operator == "−" else 1
        option, points = joined.left, joined.right
    figures = _figures(points) if points is not None else None
    if not isinstance(option, t.Name) or not figures:
        raise _not_a_row(row, place)
    return t.LookupRow(option, (sign * figures[0], *figures[1:]), span=place.of(row))


_ANSWERS = {"是": "yes", "否": "no"}
"""The rows of a yes/no in Chinese: the same rows."""


def lookup(main: Branch, rows: list[Branch], bounds: tuple[t.Bound, ...], place: Place) -> t.Lookup:
    """``by level and prize: national 8/6/5, provincial 6/5/4``"""
    keys = tuple(name_of(kid, place) for kid in trees(main) if kid.data == "name")
    first = next(kid for kid in trees(main) if kid.data == "table_row")
    found = []
    for row in (first, *rows):
        if row.data != "table_row":
            raise _not_a_row(row, place)
        found.append(_lookup_row(row, place))
    if {row.option.text for row in found} == set(_ANSWERS):
        found = [evolve(row, option=evolve(row.option, text=_ANSWERS[row.option.text])) for row in found]
    return t.Lookup(keys, tuple(found), bounds, span=place.of(main))


def line(main: Branch, rows: list[Branch], bounds: tuple[t.Bound, ...], place: Place) -> t.Line:
    """``rate in a straight line: 20% → 0, 50% → 2``"""
    anchors = []
    for row in (trees(main)[1], *rows):
        found = band(row, place) if row.data == "band" else None
        at = found.condition if found else None
        if isinstance(at, t.Negative) and isinstance(at.operand, t.Number):
            inner = at.operand
            at = t.Number(-inner.value, inner.unit, inner.percent, span=at.span)
        if found is None or not isinstance(at, t.Number) or not isinstance(found.points, t.Number):
            raise _not_a_row(row, place)
        anchors.append(t.Anchor(at, found.points.value, span=found.span))
    return t.Line(expression(trees(main)[0], place), tuple(anchors), bounds, span=place.of(main))


def bands(
    first: t.Band, rows: list[Branch], other: t.Expression | None, bounds: tuple[t.Bound, ...], place: Place
) -> t.Bands:
    """``rate ≥ 90% → 10; 80% to <90% → 8; otherwise 0``"""
    found = [first]
    for row in rows:
        if row.data != "band":
            raise _not_a_row(row, place)
        found.append(band(row, place))
    return t.Bands(tuple(found), other, bounds, span=first.span)
