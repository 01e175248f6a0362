"""Generated comparisons of all subjects: folds over all, folds within folds, ranks, and who belongs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from tests.properties.lists import HOWS

if TYPE_CHECKING:
    from tests.properties.rubrics import World

HERE: dict[str, Span] = {"span": Span("<tree>", 1, 1, 1)}


def _number(world: World, low: int = 0) -> t.Number:
    return t.Number(Fraction(world.draw(st.integers(low, 30)), world.draw(st.sampled_from([1, 1, 2, 4]))), **HERE)


def value(world: World, depth: int) -> t.Expression:
    """What one subject gives."""
    own = world.name(world.quantity())
    match world.draw(st.integers(0, 5)):
        case 0:
            return t.Operation(world.draw(st.sampled_from("+−×")), own, _number(world), **HERE)
        case 1 if depth:
            return t.Operation("−", own, statistic(world, depth - 1), **HERE)
        case 2:
            return t.Operation("/", own, _number(world, 1), **HERE)
        case _:
            return own


def held(world: World, depth: int = 0) -> t.Expression:
    """What holds of a subject by what it is, or by what all are."""
    if not world.draw(st.integers(0, 2)):
        return world.name(world.flag())
    than = statistic(world, depth - 1) if depth and world.draw(st.booleans()) else _number(world)
    return t.Compare(world.draw(st.sampled_from("≥>≤<")), world.name(world.quantity()), than, **HERE)


def statistic(world: World, depth: int) -> t.Fold:
    """A fold over all subjects."""
    draw = world.draw
    how = draw(st.sampled_from(HOWS))
    facts: dict[str, Any] = {}
    if how != "count":
        facts["value"] = value(world, depth)
        match draw(st.integers(0, 5)):
            case 0:
                facts["best"] = draw(st.integers(1, 4))
            case 1:
                facts["spare"] = draw(st.integers(2, 4))
            case _:
                pass
        if draw(st.booleans()):
            facts["empty"] = _number(world).value
    if draw(st.integers(0, 2)) == 0:
        facts["where"] = held(world, depth)
    return t.Fold(how, None, span=HERE["span"], **facts)


def of_all(world: World) -> t.Expression:
    """A number that depends on all subjects."""
    if world.draw(st.integers(0, 2)) == 0:
        return t.Rank(value(world, 1), world.draw(st.sampled_from(["highest", "lowest"])), **HERE)
    return statistic(world, 1)


def compares(item: object) -> bool:
    """Whether all subjects are spoken of somewhere in a tree."""
    if isinstance(item, t.Rank | t.Fewest) or (isinstance(item, t.Fold) and item.source is None):
        return True
    if isinstance(item, tuple):
        return any(map(compares, item))
    return any(compares(getattr(item, one.name)) for one in getattr(type(item), "__attrs_attrs__", ()))


def fewest(world: World) -> t.Fewest:
    """How many must belong."""
    return t.Fewest(world.draw(st.integers(1, 3)), **HERE)


def ranking(world: World) -> t.Ranking:
    """What decides between equal totals: metrics from either end."""
    ends = world.draw(st.lists(st.sampled_from(["highest", "lowest"]), min_size=1, max_size=3))
    ties = tuple(t.TieBreak(world.name(world.quantity()), end, **HERE) for end in ends)
    return t.Ranking(ties, world.draw(st.sampled_from([None, "highest", "lowest"])), **HERE)
