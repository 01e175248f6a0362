"""Figures as rubrics write them, the same in both spellings."""

from __future__ import annotations

from fractions import Fraction


def spell_number(value: Fraction) -> str:
    """A literal as a decimal (every literal of the language is one)."""
    places, rest = 0, value
    while rest.denominator != 1:
        places, rest = places + 1, rest * 10
        assert places <= 80, "a literal is a finite decimal"
    digits = str(abs(rest.numerator)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"−{text}" if value < 0 else text
