"""What stands for a value that is missing: checked against its metric's kind, and never in a circle.

Comes in: the metrics as declared and the model's. Goes out: the model's metrics, each with what stands
for it, and the diagnostics.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from rubric_dsl.model.derived import labels_of
from rubric_dsl.model.rubric import Metric
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.syntax import tree as t

_NUMBERS = ("mark", "amount", "number")


def standing(
    declared: tuple[t.Metric, ...], metrics: dict[str, Metric]
) -> tuple[dict[str, Metric], list[Diagnostic]]:
    """The metrics with what stands for each where it is missing, and what is wrong with that."""
    found: list[Diagnostic] = []
    words = {word: one.id for one in metrics.values() for word in (one.id, *one.aliases)}
    made = dict(metrics)
    spans = {}
    for item in declared:
        metric = metrics.get(item.name.id)
        found.extend(_in_lists(item))
        if item.missing is None or metric is None or metric.entries is not None:
            continue
        if item.missing.stands is None:
            made[metric.id] = evolve(metric, out=True, asked=True)
            continue
        stands = _stands(metric, item.missing, metrics, words)
        if stands is None:
            found.append(diagnostic("RB0355", item.missing.span, name=metric.labels.naming, kind=metric.kind))
            continue
        spans[metric.id] = item.missing.span
        made[metric.id] = evolve(metric, stands=stands)
    circles = {name: _circle(name, made) for name in spans}
    for name, way in circles.items():
        if way:
            made[name] = evolve(made[name], stands=None)
        if way and way[0] == min(way):  # a circle is told of once
            called = tuple(metrics[one].labels.naming for one in (*way, way[0]))
            found.append(diagnostic("RB0356", spans[name], way=called))
    return made, found


def _in_lists(item: t.Metric) -> list[Diagnostic]:
    """What a list and its fields say about missing values: neither is ever missing."""
    own = [(item, False)] if item.extent is not None else []
    return [
        diagnostic("RB0359", one.missing.span, name=labels_of(one.name).naming, field=field)
        for one, field in (*own, *((each, True) for each in item.fields))
        if one.missing is not None
    ]


def _stands(
    metric: Metric, said: t.IfMissing, metrics: Mapping[str, Metric], words: Mapping[str, str]
) -> Fraction | bool | str | None:
    """What stands for a metric; None where it is of another kind."""
    match said.stands:
        case t.Name():
            for place, option in enumerate(metric.options):
                if said.stands.text in (option.id, option.alias):
                    return Fraction(place)
            other = metrics.get(words.get(said.stands.text, ""))
            return other.id if other is not None and _alike(metric, other) else None
        case t.Day():
            return Fraction(said.stands.day.toordinal()) if metric.kind == "date" else None
        case bool():
            return said.stands
        case None:
            return None
        case value:
            whole = metric.kind != "count" or value.denominator == 1
            return value if metric.kind in ("count", *_NUMBERS) and whole else None


def _alike(metric: Metric, other: Metric) -> bool:
    """Whether every value of another metric is one that this metric could have, its range left aside."""
    if metric.kind in _NUMBERS:
        return other.kind in (*_NUMBERS, "count")
    return metric.kind == other.kind and metric.options == other.options


def _circle(start: str, metrics: Mapping[str, Metric]) -> list[str]:
    """The metrics that stand for each other in a circle through this one; empty where there is none."""
    way = [start]
    while isinstance(metrics[way[-1]].stands, str):
        name = str(metrics[way[-1]].stands)
        if name == start:
            return way
        if name in way:
            return []
        way.append(name)
    return []


def read(metrics: Mapping[str, Metric], names: set[str]) -> frozenset[str]:
    """The metrics that are read where these are: those that stand for them, too."""
    found = set(names)
    for name in names:
        metric = metrics.get(name)
        while metric is not None and isinstance(metric.stands, str):
            found.add(metric.stands)
            metric = metrics[metric.stands]
    return frozenset(found)


def asked(metrics: Mapping[str, Metric], names: set[str]) -> dict[str, Metric]:
    """The metrics of which some rule asks whether they are missing: they may be."""
    return {name: evolve(metric, asked=True) if name in names else metric for name, metric in metrics.items()}
