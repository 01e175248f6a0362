"""Exact numbers inside generated code: whole-number expressions over a known scale.

A :class:`Figure` stands for ``(const + Σ coefficient × atom) / (scale × Π dens)``: the numerator is
whole-number code, the scale a number known now, the denominators local variables that are positive whole
numbers. A ratio so stays a numerator and a denominator until the one place where it is rounded.
"""

from __future__ import annotations

import ast
from collections import Counter
from fractions import Fraction
from math import gcd, lcm

from attrs import evolve, frozen

Term = tuple[int, ast.expr]


@frozen(eq=False)
class Figure:
    """A number in the making."""

    const: int
    terms: tuple[Term, ...]
    scale: int = 1
    dens: tuple[str, ...] = ()
    choice: tuple[ast.expr, Figure, Figure] | None = None
    """Where the number is one of two by a test: the test and the two, over this scale and these denominators.
    A factor or a constant then goes into the two, as a person would write it: ``3 * n if n < 10 else 30``."""

    @property
    def constant(self) -> Fraction | None:
        """The number itself where it is known now."""
        if self.terms or self.dens:
            return None
        return Fraction(self.const, self.scale)


def name(text: str) -> ast.Name:
    """A local variable read."""
    return ast.Name(text, ast.Load())


def number(value: int) -> ast.expr:
    """A whole number, negative ones as a sign and a number."""
    if value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def literal(value: Fraction) -> Figure:
    """A number of the rubric."""
    return Figure(value.numerator, (), value.denominator)


def variable(text: str, scale: int = 1, dens: tuple[str, ...] = ()) -> Figure:
    """A local variable that holds a numerator."""
    return Figure(0, ((1, name(text)),), scale, dens)


def chosen(test: ast.expr, then: Figure, otherwise: Figure) -> Figure:
    """One of two numbers."""
    first, second = alike([then, otherwise])
    value = ast.IfExp(test, code(first), code(second))
    return Figure(0, ((1, value),), first.scale, first.dens, (test, first, second))


def _is_plain(figure: Figure) -> bool:
    """Whether a number is short enough to take a constant in without being named first."""
    return len(figure.terms) <= 1 and all(isinstance(atom, ast.Name) for _, atom in figure.terms)


def _scaled_term(coefficient: int, atom: ast.expr) -> ast.expr:
    if coefficient == 1:
        return atom
    return ast.BinOp(number(coefficient), ast.Mult(), atom)


def code(figure: Figure) -> ast.expr:
    """The numerator as an expression: positive parts first, then what is taken away."""
    plus = [(coefficient, atom) for coefficient, atom in figure.terms if coefficient > 0]
    minus = [(-coefficient, atom) for coefficient, atom in figure.terms if coefficient < 0]
    found: ast.expr | None = None
    if figure.const > 0 and (minus or not plus):
        found = number(figure.const)
    for coefficient, atom in plus:
        part = _scaled_term(coefficient, atom)
        found = part if found is None else ast.BinOp(found, ast.Add(), part)
    if figure.const > 0 and plus and not minus:
        assert found is not None
        found = ast.BinOp(found, ast.Add(), number(figure.const))
    if figure.const < 0:
        part = number(-figure.const)
        found = number(figure.const) if found is None else ast.BinOp(found, ast.Sub(), part)
    for coefficient, atom in minus:
        if found is None:
            found = _scaled_term(-coefficient, atom)
        else:
            found = ast.BinOp(found, ast.Sub(), _scaled_term(coefficient, atom))
    return found if found is not None else number(0)


def multiplied(figure: Figure, factor: Fraction) -> Figure:
    """A figure times a number known now, in lowest terms."""
    if not factor:
        return literal(Fraction(0))
    up, scale = factor.numerator, figure.scale * factor.denominator
    common = gcd(up, scale)
    up, scale = up // common, scale // common
    if figure.choice is not None and up != 1:
        test, then, otherwise = figure.choice
        return chosen(test, *(_raised(each, up, scale) for each in (then, otherwise)))
    return Figure(
        figure.const * up,
        tuple((coefficient * up, atom) for coefficient, atom in figure.terms),
        scale,
        figure.dens,
    )


def _raised(figure: Figure, up: int, scale: int) -> Figure:
    terms = tuple((coefficient * up, atom) for coefficient, atom in figure.terms)
    return Figure(figure.const * up, terms, scale, figure.dens)


def _times_names(figure: Figure, names: list[str]) -> Figure:
    """The numerator times some variables (the value changes; the caller puts them below the line too)."""
    if names:
        figure = evolve(figure, choice=None)
    for each in names:
        terms = [(coefficient, ast.BinOp(atom, ast.Mult(), name(each))) for coefficient, atom in figure.terms]
        if len(figure.terms) > 1 or (figure.terms and figure.const):
            whole = ast.BinOp(code(figure), ast.Mult(), name(each))
            figure = evolve(figure, const=0, terms=((1, whole),))
        elif figure.const:
            figure = evolve(figure, const=0, terms=((figure.const, name(each)),))
        else:
            figure = evolve(figure, terms=tuple(terms))
    return figure


def alike(figures: list[Figure]) -> list[Figure]:
    """The same numbers over one scale and one denominator."""
    first = figures[0]
    if all(figure.scale == first.scale and figure.dens == first.dens for figure in figures):
        return figures
    scale = lcm(*(figure.scale for figure in figures))
    needed: Counter[str] = Counter()
    for figure in figures:
        needed |= Counter(figure.dens)
    dens = tuple(needed.elements())
    found = []
    for figure in figures:
        lacking = list((needed - Counter(figure.dens)).elements())
        up = scale // figure.scale
        raised = evolve(figure, scale=scale) if up == 1 else _raised(figure, up, scale)
        found.append(evolve(_times_names(raised, lacking), dens=dens))
    return found


def _choice_and_constant(figures: list[Figure]) -> Figure | None:
    """``30 + (a if t else b)`` as ``30 + a if t else 30 + b`` where both stay short."""
    if len(figures) != 2:
        return None
    constant, other = sorted(figures, key=lambda figure: bool(figure.terms))
    if constant.constant is None or other.choice is None or other.dens:
        return None
    test, then, otherwise = other.choice
    if not (_is_plain(then) and _is_plain(otherwise)):
        return None
    return chosen(test, added([constant, then]), added([constant, otherwise]))


def added(figures: list[Figure]) -> Figure:
    """A sum; parts with the same denominators are added before they are brought over a common one."""
    pushed = _choice_and_constant(figures)
    if pushed is not None:
        return pushed
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault(tuple(sorted(figure.dens)), []).append(figure)
    sums = []
    for members in groups.values():
        level = alike(members)
        sums.append(
            Figure(
                sum(figure.const for figure in level),
                tuple(term for figure in level for term in figure.terms),
                level[0].scale,
                level[0].dens,
            )
        )
    if len(sums) == 1:
        return sums[0]
    level = alike(sums)
    return Figure(
        sum(figure.const for figure in level),
        tuple(term for figure in level for term in figure.terms),
        level[0].scale,
        level[0].dens,
    )


def negated(figure: Figure) -> Figure:
    """A figure with its sign turned."""
    return multiplied(figure, Fraction(-1))


_MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE,
}  # fmt: skip


def compared(left: Figure, right: Figure, operator: ast.cmpop) -> ast.expr:
    """``left < right`` as whole numbers: what is taken away on one side is added on the other."""
    first, second = alike([left, right])
    shrink = gcd(first.const, second.const, *(n for n, _ in (*first.terms, *second.terms))) or 1
    const = (second.const - first.const) // shrink
    parts = [(n // shrink, atom) for n, atom in first.terms] + [
        (-n // shrink, atom) for n, atom in second.terms
    ]
    here = tuple(part for part in parts if part[0] > 0)
    there = tuple((-n, atom) for n, atom in parts if n < 0)
    if not here and there:
        mirrored = _MIRRORED.get(type(operator), type(operator))()
        return ast.Compare(code(Figure(0, there)), [mirrored], [number(-const)])
    return ast.Compare(code(Figure(0, here)), [operator], [code(Figure(const, there))])
