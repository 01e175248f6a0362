"""Values that the fast path takes: whole numbers, and decimals as whole numbers of hundredths.

Comes in: a Python value. Goes out: a whole number; or :class:`Odd`, and the exact slow path decides.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from rubric_dsl.model.rubric import MAX_VALUE, Metric

_CENT, _HUNDRED = Decimal("0.01"), Decimal(100)


class Odd(Exception):
    """A value that the fast path does not take; the slow path says whether it is wrong."""


def hundredths(value: object) -> int:
    """A mark or an amount as a whole number of hundredths; :class:`Odd` where it is not one."""
    kind = type(value)
    if kind is Decimal:
        try:
            whole = value.quantize(_CENT)  # type: ignore[attr-defined]
        except ArithmeticError:  # infinite, or more digits than the caller's context has
            raise Odd from None
        if whole == value:
            return int(whole * _HUNDRED)
    elif kind is int:
        return value * 100  # type: ignore[operator]
    elif kind is float:
        try:
            units = round(value * 100)  # type: ignore[operator]
        except (ValueError, OverflowError):
            raise Odd from None
        # below 2^40 no two decimals with two places share a float, so this is the decimal that is printed
        if units / 100 == value and -(1 << 40) < units < 1 << 40:
            return units
    raise Odd


def day(value: object) -> int:
    """The number of a day; :class:`Odd` for anything else, a moment of a day too."""
    if type(value) is date:
        return value.toordinal()
    raise Odd


def least_most(metric: Metric, scale: int) -> tuple[int, int]:
    """The ends of a metric's range at a scale; ends with more decimals are rounded inwards."""
    low = metric.low if metric.low is not None else Fraction(-MAX_VALUE)
    high = metric.high if metric.high is not None else Fraction(MAX_VALUE)
    return (low * scale).__ceil__(), (high * scale).__floor__()
