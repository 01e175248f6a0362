"""Which way a value goes when one metric grows: up, down, not at all, or nobody can say.

Used to look for the nearest change that gains points in the right direction only. The analysis is safe:
``"up"`` means that the value never falls when the metric alone grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal

from attrs import define, field

from rubric_dsl.model.lists import with_fields
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import inputs
from rubric_dsl.plan.intervals import range_of, sides_of

Trend = Literal["flat", "up", "down", "unknown"]

_TURNED: dict[Trend, Trend] = {"flat": "flat", "up": "down", "down": "up", "unknown": "unknown"}


def together(trends: Iterable[Trend]) -> Trend:
    """The trend of things that act in the same direction when they grow."""
    moving = {trend for trend in trends if trend != "flat"}
    if not moving:
        return "flat"
    return moving.pop() if len(moving) == 1 else "unknown"


@define
class Trends:
    """Trends of the steps of a plan with regard to one metric."""

    plan: c.Plan
    metric: str
    _known: dict[int, Trend] = field(factory=dict)
    _metrics: Mapping[str, Metric] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self._metrics = with_fields(self.plan.metrics)

    def step(self, index: int) -> Trend:
        """The trend of a step."""
        if index not in self._known:
            self._known[index] = self.of(self.plan.steps[index].expr)
        return self._known[index]

    def of(self, item: c.Expr) -> Trend:
        """The trend of an expression; of a condition: up means it starts to hold."""
        match item:
            case c.Literal() | c.Truth():
                return "flat"
            case c.Input():
                own: Trend = "up" if item.metric == self.metric else "flat"
                return own if item.absent is None else together((own, self.of(item.absent)))
            case c.Given():
                return "flat"
            case c.Ref():
                return self.step(item.step)
            case c.Add() | c.Minimum() | c.Maximum() | c.And() | c.Or():
                return together(self.of(operand) for operand in item.operands)
            case c.Subtract():
                return together((self.of(item.left), _TURNED[self.of(item.right)]))
            case c.Multiply():
                return together((self._scaled(item.left, item.right), self._scaled(item.right, item.left)))
            case c.Divide():
                return together((self._scaled(item.left, item.right), self._divided(item)))
            case c.Floor() | c.Ceiling() | c.Workdays() | c.Root() | c.Log():
                return self.of(item.operand)
            case c.Compare() if item.relation in ("=", "≠"):
                return "flat" if together((self.of(item.left), self.of(item.right))) == "flat" else "unknown"
            case c.Compare():
                trends = together((self.of(item.left), _TURNED[self.of(item.right)]))
                return trends if item.relation in ("≥", ">") else _TURNED[trends]
            case c.Not():
                return _TURNED[self.of(item.operand)]
            case c.Select():
                return self._selected(item)
            case c.Choose():
                return self._chosen(item)
            case c.Item():
                return "flat"
            case c.Fold():
                return self._folded(item)

    def _scaled(self, moving: c.Expr, factor: c.Expr) -> Trend:
        """The trend of ``moving × factor`` while the factor stands still."""
        trend = self.of(moving)
        if trend == "flat":
            return "flat"
        reach = range_of(factor, self._metrics, self.plan.ranges)
        if reach.low is not None and reach.low >= 0:
            return trend
        if reach.high is not None and reach.high <= 0:
            return _TURNED[trend]
        return "unknown"

    def _divided(self, item: c.Divide) -> Trend:
        """The trend of a quotient while only its divisor moves."""
        trend = self.of(item.right)
        if trend == "flat":
            return "flat"
        reach = range_of(item.left, self._metrics, self.plan.ranges)
        if reach.low is not None and reach.low >= 0:
            return _TURNED[trend]
        if reach.high is not None and reach.high <= 0:
            return trend
        return "unknown"

    def _folded(self, item: c.Fold) -> Trend:
        """Where no entry comes or goes, a fold moves as its entries do."""
        if self.metric == item.source:
            return "unknown"
        if item.source == c.COHORT:
            return "unknown" if self.metric in set(inputs(item.value)) else "flat"
        value = "flat" if item.how == "count" else self.of(item.value)
        if (item.where is not None and self.of(item.where) != "flat") or (item.closest and value != "flat"):
            return "unknown"
        return together((value, "flat" if item.empty is None else self.of(item.empty)))

    def _selected(self, item: c.Select) -> Trend:
        """The trend of a row while its position moves, and while what stands in it does."""
        inside = together(self.of(case) for case in item.cases)
        trend = self.of(item.index)
        if trend == "flat":
            return inside
        reach = [range_of(case, self._metrics, self.plan.ranges) for case in item.cases]
        pairs = list(pairwise(reach))
        if all(a.high is not None and b.low is not None and a.high <= b.low for a, b in pairs):
            return together((inside, trend))
        if all(a.low is not None and b.high is not None and a.low >= b.high for a, b in pairs):
            return together((inside, _TURNED[trend]))
        return "unknown"

    def _chosen(self, item: c.Choose) -> Trend:
        branches = together((self.of(item.then), self.of(item.otherwise)))
        switch = self.of(item.condition)
        if switch == "flat":
            return branches
        then, other = sides_of(item, self._metrics, self.plan.ranges, self.plan.steps)
        if then.low is not None and other.high is not None and then.low >= other.high:
            return together((branches, switch))
        if then.high is not None and other.low is not None and then.high <= other.low:
            return together((branches, _TURNED[switch]))
        return "unknown"
