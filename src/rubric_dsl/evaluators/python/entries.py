"""Lists as generated code takes them: a function for each that checks every entry once.

It is written for its list, as a person would write it: one comprehension that lets through what is in order,
and a look at how many came through. Whatever is out of the ordinary raises :class:`Odd`, and the exact slow
path says whether it is wrong.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from rubric_dsl.evaluators.python.choices import options
from rubric_dsl.evaluators.python.odd import Odd, hundredths, least_most
from rubric_dsl.evaluators.python.statements import run
from rubric_dsl.model.lists import own_name
from rubric_dsl.model.rubric import Metric

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


def reader(metric: Metric, scales: Mapping[str, int], kept: bool) -> Read:
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


def readers(metrics: Iterable[Metric], scales: Mapping[str, int], kept: bool = False) -> dict[str, Read]:
    """The functions that read the lists of a rubric, by the names that generated code calls them by.

    What they give is a tuple where it is ``kept`` (in a trace), and otherwise a list, which is sooner made.
    """
    return {
        reader_name(position): reader(metric, scales, kept)
        for position, metric in enumerate(metrics)
        if metric.entries is not None
    }


def reader_name(position: int) -> str:
    """What the reader of a metric's list is called, by the metric's place among all."""
    return f"entries_{position}"
