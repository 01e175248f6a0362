"""What is known of all subjects, from columns: who belongs, and every statistic, exact.

Comes in: a plan that compares subjects, and the columns of all of them. Goes out: what
:func:`rubric_dsl.plan.cohorts.known_of` gives, as numbers for a scorer; and which rows are excluded before
anything is compared, or do not belong. It is the first of two passes: the second one scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from rubric_dsl.evaluators.arrays.columns import Column, ListColumn, TooWide
from rubric_dsl.evaluators.arrays.kernels import Kernels, Ranks
from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.whole.lowering import program_of_parts
from rubric_dsl.plan import core as c
from rubric_dsl.plan import folds
from rubric_dsl.plan.cohorts import NobodyLeft, first_of, told_by
from rubric_dsl.plan.dependencies import folds_over_all
from rubric_dsl.plan.inlining import replaced

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Columns = Mapping[str, Column | ListColumn]


@frozen
class Members:
    """Who is who, before anything is compared."""

    odd: Mask
    """Rows that cannot be read here."""
    excluded: Mask
    """Excluded by what needs nothing of the others."""
    refused: Mask
    belongs: Mask


@define
class Statistics:
    """The first pass over columns at some scales. Raises ``NotWhole`` and ``TooWide``."""

    plan: c.Plan
    scales: Mapping[str, int] = field(factory=dict)

    @property
    def _scales(self) -> dict[str, int]:
        return {**scales_of(self.plan), **self.scales}

    def members(self, columns: Columns, size: int, threads: int = 1) -> Members:
        """Which rows are compared."""
        early = [step for step in self.plan.exclusions if not folds_over_all(self.plan.steps, step)]
        refusals = [one.step for one in self.plan.refusals if not folds_over_all(self.plan.steps, one.step)]
        gate = [] if self.plan.admitted is None else [self.plan.admitted]
        tests = [*early, *refusals, *gate]
        held, odd = self._tested(tests, columns, size, threads)
        excluded = _any(held[: len(early)], size)
        refused = _any(held[len(early) : len(early) + len(refusals)], size) & ~excluded
        belongs = ~odd & ~excluded & ~refused
        if gate:
            belongs &= held[-1]
        return Members(odd, excluded, refused, belongs)

    def _tested(self, tests: list[int], columns: Columns, size: int, threads: int) -> tuple[list[Mask], Mask]:
        """Each condition by itself: a program tells the first of several that holds."""
        found: list[Mask] = []
        odd = np.zeros(size, bool)
        for steps in [[step] for step in tests] or [[]]:
            program, _ = program_of_parts(self.plan, [], steps, self.scales)
            results = Kernels(program, self._scales).run(columns, size, threads)
            odd |= results.odd
            if results.excluded is not None:
                found.append(results.excluded >= 0)
        return found, odd

    def known(
        self, columns: Columns, belongs: Mask, threads: int = 1
    ) -> tuple[dict[int, Fraction], dict[int, Ranks]]:
        """Every statistic of those who belong, in the order in which one may need another; or
        :class:`~rubric_dsl.plan.cohorts.NobodyLeft`. Raises :class:`TooWide` where some value is."""
        values: dict[int, Fraction] = {}
        ranks: dict[int, Ranks] = {}
        told: dict[c.Expr, Fraction] = {}
        known = told_by(told)
        for one in self.plan.statistics:
            fold = self.plan.steps[one.step].expr
            assert isinstance(fold, c.Fold), "a statistic is a fold over all"
            if one.own is not None:
                assert isinstance(fold.where, c.Compare), "a rank counts those who come before"
                each = replaced(fold.where.left, known)
                units, scale, _ = self._given(each, None, columns, belongs, threads)
                ranks[one.step] = Ranks(np.sort(units[belongs]), scale, first_of(fold) == "highest")
                continue
            value = replaced(fold.value, known)
            where = None if fold.where is None else replaced(fold.where, known)
            units, scale, held = self._given(value, where, columns, belongs, threads)
            values[one.step] = told[fold] = self._folded(one, fold, units[belongs & held], scale)
        return values, ranks

    def _given(
        self, value: c.Expr, where: c.Expr | None, columns: Columns, belongs: Mask, threads: int
    ) -> tuple[Array, int, Mask]:
        """What each row gives as a whole number over a scale, and whether it counts."""
        size = len(belongs)
        numbers = [value] if where is None else [value, _as_number(where)]
        program, scales = program_of_parts(self.plan, numbers, [], self.scales)
        results = Kernels(program, self._scales).run(columns, size, threads)
        if (results.odd & belongs).any():
            raise TooWide
        held = np.ones(size, bool) if where is None else results.arrays["1"] != 0
        return results.arrays["0"].astype(np.int64), scales[0], held

    def _folded(self, one: c.Statistic, fold: c.Fold, units: Array, scale: int) -> Fraction:
        if fold.how == "count" and fold.best is None and fold.spare is None:
            return Fraction(len(units))
        units = np.sort(units)
        if fold.best is not None:
            units = units[max(0, len(units) - fold.best) :]
        if fold.spare is not None and len(units) > fold.spare[1]:
            units = units[fold.spare[0] : -fold.spare[0]]
        if not len(units) and fold.how != "count":
            if isinstance(fold.empty, c.Literal):
                return fold.empty.value
            raise NobodyLeft(one)
        match fold.how:
            case "count":
                return Fraction(len(units))
            case "sum" | "mean":
                total = _sum(units)
                return Fraction(total, scale * (len(units) if fold.how == "mean" else 1))
            case "least" | "greatest":
                return Fraction(int(units[0 if fold.how == "least" else -1]), scale)
            case _:
                middle = [units[(len(units) - 1) // 2], units[len(units) // 2]]
                return folds.folded("median", [Fraction(int(end), scale) for end in middle])


def _as_number(test: c.Expr) -> c.Expr:
    return c.Choose(test, c.Literal(Fraction(1)), c.Literal(Fraction(0)))


def _sum(units: Array) -> int:
    """The sum of 64-bit whole numbers, which may need more than 64 bits."""
    return (int((units >> 32).sum()) << 32) + int((units & 0xFFFFFFFF).sum())


def _any(masks: list[Mask], size: int) -> Mask:
    return np.logical_or.reduce(masks) if masks else np.zeros(size, bool)
