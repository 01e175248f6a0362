"""Folds over all subjects → core: statistics that are worked out once, and ranks.

Comes in: a bound fold over all subjects, or a rank, met in some expression. Goes out: the step that holds it.
What each subject gives is one expression on metrics; the same statistic is one step wherever it stands, and
the steps belong to nobody in particular (:data:`rubric_dsl.plan.core.FOR_ALL`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from rubric_dsl.model.binding import metrics_in
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import folds_over_all, references, steps_under
from rubric_dsl.plan.inlining import inlined, within
from rubric_dsl.plan.steps import ONE, Steps, literal
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

if TYPE_CHECKING:
    from rubric_dsl.plan.lower_expressions import ExpressionLowering


class NotOfAll(Exception):
    """What is said of all subjects has no meaning; the diagnostic is already noted."""


def lower_statistic(lowering: ExpressionLowering, item: t.Fold) -> c.Ref:
    """``mean of price among all where (complete)``"""
    steps = lowering.steps
    value = ONE if item.value is None else _of_each(lowering, item.value)
    where = None if item.where is None else _of_each(lowering, item.where)
    if item.spare is not None and item.spare < 2:
        raise _fail(steps, "RB0327", item.span, said=item.spare)
    fold = c.Fold(
        item.how,
        c.COHORT,
        (),
        value,
        where,
        best=item.best,
        spare=None if item.spare is None else (1, item.spare),
        empty=None if item.empty is None or item.how == "count" else literal(item.empty),
    )
    for known in steps.statistics:
        if known.own is None and steps.made[known.step].expr == fold:
            steps.places[item.span] = known.step
            return c.Ref(known.step)
    made = evolve(steps, branch=None, taken=None).number("statistic", c.FOR_ALL, fold, item.span)
    steps.statistics.append(c.Statistic(made.step, item))
    steps.places[item.span] = made.step
    return made


def lower_rank(lowering: ExpressionLowering, item: t.Rank) -> c.Ref:
    """``rank of price among all, lowest first``: how many are before it, and one."""
    steps, owner = lowering.steps, lowering.owner
    own = steps.number("standing", owner, lowering.expression(item.value), item.span)
    each = _of_each(lowering, item.value)
    before = c.Compare(">" if item.first == "highest" else "<", each, own)
    better = steps.number("better", owner, c.Fold("count", c.COHORT, (), ONE, before), item.span)
    steps.statistics.append(c.Statistic(better.step, item, own.step))
    found = steps.number("rank", owner, c.Add((ONE, better)), item.span)
    steps.places[item.span] = found.step
    return found


def _fail(steps: Steps, code: str, span: Span, **facts: object) -> NotOfAll:
    steps.found.append(diagnostic(code, span, **facts))
    return NotOfAll()


def _of_each(lowering: ExpressionLowering, item: t.Expression) -> c.Expr:
    """What one subject gives, as one expression on its metrics."""
    steps = lowering.steps
    for name in metrics_in(item):  # what it names is made before what stands inside
        lowering.named(t.Name(name, span=item.span))
    for inner in _made_before(item):
        lowering.expression(inner)
    first = len(steps.made)
    apart = evolve(
        lowering, steps=evolve(within(steps), facts=[], branch=None, taken=None)
    )  # what is known is known of one subject
    found = apart.expression(item)
    below = {step for ref in references(found) for step in steps_under(apart.steps.made, ref)}
    if any(apart.steps.made[step].role == "better" for step in below):
        raise _fail(steps, "RB0259", item.span)
    assert len(steps.made) == first, "nothing is made outside while the inside is worked out"
    return inlined(found, apart.steps, 0)


def _made_before(item: object) -> Iterator[t.Expression]:
    """What inside an expression has steps of its own that stay outside; the inner ones first."""
    for each in getattr(type(item), "__attrs_attrs__", ()):
        part = getattr(item, each.name)
        for one in part if isinstance(part, tuple) else (part,):
            yield from _made_before(one)
    if isinstance(item, t.ScoreOf | t.IsApplicable) or (isinstance(item, t.Fold) and item.source is None):
        yield item


def admission(lowering: ExpressionLowering, gate: t.Expression) -> int:
    """The step that says whether a subject belongs to the cohort: known before anything of the cohort is."""
    steps = lowering.steps
    held = steps.truth("admitted", c.FOR_ALL, lowering.expression(gate), gate.span)
    if folds_over_all(steps.made, held.step):
        raise _fail(steps, "RB0257", gate.span)
    return held.step
