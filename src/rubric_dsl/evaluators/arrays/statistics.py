"""What is known of all subjects, from columns: who belongs, and every statistic, exact.

Comes in: a plan that decides something among all, the columns of all, and the values of those that columns
do not hold. Goes out: what :func:`rubric_dsl.plan.cohorts.known_of` gives, as numbers for a scorer; and which
rows are excluded before anything is compared, or do not belong. It is the first of two passes: the second one
scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from rubric_dsl.evaluators.arrays.columns import Column, ListColumn
from rubric_dsl.evaluators.arrays.kernels import Kernels, Ranks
from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.whole.lowering import program_of_parts
from rubric_dsl.plan import core as c
from rubric_dsl.plan import folds
from rubric_dsl.plan.cohorts import Known, NobodyLeft, Ranked, Subject, first_of, told_by
from rubric_dsl.plan.dependencies import folds_over_all
from rubric_dsl.plan.inlining import replaced
from rubric_dsl.plan.interpret import evaluate

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Columns = Mapping[str, Column | ListColumn]


@frozen
class Members:
    """Who is who, before anything is compared."""

    odd: Mask
    """Rows that cannot be read here."""
    refused: Mask
    belongs: Mask


class OddRows(Exception):
    """Rows that belong and give something that is too wide for a column."""

    def __init__(self, rows: Mask) -> None:
        super().__init__(rows)
        self.rows = rows


@frozen
class _Exact(Sequence[Fraction]):
    """Whole numbers over a scale, each a fraction when it is looked at."""

    units: Array
    scale: int

    def __len__(self) -> int:
        return len(self.units)

    def __getitem__(self, place: Any) -> Any:
        return Fraction(int(self.units[place]), self.scale)


@frozen
class KnownOfAll:
    """Every statistic, by its step."""

    values: Mapping[int, Fraction]
    ranks: Mapping[int, Ranks]

    def of_all(self, plan: c.Plan, size: int) -> Known:
        """The same for subjects that are scored one by one."""
        found: dict[int, Fraction | Ranked] = dict(self.values)
        for step, ranks in self.ranks.items():
            fold = plan.steps[step].expr
            assert isinstance(fold, c.Fold), "a statistic is a fold over all"
            found[step] = Ranked(_Exact(ranks.values, ranks.scale), first_of(fold))
        return Known(size, found, {})


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
        return Members(odd, refused, belongs)

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
        self, columns: Columns, belongs: Mask, others: Sequence[Subject] = (), threads: int = 1
    ) -> KnownOfAll:
        """Every statistic of those who belong and of others, whose values are exact, in the order in which
        one may need another; or :class:`~rubric_dsl.plan.cohorts.NobodyLeft`. Raises :class:`OddRows`."""
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
                units, scale = self._given(each, None, columns, belongs, others, threads)
                ranks[one.step] = Ranks(np.sort(units), scale, first_of(fold) == "highest")
                continue
            value = replaced(fold.value, known)
            where = None if fold.where is None else replaced(fold.where, known)
            units, scale = self._given(value, where, columns, belongs, others, threads)
            values[one.step] = told[fold] = self._folded(one, fold, units, scale)
        return KnownOfAll(values, ranks)

    def _given(
        self,
        value: c.Expr,
        where: c.Expr | None,
        columns: Columns,
        belongs: Mask,
        others: Sequence[Subject],
        threads: int,
    ) -> tuple[Array, int]:
        """What each of those who count gives, as whole numbers over a scale."""
        size = len(belongs)
        numbers = [value] if where is None else [value, _as_number(where)]
        program, scales = program_of_parts(self.plan, numbers, [], self.scales)
        results = Kernels(program, self._scales).run(columns, size, threads)
        if (results.odd & belongs).any():
            raise OddRows(results.odd & belongs)
        counted = belongs if where is None else belongs & (results.arrays["1"] != 0)
        given = [
            evaluate(value, subject, ())
            for subject in others
            if where is None or evaluate(where, subject, ())
        ]
        return _together(results.arrays["0"][counted].astype(np.int64), scales[0], given)  # type: ignore[arg-type]

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


def _together(units: Array, scale: int, others: Sequence[Fraction]) -> tuple[Array, int]:
    """Whole numbers over a scale and other numbers, all over one scale; Python's whole numbers where 64 bits
    are too few."""
    if not others:
        return units, scale
    fine = lcm(scale, *(one.denominator for one in others))
    more = [int(one * fine) for one in others]
    most = max(map(abs, [*more, *(int(end) for end in (units.min(initial=0), units.max(initial=0)))]))
    kind = np.int64 if most * (fine // scale) < 1 << 62 else object
    return np.concatenate([units.astype(kind) * (fine // scale), np.array(more, kind)]), fine


def _sum(units: Array) -> int:
    """The sum of 64-bit whole numbers, which may need more than 64 bits."""
    return (int((units >> 32).sum()) << 32) + int((units & 0xFFFFFFFF).sum())


def _any(masks: list[Mask], size: int) -> Mask:
    return np.logical_or.reduce(masks) if masks else np.zeros(size, bool)
