"""The meaning of folds: many exact values made one, step by step, obvious and slow.

Comes in: what the entries give, in their order, with their keys. Goes out: which of them count, and the
number that comes of them. The account tells the same steps by the same functions.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from rubric_dsl.plan import core as c


def once_per_key(values: Sequence[Fraction], keys: Sequence[Hashable]) -> list[int]:
    """The places that are kept: for each key the greatest value, the first of equal ones."""
    best: dict[Hashable, int] = {}
    for place, (value, key) in enumerate(zip(values, keys, strict=True)):
        if key not in best or value > values[best[key]]:
            best[key] = place
    return sorted(best.values())


def highest_first(values: Sequence[Fraction], places: Sequence[int]) -> list[int]:
    """Places in the order of their values, the greatest first, equal ones as they came."""
    return sorted(places, key=lambda place: -values[place])


def closest_pair(values: Sequence[Fraction], higher: bool) -> tuple[Fraction, Fraction]:
    """The two values with the least difference; of several such pairs the higher or the lower."""
    ordered = sorted(values, reverse=higher)
    pairs = list(pairwise(ordered))
    return min(pairs, key=lambda pair: abs(pair[0] - pair[1]))


def kept(fold: c.Fold, values: Sequence[Fraction], keys: Sequence[Hashable]) -> list[int]:
    """The places of the values that count, in the order in which they are weighted."""
    places = list(range(len(values)))
    if fold.once_per is not None:
        places = once_per_key(values, keys)
    if fold.best is not None:
        places = highest_first(values, places)[: fold.best]
    if fold.spare is not None and len(places) > fold.spare[1]:
        ends = fold.spare[0]
        places = highest_first(values, places)[ends:-ends]
    if fold.closest is not None and len(places) > 2:
        pair = closest_pair([values[place] for place in places], fold.closest == "higher")
        ordered = highest_first(values, places)
        first = next(place for place in ordered if values[place] == max(pair))
        places = [first, next(place for place in ordered if place != first and values[place] == min(pair))]
    if fold.shares:
        places = highest_first(values, places)
    return places


def weighted(fold: c.Fold, values: Sequence[Fraction]) -> list[Fraction]:
    """The values that count, each times its share where shares are said."""
    if not fold.shares:
        return list(values)
    further = [fold.further] * max(0, len(values) - len(fold.shares))
    return [share * value for share, value in zip((*fold.shares, *further), values, strict=False)]


def folded(how: c.How, values: Sequence[Fraction]) -> Fraction:
    """The number that comes of values, of which there is one at least wherever that matters."""
    match how:
        case "sum":
            return sum(values, Fraction(0))
        case "count":
            return Fraction(len(values))
        case "least":
            return min(values)
        case "greatest":
            return max(values)
        case "mean":
            return sum(values, Fraction(0)) / len(values)
        case "median":
            ordered, count = sorted(values), len(values)
            return (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
        case _:
            assert_never(how)
