"""What depends on what in a plan: expressions on steps and metrics, steps on steps and metrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from rubric_dsl.plan import core as c


def parts(item: c.Expr) -> tuple[c.Expr, ...]:
    """The expressions right inside an expression, in the order of the text."""
    match item:
        case c.Literal() | c.Truth() | c.Ref() | c.Given():
            return ()
        case c.Input():
            return () if item.absent is None else (item.absent,)
        case c.Add() | c.Minimum() | c.Maximum() | c.And() | c.Or():
            return item.operands
        case c.Subtract() | c.Multiply() | c.Divide() | c.Compare():
            return (item.left, item.right)
        case c.Floor() | c.Ceiling() | c.Not() | c.Workdays() | c.Root() | c.Log():
            return (item.operand,)
        case c.Select():
            return (item.index, *item.cases)
        case c.Choose():
            return (item.condition, item.then, item.otherwise)
        case c.Item():
            return ()
        case c.Fold():
            return tuple(part for part in (item.value, item.where, item.empty) if part is not None)
        case _:
            assert_never(item)


def references(item: c.Expr) -> Iterator[int]:
    """The steps that an expression refers to, once for each mention."""
    if isinstance(item, c.Ref):
        yield item.step
    for part in parts(item):
        yield from references(part)


def inputs(item: c.Expr) -> Iterator[str]:
    """The metrics that an expression mentions itself."""
    if isinstance(item, c.Input | c.Given):
        yield item.metric
    if isinstance(item, c.Fold):
        if item.source == c.COHORT:  # what stands inside is read of all subjects, not of this one
            yield from inputs(item.empty) if item.empty is not None else ()
            return
        yield item.source
    for part in parts(item):
        yield from inputs(part)


def steps_under(steps: Sequence[c.Step], step: int) -> list[int]:
    """The steps that a step needs, itself included, in order."""
    found: set[int] = set()
    waiting = [step]
    while waiting:
        index = waiting.pop()
        if index not in found:
            found.add(index)
            waiting.extend(references(steps[index].expr))
    return sorted(found)


def folds_over_all(steps: Sequence[c.Step], step: int) -> list[int]:
    """The steps under a step that are known only when all subjects are."""

    def among(index: int) -> bool:
        expr = steps[index].expr
        return isinstance(expr, c.Fold) and expr.source == c.COHORT

    return [index for index in steps_under(steps, step) if among(index)]


def measured(item: c.Expr) -> Iterator[str]:
    """The metrics that an expression mentions anywhere, of whomever."""
    if isinstance(item, c.Input | c.Given):
        yield item.metric
    for part in parts(item):
        yield from measured(part)


def folds_inside(*items: c.Expr | None) -> Iterator[c.Fold]:
    """The folds over all subjects that stand in expressions."""
    for item in items:
        if isinstance(item, c.Fold) and item.source == c.COHORT:
            yield item
        yield from () if item is None else folds_inside(*parts(item))


def measured_of_all(plan: c.Plan) -> set[str]:
    """The metrics by which subjects are compared, and those that say who belongs to them."""
    found: set[str] = set()
    for one in plan.statistics:
        found.update(measured(plan.steps[one.step].expr))
    if plan.admitted is not None:
        found.update(metrics_under(plan.steps, plan.admitted))
    return found


def read_by(plan: c.Plan, path: str) -> tuple[str, ...]:
    """The metrics that a node reads itself, not through the points of another node or of its children."""
    others = {step for owner, step in plan.points.items() if owner != path}
    found: dict[str, None] = {}
    seen: set[int] = set()
    waiting = list(reversed(plan.by_owner[path]))
    while waiting:
        index = waiting.pop()
        if index not in seen and index not in others:
            seen.add(index)
            found.update(dict.fromkeys(inputs(plan.steps[index].expr)))
            waiting.extend(references(plan.steps[index].expr))
    return tuple(found)


def metrics_under(steps: Sequence[c.Step], step: int) -> tuple[str, ...]:
    """The metrics that a step depends on, each once, in the order they are read."""
    found: dict[str, None] = {}
    for index in steps_under(steps, step):
        found.update(dict.fromkeys(inputs(steps[index].expr)))
    return tuple(found)
