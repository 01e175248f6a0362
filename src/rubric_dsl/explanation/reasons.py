"""The criteria that cost the most, in points of the total.

Comes in: what stands fast of every node, and the values of a subject. Goes out: as many criteria as the
rubric asks for, the dearest first, each with what it cost, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import prod

from rubric_dsl.explanation.account import Reason
from rubric_dsl.explanation.figures import exact
from rubric_dsl.explanation.fixed import Fixed
from rubric_dsl.explanation.reading import Values
from rubric_dsl.plan import core as c


def reasons_of(plan: c.Plan, fixed: Iterable[Fixed], values: Values) -> tuple[Reason, ...] | None:
    """The reasons as an account tells them; None where none are asked for."""
    if plan.rubric.reasons is None:
        return None
    found = dearest(plan, fixed, values)
    return tuple(Reason(one.node.id, one.node.path, one.label, exact(lost)) for one, lost in found)


def dearest(plan: c.Plan, fixed: Iterable[Fixed], values: Values) -> list[tuple[Fixed, Fraction]]:
    """The criteria that cost the most, with what each cost; those that cost nothing are never listed."""
    asked = plan.rubric.reasons
    if asked is None:
        return []
    less = plan.rubric.less_is_better
    found = [(one, cost(one, values, less)) for one in fixed if not one.children]
    found = [(one, lost) for one, lost in found if lost > 0]
    found.sort(key=lambda each: -each[1])  # a stable sort: equal ones stay in the order of the rubric
    listed = found[: asked.count]
    if asked.ties == "together" and listed:
        listed += [each for each in found[asked.count :] if each[1] == listed[-1][1]]
    return listed


def cost(one: Fixed, values: Values, less_is_better: bool) -> Fraction:
    """What a criterion cost on the total: what it is short of its baseline, or of the points in force.

    Where less is better, the points that it gives cost it, from its baseline up. What is not applicable, or
    not among the best that count, costs nothing; a bonus is no loss; a malus costs what it takes.
    """
    if not counts(one, values):
        return Fraction(0)
    factor = Fraction(one.up, one.down) * prod(each.factor(values) for each in one.spread)
    points = values.fraction(one.points)
    if less_is_better:
        return (points - (one.node.baseline or 0)) * factor
    if one.weighted_max == "0" and one.node.least == 0:
        return Fraction(0)  # a bonus
    most = one.node.points if one.force is None else one.force.most(values)
    return ((most if one.node.baseline is None else one.node.baseline) - points) * factor


def counts(one: Fixed, values: Values) -> bool:
    """Whether a node counts: it applies, what it stands in does, and it is among the best that count."""
    if not all(each.counts(values) for each in one.choices):
        return False
    forces = one.above if one.force is None else (one.force, *one.above)
    return all(each.applies(values) for each in forces)
