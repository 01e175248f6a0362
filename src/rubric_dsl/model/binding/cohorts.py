"""Folds over all subjects and ranks with their names bound.

Comes in: such a fold, and what binds numbers and conditions. Goes out: the same with names bound, which mean
what they mean outside, of each subject in turn.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

from attrs import evolve

from rubric_dsl.model.binding.unbound import Unbound
from rubric_dsl.model.names import Names
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t

SUBJECTS = ("家", "人", "名", "subjects")
"""What subjects may be counted in, whatever they are."""
T = TypeVar("T", t.Fold, t.Rank)


class Binds(Protocol):
    """What binds the expressions of a criterion."""

    @property
    def names(self) -> Names: ...
    @property
    def adopt_units(self) -> bool: ...
    def number(self, item: t.Expression) -> t.Expression: ...
    def condition(self, item: t.Expression) -> t.Expression: ...


def over_all(item: T, binder: Binds) -> T:
    """Subjects are compared by what each of them is, not by the entries of its lists."""
    if binder.names.among_entries or binder.adopt_units:
        code = "RB0252" if binder.names.among_entries else "RB0262"
        binder.names.found.append(diagnostic(code, item.span))
        raise Unbound
    if isinstance(item, t.Rank):
        return evolve(item, value=binder.number(item.value))
    value = None if item.value is None else binder.number(item.value)
    where = None if item.where is None else binder.condition(item.where)
    return evolve(item, value=value, where=where)
