"""Other rubrics that rules take scores of: their metrics become metrics of this one.

Comes in: the metrics of a file and the rubrics that its rules name. Goes out: all metrics that a subject has
to give. A metric that both declare must be declared the same: one value cannot mean two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from rubric_dsl.model.rubric import Labels, Metric, Other
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span


def with_metrics_of(
    metrics: Mapping[str, Metric], worked: Iterable[Metric], others: Mapping[str, tuple[Other, Span]]
) -> tuple[dict[str, Metric], list[Diagnostic]]:
    """The metrics of a rubric (whose derived values are ``worked``) and of the others that it names."""
    found = dict(metrics)
    mistakes: list[Diagnostic] = []
    words = {word: metric.id for metric in (*metrics.values(), *worked) for word in _words(metric)}
    for other, span in others.values():
        for metric in other.rubric.metrics.values():
            known = found.get(metric.id)
            taken = {words.get(word, metric.id) for word in _words(metric)} - {metric.id}
            if (known is None and not taken and metric.id not in words) or (
                known is not None and not taken and meant(known) == meant(metric)
            ):
                found[metric.id] = _said_in_either(found.get(metric.id, metric), metric)
                words.update(dict.fromkeys(_words(found[metric.id]), metric.id))
            else:
                mistakes.append(diagnostic("RB0011", span, name=metric.labels.naming, file=other.key))
    return found, mistakes


def _words(metric: Metric) -> tuple[str, ...]:
    return (metric.id, *metric.aliases)


def _said_in_either(own: Metric, other: Metric) -> Metric:
    """A metric may be missing where one of two rubrics asks for it, and is fixed where one says so."""
    return evolve(own, asked=own.asked or other.asked, fixed=own.fixed or other.fixed)


def meant(metric: Metric) -> Metric:
    """A metric without what only matters to people, and without the questions that rules ask."""
    return evolve(
        metric, labels=Labels(metric.id), units=(), singular=None, judge=None, percent=False, asked=False,
        fixed=False,
    )  # fmt: skip
