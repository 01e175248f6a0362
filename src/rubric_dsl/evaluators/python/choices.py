"""Choices in generated code: from a subject's word for an option to its position, by one dict a choice.

Comes in: the metrics of a plan. Goes out: the dicts by the name that generated code reads them under, and the
statement that looks a word up. A word that is no option is a KeyError, which leaves for the slow path.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from rubric_dsl.evaluators.python.linear import name
from rubric_dsl.evaluators.python.statements import assign
from rubric_dsl.model.rubric import Metric


def _title(number: int) -> str:
    return f"options_{number}"


def options(metric: Metric) -> dict[str, int]:
    """Every word for an option of a choice, and the option's position."""
    words = {option.alias: place for place, option in enumerate(metric.options) if option.alias}
    return words | {option.id: place for place, option in enumerate(metric.options)}


def positions(metrics: Iterable[Metric]) -> dict[str, dict[str, int]]:
    """For each choice, by the name of its dict: every word for an option, and the option's position."""
    choices = [metric for metric in metrics if metric.kind == "choice"]
    return {_title(number): options(metric) for number, metric in enumerate(choices, start=1)}


def lookups(metrics: Iterable[Metric], inputs: Mapping[str, str]) -> list[ast.stmt]:
    """``level = options_1[level]`` for every choice."""
    choices = [metric for metric in metrics if metric.kind == "choice"]
    return [
        assign(inputs[metric.id], ast.Subscript(name(_title(number)), name(inputs[metric.id]), ast.Load()))
        for number, metric in enumerate(choices, start=1)
    ]
