"""Who is excluded: the first exclusion that holds, known before anything else of a subject has to be.

Comes in: a plan and values. Goes out: the place of the exclusion among those of the file, or None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import folds_over_all, metrics_under, steps_under
from rubric_dsl.plan.interpret import Value, evaluate


def excluded_by(plan: c.Plan, steps: Sequence[Any]) -> int | None:
    """The first exclusion that holds, given the value of every step."""
    return next((place for place, step in enumerate(plan.exclusions) if steps[step]), None)


def excluded_early(plan: c.Plan, values: Mapping[str, Value]) -> int | None:
    """The first exclusion that holds by the values that are there: who took no part has no other figures."""
    for place, step in enumerate(plan.exclusions):
        metrics = plan.rubric.metrics
        read = metrics_under(plan.steps, step)
        given = all(name in values or metrics[name].optional for name in read)
        if given and not folds_over_all(plan.steps, step):
            found: dict[int, Value] = {}
            for index in steps_under(plan.steps, step):
                found[index] = evaluate(plan.steps[index].expr, values, found)  # type: ignore[arg-type]
            if found[step]:
                return place
    return None
