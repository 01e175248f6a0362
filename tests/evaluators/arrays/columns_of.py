"""Subjects as the columns that array code takes: whole numbers at the usual scales, and what is not one odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from rubric_dsl.evaluators.arrays.columns import Column, ListColumn
from rubric_dsl.evaluators.python.scales import scale_of
from rubric_dsl.model.rubric import Metric

Value = Any


def column_of(metric: Metric, values: Sequence[Value | None], texts: dict[str, int]) -> Column:
    """A column; None is missing."""
    missing = np.array([value is None for value in values], bool)
    odd = np.zeros(len(values), bool)
    kind: Any = np.bool_ if metric.kind == "yes/no" else np.int64
    found = np.zeros(len(values), kind)
    for place, value in enumerate(values):
        if value is None:
            continue
        if metric.kind == "yes/no":
            found[place] = value
        elif metric.kind == "text":
            found[place] = texts.setdefault(value, len(texts))
        else:
            units = Fraction(value) * scale_of(metric)
            odd[place] = units.denominator != 1 or abs(units) >= 1 << 62
            found[place] = 0 if odd[place] else int(units)
    return Column(found, missing if missing.any() else None, odd if odd.any() else None)


def columns_of(
    metrics: Mapping[str, Metric], subjects: Sequence[Mapping[str, Value]]
) -> dict[str, Column | ListColumn]:
    """All columns of some subjects, whose values are exact and by metric."""
    found: dict[str, Column | ListColumn] = {}
    texts: dict[str, int] = {}
    for metric in metrics.values():
        values = [subject.get(metric.id) for subject in subjects]
        if metric.entries is None:
            found[metric.id] = column_of(metric, values, texts)
            continue
        offsets = np.cumsum([0, *(len(value or ()) for value in values)])
        entries = [
            (entry,) if metric.entries.bare else entry for value in values for entry in (value or ())
        ]
        fields = {
            one.id: column_of(one, [entry[place] for entry in entries], texts)
            for place, one in enumerate(metric.entries.fields)
        }
        missing = np.array([value is None for value in values], bool)
        found[metric.id] = ListColumn(offsets, fields, missing if missing.any() else None)
    return found
