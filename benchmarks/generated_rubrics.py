"""Rubrics of any length, made of the shapes that published schemes use most, to see how loading grows.

Comes in: a number of criteria, a multiple of ten. Goes out: the rubric's English text and one subject that
earns all points. Promised: the text grows in proportion, each criterion reads metrics of its own, and the
total is ten points a criterion.

>>> print(generated(10).text.splitlines()[1])
  total 100, published rounded half up to 2 decimals
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

PER_SECTION: Final = 10
POINTS: Final = 10


@dataclass(frozen=True)
class Generated:
    """A rubric's text, with a subject that earns every point of it."""

    text: str
    full_marks: dict[str, Any]
    total: int


@dataclass(frozen=True)
class _Shape:
    """A rule and the metrics that it reads; ``#`` stands for the criterion's number."""

    rule: str
    metrics: tuple[tuple[str, str, Any], ...]  # name, declaration, the value that earns all points


_SHAPES: Final = (
    _Shape("≥10 events_# → 10, −2 per missing, capped", (("events_#", "count of events", 10),)),
    _Shape(
        "done_# / target_# ≥ 100% → 10, otherwise in proportion",
        (("done_#", "count", 72), ("target_#", "count from 1", 72)),
    ),
    _Shape("plan_made_# → 10", (("plan_made_#", "yes/no", True),)),
    _Shape("10, −1 per late_reports_#, capped", (("late_reports_#", "count", 0),)),
    _Shape(
        "visits_# + deals_# ≥ 90% of firms_# → 10, −2 per full 100 missing, capped",
        (("visits_#", "count", 900), ("deals_#", "count", 0), ("firms_#", "count", 1000)),
    ),
    _Shape(
        "+5 per prizes_#, +2 per reports_#, capped", (("prizes_#", "count", 2), ("reports_#", "count", 0))
    ),
    _Shape("≥5 courses_# → 10, −2 per missing", (("courses_#", "count of courses", 5),)),
    _Shape(
        "loans_# / goal_# ≥ 100% → 10, otherwise in proportion",
        (("loans_#", "amount", 50), ("goal_#", "amount from 1", 50)),
    ),
    _Shape("site_online_# → 10", (("site_online_#", "yes/no", True),)),
    _Shape("10, −2 per complaints_#, capped", (("complaints_#", "count", 0),)),
)


def generated(criteria: int, *, ratios: bool = True) -> Generated:
    """A rubric of so many criteria, in sections of ten; with ``ratios``, some give points in proportion."""
    shapes = [shape for shape in _SHAPES if ratios or "in proportion" not in shape.rule]
    if criteria < PER_SECTION or criteria % PER_SECTION:
        raise ValueError(f"a generated rubric has a multiple of {PER_SECTION} criteria, not {criteria}")
    total = criteria * POINTS
    head = [
        f'rubric generated-{criteria} "Generated, {criteria} criteria"',
        f"  total {total}, published rounded half up to 2 decimals",
        "",
        "metrics",
    ]
    metrics: list[str] = []
    body: list[str] = []
    full_marks: dict[str, Any] = {}
    for number in range(1, criteria + 1):
        shape = shapes[(number - 1) % len(shapes)]
        if number % PER_SECTION == 1:
            section = number // PER_SECTION + 1
            body += ["", f'section_{section} "Section {section}": {PER_SECTION * POINTS} points']
        body += [
            f'  criterion_{number} "Criterion {number}": {POINTS} points',
            f'    source "generated annex, row {number}"',
            f"    {shape.rule.replace('#', str(number))}",
        ]
        for pattern, declaration, value in shape.metrics:
            name = pattern.replace("#", str(number))
            metrics.append(f"  {name}  {declaration}")
            full_marks[name] = value
    return Generated("\n".join((*head, *metrics, *body, "")), full_marks, total)
