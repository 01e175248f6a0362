"""Which expressions are shares of a whole, so that one hundredth of them may be a percentage point.

Comes in: a bound expression. Goes out: whether it is written in percent, is read from a metric or derived
value that is, or is a quotient of two quantities.
"""

from __future__ import annotations

from rubric_dsl.plan.steps import Steps
from rubric_dsl.syntax import tree as t


def is_share(item: t.Expression, steps: Steps) -> bool:
    """Whether a number may be meant as a share: ``90%``, ``done / target``, a metric declared in percent."""
    match item:
        case t.Number():
            return item.percent or item.points or (0 < item.value < 1 and not item.unit)
        case t.Name():
            metric = steps.metrics.get(item.text)
            return item.text in steps.shares if metric is None else metric.percent
        case t.Operation():
            if item.operator == "/":
                return not isinstance(item.right, t.Number)
            left, right = is_share(item.left, steps), is_share(item.right, steps)
            return (left and right) if item.operator == "×" else (left or right)
        case t.Negative() | t.Rounded():
            return is_share(item.operand, steps)
        case _:
            return False
