"""What a condition says of a number: ``x is 0``, ``x > 0`` guard what is worked out on either side of it.

Comes in: a bound condition and whether it holds. Goes out: the comparisons with figures that hold then; and,
for a number, whether they keep it away from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from rubric_dsl.plan import core as c
from rubric_dsl.syntax import tree as t

Fact = tuple[c.Expr, str, Fraction]
"""A number, how it stands to a figure, and the figure."""

_OPPOSITE = {"≥": "<", ">": "≤", "≤": ">", "<": "≥", "=": "≠", "≠": "="}
_MIRROR = {"≥": "≤", ">": "<", "≤": "≥", "<": ">", "=": "=", "≠": "≠"}


def facts_of(item: t.Expression, holds: bool, lowered: Callable[[t.Expression], c.Expr]) -> Iterator[Fact]:
    """The comparisons with figures that are known where a condition holds, or where it does not."""
    match item:
        case t.Not():
            yield from facts_of(item.operand, not holds, lowered)
        case t.Both() if holds:
            for operand in item.operands:
                yield from facts_of(operand, True, lowered)
        case t.Either() if not holds:
            for operand in item.operands:
                yield from facts_of(operand, False, lowered)
        case t.Compare() if item.left is not None and item.operator in _OPPOSITE:
            operator: str = item.operator
            left, right = item.left, item.right
            if isinstance(left, t.Number):
                left, right, operator = right, left, _MIRROR[operator]
            if isinstance(right, t.Number) and not isinstance(left, t.Number):
                yield lowered(left), operator if holds else _OPPOSITE[operator], right.value
        case t.Between() if holds and item.operand is not None:
            for operator, end in ((item.lower, item.low), (item.upper, item.high)):
                if isinstance(end, t.Number):
                    yield lowered(item.operand), operator, end.value
        case _:
            pass


def keeps_from_zero(item: c.Expr, facts: Iterable[Fact]) -> bool:
    """Whether something known says that a number is not 0."""
    return any(
        known == item
        and (
            (relation == ">" and figure >= 0)
            or (relation == "≥" and figure > 0)
            or (relation == "<" and figure <= 0)
            or (relation == "≤" and figure < 0)
            or (relation == "≠" and figure == 0)
            or (relation == "=" and figure != 0)
        )
        for known, relation, figure in facts
    )


def keeps_above_zero(item: c.Expr, facts: Iterable[Fact], *, itself: bool) -> bool:
    """Whether something known says that a number is above 0; with ``itself``, 0 will do."""
    return any(
        known == item
        and (
            (relation == ">" and figure >= 0)
            or (relation in ("≥", "=") and (figure > 0 or (itself and figure == 0)))
        )
        for known, relation, figure in facts
    )
