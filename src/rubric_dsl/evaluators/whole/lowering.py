"""Plan → whole-number program: every step of the core in operations that an engine of whole numbers has.

Comes in: a plan, and at which scale each metric is a whole number. Goes out: a :class:`Program`, of all of it
or of some expressions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from rubric_dsl.evaluators.outputs import outputs as columns_of
from rubric_dsl.evaluators.python.absent import asked_in
from rubric_dsl.evaluators.python.publishing import publication
from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.enclosing import Enclosing
from rubric_dsl.evaluators.whole.expressions import Lowering, NotWhole
from rubric_dsl.evaluators.whole.figures import (
    joined,
    multiplied,
    num,
    times_names,
)
from rubric_dsl.evaluators.whole.naming import Namer
from rubric_dsl.evaluators.whole.repeated import without_repeats
from rubric_dsl.model.lists import own_name, with_fields
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import steps_under
from rubric_dsl.plan.rounding import rounded


def _begun(
    plan: c.Plan, scales: Mapping[str, int] | None, known: Mapping[int, Fraction] | None
) -> tuple[Lowering, dict[str, n.Input]]:
    metrics = with_fields(plan.metrics)
    at = {**scales_of(plan), **(scales or {})}
    namer = Namer()
    asked = asked_in(plan)
    inputs = {
        name: n.Input(namer.fresh(own_name(name)), metric, at[name], name in asked)
        for name, metric in metrics.items()
    }
    return Lowering(plan, inputs, known or {}, metrics, namer), inputs


def program_of(
    plan: c.Plan,
    scales: Mapping[str, int] | None = None,
    known: Mapping[int, Fraction] | None = None,
    *,
    together: bool = False,
    enclosed: bool = False,
) -> n.Program:
    """The program of a plan. Raises :class:`NotWhole`.

    ``scales``: what one unit of a metric (or of a list's field, by its id) is in its variable, for those at
    another scale than generated code takes them; ``known``: the statistics of all subjects, by their steps;
    ``together``: where these are not known, lines of the program work them out; ``enclosed``: sums of several
    ratios go without their common denominator, which makes the numbers far smaller, and leaves some rows in
    doubt (:attr:`nodes.Program.doubts`).
    """
    lowering, inputs = _begun(plan, scales, known)
    lowering.together = together
    if enclosed:
        lowering.enclosing = Enclosing(lowering.named)
    lowering.run(range(len(plan.steps)))
    columns = {one.path: one for one in columns_of(plan).points}
    how = publication(plan)

    def units(step: int, whole: bool = False) -> tuple[n.Num, int]:
        """A step's value rounded as the rubric publishes, as a whole number of units of the last decimal."""
        reach = plan.ranges[step]
        assert reach is not None, "a truth is not published"
        if whole:
            return lowering.floor(lowering.figures[step]), 0
        exact = multiplied(lowering.figure(rounded(c.Ref(step), reach, how)), 10**how.places)
        return lowering.floor(exact), how.places

    outputs = [(path, *units(step, columns[path].whole)) for path, step in plan.points.items()]
    published, places = units(plan.total)
    total = joined(lowering.figures[plan.total])
    below = times_names(n.Const(1), total.dens)
    exact = (num(total), n.Linear(0, ((total.scale, below),)) if total.dens else n.Const(total.scale))
    excluded = [lowering.truths[step] for step in plan.exclusions]
    refused = [lowering.truths[one.step] for one in plan.refusals]
    grade = lowering.floor(lowering.figures[plan.graded.grade]) if plan.graded is not None else None
    admitted = lowering.truths[plan.admitted] if together and plan.admitted is not None else None
    nobody = [test for _, test in lowering.nobody]
    doubts = lowering.enclosing.doubts if lowering.enclosing is not None else []
    lines, results = without_repeats(
        lowering.lines,
        [
            *(value for _, value, _ in outputs),
            published,
            *exact,
            *excluded,
            *refused,
            *doubts,
            *_given(grade),
            *_given(admitted),
            *nobody,
        ],
        lowering.namer,
    )
    left: Iterator[Any] = iter(results)
    return n.Program(
        plan,
        tuple(inputs[metric.id] for metric in plan.metrics),
        lines,
        tuple(n.Output(columns[path].name, path, next(left), places) for path, _, places in outputs),
        n.Output("published", "", next(left), places),
        (next(left), next(left)),
        tuple(next(left) for _ in excluded),
        tuple(next(left) for _ in refused),
        tuple(next(left) for _ in doubts),
        None if grade is None else next(left),
        n.Together(
            None if admitted is None else next(left), tuple((step, next(left)) for step, _ in lowering.nobody)
        )
        if together
        else None,
    )


def _given(item: n.Num | n.Truth | None) -> tuple[n.Num | n.Truth, ...]:
    return () if item is None else (item,)


def program_of_parts(
    plan: c.Plan, numbers: Sequence[c.Expr], truths: Sequence[int], scales: Mapping[str, int] | None = None
) -> tuple[n.Program, tuple[int, ...]]:
    """Some expressions on metrics and some of a plan's conditions as a program of their own, before anything
    is known of all subjects; and the scales of the numbers. Raises :class:`NotWhole`.

    The numbers are its points, called ``0``, ``1`` and so on; the conditions stand as its exclusions.
    """
    lowering, inputs = _begun(plan, scales, None)
    lowering.run(sorted({index for step in truths for index in steps_under(plan.steps, step)}))
    parts = [joined(lowering.figure(number)) for number in numbers]
    if any(part.dens for part in parts):
        raise NotWhole("a comparison of ratios among all", plan.rubric.span)
    held = [lowering.truths[step] for step in truths]
    program = _of_parts(lowering, inputs, [num(part) for part in parts], held)
    return program, tuple(part.scale for part in parts)


def program_of_ratios(
    plan: c.Plan,
    steps: Sequence[int],
    scales: Mapping[str, int] | None = None,
    known: Mapping[int, Fraction] | None = None,
) -> n.Program:
    """The exact values of some of a plan's steps as a program of their own. Raises :class:`NotWhole`.

    Its points are the numerator and the denominator of each step in turn, called ``0``, ``1`` and so on; they
    are not in lowest terms.
    """
    lowering, inputs = _begun(plan, scales, known)
    lowering.run(sorted({index for step in steps for index in steps_under(plan.steps, step)}))
    ratios: list[n.Num] = []
    for step in steps:
        part = joined(lowering.figures[step])
        below = times_names(n.Const(1), part.dens)
        ratios += [num(part), n.Linear(0, ((part.scale, below),)) if part.dens else n.Const(part.scale)]
    return _of_parts(lowering, inputs, ratios, [])


def _of_parts(
    lowering: Lowering, inputs: Mapping[str, n.Input], numbers: Sequence[n.Num], truths: Sequence[n.Truth]
) -> n.Program:
    """A program of some numbers, which are its points, and of some truths, which stand as its exclusions."""
    lines, results = without_repeats(lowering.lines, [*numbers, *truths], lowering.namer)
    found: Iterator[Any] = iter(results)
    return n.Program(
        lowering.plan,
        tuple(inputs[metric.id] for metric in lowering.plan.metrics),
        lines,
        tuple(n.Output(str(place), f" {place}", next(found), 0) for place in range(len(numbers))),
        n.Output("published", "", n.Const(0), 0),
        (n.Const(0), n.Const(1)),
        tuple(next(found) for _ in truths),
        (),
        (),
        None,
    )
