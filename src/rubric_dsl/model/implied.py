"""A rule on its own: what its undeclared names must be.

A name that is compared or counted is a count, one that stands below a division line a count from 1, one
that holds or does not hold a yes/no, one that is compared with
a date or ends `days from … to …` a date, and one that is itself the points an amount.
"""

from __future__ import annotations

from fractions import Fraction

from rubric_dsl.model.rubric import FIRST_DAY, LAST_DAY, Labels, Metric
from rubric_dsl.syntax import tree as t


def _metric(name: str, kind: t.Kind, low: int | None) -> Metric:
    return Metric(name, kind, None if low is None else Fraction(low), None, Labels(name))


def _days(*ends: t.Expression | None) -> dict[str, Metric]:
    """The names among the ends of a comparison with a day, or of a number of days."""
    first, last = Fraction(FIRST_DAY), Fraction(LAST_DAY)
    names = [end.text for end in ends if isinstance(end, t.Name)]
    return {name: Metric(name, "date", first, last, Labels(name)) for name in names}


def _measured(target: t.Expression) -> t.Kind:
    """What is compared with a target: a share or a decimal is no count."""
    in_parts = isinstance(target, t.Number) and (target.percent or target.value.denominator != 1)
    return "amount" if in_parts else "count"


def implied_metrics(rule: t.Rule) -> dict[str, Metric]:
    """The metrics of a rule, by name, in the order of the text."""
    found: dict[str, Metric] = {}

    def number(item: t.Expression | None, kind: t.Kind, divisor: bool = False) -> None:
        match item:
            case t.Name():
                known = found.get(item.text)
                if known is None or (divisor and known.low == 0):
                    found[item.text] = _metric(item.text, kind, 1 if divisor else 0)
            case t.Operation():
                number(item.left, kind, divisor)
                number(item.right, kind, divisor or item.operator == "/")
            case t.Negative() | t.Rounded():
                number(item.operand, kind, divisor)
            case t.Days():
                found.update(_days(item.first, item.last))
            case _:
                condition(item) if item is not None and not isinstance(item, t.Number) else None

    def condition(item: t.Expression) -> None:
        match item:
            case t.Name():
                found.setdefault(item.text, _metric(item.text, "yes/no", None))
            case t.Not():
                condition(item.operand)
            case t.Both() | t.Either():
                for operand in item.operands:
                    condition(operand)
            case t.Listed():
                for name in item.names:
                    condition(name)
            case t.Compare():
                if item.left is None and isinstance(item.right, t.Number) and item.right.unit:
                    found.setdefault(item.right.unit, _metric(item.right.unit, "count", 0))
                if isinstance(item.left, t.Day) or isinstance(item.right, t.Day):
                    found.update(_days(item.left, item.right))
                    return
                number(item.left, _measured(item.right))
                number(item.right, "count")
            case _:
                number(item, "count")

    match rule:
        case t.Award():
            condition(rule.condition)
            shares = any(step.per.measure in ("percent", "percent of target") for step in rule.steps)
            if isinstance(rule.condition, t.Compare) and (shares or isinstance(rule.short, t.Proportion)):
                number(rule.condition.right, "count", divisor=True)
        case t.Tally():
            for step in rule.steps:
                shares = step.per.measure != "number"
                number(step.per.of, "amount" if shares else "count")
                number(step.per.reference, "amount" if shares else "count", divisor=shares)
        case t.Formula():
            number(rule.expression, "amount")
    return found
