"""How a generated function ends: the exact total, rounded once, as the published Decimal."""

from __future__ import annotations

import ast
from decimal import Context, Decimal
from fractions import Fraction

from rubric_dsl.evaluators.python.linear import Figure, code, name, negated, number
from rubric_dsl.evaluators.python.statements import call, compare
from rubric_dsl.plan import core as c
from rubric_dsl.plan.rounding import units_of

_WIDE = Context(prec=200)
_KEPT = 100_000
"""Published figures kept for the next subject."""


def publication(plan: c.Plan) -> c.Publication:
    """How the total is published; a rubric that does not say has a whole total, published as it is."""
    return plan.publication or c.Publication("half up", 0, span=plan.rubric.span)


def published_total(total: Fraction, how: c.Publication) -> int:
    """A total rounded once, as a whole number of units."""
    return units_of(total, how.mode, how.unit)


class Points(dict[int, Fraction]):
    """Whole units of 1/scale → exact points, each figure made once."""

    def __init__(self, scale: int) -> None:
        super().__init__()
        self.scale = scale

    def __missing__(self, units: int) -> Fraction:
        found = Fraction(units, self.scale)
        if len(self) < _KEPT:
            self[units] = found
        return found


def _product(factor: int, names: tuple[str, ...]) -> ast.expr:
    found: ast.expr | None = number(factor) if factor != 1 or not names else None
    for each in names:
        found = name(each) if found is None else ast.BinOp(found, ast.Mult(), name(each))
    assert found is not None
    return found


def leaving(total: Figure, how: c.Publication, may_fall: bool) -> list[ast.stmt]:
    """The last statements of a scoring function; ``may_fall``: the total may be below 0."""
    exact = (1 / (how.unit * total.scale)).denominator == 1 and not total.dens
    if not may_fall or exact:
        return _rounded(total, how)
    below = compare(code(total), (ast.Lt(), number(0)))
    return [ast.If(below, _rounded(negated(total), how, below_zero=True), []), *_rounded(total, how)]


def _rounded(total: Figure, how: c.Publication, below_zero: bool = False) -> list[ast.stmt]:
    """Publish the total in units of its rounding, rounded once.

    Half up of above/below is ``floor((2·above + below) / (2·below))``; half even takes one away where that
    was a tie and came out odd. ``total`` is not negative here: of one ``below_zero`` it is the size, since
    every mode treats both sides of 0 alike.
    """

    def done(value: ast.expr) -> ast.stmt:
        units = ast.UnaryOp(ast.USub(), value) if below_zero else value
        return ast.Return(ast.Subscript(name("published"), units, ast.Load()))

    mode, ratio = how.mode, 1 / (how.unit * total.scale)
    up, down = ratio.numerator, ratio.denominator

    def above(times: int) -> ast.expr:
        return code(total) if times == 1 else ast.BinOp(number(times), ast.Mult(), code(total))

    if down == 1 and not total.dens:
        return [done(above(up))]
    below = _product(down, total.dens)
    if mode == "down":
        return [done(ast.BinOp(above(up), ast.FloorDiv(), below))]
    if mode == "up":
        return [
            done(
                ast.UnaryOp(ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), above(up)), ast.FloorDiv(), below))
            )
        ]
    if down % 2 == 0:
        half, whole = _product(down // 2, total.dens), below
    else:
        up, half, whole = 2 * up, below, _product(2 * down, total.dens)
    raised = ast.BinOp(above(up), ast.Add(), half)
    if mode == "half up":
        return [done(ast.BinOp(raised, ast.FloorDiv(), whole))]
    units = ast.Tuple([ast.Name("units", ast.Store()), ast.Name("rest", ast.Store())], ast.Store())
    tie = ast.BoolOp(
        ast.And(), [ast.UnaryOp(ast.Not(), name("rest")), ast.BinOp(name("units"), ast.BitAnd(), number(1))]
    )
    return [
        ast.Assign([units], call("divmod", raised, whole)),
        ast.If(tie, [ast.AugAssign(ast.Name("units", ast.Store()), ast.Sub(), number(1))], []),
        done(name("units")),
    ]


class Published(dict[int, Decimal]):
    """Whole units of a rounding → the published Decimal, each figure made once."""

    def __init__(self, how: c.Publication) -> None:
        super().__init__()
        self.places = how.places
        self.each = int(how.unit * 10**how.places)
        """One unit, in those of the last decimal."""

    def __missing__(self, units: int) -> Decimal:
        found = Decimal(units * self.each).scaleb(-self.places, _WIDE)
        if len(self) < _KEPT:
            self[units] = found
        return found
