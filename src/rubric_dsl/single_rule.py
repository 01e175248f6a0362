"""One rule without a rubric around it: what a developer pastes into another system.

>>> compile_rule("≥10 events → 30, −3 per missing, capped").score({"events": 8})
Fraction(24, 1)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from attrs import define, field

from rubric_dsl.checks import covered_rows, staying_inside
from rubric_dsl.errors import RubricError
from rubric_dsl.evaluators.python.functions import compile_points
from rubric_dsl.inputs.admission import admitted
from rubric_dsl.model.binding import Binder, largest_award
from rubric_dsl.model.implied import implied_metrics
from rubric_dsl.model.missing import asked
from rubric_dsl.model.names import Names
from rubric_dsl.model.rubric import Criterion, Labels, Metric, Rubric
from rubric_dsl.plan.core import Plan
from rubric_dsl.plan.lowering import lower
from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic, in_order
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.reading import read_rule

UNLIMITED = Fraction(10**40)
"""The maximum of a formula that names none: nothing is measured against it."""


@define
class Rule:
    """A compiled rule."""

    text: str
    metrics: Mapping[str, Metric]
    """The metrics that it reads, by name, with kind and range."""
    score: Callable[[Mapping[str, Any]], Fraction] = field(repr=False)
    """``score(metrics)``: the points, exact. Raises :class:`~rubric_dsl.MetricError` with every fault."""
    plan: Plan = field(repr=False)
    source: SourceText = field(repr=False)

    @property
    def max(self) -> Fraction | None:
        """The most it gives: the largest award named; None for a formula that names none."""
        points = self.plan.rubric.total
        return None if points == UNLIMITED else points

    def explain(self, metrics: Mapping[str, Any], lang: Language = "en") -> str:
        """The account of one subject's points: the rule, what was observed, the arithmetic, what was lost."""
        from rubric_dsl.explanation.single import tell

        return tell(self.plan, self.source, admitted(self.plan, metrics).values, self.max, lang)


def compile_rule(text: str) -> Rule:
    """A rule as it stands in an annex. Raises :class:`~rubric_dsl.RubricError` with every mistake in it.

    Undeclared names become metrics of the kind that the rule implies; ``capped`` means between 0 and the
    largest award named.
    """
    source = SourceText("<rule>", text)
    reading = read_rule(source)
    found: list[Diagnostic] = list(reading.diagnostics)
    if reading.rule is None:
        raise RubricError(in_order(found), {source.name: source})
    metrics = implied_metrics(reading.rule)
    names = Names(metrics, given=frozenset(metrics))
    bound = Binder(names, adopt_units=True).rule(reading.rule)
    found.extend(names.found)
    if bound is None or found:
        raise RubricError(in_order(found), {source.name: source})
    metrics = asked(metrics, names.asked)
    span = Span(source.name, 1, 1, len(text) + 1)
    largest = largest_award(bound)
    points = UNLIMITED if largest is None else largest
    if largest is None and any(one.kind == "capped" for one in bound.bounds):
        raise RubricError((diagnostic("RB0309", bound.span),), {source.name: source})
    criterion = Criterion("rule", "rule", Labels("rule"), points, None, None, None, (), bound, (), span=span)
    rubric = Rubric("", Labels(""), source.name, None, points, None, None, metrics, (criterion,), span=span)
    lowering = lower(rubric)
    found.extend(lowering.diagnostics)
    found.extend(one for one in covered_rows.check((criterion,), metrics) if one.severity == "error")
    if points != UNLIMITED:
        found.extend(
            one for one in staying_inside.check(lowering.plan, lowering.rules) if one.severity == "error"
        )
    if found:
        raise RubricError(in_order(found), {source.name: source})
    plan = lowering.plan

    def slow(values: Any) -> Fraction:
        found = admitted(plan, values).steps[plan.total]
        assert isinstance(found, Fraction)
        return found

    return Rule(text, metrics, compile_points(plan, slow), plan, source)
