"""One function per criterion: its points from the metrics that it reads, for questions of the kind "what if".

Comes in: a plan. Goes out: for each leaf a function of inputs at the scale of the fast path (whole numbers,
or fractions where an input was finer) that gives its points over a fixed scale, or as a Fraction where a
denominator varies.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from rubric_dsl.evaluators.python import cohorts
from rubric_dsl.evaluators.python.absent import flag, in_order, stood_for
from rubric_dsl.evaluators.python.calendars import tables
from rubric_dsl.evaluators.python.emit import Emitter, Namer, scale_of, scales_of
from rubric_dsl.evaluators.python.folding import NAMES
from rubric_dsl.evaluators.python.linear import code, name, number
from rubric_dsl.evaluators.python.statements import OF_FRACTIONS, assign, call, compare, compile_module, run
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import folds_over_all, metrics_under, steps_under


@frozen
class Leaf:
    """A criterion's function, the metrics that it takes in order, and the scale of what it gives.

    Where it compares all subjects, it takes what is known of them last.
    """

    points: Callable[..., Any]
    metrics: tuple[str, ...]
    scale: int
    among: bool = False
    """Whether it compares all subjects."""


class _AnyWhole(tuple[int, ...]):
    """A table that is looked into with fractions as well: what an exact trace hands on."""

    __slots__ = ()

    def __getitem__(self, at: Any) -> Any:
        return tuple.__getitem__(self, int(at))


def _function(plan: c.Plan, title: str, step: int) -> tuple[ast.FunctionDef, tuple[str, ...], int]:
    metrics = metrics_under(plan.steps, step)
    namer = Namer({"len", "_", "cohort", title, *NAMES, *OF_FRACTIONS, *cohorts.NAMES, *tables(plan)})
    inputs = {metric: namer.fresh(metric) for metric in metrics}
    namer.taken.update(flag(variable) for variable in inputs.values())
    among = bool(folds_over_all(plan.steps, step))
    of_all = cohorts.unpacked(plan, namer) if among else cohorts.Unpacked({}, ())
    emitter = Emitter(plan, inputs, scales_of(plan), namer, name_all=False, fine=True, of_all=of_all.figures)
    emitter.emit(steps_under(plan.steps, step))
    figure = emitter.figures[step]
    value, scale = code(figure), figure.scale
    if figure.dens:
        below: ast.expr = number(scale)
        for each in figure.dens:
            below = ast.BinOp(below, ast.Mult(), name(each))
        value, scale = ast.Call(name("Fraction"), [value, below], []), 1
    body = [*_standing(plan, metrics, inputs), *of_all.statements, *emitter.body, ast.Return(value)]
    taken = [*(inputs[metric] for metric in metrics), *(["cohort"] if among else [])]
    arguments = ast.arguments([], [ast.arg(each) for each in taken], None, [], [], None, [])
    made = ast.FunctionDef(title, arguments, body, [], None, None)
    made.lineno = plan.steps[step].span.line
    return made, metrics, scale


def _standing(plan: c.Plan, metrics: tuple[str, ...], inputs: Mapping[str, str]) -> list[ast.stmt]:
    """What stands for each value that may be missing: it comes in as None."""
    known = [plan.rubric.metrics[name_] for name_ in metrics]
    scales = {one.id: scale_of(one) for one in known}
    found: list[ast.stmt] = []
    for one in in_order([one for one in known if one.optional]):
        variable = inputs[one.id]
        if isinstance(one.stands, str) and one.stands not in inputs:  # it is asked after, and not read
            there = compare(name(variable), (ast.IsNot(), ast.Constant(None)))
            found.append(assign(flag(variable), there))
            continue

        def exactly(units: Fraction, variable: str = variable) -> ast.stmt:
            return assign(variable, call("Fraction", number(units.numerator), number(units.denominator)))

        found.extend(stood_for(one, inputs, scales, exactly, [ast.Pass()], True))
    return found


def compile_leaves(plan: c.Plan) -> Mapping[str, Leaf]:
    """The function of every criterion that has a rule, by path."""
    leaves = [node for node in plan.rubric.walk() if not node.children]
    made = {
        node.path: (f"points_{index}", *_function(plan, f"points_{index}", plan.points[node.path]))
        for index, node in enumerate(leaves)
    }
    code_, _ = compile_module([function for _, function, _, _ in made.values()], plan.rubric.file)
    given = {title: _AnyWhole(table) for title, table in tables(plan).items()}
    space = run(code_, {"len": len, **NAMES, **cohorts.NAMES, **OF_FRACTIONS, **given})
    return {
        path: Leaf(space[title], metrics, scale, bool(folds_over_all(plan.steps, plan.points[path])))
        for path, (title, _, metrics, scale) in made.items()
    }
