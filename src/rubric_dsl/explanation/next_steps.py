"""The next step in words: which single change of a metric makes a criterion's points better, and by how much.

Comes in: a rubric's plan, a language, and a criterion with the values of a subject. Goes out: the nearest
change, worded, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from rubric_dsl.explanation.account import NextStep
from rubric_dsl.explanation.figures import exact, shown, signed
from rubric_dsl.explanation.fixed import Fixed
from rubric_dsl.explanation.nearest import Change, nearest, values_of
from rubric_dsl.explanation.reading import Values, day_text, singular_of, text_of
from rubric_dsl.explanation.telling import words_of
from rubric_dsl.explanation.trying import Trial
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import Known
from rubric_dsl.plan.dependencies import measured_of_all, steps_under
from rubric_dsl.plan.interpret import Value
from rubric_dsl.source.diagnostics import Language


def _seen(points: Callable[..., Any], here: Any, scale: int) -> Callable[..., Any]:
    """Points that are those at hand until a hundredth is gained."""

    def told(*arguments: Any) -> Any:
        given = points(*arguments)
        return here if given - here < Fraction(scale, 100) else given

    return told


@frozen
class NextSteps:
    """Finds and words the next step of any criterion of a rubric."""

    plan: c.Plan
    lang: Language
    labels: Mapping[str, str]
    whole: Callable[[dict[str, Any], Known | None], Fraction]
    """The total of a subject given as exact values."""
    compared: frozenset[str] = field(init=False)
    """The metrics by which subjects are compared."""
    _ends: tuple[tuple[int, ...], ...] = field(init=False)
    """For each exclusion and refusal the steps that lead to it."""

    @compared.default
    def _measured_of_all(self) -> frozenset[str]:
        return frozenset(measured_of_all(self.plan))

    @_ends.default
    def _ends_of(self) -> tuple[tuple[int, ...], ...]:
        ends = (*self.plan.exclusions, *(one.step for one in self.plan.refusals))
        return tuple(tuple(steps_under(self.plan.steps, end)) for end in ends)

    def nearest(self, one: Fixed, values: Values) -> NextStep | None:
        """The nearest change for one criterion; None where no single one makes its points better."""
        leaf = one.leaf
        assert leaf is not None
        at, scales = values_of(values, leaf.metrics)
        sign = -1 if self.plan.rubric.less_is_better else 1  # points that grow where fewer are better
        trial = Trial(self.plan, values, one.watched, self.compared, self._ends)
        points = trial.points(leaf, at, scales, sign)
        here = points(*at)
        change = nearest(one.levers, points, at, scales, here)
        if change is None:
            return None
        if change.gain < Fraction(leaf.scale, 100):  # nobody sees it: rather what gives a hundredth
            change = nearest(one.levers, _seen(points, here, leaf.scale), at, scales, here) or change
        gain, gain_total = self._gains(one, change, leaf.scale, trial)
        metric, words = change.metric, words_of(self.lang)
        label = self.labels[metric.id]
        unit = self._unit(metric, change.steps)
        if metric.kind == "yes/no":
            subject = words.switch(label, change.to == "true")
        elif metric.kind == "date":
            subject = words.on_day(label, day_text(change.to), change.less)
        elif metric.kind == "choice":
            position = metric.option(change.to)
            assert position is not None
            subject = words.option(label, metric.options[position].title(self.lang))
        else:
            subject = words.change(label, unit, shown(change.steps), change.less, shown(change.to))
        several = unit is not None and change.steps != "1"
        text = words.gains(subject, several, signed(gain), signed(gain_total))
        now, to = change.now, change.to
        if metric.kind == "date":
            now, to = day_text(now), day_text(to)
        return NextStep(metric.id, label, now, to, gain, gain_total, text)

    def _unit(self, metric: Metric, steps: str) -> str | None:
        return singular_of(metric, self.lang) if steps == "1" else metric.unit_in(self.lang)

    def _gains(self, one: Fixed, change: Change, scale: int, trial: Trial) -> tuple[str, str]:
        """What a change is worth here and on the total, exactly."""
        gain = -change.gain if self.plan.rubric.less_is_better else change.gain
        if one.alone and isinstance(gain, int):
            return text_of(gain, scale), text_of(gain * one.up, scale * one.down)
        here = Fraction(gain) / scale
        return exact(here), exact(here * one.up / one.down if one.alone else self._on_total(change, trial))

    def _on_total(self, change: Change, trial: Trial) -> Fraction:
        """What a change is worth on the total where it moves more than one node."""
        name = change.metric.id
        moved: Value
        match change.metric.kind:
            case "yes/no":
                moved = change.to == "true"
            case "choice":
                moved = Fraction(change.metric.option(change.to) or 0)
            case _:
                moved = Fraction(change.to)
        before = trial.values.fraction(self.plan.total)
        return self.whole({**trial.subject, name: moved}, trial.known_with(name, moved)) - before
