"""All subjects together, and each of them scored among them: for rubrics that compare subjects.

>>> cohort = rubric.cohort([{"price": 100}, {"price": 80}])
>>> cohort.score({"price": 100})
Decimal('80.00')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from attrs import define, field, frozen

from rubric_dsl.errors import ExcludedError, MetricError
from rubric_dsl.evaluators.python.cohorts import Given, given
from rubric_dsl.inputs.admission import checked, fault_of, reason_of, refuse
from rubric_dsl.model.lists import with_fields
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import (
    Known,
    NobodyLeft,
    Ranked,
    Subject,
    excluded_before,
    holds_early,
    known_of,
)
from rubric_dsl.plan.dependencies import folds_over_all
from rubric_dsl.plan.interpret import Value
from rubric_dsl.plan.quotas import Edge, shared_out
from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.source.naming import Naming
from rubric_dsl.syntax.spelling import spell

if TYPE_CHECKING:
    from rubric_dsl.facade import Rubric
    from rubric_dsl.result import Result


@frozen
class Statistic:
    """What was worked out of all subjects together."""

    name: str
    """As the rubric says it, in English: ``mean of price among all``."""
    name_zh: str
    value: Fraction | None
    """None for a rank, which each subject has for itself."""
    counted: int
    """Over how many subjects."""

    def title(self, lang: Language = "en") -> str:
        """Its name in a reader's language."""
        return self.name_zh if lang == "zh" else self.name


@frozen
class Outside:
    """A subject that does not belong to the cohort."""

    place: int
    """Which of the subjects it is, from 0."""
    outcome: Literal["excluded", "outside"]
    """Excluded from being scored at all; or scored, and not counted among all."""
    reason: Naming
    """Why, in the rubric's words."""


@define(eq=False)
class Cohort:
    """Subjects and what is known of them together. Make one with :meth:`Rubric.cohort`."""

    rubric: Rubric = field(repr=False)
    size: int
    """How many subjects belong to it."""
    statistics: tuple[Statistic, ...]
    outside: tuple[Outside, ...]
    _given: Given = field(repr=False)
    _edges: tuple[Edge, ...] | None = field(default=None, repr=False)
    """How grades of which there are only so many were shared out; None where that is not known."""

    def score(self, metrics: Mapping[str, Any]) -> Decimal:
        """The published total of a subject among these. Raises :class:`MetricError`."""
        return self.rubric._score_among(metrics, self._given)

    def evaluate(self, metrics: Mapping[str, Any]) -> Result:
        """Score a subject among these and keep every value for its account. Raises :class:`MetricError`."""
        return self.rubric._evaluate_among(metrics, self)


@define(eq=False)
class Gathering:
    """Subjects taken one by one, until the cohort is closed."""

    rubric: Rubric
    members: list[Subject] = field(factory=list)
    _metrics: list[Mapping[str, Any]] = field(factory=list)
    """Those of the members, as they were given."""
    outside: list[Outside] = field(factory=list)
    seen: int = 0

    def add(self, metrics: Mapping[str, Any]) -> Outside | None:
        """Take a subject; why it does not belong, if it does not. Raises :class:`MetricError`."""
        plan, place = self.rubric.plan, self.seen
        self.seen += 1
        found: Outside | None = None
        try:
            values = checked(plan, metrics)
            refuse(plan, excluded_before(plan, values))
        except ExcludedError as excluded:
            found = Outside(place, "excluded", reason_of(plan, excluded.place))
        else:
            _refused(plan, values)
            if plan.admitted is None or holds_early(plan, values, plan.admitted):
                self.members.append(values)
                self._metrics.append(metrics)
                return None
            found = Outside(place, "outside", gate_of(plan))
        self.outside.append(found)
        return found

    def closed(self, whole: bool = True) -> Cohort:
        """The cohort of those who were taken. Raises :class:`MetricError` where too few are left.

        ``whole``: nobody is missing, so that grades of which there are only so many can be shared out.
        """
        plan = self.rubric.plan
        fewest, size = plan.rubric.fewest, len(self.members)
        if fewest is not None and size < fewest.count:
            facts = {"size": size, "seen": self.seen, "fewest": fewest.count, "line": fewest.span.line}
            raise MetricError((diagnostic("RB0596", None, **facts),))
        known = known_among(plan, self.members)
        statistics = statistics_of(plan, known)
        cohort = Cohort(self.rubric, known.size, statistics, tuple(self.outside), given(plan, known))
        cohort._edges = self._shared_out(cohort) if whole else None
        return cohort

    def _shared_out(self, cohort: Cohort) -> tuple[Edge, ...] | None:
        """How grades of which there are only so many are shared out among those who are scored."""
        graded = self.rubric.plan.graded
        if graded is None or not graded.quotas:
            return ()
        try:
            results = [self.rubric._evaluate_among(metrics, cohort) for metrics in self._metrics]
        except MetricError:
            return None  # refused among the others, and told of where it is scored
        return shared_out(graded.quotas, [one._chance for one in results if one.outcome == "scored"])


def cohort_of(rubric: Rubric, subjects: Iterable[Mapping[str, Any]]) -> Cohort:
    """Check all subjects, see who belongs, and work out what is said of them; every fault at once."""
    gathering = Gathering(rubric)
    faults: list[Diagnostic] = []
    for place, subject in enumerate(subjects):
        try:
            gathering.add(subject)
        except MetricError as mistakes:
            faults += [_of_subject(place, one) for one in mistakes.diagnostics]
    if faults:
        raise MetricError(faults)
    return gathering.closed()


def known_among(plan: c.Plan, members: list[Subject]) -> Known:
    """What is known of all who belong; RB0594 where a statistic has nobody to be taken of."""
    try:
        return known_of(plan, members)
    except NobodyLeft as nobody:
        said, line = nobody.statistic.said, plan.steps[nobody.statistic.step].span.line
        name = Naming(_spelt(plan, said, "en"), _spelt(plan, said, "zh"))
        raise MetricError((diagnostic("RB0594", None, name=name, line=line, size=len(members)),)) from None


def _refused(plan: c.Plan, values: Mapping[str, Value]) -> None:
    """What the rubric refuses of a subject that is not excluded."""
    alone = [one for one in plan.refusals if not folds_over_all(plan.steps, one.step)]
    faults = [fault_of(plan, one, values) for one in alone if holds_early(plan, values, one.step)]
    if faults:
        raise MetricError(faults)


def _of_subject(place: int, one: Diagnostic) -> Diagnostic:
    told = Naming(one.sentence("en"), one.sentence("zh"))
    return diagnostic("RB0593", None, number=place + 1, row=False, told=told, fault=one.code)


def _spelt(plan: c.Plan, item: Any, lang: Language) -> str:
    from rubric_dsl.explanation.fixed import display_names

    return spell(item, lang, display_names(with_fields(plan.rubric.named.values()).values(), lang))


def gate_of(plan: c.Plan) -> Naming:
    """Why somebody does not belong to the cohort: its own condition."""
    gate = plan.rubric.cohort
    assert gate is not None, "without a condition everybody belongs"
    return Naming(f"not ({_spelt(plan, gate, 'en')})", f"不符合“{_spelt(plan, gate, 'zh')}”")


def statistics_of(plan: c.Plan, known: Known) -> tuple[Statistic, ...]:
    """The statistics in the order of the file, each once."""
    found: dict[str, Statistic] = {}
    for one in plan.statistics:
        value = known.values[one.step]
        name = _spelt(plan, one.said, "en")
        found[name] = Statistic(
            name,
            _spelt(plan, one.said, "zh"),
            None if isinstance(value, Ranked) else value,
            known.counted[one.step],
        )
    return tuple(found.values())
