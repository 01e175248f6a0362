"""Numbers at whole-number scales: what one unit of a metric becomes on the fast path.

>>> scaled(mark, Fraction(17, 2))
Fraction(850, 1)
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rubric_dsl.model.lists import with_fields
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c

INPUT_PLACES = 2
"""Decimals of a mark or an amount that the fast path takes; more of them take the exact slow path."""


def scale_of(metric: Metric) -> int:
    """The whole number that one unit of a metric becomes."""
    return 10**INPUT_PLACES if metric.kind in ("mark", "amount", "number") else 1


def scales_of(plan: c.Plan) -> dict[str, int]:
    """Every metric's scale on the fast path, and every field's of a list."""
    return {name: scale_of(metric) for name, metric in with_fields(plan.metrics).items()}


def scaled(metric: Metric, value: Any) -> Any:
    """An exact value at the scale of its metric; a list with each of its parts so."""
    if metric.entries is not None:
        fields = metric.entries.fields
        if metric.entries.bare:
            return tuple(scaled(fields[0], one) for one in value)
        return tuple(
            tuple(scaled(field, part) for field, part in zip(fields, entry, strict=True)) for entry in value
        )
    if metric.kind == "choice":
        return int(value)  # a position in a row
    return value * scale_of(metric) if isinstance(value, Fraction) else value


def unscaled(metric: Metric, value: Any) -> Any:
    """The exact value behind one at a scale: the other way round."""
    if metric.entries is not None:
        fields = metric.entries.fields
        if metric.entries.bare:
            return tuple(unscaled(fields[0], one) for one in value)
        return tuple(
            tuple(unscaled(field, part) for field, part in zip(fields, entry, strict=True)) for entry in value
        )
    if metric.kind in ("yes/no", "text"):
        return value
    return Fraction(value) / scale_of(metric)
