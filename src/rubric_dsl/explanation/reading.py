"""A trace made readable: step and metric values as exact texts and as figures for people.

Comes in: what an evaluator returned (whole numbers over known scales, or fractions from the slow path).
Goes out: texts, made without a fraction wherever a whole number will do, for an account has many.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from math import gcd
from typing import Any

from attrs import define, field, frozen

from rubric_dsl.evaluators.python.scales import unscaled
from rubric_dsl.explanation.account import Observed
from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.explanation.listed import exact_list, shown_list
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan.cohorts import Known
from rubric_dsl.plan.others import Others
from rubric_dsl.plan.quotas import Granted, Standing
from rubric_dsl.source.diagnostics import Language

_YES = {"en": ("no", "yes"), "zh": ("否", "是")}


def singular_of(metric: Metric, lang: Language) -> str | None:
    """The unit of one of them, for people: ``late report``."""
    unit = metric.unit_in(lang)
    if lang == "en" and unit:
        return metric.singular.replace("_", " ") if metric.singular else _singular(unit)
    return unit


def _singular(word: str) -> str:
    """``loans`` → ``loan``, for a unit declared without its singular."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def text_of(number: int, scale: int) -> str:
    """A whole number over a scale as exact text, in lowest terms."""
    if scale == 1:
        return str(number)
    whole, rest = divmod(number, scale)
    if not rest:
        return str(whole)
    common = gcd(number, scale)
    return f"{number // common}/{scale // common}"


def figure_of(number: int, scale: int) -> str:
    """A whole number over a scale for people: ``shown(text_of(number, scale))``, made directly."""
    if number >= 0:
        whole, rest = divmod(number, scale)
        if not rest:
            return str(whole)
        hundredths, odd = divmod(rest * 100, scale)
        if not odd:
            return f"{whole}.{hundredths:02d}".rstrip("0")
    return shown(text_of(number, scale))


def day_text(number: str) -> str:
    """A day number as a date: ``"738885"`` → ``"2023-12-31"``."""
    return date.fromordinal(int(number)).isoformat()


_ABSENT: dict[Language, tuple[str, tuple[str, str]]] = {
    "en": ("missing", (", counts as ", "")),
    "zh": ("缺失", ("，按", "计")),
}


@define
class Values:
    """The values of one evaluation by step, with the scales to read them by."""

    raw: tuple[Any, ...]
    scales: tuple[int, ...]
    dens: tuple[tuple[int, ...], ...]
    inputs: Mapping[str, int]
    there: Mapping[str, int] = field(factory=dict)
    """Where it stands whether a metric that may be missing was given."""
    known: Known | None = None
    """What is known of all subjects together, where the rubric compares them."""
    granted: Granted | None = None
    """The grade that came of all quotas; None where there are no grades, or it is not decided."""
    standing: Standing = ()
    """Where the subject stands."""
    among: bool = False
    """Whether the subject was seen among all."""
    others: Others | None = None
    """The others of this subject, once somebody asks what it would be if it were another."""

    def present(self, metric: str) -> bool:
        """Whether a metric was given."""
        position = self.there.get(metric)
        return position is None or bool(self.raw[position])

    def fraction(self, position: int) -> Fraction:
        """A value as a fraction."""
        below = self.scales[position]
        for each in self.dens[position]:
            below *= self.raw[each]
        return Fraction(self.raw[position]) / below

    def _whole(self, position: int) -> tuple[int, int] | None:
        """A value as one whole number over another above 0; None where it came as a fraction."""
        number, below = self.raw[position], self.scales[position]
        if number.__class__ is not int:
            return None
        for each in self.dens[position]:
            below *= self.raw[each]
        return (number, below) if below > 0 else (-number, -below)

    def exact(self, position: int) -> str:
        """A value as exact text."""
        whole = self._whole(position)
        return str(self.fraction(position)) if whole is None else text_of(*whole)

    def times(self, position: int, up: int, down: int) -> str:
        """A value times ``up/down`` as exact text."""
        whole = self._whole(position)
        if whole is None:
            return str(self.fraction(position) * up / down)
        return text_of(whole[0] * up, whole[1] * down)

    def less_than(self, maximum: Fraction, position: int) -> str:
        """``maximum − value`` as exact text."""
        whole = self._whole(position)
        if whole is None:
            return str(maximum - self.fraction(position))
        number, scale = whole
        below = maximum.denominator
        return text_of(maximum.numerator * scale - number * below, scale * below)

    def given(self, metric: Metric, position: int) -> Any:
        """A metric's exact value: a fraction, a truth, or a tuple for a list."""
        if metric.entries is not None:
            return unscaled(metric, self.raw[position])
        return bool(self.raw[position]) if metric.kind == "yes/no" else self.fraction(position)

    def shown(self, position: int) -> str:
        """A value for people."""
        whole = self._whole(position)
        return shown(str(self.fraction(position))) if whole is None else figure_of(*whole)

    def percent(self, position: int) -> str:
        """A share for people."""
        return percent(self.exact(position))

    def day(self, position: int) -> str:
        """A day number as a date."""
        return date.fromordinal(int(self.fraction(position))).isoformat()

    def figure(self, metric: Metric) -> str:
        """A metric's value as a bare figure."""
        if metric.kind == "date":
            return self.day(self.inputs[metric.id])
        if metric.percent:
            return self.percent(self.inputs[metric.id])
        return self.shown(self.inputs[metric.id])


@frozen
class Watched:
    """A metric as a criterion's lines show it, in one language."""

    metric: str
    label: str
    yes_no: tuple[str, str] | None
    one: str
    """What follows the figure 1: ``" event"``, ``"次"``, or nothing."""
    many: str
    percent: bool = False
    dated: bool = False
    options: tuple[tuple[str, str], ...] = ()
    """A choice's options: the id and what people call it."""
    entries: Callable[[Any], tuple[str, str]] | None = None
    """For a list: its exact text and what people see of it."""
    absent: str = ""
    """The words for a value that is missing, and those before what stands for it (empty: nothing does)."""
    counts_as: tuple[str, str] | None = None

    def stand_in(self, values: Values) -> str:
        """What stands for the metric where it is missing."""
        if self.counts_as is None:
            return ""
        position = values.inputs[self.metric]
        if self.yes_no is not None:
            shown_ = self.yes_no[bool(values.raw[position])]
        elif self.dated:
            shown_ = values.day(position)
        elif self.options:
            shown_ = self.options[int(values.raw[position])][1]
        else:
            shown_ = values.percent(position) if self.percent else values.shown(position)
        return shown_.join(self.counts_as)

    def observe(self, values: Values) -> Observed:
        """The metric's value for one subject."""
        position = values.inputs[self.metric]
        if not values.present(self.metric):
            return Observed(self.metric, self.label, "missing", self.absent + self.stand_in(values))
        if self.entries is not None:
            return Observed(self.metric, self.label, *self.entries(values.raw[position]))
        if self.yes_no is not None:
            held = bool(values.raw[position])
            return Observed(self.metric, self.label, "true" if held else "false", self.yes_no[held])
        if self.dated:
            day = values.day(position)
            return Observed(self.metric, self.label, day, day)
        if self.options:
            return Observed(self.metric, self.label, *self.options[int(values.raw[position])])
        exact = values.exact(position)
        if self.percent:
            return Observed(self.metric, self.label, exact, values.percent(position))
        return Observed(
            self.metric, self.label, exact, values.shown(position) + (self.one if exact == "1" else self.many)
        )


def watched(metric: Metric, lang: Language) -> Watched:
    """A metric ready to be shown; units are shown to readers of their own language."""
    units = []
    for unit in (singular_of(metric, lang), metric.unit_in(lang)):
        units.append((" " if lang == "en" else "") + unit if unit else "")
    yes_no = _YES[lang] if metric.kind == "yes/no" else None
    label, dated = metric.labels.title(lang), metric.kind == "date"
    options = tuple((option.id, option.title(lang)) for option in metric.options)
    entries = None
    if metric.entries is not None:

        def entries(raw: Any) -> tuple[str, str]:
            given = unscaled(metric, raw)
            return exact_list(metric, given), shown_list(metric, given, lang)

    absent, counts_as = _ABSENT[lang]
    stood_for = None if metric.stands is None else counts_as
    flags = (metric.percent, dated, options, entries, absent, stood_for)
    return Watched(metric.id, label, yes_no, units[0], units[1], *flags)
