"""Whole-number program → a function of NumPy calls on a slice, built as a syntax tree.

The code is what a person would write: an operation a line of the arithmetic, written straight into the column
of results where it is one. Nothing of the rubric's text enters it but through names made safe. For annex 1::

    minimum(matchmaking_events, const_10, out=out_27)
    multiply(out_27, 3, out_27)
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen

from rubric_dsl.evaluators.arrays.buffers import Buffers
from rubric_dsl.evaluators.arrays.folding import Fold
from rubric_dsl.evaluators.arrays.operations import EXACT_IN_FLOAT
from rubric_dsl.evaluators.arrays.pieces import called, counted, figure, unpacked, variable
from rubric_dsl.evaluators.python.emit import Namer
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.widths import Widths
from rubric_dsl.plan import core as c

_COMPARED: dict[c.Relation, str] = {
    "≥": "greater_equal", ">": "greater", "≤": "less_equal", "<": "less", "=": "equal", "≠": "not_equal",
}  # fmt: skip
CALLED = (
    "add", "subtract", "multiply", "minimum", "maximum", "floor_divide", "copyto", "where", "take",
    "logical_and", "logical_or", "logical_not", *_COMPARED.values(),
)  # fmt: skip
"""What the code calls of NumPy."""
OWN = ("quotient", "root", "logarithm", "before", "folded", "kind", "unsafe")


@frozen
class Emitted:
    """A function's tree, and what it is given besides the columns."""

    function: ast.FunctionDef
    constants: tuple[int, ...]
    """Numbers that it takes as columns: NumPy is slow at the lesser of a column and one number."""
    tables: Mapping[str, Any]
    """Rows that are looked into, folds and ranks, by the names in the code."""
    lists: tuple[str, ...]
    """The lists that it reads, by metric."""
    buffers: int
    """How many columns it needs to work in."""
    straight: Mapping[str, int]
    """Metrics whose numbers are a column of results as they come, and which column: they are read into it."""


@define
class _Emission:
    program: n.Program
    widths: Widths
    namer: Namer
    names: dict[str, str] = field(factory=dict)
    given: dict[str, str] = field(factory=dict)
    body: list[ast.stmt] = field(factory=list)
    constants: dict[int, str] = field(factory=dict)
    tables: dict[str, Any] = field(factory=dict)
    lists: dict[str, str] = field(factory=dict)
    each: str | None = None
    """Inside a fold, the variable that holds the row of every entry."""
    own: set[str] = field(factory=set)
    """Inside a fold, the variables of the program that hold something for every entry."""
    spread: dict[str, str] = field(factory=dict)
    buffers: Buffers = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.buffers = Buffers(self.namer)

    def done(
        self, operation: str, *arguments: ast.expr, out: str | None = None, keyword: bool = False
    ) -> ast.expr:
        """An operation: its result goes where it is told, over one of its own arguments, or into a buffer."""
        if out is None and self.each is None:
            out = self.buffers.taken(arguments)
            found = called(operation, *arguments, out=out, keyword=keyword)
            self.buffers.hold(found, out)
            return found
        self.buffers.ended(arguments)
        return called(operation, *arguments, out=out, keyword=keyword)

    def assign(self, wish: str, value: ast.expr) -> str:
        self.buffers.kept(value)
        name = self.namer.fresh(wish)
        self.body.append(ast.Assign([ast.Name(name, ast.Store())], value))
        return name

    def num(self, item: n.Num, out: str | None = None) -> ast.expr:
        """A number as code; where ``out`` is said, the code writes it there."""
        match item:
            case n.Const():
                return self._into(figure(item.value), out)
            case n.Var():
                return self._into(self._read(item.name), out)
            case n.Linear():
                return self._linear(item, out)
            case n.Product():
                return self.done("multiply", self.num(item.left), self.num(item.right), out=out)
            case n.FloorDiv():
                return self._quotient(item, out)
            case n.Least() | n.Greatest():
                return self._extreme(item, out)
            case n.If():
                return self._chosen(item, out)
            case n.Pick():
                return self._into(self._picked(item), out)
            case n.Workdays():
                days = item.calendar
                place = n.Linear(1 - days.first, ((1, item.operand),))
                return self._into(self._looked_up("workdays", counted(item), self.num(place)), out)
            case n.Root():
                return self._into(
                    called("root", self.num(item.operand), figure(item.degree), variable("kind")), out
                )
            case n.Log():
                unit = (figure(item.unit.numerator), figure(item.unit.denominator))
                ends = (self.num(item.above), self.num(item.below))
                found = called("logarithm", *ends, ast.Constant(item.base), *unit, variable("kind"))
                return self._into(found, out)
            case n.Before():
                table = self.namer.fresh("all_of_them")
                self.tables[table] = item
                own = self.num(item.own)
                return self._into(
                    called("before", own, ast.Starred(variable(table), ast.Load()), variable("kind")), out
                )
            case n.Over():
                return self._into(self._over(item), out)
            case n.OfAll():
                raise AssertionError("arrays are given what is known of all")

    def _read(self, name: str) -> ast.expr:
        if self.each is None or name in self.own:
            return variable(self.names[name])
        if name not in self.spread:
            value = ast.Subscript(variable(self.names[name]), variable(self.each), ast.Load())
            self.spread[name] = self.assign(f"{self.names[name]}_each", value)
        return variable(self.spread[name])

    def _into(self, value: ast.expr, out: str | None) -> ast.expr:
        if out is None:
            return value
        self.buffers.ended([value])
        self.body.append(ast.Expr(called("copyto", variable(out), value, casting="unsafe")))
        return variable(out)

    def _linear(self, item: n.Linear, out: str | None) -> ast.expr:
        """A sum, each term made right before it is added: what is made first is worked out first."""
        if len(item.terms) == 1 and not item.const:
            return self._times(*item.terms[0], out)
        plus = [term for term in item.terms if term[0] > 0]
        minus = [term for term in item.terms if term[0] < 0]
        if plus:
            terms = [("add", *term) for term in plus]
            const = [("add" if item.const > 0 else "subtract", abs(item.const), None)] if item.const else []
            steps = [*terms[1:], *const, *(("subtract", -times, atom) for times, atom in minus)]
            found = self._times(*plus[0], None)
        elif item.const:
            steps = [("subtract", -times, atom) for times, atom in minus]
            found = figure(item.const)
        else:
            steps = [("subtract", -times, atom) for times, atom in minus[1:]]
            found = self._times(*minus[0], None)
        for place, (operation, times, atom) in enumerate(steps):
            part = figure(times) if atom is None else self._times(times, atom, None)
            found = self.done(operation, found, part, out=out if place == len(steps) - 1 else None)
        return found

    def _times(self, times: int, atom: n.Num, out: str | None) -> ast.expr:
        if times == 1:
            return self.num(atom, out)
        return self.done("multiply", self.num(atom), figure(times), out=out)

    def _quotient(self, item: n.FloorDiv, out: str | None) -> ast.expr:
        above, below = self.num(item.left), self.num(item.right)
        low, high = self.widths.of(item.left)
        if isinstance(item.right, n.Const) or low < 0 or high >= EXACT_IN_FLOAT:
            return self.done("floor_divide", above, below, out=out)
        self.buffers.ended([above, below])
        found = called("quotient", above, below, variable("kind"))
        if out is not None:
            found.args.append(variable(out))
        return found

    def _extreme(self, item: n.Least | n.Greatest, out: str | None) -> ast.expr:
        operation = "minimum" if isinstance(item, n.Least) else "maximum"
        ordered = sorted(item.operands, key=lambda one: isinstance(one, n.Const))
        found = self.num(ordered[0])
        for place, other in enumerate(ordered[1:], start=2):
            last = out if place == len(ordered) else None
            found = self.done(operation, found, self._as_column(other), out=last, keyword=True)
        return found

    def _as_column(self, item: n.Num) -> ast.expr:
        if not isinstance(item, n.Const) or self.each is not None:
            return self.num(item)
        if item.value not in self.constants:
            wish = f"const_{item.value}" if item.value >= 0 else f"const_minus_{-item.value}"
            self.constants[item.value] = self.namer.fresh(wish)
        return variable(self.constants[item.value])

    def _chosen(self, item: n.If, out: str | None) -> ast.expr:
        test, then, otherwise = item.test, item.then, item.otherwise
        if isinstance(test, n.Negate):
            test, then, otherwise = test.operand, otherwise, then
        if isinstance(then, n.Const) and isinstance(otherwise, n.Const):
            step = called("kind", figure(then.value - otherwise.value))
            if not otherwise.value:
                return self.done("multiply", self.truth(test), step, out=out)
            found = self.done("multiply", self.truth(test), step)
            return self.done("add", found, figure(otherwise.value), out=out)
        if otherwise == n.Const(0):
            return self.done("multiply", self.truth(test), self.num(then), out=out)
        if then == n.Const(0):
            held = called("logical_not", self.truth(test))
            return self.done("multiply", held, self.num(otherwise), out=out)
        return self._into(called("where", self.truth(test), self.num(then), self.num(otherwise)), out)

    def _picked(self, item: n.Pick) -> ast.expr:
        if all(isinstance(case, n.Const) for case in item.cases):
            row = tuple(case.value for case in item.cases if isinstance(case, n.Const))
            return self._looked_up("row", row, self.num(item.index))
        with self.buffers.apart():  # this statement runs before the one that is being made
            place = variable(self.assign("place", self.num(item.index)))
        sides = []
        for number, case in enumerate(item.cases[:-1]):
            sides.append((called("equal", place, figure(number)), self.num(case)))
        found = self.num(item.cases[-1])
        for here, case_ in reversed(sides):
            self.buffers.ended([case_, found])
            found = called("where", here, case_, found)
        return found

    def _looked_up(self, wish: str, row: tuple[int, ...], place: ast.expr) -> ast.expr:
        known = next((name for name, table in self.tables.items() if table == row), None)
        name = known or self.namer.fresh(wish)
        self.tables[name] = row
        found = called("take", variable(name), place)
        found.keywords.append(ast.keyword("mode", ast.Constant("clip")))
        return found

    def truth(self, item: n.Truth) -> ast.expr:
        """A condition as code."""
        match item:
            case n.Always():
                return ast.Constant(item.value)
            case n.Holds():
                return self._read(item.name)
            case n.Given():
                return self._spread_given(item.name)
            case n.Compare():
                left, right = self.num(item.left), self.num(item.right)
                self.buffers.ended([left, right])
                return called(_COMPARED[item.relation], left, right)
            case n.All() | n.Any():
                operation = "logical_and" if isinstance(item, n.All) else "logical_or"
                found = self.truth(item.operands[0])
                for other in item.operands[1:]:
                    found = called(operation, found, self.truth(other))
                return found
            case n.Negate():
                return called("logical_not", self.truth(item.operand))

    def _spread_given(self, name: str) -> ast.expr:
        if self.each is None:
            return variable(self.given[name])
        return ast.Subscript(variable(self.given[name]), variable(self.each), ast.Load())

    def line(self, line: n.Line, out: str | None = None) -> None:
        """A line of the program; written into a column of results where it is one."""
        if line.truth:
            self.names[line.name] = self.assign(line.name, self.truth(line.value))  # type: ignore[arg-type]
            return
        if out is None:
            self.names[line.name] = self.assign(line.name, self.num(line.value))  # type: ignore[arg-type]
            return
        self.write(line.value, out)  # type: ignore[arg-type]
        self.names[line.name] = out

    def write(self, item: n.Num, out: str) -> None:
        """A number, written into a column of results."""
        value = self.num(item, out)
        if not isinstance(value, ast.Name):
            self.body.append(ast.Expr(value))

    def _over(self, item: n.Over) -> ast.expr:
        metric = item.source
        if metric not in self.lists:
            self.lists[metric] = self.namer.fresh(metric)
        listed = self.lists[metric]
        fields = [self.namer.fresh(one.name) for one in item.fields]
        rows = self.assign("rows", ast.Attribute(variable(listed), "rows", ast.Load()))
        target = ast.Tuple([ast.Name(name, ast.Store()) for name in fields], ast.Store())
        self.body.append(ast.Assign([target], ast.Attribute(variable(listed), "fields", ast.Load())))
        outer = dict(self.names)
        self.each, self.own, self.spread = rows, {one.name for one in item.fields}, {}
        self.names.update({one.name: name for one, name in zip(item.fields, fields, strict=True)})
        around = self.widths
        self.widths = Widths(dict(around.ranges), around.most_entries)
        for line in item.lines:
            self.widths.take(line)
            self.line(line)
            self.own.add(line.name)
        where = ast.Constant(None) if item.where is None else self.truth(item.where)
        value = self.num(item.value)
        key = ast.Constant(None) if item.once_per is None else self._read(item.once_per)
        self.each, self.own, self.spread = None, set(), {}
        self.names, self.widths = outer, around
        fold = self.namer.fresh("fold")
        counts = item.part == "count" or item.how == "count"
        self.tables[fold] = Fold(
            item.how, counts, item.best, item.spare, item.closest, item.shares, item.further
        )
        return called("folded", variable(fold), variable(listed), value, where, key, variable("kind"))


def function_of(program: n.Program, widths: Widths, other: frozenset[str], exact: bool) -> Emitted:
    """``score(inputs, given, lists, constants, scratch, out)``: exclusions, refusals and doubts.

    ``out`` are the columns of all points, the published total, with ``exact`` the numerator and the
    denominator of the exact one and, where there are grades, the grade; the columns called in ``other`` are
    of another type than the arithmetic.
    """
    namer = Namer({*CALLED, *OWN, "inputs", "given", "lists", "constants", "scratch", "out"})
    made = _Emission(program, widths, namer)
    plain = [one for one in program.inputs if one.metric.entries is None and one.metric.kind != "text"]
    for one in plain:
        made.names[one.name] = namer.fresh(one.name)
    asked = [one for one in program.inputs if one.asked]
    for one in asked:
        made.given[one.name] = namer.fresh(f"{one.name}_given")
    outputs = [*program.points, program.published]
    columns = [namer.fresh(f"out_{number}") for number in range(len(outputs))]
    straight: dict[str, int] = {}
    for place, output in enumerate(outputs):
        if isinstance(output.value, n.Var) and output.name not in other:
            straight.setdefault(output.value.name, place)
    for line in program.lines:
        made.line(line, columns[straight[line.name]] if line.name in straight else None)
    for place, (output, column) in enumerate(zip(outputs, columns, strict=True)):
        if isinstance(output.value, n.Var) and straight.get(output.value.name) == place:
            continue
        if output.name in other:
            made._into(made.num(output.value), column)
            continue
        made.write(output.value, column)
    for number, value in enumerate(program.exact if exact else ()):
        columns.append(namer.fresh(f"out_exact_{number}"))
        made._into(made.num(value), columns[-1])
    if program.grade is not None:
        columns.append(namer.fresh("out_grade"))
        made._into(made.num(program.grade), columns[-1])
    told = [
        ast.Tuple([made.truth(test) for test in tests], ast.Load())
        for tests in (program.excluded, program.refused, program.doubts)
    ]
    body: list[ast.stmt] = [
        *unpacked([made.names[one.name] for one in plain], "inputs"),
        *unpacked(list(made.given.values()), "given"),
        *unpacked(list(made.lists.values()), "lists"),
        *unpacked(list(made.constants.values()), "constants"),
        *unpacked(made.buffers.names, "scratch"),
        *unpacked(columns, "out"),
        *made.body,
        ast.Return(ast.Tuple(list(told), ast.Load())),
    ]
    arguments = [ast.arg(each) for each in ("inputs", "given", "lists", "constants", "scratch", "out")]
    function = ast.FunctionDef(
        "score", ast.arguments([], arguments, None, [], [], None, []), body, [], None, None
    )
    return Emitted(
        function,
        tuple(made.constants),
        made.tables,
        tuple(made.lists),
        len(made.buffers.names),
        {one.metric.id: straight[one.name] for one in plain if one.name in straight},
    )
