"""Plan → Python: each step as straight-line whole-number code, built as a syntax tree.

``Emitter`` walks the core once. What a person would name gets a name (a criterion's points, a value used
twice); the rest is written where it is used. Statements carry the line of the rubric that they come from,
and nothing of the rubric's text enters the code except as a constant or through :func:`safe_name`.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import define, evolve, field

from rubric_dsl.evaluators.python.absent import flag
from rubric_dsl.evaluators.python.calendars import table_of
from rubric_dsl.evaluators.python.choices import Row
from rubric_dsl.evaluators.python.cohorts import before
from rubric_dsl.evaluators.python.entries import Counted
from rubric_dsl.evaluators.python.linear import (
    Figure,
    added,
    alike,
    chosen,
    code,
    compared,
    literal,
    multiplied,
    name,
    negated,
    number,
    variable,
)
from rubric_dsl.evaluators.python.scales import scale_of, scales_of
from rubric_dsl.evaluators.python.statements import call
from rubric_dsl.model.lists import with_fields
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import references
from rubric_dsl.plan.intervals import range_of

MAX_RATIOS = 3
"""Different denominators in one sum; more of them are brought together in pairs."""
MAX_SUM = 24
"""Terms in one sum; longer sums are added up in several statements (a compiler recurses into a sum)."""

__all__ = ["Emitter", "Namer", "scale_of", "scales_of"]

_OPERATORS: dict[c.Relation, type[ast.cmpop]] = {
    "≥": ast.GtE, ">": ast.Gt, "≤": ast.LtE, "<": ast.Lt, "=": ast.Eq, "≠": ast.NotEq,
}  # fmt: skip


@define
class Namer:
    """Local variables: readable where the rubric's names allow it, never one that means something else."""

    taken: set[str] = field(factory=set)

    def fresh(self, wish: str) -> str:
        """A new variable called as nearly as wished as is safe."""
        stem = re.sub(r"[^A-Za-z0-9_]", "_", wish)[:40].strip("_") or "value"
        if stem[0].isdigit() or keyword.iskeyword(stem) or keyword.issoftkeyword(stem):
            stem = "v_" + stem
        found, count = stem, 1
        while found in self.taken:
            count += 1
            found = f"{stem}_{count}"
        self.taken.add(found)
        return found


@define
class Emitter:
    """Statements for some steps of a plan.

    ``inputs`` maps each metric to the variable that holds it, ``scales`` to what one of its units is there.
    """

    plan: c.Plan
    inputs: Mapping[str, str]
    scales: Mapping[str, int]
    namer: Namer
    name_all: bool
    fine: bool = False
    """Inputs may be finer than their scale, so that nothing is whole but by its range."""
    body: list[ast.stmt] = field(factory=list)
    figures: dict[int, Figure] = field(factory=dict)
    truths: dict[int, ast.expr] = field(factory=dict)
    _uses: Counter[int] = field(factory=Counter)
    _named: set[int] = field(factory=set)
    metrics: dict[str, Metric] = field(factory=dict)
    """Every metric and every field of a list, by id."""
    of_all: Mapping[int, Figure | str] = field(factory=dict)
    """What is known of all subjects together, by step: a number, or the variable with the sorted values."""
    rows: Mapping[str, Row] = field(factory=dict)
    """Choices whose variable holds the number that they give in their one row."""
    counted: dict[str, Counted | None] = field(factory=dict)
    """Lists that may be read as what their only fold takes of an entry; that, where it can be done."""
    _line: int = 1
    _repeated: set[int] = field(factory=set)
    """Expressions that stand in several places inside a fold: they are worked out once for each entry."""
    _known_figures: dict[int, Figure] = field(factory=dict)
    _known_truths: dict[int, ast.expr] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.metrics = with_fields(self.plan.metrics)
        self._named = set(self.plan.points.values()) | {self.plan.total}

    def emit(self, steps: Iterable[int]) -> None:
        """Write the statements for these steps (given in order)."""
        wanted = list(steps)
        for index in wanted:
            self._uses.update(references(self.plan.steps[index].expr))
        for index in wanted:
            self._step(self.plan.steps[index])

    def _step(self, step: c.Step) -> None:
        self._line = step.span.line
        wish = f"{step.owner.rsplit('/', 1)[-1]}_{step.role}" if step.role != "total" else "total"
        read_once = isinstance(step.expr, c.Select) and self._uses[step.index] == 1
        keep = self.name_all or (step.index in self._named and not read_once)
        if step.role in ("derived", "derived condition"):
            wish = step.owner.strip()
            keep = keep or bool(self._uses[step.index])
        if step.truth:
            test = self.truth(step.expr)
            if (keep or self._uses[step.index] > 1) and not isinstance(test, ast.Name):
                test = self.assign(wish, test)
            self.truths[step.index] = test
            return
        figure = self._of_all(step) if step.index in self.of_all else self.figure(step.expr)
        if step.index in self._named and step.role != "total":
            wish = step.owner.rsplit("/", 1)[-1]
        if keep or (self._uses[step.index] > 1 and figure.constant is None):
            figure = self.atom(figure, wish)
        self.figures[step.index] = figure

    def _of_all(self, step: c.Step) -> Figure:
        """A statistic, which is given; or how many come before a subject's own value."""
        found = self.of_all[step.index]
        if isinstance(found, Figure):
            return found
        own = next(one.own for one in self.plan.statistics if one.step == step.index)
        assert own is not None and isinstance(step.expr, c.Fold)
        place = before(found, self.figures[own], step.expr)
        return variable(self.assign("before", place).id)

    def assign(self, wish: str, value: ast.expr) -> ast.Name:
        """A statement that names a value."""
        variable_name = self.namer.fresh(wish)
        statement = ast.Assign([ast.Name(variable_name, ast.Store())], value)
        statement.lineno = self._line
        self.body.append(statement)
        return name(variable_name)

    def atom(self, figure: Figure, wish: str = "part") -> Figure:
        """The same number with its numerator in a variable (or a constant)."""
        if not figure.terms:
            return figure
        single = len(figure.terms) == 1 and not figure.const and figure.terms[0][0] == 1
        if single and isinstance(figure.terms[0][1], ast.Name):
            return figure
        return variable(self.assign(wish, code(figure)).id, figure.scale, figure.dens)

    def _is_simple(self, figure: Figure) -> bool:
        """Whether writing a figure twice costs no more than naming it."""
        parts = len(figure.terms) + bool(figure.const)
        return parts <= 2 and all(isinstance(atom, ast.Name) for _, atom in figure.terms)

    def inside(self, fields: Mapping[str, str], repeated: set[int]) -> Emitter:
        """An emitter for the entries of a list: its fields are variables, its statements stand in a loop."""
        made = Emitter(
            self.plan, {**self.inputs, **fields}, self.scales, self.namer, name_all=False, rows=self.rows
        )
        made.figures, made.truths, made._line = self.figures, self.truths, self._line
        made._repeated = repeated
        return made

    def truth(self, item: c.Expr) -> ast.expr:
        """A condition as code."""
        if id(item) not in self._repeated:
            return self._truth(item)
        if id(item) not in self._known_truths:
            self._known_truths[id(item)] = self.assign("holds", self._truth(item))
        return self._known_truths[id(item)]

    def figure(self, item: c.Expr) -> Figure:
        """A number as code."""
        if id(item) not in self._repeated:
            return self._figure(item)
        if id(item) not in self._known_figures:
            self._known_figures[id(item)] = self.atom(self._figure(item))
        return self._known_figures[id(item)]

    def _truth(self, item: c.Expr) -> ast.expr:
        match item:
            case c.Truth():
                return ast.Constant(item.value)
            case c.Input():
                return name(self.inputs[item.metric])
            case c.Item():
                return name(self.inputs[item.field])
            case c.Ref():
                return self.truths[item.step]
            case c.Given():
                return name(flag(self.inputs[item.metric]))
            case c.Compare():
                left, right = self.figure(item.left), self.figure(item.right)
                return compared(left, right, _OPERATORS[item.relation]())
            case c.And():
                return ast.BoolOp(ast.And(), [self.truth(operand) for operand in item.operands])
            case c.Or():
                return ast.BoolOp(ast.Or(), [self.truth(operand) for operand in item.operands])
            case c.Not() if isinstance(item.operand, c.Not):
                return self.truth(item.operand.operand)
            case c.Not():
                return ast.UnaryOp(ast.Not(), self.truth(item.operand))
            case _:
                raise AssertionError(f"{type(item).__name__} is no condition")

    def _figure(self, item: c.Expr) -> Figure:
        match item:
            case c.Literal():
                return literal(item.value)
            case c.Input():
                return variable(self.inputs[item.metric], self.scales[item.metric])
            case c.Item():
                return variable(self.inputs[item.field], self.scales[item.field])
            case c.Fold():
                from rubric_dsl.evaluators.python.folding import fold_figure

                return fold_figure(self, item)
            case c.Ref():
                return self.figures[item.step]
            case c.Add():
                return self._sum([self.figure(operand) for operand in item.operands])
            case c.Subtract():
                return added([self.figure(item.left), negated(self.figure(item.right))])
            case c.Multiply():
                return self._product(self.figure(item.left), self.figure(item.right))
            case c.Divide():
                return self._quotient(self.figure(item.left), self.figure(item.right), item.right)
            case c.Minimum():
                return self._extreme([self.figure(operand) for operand in item.operands], ast.Lt)
            case c.Maximum():
                return self._extreme([self.figure(operand) for operand in item.operands], ast.Gt)
            case c.Floor():
                return self._floor(self.figure(item.operand), item.operand)
            case c.Ceiling():
                return negated(self._floor(negated(self.figure(item.operand)), item.operand))
            case c.Workdays():
                return self._workdays(item)
            case c.Select():
                return self._select(item)
            case c.Root():
                degree, floor = item.degree, code(self._floor(self.figure(item.operand), item.operand))
                found = call("isqrt", floor) if degree == 2 else call("root", floor, number(degree))
                return Figure(0, ((1, found),))
            case c.Log():
                return self._logarithm(item)
            case c.Choose():
                return self._choose(item)
            case _:
                raise AssertionError(f"{type(item).__name__} is no number")

    def _sum(self, figures: list[Figure]) -> Figure:
        groups: dict[tuple[str, ...], list[Figure]] = {}
        for figure in figures:
            groups.setdefault(tuple(sorted(figure.dens)), []).append(figure)
        sums = [self._same_dens(members) for members in groups.values()]
        while len(sums) > MAX_RATIOS:
            # in pairs: numbers over many denominators grow evenly, and the code stays as long as the sum
            pairs = [sums[start : start + 2] for start in range(0, len(sums), 2)]
            sums = [self._pair(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
        return sums[0] if len(sums) == 1 else added(sums)

    def _same_dens(self, figures: list[Figure]) -> Figure:
        while len(figures) > MAX_SUM:
            figures = [
                self.atom(added(figures[start : start + MAX_SUM]))
                for start in range(0, len(figures), MAX_SUM)
            ]
        return figures[0] if len(figures) == 1 else added(figures)

    def _pair(self, left: Figure, right: Figure) -> Figure:
        figure = self.atom(added([self.atom(left), self.atom(right)]))
        if len(figure.dens) < 2:
            return figure
        below: ast.expr = name(figure.dens[0])
        for each in figure.dens[1:]:
            below = ast.BinOp(below, ast.Mult(), name(each))
        return evolve(figure, dens=(self.assign("divisor", below).id,))

    def _product(self, left: Figure, right: Figure) -> Figure:
        if left.constant is not None:
            return multiplied(right, left.constant)
        if right.constant is not None:
            return multiplied(left, right.constant)
        value = ast.BinOp(code(self.atom(left)), ast.Mult(), code(self.atom(right)))
        return Figure(0, ((1, value),), left.scale * right.scale, left.dens + right.dens)

    def _quotient(self, left: Figure, right: Figure, divisor: c.Expr) -> Figure:
        if right.constant is not None:
            return multiplied(left, 1 / right.constant)
        reach = range_of(divisor, self.metrics, self.plan.ranges)
        if reach.high is not None and reach.high < 0:
            left, right = negated(left), negated(right)
        below = self.atom(right, "divisor")
        # a number over variables, 5 / b, has no term: it goes above the line whole
        atoms = [atom.id for _, atom in below.terms if isinstance(atom, ast.Name)]
        above = multiplied(left, Fraction(below.scale, below.const or 1))
        for each in below.dens:
            above = Figure(0, ((1, ast.BinOp(code(above), ast.Mult(), name(each))),), above.scale, above.dens)
        return Figure(above.const, above.terms, above.scale, (*above.dens, *atoms))

    def _extreme(self, figures: list[Figure], better: type[ast.cmpop]) -> Figure:
        found = figures[0]
        for other in figures[1:]:
            found = self._better(found, other, better)
        return found

    def _better(self, left: Figure, right: Figure, better: type[ast.cmpop]) -> Figure:
        if not self._is_simple(left):
            left = self.atom(left)
        if not self._is_simple(right):
            right = self.atom(right)
        first, second = alike([left, right])
        if not first.terms:  # a constant reads better as the exception than as the rule
            first, second = second, first
        return chosen(compared(first, second, better()), first, second)

    def _floor(self, figure: Figure, operand: c.Expr) -> Figure:
        if figure.scale == 1 and not figure.dens:
            if not self.fine or range_of(operand, self.metrics, self.plan.ranges).whole:
                return figure
            return Figure(0, ((1, ast.BinOp(code(figure), ast.FloorDiv(), number(1))),))
        below: ast.expr | None = number(figure.scale) if figure.scale != 1 else None
        for each in figure.dens:
            below = name(each) if below is None else ast.BinOp(below, ast.Mult(), name(each))
        assert below is not None
        return Figure(0, ((1, ast.BinOp(code(figure), ast.FloorDiv(), below)),))

    def _workdays(self, item: c.Workdays) -> Figure:
        """``workdays[due - 738520]``: a table of how many there were up to each day."""
        day = code(added([self.figure(item.operand), literal(Fraction(1 - item.calendar.first))]))
        return Figure(0, ((1, ast.Subscript(name(table_of(self.plan, item.calendar)), day, ast.Load())),))

    def _logarithm(self, item: c.Log) -> Figure:
        figure = self.figure(item.operand)
        below: ast.expr = number(figure.scale)
        for each in figure.dens:
            below = ast.BinOp(below, ast.Mult(), name(each))
        unit = (number(item.unit.numerator), number(item.unit.denominator))
        function = call("logarithm", code(figure), below, ast.Constant(item.base), *unit)
        return Figure(0, ((1, function),))

    def _select(self, item: c.Select) -> Figure:
        """``(8, 6, 4)[level]``: of numbers known now, a constant."""
        if isinstance(item.index, c.Input) and item.index.metric in self.rows:
            return variable(self.inputs[item.index.metric], self.rows[item.index.metric].scale)
        cases = alike([self.figure(case) for case in item.cases])
        row = ast.Tuple([code(case) for case in cases], ast.Load())
        value = ast.Subscript(row, code(self.figure(item.index)), ast.Load())
        return Figure(0, ((1, value),), cases[0].scale, cases[0].dens)

    def _choose(self, item: c.Choose) -> Figure:
        return chosen(self.truth(item.condition), self.figure(item.then), self.figure(item.otherwise))
