"""Metrics that may be missing, in generated code: what stands for each, and whether it was given.

Comes in: metrics with the variables that hold what was handed in, None where it is missing. Goes out:
statements after which each variable holds a value; and a variable beside it that says whether it was given,
where some condition asks.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from rubric_dsl.evaluators.python.linear import name, number
from rubric_dsl.evaluators.python.statements import assign, compare
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import parts
from rubric_dsl.plan.presence import placeholder


def asked_in(plan: c.Plan) -> frozenset[str]:
    """The metrics of which some step asks whether they are given."""

    def look(item: c.Expr) -> Iterator[str]:
        if isinstance(item, c.Given):
            yield item.metric
        for part in parts(item):
            yield from look(part)

    return frozenset(metric for step in plan.steps for metric in look(step.expr))


def in_order(metrics: Sequence[Metric]) -> list[Metric]:
    """The metrics, each behind the one that stands for it."""
    by_id = {metric.id: metric for metric in metrics}
    found: dict[str, Metric] = {}

    def place(metric: Metric) -> None:
        if metric.id not in found:
            if isinstance(metric.stands, str) and metric.stands in by_id:
                place(by_id[metric.stands])
            found[metric.id] = metric

    for metric in metrics:
        place(metric)
    return list(found.values())


def flag(variable: str) -> str:
    """The variable that says whether another was given."""
    return f"{variable}_given"


def stood_for(
    metric: Metric,
    inputs: Mapping[str, str],
    scales: Mapping[str, int],
    otherwise: Callable[[Fraction], ast.stmt],
    given: list[ast.stmt],
    asked: bool,
) -> list[ast.stmt]:
    """``if talks is None: talks = 0``, else what has to be done with a value that was given.

    ``otherwise`` makes the statement for a constant that is no whole number at this scale.
    """
    variable = inputs[metric.id]
    found: list[ast.stmt] = []
    if asked:
        there = compare(name(variable), (ast.IsNot(), ast.Constant(None)))
        found.append(assign(flag(variable), there))
    missing = compare(name(variable), (ast.Is(), ast.Constant(None)))
    return [*found, ast.If(missing, [_standing(metric, inputs, scales, otherwise)], given)]


def _standing(
    metric: Metric,
    inputs: Mapping[str, str],
    scales: Mapping[str, int],
    otherwise: Callable[[Fraction], ast.stmt],
) -> ast.stmt:
    variable, scale = inputs[metric.id], scales[metric.id]
    if isinstance(metric.stands, str):
        other = inputs[metric.stands]
        times = scale // scales[metric.stands]
        value: ast.expr = name(other) if times == 1 else ast.BinOp(name(other), ast.Mult(), number(times))
        return assign(variable, value)
    stands = placeholder(metric) if metric.stands is None else metric.stands
    if isinstance(stands, bool):
        return assign(variable, ast.Constant(stands))
    units = Fraction(stands) * scale
    if units.denominator == 1:
        return assign(variable, number(units.numerator))
    return otherwise(units)
