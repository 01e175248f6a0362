"""Exact texts as a narrow column shows them.

>>> brief("15/2"), brief("80/3"), change("-6"), share("3", "4")
('7.5', '≈26.67', '−6', 75.0)
"""

from __future__ import annotations

from fractions import Fraction

from rubric_dsl.explanation.figures import MINUS, shown, signed

APPROXIMATE = "≈"
MOST_PLACES = 4
"""A decimal with more places than this is shortened in a column; its exact text stands beside it."""


def brief(text: str) -> str:
    """The number itself where it is short, otherwise two places behind a ``≈``."""
    whole = shown(text)
    if "(" not in whole and len(whole.partition(".")[2]) <= MOST_PLACES:
        return whole
    number = Fraction(text)
    hundredths = (abs(number) * 200 + 1) // 2
    sign = MINUS if number < 0 else ""
    return f"{APPROXIMATE}{sign}{hundredths // 100}.{hundredths % 100:02d}"


def change(text: str) -> str:
    """A difference as a column shows it: ``+5``, ``−6``, ``≈−3.33``; zero has no sign."""
    short = brief(text)
    if short.startswith(APPROXIMATE):
        return short if Fraction(text) < 0 else short.replace(APPROXIMATE, APPROXIMATE + "+")
    return signed(text)


def negative(text: str) -> str:
    """The exact text with its sign turned."""
    if text == "0":
        return text
    return text[1:] if text.startswith("-") else "-" + text


def share(points: str, most: str) -> float:
    """Points as a percentage of the most, kept within 0 and 100: the length of a bar."""
    whole = Fraction(most)
    if whole <= 0:
        return 100.0 if Fraction(points) >= whole else 0.0
    return float(round(min(Fraction(1), max(Fraction(0), Fraction(points) / whole)) * 100, 3))
