"""Lists as generated code takes them: a function for each that checks every entry once.

It is written for its list, as a person would write it: one comprehension that lets through what is in order,
and a look at how many came through. Whatever is out of the ordinary raises :class:`Odd`, and the exact slow
path says whether it is wrong.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from attrs import frozen

from rubric_dsl.evaluators.python.choices import options
from rubric_dsl.evaluators.python.odd import Odd, hundredths, least_most
from rubric_dsl.evaluators.python.statements import run
from rubric_dsl.model.lists import own_name
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import inputs as read_in

Read = Callable[[Any], Sequence[Any]]

_TEMPLATE = """
def read(given):
    if given.__class__ not in (list, tuple) or not {least} <= len(given) <= {most}:
        raise Odd
    found = [{entry} for {each}]
    if len(found) != len(given):
        raise Odd
    return {found}
"""
"""Only numbers and names of our own making are put in; what the rubric calls its fields stays outside."""

_NAMES: dict[str, Any] = {
    "list": list, "tuple": tuple, "dict": dict, "int": int, "bool": bool, "str": str, "len": len,
    "Odd": Odd, "hundredths": hundredths,
}  # fmt: skip


def _made(field: Metric, scale: int, value: str, number: int, space: dict[str, Any]) -> tuple[str, list[str]]:
    """A field's value as folds take it, and what has to be true of it."""
    if field.kind == "choice":
        space[f"options_{number}"] = options(field)
        return f"options_{number}[{value}]", []
    if field.kind == "yes/no":
        return value, [f"{value}.__class__ is bool"]
    if field.kind == "text":
        return value, [f"{value}.__class__ is str", value, f"{value} == {value}.strip()"]
    low, high = least_most(field, scale)
    tests = [f"{low} <= {value} <= {high}"]
    if field.grain is not None:
        first, grain = Fraction(field.low or 0) * scale, Fraction(field.grain) * scale
        up = lcm(first.denominator, grain.denominator)
        times = f" * {up}" if up != 1 else ""
        tests.append(f"{value}{times} % {int(grain * up)} == {int(first * up) % int(grain * up)}")
    if scale != 1:
        return f"hundredths({value})", tests
    return value, [f"{value}.__class__ is int", *tests]


_AT_ONCE = """
def read(given):
    if given.__class__ not in (list, tuple) or not {least} <= len(given) <= {most}:
        raise Odd
    found = []
    for entry in given:
        if entry.__class__ is not dict or len(entry) != {size}:
            raise Odd
        {values}
        if not ({tests}):
            raise Odd
        {counts}found.append({element})
    return found
"""


@frozen
class Counted:
    """What the only fold over a list takes of each entry: then the list is read as that, and no more."""

    variables: Mapping[str, str]
    """What the code below calls the fields that it reads."""
    element: ast.expr
    where: ast.expr | None


def lists_read_once(plan: c.Plan) -> set[str]:
    """Lists of records, always given, of which a single fold asks."""
    asked = Counter(metric for step in plan.steps for metric in read_in(step.expr))
    return {
        metric.id
        for metric in plan.metrics
        if metric.entries is not None and not metric.entries.bare and not metric.optional
        if asked[metric.id] == 1
    }


def _counting_reader(metric: Metric, scales: Mapping[str, int], counted: Counted) -> Read:
    """The function that reads one list as what its only fold takes of it."""
    entries = metric.entries
    assert entries is not None, f"{metric.id} is a list"
    space, tests, values = dict(_NAMES), ["True"], []
    for number, field in enumerate(entries.fields):
        space[f"key_{number}"] = own_name(field.id)
        variable = counted.variables.get(field.id, f"value_{number}")
        value, _ = _made(field, scales[field.id], f"entry[key_{number}]", number, space)
        values.append(f"{variable} = {value}")
        tests += _made(field, scales[field.id], variable, number, space)[1]
    text = _AT_ONCE.format(
        least=entries.least,
        most=entries.most,
        size=len(entries.fields),
        values="\n        ".join(values),
        tests=" and ".join(tests[1:] or tests),
        counts="" if counted.where is None else f"if {ast.unparse(counted.where)}: ",
        element=ast.unparse(counted.element),
    )
    read: Read = run(compile(ast.parse(text), f"<{metric.kind}>", "exec"), space)["read"]
    return read


def _reader(metric: Metric, scales: Mapping[str, int], kept: bool) -> Read:
    """The function that reads one list at some scales."""
    entries = metric.entries
    assert entries is not None, f"{metric.id} is a list"
    space = dict(_NAMES)
    values = [f"value_{number}" for number in range(len(entries.fields))]
    parts, tests, rescaled = list(values), [], ""
    for number, (field, value) in enumerate(zip(entries.fields, values, strict=True)):
        part, asked = _made(field, scales[field.id], value, number, space)
        tests += asked
        if part != value and asked:  # what is tested is the value at its scale
            rescaled += f" for {value} in [{part}]"
        else:
            parts[number] = part
    if entries.bare:
        each = f"{values[0]} in given"
        entry = parts[0]
    else:
        each = f"entry in given if entry.__class__ is dict and len(entry) == {len(values)}"
        for number, (field, value) in enumerate(zip(entries.fields, values, strict=True)):
            space[f"key_{number}"] = own_name(field.id)
            each += f" for {value} in [entry[key_{number}]]"
        entry = f"({', '.join(parts)},)"
    each += rescaled
    each += f" if {' and '.join(tests)}" if tests else ""
    found = "tuple(found)" if kept else "found"
    text = _TEMPLATE.format(least=entries.least, most=entries.most, entry=entry, each=each, found=found)
    read: Read = run(compile(ast.parse(text), f"<{metric.kind}>", "exec"), space)["read"]
    return read


def readers(
    metrics: Iterable[Metric],
    scales: Mapping[str, int],
    counted: Mapping[str, Counted | None] | None = None,
) -> dict[str, Read]:
    """The functions that read the lists of a rubric, by the names that generated code calls them by.

    What they give is a tuple, as a trace keeps it; with ``counted`` a list, which is sooner made, and of what
    is counted there only the values that the only fold over it takes.
    """
    found: dict[str, Read] = {}
    for position, metric in enumerate(metrics):
        if metric.entries is not None:
            own = (counted or {}).get(metric.id)
            found[reader_name(position)] = (
                _reader(metric, scales, counted is None)
                if own is None
                else _counting_reader(metric, scales, own)
            )
    return found


def reader_name(position: int) -> str:
    """What the reader of a metric's list is called, by the metric's place among all."""
    return f"entries_{position}"
