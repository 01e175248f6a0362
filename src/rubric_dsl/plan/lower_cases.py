"""Rules by case → core: each case's rule is lowered in full, and the first condition that holds picks one.
What the condition says of a divisor guards it, as in a conditional.

Comes in: a bound rule by case, and what lowers the rule of one. Goes out: a choice between the points of the
cases. The steps of a case carry its number, so that the account can tell only the one that was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rubric_dsl.plan import core as c
from rubric_dsl.plan.guards import facts_of
from rubric_dsl.plan.lower_expressions import ExpressionLowering
from rubric_dsl.syntax import tree as t

OfCase = Callable[[t.Rule], c.Ref]
"""The points that the rule of a case gives, after its bounds."""


def _known(rule: t.Cases, number: int) -> Iterator[tuple[t.Expression, bool]]:
    """What holds in a case, and what does not."""
    for place, row in enumerate(rule.rows[: number + 1]):
        if row.condition is not None:
            yield row.condition, place == number


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
        before = len(steps.facts)
        for asked_of, holds in _known(rule, number):
            steps.facts.extend(facts_of(asked_of, holds, outside.expression))
        try:
            points.append(of_case(row.rule))
        finally:
            steps.branch = steps.taken = None
            del steps.facts[before:]
    found: c.Expr = points[-1]
    for condition, one in reversed(list(zip(held, points[:-1], strict=False))):
        found = c.Choose(condition, one, found)
    return steps.number("earned", owner, found, rule.span)
