"""Emitted statements → functions: one that scores, one that traces, and one per criterion.

``score(metrics)`` checks its input, computes and publishes in one straight line; whatever is out of the
ordinary (a missing metric, a wrong kind, more decimals than the fast path takes) leaves through ``slow``,
which either scores exactly on fractions or says all that is wrong. ``trace(metrics)`` does the same and
returns the value of every step.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from types import CodeType
from typing import Any

from attrs import define, frozen

from rubric_dsl.evaluators.python.emit import Emitter, Namer, scale_of
from rubric_dsl.evaluators.python.linear import Figure, code, name, number
from rubric_dsl.model.rubric import MAX_VALUE, Metric
from rubric_dsl.plan import core as c
from rubric_dsl.syntax.tree import Mode

_RESERVED = frozenset(
    "metrics slow hundredths published units rest Odd type int bool len divmod KeyError TypeError".split()
)
_WIDE = Context(prec=200)


class Odd(Exception):
    """A value that the fast path does not take; the slow path says whether it is wrong."""


def hundredths(value: object) -> int:
    """A mark or an amount as a whole number of hundredths; :class:`Odd` where it is not one."""
    if type(value) is int:
        return value * 100
    if type(value) is float:
        try:
            units = round(value * 100)
        except (ValueError, OverflowError):
            raise Odd from None
        # below 2^40 no two decimals with two places share a float, so this is the decimal that is printed
        if units / 100 == value and -(1 << 40) < units < 1 << 40:
            return units
    elif type(value) is Decimal and value.is_finite():
        exponent = value.as_tuple().exponent
        if -20 <= exponent <= 20:  # type: ignore[operator]
            above, below = value.as_integer_ratio()
            if 100 % below == 0:
                return above * (100 // below)
    raise Odd


@frozen
class Layout:
    """How to read a trace: each position's scale, and the positions of its denominators."""

    scales: tuple[int, ...]
    dens: tuple[tuple[int, ...], ...]
    inputs: Mapping[str, int]
    """The position of each metric's value."""


@frozen
class Functions:
    """A plan's generated functions and the source they were made from."""

    score: Callable[[Any], Decimal]
    trace: Callable[[Any], tuple[Any, ...]]
    layout: Layout
    module: ast.Module


def _compare(left: ast.expr, *rest: tuple[ast.cmpop, ast.expr]) -> ast.Compare:
    return ast.Compare(left, [operator for operator, _ in rest], [right for _, right in rest])


def _call(function: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(name(function), list(arguments), [])


def _assign(target: str, value: ast.expr) -> ast.Assign:
    return ast.Assign([ast.Name(target, ast.Store())], value)


def _range_test(metric: Metric, variable: str) -> ast.expr:
    scale = scale_of(metric)
    low = metric.low if metric.low is not None else Fraction(-MAX_VALUE)
    high = metric.high if metric.high is not None else Fraction(MAX_VALUE)
    # an end with more decimals than the scale is rounded inwards, where all values of the scale lie
    least, most = (low * scale).__ceil__(), (high * scale).__floor__()
    return _compare(number(least), (ast.LtE(), name(variable)), (ast.LtE(), number(most)))


def _kind_test(metric: Metric, variable: str) -> ast.expr | None:
    if metric.kind == "count":
        return _compare(_call("type", name(variable)), (ast.Is(), name("int")))
    if metric.kind == "yes/no":
        return _compare(_call("type", name(variable)), (ast.Is(), name("bool")))
    return None


def _reading(metrics: tuple[Metric, ...], inputs: Mapping[str, str], exit_: ast.stmt) -> list[ast.stmt]:
    """Statements that read and check every metric, leaving for ``slow`` where anything is odd."""
    keys: list[ast.stmt] = []
    for metric in metrics:
        variable = inputs[metric.id]
        keys.append(_assign(variable, ast.Subscript(name("metrics"), ast.Constant(metric.id), ast.Load())))
    for metric in metrics:
        variable = inputs[metric.id]
        if scale_of(metric) == 100:
            fast = ast.BinOp(name(variable), ast.Mult(), number(100))
            is_int = _compare(_call("type", name(variable)), (ast.Is(), name("int")))
            keys.append(_assign(variable, ast.IfExp(is_int, fast, _call("hundredths", name(variable)))))
    size = _compare(_call("len", name("metrics")), (ast.NotEq(), number(len(metrics))))
    errors = ast.Tuple([name("KeyError"), name("TypeError"), name("Odd")], ast.Load())
    statements: list[ast.stmt] = [
        ast.Try([ast.If(size, [exit_], []), *keys], [ast.ExceptHandler(errors, None, [exit_])], [], [])
    ]
    tests: list[ast.expr] = []
    for metric in metrics:
        variable = inputs[metric.id]
        kind = _kind_test(metric, variable)
        if kind is not None:
            tests.append(kind)
        if metric.kind != "yes/no":
            tests.append(_range_test(metric, variable))
    for start in range(0, len(tests), 200):
        group = tests[start : start + 200]
        test = group[0] if len(group) == 1 else ast.BoolOp(ast.And(), group)
        statements.append(ast.If(ast.UnaryOp(ast.Not(), test), [exit_], []))
    return statements


def _product(factor: int, names: tuple[str, ...]) -> ast.expr:
    found: ast.expr | None = number(factor) if factor != 1 or not names else None
    for each in names:
        found = name(each) if found is None else ast.BinOp(found, ast.Mult(), name(each))
    assert found is not None
    return found


def _rounded(total: Figure, mode: Mode, places: int) -> list[ast.stmt]:
    """Publish the total in units of 10^-places, rounded once.

    Half up of above/below is ``floor((2·above + below) / (2·below))``; half even takes one away where that
    was a tie and came out odd. ``total`` is not negative here: negative totals leave for the slow path.
    """

    def done(value: ast.expr) -> ast.stmt:
        return ast.Return(_call("published", value))

    ratio = Fraction(10**places, total.scale)
    up, down = ratio.numerator, ratio.denominator
    above = code(total) if up == 1 else ast.BinOp(code(total), ast.Mult(), number(up))
    if down == 1 and not total.dens:
        return [done(above)]
    below = _product(down, total.dens)
    if mode == "down":
        return [done(ast.BinOp(above, ast.FloorDiv(), below))]
    if mode == "up":
        return [done(ast.UnaryOp(ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), above), ast.FloorDiv(), below)))]
    if down % 2 == 0:
        half, whole = _product(down // 2, total.dens), below
    else:
        above = ast.BinOp(number(2), ast.Mult(), above)
        half, whole = below, _product(2 * down, total.dens)
    raised = ast.BinOp(above, ast.Add(), half)
    if mode == "half up":
        return [done(ast.BinOp(raised, ast.FloorDiv(), whole))]
    units = ast.Tuple([ast.Name("units", ast.Store()), ast.Name("rest", ast.Store())], ast.Store())
    tie = ast.BoolOp(ast.And(), [ast.UnaryOp(ast.Not(), name("rest")), ast.BinOp(name("units"), ast.BitAnd(), number(1))])
    return [
        ast.Assign([units], _call("divmod", raised, whole)),
        ast.If(tie, [ast.AugAssign(ast.Name("units", ast.Store()), ast.Sub(), number(1))], []),
        done(name("units")),
    ]


@define
class Publisher:
    """Whole units → the published Decimal, each figure made once."""

    places: int
    _made: dict[int, Decimal]

    def __call__(self, units: int) -> Decimal:
        found = self._made.get(units)
        if found is None:
            found = Decimal(units).scaleb(-self.places, _WIDE)
            if len(self._made) < 100_000:
                self._made[units] = found
        return found


def _function(title: str, body: list[ast.stmt], line: int) -> ast.FunctionDef:
    arguments = ast.arguments([], [ast.arg("metrics")], None, [], [], None, [])
    made = ast.FunctionDef(title, arguments, body, [], None, None)
    for node in ast.walk(made):
        if isinstance(node, ast.stmt) and not hasattr(node, "lineno"):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = 0
    return made


def _setup(plan: c.Plan) -> tuple[Namer, dict[str, str]]:
    namer = Namer(set(_RESERVED))
    return namer, {metric.id: namer.fresh(metric.id) for metric in plan.metrics}


def publication(plan: c.Plan) -> tuple[Mode, int]:
    """How the total is published; a rubric that does not say has a whole total, published as it is."""
    said = plan.publication
    return (said.mode, said.places) if said else ("half up", 0)


def score_function(plan: c.Plan) -> ast.FunctionDef:
    """``score(metrics)``: the published total."""
    namer, inputs = _setup(plan)
    line = plan.rubric.span.line
    exit_ = ast.Return(_call("slow", name("metrics")))
    emitter = Emitter(plan, inputs, namer, name_all=False)
    emitter.emit(step.index for step in plan.steps)
    total = emitter.figures[plan.total]
    mode, places = publication(plan)
    reach = plan.ranges[plan.total]
    assert reach is not None
    body = [*_reading(plan.metrics, inputs, exit_), *emitter.body]
    if reach.low is None or reach.low < 0:
        body.append(ast.If(_compare(code(total), (ast.Lt(), number(0))), [exit_], []))
    body.extend(_rounded(total, mode, places))
    return _function("score", body, line)


def trace_function(plan: c.Plan) -> tuple[ast.FunctionDef, Layout]:
    """``trace(metrics)``: the value of every step, then every metric, then every denominator."""
    namer, inputs = _setup(plan)
    line = plan.rubric.span.line
    exit_ = ast.Return(_call("slow", name("metrics")))
    emitter = Emitter(plan, inputs, namer, name_all=True)
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
    layout = Layout(
        tuple(scales),
        tuple(tuple(positions[each] for each in group) for group in dens),
        {metric.id: positions[inputs[metric.id]] for metric in plan.metrics},
    )
    body = [*_reading(plan.metrics, inputs, exit_), *emitter.body]
    body.append(ast.Return(ast.Tuple(parts, ast.Load())))
    return _function("trace", body, line), layout


def compile_module(functions: list[ast.stmt], file: str) -> tuple[CodeType, ast.Module]:
    """Function definitions as code under the rubric's own file name."""
    module = ast.Module(functions, [])
    ast.fix_missing_locations(module)
    return compile(module, file, "exec"), module


def run(code_: CodeType, given: dict[str, Any]) -> dict[str, Any]:
    """Define the functions; the only names they can see are those given here."""
    space: dict[str, Any] = {"__builtins__": {}, "__name__": "rubric", **given}
    exec(code_, space)
    return space


_NAMES: dict[str, Any] = {
    "hundredths": hundredths, "Odd": Odd, "type": type, "int": int, "bool": bool, "len": len, "divmod": divmod,
    "KeyError": KeyError, "TypeError": TypeError,
}  # fmt: skip


def compile_score(plan: c.Plan, slow: Callable[[Any], Decimal]) -> tuple[Callable[[Any], Decimal], ast.Module]:
    """The scoring function of a plan."""
    code_, module = compile_module([score_function(plan)], plan.rubric.file)
    publisher = Publisher(publication(plan)[1], {})
    space = run(code_, {**_NAMES, "slow": slow, "published": publisher})
    return space["score"], module


def compile_trace(plan: c.Plan, slow: Callable[[Any], tuple[Any, ...]]) -> tuple[Callable[[Any], Any], Layout]:
    """The tracing function of a plan and how to read what it returns."""
    function, layout = trace_function(plan)
    code_, _ = compile_module([function], plan.rubric.file)
    space = run(code_, {**_NAMES, "slow": slow})
    return space["trace"], layout
