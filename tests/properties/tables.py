"""Generated rules in rows: bands that cover what they compare, lookups, straight lines."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import evolve
from hypothesis import strategies as st

from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from tests.properties import missing

if TYPE_CHECKING:
    from tests.properties.rubrics import World

HERE: dict[str, Span] = {"span": Span("<tree>", 1, 1, 1)}
POINTS = st.integers(0, 10).map(Fraction)


def _number(value: Fraction) -> t.Number:
    return t.Number(value, **HERE)


def _rising(world: World, least: int) -> list[Fraction]:
    found = world.draw(st.lists(st.integers(1, 40), min_size=least, max_size=least + 2, unique=True))
    return [Fraction(one) for one in sorted(found)]


def _endless(world: World) -> t.Metric:
    """A metric from 0 on, such that every row can be reached; inside a list a field if there is one."""
    draw = world.draw
    known = [one for one in world.metrics if one.low == 0 and one.high is None and one.grain is None]
    known = [one for one in known if one.kind in ("count", "amount", "number")]
    if world.in_entry and known and draw(st.booleans()):
        return draw(st.sampled_from(known))  # type: ignore[no-any-return]
    made = world.metric(draw(st.sampled_from(["count", "amount", "number"])), Fraction(0), None)
    world.metrics.pop()
    # in steps, it could pass over a row
    made = evolve(made, grain=None, missing=missing.stand_in(world, made.kind))
    world.metrics.append(made)
    return made


def bands(world: World) -> t.Bands:
    """Rows from the top: one edge or both, the subject said or left out; or alternatives."""
    from tests.properties.rubrics import expression

    draw = world.draw
    name = world.name(_endless(world))
    edges = _rising(world, 1)[::-1]
    first: t.Expression = t.Compare("≥", name, _number(edges[0]), **HERE)
    if not draw(st.integers(0, 3)):
        rows = [t.Band(t.Either((first, world.name(world.metric("yes/no"))), **HERE), _number(draw(POINTS)), **HERE)]
        other: Any = expression(world, 1)
        if isinstance(other, t.Number):
            other = _number(draw(POINTS))
        rows.append(t.Band(t.Compare("<", name, _number(edges[-1]), **HERE), _number(draw(POINTS)), **HERE))
        return t.Bands(tuple(rows), other, (), **HERE)
    rows = [t.Band(first, _number(draw(POINTS)), **HERE)]
    for above, edge in pairwise(edges):
        left = name if draw(st.booleans()) else None
        held: t.Expression = t.Compare("≥", left, _number(edge), **HERE)
        if draw(st.booleans()):
            held = t.Between(left, "≥", _number(edge), "<", _number(above), **HERE)
        points: t.Expression = _number(draw(POINTS))
        if not draw(st.integers(0, 3)):
            points = t.Operation("+", expression(world, 1), _number(Fraction(1)), **HERE)
        rows.append(t.Band(held, points, **HERE))
    if len(rows) > 1 and draw(st.booleans()):
        return t.Bands(tuple(rows), _number(draw(POINTS)), (), **HERE)
    rows.append(t.Band(t.Compare("<", None, _number(edges[-1]), **HERE), _number(draw(POINTS)), **HERE))
    return t.Bands(tuple(rows), None, (), **HERE)


def cases(world: World) -> t.Cases:
    """Rules by case; the rule of each keeps its own bounds, and the last is for all else."""
    from tests.properties.rubrics import any_rule

    draw = world.draw
    rows = []
    for _ in range(draw(st.integers(1, 2))):  # each asks for a metric of its own, so that each can be reached
        held: t.Expression = world.name(world.metric("yes/no"))
        if draw(st.booleans()):
            figure = _number(Fraction(draw(st.integers(1, 20))))
            held = t.Compare(draw(st.sampled_from("≥>")), world.name(_endless(world)), figure, **HERE)
        rows.append(t.Case(held, any_rule(world, False), **HERE))
    return t.Cases((*rows, t.Case(None, any_rule(world, False), **HERE)), **HERE)


def lookup(world: World) -> t.Lookup:
    """A table by a choice or a yes/no, or by two of them; the rows in any order."""
    draw = world.draw
    keys = [world.choice() if draw(st.integers(0, 3)) else world.flag()]
    if draw(st.booleans()):
        second = world.choice() if draw(st.integers(0, 3)) else world.flag()
        keys.append(second)
    columns = 1 if len(keys) == 1 else len(keys[1].options) or 2
    options = [one.id for one in keys[0].options] or ["yes", "no"]
    rows = []
    for option in draw(st.permutations(options)):
        points = tuple(draw(st.integers(-3, 10).map(Fraction)) for _ in range(columns))
        rows.append(t.LookupRow(t.Name(option, **HERE), points, **HERE))
    return t.Lookup(tuple(world.name(key) for key in keys), tuple(rows), (), **HERE)


def line(world: World) -> t.Line:
    """A straight line between anchors, kept at its ends."""
    from tests.properties.rubrics import expression

    draw = world.draw
    of = world.name(world.quantity()) if draw(st.booleans()) else expression(world, 1)
    anchors = tuple(t.Anchor(_number(at), draw(POINTS), **HERE) for at in _rising(world, 2))
    return t.Line(of, anchors, (t.Bound("capped", **HERE),), **HERE)
