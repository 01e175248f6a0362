"""How wide the numbers of a program get: the range of every line and of everything on the way to it.

Comes in: a program and the ranges of its inputs. Goes out: the range of each line, and the greatest size of
any number that is ever made, so that an engine can take the narrowest type in which nothing is lost. The
ranges are never too narrow; they are what the plan proves, narrowed to what comes in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import assert_never

from attrs import define, field

from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.model.calendar import up_to
from rubric_dsl.model.rubric import MAX_VALUE, Metric
from rubric_dsl.plan.inexact import whole_logarithm, whole_root

MOST_SUBJECTS = 1 << 36
"""How many subjects are ever compared."""
Reach = tuple[int, int]
"""From where to where, both ends included."""


def reach_of(metric: Metric, scale: int, open_end: int | None = None) -> Reach:
    """What a metric can be at a scale; ``open_end`` is how far it goes, in units of the scale, where its own
    range does not say."""
    most = MAX_VALUE * scale if open_end is None else min(open_end, MAX_VALUE * scale)
    if metric.kind == "choice":
        return 0, len(metric.options) - 1
    low = -most if metric.low is None else (metric.low * scale).__ceil__()
    high = most if metric.high is None else (metric.high * scale).__floor__()
    return low, max(low, high)


@define
class Widths:
    """The ranges of a program's variables, and the size of the largest number on the way."""

    ranges: dict[str, Reach] = field(factory=dict)
    most_entries: dict[str, int] = field(factory=dict)
    """How many entries each list can have."""
    size: int = 0
    made: dict[str, n.Num] = field(factory=dict)
    """What the lines are."""
    _times_of: dict[tuple[str, tuple[str, ...]], Fraction] = field(factory=dict)

    def fits(self, bits: int) -> bool:
        """Whether every number is one of a signed type of so many bits."""
        return self.size < 1 << (bits - 1)

    def _seen(self, reach: Reach) -> Reach:
        self.size = max(self.size, -reach[0], reach[1])
        return reach

    def take(self, line: n.Line) -> None:
        """The next line."""
        if line.truth:
            self.truth(line.value)  # type: ignore[arg-type]
            return
        low, high = self.of(line.value)  # type: ignore[arg-type]
        low = low if line.low is None else max(low, line.low)
        high = high if line.high is None else min(high, line.high)
        self.ranges[line.name] = (low, max(low, high))
        self.made[line.name] = line.value  # type: ignore[assignment]

    def of(self, item: n.Num) -> Reach:
        """The range of an expression."""
        match item:
            case n.Const():
                return self._seen((item.value, item.value))
            case n.Var():
                return self._seen(self.ranges[item.name])
            case n.Linear():
                return self._linear(item)
            case n.Product():
                return self._seen(_product(self.of(item.left), self.of(item.right)))
            case n.FloorDiv():
                return self._quotient(item)
            case n.Least():
                ranges = [self.of(one) for one in item.operands]
                return min(low for low, _ in ranges), min(high for _, high in ranges)
            case n.Greatest():
                ranges = [self.of(one) for one in item.operands]
                return max(low for low, _ in ranges), max(high for _, high in ranges)
            case n.If():
                self.truth(item.test)
                return _either([self.of(item.then), self.of(item.otherwise)])
            case n.Pick():
                self.of(item.index)
                return _either([self.of(case) for case in item.cases])
            case n.Workdays():
                low, high = self.of(item.operand)
                days = item.calendar
                ends = [min(max(day, days.first - 1), days.last) for day in (low, high)]
                return self._seen((up_to(days, ends[0]), up_to(days, ends[1])))
            case n.Root():
                low, high = (whole_root(max(end, 0), item.degree) for end in self.of(item.operand))
                return low, high
            case n.Log():
                return self._seen(self._logarithm(item))
            case n.Before():
                self.of(item.own)
                return self._seen((0, MOST_SUBJECTS))
            case n.OfAll():
                return self._seen(self._of_all(item))
            case n.Over():
                return self._seen(self._over(item))
            case _:
                assert_never(item)

    def _linear(self, item: n.Linear) -> Reach:
        """A sum, made term by term: everything on the way counts."""
        low = high = item.const
        self._seen((low, high))
        for coefficient, atom in item.terms:
            self._seen((coefficient, coefficient))  # the type must hold it, be what it multiplies 0
            first, second = self._seen(_product(self.of(atom), (coefficient, coefficient)))
            low, high = self._seen((low + first, high + second))
        return low, high

    def _quotient(self, item: n.FloorDiv) -> Reach:
        left, (least, most) = self.of(item.left), self.of(item.right)
        least = max(least, 1)
        ends = [end // by for end in left for by in (least, max(least, most))]
        low, high = min(ends), max(ends)
        scale, names = _factors(item.right)
        if left[0] >= 0 and names:
            high = min(high, (self._times(item.left, names) / scale).__floor__())
        return low, max(low, high)

    def _times(self, item: n.Num, names: Counter[str]) -> Fraction:
        """How often a number that is not negative has the product of some positive variables in it, at most:
        least(done, target) has target once."""
        match item:
            case n.Var() if item.name in names:
                return 1 / self._product_of(names - Counter([item.name]))
            case n.Var() if item.name in self.made and self.ranges[item.name][0] >= 0:
                key = (item.name, tuple(sorted(names.elements())))
                if key not in self._times_of:
                    line = self.made[item.name]
                    self._times_of[key] = min(self._times(line, names), self._size_over(item, names))
                return self._times_of[key]
            case n.Linear() if item.const >= 0 and all(
                times > 0 and self.of(atom)[0] >= 0 for times, atom in item.terms
            ):
                parts = (times * self._times(atom, names) for times, atom in item.terms)
                return sum(parts, item.const / self._product_of(names))
            case n.Least():
                return min(self._times(one, names) for one in item.operands)
            case n.Product() if isinstance(item.right, n.Var) and item.right.name in names:
                left = self.of(item.left)[0] >= 0
                rest = names - Counter([item.right.name])
                return self._times(item.left, rest) if left and rest else self._size_over(item, names)
            case _:
                return self._size_over(item, names)

    def _size_over(self, item: n.Num, names: Counter[str]) -> Fraction:
        return max(self.of(item)[1], 0) / self._product_of(names)

    def _product_of(self, names: Counter[str]) -> Fraction:
        return Fraction(prod(max(self.ranges[name][0], 1) for name in names.elements()))

    def _logarithm(self, item: n.Log) -> Reach:
        above, below = self.of(item.above), self.of(item.below)
        ends = (Fraction(max(above[0], 1), max(below[1], 1)), Fraction(max(above[1], 1), max(below[0], 1)))
        low, high = (
            whole_logarithm(
                end.numerator, end.denominator, item.base, item.unit.numerator, item.unit.denominator
            )
            for end in ends
        )
        return low, high

    def _of_all(self, item: n.OfAll) -> Reach:
        if item.where is not None:
            self.truth(item.where)
        low, high = self.of(item.value)
        most = MOST_SUBJECTS if item.best is None else item.best
        match item.part:
            case "count":
                return 0, MOST_SUBJECTS
            case "sum":
                return min(low * most, 0), max(high * most, 0)
            case "middle":
                return low * 2, high * 2
            case _:
                return low, high

    def _over(self, item: n.Over) -> Reach:
        inner = Widths(dict(self.ranges), self.most_entries, made=dict(self.made))
        for line in item.lines:
            inner.take(line)
        if item.where is not None:
            inner.truth(item.where)
        value = inner.of(item.value)
        self.size = max(self.size, inner.size)
        source = self.most_entries[item.source]
        if item.part == "count" or item.how == "count":
            return 0, source
        low, high = min(value[0], 0), max(value[1], 0)
        if item.shares:
            largest = max(*item.shares, item.further, 1)
            low, high = low * largest, high * largest
        times = {"sum": source, "mean": source, "median": 2}.get(item.how, 1)
        return low * times, high * times

    def truth(self, item: n.Truth) -> None:
        match item:
            case n.Compare():
                self.of(item.left)
                self.of(item.right)
            case n.All() | n.Any():
                for one in item.operands:
                    self.truth(one)
            case n.Negate():
                self.truth(item.operand)
            case n.Always() | n.Holds() | n.Given():
                pass
            case _:
                assert_never(item)


def _factors(item: n.Num) -> tuple[int, Counter[str]]:
    """A product of variables as a number and their names; no names where it is anything else."""
    match item:
        case n.Var():
            return 1, Counter([item.name])
        case n.Linear() if not item.const and len(item.terms) == 1:
            times, atom = item.terms[0]
            scale, names = _factors(atom)
            return times * scale, names
        case n.Product():
            (first, left), (second, right) = _factors(item.left), _factors(item.right)
            return (first * second, left + right) if left and right else (1, Counter())
        case _:
            return 1, Counter()


def _product(left: Reach, right: Reach) -> Reach:
    ends = [first * second for first in left for second in right]
    return min(ends), max(ends)


def _either(ranges: list[Reach]) -> Reach:
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def widths_of(program: n.Program, inputs: Mapping[str, Reach], exact: bool = False) -> Widths:
    """How wide a program gets where its inputs, by their variables, lie in these ranges (see
    :func:`numbers_in`); with ``exact``, its exact total too, which may need far more than all the rest."""
    lists = [one.metric for one in program.inputs if one.metric.entries is not None]
    found = Widths(dict(inputs), {one.id: one.entries.most for one in lists if one.entries is not None})
    for line in program.lines:
        found.take(line)
    for output in (*program.points, program.published):
        found.of(output.value)
    for value in program.exact if exact else ():
        found.of(value)
    for test in (*program.excluded, *program.refused, *program.doubts):
        found.truth(test)
    if program.grade is not None:
        found.of(program.grade)
    for low, high in inputs.values():
        found.size = max(found.size, -low, high)
    return found


def numbers_in(program: n.Program) -> tuple[n.Input, ...]:
    """The inputs that are numbers, and behind them the fields of lists that are."""
    fields = {
        one.name: one for line in program.lines if isinstance(line.value, n.Over) for one in line.value.fields
    }
    every = (*program.inputs, *fields.values())
    return tuple(one for one in every if one.metric.kind not in ("yes/no", "text", "list"))


def inputs_up_to(program: n.Program, open_end: int) -> dict[str, Reach]:
    """The ranges of a program's inputs, of which those without an end go so far at most."""
    return {one.name: _standing(program, one, open_end) for one in numbers_in(program)}


def _standing(program: n.Program, one: n.Input, open_end: int) -> Reach:
    """The range of an input, with what stands for it where it is missing."""
    own, stands = reach_of(one.metric, one.scale, open_end), one.metric.stands
    if isinstance(stands, str):
        other = next(each for each in program.inputs if each.metric.id == stands)
        low, high = _standing(program, other, open_end)
        times = Fraction(one.scale, other.scale)
        return _either([own, ((low * times).__floor__(), (high * times).__ceil__())])
    if stands is None or isinstance(stands, bool):
        return own
    return _either([own, ((stands * one.scale).__floor__(), (stands * one.scale).__ceil__())])


def open_end(program: n.Program, bits: int, exact: bool = False) -> int | None:
    """How far inputs without an end may go for a signed type of so many bits: a power of two, less one; None
    where not even a range of nothing fits."""

    def beyond(power: int) -> bool:
        ranges = inputs_up_to(program, (1 << power) - 1)
        return not widths_of(program, ranges, exact).fits(bits)

    powers = bisect_left(range(bits), True, key=beyond)
    return (1 << (powers - 1)) - 1 if powers else None
