"""Grades → core: the place of a subject's grade, counted from the best, 0.

Comes in: bound grades, the step of the total and how it is published. Goes out: the step that holds the
place, and the steps on the way to it; holes and grades that nobody can get are told of here, for ranges show
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan.lower_expressions import ExpressionLowering
from rubric_dsl.plan.rounding import rounded
from rubric_dsl.plan.steps import literal
from rubric_dsl.source.diagnostics import diagnostic, warning
from rubric_dsl.syntax import tree as t


@frozen
class GradeLowering(ExpressionLowering):
    """Lowers the grades of a rubric."""

    def grades(self, grades: t.Grades, total: c.Ref, publication: c.Publication | None) -> c.Graded:
        """The steps of the grades."""
        value: c.Expr = total
        if grades.by == "published" and publication is not None:
            value = rounded(total, self.steps.range(total), publication)
        by = self.steps.number("graded", self.owner, value, grades.span)
        self._check(grades, self.steps.range(by))
        asked = [self._asked(grade, by) for grade in grades.grades]
        if any(grade.quota is not None for grade in grades.grades):  # each is looked at more than once
            asked = [self._once(test, grade) for test, grade in zip(asked, grades.grades, strict=True)]
        found = self.steps.number("grade", self.owner, _from(0, asked), grades.span)
        first, limits = found.step, []
        for limit in grades.limits:
            at, held = self._limit(grades, limit)
            after = self._limited(limit, at, held, found)
            limits.append(c.Applied(found.step, after.step, held.step, None))
            found = after
        quotas: list[c.Quota] = []
        for index, grade in enumerate(grades.grades[:-1]):
            if grade.quota is None:
                continue
            after = self.steps.number("grade", self.owner, _from(index + 1, asked), grade.quota.span)
            for limit, applied in zip(grades.limits, limits, strict=True):
                assert applied.condition is not None
                at = _place_of(grades, limit)
                after = self._limited(limit, at, c.Ref(applied.condition), after)
            quotas.append(c.Quota(index, grade.quota, after.step))
        return c.Graded(by.step, first, found.step, tuple(limits), tuple(quotas))

    def _limit(self, grades: t.Grades, limit: t.GradeLimit) -> tuple[int, c.Ref]:
        """The place of a limit's grade, and the step that says whether it holds."""
        at = _place_of(grades, limit)
        return at, self.steps.truth("applies", self.owner, self.expression(limit.condition), limit.span)

    def _limited(self, limit: t.GradeLimit, at: int, held: c.Ref, found: c.Ref) -> c.Ref:
        """A grade after one limit."""
        acting: c.Expr = literal(at)
        if limit.kind != "fixed at":
            acting = (c.Maximum if limit.kind == "at most" else c.Minimum)((literal(at), found))
        return self.steps.number("grade", self.owner, c.Choose(held, acting, found), limit.span)

    def _asked(self, grade: t.Grade, by: c.Ref) -> c.Expr | None:
        """What a grade asks for; None where it is given to all."""
        tests: list[c.Expr] = []
        if grade.bar is not None:
            tests.append(c.Compare(grade.relation, by, literal(grade.bar)))
        if grade.condition is not None:
            tests.append(self.expression(grade.condition))
        if not tests:
            return None
        return tests[0] if len(tests) == 1 else c.And(tuple(tests))

    def _once(self, test: c.Expr | None, grade: t.Grade) -> c.Expr | None:
        """What a grade asks for, as a step of its own."""
        return None if test is None else self.steps.truth("applies", self.owner, test, grade.span)

    def _check(self, grades: t.Grades, reach: c.Range) -> None:
        """A total that no grade is given for, and grades that nobody can get."""
        found = self.steps.found
        fewest, most = _ends(grades, reach)
        sure: t.Grade | None = None
        """The grade before with the easiest bar that asks for nothing else."""
        for grade in grades.grades:
            name = grade.name.id
            if sure is not None and (sure.bar is None or _covers(sure, grade)):
                bar = None if grade.bar is None else str(grade.bar)
                found.append(diagnostic("RB0347", grade.span, name=name, before=sure.name.id, bar=bar))
            elif grade.bar is not None and most is not None and not _reaches(grade, most):
                facts = {"name": name, "end": str(most), "upward": grade.upward}
                found.append(warning("RB0348", grade.span, **facts))
            if grade.condition is None and grade.quota is None:
                sure = grade
        last = grades.grades[-1]
        if sure is None:
            found.append(diagnostic("RB0341", last.span, total=None, name=last.name.id))
        elif sure.bar is not None and (fewest is None or not _reaches(sure, fewest)):
            lowest = fewest if fewest is not None else sure.bar - (1 if sure.upward else -1)
            found.append(diagnostic("RB0341", last.span, total=str(lowest), name=last.name.id))


def _from(start: int, asked: Sequence[c.Expr | None]) -> c.Expr:
    """The first grade from a place on whose tests hold; the last where none does."""
    place: c.Expr = literal(len(asked) - 1)
    for index, test in reversed(list(enumerate(asked))[start:]):
        place = literal(index) if test is None else c.Choose(test, literal(index), place)
    return place


def _place_of(grades: t.Grades, limit: t.GradeLimit) -> int:
    return next(index for index, one in enumerate(grades.grades) if one.name.id == limit.grade.text)


def _ends(grades: t.Grades, reach: c.Range) -> tuple[Fraction | None, Fraction | None]:
    """The worst total and the best."""
    falling = any(grade.bar is not None and not grade.upward for grade in grades.grades)
    return (reach.high, reach.low) if falling else (reach.low, reach.high)


def _reaches(grade: t.Grade, total: Fraction) -> bool:
    """Whether a total reaches a bar."""
    assert grade.bar is not None
    if total == grade.bar:
        return not grade.beside
    return (total > grade.bar) == grade.upward


def _covers(sure: t.Grade, grade: t.Grade) -> bool:
    """Whether whoever could get a grade gets the one before it."""
    if grade.bar is None or sure.bar is None:
        return False
    return _reaches(sure, grade.bar) or (grade.bar == sure.bar and grade.beside)
