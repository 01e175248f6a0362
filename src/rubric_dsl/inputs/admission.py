"""A subject on the exact way: its values checked, every step worked out, and what the rubric refuses refused.

Comes in: a plan and what was given. Goes out: exact values with the value of every step; or a
:class:`~rubric_dsl.errors.MetricError` with every fault in it, of these
:class:`~rubric_dsl.errors.ExcludedError`
where a subject is excluded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from attrs import frozen

from rubric_dsl.errors import ExcludedError, MetricError
from rubric_dsl.inputs.values import check, shown
from rubric_dsl.model.rubric import pick
from rubric_dsl.plan.admission import excluded_by, excluded_early
from rubric_dsl.plan.cohorts import Known
from rubric_dsl.plan.core import Plan, Refusal
from rubric_dsl.plan.interpret import Value, interpret
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.naming import Naming


@frozen
class Admitted:
    """A subject whose values are possible; whether it is excluded is for the steps to say."""

    values: Mapping[str, Value]
    steps: Sequence[Value]
    """The value of every step of the plan."""


def checked(plan: Plan, given: object) -> Mapping[str, Value]:
    """A subject's exact values; every fault at once.

    A subject that is excluded by the values it has need not give the others: :class:`ExcludedError`.
    """
    found = check(plan.rubric.metrics, given, (one.shown for one in plan.rubric.derived.values()))
    if found.faults:
        if plan.exclusions and all(fault.code == "RB0501" for fault in found.faults):
            refuse(plan, excluded_early(plan, found.values))
        raise MetricError(found.faults)
    return found.values


def admitted(plan: Plan, given: object, known: Known | None = None) -> Admitted:
    """A subject worked out on fractions, given what is known of all subjects together."""
    values = checked(plan, given)
    steps = interpret(plan, values, known.values if known is not None else None)
    if plan.refusals and excluded_by(plan, steps) is None:
        faults = tuple(fault_of(plan, one, values) for one in plan.refusals if steps[one.step])
        if faults:
            raise MetricError(faults)
    return Admitted(values, steps)


def refuse_alone(plan: Plan) -> NoReturn:
    """Raise: one subject alone says nothing where its score depends on the others."""
    fewest = plan.rubric.fewest
    if plan.statistics:
        facts = {"line": plan.steps[plan.statistics[0].step].span.line, "fewest": None}
    else:
        assert fewest is not None, "nothing else makes a score depend on the others"
        facts = {"line": fewest.span.line, "fewest": fewest.count}
    raise MetricError((diagnostic("RB0592", None, **facts),))


def refuse(plan: Plan, place: int | None) -> None:
    """Raise :class:`ExcludedError` where an exclusion holds."""
    if place is not None:
        raise ExcludedError(place, reason_of(plan, place))


def reason_of(plan: Plan, place: int) -> Naming:
    """Why an exclusion excludes, for readers of either language."""
    texts = [text.text for text in plan.rubric.exclusions[place].reasons]
    return Naming(pick("en", *texts) or texts[0], pick("zh", *texts))


def fault_of(plan: Plan, refusal: Refusal, values: Mapping[str, Value]) -> Diagnostic:
    """What a refusal says of a subject's value."""
    metric = plan.rubric.metrics[refusal.metric]
    return diagnostic(
        "RB0590",
        None,
        metric=metric.labels.naming,
        shown=shown(values.get(refusal.metric)),
        low=str(refusal.low),
        high=str(refusal.high),
        line=plan.steps[refusal.step].span.line,
    )
