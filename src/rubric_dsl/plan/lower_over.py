"""A rule of one entry → core: one fold, whose value is all that the rule says.

Comes in: a bound rule over a list, and what lowers the rule inside it. Goes out: a fold. A bound of an entry
that no entry reaches was meant for all of them together, and is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from rubric_dsl.model.rubric import path_of_points
from rubric_dsl.plan import core as c
from rubric_dsl.plan.inlining import inlined, within
from rubric_dsl.plan.lower_expressions import ExpressionLowering, NotLowered
from rubric_dsl.plan.steps import Steps, literal
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t

OfEntry = Callable[[Steps, t.Rule], tuple[c.Ref, c.Ref]]
"""What a rule gives inside an entry, before its bounds and after them."""


def _points_named(item: Any) -> list[t.Name]:
    """The criteria and sections that a rule names."""
    if isinstance(item, t.Name):
        return [item] if path_of_points(item.text) is not None else []
    if isinstance(item, tuple):
        return [name for one in item for name in _points_named(one)]
    if not attrs.has(type(item)):
        return []
    return [name for part in attrs.fields(type(item)) for name in _points_named(getattr(item, part.name))]


def lower_over(outside: ExpressionLowering, rule: t.Over, of_entry: OfEntry) -> c.Ref:
    """One fold over the list."""
    steps = outside.steps
    entries = steps.metrics[rule.source.text].entries
    assert entries is not None, f"{rule.source.text} is a list"
    for name in _points_named((rule.rule, rule.where)):
        outside.expression(name)  # what stands outside is made before what stands inside
    inner, first = within(steps), len(steps.made)
    earned, bounded = of_entry(inner, rule.rule)
    _check_bounds(rule, inner, earned)
    where = None
    if rule.where is not None:
        where = inlined(attrs.evolve(outside, steps=inner).expression(rule.where), inner, first)
    made = c.Fold(
        rule.how,
        rule.source.text,
        tuple(field.id for field in entries.fields),
        inlined(bounded, inner, first),
        where=where,
        once_per=rule.once_per.text if rule.once_per is not None else None,
        best=rule.best,
        shares=rule.shares,
        further=literal(rule.further or 0).value,
        empty=None if rule.empty is None else literal(rule.empty),
    )
    return steps.number("earned", outside.owner, outside.answered(made, rule.span, over=True), rule.span)


def _check_bounds(rule: t.Over, inner: Steps, earned: c.Ref) -> None:
    """Bounds behind the rule are those of one entry: one that never acts was meant for all of them."""
    reach = inner.range(earned)
    for bound in rule.rule.bounds:
        high, low = bound.kind == "at most", bound.kind == "at least"
        idle = bound.kind == "capped" and not isinstance(rule.rule, t.Line)
        if bound.points is not None:
            idle = (high and reach.high is not None and reach.high <= bound.points) or (
                low and reach.low is not None and reach.low >= bound.points
            )
        if idle:
            facts = {
                "kind": bound.kind,
                "points": None if bound.points is None else str(bound.points),
                "reach": str(reach.low if low else reach.high),
            }
            inner.found.append(diagnostic("RB0328", bound.span, **facts))
            raise NotLowered
