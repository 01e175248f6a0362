"""Effects leave a node inside its points: what the rule or the sum cannot give, no effect may give either.

Where an effect can take the points above the heading's, or below zero though nothing below zero was there
before, and no later effect takes that back, that is an error with an input that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import islice, product

from rubric_dsl.checks.staying_inside import MAX_TRIES, candidates
from rubric_dsl.model.rubric import Criterion, Metric, Rubric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import folds_over_all, metrics_under, steps_under
from rubric_dsl.plan.interpret import Value, evaluate
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic

Shown = tuple[tuple[str, str], ...]


def witness(
    steps: tuple[c.Step, ...], metrics: Mapping[str, Metric], step: int, shows: Callable[[Fraction], bool]
) -> tuple[Shown, Fraction | None]:
    """An input at which a step's value shows something, and the value there; nothing where none was found."""
    if folds_over_all(steps, step):
        return (), None  # one subject alone shows nothing
    names = metrics_under(steps, step)
    needed = steps_under(steps, step)
    for values in islice(product(*(candidates(metrics[name]) for name in names)), MAX_TRIES):
        inputs = dict(zip(names, values, strict=True))
        found: dict[int, Value] = {}
        for index in needed:
            found[index] = evaluate(steps[index].expr, inputs, found)  # type: ignore[arg-type]
        reached = found[step]
        assert isinstance(reached, Fraction)
        if shows(reached):
            return tuple(
                (metrics[name].labels.naming, str(it).lower()) for name, it in inputs.items()
            ), reached
    return (), None


def _over(reach: c.Range, most: Fraction) -> bool:
    return reach.high is None or reach.high > most


def _under(reach: c.Range, least: Fraction) -> bool:
    return reach.low is None or reach.low < least


def _node(
    node: Criterion | Rubric, most: Fraction, path: str, plan: c.Plan, least: Fraction = Fraction(0)
) -> list[Diagnostic]:
    applied = plan.effects.get(path, ())
    if not applied:
        return []

    def reach(step: int) -> c.Range:
        found = plan.ranges[step]
        assert found is not None, "points are numbers"
        return found

    before, after = reach(applied[0].before), reach(applied[-1].after)
    above = _over(after, most) and not _over(before, most)
    below = _under(after, least) and not _under(before, least)
    if not above and not below:
        return []  # what the rule itself does wrong is told of there
    culprit = next(
        place
        for place, one in enumerate(applied)
        if (above and _over(reach(one.after), most)) or (below and _under(reach(one.after), least))
    )
    shown, reached = witness(
        plan.steps, plan.rubric.metrics, applied[-1].after, lambda value: value > most or value < least
    )
    facts = {
        "points": str(most),
        "least": str(least),
        "side": ("below" if reached < 0 else "above")
        if reached is not None
        else ("above" if above else "below"),
        "witness": shown,
        "reached": None if reached is None else str(reached),
        "total": not path,
    }
    return [diagnostic("RB0335", node.effects[culprit].span, **facts)]


def check(plan: c.Plan) -> list[Diagnostic]:
    """Every node, and the total, that effects can take out of its points."""
    found = _node(plan.rubric, plan.rubric.total, "", plan)
    for node in plan.rubric.walk():
        if not node.broken:
            found += _node(node, node.points, node.path, plan, node.least)
    return found
