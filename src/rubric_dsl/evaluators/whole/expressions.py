"""Steps and expressions of a plan as lines on whole numbers, one after the other.

Comes in: a plan, and a variable for each metric. Goes out: lines, and for every step its figure or its truth;
or :class:`NotWhole`, which says what of the plan cannot be told without fractions of its own for every entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd
from typing import Literal

from attrs import define, field

from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.conditions import all_of, any_of, compared, turned
from rubric_dsl.evaluators.whole.enclosing import Enclosing, several
from rubric_dsl.evaluators.whole.figures import (
    Figure,
    Part,
    added,
    alike,
    floored,
    joined,
    literal,
    multiplied,
    negated,
    num,
    over,
    times_names,
    variable,
)
from rubric_dsl.evaluators.whole.naming import Namer
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import references
from rubric_dsl.plan.intervals import range_of
from rubric_dsl.source.span import Span


class NotWhole(Exception):
    """Something of a plan that no whole-number program tells; ``what`` names it, ``span`` where it stands."""

    def __init__(self, what: str, span: Span) -> None:
        super().__init__(what)
        self.what = what
        self.span = span


@define
class Lowering:
    """Lines for the steps of a plan, one after the other."""

    plan: c.Plan
    inputs: Mapping[str, n.Input]
    known: Mapping[int, Fraction]
    metrics: Mapping[str, Metric]
    namer: Namer
    lines: list[n.Line] = field(factory=list)
    figures: dict[int, Figure] = field(factory=dict)
    truths: dict[int, n.Truth] = field(factory=dict)
    shared: frozenset[int] = frozenset()
    """Expressions that stand in several places of what an entry gives, by identity."""
    step: c.Step | None = None
    told: dict[int, Figure] = field(factory=dict)
    told_truths: dict[int, n.Truth] = field(factory=dict)
    together: bool = False
    """Whether what is known of all subjects is worked out too, where it is not given."""
    of_all: dict[n.OfAll, n.Var] = field(factory=dict)
    """The lines that hold it."""
    nobody: list[tuple[int, n.Truth]] = field(factory=list)
    enclosing: Enclosing | None = None
    """Where set, sums of several ratios are told without their common denominator."""

    def run(self, wanted: Sequence[int]) -> None:
        """These steps, given in order."""
        uses: Counter[int] = Counter()
        for index in wanted:
            uses.update(references(self.plan.steps[index].expr))
        nodes = {*self.plan.points.values(), self.plan.total}
        for index in wanted:
            step = self.step = self.plan.steps[index]
            wish = _wish(step, nodes)
            if step.truth:
                test = self.truth(step.expr)
                keep = uses[step.index] > 1 and not isinstance(test, n.Holds | n.Always | n.Given)
                self.truths[step.index] = self.named_truth(wish, test, step.index) if keep else test
                continue
            figure = self.figure(step.expr)
            if step.index in nodes or uses[step.index] > 1:
                figure = self.named(wish, figure, step.index)
            self.figures[step.index] = figure

    def named_truth(self, wish: str, test: n.Truth, step: int | None = None) -> n.Truth:
        """A line that holds a truth."""
        line = n.Line(self.namer.fresh(wish), test, step)
        self.lines.append(line)
        return n.Holds(line.name)

    def named(self, wish: str, figure: Figure, step: int | None = None) -> Figure:
        """The same number with each numerator in a line of its own, but for constants."""
        if all(_is_atom(part) for part in figure.parts):
            return figure
        parts = []
        single = len(figure.parts) == 1
        for part in figure.parts:
            if _is_atom(part):
                parts.append(part)
                continue
            title = self.namer.fresh(wish if single or not part.dens else f"{wish}_ratio")
            low, high = self._ends(step, part.scale) if single and not part.dens else (None, None)
            self.lines.append(n.Line(title, num(part), step, low, high))
            parts.append(variable(n.Var(title), part.scale, part.dens).parts[0])
        return Figure(tuple(parts))

    def _ends(self, step: int | None, scale: int) -> tuple[int | None, int | None]:
        reach = self.plan.ranges[step] if step is not None else None
        if reach is None:
            return None, None
        low = None if reach.low is None else (reach.low * scale).__ceil__()
        return low, None if reach.high is None else (reach.high * scale).__floor__()

    def truth(self, item: c.Expr) -> n.Truth:
        """A condition."""
        if id(item) not in self.shared:
            return self._truth(item)
        if id(item) not in self.told_truths:
            self.told_truths[id(item)] = self.named_truth("holds", self._truth(item))
        return self.told_truths[id(item)]

    def figure(self, item: c.Expr) -> Figure:
        """A number."""
        if id(item) not in self.shared:
            return self._figure(item)
        if id(item) not in self.told:
            self.told[id(item)] = self.named("part", self._figure(item))
        return self.told[id(item)]

    def _truth(self, item: c.Expr) -> n.Truth:
        match item:
            case c.Truth():
                return n.Always(item.value)
            case c.Input():
                return n.Holds(self.inputs[item.metric].name)
            case c.Item():
                return n.Holds(self.inputs[item.field].name)
            case c.Ref():
                return self.truths[item.step]
            case c.Given():
                return n.Given(self.inputs[item.metric].name)
            case c.Compare():
                left, right = self.figure(item.left), self.figure(item.right)
                enclosing = self._apart([left, right])
                return (enclosing.compare if enclosing else compared)(item.relation, left, right)
            case c.And():
                return all_of([self.truth(operand) for operand in item.operands])
            case c.Or():
                return any_of([self.truth(operand) for operand in item.operands])
            case c.Not():
                return turned(self.truth(item.operand))
            case _:
                raise AssertionError(f"{type(item).__name__} is no condition")

    def _figure(self, item: c.Expr) -> Figure:
        match item:
            case c.Literal():
                return literal(item.value)
            case c.Input():
                return self._input(item.metric)
            case c.Item():
                return self._input(item.field)
            case c.Ref():
                return self.figures[item.step]
            case c.Add():
                return added(self.figure(operand) for operand in item.operands)
            case c.Subtract():
                return added([self.figure(item.left), negated(self.figure(item.right))])
            case c.Multiply():
                return self._product(self.figure(item.left), self.figure(item.right))
            case c.Divide():
                return self._quotient(item)
            case c.Minimum():
                return self._extreme(item.operands, "≤")
            case c.Maximum():
                return self._extreme(item.operands, "≥")
            case c.Floor():
                return _whole_or_literal(self.floor(self.figure(item.operand)))
            case c.Ceiling():
                return negated(_whole_or_literal(self.floor(negated(self.figure(item.operand)))))
            case c.Choose():
                test, sides = (
                    self.truth(item.condition),
                    [self.figure(item.then), self.figure(item.otherwise)],
                )
                enclosing = None if isinstance(test, n.Always) else self._apart(sides)
                return (enclosing.chosen if enclosing else _chosen)(test, *sides)
            case c.Select():
                return self._picked(self.floor(self.figure(item.index)), item.cases)
            case c.Workdays():
                return variable(n.Workdays(self.floor(self.figure(item.operand)), item.calendar))
            case c.Root():
                return variable(n.Root(self.floor(self.figure(item.operand)), item.degree))
            case c.Log():
                part = joined(self.figure(item.operand))
                below = times_names(n.Const(part.scale), part.dens)
                return variable(n.Log(num(part), below, item.base, item.unit))
            case c.Fold() if item.source == c.COHORT:
                return self._of_all(item)
            case c.Fold():
                from rubric_dsl.evaluators.whole.folds import fold_figure

                return fold_figure(self, item)
            case _:
                raise AssertionError(f"{type(item).__name__} is no number")

    def floor(self, figure: Figure) -> n.Num:
        """The greatest whole number not above a figure."""
        return floored(figure) if self.enclosing is None else self.enclosing.floor(figure)

    def _apart(self, figures: Sequence[Figure]) -> Enclosing | None:
        """How figures are told that are not to have a common denominator."""
        return self.enclosing if self.enclosing is not None and several(figures) else None

    def _extreme(self, operands: Sequence[c.Expr], relation: Literal["≤", "≥"]) -> Figure:
        figures = [self.figure(operand) for operand in operands]
        enclosing = self._apart(figures)
        if enclosing is not None:
            return enclosing.extreme(figures, relation)
        return _extreme(figures, n.Least if relation == "≤" else n.Greatest)

    def _picked(self, place: n.Num, items: Sequence[c.Expr]) -> Figure:
        figures = [self.figure(item) for item in items]
        enclosing = self._apart(figures)
        if enclosing is not None:
            return enclosing.picked(place, figures)
        cases = alike(figures)
        return variable(n.Pick(place, tuple(num(case) for case in cases)), cases[0].scale, cases[0].dens)

    def _input(self, metric: str) -> Figure:
        known = self.inputs[metric]
        return variable(n.Var(known.name), known.scale)

    def _product(self, left: Figure, right: Figure) -> Figure:
        if left.constant is not None:
            return multiplied(right, left.constant)
        if right.constant is not None:
            return multiplied(left, right.constant)
        left, right = self.named("factor", left), self.named("factor", right)
        enclosing = self._apart([left, right])
        if enclosing is not None:
            return enclosing.product(left, right)
        first, second = joined(left), joined(right)
        dens = tuple(sorted((*first.dens, *second.dens)))
        return variable(n.Product(num(first), num(second)), first.scale * second.scale, dens)

    def _quotient(self, item: c.Divide) -> Figure:
        left, right = self.figure(item.left), self.figure(item.right)
        if right.constant is not None:
            return multiplied(left, 1 / right.constant)
        reach = range_of(item.right, self.metrics, self.plan.ranges)
        if reach.high is not None and reach.high < 0:
            left, right = negated(left), negated(right)
        part = joined(right)
        # above / (number / (scale × Π dens)) is above × scale × Π dens / number
        if not part.terms:  # 5 / b: the number below is known, and what is over it goes up
            return over(multiplied(left, Fraction(part.scale, part.const)), part.dens, ())
        common = gcd(part.const, *(times for times, _ in part.terms))
        atom = num(Part(part.const // common, tuple((times // common, one) for times, one in part.terms)))
        if not isinstance(atom, n.Var):
            line = n.Line(self.namer.fresh("divisor"), atom, low=1)
            self.lines.append(line)
            atom = n.Var(line.name)
        return over(multiplied(left, Fraction(part.scale, common)), part.dens, (atom.name,))

    def _of_all(self, item: c.Fold) -> Figure:
        """What is known of all subjects together; or for a rank, how many come before."""
        from rubric_dsl.evaluators.whole.cohorts import rank_figure, statistic_figure

        assert self.step is not None, "a statistic stands in a step"
        if self.step.index in self.known:
            return literal(self.known[self.step.index])
        own = {self.plan.steps[one.step].expr: one for one in self.plan.statistics}[item]
        if own.own is not None:
            return rank_figure(self, own.step, self.figures[own.own])
        if not self.together:
            raise NotWhole("a comparison of all subjects", self.step.span)
        if own.step != self.step.index:
            return self.figures[own.step]
        return statistic_figure(self, item)


def _is_atom(part: Part) -> bool:
    """Whether a numerator is a variable or a constant, which needs no name."""
    if not part.terms:
        return True
    (coefficient, atom), *more = part.terms
    return not more and not part.const and coefficient == 1 and isinstance(atom, n.Var)


def _wish(step: c.Step, nodes: set[int]) -> str:
    """What the line of a step is called: a node's points by its id, other steps by their role too."""
    if step.role == "total" and not step.owner:
        return "total"
    if step.owner.startswith(" "):
        return step.owner.strip() if step.role.startswith("derived") else step.role
    own = step.owner.rsplit("/", 1)[-1] or "total"
    return own if step.index in nodes else f"{own}_{step.role}"


def _whole_or_literal(value: n.Num) -> Figure:
    return literal(value.value) if isinstance(value, n.Const) else variable(value)


def _extreme(figures: list[Figure], kind: type[n.Least | n.Greatest]) -> Figure:
    parts = alike(figures)
    constants = [part.const for part in parts if not part.terms]
    others = [part for part in parts if part.terms]
    bound = (min if kind is n.Least else max)(constants) if constants else None
    scale, dens = parts[0].scale, parts[0].dens
    if len(others) == 1 and bound is not None and not dens:
        return _bounded(others[0], bound, kind)
    operands = [*([] if bound is None else [n.Const(bound)]), *(num(part) for part in others)]
    if len(operands) == 1:
        return variable(operands[0], scale, dens) if others else Figure((Part(bound or 0, (), scale, dens),))
    return variable(kind(tuple(operands)), scale, dens)


def _bounded(part: Part, bound: int, kind: type[n.Least | n.Greatest]) -> Figure:
    """A number and a bound, the way a person would write it: max(0, 30 − 3 x) is 30 − 3 × min(10, x)."""
    sign = 1
    if all(times < 0 for times, _ in part.terms):
        sign, kind = -1, n.Greatest if kind is n.Least else n.Least
    moved = bound - part.const
    common = gcd(moved, *(times for times, _ in part.terms))
    if sign > 0 and part.const:  # nothing is gained by moving what stays on its side
        common = gcd(common, part.const)
        rest = num(Part(part.const // common, tuple((times // common, one) for times, one in part.terms)))
        return Figure((Part(0, ((common, kind((n.Const(bound // common), rest))),), part.scale),))
    rest = num(Part(0, tuple((sign * times // common, one) for times, one in part.terms)))
    extreme = kind((n.Const(sign * moved // common), rest))
    return Figure((Part(part.const, ((sign * common, extreme),), part.scale),))


def _chosen(test: n.Truth, then: Figure, otherwise: Figure) -> Figure:
    """One of two; against nothing, every part on its own."""
    if isinstance(test, n.Always):
        return then if test.value else otherwise
    for side, other in ((then, otherwise), (otherwise, then)):
        if other.constant == 0 and len(side.parts) > 1:
            parts = []
            for part in side.parts:
                sides = (num(part), n.Const(0)) if side is then else (n.Const(0), num(part))
                parts.append(Part(0, ((1, n.If(test, *sides)),), part.scale, part.dens))
            return Figure(tuple(parts))
    first, second = alike([then, otherwise])
    return variable(n.If(test, num(first), num(second)), first.scale, first.dens)
