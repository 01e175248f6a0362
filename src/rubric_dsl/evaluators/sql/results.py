"""The last steps of a query: whether a row has a score, and the columns of its results.

Comes in: a frame in which every line is worked out. Goes out: one step more, which says what became of the
row, and the SELECT behind all steps. Points are whole numbers of units; the unit makes decimals of them.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import define
from sqlglot import exp

from rubric_dsl.evaluators.outputs import DIGITS, EXACT, GRADE, OUTCOME, PUBLISHED, REASON, outputs
from rubric_dsl.evaluators.python.publishing import publication
from rubric_dsl.evaluators.sql import words as w
from rubric_dsl.evaluators.sql.gathering import Gathering
from rubric_dsl.evaluators.sql.refusals import NotTold
from rubric_dsl.evaluators.sql.steps import Telling
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.widths import MOST_SUBJECTS
from rubric_dsl.inputs.admission import reason_of
from rubric_dsl.inputs.reasons import (
    nobody_text,
    refusal_text,
    too_few_text,
    too_many_text,
    uncompared_text,
)
from rubric_dsl.plan.rounding import units_of


@define
class Query(Gathering):
    """A whole query."""

    def judged(self) -> None:
        """One step: whether a row has a score, and if not, why."""
        columns = self._judged_alone() if self.layout.together is None else self._judged_among_all()
        self.step("judged", [*columns, *self._divisor()])

    def _judged_alone(self) -> list[Sql]:
        layout = self.layout
        fault = self.column(self.flags["fault"])
        unsound = w.negated(self.flag("sound"))
        out = self._excluded({*range(len(layout.excluded))})
        reasons: list[tuple[Sql, Sql]] = [(test.copy(), w.text(words)) for test, words in out]
        why: Sql = fault
        refused = self._refused()
        if refused is not None:
            reasons += [(unsound.copy(), fault.copy()), refused]
            why = exp.Null()
        faulty = unsound if refused is None else w.any_of([unsound, refused[0].copy()])
        outcomes = [(w.any_of([test for test, _ in out]), w.text("excluded"))] if out else []
        outcome = w.case([*outcomes, (faulty, w.text("error"))], w.text("scored"))
        scored = w.negated(w.any_of([*(test.copy() for test, _ in out), faulty.copy()]))
        if not out and refused is None:
            scored = self.flag("sound")
        return self._judgement(scored, outcome, w.case(reasons, why) if reasons else fault.copy())

    def _judged_among_all(self) -> list[Sql]:
        """Where one row has mistakes nobody is scored, nor where too few are left to compare."""
        fault = self.column(self.flags["fault"])
        own: list[tuple[Sql, Sql]] = [(w.negated(self.flag("sound")), fault)]
        alone = self._refused({*self.refused_early})
        if alone is not None:
            own.append(alone)
        mistaken = w.case(own) if alone is not None else fault
        together = self._of_nobody()
        out = self._excluded({*self.early})
        late = self._refused()
        faulty = [self.flag("wrong"), *(test for test, _ in together)]
        reasons = [
            (self.flag("wrong"), mistaken),
            *((test.copy(), w.text(words)) for test, words in (*together, *out)),
            *(() if late is None else (late,)),
        ]
        outcomes = [(w.any_of(faulty), w.text("error"))]
        outcomes += [(w.any_of([test.copy() for test, _ in out]), w.text("excluded"))] if out else []
        outcomes += [] if late is None else [(late[0].copy(), w.text("error"))]
        unscored = [*(test.copy() for test in faulty), *(test.copy() for test, _ in out)]
        unscored += [] if late is None else [late[0].copy()]
        outcome = w.case(outcomes, w.text("scored"))
        return self._judgement(w.negated(w.any_of(unscored)), outcome, w.case(reasons))

    def _judgement(self, scored: Sql, outcome: Sql, why: Sql) -> list[Sql]:
        return [
            w.called(self.value(scored), self.named("scored", "is_scored")),
            w.called(outcome, self.named("outcome", "row_outcome")),
            w.called(why, self.named("why", "row_reason")),
        ]

    def _excluded(self, early: set[int]) -> list[tuple[Sql, str]]:
        """Each exclusion and its reason, in the order of the file. The ``early`` ones act on whoever has the
        values that they need, those behind the comparison on whoever has all."""
        telling, found = self.telling(), []
        for place, test in enumerate(self.layout.excluded):
            known = self.flag(f"early {place}" if place in early else "sound")
            reason = reason_of(self.plan, place)
            words = reason.zh if self.options.lang == "zh" else str(reason)
            found.append((w.all_of([known, telling.truth(test)]), words))
        return found

    def _refused(self, places: set[int] | None = None) -> tuple[Sql, Sql] | None:
        """Whether a rule refuses a row's values, and which; of the refusals at ``places``, None: of all."""
        telling, texts = self.telling(), self._refusals()
        kept = [
            (telling.truth(test), texts[place])
            for place, test in enumerate(self.layout.refused)
            if places is None or place in places
        ]
        if not kept:
            return None
        pieces: list[Sql] = [
            w.case([(test, w.text(self._between + words))], w.text("")) for test, words in kept
        ]
        why = w.from_character(w.joined(pieces), len(self._between) + 1)
        return w.any_of([test.copy() for test, _ in kept]), why

    def _of_nobody(self) -> list[tuple[Sql, str]]:
        """What keeps all from being scored, and its text."""
        lang, fewest, together = self.options.lang, self.plan.rubric.fewest, self.layout.together
        assert together is not None, "subjects are compared"

        def number(what: str, relation: str, than: int) -> Sql:
            return w.compared(relation, self.column(self.flags[what]), w.whole(than))

        found = [
            (number("wrong rows", ">", 0), uncompared_text(lang)),
            (number("seen", ">", MOST_SUBJECTS), too_many_text(MOST_SUBJECTS, lang)),
        ]
        if fewest is not None:
            found.append((number("size", "<", fewest.count), too_few_text(fewest.count, lang)))
        told: set[n.Truth] = set()
        for step, test in together.nobody:
            if test not in told:
                told.add(test)
                line = self.plan.steps[step].span.line
                found.append((self.telling().truth(test), nobody_text(line, lang)))
        return found

    def _refusals(self) -> list[str]:
        metrics = self.plan.rubric.metrics
        return [refusal_text(metrics[one.metric], one, self.options.lang) for one in self.plan.refusals]

    def _divisor(self) -> list[Sql]:
        """What the exact total is shortened by."""
        if self.layout.exact is None or not self.dialect.gcd:
            return []
        above, below = self._exact_sides()
        return [w.called(w.function("GCD", above, below), self.named("divisor", "total_gcd"))]

    def _exact_sides(self) -> tuple[Sql, Sql]:
        assert self.layout.exact is not None
        found = []
        for side in self.layout.exact:
            telling = Telling(self.dialect, self.layout, {}, self.table, side.whole)
            found.append(telling.typed(side.value))  # type: ignore[arg-type]
        return found[0], found[1]

    def result(self) -> exp.Select:
        """The last SELECT: the caller's columns, the points, and what became of the row."""
        columns = self._kept_last()
        program, layout = self.layout.program, self.layout
        told = outputs(self.plan)
        worked = {one.path: (one, value) for one, value in zip(program.points, layout.points, strict=True)}
        for one in told.points:
            output, value = worked[one.path]
            columns.append(
                self._points(one.name, one.step, value, output.places, None if one.whole else told.places)
            )
        columns.append(
            self._points(PUBLISHED, self.plan.total, layout.published, program.published.places, told.places)
        )
        grades = self.plan.rubric.grades
        if layout.grade is not None and grades is not None:
            place = self._number(layout.grade)
            cases = [(w.whole(number), w.text(one.name.id)) for number, one in enumerate(grades.grades)]
            columns.append(w.called(self._scored(w.case(cases, of=place)), GRADE))
        columns.extend(self._exact())
        columns.append(w.called(self.column(self.flags["outcome"]), OUTCOME))
        columns.append(w.called(self.column(self.flags["why"]), REASON))
        return exp.Select(expressions=columns).from_(w.named_table(self.last), copy=False)

    def _kept_last(self) -> list[Sql]:
        if self.options.keep is not None:
            return [w.called(self.column(self.flags[f"kept {one}"]), one) for one in self.options.keep]
        if self.dialect.rest == "record":
            return [w.star(self._metric_columns(), self.flags["kept"])]
        if self.dialect.rest == "columns":
            inner = [laid.line.name for laid in self.layout.lines]
            inner += [one.name for one in self.layout.program.inputs]
            inner += [name for what, name in self.flags.items() if not what.startswith("kept")]
            return [w.star(list(dict.fromkeys(inner)))]
        return []

    def _number(self, value: n.Num) -> Sql:
        whole = self.layout.wholes[value.name] if isinstance(value, n.Var) else self.dialect.narrow
        return Telling(self.dialect, self.layout, {}, self.table, whole).number(value)[0]

    def _scored(self, value: Sql) -> Sql:
        """A value of a row that has a score, else NULL."""
        return w.case([(self.flag("scored"), value)])

    def _points(self, name: str, step: int, value: n.Num, places: int, shown: int | None) -> Sql:
        """A step's points in units of so many decimals, shown with so many; None: as a whole number."""
        units = self._number(value)
        if shown is None:
            return w.called(self._scored(w.cast(units, "BIGINT")), name)
        low, high = self._reach(step, value, places)
        digits = len(str(max(abs(low), abs(high))))
        if digits + shown > DIGITS:
            raise NotTold("too large", self.dialect.title, None)
        found: Sql = w.cast(units, f"DECIMAL({digits}, 0)")
        if places:
            found = w.times(found, w.decimal_unit(places, self.dialect))
        return w.called(self._scored(w.cast(found, f"DECIMAL({DIGITS}, {shown})")), name)

    def _reach(self, step: int, value: n.Num, places: int) -> tuple[int, int]:
        """From where to where points are in their units: what the plan knows of them may be far less than
        what whole numbers on the way would allow."""
        low, high = self.layout.reach(value)
        known, how = self.plan.ranges[step], publication(self.plan)
        assert known is not None, "points are numbers"

        def units(end: Fraction) -> tuple[Fraction, Fraction]:
            rounded = units_of(end, how.mode, how.unit) * how.unit
            return min(end, rounded) * 10**places, max(end, rounded) * 10**places

        low = low if known.low is None else max(low, units(known.low)[0].__floor__())
        return low, high if known.high is None else min(high, units(known.high)[1].__ceil__())

    def _exact(self) -> list[Sql]:
        if self.layout.exact is None:
            return []
        sides = []
        for side, name, value in zip(self.layout.exact, EXACT, self._exact_sides(), strict=True):
            found = value
            if self.dialect.gcd:
                divisor = self.column(self.flags["divisor"])
                found = w.quotient(value, divisor, side.whole.division, side.whole.type)
            sides.append(w.called(self._scored(w.cast(found, "DECIMAL(38, 0)")), name))
        return sides

    def tree(self) -> Sql:
        """The whole query."""
        self.read()
        self.work_out()
        self.judged()
        found = self.result()
        for name, select in self.ctes:
            found = found.with_(w.name(name), as_=select, copy=False)
        return found
