"""Steps of a tally → core: points for what holds, and points that depend on which one it is.

Comes in: a bound step. Goes out: what it gives, its own cap in force.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan.lower_steps import StepLowering, ladder
from rubric_dsl.plan.steps import ZERO, add, literal
from rubric_dsl.syntax import tree as t
from rubric_dsl.vocabulary.words.steps import ORDINALS


@frozen
class LadderLowering(StepLowering):
    """Lowers the steps that do not count units alike."""

    def _held(self, step: t.Held) -> c.Expr:
        """So many points for each condition that holds."""
        parts: list[c.Expr] = []
        for condition in step.conditions:
            lowered = self.expression(condition)
            held = self.steps.truth("counted condition", self.owner, lowered, condition.span)
            parts.append(c.Choose(held, literal(step.points), ZERO))
        return self._capped(add(*parts), step)

    def _ordinals(self, step: t.Ordinals) -> c.Expr:
        """So many points for the first, so many for the second …"""
        counted = self.steps.number("counted", self.owner, self.expression(step.of), step.span)
        reach = self.steps.range(counted)
        if not reach.whole:
            raise self._fail("RB0236", step.span)
        further = step.further
        if further is None:
            if reach.high is None or reach.high > len(step.ladder):
                count = len(step.ladder)
                word = ORDINALS[count - 1] if count <= len(ORDINALS) else f"{count}th"
                raise self._fail("RB0413", step.span, last=str(step.ladder[-1]), count=count, word=word)
            further = Fraction(0)
        given = ladder(counted, step.ladder, further)
        return self._capped(self.steps.number("ladder", self.owner, given, step.span), step)
