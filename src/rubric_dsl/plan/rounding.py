"""Rounding: what each mode means, on a value and in the core's operations.

All modes go by the magnitude, as spreadsheets and published totals do: half up takes −0.5 to −1, ``up`` is
away from 0. No node of the core is needed for it: each mode is a sum of floors and ceilings that never falls
where the value rises, so that ranges and trends see through it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from rubric_dsl.plan import core as c
from rubric_dsl.plan.steps import ZERO, add, literal, times
from rubric_dsl.syntax import tree as t

_HALF = Fraction(1, 2)
_QUARTER = Fraction(1, 4)


def units_of(value: Fraction, mode: t.Mode, unit: Fraction) -> int:
    """A value rounded once, as a whole number of units."""
    size = value / unit
    return whole_of(size.numerator, size.denominator, mode)


def whole_of(above: int, below: int, mode: t.Mode) -> int:
    """The ratio of two whole numbers rounded once; the second is above 0, a common factor does no harm."""
    whole, rest = divmod(abs(above), below)
    match mode:
        case "half up":
            whole += 2 * rest >= below
        case "half even":
            whole += 2 * rest > below or (2 * rest == below and whole % 2 == 1)
        case "up":
            whole += rest > 0
        case "down":
            pass
        case _:
            assert_never(mode)
    return -whole if above < 0 else whole


def rounded(value: c.Expr, reach: c.Range, how: t.Rounding) -> c.Expr:
    """A number rounded, in the core; the range of the number tells which sides of 0 it can be on."""
    size = times(1 / how.unit, value)
    if how.mode == "half even":
        # floor(x/2 + 1/4) + ceiling(x/2 − 1/4) is x rounded to the nearest whole number, ties to the even one
        half = times(_HALF / how.unit, value)
        found: c.Expr = c.Add(
            (c.Floor(c.Add((half, literal(_QUARTER)))), c.Ceiling(c.Subtract(half, literal(_QUARTER))))
        )
    else:
        found = of_both_sides(*_sides(size, how.mode), reach)
    return times(how.unit, found)


def of_both_sides(above: c.Expr, below: c.Expr, reach: c.Range) -> c.Expr:
    """One of two, by the sign of the number, on which the other is 0 or on the wrong side of it."""
    if reach.low is not None and reach.low >= 0:
        return above
    if reach.high is not None and reach.high <= 0:
        return below
    return add(c.Maximum((ZERO, above)), c.Minimum((ZERO, below)))


def _sides(size: c.Expr, mode: t.Mode) -> tuple[c.Expr, c.Expr]:
    """What a mode makes of a number that is not negative, and of one that is not positive."""
    match mode:
        case "half up":
            return c.Floor(c.Add((size, literal(_HALF)))), c.Ceiling(c.Subtract(size, literal(_HALF)))
        case "up":
            return c.Ceiling(size), c.Floor(size)
        case "down":
            return c.Floor(size), c.Ceiling(size)
        case _:
            raise AssertionError("half even is the same on both sides")
