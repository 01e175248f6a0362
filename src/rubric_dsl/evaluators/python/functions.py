"""Emitted statements → functions: one that scores, one that traces, and one per criterion.

``score(metrics)`` checks its input, computes and publishes in one straight line; whatever is out of the
ordinary (a missing metric, a wrong kind, more decimals than the fast path takes) leaves through ``slow``,
which either scores exactly on fractions or says all that is wrong. ``trace(metrics)`` does the same and
returns the value of every step.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import Any

from attrs import field, frozen

from rubric_dsl.evaluators.python import cohorts
from rubric_dsl.evaluators.python.absent import asked_in, flag
from rubric_dsl.evaluators.python.calendars import tables
from rubric_dsl.evaluators.python.choices import direct, names, positions, rows
from rubric_dsl.evaluators.python.cohorts import unpacked
from rubric_dsl.evaluators.python.emit import Emitter, Namer, scale_of, scales_of
from rubric_dsl.evaluators.python.entries import Counted, lists_read_once, reader_name, readers
from rubric_dsl.evaluators.python.folding import NAMES
from rubric_dsl.evaluators.python.linear import code, name, number
from rubric_dsl.evaluators.python.odd import Odd, day, hundredths
from rubric_dsl.evaluators.python.prologue import prologue
from rubric_dsl.evaluators.python.publishing import Points, Published, leaving, publication
from rubric_dsl.evaluators.python.statements import INEXACT, call, compile_module, run
from rubric_dsl.plan import core as c

_RESERVED = frozenset(
    "metrics values slow decimals hundredths day published units rest Fraction "
    "Odd type int bool len divmod KeyError TypeError AttributeError _".split()
) | {"cohort", *NAMES, *INEXACT, *cohorts.NAMES}


@frozen
class Layout:
    """How to read a trace: each position's scale, and the positions of its denominators."""

    scales: tuple[int, ...]
    dens: tuple[tuple[int, ...], ...]
    inputs: Mapping[str, int]
    """The position of each metric's value."""
    given: Mapping[str, int] = field(factory=dict)
    """The positions that say whether a metric was given, for those that may be missing."""


def _taken(plan: c.Plan) -> tuple[str, ...]:
    """What generated functions take: the metrics, and what is known of all subjects where it is spoken of."""
    return ("metrics", "cohort") if plan.statistics else ("metrics",)


def _leave(plan: c.Plan, to: str) -> ast.Return:
    return ast.Return(call(to, *(name(each) for each in _taken(plan))))


def _function(plan: c.Plan, title: str, body: list[ast.stmt], line: int) -> ast.FunctionDef:
    arguments = ast.arguments([], [ast.arg(each) for each in _taken(plan)], None, [], [], None, [])
    made = ast.FunctionDef(title, arguments, body, [], None, None)
    made.lineno = line
    return made


def _setup(plan: c.Plan) -> tuple[Namer, dict[str, str]]:
    read = {reader_name(position) for position in range(len(plan.metrics))}
    namer = Namer({*_RESERVED, *names(plan.metrics), *read, *tables(plan)})
    inputs = {metric.id: namer.fresh(metric.id) for metric in plan.metrics}
    namer.taken.update(flag(inputs[metric.id]) for metric in plan.metrics if metric.optional)
    return namer, inputs


def _refused(plan: c.Plan, emitter: Emitter) -> list[ast.stmt]:
    """Leave where the rubric refuses the input; the slow path says why."""
    if not plan.refusals:
        return []
    tests = [emitter.truths[one.step] for one in plan.refusals]
    test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)
    return [ast.If(test, [_leave(plan, "slow")], [])]


def score_function(
    plan: c.Plan, scales: Mapping[str, int], exit_to: str
) -> tuple[ast.FunctionDef, dict[str, Counted | None]]:
    """``score(metrics)``: the published total of a subject whose values are whole numbers at these scales.

    The second is how it takes the lists of which it asks once.
    """
    namer, inputs = _setup(plan)
    line = plan.rubric.span.line
    exit_ = _leave(plan, exit_to)
    of_all = unpacked(plan, namer)
    read_directly = direct(plan)
    emitter = Emitter(plan, inputs, scales, namer, name_all=False, of_all=of_all.figures, rows=read_directly)
    emitter.counted = dict.fromkeys(lists_read_once(plan))
    emitter.emit(step.index for step in plan.steps)
    total = emitter.figures[plan.total]
    reach = plan.ranges[plan.total]
    assert reach is not None
    read = prologue(plan.metrics, inputs, scales, exit_, asked_in(plan), read_directly)
    body = [*read, *of_all.statements, *emitter.body, *_refused(plan, emitter)]
    if plan.exclusions:
        tests = [emitter.truths[step] for step in plan.exclusions]
        held = tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)
        body.append(ast.If(held, [_leave(plan, "slow")], []))
    body.extend(leaving(total, publication(plan), reach.low is None or reach.low < 0))
    return _function(plan, "score", body, line), emitter.counted


def trace_function(plan: c.Plan) -> tuple[ast.FunctionDef, Layout]:
    """``trace(metrics)``: the value of every step, then every metric, then every denominator."""
    namer, inputs = _setup(plan)
    line = plan.rubric.span.line
    exit_ = _leave(plan, "slow")
    of_all = unpacked(plan, namer)
    emitter = Emitter(plan, inputs, scales_of(plan), namer, name_all=True, of_all=of_all.figures)
    emitter.emit(step.index for step in plan.steps)
    parts: list[ast.expr] = []
    scales: list[int] = []
    dens: list[tuple[str, ...]] = []
    for step in plan.steps:
        if step.truth:
            parts.append(emitter.truths[step.index])
            scales.append(1)
            dens.append(())
        else:
            figure = emitter.figures[step.index]
            parts.append(code(figure))
            scales.append(figure.scale)
            dens.append(figure.dens)
    positions: dict[str, int] = {}
    for metric in plan.metrics:
        positions[inputs[metric.id]] = len(parts)
        parts.append(name(inputs[metric.id]))
        scales.append(scale_of(metric))
        dens.append(())
    for below in {each for group in dens for each in group}:
        if below not in positions:
            positions[below] = len(parts)
            parts.append(name(below))
            scales.append(1)
            dens.append(())
    optional = frozenset(metric.id for metric in plan.metrics if metric.optional)
    given: dict[str, int] = {}
    for metric in plan.metrics:
        if metric.id in optional:
            given[metric.id] = len(parts)
            parts.append(name(flag(inputs[metric.id])))
            scales.append(1)
            dens.append(())
    layout = Layout(
        tuple(scales),
        tuple(tuple(positions[each] for each in group) for group in dens),
        {metric.id: positions[inputs[metric.id]] for metric in plan.metrics},
        given,
    )
    read = prologue(plan.metrics, inputs, scales_of(plan), exit_, optional)
    body = [*read, *of_all.statements, *emitter.body, *_refused(plan, emitter)]
    body.append(ast.Return(ast.Tuple(parts, ast.Load())))
    return _function(plan, "trace", body, line), layout


_NAMES: dict[str, Any] = {
    **INEXACT,
    "hundredths": hundredths,
    "day": day,
    "Odd": Odd,
    "type": type,
    "int": int,
    "bool": bool,
    "len": len,
    "divmod": divmod,
    "KeyError": KeyError,
    "TypeError": TypeError,
    "AttributeError": AttributeError,
    **NAMES,
    **cohorts.NAMES,
}


def _values(plan: c.Plan) -> Callable[[Any], Any]:
    """From a mapping to its values in the order of the metrics."""
    required = [metric.id for metric in plan.metrics if not metric.optional]
    return itemgetter(*required) if required else (lambda _: ())


def compile_score(plan: c.Plan, slow: Callable[..., Decimal]) -> Callable[..., Decimal]:
    """The scoring function of a plan; it takes what is known of all subjects too where that is spoken of.

    Where marks and amounts are read, the first function takes whole ones as they are; subjects with decimals
    go on to a second one, in hundredths, which is made when the first of them comes.
    """
    published = Published(publication(plan))
    given = {
        **_NAMES,
        **tables(plan),
        **positions(plan.metrics),
        **rows(plan.metrics, direct(plan)),
        "slow": slow,
        "published": published,
        "values": _values(plan),
    }
    hundredfold = scales_of(plan)
    whole = dict.fromkeys(hundredfold, 1)
    second: list[Callable[..., Decimal]] = []

    def decimals(*taken: Any) -> Decimal:
        if not second:
            second.append(at(hundredfold, "slow"))
        return second[0](*taken)

    def at(scales: Mapping[str, int], exit_to: str) -> Callable[..., Decimal]:
        function, counted = score_function(plan, scales, exit_to)
        code_, _ = compile_module([function], plan.rubric.file)
        known = {**given, "decimals": decimals, **readers(plan.metrics, scales, counted)}
        score: Callable[..., Decimal] = run(code_, known)["score"]
        return score

    return at(whole, "slow" if whole == hundredfold else "decimals")


def points_function(plan: c.Plan) -> tuple[ast.FunctionDef, int]:
    """``points(metrics)``: the exact total as a fraction, and the scale to divide by."""
    namer, inputs = _setup(plan)
    scales = scales_of(plan)
    exit_ = _leave(plan, "slow")
    read_directly = direct(plan)
    emitter = Emitter(plan, inputs, scales, namer, name_all=False, rows=read_directly)
    emitter.emit(step.index for step in plan.steps)
    figure = emitter.figures[plan.total]
    result: ast.expr
    if figure.dens:
        below: ast.expr = number(figure.scale)
        for each in figure.dens:
            below = ast.BinOp(below, ast.Mult(), name(each))
        result = call("Fraction", code(figure), below)
    else:
        result = ast.Subscript(name("published"), code(figure), ast.Load())
    body = [*prologue(plan.metrics, inputs, scales, exit_, asked_in(plan), read_directly), *emitter.body]
    body += [*_refused(plan, emitter), ast.Return(result)]
    return _function(plan, "points", body, plan.rubric.span.line), figure.scale


def compile_points(plan: c.Plan, slow: Callable[[Any], Fraction]) -> Callable[[Any], Fraction]:
    """The exact total of a plan, for a rule on its own."""
    function, scale = points_function(plan)
    code_, _ = compile_module([function], plan.rubric.file)
    given = {
        **_NAMES,
        **tables(plan),
        **positions(plan.metrics),
        **rows(plan.metrics, direct(plan)),
        "slow": slow,
        "values": _values(plan),
        "published": Points(scale),
        **readers(plan.metrics, scales_of(plan), {}),
    }
    points: Callable[[Any], Fraction] = run(code_, given)["points"]
    return points


def compile_trace(plan: c.Plan, slow: Callable[..., tuple[Any, ...]]) -> tuple[Callable[..., Any], Layout]:
    """The tracing function of a plan and how to read what it returns."""
    function, layout = trace_function(plan)
    code_, _ = compile_module([function], plan.rubric.file)
    lists = readers(plan.metrics, scales_of(plan))
    given = {**_NAMES, **tables(plan), **positions(plan.metrics), "slow": slow, "values": _values(plan)}
    space = run(code_, {**given, **lists})
    return space["trace"], layout
