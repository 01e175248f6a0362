"""How a generated function begins: the metrics are read and checked, or the function is left.

Whatever is out of the ordinary (a missing or unknown metric, a wrong kind, a value outside its range, more
decimals than the fast path takes) leaves; the slow path says whether it is wrong.
"""

from __future__ import annotations

import ast
from collections.abc import Container, Mapping, Set
from fractions import Fraction
from math import lcm

from rubric_dsl.evaluators.python.absent import in_order, stood_for
from rubric_dsl.evaluators.python.choices import lookups
from rubric_dsl.evaluators.python.entries import reader_name
from rubric_dsl.evaluators.python.linear import name, number
from rubric_dsl.evaluators.python.odd import least_most
from rubric_dsl.evaluators.python.statements import GROUP, assign, call, compare
from rubric_dsl.model.rubric import Metric


def _all_of(variables: list[str], kind: str) -> list[ast.expr]:
    """``a.__class__ is b.__class__ is int``: a third faster than ``type(a)``; an object that lies about its
    class either counts as a whole number or raises a TypeError, which leaves for the slow path."""
    tests: list[ast.expr] = []
    for start in range(0, len(variables), GROUP):
        first, *others = [
            ast.Attribute(name(each), "__class__", ast.Load()) for each in variables[start : start + GROUP]
        ]
        tests.append(compare(first, *((ast.Is(), each) for each in others), (ast.Is(), name(kind))))
    return tests


def _none_negative(variables: list[str]) -> list[ast.expr]:
    """``0 <= a | b | c < 2**59``: the bits of a negative number would make the whole negative.

    Numbers from 2^59 up to the limit leave for the slow path, which takes them.
    """
    tests: list[ast.expr] = []
    for start in range(0, len(variables), GROUP):
        joined: ast.expr = name(variables[start])
        for each in variables[start + 1 : start + GROUP]:
            joined = ast.BinOp(joined, ast.BitOr(), name(each))
        tests.append(compare(number(0), (ast.LtE(), joined), (ast.Lt(), number(1 << 59))))
    return tests


def _tests(
    metrics: tuple[Metric, ...], inputs: Mapping[str, str], scales: Mapping[str, int]
) -> list[ast.expr]:
    """What must hold of the values for the straight line to be right."""
    numbers = [
        metric
        for metric in metrics
        if metric.kind not in ("yes/no", "choice", "list") and (metric.kind != "date" or metric.dated)
    ]
    as_given = [inputs[one.id] for one in numbers if scales[one.id] == 1 and one.kind != "date"]
    truths = [inputs[metric.id] for metric in metrics if metric.kind == "yes/no"]
    tests = [*_all_of(as_given, "int"), *_all_of(truths, "bool")]
    open_ended = [metric for metric in numbers if metric.high is None and metric.low is not None]
    tests += _none_negative([inputs[metric.id] for metric in open_ended if metric.low >= 0])  # type: ignore[operator]
    for metric in numbers:
        scale = scales[metric.id]
        least, most = least_most(metric, scale)
        variable = name(inputs[metric.id])
        # two plain comparisons are faster than a chained one
        if metric.high is not None or metric.low is None or metric.low != 0:
            tests.append(compare(variable, (ast.GtE(), number(least))))
        if metric.high is not None or metric.low is None or metric.low < 0:
            tests.append(compare(variable, (ast.LtE(), number(most))))
        if metric.grain is not None:
            tests.append(_on_a_step(metric, variable, scale))
    return tests


def _on_a_step(metric: Metric, variable: ast.expr, scale: int) -> ast.expr:
    """``(mark - 25) % 50 == 0``"""
    low, grain = (metric.low or Fraction(0)) * scale, metric.grain * scale  # type: ignore[operator]
    up = lcm(low.denominator, grain.denominator)
    first = variable if up == 1 else ast.BinOp(variable, ast.Mult(), number(up))
    from_low = ast.BinOp(first, ast.Sub(), number(int(low * up))) if low else first
    return compare(ast.BinOp(from_low, ast.Mod(), number(int(grain * up))), (ast.Eq(), number(0)))


def _converted(metric: Metric, position: int, variable: str, scale: int) -> list[ast.stmt]:
    """A value as a whole number, where it does not come as one; a list as a tuple of them."""
    if metric.entries is not None:
        return [assign(variable, call(reader_name(position), name(variable)))]
    if metric.kind == "date":
        return [assign(variable, call("day", name(variable)))]
    if scale == 1:
        return []
    fast = ast.BinOp(name(variable), ast.Mult(), number(scale))
    is_int = compare(call("type", name(variable)), (ast.Is(), name("int")))
    return [assign(variable, ast.IfExp(is_int, fast, call("hundredths", name(variable))))]


def _left_unless(tests: list[ast.expr], exit_: ast.stmt) -> list[ast.stmt]:
    """Statements that leave where one of these does not hold."""
    found: list[ast.stmt] = []
    for start in range(0, len(tests), GROUP):
        group = tests[start : start + GROUP]
        test = group[0] if len(group) == 1 else ast.BoolOp(ast.And(), group)
        found.append(ast.If(ast.UnaryOp(ast.Not(), test), [exit_], []))
    return found


def _size(metrics: tuple[Metric, ...]) -> ast.expr:
    """How many names a subject must have: one for each metric, those left out that may be missing."""
    found: ast.expr = number(sum(not metric.optional for metric in metrics))
    for metric in metrics:
        if metric.optional:
            present = compare(ast.Constant(metric.id), (ast.In(), name("metrics")))
            found = ast.BinOp(found, ast.Add(), present)
    return found


def prologue(
    metrics: tuple[Metric, ...],
    inputs: Mapping[str, str],
    scales: Mapping[str, int],
    exit_: ast.stmt,
    asked: Set[str] = frozenset(),
    direct: Container[str] = (),
) -> list[ast.stmt]:
    """Statements that read and check every metric, leaving where anything is odd.

    ``asked``: metrics of which the rubric asks whether they were given; ``direct``: choices read as the
    points that they give.
    """
    required = tuple(metric for metric in metrics if not metric.optional)
    targets: list[ast.expr] = [ast.Name(inputs[metric.id], ast.Store()) for metric in required]
    target = targets[0] if len(targets) == 1 else ast.Tuple(targets, ast.Store())
    size = compare(call("len", name("metrics")), (ast.NotEq(), _size(metrics)))
    reading: list[ast.stmt] = [ast.If(size, [exit_], [])]
    if required:
        reading.append(ast.Assign([target], call("values", name("metrics"))))
    places = {metric.id: position for position, metric in enumerate(metrics)}
    for metric in required:
        reading.extend(_converted(metric, places[metric.id], inputs[metric.id], scales[metric.id]))
    looked_up = lookups(metrics, inputs, direct)
    reading.extend(looked_up[metric.id] for metric in required if metric.id in looked_up)
    reading.extend(_left_unless(_tests(required, inputs, scales), exit_))
    for metric in in_order([metric for metric in metrics if metric.optional]):
        variable = inputs[metric.id]
        get = ast.Attribute(name("metrics"), "get", ast.Load())
        reading.append(assign(variable, ast.Call(get, [ast.Constant(metric.id)], [])))
        given = [
            *_converted(metric, places[metric.id], variable, scales[metric.id]),
            *([looked_up[metric.id]] if metric.id in looked_up else []),
            *_left_unless(_tests((metric,), inputs, scales), exit_),
        ]
        reading.extend(stood_for(metric, inputs, scales, lambda _: exit_, given, metric.id in asked))
    kinds = ["KeyError", "TypeError", "Odd"]
    if len(required) < len(metrics):
        kinds.append("AttributeError")
    errors = ast.Tuple([name(kind) for kind in kinds], ast.Load())
    return [ast.Try(reading, [ast.ExceptHandler(errors, None, [exit_])], [], [])]
