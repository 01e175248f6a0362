"""Lines of a layout → expressions of SQL, each of the type in which nothing of it is lost.

A figure alone has a narrow type in most engines: wherever none of its operands is a column, it is cast, so
that no sum is made in a type that nobody chose. Nothing here is ever NULL.
"""

from __future__ import annotations

from typing import assert_never

from attrs import frozen

from rubric_dsl.evaluators.sql import words as w
from rubric_dsl.evaluators.sql.dialects import Dialect, Whole
from rubric_dsl.evaluators.sql.layout import Laid, Layout
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.model.calendar import Calendar, up_to


def given(variable: str) -> str:
    """The column that says whether a metric was given."""
    return f"{variable}_given"


@frozen
class Telling:
    """Puts lines in an engine's words."""

    dialect: Dialect
    layout: Layout
    asked: dict[str, str]
    """The columns that say whether a metric was given, by the variable."""
    table: str | None
    """Which table the columns are of, where that has to be said."""
    whole: Whole
    """The type at hand."""

    def line(self, laid: Laid) -> Sql:
        """A line's value, worked out of its own row."""
        if laid.truth:
            return self.as_value(laid.line.value)  # type: ignore[arg-type]
        found, typed = self.number(laid.line.value)  # type: ignore[arg-type]
        return found if typed else w.cast(found, self.whole.type)

    def as_value(self, item: n.Truth) -> Sql:
        """A condition as a column holds it."""
        if self.dialect.truths:
            return self.truth(item)
        if isinstance(item, n.Holds):
            return self.column(item.name)
        if isinstance(item, n.Always):
            return w.whole(int(item.value))
        return w.case([(self.truth(item), w.whole(1))], w.whole(0))

    def column(self, name: str) -> Sql:
        """A column of the step before."""
        return w.column(name, self.table)

    def typed(self, item: n.Num) -> Sql:
        """A number that surely is of the type at hand."""
        found, typed = self.number(item)
        return found if typed else w.cast(found, self.whole.type)

    def number(self, item: n.Num) -> tuple[Sql, bool]:
        """A number, and whether it is of the type at hand or a mere figure."""
        match item:
            case n.Const():
                return w.whole(item.value, self.whole.type), abs(item.value) >= 1 << 63
            case n.Var():
                own = self.layout.wholes[item.name]
                column = self.column(item.name)
                return (column if own == self.whole else w.cast(column, self.whole.type)), True
            case n.Linear():
                return self._linear(item), True
            case n.Product():
                return w.times(self.typed(item.left), self.typed(item.right)), True
            case n.FloorDiv():
                return self._floor(item), True
            case n.Least():
                return self._extreme("LEAST", item.operands)
            case n.Greatest():
                return self._extreme("GREATEST", item.operands)
            case n.If():
                return self._chosen(item)
            case n.Pick():
                return self._picked(item)
            case n.Workdays():
                return self._workdays(item.operand, item.calendar), True
            case n.Root() | n.Log() | n.Over() | n.OfAll() | n.Before():
                raise AssertionError(f"a layout holds no {type(item).__name__}")
            case _:
                assert_never(item)

    def _linear(self, item: n.Linear) -> Sql:
        """A sum, the constant first, in the order in which its ranges were worked out."""
        found = w.whole(item.const, self.whole.type) if item.const else None
        for coefficient, atom in item.terms:
            size = abs(coefficient)
            value = self.typed(atom)
            term = value if size == 1 else w.times(w.whole(size, self.whole.type), value)
            if found is None:
                found = term if coefficient > 0 else w.negative(term)
            else:
                found = w.plus(found, term) if coefficient > 0 else w.minus(found, term)
        assert found is not None, "a sum has terms"
        return found

    def _floor(self, item: n.FloorDiv) -> Sql:
        """The floor of a quotient. Engines cut towards 0, so that of a negative number is taken further."""
        low, _ = self.layout.reach(item.left)
        least, _ = self.layout.reach(item.right)
        left, (right, _) = self.typed(item.left), self.number(item.right)
        if least < 1:
            # a divisor is above 0 in every row that counts; in the others it must not end the query
            right = w.function("GREATEST", right, w.whole(1))
        how, kind = self.whole.division, self.whole.type
        found = w.quotient(left, right, how, kind)
        if low >= 0:
            return found
        less = (
            w.minus(left.copy(), w.whole(item.right.value - 1))
            if isinstance(item.right, n.Const)
            else w.minus(left.copy(), w.minus(right.copy(), w.whole(1)))
        )
        below = w.quotient(less, right.copy(), how, kind)
        return w.case([(w.compared("≥", left.copy(), w.whole(0)), found)], below)

    def _extreme(self, called: str, operands: tuple[n.Num, ...]) -> tuple[Sql, bool]:
        found = [self.number(one) for one in operands]
        return w.function(called, *(one for one, _ in found)), any(typed for _, typed in found)

    def _chosen(self, item: n.If) -> tuple[Sql, bool]:
        cases: list[tuple[Sql, Sql]] = []
        typed = False
        at: n.Num = item
        while isinstance(at, n.If):
            value, own = self.number(at.then)
            typed = typed or own
            cases.append((self.truth(at.test), value))
            at = at.otherwise
        last, own = self.number(at)
        return w.case(cases, last), typed or own

    def _picked(self, item: n.Pick) -> tuple[Sql, bool]:
        values = [self.number(case) for case in item.cases]
        cases = [(w.whole(place), value) for place, (value, _) in enumerate(values[:-1])]
        typed = any(own for _, own in values)
        if not cases:
            return values[0]
        return w.case(cases, values[-1][0], of=self.typed(item.index)), typed

    def _workdays(self, operand: n.Num, calendar: Calendar) -> Sql:
        """How many working days there are up to a day: read from a row of figures, one for each day."""
        days = range(calendar.first - 1, calendar.last + 1)
        counts = [up_to(calendar, day) for day in days]
        digits = len(str(counts[-1]))
        row = "".join(str(count).rjust(digits, "0") for count in counts)
        place = w.minus(self.typed(operand), w.whole(calendar.first - 1))
        start = w.plus(w.times(w.whole(digits), place), w.whole(1))
        return w.cast(w.piece(w.text(row), w.cast(start, "INT"), digits), self.whole.type)

    def truth(self, item: n.Truth) -> Sql:
        """A condition, where conditions stand."""
        match item:
            case n.Always():
                return w.always(item.value, self.dialect.truths)
            case n.Holds():
                return self._flag(item.name)
            case n.Given():
                return self._flag(self.asked[item.name])
            case n.Compare():
                return w.compared(item.relation, self.number(item.left)[0], self.number(item.right)[0])
            case n.All():
                return w.all_of([self.truth(one) for one in item.operands])
            case n.Any():
                return w.any_of([self.truth(one) for one in item.operands])
            case n.Negate():
                return w.negated(self.truth(item.operand))
            case _:
                assert_never(item)

    def _flag(self, name: str) -> Sql:
        column = self.column(name)
        return column if self.dialect.truths else w.compared("=", column, w.whole(1))
