"""The types of the published document ``rubric-explanation/1``, key by key.

``explanation.schema.json`` beside this file says the same to other languages, with a sentence a key.
Exact numbers are texts: an integer, or ``p/q`` in lowest terms.
"""

from __future__ import annotations

from typing import Literal, TypedDict

# "from" is a word of Python's, so this one cannot be written as a class.
PeriodDocument = TypedDict("PeriodDocument", {"from": str, "to": str})


class RubricDocument(TypedDict):
    """Which rubric gave the score."""

    id: str
    title: str
    hash: str
    file: str
    better: Literal["more", "less"]
    period: PeriodDocument | None


class ActedDocument(TypedDict):
    """A gate, a limit or a factor that acted."""

    kind: Literal["gate", "limit", "factor", "rounding"]
    rule: str
    before: str
    after: str
    text: str


class TotalDocument(TypedDict):
    """The total; ``exact`` and ``published`` are None for an excluded subject."""

    exact: str | None
    published: str | None
    max: str
    rounding: str
    sums: list[str]
    effects: list[ActedDocument]


class GradeDocument(TypedDict):
    """The grade that was given; ``id`` is None where it is not decided."""

    id: str | None
    label: str
    why: list[str]
    reached: str


class ReasonDocument(TypedDict):
    """A criterion that is among those that cost the most."""

    id: str
    path: str
    label: str
    lost: str


class StatisticDocument(TypedDict):
    """What was worked out of all subjects together."""

    name: str
    value: str
    counted: int


class CohortDocument(TypedDict):
    """The subjects among which this one was scored."""

    size: int
    statistics: list[StatisticDocument]


class NextDocument(TypedDict):
    """The nearest change of one metric that gains points."""

    metric: str
    label: str
    value: str
    to: str
    gain: str
    gain_total: str
    text: str


class CriterionDocument(TypedDict):
    """One node of the rubric, a section or a criterion."""

    id: str
    path: str
    kind: Literal["section", "criterion"]
    depth: int
    label: str
    points: str
    max: str
    lost: str
    rule: str | None
    place: str
    source: str | None
    quote: str | None
    observed: dict[str, str]
    arithmetic: list[str]
    why: str
    cap: str | None
    gate: str | None
    effects: list[ActedDocument]
    weight: str | None
    weighted: str
    weighted_max: str
    counted: bool
    next: NextDocument | None


class ExplanationDocument(TypedDict):
    """The whole document."""

    schema: str
    lang: Literal["en", "zh"]
    rubric: RubricDocument
    outcome: Literal["scored", "excluded"]
    reason: str | None
    total: TotalDocument
    grade: GradeDocument | None
    cohort: CohortDocument | None
    reasons: list[ReasonDocument] | None
    metrics: dict[str, str]
    criteria: list[CriterionDocument]
