"""Steps put into the place where they are used: what an entry of a list gives is one expression.

Comes in: an expression that refers to steps made after a certain one. Goes out: the same without those
references. What was one step stays one object, so that it can still be worked out once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from rubric_dsl.plan import core as c
from rubric_dsl.plan.steps import Steps


def within(steps: Steps) -> Steps:
    """Steps for the inside of a fold: they may refer to those outside, which do not see them."""
    return attrs.evolve(steps, made=list(steps.made), ranges=list(steps.ranges), by_owner={})


def inlined(item: c.Expr, steps: Steps, first: int) -> c.Expr:
    """An expression with every step from ``first`` on in the place of its reference."""
    known: dict[int, c.Expr] = {}

    def by_step(ref: c.Expr) -> c.Expr | None:
        if not isinstance(ref, c.Ref):
            return None
        if ref.step < first:
            return ref
        if ref.step not in known:
            known[ref.step] = replaced(steps.made[ref.step].expr, by_step)
        return known[ref.step]

    return replaced(item, by_step)


def replaced(item: c.Expr, by: Callable[[c.Expr], c.Expr | None]) -> c.Expr:
    """An expression with something else in the place of each part that ``by`` has something for."""
    other = by(item)
    if other is not None:
        return other
    changed: dict[str, Any] = {}
    for part in attrs.fields(type(item)):
        value = getattr(item, part.name)
        if attrs.has(type(value)):
            new: Any = replaced(value, by)
            if new is not value:
                changed[part.name] = new
        elif isinstance(value, tuple) and value and attrs.has(type(value[0])):
            others = tuple(replaced(one, by) for one in value)
            if any(one is not old for one, old in zip(others, value, strict=True)):
                changed[part.name] = others
    if not changed:
        return item
    made: c.Expr = attrs.evolve(item, **changed)
    return made
