"""A query in the making: its steps, each of which reads the one before, and the names in it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field
from sqlglot import exp

from rubric_dsl.evaluators.sql import words as w
from rubric_dsl.evaluators.sql.dialects import Dialect
from rubric_dsl.evaluators.sql.layout import Layout
from rubric_dsl.evaluators.sql.options import Options
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.whole.naming import Namer
from rubric_dsl.plan import core as c


@define
class Frame:
    """A query in the making: each step reads the one before."""

    plan: c.Plan
    dialect: Dialect
    options: Options
    layout: Layout
    columns: Namer
    steps: Namer
    ctes: list[tuple[str, exp.Select]] = field(factory=list)
    last: str = ""
    """The step before."""
    flags: dict[str, str] = field(factory=dict)
    """Columns of the query's own, by what they say."""

    @property
    def table(self) -> str | None:
        """What columns are told with."""
        return self.last if self.dialect.qualified and self.ctes else None

    def column(self, name: str) -> Sql:
        """A column of the step before."""
        return w.column(name, self.table)

    def flag(self, what: str) -> Sql:
        """A column of the query's own, in a condition."""
        found = self.column(self.flags[what])
        return found if self.dialect.truths else w.compared("=", found, w.whole(1))

    def named(self, what: str, wish: str | None = None) -> str:
        """The name of a column of the query's own."""
        if what not in self.flags:
            self.flags[what] = self.columns.fresh(wish or what)
        return self.flags[what]

    def value(self, condition: Sql) -> Sql:
        """A condition as a column holds it."""
        if self.dialect.truths:
            return condition
        return w.case([(condition, w.whole(1))], w.whole(0))

    def step(self, wish: str, columns: Sequence[Sql], fresh: bool = False) -> None:
        """The next step: all that is there and these columns; ``fresh``, these alone."""
        source: Sql = w.table(self.options.table) if not self.ctes else w.named_table(self.last)
        if not self.ctes and self.dialect.rest == "record" and self.options.keep is None:
            source = exp.alias_(source, self.named("row of the table", "whole row"), table=True)
        select = exp.Select(expressions=[*([] if fresh else [exp.Star()]), *columns])
        select = select.from_(source, copy=False)
        if self.dialect.fenced and self.ctes:
            select = select.offset(0, copy=False)
        self.last = self.beside(wish, select)

    def beside(self, wish: str, select: exp.Select) -> str:
        """A step that the next one does not go on from, and its name."""
        name = self.steps.fresh(wish)
        self.ctes.append((name, select))
        return name
