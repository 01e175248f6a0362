"""A metric that no rule reads is remarked on: every input has to give it all the same.

Looked for only in a rubric without errors: where a rule could not be read, nobody knows what it reads.
"""

from __future__ import annotations

from collections.abc import Set

from rubric_dsl.model.rubric import Rubric
from rubric_dsl.source.diagnostics import Diagnostic, warning


def check(rubric: Rubric, used: Set[str]) -> list[Diagnostic]:
    """A remark for each metric that is declared and not read."""
    return [
        warning("RB0225", metric.span, name=metric.labels.naming)
        for metric in rubric.metrics.values()
        if metric.id not in used
    ]
