"""Small pieces of Python syntax trees that array code is put together from."""

from __future__ import annotations

import ast

from rubric_dsl.evaluators.whole import nodes as n


def counted(item: n.Workdays) -> tuple[int, ...]:
    """How many working days there were up to each day of a calendar, from the day before the first."""
    found, working = [0], set(item.calendar.working)
    for day in range(item.calendar.first, item.calendar.last + 1):
        found.append(found[-1] + (day in working))
    return tuple(found)


def variable(text: str) -> ast.Name:
    """A variable that is read."""
    return ast.Name(text, ast.Load())


def figure(value: int) -> ast.expr:
    """A whole number."""
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def called(
    function: str, *arguments: ast.expr, out: str | None = None, keyword: bool = False, casting: str = ""
) -> ast.Call:
    """``add(a, b, out)``"""
    found = ast.Call(variable(function), list(arguments), [])
    if out is not None and keyword:
        found.keywords.append(ast.keyword("out", variable(out)))
    elif out is not None:
        found.args.append(variable(out))
    if casting:
        found.keywords.append(ast.keyword("casting", ast.Constant(casting)))
    return found


def unpacked(names: list[str], source: str) -> list[ast.stmt]:
    """``a, b = inputs``"""
    if not names:
        return []
    target = ast.Tuple([ast.Name(name, ast.Store()) for name in names], ast.Store())
    return [ast.Assign([target], variable(source))]
