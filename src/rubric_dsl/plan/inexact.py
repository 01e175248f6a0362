"""Roots and logarithms: numbers without an end, of which only an exact floor is ever taken.

Comes in: exact numbers. Goes out: whole numbers, exact whatever the digits.

>>> root_floor(Fraction(50), 2), log_floor(Fraction(2), "10", Fraction(1, 100))
(7, 30)
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import isqrt
from typing import Literal

Base = Literal["10", "e"]


def whole_root(value: int, degree: int) -> int:
    """The greatest whole number whose ``degree``-th power is not above a value that is not negative."""
    value = value.__floor__()  # "what if" asks with fractions too
    if degree == 2:
        return isqrt(value)
    if value < 2:
        return value
    found = 1 << -(-value.bit_length() // degree)  # above the root; from there Newton's steps fall
    while True:
        nearer = ((degree - 1) * found + value // found ** (degree - 1)) // degree
        if nearer >= found:
            return found
        found = nearer


def root_floor(value: Fraction, degree: int) -> int:
    """The floor of a root: that of the number's own floor, for no whole power lies between the two."""
    return whole_root(value.__floor__(), degree)


def log_floor(value: Fraction, base: Base, unit: Fraction) -> int:
    """How many whole units the logarithm of a number above 0 has."""
    return whole_logarithm(value.numerator, value.denominator, base, unit.numerator, unit.denominator)


def whole_logarithm(above: int, below: int, base: Base, up: int, down: int) -> int:
    """The floor of log(above/below) in units of up/down.

    A logarithm of a rational number is a whole number of such units only where the number is a whole power
    of ten (or, for ln, 1). Everywhere else some number of digits decides.
    """
    value = Fraction(above) / below
    exponent = _whole_exponent(value, base)
    if exponent is not None:
        return exponent * down // up
    digits = 30
    while True:
        low, high = _enclosed(value, base, digits)
        floors = {(end * down / up).__floor__() for end in (low, high)}
        if len(floors) == 1:
            return floors.pop()
        digits *= 2


def _whole_exponent(value: Fraction, base: Base) -> int | None:
    """The whole number that a logarithm is, or None."""
    if value == 1:
        return 0
    if base == "e":
        return None
    larger, sign = (value.numerator, 1) if value.denominator == 1 else (value.denominator, -1)
    if min(value.numerator, value.denominator) != 1:
        return None
    exponent = len(str(larger)) - 1
    return sign * exponent if larger == 10**exponent else None


def _enclosed(value: Fraction, base: Base, digits: int) -> tuple[Fraction, Fraction]:
    """Two numbers between which the logarithm lies, for so many digits of work.

    Decimal's logarithms are rounded correctly; a whole last digit is more than they can be off by.
    """
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN, Emax=10**6, Emin=-(10**6))
    ends = [Fraction(0), Fraction(0)]
    for number, sign in ((value.numerator, 1), (value.denominator, -1)):
        found = context.ln(Decimal(number)) if base == "e" else context.log10(Decimal(number))
        off = Fraction(10) ** (found.adjusted() - digits + 1)
        exact = sign * Fraction(found)
        ends = [ends[0] + exact - off, ends[1] + exact + off]
    return ends[0], ends[1]
