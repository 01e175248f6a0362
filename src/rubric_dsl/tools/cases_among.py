"""Worked cases and a rubric → what became of each, among the others of its cohort.

Every case is ranked among those of its cohort; where the rubric compares subjects, they are also compared. A
case that is meant to be refused, and is, belongs to no cohort. Where another one is refused, the figures of
all are not known, and nobody of its cohort is scored: a table is taken in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from rubric_dsl.cohort import Gathering
from rubric_dsl.errors import MetricError
from rubric_dsl.facade import Rubric
from rubric_dsl.ranking import Outcome, in_order
from rubric_dsl.result import Result
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools.among import Among, taker
from rubric_dsl.tools.cases_file import Case
from rubric_dsl.tools.subject import evaluator

Found = Result | tuple[Diagnostic, ...]


@frozen
class Judged:
    """What became of a case."""

    result: Found
    """Or all that is wrong with its metrics, or with the cohort."""
    rank: int | None
    """Among the scored ones of its cohort; None where it is not scored."""


def judged_cases(rubric: Rubric, cases: Sequence[Case]) -> tuple[Judged, ...]:
    """What became of all cases, in their order."""
    cohorts: dict[str | None, list[int]] = {}
    for place, case in enumerate(cases):
        cohorts.setdefault(case.cohort, []).append(place)
    judged: dict[int, Judged] = {}
    for places in cohorts.values():
        judge = _judge(rubric, [cases[place] for place in places])
        found = [judge(cases[place].metrics) for place in places]
        judged |= zip(places, map(Judged, found, _ranks(found)), strict=True)
    return tuple(judged[place] for place in range(len(cases)))


@frozen
class _Standing:
    """A case as a ranking takes it."""

    place: int
    outcome: Outcome
    standing: tuple[Fraction, ...]


def _ranks(found: Sequence[Found]) -> list[int | None]:
    standings = [
        _Standing(place, one.outcome, one.standing)
        if isinstance(one, Result)
        else _Standing(place, "error", ())
        for place, one in enumerate(found)
    ]
    ranks = {one.place: rank for rank, one in in_order(standings)}
    return [ranks[place] for place in range(len(found))]


def _judge(rubric: Rubric, cases: Sequence[Case]) -> Callable[[Mapping[str, object]], Found]:
    """What scores the cases of one cohort: each among all where the rubric compares them."""
    if not rubric.gathers:
        return evaluator(rubric)
    gathering = Gathering(rubric)
    taken = taker(rubric, gathering)
    mistaken = [case for case in cases if isinstance(taken(case.metrics), tuple)]
    unmeant = [case.name for case in mistaken if not case.refused]
    if unmeant and rubric.compares:
        return _refusing(rubric, (diagnostic("RB0595", None, number=len(unmeant), case=unmeant[0]),))
    try:
        return evaluator(Among(rubric.metrics, gathering.closed(whole=not unmeant)))
    except MetricError as nobody:
        return _refusing(rubric, nobody.diagnostics)


def _refusing(rubric: Rubric, why: tuple[Diagnostic, ...]) -> Callable[[Mapping[str, object]], Found]:
    """What scores nobody: it says what is wrong with a case itself, or else why nobody is scored."""
    taken = taker(rubric)

    def refused(given: Mapping[str, object]) -> tuple[Diagnostic, ...]:
        own = taken(given)
        return own if isinstance(own, tuple) else why

    return refused
