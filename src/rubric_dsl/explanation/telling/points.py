"""The points of another criterion or section where a rule or an effect reads them: ``quality: 12 of 20``.

Comes in: a plan and a reader's language. Goes out: for each node what tells of the points that it reads.
"""

from __future__ import annotations

from rubric_dsl.explanation.figures import exact, shown
from rubric_dsl.explanation.telling.template import words_of
from rubric_dsl.explanation.telling.working import Working
from rubric_dsl.model.rubric import Criterion
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import references
from rubric_dsl.source.diagnostics import Language


def points_read(plan: c.Plan, node: Criterion, lang: Language) -> tuple[Working, ...]:
    """What tells of the points of other nodes that a node reads itself, in the order of the file."""
    own = {node.path, *(child.path for child in node.children)}
    read: set[int] = set()
    for step in plan.by_owner[node.path]:
        read.update(references(plan.steps[step].expr))
    for path, step in plan.points.items():
        if path in own and not _named(plan, node, path):
            read.discard(step)
    read.discard(plan.points[node.path])
    return tuple(
        _told(other, plan.points[other.path], lang)
        for other in plan.rubric.walk()
        if plan.points[other.path] in read
    )


def _named(plan: c.Plan, node: Criterion, path: str) -> bool:
    """Whether a section's effects name one of its children."""
    return any(
        plan.points[path] in references(plan.steps[step].expr)
        for step in plan.by_owner[node.path]
        if plan.steps[step].role not in ("earned", "left", "picked")
    )


def _told(other: Criterion, step: int, lang: Language) -> Working:
    words, label, most = words_of(lang), other.labels.title(lang), shown(exact(other.points))
    return Working(step, (), lambda values: str(words.points_of(label, values.shown(step), most)))
