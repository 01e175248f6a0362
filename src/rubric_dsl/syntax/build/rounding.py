"""Parse trees → syntax trees: how something is rounded.

Comes in: Lark's tree of ``rounded half up to 1 decimal``. Goes out: the node. A mode that is left open is
refused, with what each would give.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, number, tokens, trees

MAX_PLACES = 12
"""Decimals that something may be rounded to."""


def _places(value: Fraction) -> int:
    """The decimals of a literal."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return places


def rounding(item: Branch, place: Place, kind: type[t.Rounding] = t.Rounding) -> t.Rounding:
    """``rounded half up to 2 decimals``, ``rounded down to a multiple of 0.5``, ``四舍五入取整``."""
    span = place.of(item)
    figures = tokens(item, "NUMBER")
    multiple: Fraction | None = None
    places = number(figures[0], place) if figures else Fraction(0)
    if item.data == "rounding_multiple":
        multiple = places
        if not multiple:
            raise Refused(diagnostic("RB0278", place.of(figures[0])))
        places = Fraction(_places(multiple))
    if places.denominator != 1 or places > MAX_PLACES:
        raise Refused(diagnostic("RB0114", span, limit=MAX_PLACES))
    modes = [kid for kid in trees(item) if kid.data == "mode"]
    if not modes:
        unit = Fraction(1, 10 ** int(places)) if multiple is None else multiple
        raise Refused(diagnostic("RB0420", span, unit=str(unit)))
    mode: Any = modes[0].children[0].type.lower().replace("_", " ")  # type: ignore[union-attr]
    return kind(mode, int(places), multiple=multiple, span=span)
