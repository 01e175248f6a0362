"""All subjects together: who belongs, what is known of all, and where each stands, in steps of the query.

Comes in: a frame in which every row has been checked. Goes out: the same with the figures of all in every
row. Steps that gather stand beside the others: one row of sums, counts and ends; a row of each statistic for
which the values have to be in order; for each rank the values that there are. They are joined to the rows
that they were taken from::

    cohort AS (SELECT … is_wrong, is_member FROM checked),
    of_all AS (SELECT SUM(…) AS cohort_size, MIN(…) AS least_of_price FROM cohort),
    among_all AS (SELECT * FROM cohort CROSS JOIN of_all)

Equal values are counted before they are put in their order, so that what is sorted is the different ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, evolve, field
from sqlglot import exp

from rubric_dsl.evaluators.sql import words as w
from rubric_dsl.evaluators.sql.layout import Laid
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.sql.working import Working, leveled
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.repeated import read_by
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import first_of
from rubric_dsl.plan.dependencies import folds_over_all

_GATHERED = (n.OfAll, n.Before)


@define
class Gathering(Working):
    """Works out the lines, those that are the same for all rows from all rows."""

    worked: set[str] = field(factory=set)
    """The lines that are columns already."""

    @property
    def early(self) -> list[int]:
        """The places of the exclusions that need nothing of all."""
        every = enumerate(self.plan.exclusions)
        return [place for place, step in every if not folds_over_all(self.plan.steps, step)]

    @property
    def late(self) -> list[int]:
        """The places of the other ones."""
        return sorted({*range(len(self.plan.exclusions))} - {*self.early})

    def work_out(self) -> None:
        """The lines in steps; where subjects are compared, of each alone, of all, and then the rest."""
        if self.layout.together is None:
            super().work_out()
            return
        self._members()
        gathered = [laid for laid in self.layout.lines if isinstance(laid.line.value, _GATHERED)]
        first = True
        while gathered or first:
            names = {laid.line.name for laid in gathered}
            now = [laid for laid in gathered if not self._under(read_by(laid.line.value)) & names]
            self._rows({name for laid in now for name in read_by(laid.line.value)}, "compared")
            self._joined(now, first)
            gathered = [laid for laid in gathered if laid not in now]
            first = False
        self.in_runs([laid for laid in self.layout.lines if laid.line.name not in self.worked])

    # --- rows ----------------------------------------------------------------------------------------

    def _under(self, names: Iterable[str]) -> set[str]:
        """The lines that are no columns yet and that some names need, themselves included."""
        lines = {laid.line.name: laid.line for laid in self.layout.lines}
        found: set[str] = set()
        waiting = [*names]
        while waiting:
            name = waiting.pop()
            if name in lines and name not in found and name not in self.worked:
                found.add(name)
                waiting.extend(read_by(lines[name].value))
        return found

    def _rows(self, names: Iterable[str], title: str) -> None:
        """Steps for some lines and all that these need."""
        needed = self._under(names)
        if needed:
            run = [laid for laid in self.layout.lines if laid.line.name in needed]
            self.levels(title, leveled(run))
            self.worked |= needed

    def _members(self) -> None:
        """Whose values cannot be used, and who belongs: known before anything of all is."""
        layout, plan = self.layout, self.plan
        assert layout.together is not None, "subjects are compared"
        early = [layout.excluded[place] for place in self.early]
        refused = [layout.refused[place] for place in self.refused_early]
        gate = [] if layout.together.admitted is None else [layout.together.admitted]
        self._rows({name for test in (*early, *refused, *gate) for name in read_by(test)}, "belonging")
        telling = self.telling()
        out = [
            w.all_of([self.flag(f"early {place}"), telling.truth(layout.excluded[place])])
            for place in self.early
        ]
        faults = [w.negated(self.flag("sound")), *(telling.truth(test) for test in refused)]
        wrong = [w.any_of(faults)]
        belongs = [self.flag("sound"), *(w.negated(telling.truth(test)) for test in refused)]
        for test in out:
            wrong.insert(0, w.negated(test))
            belongs.append(w.negated(test.copy()))
        belongs += [telling.truth(test) for test in gate]
        self.step(
            "cohort",
            [
                w.called(self.value(w.all_of(wrong)), self.named("wrong", "is_wrong")),
                w.called(self.value(w.all_of(belongs)), self.named("member", "is_member")),
            ],
        )
        assert plan.compares, "nothing else is known of all"

    @property
    def refused_early(self) -> list[int]:
        """The places of the refusals that need nothing of all."""
        every = enumerate(self.plan.refusals)
        return [place for place, one in every if not folds_over_all(self.plan.steps, one.step)]

    # --- all together --------------------------------------------------------------------------------

    def _joined(self, lines: Sequence[Laid], first: bool) -> None:
        """Steps beside for what is known of all, and one that joins it to the rows."""
        select = exp.Select(expressions=[exp.Star()]).from_(w.named_table(self.last), copy=False)
        every = [laid for laid in lines if isinstance(laid.line.value, n.OfAll)]
        plain = [laid for laid in every if not laid.line.value.ordered]  # type: ignore[union-attr]
        if plain or first:
            select = select.join(w.named_table(self._plain(plain, first)), join_type="cross", copy=False)
        groups: dict[n.OfAll, list[Laid]] = {}
        for laid in lines:
            item = laid.line.value
            if isinstance(item, n.OfAll) and item.ordered:
                alike = evolve(item, part="middle" if item.part == "middle" else "sum")
                groups.setdefault(alike, []).append(laid)
        for item, group in groups.items():
            select = select.join(w.named_table(self._ordered(item, group)), join_type="cross", copy=False)
        for laid in lines:
            if isinstance(laid.line.value, n.Before):
                select = self._ranked(select, laid, laid.line.value)
        if self.dialect.fenced:
            select = select.offset(0, copy=False)
        self.last = self.beside("among_all", select)
        self.worked |= {laid.line.name for laid in lines}

    def _source(self) -> exp.Table:
        return w.named_table(self.last)

    def _counted(self, item: n.OfAll) -> Sql:
        """Whether a row counts for a statistic."""
        tests = [self.flag("member")]
        if item.where is not None:
            tests.append(self.telling().truth(item.where))
        return w.all_of(tests)

    def _plain(self, lines: Sequence[Laid], first: bool) -> str:
        """One row of sums, counts and ends; the first one says how many there are."""
        columns: list[Sql] = []
        if first:
            for what, wish, test in (
                ("seen", "rows_seen", None),
                ("wrong rows", "rows_wrong", self.flag("wrong")),
                ("size", "cohort_size", self.flag("member")),
            ):
                columns.append(w.called(self._number_of(test), self.named(what, wish)))
        for laid in lines:
            item = laid.line.value
            assert isinstance(item, n.OfAll)
            if item.part == "count":
                columns.append(w.called(self._number_of(self._counted(item)), laid.line.name))
                continue
            value = self.telling(laid.whole).typed(item.value)
            named = {"sum": "SUM", "least": "MIN", "greatest": "MAX"}[item.part]
            found = w.function(named, w.case([(self._counted(item), value)]))
            columns.append(w.called(self._surely_a_number(found, laid), laid.line.name))
        return self.beside("of_all", exp.Select(expressions=columns).from_(self._source(), copy=False))

    def _number_of(self, test: Sql | None) -> Sql:
        """In how many rows something holds; None: how many there are."""
        found = exp.Star() if test is None else w.case([(test, w.whole(1))])
        return w.cast(w.function(self.dialect.count, found), self.dialect.narrow.type)

    def _surely_a_number(self, found: Sql, laid: Laid) -> Sql:
        """A statistic, and where there is nobody a number that it could be: no row is scored then."""
        low, high = self.layout.ranges[laid.line.name]
        instead = w.whole(min(max(0, low), high), laid.whole.type)
        return w.function("COALESCE", w.cast(found, laid.whole.type), instead)

    def _ordered(self, item: n.OfAll, lines: Sequence[Laid]) -> str:
        """One row of what comes of values in their order: from a first place on to before another."""
        title = lines[0].line.name
        value, times, upto, counted, start, past = (
            self.columns.fresh(f"{title}_{word}")
            for word in ("value", "times", "upto", "counted", "start", "past")
        )
        kind = self.dialect.narrow.type
        assert isinstance(item.value, n.Var), "what is put in order is a column"
        own = self.column(item.value.name)
        values = exp.Select(expressions=[w.called(own, value), w.called(self._number_of(None), times)])
        values = values.from_(self._source(), copy=False).where(self._counted(item), copy=False)
        at = self.beside(f"{title}_values", values.group_by(own.copy(), copy=False))

        def step(*columns: Sql) -> str:
            select = exp.Select(expressions=[exp.Star(), *columns]).from_(w.named_table(at), copy=False)
            return self.beside(f"{title}_order", select)

        def column(name: str) -> Sql:
            return w.column(name, at if self.dialect.qualified else None)

        at = step(
            w.called(w.cast(w.running_sum(column(times), column(value)), kind), upto),
            w.called(w.cast(w.sum_of_all(column(times)), kind), counted),
        )
        ends = self._ends(item, column(counted))
        at = step(*(w.called(w.cast(end, kind), name) for end, name in zip(ends, (start, past), strict=True)))
        if item.part == "middle":
            divide = self.dialect.narrow.division

            def half(more: int) -> Sql:
                count = w.minus(column(past), column(start))
                above = count if not more else w.minus(count, w.whole(more))
                return w.plus(column(start), w.quotient(above, w.whole(2), divide, kind))

            middle = [self.columns.fresh(f"{title}_{word}") for word in ("from", "to")]
            both = [half(1), w.plus(half(0), w.whole(1))]
            at = step(*(w.called(end, name) for end, name in zip(both, middle, strict=True)))
            start, past = middle
        before = w.minus(column(upto), column(times))
        inside = w.all_of(
            [w.compared(">", column(upto), column(start)), w.compared("<", before, column(past))]
        )
        found: list[Sql] = []
        for laid in lines:
            of_all = laid.line.value
            assert isinstance(of_all, n.OfAll)
            typed = column(value)
            if self.layout.wholes[item.value.name] != laid.whole:
                typed = w.cast(typed, laid.whole.type)
            kept = w.case([(inside.copy(), typed)])
            match of_all.part:
                case "sum":
                    many = w.minus(
                        w.function("LEAST", column(upto), column(past)),
                        w.function("GREATEST", before.copy(), column(start)),
                    )
                    product = w.times(typed, w.cast(many, laid.whole.type))
                    result: Sql = w.function("SUM", w.case([(inside.copy(), product)]))
                case "middle":
                    result = w.plus(w.function("MIN", kept), w.function("MAX", kept.copy()))
                case "least":
                    result = w.function("MIN", kept)
                case _:
                    result = w.function("MAX", kept)
            found.append(w.called(self._surely_a_number(result, laid), laid.line.name))
        return self.beside(
            f"{title}_of_all", exp.Select(expressions=found).from_(w.named_table(at), copy=False)
        )

    def _ends(self, item: n.OfAll, counted: Sql) -> tuple[Sql, Sql]:
        """From which place on values are kept, and before which, of so many in their order."""
        start: Sql = w.whole(0)
        left, past = counted, counted.copy()
        if item.best is not None:
            start = w.function("GREATEST", w.minus(counted.copy(), w.whole(item.best)), w.whole(0))
            left = w.function("LEAST", counted.copy(), w.whole(item.best))
        if item.ends:
            cut = w.case([(w.compared(">", left, w.whole(item.beyond)), w.whole(item.ends))], w.whole(0))
            start = w.plus(start, cut) if item.best is not None else cut
            past = w.minus(past, cut.copy())
        return start, past

    def _ranked(self, select: exp.Select, laid: Laid, item: n.Before) -> exp.Select:
        """A join with how many members come before each value that any row has."""
        title, kind = laid.line.name, self.dialect.narrow.type
        value, times = (self.columns.fresh(f"{title}_{word}") for word in ("own", "times"))
        self.flags[f"{title} own"] = value
        assert isinstance(item.own, n.Var), "what is ranked is a column"
        own = self.column(item.own.name)
        values = exp.Select(
            expressions=[w.called(own, value), w.called(self._number_of(self.flag("member")), times)]
        )
        values = values.from_(self._source(), copy=False).group_by(own.copy(), copy=False)
        at = self.beside(f"{title}_values", values)
        table = at if self.dialect.qualified else None
        fold = self.plan.steps[item.step].expr
        assert isinstance(fold, c.Fold), "a rank counts those who come before"
        falling = first_of(fold) == "highest"
        upto = w.running_sum(w.column(times, table), w.column(value, table), falling)
        before = w.cast(w.minus(upto, w.column(times, table)), kind)
        ranks = exp.Select(expressions=[w.column(value, table), w.called(before, title)])
        at = self.beside(f"{title}_ranks", ranks.from_(w.named_table(at), copy=False))
        alike = w.compared("=", w.column(item.own.name, self.last), w.column(value, at))
        return select.join(w.named_table(at), on=alike, copy=False)
