"""The account of a score: everything a reader may ask about it, worded in one language.

Numbers are exact texts, an integer or ``p/q`` in lowest terms (``"24"``, ``"15/2"``), so that nothing is
rounded on the way to a reader; :func:`rubric_dsl.explanation.figures.shown` makes them readable.

The lines hold together, exactly: ``points + lost = max`` on every line, the children of a section add up
to its points (through their weights where it has weights), and the top lines add up to ``total``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue

SCHEMA = "rubric-explanation/1"
Outcome = Literal["scored", "excluded"]
Better = Literal["more", "less"]


@frozen(eq=False, repr=False)
class Observed(ByValue):
    """One metric as a criterion read it."""

    metric: str
    label: str
    """In the reader's language; the metric's name where it has no label."""
    value: str
    """Exact text: ``"8"``, ``"17/2"``, ``"true"``, ``"false"``, ``"2023-12-31"``."""
    shown: str
    """For people: ``"8 events"``, ``"8.5"``, ``"yes"``, ``"是"``."""


@frozen(eq=False, repr=False)
class NextStep(ByValue):
    """The nearest change of one single metric that gains points; that takes some off where less is better."""

    metric: str
    label: str
    value: str
    """The value now, exact text."""
    to: str
    """The value that would be better, exact text."""
    gain: str
    """Points gained on this criterion, exact text; below 0 where less is better."""
    gain_total: str
    """Points gained on the total, exact text."""
    text: str
    """``"1 more event gives +3 here, +0.9 on the total"``."""


@frozen(eq=False, repr=False)
class Acted(ByValue):
    """An effect that acted on points after the rule or the sum: a gate, a limit, a factor, a rounding."""

    kind: Literal["gate", "limit", "factor", "rounding"]
    rule: str
    """The effect in the reader's language; gates that closed together as one."""
    before: str
    after: str
    text: str
    """What it took or gave, in words: ``"at most 50 if late: 60 becomes 50, which takes 10"``."""


@frozen(eq=False, repr=False)
class Line(ByValue):
    """One node of the rubric: a section or a criterion."""

    id: str
    path: str
    """``credit/matchmaking``"""
    depth: int
    """0 for a top-level section."""
    kind: Literal["section", "criterion"]
    label: str
    rule: str | None
    """The rule in the reader's language; None for sections."""
    place: str
    """``annex-1.rubric:41``"""
    source: str | None
    quote: str | None
    observed: tuple[Observed, ...]
    arithmetic: tuple[str, ...]
    """Steps with their numbers: ``("10 − 8 = 2 missing", "30 − 2 × 3 = 24")``."""
    points: str
    max: str
    lost: str
    """What is left to the maximum."""
    why: str
    """Why points were lost, one sentence; empty where none were, and where less is better."""
    cap: str | None
    """What a cap or floor took or gave back, in words; None where it did not act."""
    effects: tuple[Acted, ...]
    """The effects that acted, in order."""
    weight: str | None
    """The weight in its parent, exact text (``"3/10"``); None where the parent just adds up."""
    weighted: str
    """Points × weights up to the top: this node's part of the total, exact text."""
    weighted_max: str
    """The most that it can be; 0 for a bonus, and for what is not among the best that count."""
    next: NextStep | None
    counted: bool = True
    """Whether it counts: False where a section above takes the best so many and it is not one of them."""
    document: list[dict[str, object]] = field(factory=list, init=False, eq=False, repr=False)
    """The line as plain JSON types, kept by the JSON rendering for the next reader of the same line."""

    @property
    def gate(self) -> str | None:
        """What gates took, in words; None where all were open."""
        return "; ".join(one.text for one in self.effects if one.kind == "gate") or None


@frozen(eq=False, repr=False)
class Grading(ByValue):
    """The grade that was given."""

    id: str | None
    """None where only so many may have what is reached, and the subject was not seen among all."""
    label: str
    """Where it is not decided, the words for that."""
    why: tuple[str, ...]
    """Which line of the rubric gave it, which limits moved it, and which quotas, in order."""
    reached: str
    """The grade before any quota."""


@frozen(eq=False, repr=False)
class Reason(ByValue):
    """A criterion that is among those that cost the most."""

    id: str
    path: str
    label: str
    lost: str
    """What it cost on the total, exact text; where less is better, what it gave."""


@frozen(eq=False, repr=False)
class Figure(ByValue):
    """A statistic of all subjects together."""

    name: str
    """``mean of price among all``, in the reader's language."""
    value: str
    """Exact text."""
    shown: str
    counted: int
    """Over how many subjects."""


@frozen(eq=False, repr=False)
class OfAll(ByValue):
    """The subjects among which this one was scored."""

    size: int
    """How many belong to it."""
    text: str
    """``"12 subjects; mean of price among all = 95 (of 12)"``"""
    statistics: tuple[Figure, ...]


@frozen(eq=False, repr=False)
class Account(ByValue):
    """The whole account of one subject's score under one rubric, in one language."""

    lang: Literal["en", "zh"]
    rubric_id: str
    title: str
    hash: str
    file: str
    period: tuple[str, str] | None
    """ISO dates, first and last day."""
    outcome: Outcome
    reason: str | None
    """Why the subject is excluded; None when scored."""
    total: str | None
    """Exact text; None when excluded."""
    max: str
    published: str | None
    """As the rubric publishes it: ``"83.30"``; None when excluded."""
    rounding: str
    """``"rounded half up to 2 decimals"``; says too whether rounding changed the figure."""
    sums: tuple[str, ...]
    """How the top sections make the total, with numbers: ``"92 × 40% + 84 × 30% = 62"``."""
    lines: tuple[Line, ...]
    """All nodes, in the order of the file, parents before children."""
    labels: Mapping[str, str] = field(factory=dict)
    """The name for people of every metric, by id."""
    effects: tuple[Acted, ...] = ()
    """What acted on the total after the sum, in order."""
    grade: Grading | None = None
    """None where the rubric has no grades, and when excluded."""
    cohort: OfAll | None = None
    """None where the rubric does not compare subjects, and when excluded."""
    reasons: tuple[Reason, ...] | None = None
    """The criteria that cost the most, the dearest first; None where none is asked for, and when excluded."""
    better: Better = "more"
    """Which way points are better: ``less`` where they are risk, penalty or demerit."""
