"""Exact texts made readable.

>>> shown("15/2"), shown("80/3"), percent("3/10")
('7.5', '26.67 (80/3)', '30%')
"""

from __future__ import annotations

from fractions import Fraction

MINUS = "−"


def exact(number: Fraction | int) -> str:
    """``24`` or ``15/2``: an integer, or p/q in lowest terms."""
    return str(number)


def _terminating(number: Fraction) -> str | None:
    """The finite decimal text of a fraction, or None when it has none."""
    denominator, places = number.denominator, 0
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return None
    places = max(twos, fives)
    if places > 12:
        return None
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"{MINUS}{text}" if number < 0 else text


def shown(text: str) -> str:
    """An exact text for people: a decimal where it ends, otherwise two places and the fraction."""
    if "/" not in text:
        return text if text[0] != "-" else MINUS + text[1:]
    number = Fraction(text)
    ended = _terminating(number)
    if ended is not None:
        return ended
    hundredths = (abs(number) * 200 + 1) // 2
    if not hundredths:
        return text.replace("-", MINUS)
    sign = MINUS if number < 0 else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d} ({text.replace('-', MINUS)})"


def signed(text: str) -> str:
    """Like :func:`shown`, always with a sign: ``+3``, ``−0.5``; zero stays ``0``."""
    if text == "0":
        return text
    return shown(text) if text.startswith("-") else "+" + shown(text)


def percent(text: str) -> str:
    """A share for people: ``3/10`` → ``30%``, ``1/3`` → ``≈33.33%``."""
    number = Fraction(text) * 100
    ended = _terminating(number)
    if ended is not None:
        return f"{ended}%"
    return f"≈{shown(str(number)).split(' ')[0]}%"


def published_text(units: int, places: int) -> str:
    """Whole units of 10^-places as the published figure."""
    digits = str(abs(units)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return "-" + text if units < 0 else text
