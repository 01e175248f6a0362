"""Grades that only so many subjects may have: shared out among all, in the order of their ranking.

Comes in: for each subject what it reaches, where it stands, and what it gets where there is no room. Goes
out: how each quota fell out; and from that the grade of any subject, also of one that is not among them.

From the best grade down: of those who reach it, or were left over above it, the first in the order of the
ranking have it, as many as there are places. Who is left over gets the next grade below that it reaches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, TypeVar

from attrs import field, frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan.rounding import units_of

Standing: TypeAlias = tuple[Fraction, ...]
"""Where a subject stands: the greater comes first."""
Ordered = TypeVar("Ordered", Standing, int)


@frozen
class Chance:
    """What one subject could get."""

    standing: Standing
    reached: int
    """The grade before any quota, by its place."""
    after: Mapping[int, int] = field(factory=dict)
    """The grade that it gets where there is no room in this one."""


@frozen
class Edge:
    """How a quota fell out."""

    quota: c.Quota
    size: int
    """Of how many subjects."""
    share: Fraction
    """The places before they are made whole, of all of ``size``."""
    above: int
    """Who has a better grade, where they count too."""
    places: int
    """How many may have it."""
    standings: tuple[Standing, ...]
    """Of all who reach it, the first one first."""
    admitted: int
    """How many of them have it."""

    def takes(self, standing: Standing) -> bool:
        """Whether there is room for a subject that stands there; a newcomer takes nobody's place."""
        if self.admitted and standing >= self.standings[self.admitted - 1]:
            return True
        if self.admitted >= self.places:
            return False
        return self.admitted == len(self.standings) or standing > self.standings[self.admitted]

    def before(self, standing: Standing) -> int:
        """How many of those who reach it come before a standing."""
        return sum(one > standing for one in self.standings)

    def equal(self, standing: Standing) -> int:
        """How many of those who reach it stand there."""
        return self.standings.count(standing)


@frozen
class Granted:
    """The grade of a subject, and the quotas that it met on the way there."""

    grade: int
    met: tuple[tuple[Edge, int], ...]
    """Each with the grade that came of it."""


def shared_out(quotas: Sequence[c.Quota], chances: Sequence[Chance]) -> tuple[Edge, ...]:
    """How all quotas fall out, the best grade first."""
    grades = [one.reached for one in chances]
    edges: list[Edge] = []
    for quota in quotas:
        at, said = quota.grade, quota.said
        above = sum(grade < at for grade in grades) if said.above else 0
        share, places = room_of(quota, len(chances), above)
        standings = sorted(
            (one.standing for one, grade in zip(chances, grades, strict=True) if grade == at), reverse=True
        )
        edge = Edge(
            quota,
            len(chances),
            share,
            above,
            places,
            tuple(standings),
            admitted_of(standings, places, said.ties == "kept"),
        )
        for number, one in enumerate(chances):
            if grades[number] == at and not edge.takes(one.standing):
                grades[number] = one.after[at]
        edges.append(edge)
    return tuple(edges)


def room_of(quota: c.Quota, size: int, above: int) -> tuple[Fraction, int]:
    """Of so many subjects, of whom so many have a better grade that counts too: the places before they are
    made whole, and how many are left."""
    said = quota.said
    share = Fraction(said.count or 0) if said.share is None else said.share * size
    whole = int(share) if said.mode is None else units_of(share, said.mode, Fraction(1))
    return share, max(0, whole - above)


def admitted_of(standings: Sequence[Ordered], places: int, kept: bool) -> int:
    """How many of those who reach a grade have it; equal ones on the edge all or none."""
    if places >= len(standings) or not places:
        return min(places, len(standings))
    if kept:
        return sum(one >= standings[places - 1] for one in standings)
    return sum(one > standings[places] for one in standings)


def granted(chance: Chance, edges: Sequence[Edge]) -> Granted:
    """The grade of a subject among those by whom the quotas fell out so."""
    grade = chance.reached
    met: list[tuple[Edge, int]] = []
    for edge in edges:
        if edge.quota.grade == grade:
            grade = grade if edge.takes(chance.standing) else chance.after[grade]
            met.append((edge, grade))
    return Granted(grade, tuple(met))
