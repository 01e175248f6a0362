"""What no rule reads is remarked on: a metric, which every input has to give all the same; a derived value; a
cohort.

Looked for only in a rubric without errors: where a rule could not be read, nobody knows what it reads.
"""

from __future__ import annotations

from collections.abc import Set

from rubric_dsl.model.rubric import Rubric
from rubric_dsl.plan.core import Plan
from rubric_dsl.source.diagnostics import Diagnostic, warning


def check(rubric: Rubric, used: Set[str]) -> list[Diagnostic]:
    """A remark for each metric and each derived value that is declared and not read."""
    return [
        warning("RB0225", metric.span, name=metric.labels.naming)
        for metric in rubric.metrics.values()
        if metric.id not in used
    ] + [
        warning("RB0277", one.span, name=one.shown.labels.naming)
        for one in rubric.derived.values()
        if one.id not in used
    ]


def idle_cohort(plan: Plan) -> list[Diagnostic]:
    """A remark where it is said who belongs to the cohort, and no score depends on it."""
    gate = plan.rubric.cohort
    return [warning("RB0260", gate.span)] if gate is not None and not plan.gathers else []
