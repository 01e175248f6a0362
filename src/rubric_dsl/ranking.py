"""All subjects in their order: who comes before whom, and who has no rank.

>>> for place in rubric.rank(subjects):
...     print(place.rank, place.result.published)

Ranks follow the exact totals, never the published ones, and where these are equal what the rubric says
decides; whoever is equal in all of it shares a rank, and the next rank counts them all (1, 2, 2, 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from attrs import evolve, field, frozen

from rubric_dsl.cohort import Cohort, Gathering, Outside
from rubric_dsl.errors import MetricError
from rubric_dsl.result import Result
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.naming import Naming

if TYPE_CHECKING:
    from rubric_dsl.facade import Rubric

Outcome = Literal["scored", "excluded", "error"]
Errors = Literal["keep", "raise"]
ERRORS = ("keep", "raise")


class Judged(Protocol):
    """What a ranking asks of a subject."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def standing(self) -> tuple[Fraction, ...]: ...


Judged_t = TypeVar("Judged_t", bound=Judged)


@frozen
class Place:
    """One subject of a ranking."""

    number: int
    """Which of the subjects it is, from 0."""
    rank: int | None
    """None where it is excluded, and where its values cannot be used."""
    result: Result | None
    """None where its values cannot be used."""
    outside: Naming | None = None
    """Why it does not count among all, where the rubric compares subjects; None where it counts."""
    mistakes: tuple[Diagnostic, ...] = ()
    """What is wrong with its values."""

    @property
    def outcome(self) -> Outcome:
        """Whether it has a score, and if not why."""
        return "error" if self.result is None else self.result.outcome

    @property
    def standing(self) -> tuple[Fraction, ...]:
        """What its rank goes by, the greater the better."""
        return () if self.result is None else self.result.standing


@frozen
class Ranking:
    """All subjects: the ranked by rank, then the excluded, then those whose values cannot be used."""

    places: tuple[Place, ...]
    cohort: Cohort | None = field(default=None, repr=False)
    """All subjects together, where the rubric compares them."""

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def in_order(judged: Iterable[Judged_t]) -> Iterator[tuple[int | None, Judged_t]]:
    """The scored with their ranks, then the excluded, then those with mistakes, each as they came."""
    given = list(judged)
    scored = [one for one in given if one.outcome == "scored"]
    scored.sort(key=lambda one: one.standing, reverse=True)
    rank = 0
    for number, one in enumerate(scored, start=1):
        if number == 1 or one.standing != scored[number - 2].standing:
            rank = number
        yield rank, one
    for outcome in ("excluded", "error"):
        for one in given:
            if one.outcome == outcome:
                yield None, one


def ranking_of(rubric: Rubric, subjects: Iterable[Mapping[str, Any]], errors: Errors) -> Ranking:
    """Score all subjects, among each other where the rubric compares them, and put them in their order."""
    if errors not in ERRORS:
        raise ValueError(f"errors is {' or '.join(map(repr, ERRORS))}, not {errors!r}")
    given = list(subjects)
    cohort, outside, wrong = together(rubric, given) if rubric.gathers else (None, {}, {})
    places: list[Place] = []
    for number, metrics in enumerate(given):
        mistakes = wrong.get(number, ())
        result: Result | None = None
        try:
            if not wrong or not (mistakes or rubric.compares):
                result = rubric._evaluate_among(metrics, cohort)
            elif not mistakes:
                mistakes = (diagnostic("RB0595", None, number=len(wrong), subject=min(wrong) + 1),)
        except MetricError as refused:
            mistakes = refused.diagnostics
        out = outside.get(number)
        places.append(Place(number, None, result, None if out is None else out.reason, mistakes))
    if errors == "raise":
        _raise(places, wrong)
    return Ranking(tuple(evolve(one, rank=rank) for rank, one in in_order(places)), cohort)


Faults = dict[int, tuple[Diagnostic, ...]]


def together(
    rubric: Rubric, given: list[Mapping[str, Any]]
) -> tuple[Cohort | None, dict[int, Outside], Faults]:
    """The cohort, who does not belong to it, and whose values cannot be used: then nobody can be compared."""
    gathering = Gathering(rubric)
    wrong: Faults = {}
    for number, metrics in enumerate(given):
        try:
            gathering.add(metrics)
        except MetricError as refused:
            wrong[number] = refused.diagnostics
    outside = {one.place: one for one in gathering.outside}
    cohort = None if wrong and rubric.compares else gathering.closed(whole=not wrong)
    return cohort, outside, wrong


def _raise(places: Iterable[Place], wrong: Faults) -> None:
    """All mistakes of all subjects at once; not that others have some."""
    faults = [
        diagnostic(
            "RB0593",
            None,
            number=place.number + 1,
            row=False,
            ranked=True,
            told=Naming(one.sentence("en"), one.sentence("zh")),
            fault=one.code,
        )
        for place in places
        if not wrong or place.number in wrong
        for one in place.mistakes
    ]
    if faults:
        raise MetricError(faults)
