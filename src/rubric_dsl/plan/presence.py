"""Values that may be missing: how a metric is read, and whether every reading is answered for.

A metric for which nothing stands may be missing where a rule asks ``x is missing``. Then every other reading
of it must stand behind that question: :func:`unanswered` finds the points that a missing value could reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import parts


def reading(name: str, metrics: Mapping[str, Metric]) -> c.Input:
    """How a metric is read: itself, or what stands for it."""
    metric = metrics[name]
    if isinstance(metric.stands, str):
        return c.Input(name, reading(metric.stands, metrics))
    if metric.stands is not None:
        return c.Input(name, _constant(metric.stands))
    return c.Input(name, _constant(placeholder(metric))) if metric.asked else c.Input(name)


def _constant(value: Fraction | bool) -> c.Literal | c.Truth:
    return c.Truth(value) if isinstance(value, bool) else c.Literal(value)


def placeholder(metric: Metric) -> Fraction | bool:
    """A value of a metric's range that no missing value lets through to any points."""
    if metric.kind == "yes/no":
        return False
    if metric.low is not None:
        return metric.low
    return min(Fraction(0), metric.high) if metric.high is not None else Fraction(0)


def given_if(item: c.Expr, holds: bool, steps: Sequence[c.Step]) -> frozenset[str]:
    """The metrics that are surely given where a condition holds, or where it does not."""
    match item:
        case c.Given():
            return frozenset({item.metric} if holds else ())
        case c.Not():
            return given_if(item.operand, not holds, steps)
        case c.And() | c.Or():
            each = [given_if(operand, holds, steps) for operand in item.operands]
            if isinstance(item, c.And) == holds:  # all of them hold, or none does
                return frozenset().union(*each)
            return frozenset.intersection(*each)
        case c.Ref():
            return given_if(steps[item.step].expr, holds, steps)
        case _:
            return frozenset()


def unanswered(steps: Sequence[c.Step], metrics: Mapping[str, Metric]) -> list[frozenset[str]]:
    """For each step the metrics whose absence would reach it without being asked about."""
    open_ = {name for name, metric in metrics.items() if metric.asked and metric.stands is None}
    found: list[frozenset[str]] = []

    def need(item: c.Expr) -> frozenset[str]:
        match item:
            case c.Input():
                inside = need(item.absent) if item.absent is not None else frozenset()
                return inside | ({item.metric} & open_)
            case c.Ref():
                return found[item.step]
            case c.Choose():
                return (
                    need(item.condition)
                    | (need(item.then) - given_if(item.condition, True, steps))
                    | (need(item.otherwise) - given_if(item.condition, False, steps))
                )
            case c.And() | c.Or():
                needed: frozenset[str] = frozenset()
                known: frozenset[str] = frozenset()
                for operand in item.operands:
                    needed |= need(operand) - known
                    known |= given_if(operand, isinstance(item, c.And), steps)
                return needed
            case _:
                return frozenset().union(*(need(part) for part in parts(item)))

    if open_:
        for step in steps:
            found.append(need(step.expr))
    return found or [frozenset()] * len(steps)
