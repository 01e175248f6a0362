"""A trace made readable: step and metric values as exact texts and as figures for people.

Comes in: what an evaluator returned (whole numbers over known scales, or fractions from the slow path).
Goes out: texts, made without a fraction wherever a whole number will do, for an account has many.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import define

from rubric_dsl.explanation.figures import shown
from rubric_dsl.model.rubric import Metric
from rubric_dsl.source.diagnostics import Language

_YES = {"en": ("no", "yes"), "zh": ("否", "是")}


def text_of(number: int, scale: int) -> str:
    """A whole number over a scale as exact text, in lowest terms."""
    if scale == 1:
        return str(number)
    whole, rest = divmod(number, scale)
    return str(Fraction(number, scale)) if rest else str(whole)


def singular_of(metric: Metric) -> str | None:
    """The unit of one of them, for people: ``late report``."""
    return metric.singular.replace("_", " ") if metric.singular else metric.unit


@define
class Values:
    """The values of one evaluation by step, with the scales to read them by."""

    raw: tuple[Any, ...]
    scales: tuple[int, ...]
    dens: tuple[tuple[int, ...], ...]
    inputs: Mapping[str, int]

    def fraction(self, position: int) -> Fraction:
        """A value as a fraction."""
        below = self.scales[position]
        for each in self.dens[position]:
            below *= self.raw[each]
        return Fraction(self.raw[position]) / below

    def exact(self, position: int) -> str:
        """A value as exact text."""
        if self.dens[position] or type(self.raw[position]) is Fraction:
            return str(self.fraction(position))
        return text_of(self.raw[position], self.scales[position])

    def times(self, position: int, up: int, down: int) -> str:
        """A value times ``up/down`` as exact text."""
        if self.dens[position] or type(self.raw[position]) is Fraction:
            return str(self.fraction(position) * up / down)
        return text_of(self.raw[position] * up, self.scales[position] * down)

    def less_than(self, maximum: Fraction, position: int) -> str:
        """``maximum − value`` as exact text."""
        if self.dens[position] or type(self.raw[position]) is Fraction or maximum.denominator != 1:
            return str(maximum - self.fraction(position))
        scale = self.scales[position]
        return text_of(maximum.numerator * scale - self.raw[position], scale)

    def shown(self, position: int) -> str:
        """A value for people."""
        return shown(self.exact(position))

    def figure(self, metric: Metric) -> str:
        """A metric's value as a bare figure."""
        return shown(self.exact(self.inputs[metric.id]))

    def metric(self, metric: Metric, lang: Language) -> tuple[str, str]:
        """A metric's value: exact text, and for people with its unit where the unit is in their language."""
        position = self.inputs[metric.id]
        value = self.raw[position]
        if metric.kind == "yes/no":
            return ("true" if value else "false"), _YES[lang][bool(value)]
        exact = self.exact(position)
        unit = singular_of(metric) if exact == "1" else metric.unit
        if unit and unit.isascii() == (lang == "en"):
            return exact, f"{shown(exact)} {unit}" if lang == "en" else shown(exact) + unit
        return exact, shown(exact)
