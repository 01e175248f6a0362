"""Program → what an engine works out: lines in its operations, each with a range and a type.

Comes in: a program, an engine, and how far metrics without an end may go. Goes out: a :class:`Layout`. What
an engine would have to write twice becomes a line of its own; a root is found bit by bit, a logarithm by the
numbers at which it reaches its next step. Before::

    share = FloorDiv(10 − 3 × events, 7)

and after, where events may be many::

    share_above = 10 − 3 × events
    share = FloorDiv(share_above, 7)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from rubric_dsl.evaluators.sql.dialects import Dialect, Whole
from rubric_dsl.evaluators.sql.refusals import NotTold
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.naming import Namer
from rubric_dsl.evaluators.whole.repeated import parts, rebuilt
from rubric_dsl.evaluators.whole.widths import Reach, Widths, inputs_up_to
from rubric_dsl.model.rubric import MAX_VALUE
from rubric_dsl.plan.inexact import whole_logarithm
from rubric_dsl.source.span import Span

ENOUGH = 10**9
"""How far metrics without an end go at least, where the narrow type has room for that."""
AT_LEAST = 10**6
"""How far they go at least in the wide type."""
STEPS = 256
"""How many steps of a logarithm are written out."""


@frozen
class Laid:
    """A line, and what the numbers on the way to it need."""

    line: n.Line
    whole: Whole
    truth: bool


@frozen
class Result:
    """A number of the results."""

    value: n.Num | n.Truth
    whole: Whole


@frozen
class Layout:
    """A program as an engine works it out."""

    program: n.Program
    lines: tuple[Laid, ...]
    points: tuple[n.Num, ...]
    published: n.Num
    exact: tuple[Result, Result] | None
    excluded: tuple[n.Truth, ...]
    refused: tuple[n.Truth, ...]
    grade: n.Num | None
    together: n.Together | None
    ranges: Mapping[str, Reach]
    wholes: Mapping[str, Whole]
    """The type of each number."""
    end: int
    """How far metrics without an end go, in units of their scales."""

    def reach(self, item: n.Num) -> Reach:
        """The range of an expression."""
        return Widths(dict(self.ranges)).of(item)


@define
class _Laying:
    program: n.Program
    dialect: Dialect
    namer: Namer
    found: Widths
    lines: list[Laid] = field(factory=list)
    wholes: dict[str, Whole] = field(factory=dict)
    step: int | None = None
    below: int = 0
    """The size of the other numerators of negative quotients in the line at hand."""

    def add(self, line: n.Line) -> None:
        """The next line; what it cannot hold itself goes before it."""
        self.step = line.step
        value: Any = self.inside(line.value, line.name)
        self.put(evolve(line, value=value))

    def put(self, line: n.Line) -> None:
        """A line as it is."""
        self.found.size = 0
        self.found.take(line)
        whole = self.whole(max(self.found.size, self.below))
        self.below = 0
        self.lines.append(Laid(line, whole, line.truth))
        if not line.truth:
            self.wholes[line.name] = whole

    def result(self, value: Any, wish: str, named: bool = True) -> Any:
        """A number or condition of the results, in a line of its own unless it is one already."""
        self.step = None
        made = self.inside(value, wish)
        if isinstance(made, n.Var | n.Const | n.Holds | n.Always) or not named:
            return made
        line = n.Line(self.namer.fresh(wish), made)
        self.put(line)
        return n.Holds(line.name) if line.truth else n.Var(line.name)

    def whole(self, size: int) -> Whole:
        """The narrowest type for a size."""
        narrow, wide = self.dialect.narrow, self.dialect.wide
        if size < 1 << narrow.bits:
            return narrow
        if wide is None or size >= 1 << wide.bits:
            raise NotTold("too large", self.dialect.title, self.span)
        return wide

    @property
    def span(self) -> Span | None:
        """Where the step at hand stands in the rubric."""
        return None if self.step is None else self.program.plan.steps[self.step].span

    def named(self, value: n.Num, wish: str) -> n.Var | n.Const:
        """A number in a line of its own, where it is more than a name."""
        if isinstance(value, n.Var | n.Const):
            return value
        line = n.Line(self.namer.fresh(wish), value, self.step)
        self.put(line)
        return n.Var(line.name)

    def inside(self, item: Any, wish: str) -> Any:
        """An expression with all that an engine lacks put before it."""
        if isinstance(item, n.Over):
            raise NotTold("list", self.dialect.title, self.span, metric=item.source)
        made = rebuilt(item, lambda one: self.inside(one, wish)) if parts(item) else item
        match made:
            case n.FloorDiv():
                low, _ = self.found.of(made.left)
                if low < 0 or self._twice(made):
                    made = n.FloorDiv(
                        self.named(made.left, f"{wish}_above"), self.named(made.right, f"{wish}_below")
                    )
                if low < 0:
                    # the quotient of a negative number is that of one further down
                    self.below = max(self.below, -low + self.found.of(made.right)[1])
                return made
            case n.Pick():
                return n.Pick(self.named(made.index, f"{wish}_place"), made.cases)
            case n.Workdays():
                return n.Workdays(self.named(made.operand, f"{wish}_day"), made.calendar)
            case n.Root():
                return self._root(made, wish)
            case n.Log():
                return self._logarithm(made, wish)
            case n.Before():
                return evolve(made, own=self.named(made.own, f"{wish}_value"))
            case n.OfAll():
                return evolve(made, value=self.given(made, wish), where=self.held(made.where, wish))
            case _:
                return made

    def given(self, item: n.OfAll, wish: str) -> n.Num:
        """What each subject gives, as a column wherever it has to be put in order."""
        if item.ordered and isinstance(item.value, n.Const):
            line = n.Line(self.namer.fresh(f"{wish}_value"), item.value, self.step)
            self.put(line)
            return n.Var(line.name)
        return self.named(item.value, f"{wish}_value")

    def held(self, test: n.Truth | None, wish: str) -> n.Truth | None:
        """A condition in a line of its own, where it is more than a name."""
        if test is None or isinstance(test, n.Holds | n.Always | n.Given):
            return test
        line = n.Line(self.namer.fresh(f"{wish}_counts"), test, self.step)
        self.put(line)
        return n.Holds(line.name)

    def _twice(self, item: n.FloorDiv) -> bool:
        """Whether a quotient is made of its remainder."""
        whole = self.dialect.narrow
        if whole.division != "by remainder":
            self.found.size = 0
            self.found.of(item)
            if self.found.size < 1 << whole.bits or self.dialect.wide is None:
                return False
            whole = self.dialect.wide
        return whole.division == "by remainder"

    def _root(self, item: n.Root, wish: str) -> n.Num:
        """The greatest number whose power is not above: its bits from the highest down."""
        operand = self.named(item.operand, f"{wish}_of")
        _, most = self.found.of(n.Root(operand, item.degree))
        found: n.Num = n.Const(0)
        for bit in reversed(range(most.bit_length())):
            more: n.Num = (
                n.Const(1 << bit) if isinstance(found, n.Const) else n.Linear(1 << bit, ((1, found),))
            )
            power = more
            for _ in range(item.degree - 1):
                power = n.Product(power, more)
            test = n.Compare("≤", power, operand)
            line = n.Line(self.namer.fresh(f"{wish}_bits"), n.If(test, more, found), self.step)
            self.found.size = 0
            self.found.take(line)
            whole = self.whole(self.found.size)
            # a number of these bits, whatever was proved of sums of them
            self.found.ranges[line.name] = (0, min(most, self.found.ranges[line.name][1]))
            self.lines.append(Laid(line, whole, False))
            self.wholes[line.name] = whole
            found = n.Var(line.name)
        return found

    def _logarithm(self, item: n.Log, wish: str) -> n.Num:
        """The step that is reached, by the least numbers that reach each."""
        if not isinstance(item.below, n.Const):
            raise NotTold("logarithm", self.dialect.title, self.span)
        above, below = self.named(item.above, f"{wish}_of"), item.below.value
        low, high = self.found.of(above)

        def step(number: int) -> int:
            return whole_logarithm(number, below, item.base, item.unit.numerator, item.unit.denominator)

        first, last = step(max(low, 1)), step(max(high, 1))
        if last - first > STEPS:
            raise NotTold("logarithm", self.dialect.title, self.span)
        found: n.Num = n.Const(first)
        start = max(low, 1)
        for reached in range(first + 1, last + 1):
            least, most = start, high
            while least < most:
                middle = (least + most) // 2
                least, most = (least, middle) if step(middle) >= reached else (middle + 1, most)
            found = n.If(n.Compare("≥", above, n.Const(least)), n.Const(reached), found)
            start = least
        return found


def _laid(program: n.Program, dialect: Dialect, end: int, exact: bool, taken: Sequence[str]) -> Layout:
    namer = Namer({name.casefold() for name in taken})
    ranges = inputs_up_to(program, end)
    laying = _Laying(program, dialect, namer, Widths(dict(ranges)))
    laying.wholes.update({name: laying.whole(max(-low, high)) for name, (low, high) in ranges.items()})
    for line in program.lines:
        laying.add(line)
    points = tuple(laying.result(one.value, f"{one.name}_points") for one in program.points)
    published = laying.result(program.published.value, "published_points")
    excluded = tuple(laying.result(one, "is_excluded") for one in program.excluded)
    refused = tuple(laying.result(one, "is_refused") for one in program.refused)
    grade = None if program.grade is None else laying.result(program.grade, "grade_place")
    together = program.together
    if together is not None:
        together = n.Together(
            None if together.admitted is None else laying.result(together.admitted, "is_admitted"),
            tuple((step, laying.result(test, "is_of_nobody")) for step, test in together.nobody),
        )
    total: tuple[Result, Result] | None = None
    if exact:
        sides = [
            laying.result(value, f"total_{word}")
            for value, word in zip(program.exact, ("above", "below"), strict=True)
        ]
        laying.found.size = 0
        for side in sides:
            laying.found.of(side)
        whole = laying.whole(laying.found.size)
        total = (Result(sides[0], whole), Result(sides[1], whole))
    return Layout(
        program,
        tuple(laying.lines),
        points,
        published,
        total,
        excluded,
        refused,
        grade,
        together,
        laying.found.ranges,
        laying.wholes,
        end,
    )


def laid_out(program: n.Program, dialect: Dialect, exact: bool = False, taken: Sequence[str] = ()) -> Layout:
    """A program in the narrowest types of an engine that are surely wide enough. Raises :class:`NotTold`.

    Metrics without an end go to 10^9 at least where the narrow type holds everything, to 10^6 at least where
    the wide one has to; ``taken`` are names that no line may have.
    """
    open_scales = [one.scale for one in program.inputs if _is_open(one)] or [1]
    most = MAX_VALUE * max(open_scales)
    narrow = evolve(dialect, wide=None)
    found = _best(program, narrow, ENOUGH * max(open_scales), most, exact, taken)
    if found is None and dialect.wide is not None:
        found = _best(program, dialect, ENOUGH * max(open_scales), 1 << 40, exact, taken)
        found = found or _best(program, dialect, AT_LEAST * max(open_scales), 1 << 40, exact, taken)
    if found is None:
        # said of the step at which it fails
        return _laid(program, dialect, AT_LEAST * max(open_scales), exact, taken)
    return found


def _is_open(one: n.Input) -> bool:
    return one.metric.kind in ("count", "mark", "amount", "number") and (
        one.metric.low is None or one.metric.high is None
    )


def _best(
    program: n.Program, dialect: Dialect, least: int, most: int, exact: bool, taken: Sequence[str]
) -> Layout | None:
    """The layout for the largest inputs, a power of two less one, between two bounds; None if none fits."""
    powers = list(range(least.bit_length(), max(most.bit_length(), least.bit_length()) + 1))
    best: Layout | None = None
    while powers:
        middle = len(powers) // 2
        try:
            best = _laid(program, dialect, (1 << powers[middle]) - 1, exact, taken)
        except NotTold as told:
            if told.diagnostic.facts["why"] != "too large":
                raise
            powers = powers[:middle]
        else:
            powers = powers[middle + 1 :]
    return best
