"""Small pieces of Python syntax trees that generated functions are put together from."""

from __future__ import annotations

import ast
from math import isqrt
from types import CodeType
from typing import Any

from rubric_dsl.evaluators.python.linear import name
from rubric_dsl.plan.inexact import whole_logarithm, whole_root

INEXACT: dict[str, Any] = {"isqrt": isqrt, "root": whole_root, "logarithm": whole_logarithm}
"""What the code of a root or a logarithm calls."""
OF_FRACTIONS: dict[str, Any] = {**INEXACT, "isqrt": lambda value: isqrt(value.__floor__())}
"""The same, for code that is asked with fractions too."""
GROUP = 60
"""Parts in one chain of tests; a compiler recurses into an expression."""


def compare(left: ast.expr, *rest: tuple[ast.cmpop, ast.expr]) -> ast.Compare:
    """``left < a <= b``"""
    return ast.Compare(left, [operator for operator, _ in rest], [right for _, right in rest])


def call(function: str, *arguments: ast.expr) -> ast.Call:
    """``function(a, b)``"""
    return ast.Call(name(function), list(arguments), [])


def assign(target: str, value: ast.expr) -> ast.Assign:
    """``target = value``"""
    return ast.Assign([ast.Name(target, ast.Store())], value)


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
