"""Interval arithmetic over the core: from the metrics' ranges to the range of every value.

Ends are exact fractions; None means no end. The result is never too narrow; where a value is used twice
it may be wider than the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from rubric_dsl.model.calendar import Calendar, up_to
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.core import Range

_ZERO = Fraction(0)


def of_metric(metric: Metric) -> Range:
    """A metric's declared range."""
    return Range(metric.low, metric.high, metric.whole)


def _add(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right


def _negate(item: Range) -> Range:
    return Range(
        None if item.high is None else -item.high, None if item.low is None else -item.low, item.whole
    )


def add(left: Range, right: Range) -> Range:
    """The range of a sum."""
    return Range(_add(left.low, right.low), _add(left.high, right.high), left.whole and right.whole)


def multiply(left: Range, right: Range) -> Range:
    """The range of a product."""
    low: Fraction | None = None
    high: Fraction | None = None
    infinite_low = infinite_high = False
    for first, first_side in ((left.low, -1), (left.high, 1)):
        for second, second_side in ((right.low, -1), (right.high, 1)):
            if first is not None and second is not None:
                product = first * second
            elif first == 0 or second == 0:
                product = _ZERO
            else:
                sign = (first_side if first is None else _sign(first)) * (
                    second_side if second is None else _sign(second)
                )
                infinite_high = infinite_high or sign > 0
                infinite_low = infinite_low or sign < 0
                continue
            low = product if low is None or product < low else low
            high = product if high is None or product > high else high
    whole = left.whole and right.whole
    return Range(None if infinite_low else low, None if infinite_high else high, whole)


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def divide(left: Range, right: Range) -> Range:
    """The range of a quotient whose divisor does not reach zero."""
    assert excludes_zero(right), "the lowering proves that a divisor is never zero"
    inverse_low = _ZERO if right.high is None else (1 / right.high if right.high else None)
    inverse_high = _ZERO if right.low is None else (1 / right.low if right.low else None)
    return multiply(left, Range(inverse_low, inverse_high))


def excludes_zero(item: Range) -> bool:
    """Whether a number with this range can never be zero."""
    return (item.low is not None and item.low > 0) or (item.high is not None and item.high < 0)


def _least(items: Sequence[Range]) -> Range:
    lows = [item.low for item in items]
    highs = [item.high for item in items if item.high is not None]
    low = None if None in lows else min(low for low in lows if low is not None)
    return Range(low, min(highs) if highs else None, all(item.whole for item in items))


def _floor(item: Range) -> Range:
    def down(end: Fraction | None) -> Fraction | None:
        return None if end is None else Fraction(end.__floor__())

    return Range(down(item.low), down(item.high), True)


def _workdays(calendar: Calendar, day: Range) -> Range:
    assert day.low is not None and day.high is not None, "the days of a calendar are within its own"
    assert calendar.first - 1 <= day.low and day.high <= calendar.last, (
        "and so is every day that is looked up"
    )
    low, high = up_to(calendar, int(day.low)), up_to(calendar, int(day.high))
    return Range(Fraction(low), Fraction(high), True)


def _choose(then: Range, otherwise: Range) -> Range:
    low = None if then.low is None or otherwise.low is None else min(then.low, otherwise.low)
    high = None if then.high is None or otherwise.high is None else max(then.high, otherwise.high)
    return Range(low, high, then.whole and otherwise.whole)


def count_of(item: c.Fold, metrics: Mapping[str, Metric]) -> Range:
    """How many entries of a fold can count."""
    least, most = Fraction(1), None
    if item.source != c.COHORT:
        listed = metrics[item.source].entries
        assert listed is not None, f"{item.source} is a list"
        least, most = Fraction(listed.least), Fraction(listed.most)
    if item.where is not None:
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


def range_of(expr: c.Expr, metrics: Mapping[str, Metric], steps: Sequence[Range | None]) -> Range:
    """The range of a number, given those of the steps before it."""

    def look(item: c.Expr) -> Range:
        match item:
            case c.Literal():
                return Range(item.value, item.value, item.value.denominator == 1)
            case c.Input():
                return of_metric(metrics[item.metric])
            case c.Ref():
                found = steps[item.step]
                assert found is not None, "a truth is no number"
                return found
            case c.Add():
                total = Range(_ZERO, _ZERO, True)
                for operand in item.operands:
                    total = add(total, look(operand))
                return total
            case c.Subtract():
                return add(look(item.left), _negate(look(item.right)))
            case c.Multiply():
                return multiply(look(item.left), look(item.right))
            case c.Divide():
                return divide(look(item.left), look(item.right))
            case c.Minimum():
                return _least([look(operand) for operand in item.operands])
            case c.Maximum():
                return _negate(_least([_negate(look(operand)) for operand in item.operands]))
            case c.Floor():
                return _floor(look(item.operand))
            case c.Ceiling():
                return _negate(_floor(_negate(look(item.operand))))
            case c.Workdays():
                return _workdays(item.calendar, look(item.operand))
            case c.Choose():
                return _choose(look(item.then), look(item.otherwise))
            case c.Item():
                return of_metric(metrics[item.field])
            case c.Fold():
                value = look(item.value)
                found = fold(item, value, count_of(item, metrics))
                return found if item.empty is None else _choose(found, look(item.empty))
            case c.Truth() | c.Compare() | c.And() | c.Or() | c.Not():
                raise AssertionError("a truth has no range")
            case _:
                assert_never(item)

    return look(expr)
