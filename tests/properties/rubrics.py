"""Generated rubrics: syntax trees of every shape that the language has, valid as they come.

A :class:`World` invents metrics while rules are made. A rule that can leave its points is loosened with a
bound, sections are worth what their parts add up to, and so every tree prints, reads and compiles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, TypeVar

from attrs import define, evolve, field
from hypothesis import assume
from hypothesis import strategies as st

from rubric_dsl.model.binding import Binder, metrics_in
from rubric_dsl.model.calendar import Calendar
from rubric_dsl.model.declaring import metric_of
from rubric_dsl.model.derived import bind, placeholder
from rubric_dsl.model.missing import standing
from rubric_dsl.model.names import Names
from rubric_dsl.model.rubric import Derived, Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.intervals import excludes_zero
from rubric_dsl.plan.lower_derived import lower_derived
from rubric_dsl.plan.lower_rules import NotLowered, RuleLowering, fails_in_steps
from rubric_dsl.plan.lowering import lower_rule
from rubric_dsl.plan.steps import Steps
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from tests.properties import (
    applying,
    choices,
    cohorts,
    dates,
    lists,
    missing,
    names,
    reasons,
    stepping,
    tables,
)

HERE: dict[str, Span] = {"span": Span("<tree>", 1, 1, 1)}
NUMBERS = ("count", "mark", "amount", "number")
"""The kinds of metrics that are numbers."""
T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]


def number(value: Fraction | int, **facts: Any) -> t.Number:
    """A literal."""
    return t.Number(Fraction(value), **facts, **HERE)


def text(words: str) -> t.Text:
    """A quoted text."""
    return t.Text(words, **HERE)


def decimals(low: int, high: int, places: int = 2) -> st.SearchStrategy[Fraction]:
    """Literals: whole numbers most of the time, else with a few decimals."""
    fine = st.integers(low * 10**places, high * 10**places).map(lambda units: Fraction(units, 10**places))
    return st.one_of(st.integers(low, high).map(Fraction), st.integers(low, high).map(Fraction), fine)


points = st.one_of(st.sampled_from([Fraction(n) for n in (1, 2, 5, 10, 20, 30, 100)]), decimals(1, 60))
amounts = st.one_of(
    st.just(Fraction(1)), st.integers(2, 12).map(Fraction), st.sampled_from([Fraction(100), Fraction(1, 2), Fraction(5, 4)])
)
parts: st.SearchStrategy[t.Part | None] = st.sampled_from([None, "full", "started", "in proportion"])
texts = st.none() | names.words.map(text)


@define
class World:
    """A rubric in the making: the metrics invented so far and the names that are taken."""

    draw: Draw[Any]
    metrics: list[t.Metric] = field(factory=list)
    derived: list[t.Derived] = field(factory=list)
    taken: set[str] = field(factory=set)
    nodes: set[str] = field(factory=set)
    finished: list[t.Named] = field(factory=list)
    """Criteria and sections that are made: what comes behind them may name their points."""
    calendar: t.Calendar | None = None
    hidden: list[t.Metric] = field(factory=list)
    """Metrics that one criterion reads, and no other."""
    outs: list[t.Named] = field(factory=list)
    """Criteria and sections that may be not applicable by lines of their own."""
    lacking: set[str] = field(factory=set)
    """All that may be not applicable, or of which fewer points may be in force."""
    varying: set[str] = field(factory=set)
    """Those of which fewer points may be in force."""
    days: Calendar | None = None
    """The calendar of the rubric, and its working days, once a rule counts them."""
    in_class: bool = False
    """Inside a ``for each`` a comparison without a left side means the class at hand."""
    in_entry: bool = False
    """Inside the entries of a list none is spoken of, and no derived value is made of their fields."""
    compares: bool = False
    """Whether rules may speak of all subjects."""
    alone: set[str] = field(factory=set)
    """Units that stand for the one metric that has them: no other metric may have them too."""

    def fresh(self, taken: set[str]) -> str:
        """A name that nothing else has."""
        wish: str = self.draw(names.any_name)
        found, count = wish, 1
        while found in taken:
            count += 1
            found = f"{wish}{'甲乙丙丁戊己庚辛'[count % 8] * (1 + count // 8)}" if not wish.isascii() else f"{wish}_{count}"
        taken.add(found)
        return found

    def named(self, taken: set[str]) -> t.Named:
        """A declared name, often with an alias; of two in different scripts the Latin one is the id."""
        first = self.fresh(taken)
        alias = self.fresh(taken) if self.draw(st.booleans()) else None
        if alias is not None and alias.isascii() and not first.isascii():
            first, alias = alias, first
        labels = tuple(map(text, self.draw(st.lists(names.words, max_size=2))))
        return t.Named(first, alias, labels, **HERE)

    def metric(self, kind: t.Kind, low: Fraction | None = None, high: Fraction | None = None) -> t.Metric:
        """A new metric of a kind; units where the kind may have them, a range where none is given."""
        draw = self.draw
        free = low is None and high is None
        units: tuple[str, ...] = ()
        singular = None
        if kind == "choice":
            low = high = None
        elif kind in NUMBERS:
            words = [word for word in draw(st.lists(names.unit, max_size=2)) if word not in self.alone]
            units = tuple(words[:2] if len({word.isascii() for word in words}) == len(words) else words[:1])
            if draw(st.integers(0, 5)) == 0:
                wish = self.fresh(self.taken)
                if wish not in units and not any(wish in one.units for one in (*self.metrics, *self.derived)):
                    self.alone.add(wish)
                    singular = wish
            low, high = self._range(kind, low, high)
        judge = draw(texts) if kind == "mark" else None
        options = choices.options(self) if kind == "choice" else ()
        percent = kind not in ("count", "date") and low is not None and draw(st.integers(0, 5)) == 0
        grain = self._grain(kind, low, high) if kind in NUMBERS and draw(st.integers(0, 5)) == 0 else None
        absent = missing.stand_in(self, kind, options) if free else None
        made = t.Metric(self.named(self.taken), kind, low, high, units, singular, judge, percent, grain, options, missing=absent, fixed=draw(st.integers(0, 5)) == 0, **HERE)
        self.metrics.append(made)
        return made

    def _grain(self, kind: t.Kind, low: Fraction | None, high: Fraction | None) -> Fraction:
        """Steps that lead from one end of a range to the other."""
        if kind == "count":
            return Fraction(1) if high is not None else Fraction(self.draw(st.sampled_from([1, 2, 3, 10])))
        if low is not None and high is not None and high > low:
            return (high - low) / self.draw(st.sampled_from([1, 2, 4, 10]))
        return self.draw(st.sampled_from([Fraction(1, 2), Fraction(1, 10), Fraction(3), Fraction(1, 1000)]))

    def _range(self, kind: t.Kind, low: Fraction | None, high: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
        draw = self.draw
        if kind == "mark" and high is None:
            low = draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1), Fraction(-5), Fraction(1, 4), Fraction(1, 1000)]))
            high = low + draw(decimals(0, 50))
        elif kind != "mark" and low is None and high is None and draw(st.booleans()):
            if kind == "count":
                low = Fraction(draw(st.integers(0, 5)))
                high = low + draw(st.integers(0, 500)) if draw(st.booleans()) else None
            else:
                low = draw(decimals(-20, 20, 3) if kind == "number" else decimals(0, 20, 3))
                high = low + draw(decimals(0, 300, 3)) if draw(st.booleans()) else None
        if high is not None and low is None:
            low = Fraction(0)
        return low, high

    def quantity(self) -> t.Metric:
        """A metric that is a number, new or known."""
        known = [metric for metric in self.metrics if metric.kind in NUMBERS and metric.extent is None]
        if known and self.draw(st.booleans()):
            found: t.Metric = self.draw(st.sampled_from(known))
            return found
        return self.metric(self.draw(st.sampled_from(["count", "count", "count", "amount", "number", "mark"])))

    def flag(self) -> t.Metric:
        """A yes/no metric, new or known."""
        known = [metric for metric in self.metrics if metric.kind == "yes/no" and metric.extent is None]
        if known and self.draw(st.booleans()):
            found: t.Metric = self.draw(st.sampled_from(known))
            return found
        return self.metric("yes/no")

    def choice(self) -> t.Metric:
        """A choice, new or known."""
        known = [metric for metric in self.metrics if metric.kind == "choice"]
        if known and self.draw(st.booleans()):
            found: t.Metric = self.draw(st.sampled_from(known))
            return found
        return self.metric("choice")

    def name(self, metric: t.Metric) -> t.Name:
        """A reference by any of the metric's words."""
        words = [metric.name.id, metric.name.alias, metric.singular]
        return t.Name(self.draw(st.sampled_from([word for word in words if word])), **HERE)

    def known(self) -> Names:
        """The names as the model would know them."""
        return self.names_and_values()[0]

    def inputs(self) -> dict[str, Metric]:
        """The metrics as the model would know them."""
        declared = {metric.name.id: metric_of(metric) for metric in self.metrics}
        return standing(tuple(self.metrics), declared)[0]

    def names_and_values(self) -> tuple[Names, dict[str, Derived]]:
        """The names, and the derived values behind some of them."""
        lines = {one.name.id: one for one in self.derived}
        known = {**self.inputs(), **{name: placeholder(one) for name, one in lines.items()}}
        found = Names(known, given=frozenset(self.inputs()))
        return found, bind(lines, known, found)

    def reach(self, item: t.Expression) -> c.Range | None:
        """What a number can be; None where it has no meaning yet."""
        found, derived = self.names_and_values()
        bound, sort = Binder(found).bind(item)
        assert sort == "number"
        steps = Steps(self.inputs(), self.days)
        lower_derived(derived, steps)
        try:
            return steps.range(RuleLowering(steps, "").expression(bound))
        except NotLowered:
            return None


    def rule_reach(self, rule: t.Rule) -> c.Range:
        """What a rule can give before its bounds."""
        found, derived = self.names_and_values()
        bound = Binder(found).rule(rule)
        assert bound is not None, found.found
        steps = Steps(self.inputs(), self.days)
        lower_derived(derived, steps)
        return steps.range(RuleLowering(steps, "").rule(bound))


def unit_number(world: World, metric: t.Metric, value: Fraction) -> t.Number:
    """A literal with or without a word behind it that the metric answers to."""
    words = [word for word in (*metric.units, metric.singular, metric.name.id, metric.name.alias) if word]
    return number(value, unit=world.draw(st.sampled_from([None, *words])))


def expression(world: World, depth: int) -> t.Expression:
    """A number: a metric, a literal, arithmetic, a percentage of a metric; divisors are never zero."""
    draw = world.draw
    if world.compares and not world.in_entry and not draw(st.integers(0, 3)):
        return cohorts.of_all(world)
    if depth and not draw(st.integers(0, 9)):
        return choices.conditional(world, depth - 1)
    kind = draw(st.integers(0, 19 if depth else 4))
    match kind:
        case 13 | 14 | 19 if not world.in_entry:
            return lists.fold(world)
        case 15:
            return lists.extreme(world, depth - 1, expression)
        case 16:
            return guarded(world, depth - 1)
        case 17:
            return t.Power(expression(world, depth - 1), Fraction(draw(st.integers(1, 3))), **HERE)
        case 18:
            return inexact(world, depth - 1)
        case 11:
            return t.Rounded(expression(world, depth - 1), draw(roundings), **HERE)
        case 12:
            return dates.days(world)
        case 10:
            return worked_out(world, depth - 1, "number")
        case 0 | 1 | 2:
            return world.name(world.quantity())
        case 3:
            return number(draw(decimals(0, 40)))
        case 4:
            share = number(draw(st.integers(1, 150).map(lambda n: Fraction(n, 100))), percent=True)
            if draw(st.booleans()):
                return share
            return t.Operation("×", share, world.name(world.quantity()), **HERE)
        case 5:
            return t.Negative(expression(world, depth - 1), **HERE)
        case 6 | 7 | 8:
            operator = draw(st.sampled_from(["+", "−", "×"]))
            left, right = expression(world, depth - 1), expression(world, depth - 1)
            return t.Operation(operator, left, right, **HERE)
        case _:
            return t.Operation("/", expression(world, depth - 1), divisor(world, depth - 1), **HERE)


modes: st.SearchStrategy[t.Mode] = st.sampled_from(["half up", "half even", "up", "down"])


def _to_a_multiple(mode: t.Mode, units: int, places: int) -> t.Rounding:
    multiple = Fraction(units, 10**places)
    least = next(fewer for fewer in range(places + 1) if (multiple * 10**fewer).denominator == 1)
    return t.Rounding(mode, least, multiple=multiple, **HERE)


roundings: st.SearchStrategy[t.Rounding] = st.one_of(
    st.builds(lambda mode, places: t.Rounding(mode, places, **HERE), modes, st.sampled_from([0, 1, 2, 2, 2, 4, 12])),
    st.builds(_to_a_multiple, modes, st.sampled_from([1, 2, 5, 25, 7]), st.integers(0, 3)),
)

FEW_DERIVED = 3
"""Derived values in one rubric."""


def worked_out(world: World, depth: int, sort: str) -> t.Expression:
    """The name of a derived value, new or known; when there are enough of them, what it would stand for."""
    draw = world.draw
    _, derived = world.names_and_values()
    of_sort = [one for one in world.derived if not world.in_entry and (derived[one.name.id].shown.kind == "yes/no") == (sort == "condition")]
    if of_sort and draw(st.booleans()):
        known = draw(st.sampled_from(of_sort))
        return t.Name(draw(st.sampled_from([word for word in (known.name.id, known.name.alias) if word])), **HERE)
    item = condition(world, max(depth, 0)) if sort == "condition" else expression(world, max(depth, 0))
    if len(world.derived) >= FEW_DERIVED or not metrics_in(item) or world.in_entry:
        return item  # a number alone among the metrics would look like a heading
    units: tuple[str, ...] = ()
    percent = False
    if sort == "number":
        words = [word for word in draw(st.lists(names.unit, max_size=2)) if word not in world.alone]
        percent = not words and draw(st.booleans())
        units = tuple(words[:2] if len({word.isascii() for word in words}) == len(words) else words[:1])
    made = t.Derived(world.named(world.taken), item, units, percent, **HERE)
    world.derived.append(made)
    return t.Name(made.name.id, **HERE)


def guarded(world: World, depth: int) -> t.Expression:
    """A quotient whose divisor may be 0, which its condition answers."""
    draw = world.draw
    below = world.name(world.quantity())
    relation = draw(st.sampled_from(["=", "≠", ">", "≤", "<"]))
    held = t.Compare(relation, below, number(0), **HERE)
    quotient, other = t.Operation("/", expression(world, depth), below, **HERE), number(draw(decimals(0, 9)))
    if relation in ("≠", ">", "<"):
        return t.Conditional(held, quotient, other, **HERE)
    return t.Conditional(held, other, quotient, **HERE)


def inexact(world: World, depth: int) -> t.Expression:
    """A root or a logarithm, rounded where it stands, of what has one for every subject."""
    draw = world.draw
    logarithm = draw(st.booleans())
    operand = expression(world, max(depth, 0)) if draw(st.booleans()) else divisor(world, max(depth, 0))
    reach = world.reach(operand)
    if reach is None or reach.low is None or reach.low < 0 or (logarithm and reach.low == 0):
        low = Fraction(1, 100) if logarithm else Fraction(0)
        operand = world.name(world.metric("amount", low, low + draw(decimals(1, 300))))
    how = draw(roundings)
    how = evolve(how, places=min(how.places, 4)) if how.multiple is None else how
    if logarithm:
        return t.Rounded(t.Logarithm(draw(st.sampled_from(["10", "e"])), operand, **HERE), how, **HERE)
    exponent = Fraction(draw(st.integers(1, 3)), draw(st.integers(2, 5)))
    return t.Rounded(t.Power(operand, exponent, **HERE), how, **HERE)


def provably_not_zero(world: World, item: t.Expression) -> bool:
    """Whether a number may stand below a division line."""
    reach = world.reach(item)
    return reach is not None and excludes_zero(reach)


def divisor(world: World, depth: int) -> t.Expression:
    """A number that is provably never zero."""
    draw = world.draw
    match draw(st.integers(0, 5 if depth > 0 else 2)):
        case 0 | 1:
            low = draw(st.sampled_from([Fraction(1), Fraction(3), Fraction(1, 100)]))
            kind = "amount" if low.denominator > 1 else draw(st.sampled_from(["count", "amount", "number"]))
            high = low + draw(st.integers(0, 80)) if draw(st.booleans()) else None
            return world.name(world.metric(kind, low, high))
        case 2:
            return world.name(world.metric("number", Fraction(-draw(st.integers(2, 50))), Fraction(-1, 4)))
        case 3 | 4:
            found = expression(world, depth)
            if provably_not_zero(world, found):
                return found
            shifted = t.Operation("+", found, number(draw(decimals(1, 30))), **HERE)
            if provably_not_zero(world, shifted):
                return shifted
        case _:  # a divisor that is a quotient itself: a / (5 / b)
            found = t.Operation("/", number(draw(decimals(1, 9))), divisor(world, depth - 1), **HERE)
            if provably_not_zero(world, found):
                return found
    return number(draw(decimals(1, 40)))


def comparison(world: World, operators: str = "≥>≤<") -> t.Compare:
    """``a ≥ b``; without a left side where the number's unit says which metric is meant."""
    draw = world.draw
    operator = draw(st.sampled_from(operators))
    if draw(st.booleans()):
        metric = world.quantity()
        value = draw(threshold(metric))
        lone = [word for word in metric.units if world.known().find(word) == metric.name.id]
        others = (*world.metrics, *world.hidden)
        lone = [word for word in lone if sum(word in (*one.units, one.singular) for one in others) == 1]
        kept = {word for one in world.hidden for word in (one.name.id, one.name.alias)}
        lone = [word for word in lone if word not in kept]
        if lone and not world.in_class and draw(st.booleans()):
            word = draw(st.sampled_from(lone))
            world.alone.add(word)
            world.taken.add(word)
            return t.Compare(operator, None, number(value, unit=word), **HERE)
        return t.Compare(operator, world.name(metric), unit_number(world, metric, value), **HERE)
    return t.Compare(operator, expression(world, 2), expression(world, 1), **HERE)


def threshold(metric: t.Metric) -> st.SearchStrategy[Fraction]:
    """Where a comparison with a metric is likely to matter."""
    low = metric.low if metric.low is not None and metric.low >= 0 else Fraction(0)
    found = [st.integers(0, 20).map(Fraction), decimals(0, 60), st.just(low)]
    if metric.high is not None and metric.high >= 0:
        found.append(st.just(metric.high))
    return st.one_of(found)


def condition(world: World, depth: int) -> t.Expression:
    """A flag, a comparison, ``not``, ``and``, ``or``."""
    draw = world.draw
    if not draw(st.integers(0, 4)):
        return choices.test(world)
    match draw(st.integers(0, 9 if depth else 2)):
        case 9:
            return missing.is_missing(world)
        case 8:
            return dates.compared_days(world)
        case 7:
            return worked_out(world, depth - 1, "condition")
        case 0 | 1:
            return world.name(world.flag())
        case 2:
            return comparison(world)
        case 3:
            if draw(st.integers(0, 2)) == 0:
                return t.NoneOf(world.name(draw(st.sampled_from([world.quantity, world.flag]))()), **HERE)
            return t.Not(condition(world, depth - 1), **HERE)
        case kind:
            operands = tuple(condition(world, depth - 1) for _ in range(draw(st.integers(2, 3))))
            return t.Both(operands, **HERE) if kind < 6 else choices.either(operands)


def per(world: World, of: t.Expression | None, measured: t.Expression | None) -> t.Per:
    """What a step counts; the part is stated wherever it matters."""
    draw = world.draw
    amount, part = draw(amounts), draw(parts)
    reach = world.reach(of if of is not None else measured) if (of is not None or measured is not None) else None
    if part is None and (amount != 1 or reach is None or not reach.whole):
        part = draw(st.sampled_from(["full", "started", "in proportion"]))
    unit = None
    counted = of if of is not None else measured
    if isinstance(counted, t.Name):
        metric_id = world.known().find(counted.text)
        named = next(one for one in (*world.metrics, *world.derived) if one.name.id == metric_id)
        unit = draw(st.sampled_from([None, *named.units]))
    return t.Per(amount, part, of, unit, **HERE)


def award(world: World) -> t.Award:
    """An award, and perhaps something added on both sides of its target."""
    made = plain_award(world)
    if (made.short is not None or fails_in_steps(made)) and world.draw(st.integers(0, 2)) == 0:
        made = evolve(made, added=tuple(stepping.held(world) for _ in range(world.draw(st.integers(1, 2)))))
    return made


def plain_award(world: World) -> t.Award:
    """``condition → points``, with nothing, a shortfall, a proportion or another figure behind it."""
    draw = world.draw
    worth = draw(points)
    match draw(st.integers(0, 4)):
        case 0:
            return t.Award(condition(world, 2), worth, None, (), **HERE)
        case 1:
            other = t.Otherwise(draw(decimals(-3, 20)), **HERE)
            return t.Award(condition(world, 2), worth, other, (), **HERE)
        case 2 | 3:
            return stepping.short_of_a_target(world)
        case _:
            target = divisor(world, 2)
            reach = world.reach(target)
            if reach is None or reach.low is None or reach.low <= 0:
                target = number(draw(decimals(1, 40)))
            compared = t.Compare("≥", expression(world, 2), target, **HERE)
            return t.Award(compared, worth, t.Proportion(**HERE), (), **HERE)


def tally(world: World) -> t.Tally:
    """Points counted up, or down from a start."""
    draw = world.draw
    start = Fraction(0) if draw(st.booleans()) else draw(st.sampled_from([Fraction(10), Fraction(-5)]) | points)
    steps: list[t.TallyStep] = []
    for _ in range(draw(st.integers(1, 3))):
        match draw(st.integers(0, 8)):
            case 0 | 1:
                steps.extend(stepping.around_a_reference(world))
            case 2 | 3:
                steps.append(stepping.held(world))
            case 4:
                steps.append(stepping.ordinals(world))
            case 5:
                steps.append(stepping.doubling(world))
            case _:
                of = world.name(world.quantity()) if draw(st.integers(0, 3)) else expression(world, 2)
                steps.append(t.Step(draw(decimals(-6, 9)), per(world, of, None), stepping.most(world), **HERE))
    return t.Tally(start, tuple(steps), (), **HERE)


def mark_in_part(world: World) -> t.Formula:
    """A judged mark of its own, taken in a part of its range."""
    high = world.draw(points)
    metric = world.metric("mark", Fraction(0), high)
    step = metric.grain or high / world.draw(st.sampled_from([1, 2, 5]))
    most = high // step
    low = world.draw(st.integers(0, int(most)))
    within = (low * step, world.draw(st.integers(low, int(most))) * step)
    return t.Formula(world.name(metric), (), True, within, **HERE)


def formula(world: World) -> t.Formula:
    """An expression that is the points; a literal may be negative only as the whole of it."""
    draw = world.draw
    if draw(st.integers(0, 6)) == 0:
        return t.Formula(number(draw(decimals(-5, 20))), (), **HERE)
    if draw(st.integers(0, 4)) == 0 and not world.in_entry:
        return mark_in_part(world)
    item = expression(world, 3)
    if isinstance(item, t.Number) and item.percent:  # points are no percentage
        item = t.Negative(t.Negative(item, **HERE), **HERE)
    return t.Formula(item, (), **HERE)


def bound_list(draw: Draw[Any], worth: Fraction) -> tuple[t.Bound, ...]:
    """Bounds as a writer may add them, needed or not."""
    capped = t.Bound("capped", **HERE)
    return draw(  # type: ignore[no-any-return]
        st.sampled_from(
            [
                (), (), (), (capped,),
                (t.Bound("at most", worth, **HERE),),
                (t.Bound("at least", Fraction(0), **HERE),),
                (t.Bound("at most", worth, **HERE), t.Bound("at least", Fraction(-5), **HERE)),
                (t.Bound("at most", worth * 3 / 4, **HERE), t.Bound("at least", Fraction(1, 2), **HERE)),
                (t.Bound("below zero", **HERE), t.Bound("at most", worth, **HERE)),
            ]
        )
    )  # fmt: skip


def largest(rule: t.Rule) -> Fraction:
    """A plausible maximum for a rule."""
    match rule:
        case t.Award():
            other = rule.short.points if isinstance(rule.short, t.Otherwise) else rule.points
            return max(rule.points, other, Fraction(1))
        case t.Tally():
            return max(rule.start, Fraction(10))
        case _:
            return Fraction(10)


def fitted(world: World, rule: t.Rule, worth: Fraction) -> t.Rule:
    """The rule with a bound added wherever it can leave its points."""
    draw = world.draw
    if isinstance(rule, t.Cases):
        return evolve(rule, rows=tuple(evolve(row, rule=fitted(world, row.rule, worth)) for row in rule.rows))
    if isinstance(rule, t.Over):
        return rule  # what all entries give together is held by a line below
    if not isinstance(rule, t.Line):
        rule = evolve(rule, bounds=bound_list(draw, worth))
    found, derived = world.names_and_values()
    bound = Binder(found).rule(rule)
    assert bound is not None, found.found
    steps, _, bounded = lower_rule(bound, world.inputs(), worth, derived, world.days)
    reach = steps.range(bounded)
    below = reach.low is None or reach.low < 0
    if any(one.kind == "below zero" or (one.points or 0) < 0 for one in rule.bounds):
        below = False
    if reach.high is None or reach.high > worth or (below and draw(st.booleans())):
        return evolve(rule, bounds=(t.Bound("capped", **HERE),))
    if below:
        more = t.Bound("below zero", **HERE) if draw(st.booleans()) else t.Bound("at least", Fraction(0), **HERE)
        return evolve(rule, bounds=(*rule.bounds, more))
    return rule


def any_rule(world: World, by_case: bool = True) -> t.Rule:
    """A rule of any shape."""
    kinds = [award, award, tally, formula, tables.bands, tables.lookup, tables.line]
    if not world.in_entry:
        kinds += [lists.over, tables.cases] if by_case else [lists.over]
    return world.draw(st.sampled_from(kinds))(world)


def gates(world: World) -> tuple[t.Gate, ...]:
    """No gate most of the time."""
    if world.draw(st.integers(0, 3)):
        return ()
    kinds = world.draw(st.lists(st.sampled_from(["only if", "nothing if"]), min_size=1, max_size=2))
    return tuple(t.Gate(kind, held_by(world), **HERE) for kind in kinds)


def points_of(world: World) -> t.Name | None:
    """The points of a criterion or section that stands before, by either of its words; None where none can be named."""
    taken = {word for one in world.hidden for word in (one.name.id, one.name.alias, one.singular)} | set(names.UNITS)
    free = [one for one in world.finished if not world.known().find(one.id) and one.id not in taken]
    if not free or world.draw(st.booleans()):
        return None
    name = world.draw(st.sampled_from(free))
    words = [word for word in (name.id, name.alias) if word and not world.known().find(word) and word not in names.UNITS]
    world.taken.update(words)
    return t.Name(world.draw(st.sampled_from(words)), **HERE)


def held_by(world: World) -> t.Expression:
    """A condition for an effect; it may ask for the points of another node."""
    draw = world.draw
    name = points_of(world)
    if name is None:
        return condition(world, 1) if draw(st.integers(0, 3)) else applying.applicable(world)
    least = number(draw(decimals(0, 40)), unit=draw(st.sampled_from([None, t.POINTS])))
    reached = t.Compare(draw(st.sampled_from(["≥", ">", "≤", "<"])), name, least, **HERE)
    if draw(st.booleans()):
        return reached
    joined = draw(st.sampled_from([t.Both, t.Either]))
    return joined((reached, condition(world, 1)), **HERE)  # type: ignore[no-any-return]


def limited(world: World, worth: Fraction) -> list[t.Effect]:
    """Limits and factors, none that leaves the points without another that brings them back."""
    draw = world.draw
    found: list[t.Effect] = []
    for _ in range(draw(st.integers(1, 3))):
        held = held_by(world) if draw(st.booleans()) else None
        within = number(draw(st.sampled_from([worth, worth / 2, Fraction(0), Fraction(1, 4)])))
        figure = within if draw(st.booleans()) else points_of(world) or expression(world, 1)
        if isinstance(figure, t.Number) and figure.percent:
            figure = within
        match draw(st.integers(0, 4)):
            case 4:
                found.append(draw(roundings))
            case 0:
                found.append(t.Limit("at most", figure, held, **HERE))
            case 1:
                found.append(t.Limit("at least", figure, held, **HERE))
            case 2:
                found.append(t.Limit("fixed at", figure, held or held_by(world), **HERE))
            case _:
                by = draw(st.sampled_from([Fraction(1, 2), Fraction(9, 10), Fraction(6, 5)]))
                found.append(
                    t.Factor(
                        draw(st.sampled_from([number(by), number(by, percent=True), figure])), held, **HERE
                    )
                )
    return [
        *found,
        t.Limit("at most", number(worth), None, **HERE),
        t.Limit("at least", number(0), None, **HERE),
    ]


def effects(world: World, worth: Fraction) -> tuple[t.Effect, ...]:
    """None most of the time; else gates, limits and factors in any order that keeps the points inside."""
    draw = world.draw
    if draw(st.integers(0, 3)):
        return ()
    found: list[t.Effect] = list(gates(world))
    if draw(st.booleans()):
        found += limited(world, worth)
        found += gates(world)
    return tuple(found)


def leaf(world: World, worth: Fraction | None) -> t.Node:
    """A criterion with a rule."""
    if world.draw(st.integers(0, 11)) == 0:
        return missing.guarded(world, Fraction(10) if worth is None else worth)
    rule = any_rule(world)
    worth = largest(rule) if worth is None else worth
    acting = effects(world, worth)
    if isinstance(rule, t.Over) or (
        isinstance(rule, t.Cases) and any(isinstance(row.rule, t.Over) for row in rule.rows)
    ):
        ends = (t.Limit("at most", number(worth), None, **HERE), t.Limit("at least", number(0), None, **HERE))
        acting = (*ends, *acting)
    body = t.Body(world.draw(texts), world.draw(texts), (fitted(world, rule, worth),), acting)
    name = world.named(world.nodes)
    world.finished.append(name)
    return t.Node(name, worth, None, body, number=world.draw(numbers), **HERE)


def placed(world: World, metric: t.Metric) -> bool:
    """Make a metric a criterion of its own; False where one of its names is taken."""
    words = {word for word in (metric.name.id, metric.name.alias) if word}
    free = not words & world.nodes
    if free:
        world.nodes |= words
    return free


def judged(world: World) -> tuple[t.Judged, Fraction] | None:
    """A line of marks; each is worth what it can be at most."""
    marks = []
    for _ in range(world.draw(st.integers(1, 3))):
        high = world.draw(points)
        metric = world.metric("mark", Fraction(0), high)
        if placed(world, metric):
            marks.append((world.name(metric), high + world.draw(st.sampled_from([0, 0, 1]))))
    if not marks:
        return None
    return t.Judged(tuple(marks), **HERE), sum((worth for _, worth in marks), Fraction(0))


def for_each(world: World) -> tuple[t.ForEach, Fraction] | None:
    """A rule for several counts of one kind; the comparison means the class at hand."""
    draw = world.draw
    metrics = []
    for _ in range(draw(st.integers(1, 3))):
        metric = world.metric("count", Fraction(0), None)
        if placed(world, metric):
            metrics.append(metric)
    if not metrics:
        return None
    worth = draw(points)
    compared = t.Compare("≥", None, number(draw(st.integers(1, 9))), **HERE)
    step = t.Step(draw(decimals(-9, -1)), t.Per(Fraction(1), draw(st.sampled_from([None, "full"])), None, **HERE), **HERE)
    short: Any = draw(st.sampled_from([step, None, t.Proportion(**HERE), t.Otherwise(Fraction(0), **HERE)]))
    missing = (step,) if short is step else ()
    rule = t.Award(compared, worth, None if missing else short, (t.Bound("capped", **HERE),), missing, **HERE)
    world.in_class = True
    held = (t.Gate("only if", t.Compare(">", None, number(0), **HERE), **HERE),) if draw(st.booleans()) else effects(world, worth)
    world.in_class = False
    body = t.Body(draw(texts), draw(texts), (rule,), held)
    listed = tuple(world.name(metric) for metric in metrics)
    return t.ForEach(listed, worth, body, **HERE), worth * len(metrics)


ENDING = ((1,), (Fraction(1, 2), Fraction(1, 2)), (Fraction(3, 10), Fraction(7, 10)), (Fraction(1, 4), Fraction(3, 4)))
ENDLESS = (
    (Fraction(1, 3), Fraction(2, 3)), (Fraction(1, 3),) * 3, (Fraction(2, 37), Fraction(35, 37)), (Fraction(1, 7), Fraction(6, 7)),
)  # fmt: skip


def group(world: World, depth: int) -> tuple[tuple[t.Node, ...], Fraction]:
    """Sections or criteria side by side, with weights or without, and what they are worth together."""
    draw = world.draw
    lacks = draw(st.integers(0, 3)) == 0

    def one(made: t.Node, weight: Fraction | None = None) -> t.Node:
        return evolve(applying.perhaps(world, made, lacks), weight=weight)

    match draw(st.integers(0, 3)):
        case 0:
            weights = draw(st.sampled_from(ENDING))
            nodes = tuple(one(node(world, depth), Fraction(share)) for share in weights)
        case 1:
            weights = draw(st.sampled_from(ENDLESS))
            worth = draw(points)
            nodes = tuple(one(leaf(world, worth), share) for share in weights)
        case _:
            nodes = tuple(one(node(world, depth)) for _ in range(draw(st.integers(1, 3 - (depth < 2)))))
    total = sum((one.points * (one.weight if one.weight is not None else 1) for one in nodes), Fraction(0))
    return nodes, total


def apart(world: World) -> t.Node:
    """A bonus or a malus."""
    draw = world.draw
    worth = draw(points)
    if draw(st.booleans()):
        return evolve(leaf(world, worth), apart="bonus")
    of = world.name(world.quantity())
    steps = (t.Step(draw(decimals(-6, -1)), per(world, of, None), **HERE),)
    rule = t.Tally(Fraction(0), steps, (t.Bound("capped", **HERE),), **HERE)
    name = world.named(world.nodes)
    world.finished.append(name)
    return t.Node(name, worth, None, t.Body(None, None, (rule,)), False, "malus", **HERE)


def grouped(
    world: World, children: tuple[Any, ...], worth: Fraction
) -> tuple[tuple[Any, ...], Fraction, t.Best | None, tuple[t.Effect, ...]]:
    """A section as it is, or with the best of its children, a cap on their sum, a bonus or a malus."""
    draw = world.draw
    best: t.Best | None = None
    cap: tuple[t.Effect, ...] = ()
    plain = [one.points for one in children if isinstance(one, t.Node) and one.weight is None]
    match draw(st.integers(0, 3)):
        case 0 | 2 if len(plain) == len(children) > 1:
            best = t.Best(draw(st.integers(1, len(children) - 1)), **HERE)
            worth = sum(sorted(plain, reverse=True)[: best.count], Fraction(0))
        case 1:
            worth = worth / 2
            cap = (t.Limit("at most", number(worth), None, **HERE),)
        case _:
            pass
    if draw(st.integers(0, 3)) == 0:
        children = (*children, apart(world))
    return children, worth, best, cap


def node(world: World, depth: int) -> t.Node:
    """A section or a criterion."""
    draw = world.draw
    if depth <= 0 or draw(st.integers(0, 2)):
        return leaf(world, None)
    name = world.named(world.nodes)
    children: tuple[Any, ...]
    made = draw(st.sampled_from([judged, for_each, None]))
    special = made(world) if made else None
    if special is not None:
        children, worth = (special[0],), special[1]
        if draw(st.booleans()):
            more = leaf(world, None)
            children, worth = (*children, more), worth + more.points
    else:
        children, worth = group(world, depth - 1)
    policy = applying.policy(world, children, worth)
    best: t.Best | None = None
    cap: tuple[t.Effect, ...] = ()
    if policy is None:
        children, worth, best, cap = grouped(world, children, worth)
    acting = (*cap, *applying.in_force(effects(world, worth), policy))
    body = t.Body(draw(texts), draw(texts), (), acting, children, best, policy=policy)
    world.finished.append(name)
    applying.noted(world, name, policy)
    return t.Node(name, worth, None, body, number=draw(numbers), **HERE)


# what may stand before a heading
numbers = st.sampled_from([None, None, None, "一、", "（十二）", "1.", "１．", "2.3", "1.2.", "(3)", "(a)", "b)", "IV.", "⑦", "4、"])


def quota(draw: Draw[Any]) -> t.Quota | None:
    """How many may have a grade."""
    ties, above = draw(st.sampled_from(["kept", "left out"])), draw(st.booleans())
    match draw(st.integers(0, 5)):
        case 0:
            return t.Quota(None, draw(st.integers(1, 4)), None, ties, above, **HERE)
        case 1:
            return t.Quota(Fraction(draw(st.integers(1, 999)), 1000), None, draw(modes), ties, above, **HERE)
    return None


def grades(world: World, total: Fraction, falling: bool) -> t.Grades:
    """Grades that leave no hole and that somebody can get."""
    draw = world.draw
    taken: set[str] = set()
    bars = sorted(draw(st.lists(st.integers(1, 19), max_size=3, unique=True)), reverse=not falling)
    relations = st.sampled_from(["≤", "<"] if falling else ["≥", ">"])
    listed = []
    for bar in bars:
        held = held_by(world) if draw(st.booleans()) else None
        figure = Fraction(round(total * bar / 20 * 100), 100)
        listed.append(t.Grade(world.named(taken), figure, draw(relations), held, quota=quota(draw), **HERE))
    listed.append(t.Grade(world.named(taken), None, "≥", None, **HERE))
    scarce = any(one.quota is not None for one in listed)  # then no limit gives a grade to more than may have it
    words = [word for one in listed for word in (one.name.id, one.name.alias) if word]
    limits = tuple(
        t.GradeLimit(
            draw(st.sampled_from(["at most"] if scarce else ["at most", "at least", "fixed at"])),
            t.Name(draw(st.sampled_from(words)), **HERE), held_by(world), **HERE,
        )
        for _ in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    return t.Grades(draw(st.sampled_from(["published", "exact"])), tuple(listed), limits, **HERE)


def spoken_of_twice(world: World, nodes: Iterable[object]) -> set[str]:
    """Names of headings that are units of metrics too: as a name, such a word means the metric."""
    units = {word for one in (*world.metrics, *world.hidden) for word in (*one.units, one.singular)}
    heads = {word for node in nodes for word in _words_of_headings(node)}
    return {word for word in units & heads if word}


def _words_of_headings(node: object) -> Iterator[str | None]:
    if isinstance(node, t.Node):
        yield from (node.name.id, node.name.alias)
        for child in node.body.children:
            yield from _words_of_headings(child)


@st.composite
def trees(draw: Any, depth: int = 2, compares: bool = False) -> t.Rubric:
    """A whole rubric; where it ``compares``, rules may speak of all subjects."""
    world = World(draw, compares=compares)
    nodes, total = group(world, depth)
    policy = applying.policy(world, nodes, total, head=True)
    less = draw(st.integers(0, 3)) == 0
    graded = grades(world, total, less) if draw(st.integers(0, 2)) == 0 else None
    excluding = tuple(
        t.Exclusion(held_by(world), tuple(map(text, draw(st.lists(names.words, min_size=1, max_size=2)))), **HERE)
        for _ in range(draw(st.integers(0, 2)) if draw(st.integers(0, 4)) == 0 else 0)
    )
    acting = applying.in_force(effects(world, total), policy) if draw(st.integers(0, 2)) == 0 else ()
    stages = ()
    if draw(st.integers(0, 4)) == 0:  # cutting off decimals never leaves a node's points
        what = draw(st.lists(st.sampled_from(["criterion", "section"]), min_size=1, max_size=2, unique=True))
        stages = tuple(t.Stage(one, t.Rounding("down", draw(st.integers(0, 3)), **HERE), **HERE) for one in what)
    fewest = cohorts.fewest(world) if compares and draw(st.integers(0, 3)) == 0 else None
    spoken_of = compares and cohorts.compares((nodes, tuple(world.derived), acting, excluding, graded, fewest))
    cohort = cohorts.held(world) if spoken_of and draw(st.booleans()) else None
    ranking = cohorts.ranking(world) if draw(st.integers(0, 5)) == 0 else None
    if ranking is not None and graded is not None and any(one.quota is not None for one in graded.grades):
        ranking = evolve(ranking, first=None)  # the places go to the best
    dearest = None
    if draw(st.integers(0, 4)) == 0:
        dearest = reasons.asked(draw)
        nodes = tuple(reasons.with_baselines(draw, one) for one in nodes)
    how = draw(roundings)
    publication = t.Publication(how.mode, how.places, multiple=how.multiple, **HERE)
    assume(not spoken_of_twice(world, nodes))
    heads = draw(st.lists(names.rubric_id, min_size=1, max_size=2, unique=True))
    first, alias = heads[0], heads[1] if len(heads) > 1 else None
    if alias is not None and alias.isascii() and not first.isascii():
        first, alias = alias, first
    head = t.Named(first, alias, tuple(map(text, draw(st.lists(names.words, max_size=2)))), **HERE)
    period = draw(st.sampled_from([None, ("2023-01-01", "2023-12-31"), ("2024-02-29", "2024-02-29")]))
    return t.Rubric(
        head, period, total, publication, draw(texts), draw(texts), (*world.metrics, *world.hidden), nodes,
        tuple(world.derived), acting, excluding, stages, world.calendar, graded, cohort, ranking, fewest=fewest,
        policy=policy, reasons=dearest, less_is_better=less, **HERE
    )  # fmt: skip


def comparing_trees(depth: int = 2) -> st.SearchStrategy[t.Rubric]:
    """Rubrics that compare subjects."""
    return trees(depth, compares=True).filter(cohorts.compares)
