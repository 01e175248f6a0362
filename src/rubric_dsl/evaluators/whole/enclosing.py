"""Sums of several ratios without their common denominator, which would be the product of all of them.

Each ratio is floored in small parts of a whole, and so known to less than one part. The sum of ``n`` floors
is then less than ``n`` parts short of the exact sum. Where no whole number lies in between, its floor is the
exact one; where one may, the floor is in doubt, and a condition says so::

    ⌊w + p / q + r / s⌋ = w + ⌊f / UNIT⌋  with  f = ⌊UNIT × p / q⌋ + ⌊UNIT × r / s⌋,
    in doubt where f mod UNIT > UNIT − 2

A sum that is whole because every ratio of it is, is never in doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, evolve, field

from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.conditions import all_of, compared, turned
from rubric_dsl.evaluators.whole.figures import (
    Figure,
    Part,
    added,
    alike,
    divided,
    floored,
    joined,
    multiplied,
    negated,
    num,
    product_of,
    times_number,
    variable,
)
from rubric_dsl.plan import core as c

UNIT = 1 << 16
"""Parts of a whole: of some ten thousand rows one is in doubt."""


def several(figures: Sequence[Figure]) -> bool:
    """Whether figures have ratios over different denominators."""
    return len({part.dens for figure in figures for part in figure.parts if part.dens}) > 1


@define
class Enclosing:
    """Operations on figures of several ratios; ``named`` gives a figure lines of its own."""

    named: Callable[[str, Figure], Figure]
    doubts: list[n.Truth] = field(factory=list)
    """Conditions under which something that was made here may be wrong."""
    _wholes: dict[tuple[tuple[Part, ...], int], n.Num] = field(factory=dict)

    def floor(self, figure: Figure) -> n.Num:
        """The greatest whole number not above a figure."""
        if not several([figure]):
            return floored(figure)
        whole = joined(added(Figure((part,)) for part in figure.parts if not part.dens))
        inner = self._whole_of(tuple(part for part in figure.parts if part.dens), whole.scale)
        return divided(num(Part(whole.const, (*whole.terms, (1, inner)))), whole.scale)

    def _whole_of(self, ratios: tuple[Part, ...], times: int) -> n.Num:
        """The floor of a sum of ratios times a number."""
        if (ratios, times) in self._wholes:
            return self._wholes[ratios, times]
        floors = []
        for ratio in ratios:
            above = joined(multiplied(Figure((evolve(ratio, dens=()),)), times * UNIT))
            floors.append(variable(divided(num(above), times_number(product_of(ratio.dens), above.scale))))
        total = joined(self.named("sum_of_ratios", added(floors)))
        inner = joined(self.named("ratios", variable(divided(num(total), UNIT))))
        rest = added([Figure((total,)), multiplied(Figure((inner,)), -UNIT)])
        self.doubts.append(n.Compare(">", num(joined(rest)), n.Const(UNIT - len(ratios))))
        self._wholes[ratios, times] = num(inner)
        return num(inner)

    def compare(self, relation: c.Relation, left: Figure, right: Figure) -> n.Truth:
        """``left ≥ right``: what is left of it is at least 0, and so is its floor."""
        if not several([left, right]):
            return compared(relation, left, right)
        short, over = (added([left, negated(right)]), added([right, negated(left)]))
        match relation:
            case "≥":
                return self._not_negative(short)
            case "<":
                return turned(self._not_negative(short))
            case "≤":
                return self._not_negative(over)
            case ">":
                return turned(self._not_negative(over))
            case "=":
                return all_of([self._not_negative(short), self._not_negative(over)])
            case "≠":
                return turned(self.compare("=", left, right))

    def _not_negative(self, figure: Figure) -> n.Truth:
        return compared("≥", variable(self.floor(figure)), variable(n.Const(0)))

    def chosen(self, test: n.Truth, then: Figure, otherwise: Figure) -> Figure:
        """One of two, each part on its own."""
        found = []
        for dens in dict.fromkeys(part.dens for part in (*then.parts, *otherwise.parts)):
            sides = [
                added(Figure((evolve(part, dens=()),)) for part in side.parts if part.dens == dens)
                for side in (then, otherwise)
            ]
            first, second = alike(sides)
            found.append(variable(n.If(test, num(first), num(second)), first.scale, dens))
        return added(found)

    def picked(self, place: n.Num, cases: Sequence[Figure]) -> Figure:
        """The one at a place, counted from 0."""
        *others, found = cases
        for number, case in reversed([*enumerate(others)]):
            found = self.chosen(n.Compare("=", place, n.Const(number)), case, found)
        return found

    def product(self, left: Figure, right: Figure) -> Figure:
        """Every part times every part."""
        return added(
            variable(
                n.Product(num(first), num(second)),
                first.scale * second.scale,
                tuple(sorted((*first.dens, *second.dens))),
            )
            for first in left.parts
            for second in right.parts
        )

    def extreme(self, figures: Sequence[Figure], relation: c.Relation) -> Figure:
        """The least of several (``≤``), or the greatest (``≥``)."""
        found, *others = (self.named("one", figure) for figure in figures)
        for other in others:
            found = self.named("one", self.chosen(self.compare(relation, found, other), found, other))
        return found
