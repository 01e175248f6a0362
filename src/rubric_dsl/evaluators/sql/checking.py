"""The first steps of a query: what was given, whether it can be used, and its values.

Comes in: a frame without steps. Goes out: the same with three: the table's columns as the query calls them;
whether every metric of a row can be used; the values, nothing NULL any more, with the reason where a row has
something wrong. A row that has is worked out all the same, with other values, and its results are not shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, evolve
from sqlglot import exp

from rubric_dsl.evaluators.sql import words as w
from rubric_dsl.evaluators.sql.frame import Frame
from rubric_dsl.evaluators.sql.options import ABSENT
from rubric_dsl.evaluators.sql.reading import Read, Reader
from rubric_dsl.evaluators.sql.refusals import NotTold
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.whole.nodes import Input
from rubric_dsl.inputs.reasons import joined
from rubric_dsl.plan.dependencies import metrics_under


@define
class Checking(Frame):
    """Reads and checks the metrics."""

    def read(self) -> None:
        """Two steps: the table's columns, and whether all of a row can be used; then the values, nothing NULL
        any more, with the reason where one cannot be used."""
        inputs, wholes = self.layout.program.inputs, self.layout.wholes
        for one in inputs:
            if one.metric.kind in ("list", "text"):
                raise NotTold("list", self.dialect.title, one.metric.span, metric=one.metric.id)
        columns = self._kept_first()
        columns += [w.called(self._asked_for(one), one.name) for one in inputs]
        self.step("given", columns, fresh=True)
        reader = Reader(self.dialect, self.options, inputs, self.layout.end, self.table)
        reads = [reader.read(one, wholes.get(one.name, self.dialect.narrow)) for one in inputs]
        tests = [one.sound.copy() for one in reads]
        sound = w.all_of(tests) if tests else w.always(True, self.dialect.truths)
        flags = [w.called(self._surely(sound), self.named("sound", "is_sound")), *self._early(reads)]
        self.step("sound", flags)
        reader = evolve(reader, table=self.table)
        self._checked([reader.read(one, wholes.get(one.name, self.dialect.narrow)) for one in inputs])

    def _asked_for(self, one: Input) -> Sql:
        """The table's column of a metric; NULL where it has none."""
        metric = one.metric
        if metric.id not in self.options.absent:
            return w.column(self.options.column_of(metric))
        return w.cast(exp.Null(), ABSENT[self.options.type_of(metric)])

    def _surely(self, condition: Sql) -> Sql:
        """A condition as a column holds it, where NULL is no."""
        if self.dialect.truths:
            return w.function("COALESCE", condition, w.always(False, True))
        return w.case([(condition, w.whole(1))], w.whole(0))

    def _kept_first(self) -> list[Sql]:
        """The columns that are handed on, as the first step takes them."""
        if self.options.keep is not None:
            return [w.called(w.column(one), self.named(f"kept {one}", one)) for one in self.options.keep]
        match self.dialect.rest:
            case "record":
                row = w.record(self.named("row of the table", "whole row"), self.dialect.name)
                return [w.called(row, self.named("kept", "rest"))]
            case "columns":
                return [w.star(self._metric_columns())]
            case _:
                return []

    def _metric_columns(self) -> list[str]:
        return [self.options.column_of(one.metric) for one in self.layout.program.inputs]

    def _kept_on(self) -> list[Sql]:
        """The columns that are handed on, in a step that names its columns."""
        if self.options.keep is not None:
            return [self.column(self.flags[f"kept {one}"]) for one in self.options.keep]
        match self.dialect.rest:
            case "record":
                return [self.column(self.flags["kept"])]
            case "columns":
                return [w.star(self._own())]
            case _:
                return []

    def _own(self) -> list[str]:
        """Whatever is a column of the query's own so far."""
        own = [one.name for one in self.layout.program.inputs]
        return [*own, *(name for what, name in self.flags.items() if what != "row of the table")]

    def _checked(self, reads: Sequence[Read]) -> None:
        columns = self._kept_on()
        columns.append(self.column(self.flags["sound"]))
        columns += [self.column(name) for what, name in self.flags.items() if what.startswith("early ")]
        excluding = {name for step in self.plan.exclusions for name in metrics_under(self.plan.steps, step)}
        known = {one.input.metric.id: one for one in reads}
        for one in reads:
            alone = one.input.metric.id in excluding
            columns.append(w.called(self._value(one, known, alone), one.input.name))
            if one.input.asked:
                there = self.value(w.negated(one.missing.copy()))
                name = self.named(f"{one.input.name} given", f"{one.input.name}_given")
                columns.append(w.called(there, name))
        told: Sql = w.cast(exp.Null(), "TEXT")
        pieces = [self._piece(one) for one in reads if one.wrong]
        if pieces:
            why = w.from_character(w.joined(pieces), len(self._between) + 1)
            told = w.case([(w.negated(self.flag("sound")), why)])
        columns.append(w.called(told, self.named("fault", "reason")))
        self.step("checked", columns, fresh=True)

    def _piece(self, one: Read) -> Sql:
        """The text of what is wrong with a metric, behind what stands between two of them; else nothing."""
        fine = [(one.missing.copy(), w.text(""))] if one.optional else []
        wrong = [(test.copy(), w.text(self._between + words)) for test, words in one.wrong]
        return w.case([*fine, *wrong], w.text(""))

    def _value(self, one: Read, known: Mapping[str, Read], alone: bool) -> Sql:
        """A metric's value: in a row of which all can be used, or ``alone`` in any where it can be used."""
        value = one.value.copy()
        if one.optional:
            value = w.case([(one.missing.copy(), self._standing(one, known))], value)
        sound = one.sound.copy() if alone else self.flag("sound")
        return w.case([(sound, value)], one.instead.copy())

    def _standing(self, one: Read, known: Mapping[str, Read]) -> Sql:
        """What stands for a metric that is missing."""
        stands = one.input.metric.stands
        if not isinstance(stands, str):
            return one.instead.copy()
        other = known[stands]
        value = other.value.copy()
        if other.optional:
            value = w.case([(other.missing.copy(), self._standing(other, known))], value)
        times = one.input.scale // other.input.scale
        value = value if times == 1 else w.times(w.whole(times), value)
        # it is a fault of the other's own where that cannot be used
        return (
            value if not self._sometimes(one) else w.case([(other.sound.copy(), value)], one.instead.copy())
        )

    def _sometimes(self, one: Read) -> bool:
        """Whether a metric is looked at in rows that have faults."""
        return any(
            one.input.metric.id in metrics_under(self.plan.steps, step) for step in self.plan.exclusions
        )

    @property
    def _between(self) -> str:
        return joined(("", ""), self.options.lang)

    def _early(self, reads: Sequence[Read]) -> list[Sql]:
        """For each exclusion whether its metrics are there, and nothing but missing keeps the others away."""
        found: list[Sql] = []
        for place, step in enumerate(self.plan.exclusions):
            needed = metrics_under(self.plan.steps, step)
            tests = [
                one.sound.copy()
                if one.optional or one.input.metric.id in needed
                else w.any_of([one.missing.copy(), one.sound.copy()])
                for one in reads
            ]
            test = w.all_of(tests) if tests else w.always(True, self.dialect.truths)
            found.append(
                w.called(self._surely(test), self.named(f"early {place}", f"excludable_{place + 1}"))
            )
        return found
