"""Derived values → core: a step for each, before anything that reads it.

Comes in: bound derived values, each behind those that it needs. Goes out: their steps, by name, in the steps
under construction; one that has no meaning (a divisor that can be zero) is noted as lost.
"""

from __future__ import annotations

from collections.abc import Mapping

from rubric_dsl.model.rubric import Derived
from rubric_dsl.plan import core as c
from rubric_dsl.plan.lower_expressions import ExpressionLowering, NotLowered
from rubric_dsl.plan.shares import is_share
from rubric_dsl.plan.steps import Steps


def lower_derived(derived: Mapping[str, Derived], steps: Steps) -> None:
    """Add the steps of derived values."""
    for name, one in derived.items():
        owner = c.owner_of_derived(name)
        try:
            worked = ExpressionLowering(steps, owner).expression(one.expression)
        except NotLowered:
            steps.lost.add(name)
            continue
        if one.shown.percent or is_share(one.expression, steps):
            steps.shares.add(name)
        if one.shown.kind == "yes/no":
            steps.derived[name] = steps.truth("derived condition", owner, worked, one.span)
        else:
            steps.derived[name] = steps.number("derived", owner, worked, one.span)
