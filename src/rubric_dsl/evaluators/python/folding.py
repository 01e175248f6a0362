"""Folds as Python: a comprehension where one will do, a loop where an entry takes several statements.

Comes in: an emitter and a fold over a list. Goes out: a figure; what has to stand before it is added to the
emitter's statements: ``sum([3 * level for level, _ in honours])``, ``sum(sorted(marks, reverse=True)[:3])``.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from operator import itemgetter
from typing import Any

from rubric_dsl.evaluators.python.emit import Emitter
from rubric_dsl.evaluators.python.entries import Counted
from rubric_dsl.evaluators.python.linear import Figure, chosen, code, name, number, variable
from rubric_dsl.evaluators.python.statements import call, compare
from rubric_dsl.model.lists import BEHIND, own_name
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import parts
from rubric_dsl.plan.fold_ranges import count_of
from rubric_dsl.plan.folds import closest_pair
from rubric_dsl.plan.sharing import repeated

NAMES: dict[str, Any] = {
    "sum": sum, "sorted": sorted, "min": min, "max": max, "zip": zip, "list": list,
    "closest_pair": closest_pair, "itemgetter": itemgetter, "Fraction": Fraction,
}  # fmt: skip
"""What generated folds call."""


def _items(*exprs: c.Expr | None) -> set[str]:
    """The fields that expressions read."""
    found: set[str] = set()
    for item in exprs:
        if isinstance(item, c.Item):
            found.add(item.field)
        if item is not None:
            found |= _items(*parts(item))
    return found


def _of_entries(fields: Mapping[str, str], *parts: ast.expr | None) -> bool:
    """Whether code reads nothing but the fields of an entry."""
    names = (node for part in parts if part is not None for node in ast.walk(part))
    return {node.id for node in names if isinstance(node, ast.Name)} <= set(fields.values())


def _comprehension(
    element: ast.expr, target: ast.expr, rows: ast.expr, test: ast.expr | None
) -> ast.ListComp:
    return ast.ListComp(element, [ast.comprehension(target, rows, [test] if test is not None else [], 0)])


def _loop(target: ast.expr, rows: ast.expr, body: list[ast.stmt]) -> ast.For:
    return ast.For(target, rows, body, [])


def _method(thing: str, method: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Attribute(name(thing), method, ast.Load()), list(arguments), [])


def _reversed_sorted(values: ast.expr) -> ast.Call:
    return ast.Call(name("sorted"), [values], [ast.keyword("reverse", ast.Constant(True))])


def _slice(values: ast.expr, first: int | None, last: int | None) -> ast.expr:
    ends = [None if end is None else number(end) for end in (first, last)]
    return ast.Subscript(values, ast.Slice(*ends), ast.Load())


class _Values:
    """The values of a fold's entries as code: a list over a scale."""

    def __init__(self, around: Emitter, item: c.Fold) -> None:
        self.around, self.item = around, item
        rows = name(around.inputs[item.source])
        read = _items(item.value, item.where) | ({item.once_per} if item.once_per else set())
        fields = {field: around.namer.fresh(own_name(field)) for field in item.fields if field in read}
        bare = item.fields[0].endswith(BEHIND)
        targets: list[ast.expr] = [ast.Name(fields.get(field, "_"), ast.Store()) for field in item.fields]
        self.target = targets[0] if bare else ast.Tuple(targets, ast.Store())
        self.rows: ast.expr = rows
        self.scale, self.whole = 1, True
        inner = around.inside(fields, repeated(item.value, item.where))
        self.test = inner.truth(item.where) if item.where is not None else None
        before = inner.body
        inner.body = []
        counted = item.how == "count" and item.once_per is None
        element = number(1) if counted else self._element(inner.figure(item.value))
        plain = isinstance(item.value, c.Item) and bare and self.whole
        self.list: ast.expr
        if item.once_per is not None:
            self.list = self._by_key(before, inner.body, element, name(fields[item.once_per]))
        elif before or inner.body:
            self.list = self._by_loop(before, inner.body, element)
        elif self.test is None and (plain or counted):
            self.list = rows
        elif item.source in around.counted and _of_entries(fields, element, self.test):
            around.counted[item.source] = Counted(fields, element, self.test)
            self.list = rows
        else:
            self.list = _comprehension(element, self.target, rows, self.test)

    def _element(self, figure: Figure) -> ast.expr:
        """A value as a whole number over the scale of all, or as a fraction where a divisor varies."""
        if not figure.dens:
            self.scale = figure.scale
            return code(figure)
        self.whole = False
        below: ast.expr = number(figure.scale)
        for each in figure.dens:
            below = ast.BinOp(below, ast.Mult(), name(each))
        return call("Fraction", code(figure), below)

    def _nested(self, before: list[ast.stmt], inner: list[ast.stmt]) -> list[ast.stmt]:
        return [*before, *inner] if self.test is None else [*before, ast.If(self.test, inner, [])]

    def _by_loop(self, before: list[ast.stmt], inner: list[ast.stmt], element: ast.expr) -> ast.expr:
        found = self.around.assign("values", ast.List([], ast.Load()))
        inner = [*inner, ast.Expr(_method(found.id, "append", element))]
        self.around.body.append(_loop(self.target, self.rows, self._nested(before, inner)))
        return found

    def _by_key(
        self, before: list[ast.stmt], inner: list[ast.stmt], element: ast.expr, key: ast.Name
    ) -> ast.expr:
        """The greatest value of each key: ``if key not in best or points > best[key]: …``."""
        best = self.around.assign("best", ast.Dict([], []))
        points = self.around.namer.fresh("points")
        known = ast.Subscript(best, key, ast.Load())
        better = ast.BoolOp(
            ast.Or(),
            [compare(key, (ast.NotIn(), best)), compare(name(points), (ast.Gt(), known))],
        )
        keep: ast.stmt = ast.Assign([ast.Subscript(best, key, ast.Store())], name(points))
        inner = [*inner, ast.Assign([ast.Name(points, ast.Store())], element), ast.If(better, [keep], [])]
        self.around.body.append(_loop(self.target, self.rows, self._nested(before, inner)))
        return call("list", _method(best.id, "values"))


def fold_figure(around: Emitter, item: c.Fold) -> Figure:
    """A fold over a list as a figure."""
    assert item.source != c.COHORT, "a cohort is known before a subject is scored"
    found = _Values(around, item)
    values, scale = found.list, found.scale
    if item.best is not None:
        values = _slice(_reversed_sorted(values), None, item.best)
    if item.spare is not None:
        ends, than = item.spare
        ordered = around.assign("ordered", call("sorted", values))
        longer = compare(call("len", ordered), (ast.Gt(), number(than)))
        values = around.assign("kept", ast.IfExp(longer, _slice(ordered, ends, -ends), ordered))
    if item.closest is not None:
        values = around.assign("given", values)
        pair = call("list", call("closest_pair", values, ast.Constant(item.closest == "higher")))
        values = ast.IfExp(compare(call("len", values), (ast.Gt(), number(2))), pair, values)
    if item.shares:
        values, scale = _weighted(around, item, values, scale)
    return _made(around, item, values, scale, found.whole)


def _weighted(around: Emitter, item: c.Fold, values: ast.expr, scale: int) -> tuple[ast.expr, int]:
    """``[share * points for share, points in zip((4, 2, 1), sorted(values, reverse=True))]``"""
    below = lcm(*(share.denominator for share in (*item.shares, item.further)))
    shares: ast.expr = ast.Tuple([number(int(share * below)) for share in item.shares], ast.Load())
    ordered: ast.expr = _reversed_sorted(values)
    if item.further:
        ordered = around.assign("ordered", ordered)
        rest = ast.Tuple([number(int(item.further * below))], ast.Load())
        shares = ast.BinOp(shares, ast.Add(), ast.BinOp(rest, ast.Mult(), call("len", ordered)))
    share, points = around.namer.fresh("share"), around.namer.fresh("points")
    target = ast.Tuple([ast.Name(share, ast.Store()), ast.Name(points, ast.Store())], ast.Store())
    product = ast.BinOp(name(share), ast.Mult(), name(points))
    return _comprehension(product, target, call("zip", shares, ordered), None), scale * below


def _made(around: Emitter, item: c.Fold, values: ast.expr, scale: int, whole: bool) -> Figure:
    wish = f"{item.how}_of_{item.source}"
    if item.how == "count":
        return variable(around.assign(wish, call("len", values)).id)
    if item.how == "sum":
        return _number(around, wish, call("sum", values), scale, whole)
    count = count_of(item, around.metrics)
    many = count.low == count.high
    if item.how in ("least", "greatest") and item.empty is None:
        return _number(
            around, wish, call({"least": "min", "greatest": "max"}[item.how], values), scale, whole
        )
    kept = values if isinstance(values, ast.Name) else around.assign("values", values)
    match item.how:
        case "least":
            made = _number(around, wish, _unless_empty(item, call("min", kept), kept), scale, whole)
        case "greatest":
            made = _number(around, wish, _unless_empty(item, call("max", kept), kept), scale, whole)
        case "median":
            ordered = around.assign("ordered", call("sorted", kept))
            size = call("len", ordered)
            low = ast.BinOp(ast.BinOp(size, ast.Sub(), number(1)), ast.FloorDiv(), number(2))
            high = ast.BinOp(size, ast.FloorDiv(), number(2))
            middle = ast.BinOp(
                ast.Subscript(ordered, low, ast.Load()), ast.Add(), ast.Subscript(ordered, high, ast.Load())
            )
            made = _number(around, wish, _unless_empty(item, middle, ordered), 2 * scale, whole)
        case _:
            made = _number(around, wish, call("sum", kept), scale, whole)
            if many:
                assert count.low is not None
                made = Figure(made.const, made.terms, made.scale * int(count.low), made.dens)
            else:
                size = call("len", kept)
                entries = around.assign(
                    "count", size if item.empty is None else ast.BoolOp(ast.Or(), [size, number(1)])
                )
                made = Figure(made.const, made.terms, made.scale, (*made.dens, entries.id))
    if item.empty is None:
        return made
    return chosen(kept, made, around.figure(item.empty))


def _unless_empty(item: c.Fold, value: ast.expr, values: ast.expr) -> ast.expr:
    """What cannot be worked out of nothing is 0 there; what the rubric says stands in its place."""
    return value if item.empty is None else ast.IfExp(values, value, number(0))


def _number(around: Emitter, wish: str, value: ast.expr, scale: int, whole: bool) -> Figure:
    """A whole number over a scale; a fraction as its numerator over its denominator."""
    found = around.assign(wish, value)
    if whole:
        return variable(found.id, scale)
    above = around.assign("above", ast.Attribute(found, "numerator", ast.Load()))
    below = around.assign("below", ast.Attribute(found, "denominator", ast.Load()))
    return variable(above.id, scale, (below.id,))
