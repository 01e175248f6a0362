"""Exact numbers in the making: sums of whole-number expressions over scales and over positive variables.

A :class:`Figure` is a sum of parts, each ``(const + Σ coefficient × number) / (scale × Π dens)``, one for
every set of denominators. Parts are kept apart as long as they can be: the floor of a sum of a whole number
and a ratio needs no common denominator, and so stays small::

    ⌊(w + p / q) / n⌋ = ⌊(w + ⌊p / q⌋) / n⌋
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm

from attrs import evolve, frozen

from rubric_dsl.evaluators.whole.nodes import Const, FloorDiv, Linear, Num, Product, Var

Dens = tuple[str, ...]
"""Names of positive variables, sorted; one that stands twice is a square."""


@frozen
class Part:
    """A number over one scale and one set of denominators."""

    const: int
    terms: tuple[tuple[int, Num], ...] = ()
    scale: int = 1
    dens: Dens = ()


@frozen
class Figure:
    """A sum of parts, each over other denominators; the one without any comes first where there is one."""

    parts: tuple[Part, ...]

    @property
    def constant(self) -> Fraction | None:
        """The number itself where it is known now."""
        if not self.parts:
            return Fraction(0)
        first = self.parts[0]
        if len(self.parts) > 1 or first.terms or first.dens:
            return None
        return Fraction(first.const, first.scale)


def literal(value: Fraction | int) -> Figure:
    """A number of the rubric."""
    value = Fraction(value)
    return Figure((Part(value.numerator, (), value.denominator),))


def variable(atom: Num, scale: int = 1, dens: Dens = ()) -> Figure:
    """A whole-number expression over a scale."""
    return Figure((Part(0, ((1, atom),), scale, dens),))


def num(part: Part) -> Num:
    """The numerator of a part as an expression."""
    if not part.terms:
        return Const(part.const)
    if len(part.terms) == 1 and not part.const and part.terms[0][0] == 1:
        return part.terms[0][1]
    return Linear(part.const, part.terms)


def _lowest(part: Part) -> Part:
    common = gcd(part.scale, part.const, *(coefficient for coefficient, _ in part.terms))
    if common == 1:
        return part
    terms = tuple((coefficient // common, atom) for coefficient, atom in part.terms)
    return Part(part.const // common, terms, part.scale // common, part.dens)


def _raised(part: Part, up: int) -> Part:
    if up == 1:
        return part
    terms = tuple((coefficient * up, atom) for coefficient, atom in part.terms)
    return evolve(part, const=part.const * up, terms=terms)


def _together(parts: list[Part]) -> Part:
    """The sum of parts over the same denominators."""
    scale = lcm(*(part.scale for part in parts))
    level = [_raised(part, scale // part.scale) for part in parts]
    terms: dict[Num, int] = {}
    for part in level:
        for coefficient, atom in part.terms:
            terms[atom] = terms.get(atom, 0) + coefficient
    kept = tuple((coefficient, atom) for atom, coefficient in terms.items() if coefficient)
    return _lowest(Part(sum(part.const for part in level), kept, scale, parts[0].dens))


def added(figures: Iterable[Figure]) -> Figure:
    """A sum; parts over the same denominators become one."""
    groups: dict[Dens, list[Part]] = {(): []}
    for figure in figures:
        for part in figure.parts:
            groups.setdefault(part.dens, []).append(part)
    sums = [_together(parts) for parts in groups.values() if parts]
    kept = tuple(part for part in sums if part.terms or part.const)
    return Figure(kept) if kept else literal(0)


def multiplied(figure: Figure, factor: Fraction | int) -> Figure:
    """A figure times a number known now."""
    factor = Fraction(factor)
    if not factor:
        return literal(0)
    return Figure(
        tuple(
            _lowest(evolve(_raised(part, factor.numerator), scale=part.scale * factor.denominator))
            for part in figure.parts
        )
    )


def negated(figure: Figure) -> Figure:
    """A figure with its sign turned."""
    return multiplied(figure, -1)


def times_names(atom: Num, names: Iterable[str]) -> Num:
    """A whole number times some variables."""
    for each in names:
        atom = Var(each) if atom == Const(1) else Product(atom, Var(each))
    return atom


def _over(part: Part, dens: Dens) -> Part:
    """The same part over more denominators."""
    lacking = sorted((Counter(dens) - Counter(part.dens)).elements())
    if not lacking:
        return part
    if len(part.terms) == 1 and not part.const:
        coefficient, atom = part.terms[0]
        return evolve(part, terms=((coefficient, times_names(atom, lacking)),), dens=dens)
    if not part.terms:
        return Part(0, ((part.const, times_names(Const(1), lacking)),), part.scale, dens)
    return Part(0, ((1, times_names(num(part), lacking)),), part.scale, dens)


def joined(figure: Figure) -> Part:
    """The whole figure over one scale and one set of denominators."""
    return alike([figure])[0]


def alike(figures: list[Figure]) -> list[Part]:
    """Figures as parts over one scale and one set of denominators."""
    needed: Counter[str] = Counter()
    for figure in figures:
        for part in figure.parts:
            needed |= Counter(part.dens)
    dens = tuple(sorted(needed.elements()))
    sums = [_together([_over(part, dens) for part in figure.parts]) for figure in figures]
    scale = lcm(*(part.scale for part in sums))
    return [evolve(_raised(part, scale // part.scale), scale=scale, dens=dens) for part in sums]


def product_of(names: Dens) -> Num:
    """Π dens"""
    return times_names(Const(1), names)


def divided(above: Num, below: Num | int) -> Num:
    """⌊above / below⌋"""
    if below in (1, Const(1)):
        return above
    if not isinstance(below, int):
        return FloorDiv(above, below)
    if isinstance(above, Const):
        return Const(above.value // below)
    if not isinstance(above, Linear):
        return FloorDiv(above, Const(below))
    # what is a multiple of the divisor needs no division: ⌊(10 x + 7) / 10⌋ = x + ⌊7 / 10⌋
    multiples = tuple(
        (coefficient // below, atom) for coefficient, atom in above.terms if not coefficient % below
    )
    others = tuple((coefficient, atom) for coefficient, atom in above.terms if coefficient % below)
    if not others:
        return num(Part(above.const // below, multiples))
    common = gcd(below, *(coefficient for coefficient, _ in others))
    rest = tuple((coefficient // common, atom) for coefficient, atom in others)
    inner = FloorDiv(num(Part(above.const // common, rest)), Const(below // common))
    return num(Part(0, (*multiples, (1, inner))))


def floored(figure: Figure) -> Num:
    """The greatest whole number not above a figure: no common denominator for the part that has none."""
    ratios = [part for part in figure.parts if part.dens]
    if not ratios:
        part = joined(figure)
        return divided(num(part), part.scale)
    ratio = joined(Figure(tuple(ratios)))
    whole = added([Figure(tuple(part for part in figure.parts if not part.dens))])
    first, second = joined(whole), ratio
    scale = lcm(first.scale, second.scale)
    first, second = _raised(first, scale // first.scale), _raised(second, scale // second.scale)
    below = product_of(second.dens)
    if scale == second.scale and not first.terms and not first.const:
        return divided(num(_lowest(second)), times_number(below, _lowest(second).scale))
    inner = divided(num(second), below)
    return divided(num(Part(first.const, (*first.terms, (1, inner)))), scale)


def times_number(below: Num, scale: int) -> Num:
    """A whole number times one known now, which is above 0."""
    return below if scale == 1 else Linear(0, ((scale, below),))


def over(figure: Figure, times: Dens, dens: Dens) -> Figure:
    """A figure times some variables, over others."""
    parts = []
    for part in figure.parts:
        common = Counter(part.dens) & Counter(times)
        left = sorted((Counter(times) - common).elements())
        own = tuple((Counter(part.dens) - common).elements())
        raised = _over(evolve(part, dens=()), tuple(left)) if left else part
        parts.append(evolve(raised, dens=tuple(sorted((*own, *dens)))))
    return added(Figure((part,)) for part in parts)
