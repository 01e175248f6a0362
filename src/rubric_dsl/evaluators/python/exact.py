"""A trace on fractions: what the exact slow path hands on beside the values of its steps.

Comes in: a plan and a subject's exact values. Goes out: the metrics as the fast path's traces carry them,
and how to read the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_dsl.evaluators.python.functions import Layout
from rubric_dsl.evaluators.python.scales import scale_of, scaled
from rubric_dsl.plan import core as c
from rubric_dsl.plan.interpret import Value, evaluate
from rubric_dsl.plan.presence import reading


def read_inputs(plan: c.Plan, values: Mapping[str, Value]) -> tuple[Any, ...]:
    """Every metric at the scale of the fast path, or what stands for it; then whether each that
    may be missing was given."""
    found: list[Any] = []
    for metric in plan.metrics:
        found.append(scaled(metric, evaluate(reading(metric.id, plan.rubric.metrics), values, ())))
    return (*found, *(metric.id in values for metric in plan.metrics if metric.optional))


def exact_layout(plan: c.Plan) -> Layout:
    """How to read the values of the steps with the inputs behind them."""
    steps = len(plan.steps)
    inputs = {metric.id: steps + index for index, metric in enumerate(plan.metrics)}
    optional = [metric.id for metric in plan.metrics if metric.optional]
    given = {name: steps + len(inputs) + index for index, name in enumerate(optional)}
    scales = (1,) * steps + tuple(scale_of(metric) for metric in plan.metrics) + (1,) * len(optional)
    return Layout(scales, ((),) * len(scales), inputs, given)
