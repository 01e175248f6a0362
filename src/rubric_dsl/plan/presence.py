"""Values that may be missing: how a metric is read, and whether every reading is answered for.

A metric for which nothing stands may be missing where a rule asks ``x is missing``. Then every other reading
of it must stand behind that question: :class:`Presence` finds the points that a missing value could reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field

from rubric_dsl.model.rubric import Metric, name_of_points
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import parts
from rubric_dsl.plan.steps import Steps


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


@define
class Presence:
    """For each step the metrics whose absence would reach it without being asked about; likewise the nodes
    whose points it reads though they may be not applicable."""

    steps: Steps
    asked: dict[int, str] = field(factory=dict)
    """The steps that say whether a node applies, with its path."""
    open: dict[int, str] = field(factory=dict)
    """The steps that read the points of a node that may be not applicable."""
    _found: list[frozenset[str]] = field(factory=list)

    def of(self, step: int) -> frozenset[str]:
        """What reaches a step: ids of metrics, names of points."""
        while len(self._found) <= step:
            place = len(self._found)
            own = {name_of_points(self.open[place])} if place in self.open else set()
            self._found.append(self._need(self.steps.made[place].expr) | own)
        return self._found[step]

    def _need(self, item: c.Expr) -> frozenset[str]:
        match item:
            case c.Input():
                metric = self.steps.metrics[item.metric]
                inside = self._need(item.absent) if item.absent is not None else frozenset()
                return inside | ({item.metric} if metric.asked and metric.stands is None else frozenset())
            case c.Ref():
                return self.of(item.step)
            case c.Choose():
                return (
                    self._need(item.condition)
                    | (self._need(item.then) - self._given_if(item.condition, True))
                    | (self._need(item.otherwise) - self._given_if(item.condition, False))
                )
            case c.And() | c.Or():
                needed: frozenset[str] = frozenset()
                known: frozenset[str] = frozenset()
                for operand in item.operands:
                    needed |= self._need(operand) - known
                    known |= self._given_if(operand, isinstance(item, c.And))
                return needed
            case _:
                return frozenset().union(*(self._need(part) for part in parts(item)))

    def _given_if(self, item: c.Expr, holds: bool) -> frozenset[str]:
        """What is surely given, and which nodes surely apply, where a condition holds or does not hold."""
        match item:
            case c.Given():
                return frozenset({item.metric} if holds else ())
            case c.Not():
                return self._given_if(item.operand, not holds)
            case c.And() | c.Or():
                each = [self._given_if(operand, holds) for operand in item.operands]
                if isinstance(item, c.And) == holds:  # all of them hold, or none does
                    return frozenset().union(*each)
                return frozenset.intersection(*each)
            case c.Ref():
                found = self._given_if(self.steps.made[item.step].expr, holds)
                return (
                    found | {name_of_points(self.asked[item.step])}
                    if holds and item.step in self.asked
                    else found
                )
            case _:
                return frozenset()
