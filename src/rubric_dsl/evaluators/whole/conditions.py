"""Conditions on whole numbers: comparisons without a division, and what always or never holds left out."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.figures import Figure, Part, alike, num
from rubric_dsl.plan import core as c

_TURNED: dict[c.Relation, c.Relation] = {"≥": "<", ">": "≤", "≤": ">", "<": "≥", "=": "≠", "≠": "="}
_HOLDS = {
    "≥": lambda left, right: left >= right, ">": lambda left, right: left > right,
    "≤": lambda left, right: left <= right, "<": lambda left, right: left < right,
    "=": lambda left, right: left == right, "≠": lambda left, right: left != right,
}  # fmt: skip


def compared(relation: c.Relation, left: Figure, right: Figure) -> n.Truth:
    """``left ≥ right`` as whole numbers: what is taken away on one side is added on the other."""
    first, second = alike([left, right])
    terms: dict[n.Num, int] = {atom: coefficient for coefficient, atom in first.terms}
    for coefficient, atom in second.terms:
        terms[atom] = terms.get(atom, 0) - coefficient
    const = second.const - first.const
    parts = [(coefficient, atom) for atom, coefficient in terms.items() if coefficient]
    if not parts:
        return n.Always(_HOLDS[relation](0, const))
    shrink = gcd(const, *(coefficient for coefficient, _ in parts))
    here = tuple((coefficient // shrink, atom) for coefficient, atom in parts if coefficient > 0)
    there = tuple((-coefficient // shrink, atom) for coefficient, atom in parts if coefficient < 0)
    const //= shrink
    if const < 0 and here:
        return n.Compare(relation, num(Part(-const, here)), num(Part(0, there)))
    return n.Compare(relation, num(Part(0, here)), num(Part(const, there)))


def turned(item: n.Truth) -> n.Truth:
    """What holds where something does not."""
    match item:
        case n.Always():
            return n.Always(not item.value)
        case n.Negate():
            return item.operand
        case n.Compare():
            return n.Compare(_TURNED[item.relation], item.left, item.right)
        case _:
            return n.Negate(item)


def all_of(operands: Sequence[n.Truth]) -> n.Truth:
    """All hold."""
    return _joined(operands, n.All, n.Always(False))


def any_of(operands: Sequence[n.Truth]) -> n.Truth:
    """One at least holds."""
    return _joined(operands, n.Any, n.Always(True))


def _joined(operands: Sequence[n.Truth], kind: type[n.All | n.Any], decides: n.Always) -> n.Truth:
    """Conditions joined by "and" or "or"; ``decides`` is the one that settles it by itself."""
    if decides in operands:
        return decides
    idle = n.Always(not decides.value)
    open_ = [item for item in operands if item != idle]
    if len(open_) < 2:
        return open_[0] if open_ else idle
    return kind(tuple(open_))
