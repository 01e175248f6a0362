"""Interval arithmetic over the core: from the metrics' ranges to the range of every value.

Ends are exact fractions; None means no end. The result is never too narrow; where a value is used twice
it may be wider than the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from attrs import frozen

from rubric_dsl.model.calendar import Calendar, up_to
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.core import Range
from rubric_dsl.plan.fold_ranges import count_of, fold
from rubric_dsl.plan.inexact import log_floor, root_floor

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
    return (
        item.nonzero or (item.low is not None and item.low > 0) or (item.high is not None and item.high < 0)
    )


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


def _inexact(item: c.Root | c.Log, operand: Range) -> Range:
    """The range of the floor of a root or a logarithm: both rise with their operand."""

    def floor(end: Fraction | None) -> Fraction | None:
        if end is None:
            return None
        if isinstance(item, c.Root):
            return Fraction(root_floor(end, item.degree))
        return Fraction(log_floor(end, item.base, item.unit)) if end > 0 else None

    return Range(floor(operand.low), floor(operand.high), True)


def _guards(item: c.Choose) -> bool:
    """``x if x > 0 else 1``"""
    held = item.condition
    return (
        isinstance(held, c.Compare)
        and held.relation == ">"
        and held.left == item.then
        and held.right == c.Literal(_ZERO)
    )


def _above_zero(then: Range, otherwise: Range) -> Range:
    """The range of a number where it is above 0, and of another one elsewhere."""
    least = Fraction(1) if then.whole else _ZERO
    low = least if then.low is None or then.low < least else then.low
    found = _choose(Range(low, then.high, then.whole), otherwise)
    return Range(found.low, found.high, found.whole, excludes_zero(otherwise))


def _choose(then: Range, otherwise: Range) -> Range:
    low = None if then.low is None or otherwise.low is None else min(then.low, otherwise.low)
    high = None if then.high is None or otherwise.high is None else max(then.high, otherwise.high)
    return Range(low, high, then.whole and otherwise.whole)


Known = Mapping[c.Expr, Range]
"""What is known of metrics and steps where a condition holds."""


def _narrowed(found: Range, known: Range | None) -> Range:
    """A range with what is known besides; where both cannot be, the place is never reached."""
    if known is None:
        return found
    lows = [end for end in (found.low, known.low) if end is not None]
    highs = [end for end in (found.high, known.high) if end is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return found if low is not None and high is not None and low > high else Range(low, high, found.whole)


_TURNED: dict[c.Relation, c.Relation] = {"≥": "<", ">": "≤", "≤": ">", "<": "≥", "=": "≠", "≠": "="}
_MIRROR: dict[c.Relation, c.Relation] = {"≥": "≤", ">": "<", "≤": "≥", "<": ">", "=": "=", "≠": "≠"}


def known_where(condition: c.Expr, held: bool, made: Sequence[c.Step], known: Known) -> Known:
    """What is known of metrics and steps where a condition holds, or where it does not."""
    match condition:
        case c.Ref():
            return known_where(made[condition.step].expr, held, made, known) if made else known
        case c.Not():
            return known_where(condition.operand, not held, made, known)
        case c.And() | c.Or() if isinstance(condition, c.And) == held:
            for operand in condition.operands:
                known = known_where(operand, held, made, known)
            return known
        case c.Compare():
            left, right, relation = condition.left, condition.right, condition.relation
            if isinstance(left, c.Literal):
                left, right, relation = right, left, _MIRROR[relation]
            relation = relation if held else _TURNED[relation]
            if (
                not isinstance(left, c.Input | c.Item | c.Ref)
                or not isinstance(right, c.Literal)
                or relation == "≠"
            ):
                return known
            low = right.value if relation in ("≥", ">", "=") else None
            high = right.value if relation in ("≤", "<", "=") else None
            before = known.get(left, Range(None, None))
            return {**known, left: _narrowed(before, Range(low, high))}
        case _:
            return known


def range_of(
    expr: c.Expr,
    metrics: Mapping[str, Metric],
    steps: Sequence[Range | None],
    made: Sequence[c.Step] = (),
    known: Known | None = None,
) -> Range:
    """The range of a number, given those of the steps before it, and the steps where they are known."""
    return _Look(metrics, steps, made).look(expr, known or {})


@frozen
class _Look:
    """Looks at expressions from within conditions: each side of a choice knows which side it is."""

    metrics: Mapping[str, Metric]
    steps: Sequence[Range | None]
    made: Sequence[c.Step]

    def sides(self, item: c.Choose, known: Known) -> tuple[Range, Range]:
        """The ranges of both sides of a choice."""
        then = known_where(item.condition, True, self.made, known)
        otherwise = known_where(item.condition, False, self.made, known)
        return self.look(item.then, then), self.look(item.otherwise, otherwise)

    def look(self, item: c.Expr, known: Known) -> Range:
        """The range of one expression."""

        def inside(operand: c.Expr) -> Range:
            return self.look(operand, known)

        match item:
            case c.Literal():
                return Range(item.value, item.value, item.value.denominator == 1)
            case c.Input():
                own = of_metric(self.metrics[item.metric])
                own = own if item.absent is None else _choose(own, inside(item.absent))
                return _narrowed(own, known.get(item))
            case c.Ref():
                found = self.steps[item.step]
                assert found is not None, "a truth is no number"
                return _narrowed(found, known.get(item))
            case c.Add():
                total = Range(_ZERO, _ZERO, True)
                for operand in item.operands:
                    total = add(total, inside(operand))
                return total
            case c.Subtract():
                return add(inside(item.left), _negate(inside(item.right)))
            case c.Multiply():
                return multiply(inside(item.left), inside(item.right))
            case c.Divide():
                return divide(inside(item.left), inside(item.right))
            case c.Minimum():
                return _least([inside(operand) for operand in item.operands])
            case c.Maximum():
                return _negate(_least([_negate(inside(operand)) for operand in item.operands]))
            case c.Floor():
                return _floor(inside(item.operand))
            case c.Ceiling():
                return _negate(_floor(_negate(inside(item.operand))))
            case c.Workdays():
                return _workdays(item.calendar, inside(item.operand))
            case c.Root() | c.Log():
                return _inexact(item, inside(item.operand))
            case c.Choose() if _guards(item):
                return _above_zero(inside(item.then), inside(item.otherwise))
            case c.Choose():
                return _choose(*self.sides(item, known))
            case c.Select():
                first, *others = [inside(case) for case in item.cases]
                for other in others:
                    first = _choose(first, other)
                return first
            case c.Item():
                return _narrowed(of_metric(self.metrics[item.field]), known.get(item))
            case c.Fold():
                found = fold(item, inside(item.value), count_of(item, self.metrics))
                return found if item.empty is None else _choose(found, inside(item.empty))
            case c.Truth() | c.Compare() | c.And() | c.Or() | c.Not() | c.Given():
                raise AssertionError("a truth has no range")
            case _:
                assert_never(item)


def sides_of(
    item: c.Choose, metrics: Mapping[str, Metric], steps: Sequence[Range | None], made: Sequence[c.Step]
) -> tuple[Range, Range]:
    """The ranges of both sides of a choice, each with what its condition says."""
    return _Look(metrics, steps, made).sides(item, {})
