"""Generated steps: what is missing from a target or above it, what lies around a reference, caps of their own."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from rubric_dsl.model.binding import Binder
from rubric_dsl.plan.lower_derived import lower_derived
from rubric_dsl.plan.shares import is_share
from rubric_dsl.plan.steps import Steps
from rubric_dsl.syntax import tree as t
from tests.properties import rubrics

hundredths = st.sampled_from(
    [Fraction(1, 100), Fraction(1, 100), Fraction(3, 100), Fraction(1, 40), Fraction(5, 1000)]
)


def measured(world: rubrics.World, per: t.Per, value: t.Expression, target: t.Expression) -> t.Per:
    """The same count, now and then of hundredths: of the target, or of one whole."""
    draw = world.draw
    if draw(st.integers(0, 2)):
        return per
    measures: list[t.Measure] = ["percentage point"]
    reach = world.reach(target)
    if reach is not None and reach.low is not None and reach.low > 0:
        measures += ["percent of target", "percent of target"]
        names, derived = world.names_and_values()
        plan = Steps(world.inputs())
        lower_derived(derived, plan)
        sides = [Binder(names).bind(side)[0] for side in (value, target)]
        if reach.low == reach.high == 1 or not any(is_share(side, plan) for side in sides):
            measures += ["percent", "percent"]
    measure = draw(st.sampled_from(measures))
    part = per.part or draw(st.sampled_from(["full", "started", "in proportion"]))
    return evolve(per, amount=draw(hundredths), measure=measure, part=part, unit=None)


def most(world: rubrics.World) -> Fraction | None:
    """No cap of its own most of the time."""
    return world.draw(st.one_of(st.none(), st.none(), rubrics.decimals(0, 30)))  # type: ignore[no-any-return]


def short_of_a_target(world: rubrics.World) -> t.Award:
    """A target with steps on one side of it or on both, and on the failing side perhaps something else."""
    draw = world.draw
    compared = rubrics.comparison(world, "≥≥≤")
    if draw(st.integers(0, 3)) == 0:  # a target that is surely above 0
        compared = evolve(compared, left=rubrics.expression(world, 2), right=rubrics.divisor(world, 2))
    left, right = compared.left, compared.right
    if left is None:
        assert isinstance(right, t.Number) and right.unit
        left = t.Name(right.unit, **rubrics.HERE)
    right = evolve(right, unit=None) if isinstance(right, t.Number) else right
    failing: t.Beyond | None = "above" if compared.operator == "≤" else None
    passing: t.Beyond | None = None if failing else "above"
    sides = draw(
        st.sampled_from([(failing,), (failing,), (passing,), (failing, passing), (passing, failing)])
    )
    made = []
    for side in sides:
        low, high = (-12, -1) if side == failing else (-3 if side else 0, 9)
        counted = rubrics.per(world, None, t.Operation("−", right, left, **rubrics.HERE))
        counted = measured(world, evolve(counted, beyond=side, unit=None), left, right)
        made.append(t.Step(draw(rubrics.decimals(low, high)), counted, most(world), **rubrics.HERE))
    short: t.Proportion | t.Otherwise | None = None
    if failing not in sides:
        reach = world.reach(right)
        above_zero = (
            reach is not None and reach.low is not None and reach.low > 0 and compared.operator == "≥"
        )
        shorts: list[Any] = [None, t.Otherwise(draw(rubrics.decimals(-3, 20)), **rubrics.HERE)]
        short = draw(st.sampled_from([*shorts, t.Proportion(**rubrics.HERE)] if above_zero else shorts))
    return t.Award(compared, draw(rubrics.points), short, (), tuple(made), **rubrics.HERE)


def held(world: rubrics.World) -> t.Held:
    """Points for what holds: one condition, or several."""
    draw = world.draw
    count = draw(st.sampled_from([2, 1, 3]))
    conditions = tuple(rubrics.condition(world, draw(st.integers(0, 1))) for _ in range(count))
    return t.Held(draw(rubrics.decimals(-6, 9)), conditions, most(world), **rubrics.HERE)


def ordinals(world: rubrics.World) -> t.Ordinals:
    """Points by which one it is, up or down or both."""
    draw = world.draw
    rungs = tuple(draw(st.lists(rubrics.decimals(-9, 9), min_size=1, max_size=4)))
    high = Fraction(len(rungs)) if draw(st.integers(0, 3)) == 0 else None
    metric = world.metric("count", Fraction(0), high if high is not None else draw(st.sampled_from([None, Fraction(9)])))
    further = None if high is not None and draw(st.booleans()) else draw(rubrics.decimals(-9, 9))
    unit = draw(st.sampled_from([None, *metric.units]))
    return t.Ordinals(rungs, further, world.name(metric), unit, most(world), **rubrics.HERE)


def doubling(world: rubrics.World) -> t.Step:
    """Points that double, up to a cap or to the end of what is counted."""
    draw = world.draw
    capped = draw(st.booleans())
    worth = draw(rubrics.decimals(1, 9)) * draw(st.sampled_from([1, -1]))
    end = None if capped else Fraction(draw(st.integers(6, 9)))  # twice at least: else nothing doubles
    metric = world.metric("count", Fraction(0), end)
    per = t.Per(Fraction(1), None, world.name(metric), **rubrics.HERE)
    if draw(st.integers(0, 3)) == 0:
        per = evolve(per, amount=Fraction(3), part=draw(st.sampled_from(["full", "started"])))
    cap = draw(rubrics.decimals(0, 90)) if capped else None
    growth: t.Growth = draw(st.sampled_from(["each twice", "sum twice"]))
    return t.Step(worth, per, cap, growth, **rubrics.HERE)


def around_a_reference(world: rubrics.World) -> tuple[t.Step, ...]:
    """Steps for what a quantity has above another, below it, or both."""
    draw = world.draw
    of = world.name(world.quantity()) if draw(st.booleans()) else rubrics.expression(world, 1)
    reference = draw(st.sampled_from([rubrics.divisor, rubrics.expression]))(world, 1)
    apart = t.Operation("−", of, reference, **rubrics.HERE)
    made = []
    sides: tuple[t.Beyond, ...] = draw(st.sampled_from([("above",), ("below",), ("above", "below")]))
    for side in sides:
        counted = evolve(rubrics.per(world, None, apart), of=of, beyond=side, reference=reference, unit=None)
        counted = measured(world, counted, of, reference)
        made.append(t.Step(draw(rubrics.decimals(-6, 3)), counted, most(world), **rubrics.HERE))
    return tuple(made)
