"""Rules by case → core: each case's rule is lowered in full, and the first condition that holds picks one.

Comes in: a bound rule by case, and what lowers the rule of one. Goes out: a choice between the points of the
cases. The steps of a case carry its number, so that the account can tell only the one that was taken.
"""

from __future__ import annotations

from collections.abc import Callable

from rubric_dsl.plan import core as c
from rubric_dsl.plan.lower_expressions import ExpressionLowering
from rubric_dsl.syntax import tree as t

OfCase = Callable[[t.Rule], c.Ref]
"""The points that the rule of a case gives, after its bounds."""


def lower_cases(outside: ExpressionLowering, rule: t.Cases, of_case: OfCase) -> c.Ref:
    """A choice between the points of the cases; without ``otherwise`` the last is all that is left."""
    steps, owner = outside.steps, outside.owner
    held: list[c.Expr] = []
    for row in rule.rows:
        if row.condition is not None:
            held.append(steps.truth("case", owner, outside.expression(row.condition), row.span))
    points: list[c.Ref] = []
    for number, row in enumerate(rule.rows):
        asked = (*(c.Not(one) for one in held[:number]), *held[number : number + 1])
        steps.branch, steps.taken = number, asked[0] if len(asked) == 1 else c.And(asked)
        try:
            points.append(of_case(row.rule))
        finally:
            steps.branch = steps.taken = None
    found: c.Expr = points[-1]
    for condition, one in reversed(list(zip(held, points[:-1], strict=False))):
        found = c.Choose(condition, one, found)
    return steps.number("earned", owner, found, rule.span)
