"""What is known of all subjects together when one of them is another.

Comes in: a cohort and one of its subjects. Goes out: for any other values of that subject, every statistic,
exact, as :func:`rubric_dsl.plan.cohorts.known_of` would find it among all anew; what does not depend on the
one is worked out once.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from attrs import define, field, frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import Known, Ranked, Subject, excluded_before, first_of, told_by
from rubric_dsl.plan.dependencies import folds_inside, measured, metrics_under, steps_under
from rubric_dsl.plan.inlining import replaced
from rubric_dsl.plan.interpret import Value, evaluate


@frozen
class _Figures:
    """What the others give to one statistic."""

    values: tuple[Fraction, ...]
    """In order, the least first."""
    sum: Fraction

    def folded(self, fold: c.Fold, own: Fraction | None) -> Fraction | None:
        """The number that comes of theirs and of one's own, if it has any; None where there is nothing."""
        values, total = list(self.values), self.sum
        if own is not None:
            insort(values, own)
            total += own
        if fold.best is not None:
            values = values[-fold.best :]
            total = sum(values, Fraction(0))
        if fold.spare is not None and len(values) > fold.spare[1]:
            ends = fold.spare[0]
            total -= sum(values[:ends], Fraction(0)) + sum(values[-ends:], Fraction(0))
            values = values[ends:-ends]
        if not values and fold.how != "count":
            return None
        match fold.how:
            case "count":
                return Fraction(len(values))
            case "sum":
                return total
            case "mean":
                return total / len(values)
            case "least":
                return values[0]
            case "greatest":
                return values[-1]
            case "median":
                return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
            case _:
                assert_never(fold.how)


@frozen
class _Asked:
    """A statistic, and the others that stand inside it."""

    one: c.Statistic
    fold: c.Fold
    value: c.Expr
    """What each subject gives to it; to a rank, what it goes by."""
    where: c.Expr | None
    inside: tuple[c.Fold, ...]


@define
class Others:
    """A cohort without one subject. Make one with :meth:`of`."""

    plan: c.Plan
    members: tuple[Subject, ...]
    """All but that one."""
    known: Known
    """What is known as it is."""
    newcomer: bool
    """It could belong, and does not: whatever it is, the cohort stays what it is."""
    _asked: tuple[_Asked, ...]
    _admitted: tuple[int, ...]
    """The steps that say whether a subject belongs."""
    _figures: dict[tuple[object, ...], _Figures] = field(factory=dict)

    @classmethod
    def of(cls, plan: c.Plan, known: Known, subject: Subject) -> Others:
        """The others of a subject; of several with its very values it is one."""
        asked = tuple(_asked(plan, one) for one in plan.statistics)
        gate = () if plan.admitted is None else tuple(steps_under(plan.steps, plan.admitted))
        place = next((at for at, member in enumerate(known.members) if member == subject), None)
        if place is not None:
            others = (*known.members[:place], *known.members[place + 1 :])
            return cls(plan, others, known, False, asked, gate)
        found = cls(plan, known.members, known, False, asked, gate)
        found.newcomer = excluded_before(plan, subject) is None and found._belongs(subject)
        return found

    def known_with(self, subject: Subject) -> Known | None:
        """What is known of all when the one is this, not excluded; None where nobody could be scored then."""
        if self.newcomer:
            return self.known
        belongs, fewest = self._belongs(subject), self.plan.rubric.fewest
        size = len(self.members) + belongs
        if fewest is not None and size < fewest.count:
            return None
        values: dict[int, Fraction | Ranked] = {}
        told: dict[c.Expr, Fraction] = {}
        for each in self._asked:
            value, where, step = each.value, each.where, each.one.step
            if each.inside:
                value = replaced(value, told_by(told))
                where = None if where is None else replaced(where, told_by(told))
            figures = self._of_others((step, *(told[one] for one in each.inside)), value, where)
            if each.one.own is not None:  # nobody stands before itself: its own value makes no difference
                values[step] = Ranked(figures.values, first_of(each.fold))
                continue
            counts = belongs and (where is None or bool(evaluate(where, subject, ())))
            own = evaluate(value, subject, ()) if counts else None
            found = figures.folded(each.fold, own)  # type: ignore[arg-type]
            if found is None:
                if not isinstance(each.fold.empty, c.Literal):
                    return None
                found = each.fold.empty.value
            values[step] = found
            if any(each.fold in other.inside for other in self._asked):
                told[each.fold] = found
        return Known(size, values, {}, self.members)

    def _belongs(self, subject: Subject) -> bool:
        """Whether a subject that is not excluded belongs to the cohort by what it is."""
        found: dict[int, Value] = {}
        for index in self._admitted:
            found[index] = evaluate(self.plan.steps[index].expr, subject, found)  # type: ignore[arg-type]
        return self.plan.admitted is None or bool(found[self.plan.admitted])

    def _of_others(self, key: tuple[object, ...], value: c.Expr, where: c.Expr | None) -> _Figures:
        """What the others give, worked out once for what stands inside."""
        if key not in self._figures:
            given = [
                evaluate(value, each, ())
                for each in self.members
                if where is None or evaluate(where, each, ())
            ]
            self._figures[key] = _Figures(tuple(sorted(given)), sum(given, Fraction(0)))  # type: ignore[arg-type]
        return self._figures[key]


def _asked(plan: c.Plan, one: c.Statistic) -> _Asked:
    fold = plan.steps[one.step].expr
    assert isinstance(fold, c.Fold)
    if one.own is None:
        inside = tuple(folds_inside(fold.value, fold.where))
        return _Asked(one, fold, fold.value, fold.where, inside)
    assert isinstance(fold.where, c.Compare), "a rank counts those who come before"
    return _Asked(one, fold, fold.where.left, None, tuple(folds_inside(fold.where.left)))


def moving_others(plan: c.Plan) -> set[str]:
    """The metrics that move what the others give: a statistic that stands inside another measures them, or
    they say who belongs to it."""
    inside = {fold for one in plan.statistics for fold in _asked(plan, one).inside}
    found: set[str] = set()
    for fold in inside:
        found |= set(measured(fold))
    if inside and plan.admitted is not None:
        found.update(metrics_under(plan.steps, plan.admitted))
    return found


def holds_among(plan: c.Plan, values: Subject, under: Sequence[int], known: Known | None) -> bool:
    """Whether the last of some steps holds of a subject, given what is known of all."""
    own = {one.step: one.own for one in plan.statistics}
    found: dict[int, Value] = {}
    for index in under:
        of_all = known.values.get(index) if known is not None else None
        if of_all is None:
            found[index] = evaluate(plan.steps[index].expr, values, found)  # type: ignore[arg-type]
        elif isinstance(of_all, Ranked):
            found[index] = of_all.before(found[own[index]])  # type: ignore[index, arg-type]
        else:
            found[index] = of_all
    return bool(found[under[-1]])
