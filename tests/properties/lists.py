"""Generated lists and folds over them: numbers and records, few entries and many, every way to make them one."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve
from hypothesis import strategies as st

from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

if TYPE_CHECKING:
    from tests.properties.rubrics import World

HERE: dict[str, Span] = {"span": Span("<tree>", 1, 1, 1)}
HOWS: tuple[t.How, ...] = ("sum", "count", "least", "greatest", "mean", "median")
KINDS: tuple[t.Kind, ...] = ("count", "count", "mark", "amount", "number")
MOST = 7
"""Entries of a generated list."""


def _made(world: World, kind: t.Kind) -> t.Metric:
    """A metric as a field: no line of its own among the metrics."""
    made = world.metric(kind)
    world.metrics.pop()
    world.taken.update(made.units)  # inside the list they mean the field
    return evolve(made, missing=None)


def _endless(world: World) -> t.Metric:
    """A field from 0 on."""
    made = world.metric("count", Fraction(0), None)
    world.metrics.pop()
    world.taken.update(made.units)
    return evolve(made, grain=None, missing=None)


def _extent(world: World) -> t.Extent:
    least = world.draw(st.integers(0, 4))
    return t.Extent(least, max(1, least) + world.draw(st.integers(0, MOST - max(1, least))), **HERE)


def a_list(world: World) -> t.Metric:
    """A list, known or new."""
    draw = world.draw
    known = [metric for metric in world.metrics if metric.extent is not None]
    if known and draw(st.booleans()):
        found: t.Metric = draw(st.sampled_from(known))
        return found
    if draw(st.booleans()):
        made = evolve(_made(world, draw(st.sampled_from(KINDS))), extent=_extent(world))
    else:
        fields = [_made(world, draw(st.sampled_from(KINDS)))]
        fields += [_endless(world)] * draw(st.integers(0, 1))
        fields += [_made(world, "choice")] * draw(st.integers(0, 1))
        fields += [_made(world, "yes/no")] * draw(st.integers(0, 1))
        if draw(st.booleans()):
            fields.append(t.Metric(world.named(world.taken), "text", None, None, (), None, None, **HERE))
        fields += [_made(world, draw(st.sampled_from(KINDS))) for _ in range(draw(st.integers(0, 1)))]
        name = world.named(world.taken)
        made = t.Metric(
            name, "list", None, None, (), None, None, extent=_extent(world), fields=tuple(fields), **HERE
        )
    world.metrics.append(made)
    return made


def _named(world: World, metric: t.Metric) -> t.Name:
    words = [word for word in (metric.name.id, metric.name.alias) if word]
    return t.Name(world.draw(st.sampled_from(words)), **HERE)


def entry_number(world: World, listed: t.Metric) -> t.Expression:
    """What one entry gives: a field, or a little worked out from it."""
    draw = world.draw
    numbers = [one for one in listed.fields or (listed,) if one.kind not in ("yes/no", "text", "choice")]
    own = _named(world, draw(st.sampled_from(numbers)))
    figure = t.Number(Fraction(draw(st.integers(0, 12)), draw(st.sampled_from([1, 1, 2, 4]))), **HERE)
    match draw(st.integers(0, 5)):
        case 0 | 1:
            return own
        case 2:
            return t.Operation(draw(st.sampled_from("+−×")), own, figure, **HERE)
        case 3:
            return t.Operation("×", own, world.name(world.quantity()), **HERE)
        case 4:
            return t.Operation("/", own, world.name(world.metric("count", Fraction(1), None)), **HERE)
        case _:
            return t.Extreme(draw(st.sampled_from(["least", "greatest"])), (own, figure), **HERE)


def entry_condition(world: World, listed: t.Metric) -> t.Expression:
    """What holds of one entry or does not."""
    draw = world.draw
    flags = [one for one in listed.fields if one.kind == "yes/no"]
    if flags and draw(st.booleans()):
        return _named(world, draw(st.sampled_from(flags)))
    figure = t.Number(Fraction(draw(st.integers(0, 20))), **HERE)
    return t.Compare(draw(st.sampled_from("≥>≤<")), entry_number(world, listed), figure, **HERE)


def fold(world: World) -> t.Fold:
    """A fold over a list; what no entries give is said wherever there may be none."""
    draw = world.draw
    listed = a_list(world)
    extent = listed.extent
    assert extent is not None
    how = draw(st.sampled_from(HOWS))
    facts: dict[str, Any] = {}
    if how != "count" and (listed.fields or draw(st.booleans())):
        facts["value"] = entry_number(world, listed)
    if draw(st.integers(0, 2)) == 0:
        facts["where"] = entry_condition(world, listed)
    match draw(st.integers(0, 4)):
        case 0:
            facts["best"] = draw(st.integers(1, MOST))
        case 1:
            facts["spare"] = draw(st.integers(2, MOST)) if extent.least < 3 else draw(st.integers(2, MOST) | st.just(0))
        case 2:
            facts.setdefault("value", entry_number(world, listed))
            how = "mean"
            facts["closest"] = draw(st.sampled_from(["higher", "lower"]))
    if how not in ("sum", "count") and ("where" in facts or not extent.least or draw(st.integers(0, 4)) == 0):
        facts["empty"] = Fraction(draw(st.integers(-3, 12)), draw(st.sampled_from([1, 2])))
    return t.Fold(how, _named(world, listed), span=HERE["span"], **facts)


def over(world: World) -> t.Over:
    """A rule of one entry over all of a list; what is made for an entry may name what stands outside it."""
    from tests.properties.rubrics import any_rule, condition

    draw = world.draw
    listed = a_list(world)
    extent = listed.extent
    assert extent is not None
    fields = listed.fields or (evolve(listed, extent=None),)
    outside = [metric for metric in world.metrics if metric is not listed]
    inside = evolve(
        world, metrics=[*outside, *(one for one in fields if one.kind != "text")], in_entry=True, in_class=not listed.fields
    )
    known = len(inside.metrics)
    rule = any_rule(inside)
    where = condition(inside, 1) if draw(st.integers(0, 3)) == 0 else None
    world.metrics.extend(inside.metrics[known:])
    world.calendar, world.days = inside.calendar, inside.days
    how: t.OverHow = draw(st.sampled_from(["sum", "sum", "sum", "greatest", "least", "mean"]))
    facts: dict[str, Any] = {}
    if listed.fields and how in ("sum", "mean") and draw(st.booleans()):
        facts["once_per"] = _named(world, draw(st.sampled_from(listed.fields)))
    if how == "sum":
        facts["best"] = draw(st.none() | st.integers(1, MOST))
        if draw(st.integers(0, 2)) == 0:
            facts["shares"] = tuple(draw(st.lists(SHARES, min_size=1, max_size=4)))
            facts["further"] = draw(st.none() | SHARES)
    elif where is not None or not extent.least or draw(st.integers(0, 4)) == 0:
        facts["empty"] = Fraction(draw(st.integers(-3, 12)), draw(st.sampled_from([1, 2])))
    return t.Over(how, _named(world, listed), _bounded(world, inside, rule), where, **facts, **HERE)


SHARES = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(125, 1000)])


def _bounded(world: World, inside: World, rule: t.Rule) -> t.Rule:
    """Bounds of an entry now and then, such that they act on some; a line keeps its own."""
    if isinstance(rule, t.Line) or world.draw(st.booleans()):
        return rule
    reach = inside.rule_reach(rule)
    high, low = Fraction(world.draw(st.integers(1, 12)), 2), Fraction(world.draw(st.integers(-2, 2)), 4)
    bounds: tuple[t.Bound, ...] = ()
    if reach.high is None or reach.high > high:
        bounds += (t.Bound("at most", high, **HERE),)
    if reach.low is None or reach.low < low:
        bounds += (t.Bound("at least", low, **HERE),)
    return evolve(rule, bounds=bounds)


def extreme(world: World, depth: int, expression: Callable[[World, int], t.Expression]) -> t.Extreme:
    """The least or the greatest of two or three numbers."""
    operands = tuple(expression(world, depth) for _ in range(world.draw(st.integers(2, 3))))
    return t.Extreme(world.draw(st.sampled_from(["least", "greatest"])), operands, **HERE)
