"""Generated criteria and sections that may be not applicable, and what the sections above make of that."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve
from hypothesis import strategies as st

from rubric_dsl.syntax import tree as t

if TYPE_CHECKING:
    from tests.properties.rubrics import World


def without_a_name(world: World, name: t.Named) -> None:
    """Nothing names the points of what may be not applicable."""
    world.finished[:] = [one for one in world.finished if one is not name]


def perhaps(world: World, made: t.Node, lacks: bool) -> t.Node:
    """A node that may be not applicable, now and then."""
    from tests.properties.rubrics import HERE, held_by, number

    draw = world.draw
    if not lacks or draw(st.booleans()):
        return made
    without_a_name(world, made.name)
    world.lacking.add(made.name.id)
    if made.body.rules and draw(st.booleans()):
        metric = world.metric("count", Fraction(0), None)
        world.metrics.remove(metric)
        metric = evolve(metric, missing=t.IfMissing(None, **HERE))
        world.hidden.append(metric)
        name = t.Name(metric.name.id, **HERE)
        rule = t.Award(t.Compare("≥", name, number(5), **HERE), made.points, t.Proportion(**HERE), (), **HERE)
        world.outs.append(made.name)
        return evolve(made, body=evolve(made.body, rules=(rule,), effects=()))
    outs = tuple(t.NotApplicable(held_by(world), **HERE) for _ in range(draw(st.integers(1, 2))))
    world.outs.append(made.name)
    return evolve(made, body=evolve(made.body, outs=outs))


def policy(world: World, children: Sequence[Any], worth: Fraction, head: bool = False) -> t.Policy | None:
    """What becomes of the points of those that may be not applicable; None where all always are."""
    from tests.properties.rubrics import HERE

    draw = world.draw
    plain = [one for one in children if isinstance(one, t.Node)]
    lacking = [one for one in plain if one.name.id in world.lacking]
    if not lacking:
        return None
    alike = len({one.points for one in plain}) == 1 and all(one.weight is not None for one in plain)
    fixed = not any(one.name.id in world.varying for one in plain)
    ways: list[t.Way] = ["rescale", "drop", *(["redistribute"] if alike and fixed else [])]  # type: ignore[list-item]
    way = draw(st.sampled_from(ways))
    results: list[Any] = [Fraction(0)] if way == "drop" else [Fraction(0), worth, worth / 2]
    if not head:
        results.append("not applicable")
    if len(lacking) < len(children):
        results.append(None)
    return t.Policy(way, draw(st.sampled_from(results)), **HERE)


def in_force(effects: tuple[t.Effect, ...], said: t.Policy | None) -> tuple[t.Effect, ...]:
    """Effects that give no more than the points in force, where some are dropped."""
    if said is None or said.way != "drop":
        return effects
    return tuple(
        one
        for one in effects
        if isinstance(one, t.Gate)
        or (isinstance(one, t.Limit) and one.kind == "at most")
        or (isinstance(one, t.Rounding) and one.mode == "down")
        or (isinstance(one, t.Factor) and isinstance(one.by, t.Number) and one.by.value <= 1)
    )


def noted(world: World, name: t.Named, said: t.Policy | None) -> None:
    """Remember what a section's policy means for the one above it."""
    if said is not None and (said.way == "drop" or said.none == "not applicable"):
        without_a_name(world, name)
        world.lacking.add(name.id)
        if said.way == "drop":
            world.varying.add(name.id)


def applicable(world: World) -> t.Expression:
    """The question whether something applies, alone or before its points are read."""
    from tests.properties.rubrics import HERE, decimals, number

    draw = world.draw
    taken = {word for one in world.hidden for word in (one.name.id, one.name.alias, one.singular)}
    known = world.known()
    free = [one for one in world.outs if not known.find(one.id) and one.id not in taken]
    if not free:
        return world.name(world.flag())
    word = draw(st.sampled_from(free)).id
    world.taken.add(word)
    asked = t.IsApplicable(t.Name(word, **HERE), draw(st.booleans()), **HERE)
    if not asked.applicable or draw(st.booleans()):
        return asked
    reached = t.Compare("≥", t.Name(word, **HERE), number(draw(decimals(0, 20))), **HERE)
    return t.Both((asked, reached), **HERE)
