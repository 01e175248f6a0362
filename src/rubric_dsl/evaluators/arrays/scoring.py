"""Tables in memory: the points of every node, the published total, exclusions and grades, all as columns.

Comes in: a plan and, for each metric, a column of whole numbers. Goes out: columns of whole numbers of units;
and which rows are odd, and to be scored one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from rubric_dsl.evaluators.arrays.columns import Column, ListColumn
from rubric_dsl.evaluators.arrays.kernels import Empty, Kernels, Ranks
from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.lowering import program_of
from rubric_dsl.plan import core as c

Array = NDArray[Any]


@frozen
class Scored:
    """Columns of results, whole numbers of units of the last decimal."""

    points: Mapping[str, Array]
    """By the path of the node."""
    published: Array
    exact: tuple[Array, Array] | None
    """The numerator and the denominator of the total, not in lowest terms."""
    excluded: Array | None
    """Which exclusion holds, from 0; −1 where none does. None where the rubric has none."""
    grade: Array | None
    """The place of the grade reached; None where the rubric has none."""
    odd: NDArray[np.bool_] | None
    """Rows that hold nothing: what is wrong with them, or what they come to, is for another way to say."""


@define
class ArrayScorer:
    """A plan ready for tables in memory. Raises ``NotWhole``, and ``TooWide`` where no type is safe."""

    plan: c.Plan
    scales: Mapping[str, int] = field(factory=dict)
    """What one unit of a metric is in its column, for those at another scale than the usual one."""
    exact: bool = False
    known: Mapping[int, Fraction] = field(factory=dict)
    """What is known of all subjects, by its step, where the rubric compares them."""
    ranks: Mapping[int, Ranks] = field(factory=dict)
    """And the values among which one's own has a rank."""
    program: n.Program = field(init=False)
    _kernels: Kernels = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.program = program_of(self.plan, self.scales, self.known)
        enclosed = program_of(self.plan, self.scales, self.known, enclosed=True)
        self._kernels = Kernels(
            self.program,
            {**scales_of(self.plan), **self.scales},
            self.exact,
            self.ranks,
            enclosed if enclosed.doubts else None,
        )

    def score(
        self,
        columns: Mapping[str, Column | ListColumn],
        size: int,
        threads: int = 1,
        empty: Empty = np.empty,
    ) -> Scored:
        """All rows of a table; ``columns`` by metric. ``empty`` makes the memory of the results."""
        found = self._kernels.run(columns, size, threads, empty)
        points = {one.path: found.arrays[one.name] for one in self.program.points}
        exact = (found.exact[0], found.exact[1]) if self.exact else None
        published = found.arrays[self.program.published.name]
        odd = found.odd if found.odd.any() else None
        return Scored(points, published, exact, found.excluded, found.grade, odd)
