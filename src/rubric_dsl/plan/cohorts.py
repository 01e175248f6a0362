"""What is known of all subjects together: who belongs, every statistic worked out once, and who stands where.

Comes in: a plan and the checked values of all subjects. Goes out: a value for each fold over all of them,
exact, the same in whatever order they come; :func:`rubric_dsl.plan.interpret.interpret` takes it or works it
out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan import folds
from rubric_dsl.plan.dependencies import folds_over_all, steps_under
from rubric_dsl.plan.inlining import replaced
from rubric_dsl.plan.interpret import Value, evaluate

Subject: TypeAlias = Mapping[str, Value]


@frozen
class Ranked:
    """The values of all in their order; a rank counts those before one's own."""

    values: Sequence[Fraction]
    first: str

    def before(self, own: Fraction) -> Fraction:
        """How many come before a value."""
        if self.first == "lowest":
            return Fraction(bisect_left(self.values, own))
        return Fraction(len(self.values) - bisect_right(self.values, own))


@frozen
class Known:
    """All that is known of a cohort."""

    size: int
    """How many subjects belong to it."""
    values: Mapping[int, Fraction | Ranked]
    """By the step of the statistic."""
    counted: Mapping[int, int]
    """Over how many subjects each was taken."""
    members: tuple[Subject, ...] = field(default=(), repr=False)
    """The values of those who belong to it."""


class NobodyLeft(Exception):
    """A statistic of nobody, for which the rubric does not say what it is."""

    def __init__(self, statistic: c.Statistic) -> None:
        super().__init__(statistic)
        self.statistic = statistic


def holds_early(plan: c.Plan, values: Subject, step: int) -> bool:
    """Whether a step holds that needs nothing of all subjects together."""
    found: dict[int, Value] = {}
    for index in steps_under(plan.steps, step):
        found[index] = evaluate(plan.steps[index].expr, values, found)  # type: ignore[arg-type]
    return bool(found[step])


def excluded_before(plan: c.Plan, values: Subject) -> int | None:
    """The first exclusion that holds of those that need nothing of all subjects together.

    One that looks at the cohort itself comes behind: whom it excludes was in it.
    """
    for place, step in enumerate(plan.exclusions):
        if not folds_over_all(plan.steps, step) and holds_early(plan, values, step):
            return place
    return None


def known_of(plan: c.Plan, subjects: Sequence[Subject]) -> Known:
    """Every statistic of a cohort, given the values of those who belong to it; or :class:`NobodyLeft`."""
    values: dict[int, Fraction | Ranked] = {}
    counted: dict[int, int] = {}
    told: dict[c.Expr, Fraction] = {}

    known = told_by(told)
    for one in plan.statistics:
        fold = plan.steps[one.step].expr
        assert isinstance(fold, c.Fold)
        if one.own is not None:
            values[one.step] = ranked = _ranked(fold, subjects, known)
            counted[one.step] = len(ranked.values)
            continue
        where = None if fold.where is None else replaced(fold.where, known)
        value = replaced(fold.value, known)
        given = [
            evaluate(value, subject, ())
            for subject in subjects
            if where is None or evaluate(where, subject, ())
        ]
        kept = [given[place] for place in folds.kept(fold, given, [None] * len(given))]  # type: ignore[arg-type]
        if kept or fold.how == "count":
            found = folds.folded(fold.how, kept)  # type: ignore[arg-type]
        elif isinstance(fold.empty, c.Literal):
            found = fold.empty.value
        else:
            raise NobodyLeft(one)
        values[one.step] = told[fold] = found
        counted[one.step] = len(given)
    return Known(len(subjects), values, counted, tuple(subjects))


def told_by(told: Mapping[c.Expr, Fraction]) -> Callable[[c.Expr], c.Expr | None]:
    """What stands for a statistic inside another one: its value."""
    return lambda item: c.Literal(told[item]) if isinstance(item, c.Fold) and item in told else None


def _ranked(fold: c.Fold, subjects: Sequence[Subject], known: Callable[[c.Expr], c.Expr | None]) -> Ranked:
    assert isinstance(fold.where, c.Compare), "a rank counts those who come before"
    each = replaced(fold.where.left, known)
    found = sorted(evaluate(each, subject, ()) for subject in subjects)
    return Ranked(tuple(found), first_of(fold))  # type: ignore[arg-type]


def first_of(fold: c.Fold) -> str:
    """Which end comes first in a rank."""
    assert isinstance(fold.where, c.Compare), "a rank counts those who come before"
    return "highest" if fold.where.relation == ">" else "lowest"
