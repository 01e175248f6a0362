"""Effects → core: what happens to points after the rule or the sum, one effect after the other.

Comes in: bound effects and the step that holds the points. Goes out: the step that holds them afterwards,
and for each effect the steps that it made.
"""

from __future__ import annotations

from itertools import groupby
from typing import assert_never

from attrs import frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan.lower_expressions import ExpressionLowering
from rubric_dsl.plan.rounding import rounded
from rubric_dsl.plan.steps import ZERO
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t


@frozen
class EffectLowering(ExpressionLowering):
    """Lowers the effects on one node."""

    def effects(
        self, effects: tuple[t.Effect, ...], points: c.Ref, span: Span
    ) -> tuple[c.Ref, tuple[c.Applied, ...]]:
        """The points after all effects, in the order written; gates in a row are one step."""
        applied: list[c.Applied] = []
        last = len(effects)
        for is_gate, members in groupby(effects, key=lambda one: isinstance(one, t.Gate)):
            row = tuple(members)
            last -= len(row)
            if is_gate:
                points, made = self._gates(row, points, span, not last)
                applied += made
                continue
            for place, effect in enumerate(row, start=1):
                points, one = self._effect(effect, points, not last and place == len(row))
                applied.append(one)
        return points, tuple(applied)

    def _role(self, last: bool) -> c.Role:
        return "total" if last and not self.owner else "points"

    def _gates(
        self, gates: tuple[t.Effect, ...], points: c.Ref, span: Span, last: bool
    ) -> tuple[c.Ref, list[c.Applied]]:
        conditions: list[c.Ref] = []
        for gate in gates:
            assert isinstance(gate, t.Gate)
            held = self.expression(gate.condition)
            opened = held if gate.kind == "only if" else c.Not(held)
            conditions.append(self.steps.truth("gate", self.owner, opened, gate.span))
        opening = conditions[0] if len(conditions) == 1 else c.And(tuple(conditions))
        after = self.steps.number(self._role(last), self.owner, c.Choose(opening, points, ZERO), span)
        return after, [c.Applied(points.step, after.step, each.step, None) for each in conditions]

    def _effect(self, effect: t.Effect, points: c.Ref, last: bool) -> tuple[c.Ref, c.Applied]:
        if isinstance(effect, t.Rounding):
            found = rounded(points, self.steps.range(points), effect)
            after = self.steps.number(self._role(last), self.owner, found, effect.span)
            return after, c.Applied(points.step, after.step, None, None)
        assert not isinstance(effect, t.Gate)
        to = effect.to if isinstance(effect, t.Limit) else effect.by
        figure: c.Expr = self.expression(to)
        value: int | None = None
        if not isinstance(figure, c.Literal):
            figure = self.steps.number("limit", self.owner, figure, to.span)
            value = figure.step
        condition: c.Ref | None = None
        if effect.condition is not None:
            held = self.expression(effect.condition)
            condition = self.steps.truth("applies", self.owner, held, effect.condition.span)
        acting = _acting(effect, points, figure)
        expr = acting if condition is None else c.Choose(condition, acting, points)
        after = self.steps.number(self._role(last), self.owner, expr, effect.span)
        return after, c.Applied(points.step, after.step, condition.step if condition else None, value)


def _acting(effect: t.Limit | t.Factor, points: c.Ref, figure: c.Expr) -> c.Expr:
    """What becomes of points where an effect acts."""
    match effect:
        case t.Factor():
            return c.Multiply(figure, points)
        case t.Limit():
            match effect.kind:
                case "at most":
                    return c.Minimum((figure, points))
                case "at least":
                    return c.Maximum((figure, points))
                case "fixed at":
                    return figure
                case _:
                    assert_never(effect.kind)
        case _:
            assert_never(effect)
