"""A whole-number program run on Python's own numbers, obvious and slow: what every engine is to do.

It keeps the size of the largest number that is ever made, so that a test can see how wide it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.model.calendar import up_to
from rubric_dsl.plan import core as c
from rubric_dsl.plan import folds
from rubric_dsl.plan.inexact import whole_logarithm, whole_root

_COMPARED = {
    "≥": lambda a, b: a >= b, ">": lambda a, b: a > b, "≤": lambda a, b: a <= b,
    "<": lambda a, b: a < b, "=": lambda a, b: a == b, "≠": lambda a, b: a != b,
}  # fmt: skip


class Running:
    """A program at work on one subject: ``values`` by variable, lists as tuples of tuples at their scales."""

    def __init__(self, values: Mapping[str, Any], given: set[str], before: Any = None):
        self.values, self.given, self.before = dict(values), given, before
        self.largest = 0

    def made(self, number: int) -> None:
        self.largest = max(self.largest, abs(number))

    def num(self, item: n.Num) -> int:
        found = self._num(item)
        assert type(found) is int
        self.made(found)
        return found

    def _num(self, item: n.Num) -> int:
        match item:
            case n.Const():
                return item.value
            case n.Var():
                return self.values[item.name]
            case n.Linear():
                assert all(times for times, _ in item.terms)
                total = item.const
                for times, atom in item.terms:
                    self.made(times * self.num(atom))
                    total += times * self.num(atom)
                    self.made(total)
                return total
            case n.Product():
                return self.num(item.left) * self.num(item.right)
            case n.FloorDiv():
                below = self.num(item.right)
                assert below > 0
                return self.num(item.left) // below
            case n.Least():
                return min(self.num(one) for one in item.operands)
            case n.Greatest():
                return max(self.num(one) for one in item.operands)
            case n.If():
                sides = self.num(item.then), self.num(item.otherwise)
                return sides[0] if self.truth(item.test) else sides[1]
            case n.Pick():
                place = self.num(item.index)
                assert 0 <= place < len(item.cases)
                return [self.num(case) for case in item.cases][place]
            case n.Workdays():
                day = self.num(item.operand)
                assert item.calendar.first - 1 <= day <= item.calendar.last
                return up_to(item.calendar, day)
            case n.Root():
                return whole_root(self.num(item.operand), item.degree)
            case n.Log():
                above, below = self.num(item.above), self.num(item.below)
                assert above > 0
                assert below > 0
                return whole_logarithm(above, below, item.base, item.unit.numerator, item.unit.denominator)
            case n.Before():
                ranked = self.before[item.step]
                own = Fraction(self.num(item.own), item.scale)
                return int(ranked.before(own))
            case n.Over():
                return self._over(item)

    def truth(self, item: n.Truth) -> bool:
        match item:
            case n.Always():
                return item.value
            case n.Holds():
                return self.values[item.name]
            case n.Given():
                return item.name in self.given
            case n.Compare():
                return _COMPARED[item.relation](self.num(item.left), self.num(item.right))
            case n.All():
                return False not in [self.truth(one) for one in item.operands]
            case n.Any():
                return True in [self.truth(one) for one in item.operands]
            case n.Negate():
                return not self.truth(item.operand)

    def line(self, line: n.Line) -> None:
        if line.truth:
            self.values[line.name] = self.truth(line.value)
            return
        self.values[line.name] = found = self.num(line.value)
        assert line.low is None or found >= line.low
        assert line.high is None or found <= line.high

    def _over(self, item: n.Over) -> int:
        values, keys = [], []
        for entry in self.values[item.source]:
            parts = entry if isinstance(entry, tuple) else (entry,)
            fields = {one.name: part for one, part in zip(item.fields, parts, strict=True)}
            inner = Running({**self.values, **fields}, self.given)
            for line in item.lines:
                inner.line(line)
            if item.where is None or inner.truth(item.where):
                values.append(Fraction(inner.num(item.value)))
                self.made(inner.largest)
                keys.append(fields[item.once_per] if item.once_per else None)
        fold = c.Fold(
            item.how, item.source, (), c.Literal(Fraction(0)), None, item.once_per, item.best, item.spare,
            item.closest, tuple(map(Fraction, item.shares)), Fraction(item.further),
        )  # fmt: skip
        left = [values[place] for place in folds.kept(fold, values, keys)]
        weighted = folds.weighted(fold, left)
        if item.part == "count" or item.how == "count":
            return len(left)
        if not left:
            return 0
        if item.how == "mean":
            return int(sum(weighted))
        found = folds.folded(item.how, weighted)
        return int(found * 2 if item.how == "median" else found)


def scaled_inputs(program: n.Program, values: Mapping[str, Any], stood: Callable[[str], Any]) -> dict[str, Any]:
    """A subject's exact values (by metric) by the program's variables; ``stood`` is what a metric reads as."""
    from rubric_dsl.evaluators.python.scales import scaled

    found: dict[str, Any] = {}
    for one in program.inputs:
        value = scaled(one.metric, stood(one.metric.id))
        found[one.name if one.metric.entries is None else one.metric.id] = value
        if one.metric.entries is None and isinstance(value, Fraction):
            assert value.denominator == 1
            found[one.name] = int(value)
        if one.metric.entries is not None:
            found[one.metric.id] = tuple(
                tuple(int(part) if isinstance(part, Fraction) else part for part in entry)
                if isinstance(entry, tuple)
                else int(entry)
                if isinstance(entry, Fraction)
                else entry
                for entry in value
            )
    return found


