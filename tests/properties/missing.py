"""Generated metrics that may be missing: what stands for them, and rules that ask."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from rubric_dsl.syntax import tree as t

if TYPE_CHECKING:
    from tests.properties.rubrics import World


def stand_in(world: World, kind: t.Kind, options: tuple[t.Named, ...] = ()) -> t.IfMissing | None:
    """What stands for a metric, now and then: a value of its kind, or a metric that is there already."""
    from tests.properties.rubrics import HERE, decimals

    draw = world.draw
    if draw(st.integers(0, 5)) or world.in_entry:  # a field stands for no metric
        return None
    alike = [one for one in world.metrics if one.kind == kind != "choice" and one.extent is None]
    if alike and draw(st.booleans()):
        other = draw(st.sampled_from(alike)).name
        return t.IfMissing(t.Name(draw(st.sampled_from([one for one in (other.id, other.alias) if one])), **HERE), **HERE)
    match kind:
        case "choice":
            option = draw(st.sampled_from(options))
            word = draw(st.sampled_from([one for one in (option.id, option.alias) if one]))
            return t.IfMissing(t.Name(word, **HERE), **HERE)
        case "yes/no":
            return t.IfMissing(draw(st.booleans()), **HERE)
        case "date":
            day = draw(st.dates(datetime.date(2020, 1, 1), datetime.date(2024, 12, 31)))
            return t.IfMissing(t.Day(day, **HERE), **HERE)
        case "count":
            return t.IfMissing(Fraction(draw(st.integers(0, 9))), **HERE)
        case "mark" | "amount" | "number":
            return t.IfMissing(draw(decimals(-3, 9, 3)), draw(st.booleans()), **HERE)
        case _:
            return None


def is_missing(world: World) -> t.Expression:
    """A question after a metric for which something stands: any rule may read it, whatever the answer."""
    from tests.properties.rubrics import HERE

    known = [metric for metric in world.metrics if metric.missing is not None]
    if not known or world.in_entry:
        return world.name(world.flag())
    name = world.draw(st.sampled_from(known)).name
    word = world.draw(st.sampled_from([one for one in (name.id, name.alias) if one]))
    return t.IsMissing(t.Name(word, **HERE), world.draw(st.booleans()), **HERE)


def guarded(world: World, worth: Fraction) -> t.Node:
    """A criterion that gives nothing where its own metric is missing, for which nothing stands."""
    from tests.properties.rubrics import HERE, number

    metric = world.metric("count", Fraction(world.draw(st.integers(0, 3))), None)
    world.metrics.remove(metric)
    world.hidden.append(metric)
    name = t.Name(metric.name.id, **HERE)
    rule = t.Award(t.Compare("≥", name, number(5), **HERE), worth, t.Otherwise(Fraction(0), **HERE), (), **HERE)
    gate = t.Gate("nothing if", t.IsMissing(name, **HERE), **HERE)
    if world.draw(st.booleans()):
        gate = t.Gate("only if", t.IsMissing(name, False, **HERE), **HERE)
    heading = world.named(world.nodes)
    world.finished.append(heading)
    return t.Node(heading, worth, None, t.Body(None, None, (rule,), (gate,)), **HERE)
