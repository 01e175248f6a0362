"""Statistics as Python: numbers that a function is given beside the metrics.

Comes in: a plan that speaks of all subjects together. Goes out: the variables that hold its statistics, and
their values in the order in which generated code takes them: a whole number; another as its numerator and
denominator; for a rank the values of all, sorted.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from attrs import frozen

from rubric_dsl.evaluators.python.linear import Figure, code, name, number, variable
from rubric_dsl.evaluators.python.statements import call
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import Known, Ranked

if TYPE_CHECKING:
    from rubric_dsl.evaluators.python.emit import Namer

NAMES: dict[str, Any] = {"bisect_left": bisect_left, "bisect_right": bisect_right}
"""What generated code calls to find a rank."""


@frozen
class Given:
    """A cohort as generated code takes it; the exact way takes what is known as it is."""

    figures: tuple[Any, ...]
    known: Known


def given(plan: c.Plan, known: Known) -> Given:
    """What is known of all subjects, in the order of the statistics."""
    figures: list[Any] = []
    for one in plan.statistics:
        value = known.values[one.step]
        if isinstance(value, Ranked):
            figures.append(value.values)
        elif _whole(plan, one.step):
            figures.append(int(value))
        else:
            figures += [value.numerator, value.denominator]
    return Given(tuple(figures), known)


def _whole(plan: c.Plan, step: int) -> bool:
    reach = plan.ranges[step]
    return reach is not None and reach.whole


def _wish(one: c.Statistic) -> str:
    return "all_of_them" if one.own is not None else f"{one.said.how}_of_all"  # type: ignore[union-attr]


@frozen
class Unpacked:
    """The variables of all statistics, and the statement that fills them."""

    figures: dict[int, Figure | str]
    """By step: a number, or the variable with the sorted values."""
    statements: tuple[ast.stmt, ...]


def unpacked(plan: c.Plan, namer: Namer) -> Unpacked:
    """``mean_of_all, mean_of_all_below, all_of_them = cohort.figures``"""
    figures: dict[int, Figure | str] = {}
    targets: list[ast.expr] = []

    def fresh(wish: str) -> str:
        found = namer.fresh(wish)
        targets.append(ast.Name(found, ast.Store()))
        return found

    for one in plan.statistics:
        held = fresh(_wish(one))
        if one.own is not None:
            figures[one.step] = held
        elif _whole(plan, one.step):
            figures[one.step] = variable(held)
        else:
            figures[one.step] = variable(held, 1, (fresh(f"{held}_below"),))
    if not targets:
        return Unpacked(figures, ())
    source = ast.Attribute(name("cohort"), "figures", ast.Load())
    return Unpacked(figures, (ast.Assign([ast.Tuple(targets, ast.Store())], source),))


def before(values: str, own: Figure, fold: c.Fold) -> ast.expr:
    """``bisect_left(all_of_them, price)``: how many come before a value."""
    value = code(own)
    if own.scale != 1 or own.dens:
        below: ast.expr = number(own.scale)
        for each in own.dens:
            below = ast.BinOp(below, ast.Mult(), name(each))
        value = call("Fraction", value, below)
    assert isinstance(fold.where, c.Compare)
    if fold.where.relation == "<":
        return call("bisect_left", name(values), value)
    return ast.BinOp(call("len", name(values)), ast.Sub(), call("bisect_right", name(values), value))
