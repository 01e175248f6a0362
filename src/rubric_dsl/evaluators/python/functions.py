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
from operator import itemgetter
from types import CodeType
from typing import Any

from attrs import frozen

from rubric_dsl.evaluators.python.emit import Emitter, Namer, scale_of, scales_of
from rubric_dsl.evaluators.python.linear import Figure, code, name, number
from rubric_dsl.model.rubric import MAX_VALUE, Metric
from rubric_dsl.plan import core as c
from rubric_dsl.syntax.tree import Mode

_RESERVED = frozenset(
    "metrics values slow decimals hundredths published units rest Odd type int bool len divmod KeyError TypeError".split()
)
_WIDE = Context(prec=200)
_KEPT = 100_000
"""Published figures kept for the next subject."""
_GROUP = 60
"""Parts in one chain of tests; a compiler recurses into an expression."""


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


def _compare(left: ast.expr, *rest: tuple[ast.cmpop, ast.expr]) -> ast.Compare:
    return ast.Compare(left, [operator for operator, _ in rest], [right for _, right in rest])


def _call(function: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(name(function), list(arguments), [])


def _assign(target: str, value: ast.expr) -> ast.Assign:
    return ast.Assign([ast.Name(target, ast.Store())], value)


def _least_most(metric: Metric, scale: int) -> tuple[int, int]:
    """The ends of a metric's range at a scale; ends with more decimals are rounded inwards."""
    low = metric.low if metric.low is not None else Fraction(-MAX_VALUE)
    high = metric.high if metric.high is not None else Fraction(MAX_VALUE)
    return (low * scale).__ceil__(), (high * scale).__floor__()


def _all_of(variables: list[str], kind: str) -> list[ast.expr]:
    """``a.__class__ is b.__class__ is int``: a third faster than ``type(a)``; an object that lies about its
    class either counts as a whole number or raises a TypeError, which leaves for the slow path."""
    tests: list[ast.expr] = []
    for start in range(0, len(variables), _GROUP):
        first, *others = [
            ast.Attribute(name(each), "__class__", ast.Load()) for each in variables[start : start + _GROUP]
        ]
        tests.append(_compare(first, *((ast.Is(), each) for each in others), (ast.Is(), name(kind))))
    return tests


def _none_negative(variables: list[str]) -> list[ast.expr]:
    """``0 <= a | b | c < 2**59``: the bits of a negative number would make the whole negative.

    Numbers from 2^59 up to the limit leave for the slow path, which takes them.
    """
    tests: list[ast.expr] = []
    for start in range(0, len(variables), _GROUP):
        joined: ast.expr = name(variables[start])
        for each in variables[start + 1 : start + _GROUP]:
            joined = ast.BinOp(joined, ast.BitOr(), name(each))
        tests.append(_compare(number(0), (ast.LtE(), joined), (ast.Lt(), number(1 << 59))))
    return tests


def _tests(metrics: tuple[Metric, ...], inputs: Mapping[str, str], scales: Mapping[str, int]) -> list[ast.expr]:
    """What must hold of the values for the straight line to be right."""
    numbers = [metric for metric in metrics if metric.kind != "yes/no"]
    as_given = [inputs[metric.id] for metric in numbers if scales[metric.id] == 1]
    truths = [inputs[metric.id] for metric in metrics if metric.kind == "yes/no"]
    tests = [*_all_of(as_given, "int"), *_all_of(truths, "bool")]
    tests += _none_negative([inputs[metric.id] for metric in numbers if metric.low is not None and metric.low >= 0])
    for metric in numbers:
        least, most = _least_most(metric, scales[metric.id])
        variable = name(inputs[metric.id])
        if metric.low is None or metric.low < 0:
            tests.append(_compare(number(least), (ast.LtE(), variable), (ast.LtE(), number(most))))
        elif metric.low > 0 and metric.high is not None:
            tests.append(_compare(number(least), (ast.LtE(), variable), (ast.LtE(), number(most))))
        elif metric.low > 0:
            tests.append(_compare(variable, (ast.GtE(), number(least))))
        elif metric.high is not None:
            tests.append(_compare(variable, (ast.LtE(), number(most))))
    return tests


def _reading(
    metrics: tuple[Metric, ...], inputs: Mapping[str, str], scales: Mapping[str, int], exit_: ast.stmt
) -> list[ast.stmt]:
    """Statements that read and check every metric, leaving where anything is odd."""
    targets: list[ast.expr] = [ast.Name(inputs[metric.id], ast.Store()) for metric in metrics]
    target = targets[0] if len(targets) == 1 else ast.Tuple(targets, ast.Store())
    size = _compare(_call("len", name("metrics")), (ast.NotEq(), number(len(metrics))))
    reading: list[ast.stmt] = [ast.If(size, [exit_], [])]
    if metrics:
        reading.append(ast.Assign([target], _call("values", name("metrics"))))
    for metric in metrics:
        if scales[metric.id] != 1:
            variable = inputs[metric.id]
            fast = ast.BinOp(name(variable), ast.Mult(), number(scales[metric.id]))
            is_int = _compare(_call("type", name(variable)), (ast.Is(), name("int")))
            reading.append(_assign(variable, ast.IfExp(is_int, fast, _call("hundredths", name(variable)))))
    tests = _tests(metrics, inputs, scales)
    for start in range(0, len(tests), _GROUP):
        group = tests[start : start + _GROUP]
        test = group[0] if len(group) == 1 else ast.BoolOp(ast.And(), group)
        reading.append(ast.If(ast.UnaryOp(ast.Not(), test), [exit_], []))
    errors = ast.Tuple([name("KeyError"), name("TypeError"), name("Odd")], ast.Load())
    return [ast.Try(reading, [ast.ExceptHandler(errors, None, [exit_])], [], [])]


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
        return ast.Return(ast.Subscript(name("published"), value, ast.Load()))

    ratio = Fraction(10**places, total.scale)
    up, down = ratio.numerator, ratio.denominator

    def above(times: int) -> ast.expr:
        return code(total) if times == 1 else ast.BinOp(number(times), ast.Mult(), code(total))

    if down == 1 and not total.dens:
        return [done(above(up))]
    below = _product(down, total.dens)
    if mode == "down":
        return [done(ast.BinOp(above(up), ast.FloorDiv(), below))]
    if mode == "up":
        return [done(ast.UnaryOp(ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), above(up)), ast.FloorDiv(), below)))]
    if down % 2 == 0:
        half, whole = _product(down // 2, total.dens), below
    else:
        up, half, whole = 2 * up, below, _product(2 * down, total.dens)
    raised = ast.BinOp(above(up), ast.Add(), half)
    if mode == "half up":
        return [done(ast.BinOp(raised, ast.FloorDiv(), whole))]
    units = ast.Tuple([ast.Name("units", ast.Store()), ast.Name("rest", ast.Store())], ast.Store())
    tie = ast.BoolOp(ast.And(), [ast.UnaryOp(ast.Not(), name("rest")), ast.BinOp(name("units"), ast.BitAnd(), number(1))])
    return [
        ast.Assign([units], _call("divmod", raised, whole)),
        ast.If(tie, [ast.AugAssign(ast.Name("units", ast.Store()), ast.Sub(), number(1))], []),
        done(name("units")),
    ]


class Published(dict[int, Decimal]):
    """Whole units of 10^-places → the published Decimal, each figure made once."""

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def __missing__(self, units: int) -> Decimal:
        found = Decimal(units).scaleb(-self.places, _WIDE)
        if len(self) < _KEPT:
            self[units] = found
        return found


def _function(title: str, body: list[ast.stmt], line: int) -> ast.FunctionDef:
    arguments = ast.arguments([], [ast.arg("metrics")], None, [], [], None, [])
    made = ast.FunctionDef(title, arguments, body, [], None, None)
    made.lineno = line
    return made


def _setup(plan: c.Plan) -> tuple[Namer, dict[str, str]]:
    namer = Namer(set(_RESERVED))
    return namer, {metric.id: namer.fresh(metric.id) for metric in plan.metrics}


def publication(plan: c.Plan) -> tuple[Mode, int]:
    """How the total is published; a rubric that does not say has a whole total, published as it is."""
    said = plan.publication
    return (said.mode, said.places) if said else ("half up", 0)


def score_function(plan: c.Plan, scales: Mapping[str, int], exit_to: str) -> ast.FunctionDef:
    """``score(metrics)``: the published total of a subject whose values are whole numbers at these scales."""
    namer, inputs = _setup(plan)
    line = plan.rubric.span.line
    exit_ = ast.Return(_call(exit_to, name("metrics")))
    emitter = Emitter(plan, inputs, scales, namer, name_all=False)
    emitter.emit(step.index for step in plan.steps)
    total = emitter.figures[plan.total]
    mode, places = publication(plan)
    reach = plan.ranges[plan.total]
    assert reach is not None
    body = [*_reading(plan.metrics, inputs, scales, exit_), *emitter.body]
    if reach.low is None or reach.low < 0:
        body.append(ast.If(_compare(code(total), (ast.Lt(), number(0))), [ast.Return(_call("slow", name("metrics")))], []))
    body.extend(_rounded(total, mode, places))
    return _function("score", body, line)


def trace_function(plan: c.Plan) -> tuple[ast.FunctionDef, Layout]:
    """``trace(metrics)``: the value of every step, then every metric, then every denominator."""
    namer, inputs = _setup(plan)
    line = plan.rubric.span.line
    exit_ = ast.Return(_call("slow", name("metrics")))
    emitter = Emitter(plan, inputs, scales_of(plan), namer, name_all=True)
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
    body = [*_reading(plan.metrics, inputs, scales_of(plan), exit_), *emitter.body]
    body.append(ast.Return(ast.Tuple(parts, ast.Load())))
    return _function("trace", body, line), layout


def locate(module: ast.Module) -> None:
    """Give every node a line: a statement's own where it has one, otherwise that of what it stands in."""
    waiting: list[tuple[ast.AST, int]] = [(module, 1)]
    while waiting:
        node, line = waiting.pop()
        line = getattr(node, "lineno", line)
        node.lineno = node.end_lineno = line  # type: ignore[attr-defined]
        node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]
        for name_ in node._fields:
            value = getattr(node, name_, None)
            if isinstance(value, ast.AST):
                waiting.append((value, line))
            elif isinstance(value, list):
                waiting.extend((part, line) for part in value if isinstance(part, ast.AST))


def compile_module(functions: list[ast.stmt], file: str) -> tuple[CodeType, ast.Module]:
    """Function definitions as code under the rubric's own file name."""
    module = ast.Module(functions, [])
    locate(module)
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


def _values(plan: c.Plan) -> Callable[[Any], Any]:
    """From a mapping to its values in the order of the metrics."""
    return itemgetter(*(metric.id for metric in plan.metrics)) if plan.metrics else (lambda _: ())


def compile_score(plan: c.Plan, slow: Callable[[Any], Decimal]) -> Callable[[Any], Decimal]:
    """The scoring function of a plan.

    Where marks and amounts are read, the first function takes whole ones as they are; subjects with decimals
    go on to a second one, in hundredths, which is made when the first of them comes.
    """
    published = Published(publication(plan)[1])
    given = {**_NAMES, "slow": slow, "published": published, "values": _values(plan)}
    file = plan.rubric.file
    hundredfold = scales_of(plan)
    second: list[Callable[[Any], Decimal]] = []

    def decimals(metrics: Any) -> Decimal:
        if not second:
            code_, _ = compile_module([score_function(plan, hundredfold, "slow")], file)
            second.append(run(code_, given)["score"])
        return second[0](metrics)

    whole = dict.fromkeys(hundredfold, 1)
    exit_to = "slow" if whole == hundredfold else "decimals"
    code_, _ = compile_module([score_function(plan, whole, exit_to)], file)
    score: Callable[[Any], Decimal] = run(code_, {**given, "decimals": decimals})["score"]
    return score


def compile_trace(plan: c.Plan, slow: Callable[[Any], tuple[Any, ...]]) -> tuple[Callable[[Any], Any], Layout]:
    """The tracing function of a plan and how to read what it returns."""
    function, layout = trace_function(plan)
    code_, _ = compile_module([function], plan.rubric.file)
    space = run(code_, {**_NAMES, "slow": slow, "values": _values(plan)})
    return space["trace"], layout
