"""The reference interpreter: what a plan means, on exact fractions, obvious and slow.

Every other evaluator is held against this one. Comes in: a plan and checked values. Goes out: the value
of every step.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias, assert_never

from rubric_dsl.model.calendar import up_to
from rubric_dsl.plan import core as c
from rubric_dsl.plan import folds
from rubric_dsl.plan.inexact import log_floor, root_floor
from rubric_dsl.plan.rounding import units_of
from rubric_dsl.syntax.tree import Mode

Value: TypeAlias = "Fraction | bool | str | tuple[Value, ...]"


def _number(item: c.Expr, inputs: Mapping[str, Value], steps: Sequence[Value]) -> Fraction:
    found = evaluate(item, inputs, steps)
    assert isinstance(found, Fraction), f"a number, not {found!r}"
    return found


def _holds(item: c.Expr, inputs: Mapping[str, Value], steps: Sequence[Value]) -> bool:
    found = evaluate(item, inputs, steps)
    assert isinstance(found, bool), f"a truth, not {found!r}"
    return found


def evaluate(item: c.Expr, inputs: Mapping[str, Value], steps: Sequence[Value]) -> Value:
    """One expression, given the metrics and the steps before it."""

    def number(operand: c.Expr) -> Fraction:
        return _number(operand, inputs, steps)

    def holds(operand: c.Expr) -> bool:
        return _holds(operand, inputs, steps)

    match item:
        case c.Literal() | c.Truth():
            return item.value
        case c.Input():
            if item.absent is not None and item.metric not in inputs:
                return evaluate(item.absent, inputs, steps)
            return inputs[item.metric]
        case c.Given():
            return item.metric in inputs
        case c.Ref():
            return steps[item.step]
        case c.Add():
            return sum((number(operand) for operand in item.operands), Fraction(0))
        case c.Subtract():
            return number(item.left) - number(item.right)
        case c.Multiply():
            return number(item.left) * number(item.right)
        case c.Divide():
            return number(item.left) / number(item.right)
        case c.Minimum():
            return min(number(operand) for operand in item.operands)
        case c.Maximum():
            return max(number(operand) for operand in item.operands)
        case c.Floor():
            return Fraction(number(item.operand).__floor__())
        case c.Ceiling():
            return Fraction(number(item.operand).__ceil__())
        case c.Workdays():
            return Fraction(up_to(item.calendar, int(number(item.operand))))
        case c.Root():
            return Fraction(root_floor(number(item.operand), item.degree))
        case c.Log():
            return Fraction(log_floor(number(item.operand), item.base, item.unit))
        case c.Compare():
            left, right = number(item.left), number(item.right)
            match item.relation:
                case "≥":
                    return left >= right
                case ">":
                    return left > right
                case "≤":
                    return left <= right
                case "<":
                    return left < right
                case "=":
                    return left == right
                case "≠":
                    return left != right
                case _:
                    assert_never(item.relation)
        case c.And():
            return all(holds(operand) for operand in item.operands)
        case c.Or():
            return any(holds(operand) for operand in item.operands)
        case c.Not():
            return not holds(item.operand)
        case c.Select():
            place = number(item.index)
            assert place.denominator == 1 and 0 <= place < len(item.cases), f"a place in the row, not {place}"
            return number(item.cases[int(place)])
        case c.Choose():
            return number(item.then) if holds(item.condition) else number(item.otherwise)
        case c.Item():
            return inputs[item.field]
        case c.Fold():
            return _fold(item, inputs, steps)
        case _:
            assert_never(item)


def entries(fold: c.Fold, inputs: Mapping[str, Value]) -> list[Mapping[str, Value]]:
    """What the names inside a fold mean, for each of its entries."""
    listed = inputs[fold.source]
    assert isinstance(listed, tuple), f"{fold.source} is a list"
    if fold.source == c.COHORT:
        all_of_them = {c.COHORT: listed}
        return [ChainMap(subject, all_of_them) for subject in listed]  # type: ignore[arg-type]  # of mappings
    found: list[Mapping[str, Value]] = []
    for entry in listed:
        parts = entry if isinstance(entry, tuple) else (entry,)
        found.append(ChainMap(dict(zip(fold.fields, parts, strict=True)), inputs))  # type: ignore[arg-type]
    return found


def _fold(item: c.Fold, inputs: Mapping[str, Value], steps: Sequence[Value]) -> Fraction:
    counted = [
        entry for entry in entries(item, inputs) if item.where is None or _holds(item.where, entry, steps)
    ]
    values = [_number(item.value, entry, steps) for entry in counted]
    keys = [entry[item.once_per] if item.once_per is not None else None for entry in counted]
    left = [values[place] for place in folds.kept(item, values, keys)]
    if not left and item.empty is not None:
        return _number(item.empty, inputs, steps)
    return folds.folded(item.how, folds.weighted(item, left))


def interpret(
    plan: c.Plan, inputs: Mapping[str, Value], known: Mapping[int, Any] | None = None
) -> list[Value]:
    """The value of every step, in order.

    What is said of all subjects together is read from ``known``, by its step, or else from their values,
    which are then the input :data:`rubric_dsl.plan.core.COHORT`.
    """
    steps: list[Value] = []
    own = {one.step: one.own for one in plan.statistics}
    for step in plan.steps:
        found = known.get(step.index) if known else None
        if found is None:
            steps.append(evaluate(step.expr, inputs, steps))
        elif isinstance(found, Fraction):
            steps.append(found)
        else:
            place = own[step.index]
            assert place is not None, "a rank is that of a value"
            steps.append(found.before(steps[place]))
    return steps


def round_to(value: Fraction, mode: Mode, places: int) -> int:
    """A value rounded once, as a whole number of units of 10^-places.

    ``half up``, ``up`` and ``down`` go by the magnitude, as spreadsheets do: −0.5 half up is −1.
    """
    return units_of(value, mode, Fraction(1, 10**places))
