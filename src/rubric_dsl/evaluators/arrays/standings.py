"""Exact values as whole numbers that stand in the same order, for what is sorted by them.

Comes in: for each row, exact ratios: of its total, and of what decides between equal ones. Goes out: keys,
whole numbers of which one is greater than another exactly where its ratio is.

>>> fineness = Fineness()
>>> fineness.see([1, 2], [3, 6]), fineness.see([1], [2])
(None, None)
>>> fineness.keys(np.array([1, 2, 1]), np.array([3, 6, 2])).tolist()
[12, 12, 18]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import define, field
from numpy.typing import ArrayLike, NDArray

from rubric_dsl.evaluators.arrays.columns import Column, ListColumn
from rubric_dsl.evaluators.arrays.kernels import Kernels, Ranks
from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.whole.lowering import program_of_ratios
from rubric_dsl.plan import core as c

Array = NDArray[Any]
_INT64 = 1 << 63


@define
class Fineness:
    """How fine a unit has to be for ratios that differ to have different keys; learnt from all of them.

    Two ratios that differ are at least 1 / d² apart, if d is the greatest denominator: so that is the unit.
    """

    _whole: int = 0
    """The greatest ratio, without its sign and rounded up."""
    _below: int = 1
    """The greatest denominator."""

    def see(self, above: ArrayLike, below: ArrayLike) -> None:
        """Take ratios into account; the denominators are above 0."""
        over, under = np.asarray(above), np.asarray(below)
        if len(over):
            whole = over // under
            self._whole = max(self._whole, abs(int(whole.min())), abs(int(whole.max())) + 1)
            self._below = max(self._below, int(under.max()))

    @property
    def most(self) -> int:
        """No key is greater, without its sign."""
        return self._whole * self._below**2

    @property
    def narrow(self) -> bool:
        """Whether all keys, and all that is worked out on the way, have 64 bits."""
        return max(self.most, self._below**2) < _INT64

    def keys(self, above: Array, below: Array) -> Array:
        """The keys of ratios that were seen: 64-bit whole numbers where these are enough, else Python's."""
        kind = np.int64 if self.narrow else object
        over, under = above.astype(kind), below.astype(kind)
        found = over // under
        for _ in range(2):  # digit by digit, in base d
            over = (over - over // under * under) * self._below
            found = found * self._below + over // under
        return found  # type: ignore[no-any-return]


def places_of(ratios: Sequence[tuple[Array, Array]], held: NDArray[np.bool_]) -> Array:
    """Where rows stand among each other by ratios, the first of which decides: whole numbers, equal where all
    ratios are. Rows that are not held stand nowhere."""
    found = np.zeros(np.count_nonzero(held), np.int64)
    for above, below in ratios if len(found) else ():
        fineness = Fineness()
        fineness.see(above[held], below[held])
        _, each = np.unique(fineness.keys(above[held], below[held]), return_inverse=True)
        _, found = np.unique(found * (int(each.max()) + 1) + each, return_inverse=True)
    places = np.zeros(len(held), np.int64)
    places[held] = found
    return places


@define
class Ratios:
    """The exact values of some steps for all rows. Raises ``NotWhole`` and ``TooWide``."""

    plan: c.Plan
    steps: Sequence[int]
    scales: Mapping[str, int] = field(factory=dict)
    known: Mapping[int, Fraction] = field(factory=dict)
    ranks: Mapping[int, Ranks] = field(factory=dict)
    _kernels: Kernels = field(init=False)

    def __attrs_post_init__(self) -> None:
        program = program_of_ratios(self.plan, self.steps, self.scales, self.known)
        self._kernels = Kernels(program, {**scales_of(self.plan), **self.scales}, False, self.ranks)

    def of(
        self, columns: Mapping[str, Column | ListColumn], size: int, threads: int = 1
    ) -> tuple[list[tuple[Array, Array]], NDArray[np.bool_]]:
        """For each step, numerators and denominators; and the odd rows, whose values are not told."""
        found = self._kernels.run(columns, size, threads)
        pairs = [
            (found.arrays[str(2 * place)], found.arrays[str(2 * place + 1)])
            for place in range(len(self.steps))
        ]
        return pairs, found.odd
