"""Roots and logarithms → core: rounded where they stand, by exact floors alone.

Comes in: a root of what is not negative, or a logarithm of what is above 0, with how it is rounded. Goes
out: an expression of the core.

With m the floor and M the ceiling of twice the number, half up is floor((m + 1) / 2), and half even is
floor((m + 1) / 4) + ceiling((M − 1) / 4).
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from attrs import frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan.rounding import of_both_sides
from rubric_dsl.plan.steps import ONE, ZERO, Steps, over, times
from rubric_dsl.syntax import tree as t

_TWO, _FOUR = Fraction(2), Fraction(4)


def raised(base: c.Expr, exponent: int, reach: c.Range) -> c.Expr:
    """A whole power; an even one of what may be negative goes by its magnitude, as its range shows."""
    if exponent % 2 == 0 and not (reach.low is not None and reach.low >= 0):
        base = c.Maximum((ZERO, base, c.Multiply(c.Literal(Fraction(-1)), base)))
    found = base
    for _ in range(exponent - 1):
        found = c.Multiply(found, base)
    return found


@frozen
class RootOf:
    """A root: of a number that is not negative."""

    operand: c.Expr
    degree: int

    def floor(self, unit: Fraction) -> c.Expr:
        """How many whole units are not above it."""
        return c.Root(times(1 / unit**self.degree, self.operand), self.degree)

    def ceiling(self, unit: Fraction) -> c.Expr:
        """How many whole units are not below it: one more than for the greatest whole number below."""
        whole = c.Ceiling(times(1 / unit**self.degree, self.operand))
        below = c.Root(c.Maximum((ZERO, c.Subtract(whole, ONE))), self.degree)
        return c.Minimum((whole, c.Add((below, ONE))))


@frozen
class LogOf:
    """A logarithm: of a number above 0."""

    operand: c.Expr
    base: t.Base

    def floor(self, unit: Fraction) -> c.Expr:
        """How many whole units are not above it."""
        return c.Log(self.operand, self.base, unit)

    def ceiling(self, unit: Fraction) -> c.Expr:
        """How many whole units are not below it: the logarithm of the inverse, turned round."""
        inverse = c.Log(c.Divide(ONE, self.operand), self.base, unit)
        return c.Multiply(c.Literal(Fraction(-1)), inverse)


def rounded_inexact(value: RootOf | LogOf, how: t.Rounding, steps: Steps) -> c.Expr:
    """A root or a logarithm, rounded."""
    unit = how.unit
    reach = steps.range(value.floor(unit))
    least = steps.range(value.ceiling(unit))
    sides = c.Range(reach.low, least.high)
    match how.mode:
        case "half even":
            low = c.Floor(over(c.Add((value.floor(unit / 2), ONE)), _FOUR))
            high = c.Ceiling(over(c.Subtract(value.ceiling(unit / 2), ONE), _FOUR))
            found: c.Expr = c.Add((low, high))
        case "half up":
            above = c.Floor(over(c.Add((value.floor(unit / 2), ONE)), _TWO))
            below = c.Ceiling(over(c.Subtract(value.ceiling(unit / 2), ONE), _TWO))
            found = of_both_sides(above, below, sides)
        case "up":
            found = of_both_sides(value.ceiling(unit), value.floor(unit), sides)
        case "down":
            found = of_both_sides(value.floor(unit), value.ceiling(unit), sides)
        case _:
            assert_never(how.mode)
    return times(unit, found)
