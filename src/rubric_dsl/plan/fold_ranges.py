"""The ranges of folds: how many entries count, and where what comes of them can lie.

Comes in: a fold, the range of what one entry gives, the metrics. Goes out: a range, never too narrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.core import Range

_ZERO = Fraction(0)


def count_of(item: c.Fold, metrics: Mapping[str, Metric]) -> Range:
    """How many entries of a fold can count; where nobody is left in a cohort, only a count is known."""
    least, most = Fraction(item.how != "count"), None
    if item.source != c.COHORT:
        listed = metrics[item.source].entries
        assert listed is not None, f"{item.source} is a list"
        least, most = Fraction(listed.least), Fraction(listed.most)
    if item.where is not None and item.source != c.COHORT:
        least = _ZERO
    if item.once_per is not None:
        least = min(least, Fraction(1))
    if item.best is not None:
        least = min(least, Fraction(item.best))
        most = Fraction(item.best) if most is None else min(most, Fraction(item.best))
    if item.spare is not None:
        ends, than = item.spare
        least, most = _spared(least, most, Fraction(2 * ends), Fraction(than))
    if item.closest is not None:
        least, most = min(least, Fraction(2)), Fraction(2) if most is None else min(most, Fraction(2))
    return Range(least, most, True)


def _spared(
    least: Fraction, most: Fraction | None, gone: Fraction, than: Fraction
) -> tuple[Fraction, Fraction | None]:
    """How many are left where some go of more than so many."""
    if most is not None and most <= than:
        return least, most
    fewest = least - gone if least > than else min(least, than + 1 - gone)
    return fewest, None if most is None else max(most - gone, than if least <= than else _ZERO)


def fold(item: c.Fold, value: Range, count: Range) -> Range:
    """The range of a fold over entries of which each lies in a range; what no entries give is left out."""
    assert count.low is not None
    match item.how:
        case "count":
            return count
        case "least" | "greatest" | "mean" | "median":
            return Range(value.low, value.high, value.whole and item.how in ("least", "greatest"))
        case "sum" if item.shares:
            return _weighted(item, value, count)
        case "sum":
            low = (
                None
                if value.low is None
                else _product(value.low, count.low if value.low >= 0 else count.high)
            )
            high = (
                None
                if value.high is None
                else _product(value.high, count.high if value.high >= 0 else count.low)
            )
            return Range(low, high, value.whole)
        case _:
            assert_never(item.how)


def _product(end: Fraction, count: Fraction | None) -> Fraction | None:
    if not end:
        return _ZERO
    return None if count is None else end * count


def _weighted(item: c.Fold, value: Range, count: Range) -> Range:
    """Any number of entries from the fewest to the most may be there; each share only ever adds one way."""

    def total(entries: Fraction | None) -> Fraction | None:
        if entries is None:
            return None if item.further else sum(item.shares, _ZERO)
        named = sum(item.shares[: int(entries)], _ZERO)
        return named + item.further * max(_ZERO, entries - len(item.shares))

    assert count.low is not None
    few, many = total(count.low), total(count.high)
    low = None if value.low is None else _product(value.low, few if value.low >= 0 else many)
    high = None if value.high is None else _product(value.high, many if value.high >= 0 else few)
    shares_whole = all(share.denominator == 1 for share in (*item.shares, item.further))
    return Range(low, high, value.whole and shares_whole)
