"""Grades that only so many subjects may have, by columns; as :mod:`rubric_dsl.plan.quotas` shares them out.

Comes in: for each row the grade that it reaches, where it stands, and what it gets where there is no room.
Goes out: its grade.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from rubric_dsl.evaluators.arrays.scoring import Scored
from rubric_dsl.evaluators.arrays.standings import places_of
from rubric_dsl.plan import core as c
from rubric_dsl.plan.quotas import Chance, admitted_of, room_of

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Ratio = tuple[Array, Array]


@frozen
class Chances:
    """What each row could get; nothing is said of those that are not scored."""

    scored: Mask
    reached: Array
    places: Array
    """Where each stands: whole numbers, the greater comes first."""
    after: tuple[Array, ...]
    """For each quota, the grade where there is no room."""

    @classmethod
    def of(
        cls,
        plan: c.Plan,
        scored: Scored,
        ratios: Sequence[Ratio],
        rows: Array,
        others: Sequence[Chance | None],
    ) -> Chances:
        """From columns, and of some rows from what was found out one by one (None: it is not scored).

        ``ratios``: of the total, of the ties, and of what is had where there is no room, in that order.
        """
        assert plan.graded is not None and scored.grade is not None, "there are quotas"
        held = np.ones(len(scored.grade), bool) if scored.excluded is None else scored.excluded < 0
        reached = scored.grade.astype(np.int64)
        signs = [-1 if plan.rubric.least_first else 1, *(-1 if lowest else 1 for _, lowest in plan.ties)]
        parts = [
            (sign * above.astype(np.int64), below)
            for sign, (above, below) in zip(signs, ratios, strict=False)
        ]
        after = [above // below for above, below in ratios[len(signs) :]]
        held[rows] = [one is not None for one in others]
        reached[rows] = [0 if one is None else one.reached for one in others]
        for number, quota in enumerate(plan.graded.quotas):
            after[number][rows] = [0 if one is None else one.after[quota.grade] for one in others]
        for number, (above, below) in enumerate(parts):
            given = [Fraction(0) if one is None else one.standing[number] for one in others]
            over, under = [one.numerator for one in given], [one.denominator for one in given]
            parts[number] = (_put(above, rows, over), _put(below, rows, under))
        return cls(held, reached, places_of(parts, held), tuple(after))

    def scarce(self, quotas: Sequence[c.Quota]) -> Mask:
        """The rows that reach a grade of which there are only so many."""
        return self.scored & np.isin(self.reached, [quota.grade for quota in quotas])


def shared_out(quotas: Sequence[c.Quota], chances: Chances, counted: Mask) -> Array:
    """The grade of each row; ``counted`` are those among whom they are shared out."""
    grades, counted = chances.reached.copy(), counted & chances.scored
    size = int(np.count_nonzero(counted))
    for quota, after in zip(quotas, chances.after, strict=True):
        above = int(np.count_nonzero(grades[counted] < quota.grade)) if quota.said.above else 0
        _, room = room_of(quota, size, above)
        here = grades == quota.grade
        standings = np.sort(chances.places[here & counted])[::-1].tolist()
        admitted = admitted_of(standings, room, quota.said.ties == "kept")
        takes = np.zeros(len(grades), bool)
        if admitted:
            takes |= chances.places >= standings[admitted - 1]
        if admitted < room:
            takes |= True if admitted == len(standings) else chances.places > standings[admitted]
        grades = np.where(here & ~takes, after, grades)
    return grades


def _put(column: Array, rows: Array, values: list[int]) -> Array:
    """A column with other values in some rows, as wide as they need it."""
    wide = any(not -(1 << 63) <= value < 1 << 63 for value in values)
    found = column.astype(object if wide else np.int64)
    found[rows] = np.array(values, object if wide else np.int64)
    return found
