"""Choices in generated code: from a subject's word for an option to its position, by one dict a choice.

Comes in: the metrics of a plan. Goes out: the dicts by the name that generated code reads them under, and the
statement that looks a word up. A word that is no option is a KeyError, which leaves for the slow path.

Where a rubric asks nothing of a choice but what it gives by one row, the dict holds the points themselves.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from fractions import Fraction
from math import lcm

from attrs import frozen

from rubric_dsl.evaluators.python.linear import name
from rubric_dsl.evaluators.python.statements import assign
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import inputs as read_in
from rubric_dsl.plan.dependencies import parts


def _title(number: int, direct: bool = False) -> str:
    return f"points_{number}" if direct else f"options_{number}"


def options(metric: Metric) -> dict[str, int]:
    """Every word for an option of a choice, and the option's position."""
    words = {option.alias: place for place, option in enumerate(metric.options) if option.alias}
    return words | {option.id: place for place, option in enumerate(metric.options)}


def positions(metrics: Iterable[Metric]) -> dict[str, dict[str, int]]:
    """For each choice, by the name of its dict: every word for an option, and the option's position."""
    choices = [metric for metric in metrics if metric.kind == "choice"]
    return {_title(number): options(metric) for number, metric in enumerate(choices, start=1)}


@frozen
class Row:
    """What the options of a choice give, in order: whole numbers over a scale."""

    points: tuple[int, ...]
    scale: int


def direct(plan: c.Plan) -> dict[str, Row]:
    """The choices of which nothing is asked but the number in one row, and that row."""
    required = {metric.id for metric in plan.metrics if metric.kind == "choice" and not metric.optional}
    if not required:
        return {}
    asked = Counter(metric for step in plan.steps for metric in read_in(step.expr))
    found = dict(row for step in plan.steps for row in _rows(step.expr))
    scales = {metric: lcm(*(case.denominator for case in row)) for metric, row in found.items()}
    return {
        metric: Row(tuple(int(case * scales[metric]) for case in row), scales[metric])
        for metric, row in found.items()
        if metric in required and asked[metric] == 1
    }


def rows(metrics: Iterable[Metric], direct: Mapping[str, Row]) -> dict[str, dict[str, int]]:
    """For each choice that is read directly, by the name of its dict: every word, and what it gives."""
    choices = [metric for metric in metrics if metric.kind == "choice"]
    return {
        _title(number, True): {
            word: direct[metric.id].points[place] for word, place in options(metric).items()
        }
        for number, metric in enumerate(choices, start=1)
        if metric.id in direct
    }


def names(metrics: Iterable[Metric]) -> set[str]:
    """What the dicts of choices may be called."""
    count = sum(metric.kind == "choice" for metric in metrics)
    return {_title(number, direct) for number in range(1, count + 1) for direct in (False, True)}


def _rows(item: c.Expr) -> Iterator[tuple[str, tuple[Fraction, ...]]]:
    """Rows of numbers in an expression, each with the choice that finds the place in it."""
    if isinstance(item, c.Select) and isinstance(item.index, c.Input):
        row = tuple(case.value for case in item.cases if isinstance(case, c.Literal))
        if len(row) == len(item.cases):
            yield item.index.metric, row
    for part in parts(item):
        yield from _rows(part)


def lookups(
    metrics: Iterable[Metric], inputs: Mapping[str, str], direct: Container[str] = ()
) -> dict[str, ast.stmt]:
    """``level = options_1[level]`` for every choice, by metric; ``points_1`` where it is read directly."""
    choices = [metric for metric in metrics if metric.kind == "choice"]
    return {
        metric.id: assign(
            inputs[metric.id],
            ast.Subscript(name(_title(number, metric.id in direct)), name(inputs[metric.id]), ast.Load()),
        )
        for number, metric in enumerate(choices, start=1)
    }
