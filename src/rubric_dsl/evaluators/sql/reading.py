"""A metric's column → a whole number or a truth, and what can be wrong with it.

Comes in: an input of a program. Goes out: a :class:`Read`: whether what was given can be used; the value of
it where it can; what is taken where it cannot, so that nothing behind is NULL; and the cases of what is
wrong, in the order in which the check of a single subject finds them.

A number can be used where it is within its range and equal to itself with so many decimals. Of a column of
floats that is exact: a decimal of at most 15 digits is the shortest text of the float that it rounds to, and
so the float equals it only where it is what a person would read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from rubric_dsl.evaluators.sql import words as w
from rubric_dsl.evaluators.sql.dialects import Dialect, Whole
from rubric_dsl.evaluators.sql.options import ColumnType, Options
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.whole.nodes import Input
from rubric_dsl.inputs.reasons import reason_text
from rubric_dsl.model.rubric import MAX_VALUE, Metric
from rubric_dsl.plan.presence import placeholder

FLOAT_DIGITS = 15
"""Decimals of so many digits are told apart by floats."""
_FLOAT_MAX = "1.7976931348623157E308"
_DAY = date(2000, 1, 1)


@frozen
class Read:
    """How a metric is read, of the column that holds what was given."""

    input: Input
    sound: Sql
    """Whether it can be used; NULL is no."""
    missing: Sql
    """Whether it was not given."""
    value: Sql
    """Its value, where it can be used."""
    instead: Sql
    """What is taken where it cannot."""
    wrong: tuple[tuple[Sql, str], ...]
    """Each fault and its text, the first that holds counts."""

    @property
    def optional(self) -> bool:
        """Whether it may be missing."""
        return self.input.metric.optional


def scale_in(metric: Metric, kind: ColumnType, usual: int) -> int:
    """What one unit of a metric is as a whole number: whatever its range, its steps and what stands for it
    need; of a column of whole numbers no more than that."""
    ends = [metric.low, metric.high, metric.grain]
    if isinstance(metric.stands, Fraction):
        ends.append(metric.stands)
    needed = max((w.places_of(end) for end in ends if end is not None), default=0)
    if metric.kind in ("choice", "date", "yes/no", "list", "text"):
        return 1
    own: int = 10**needed
    return own if kind == "integer" or metric.kind == "count" else max(usual, own)


@frozen
class Reader:
    """Reads metrics for a query."""

    dialect: Dialect
    options: Options
    inputs: Sequence[Input]
    end: int
    """How far metrics without an end go, in units of their scales."""
    table: str | None
    """Which table the columns are of, where that has to be said."""

    def column(self, one: Input) -> Sql:
        """The column that holds what was given."""
        return w.column(one.name, self.table)

    def read(self, one: Input, whole: Whole) -> Read:
        """How a metric is read, into a type."""
        match one.metric.kind:
            case "yes/no":
                return self._truth(one)
            case "choice":
                return self._choice(one, whole)
            case "date":
                return self._date(one, whole)
            case _:
                return self._number(one, whole)

    def _made(
        self,
        one: Input,
        tests: Sequence[Sql],
        value: Sql,
        wrong: Sequence[tuple[Sql, str]],
        missing: Sql | None = None,
    ) -> Read:
        missing = w.is_null(self.column(one)) if missing is None else missing
        sound = w.all_of(tests)
        texts = [(test, self._text(one, code)) for test, code in wrong]
        if one.metric.optional:
            sound = w.any_of([missing.copy(), sound])
        else:
            texts.insert(0, (missing.copy(), self._text(one, "RB0501")))
        return Read(one, sound, missing, value, self._instead(one), tuple(texts))

    def _text(self, one: Input, code: str) -> str:
        low, high = self._taken(one) if code.startswith("RB065") else (Fraction(0), Fraction(0))
        facts = {"least": str(low), "most": str(high), "scale": len(str(one.scale)) - 1}
        return reason_text(one.metric, code, self.options.lang, **facts)

    def _truth(self, one: Input) -> Read:
        column = self.column(one)
        return self._made(one, [w.is_given(column)], column, [])

    def _choice(self, one: Input, whole: Whole) -> Read:
        places: dict[str, int] = {}
        for place, option in enumerate(one.metric.options):
            for word in (option.id, option.alias):
                if word:
                    places.setdefault(word, place)
        column = self.column(one)
        known = w.one_of(column, [w.text(word) for word in places])
        cases = [(w.text(word), w.whole(place)) for word, place in places.items()]
        value = w.cast(w.case(cases, of=column.copy()), whole.type)
        return self._made(one, [known], value, [(w.negated(known.copy()), "RB0513")])

    def _date(self, one: Input, whole: Whole) -> Read:
        metric, column = one.metric, self.column(one)
        assert metric.low is not None and metric.high is not None, "a date always has a range"
        low, high = (
            w.cast(w.text(date.fromordinal(int(end)).isoformat()), "DATE")
            for end in (metric.low, metric.high)
        )
        day = w.cast(column.copy(), "DATE")
        wrong = [
            (w.compared("≠", column.copy(), day), "RB0523"),
            (w.compared("<", column.copy(), low), "RB0505"),
            (w.compared(">", column.copy(), high), "RB0506"),
        ]
        tests = [w.between(column, low.copy(), high.copy()), w.compared("=", column.copy(), day.copy())]
        return self._made(one, tests, w.cast(self._day(day.copy()), whole.type), wrong)

    def _day(self, day: Sql) -> Sql:
        """The number of a day: 1 is the first of January of the year 1."""
        first = w.cast(w.text(_DAY.isoformat()), "DATE")
        since = w.minus(day, first) if self.dialect.days == "minus" else w.days_between(first, day)
        return w.plus(since, w.whole(_DAY.toordinal()))

    # --- numbers -------------------------------------------------------------------------------------

    def _taken(self, one: Input) -> tuple[Fraction, Fraction]:
        """From where to where a number is taken."""
        metric = one.metric
        most = min(Fraction(self.end // one.scale), Fraction(MAX_VALUE))
        low = -most if metric.low is None else metric.low
        high = most if metric.high is None else metric.high
        if self.options.type_of(metric) == "float":
            most = Fraction((10**FLOAT_DIGITS - 1) // one.scale)
            low, high = max(low, -most), min(high, most)
        return low, high

    def _number(self, one: Input, whole: Whole) -> Read:
        kind, column = self.options.type_of(one.metric), self.column(one)
        low, high = self._taken(one)
        inside = w.between(column, w.decimal(low, self.dialect), w.decimal(high, self.dialect))
        decimal, units = self._units(one, low, high, whole)
        if kind == "float":
            # a value beyond the range is not cast, which could end the query
            alike = w.compared("=", column.copy(), decimal)
            tests: list[Sql] = [w.case([(inside, alike)], w.always(False, self.dialect.truths))]
            if not self.dialect.truths:
                tests = [inside, alike]
        elif kind == "integer":
            tests = [inside, w.compared("=", column.copy(), w.cast(column.copy(), "BIGINT"))]
        else:
            places = w.whole(len(str(one.scale)) - 1)
            tests = [inside, w.compared("=", column.copy(), w.function("ROUND", column.copy(), places))]
        wrong = self._wrong(one, low, high)
        if one.metric.grain is not None:
            step = self._on_a_step(one, units)
            tests = [w.truth_case(w.all_of(tests), step, self.dialect.truths)]
            wrong.append((w.negated(w.all_of([one.copy() for one in tests])), "RB0529"))
        elif kind == "integer":
            wrong.append((w.negated(tests[1].copy()), "RB0504"))
        elif not one.metric.whole:
            wrong.append((w.negated(tests[-1].copy()), "RB0651"))
        missing = w.is_null(column.copy())
        if kind == "float" and self.dialect.nan != "none":
            missing = w.any_of([missing, w.is_nan(column.copy(), self.dialect.nan)])
        return self._made(one, tests, units, wrong, missing)

    def _units(self, one: Input, low: Fraction, high: Fraction, whole: Whole) -> tuple[Sql, Sql]:
        """A number within its range, rounded to its decimals; and the same in units of its scale."""
        column = self.column(one)
        places = len(str(one.scale)) - 1
        digits = len(str(int(max(abs(low), abs(high))))) + places
        if self.options.type_of(one.metric) == "integer":
            alike: Sql = w.cast(column, whole.type)
            return alike, alike.copy() if one.scale == 1 else w.times(alike.copy(), w.whole(one.scale))
        assert digits <= 38, "the ends of a range have at most so many digits"
        alike = w.cast(column, f"DECIMAL({self._as_stored(digits, places)}, {places})")
        if self.dialect.rounds:
            alike = w.function("ROUND", alike, w.whole(places))
        units = alike.copy() if one.scale == 1 else w.times(alike.copy(), w.whole(one.scale))
        return alike, w.cast(units, whole.type)

    def _as_stored(self, digits: int, places: int) -> int:
        """How many digits a number is read in that is then multiplied by its scale: as many as the engine
        stores no wider, but enough for it to work in a width that holds the product."""
        if not self.dialect.stored:
            return digits
        *_, narrow, _ = self.dialect.stored
        if digits + places > narrow:
            return max(digits, narrow + 1)
        return next(end for end in self.dialect.stored if digits <= end)

    def _on_a_step(self, one: Input, units: Sql) -> Sql:
        assert one.metric.grain is not None
        start = (one.metric.low or Fraction(0)) * one.scale
        grain = one.metric.grain * one.scale
        assert start.denominator == grain.denominator == 1, "the scale is that of the steps"
        above = units.copy() if not start else w.minus(units.copy(), w.whole(start.numerator))
        return w.compared("=", w.remainder(above, w.whole(grain.numerator)), w.whole(0))

    def _off_its_steps(self, one: Input) -> Sql:
        """Whether a figure beyond what is taken is on no step; nothing of it is multiplied, which could end
        the query."""
        metric, column = one.metric, self.column(one)
        assert metric.grain is not None
        start, scale = (metric.low or Fraction(0)) % metric.grain, 1
        rest = column
        if self.options.type_of(metric) == "integer":
            scale = one.scale
            grain = w.whole((metric.grain * scale).numerator)
            rest = w.remainder(rest, grain)
            rest = rest if scale == 1 else w.remainder(w.times(rest, w.whole(scale)), grain.copy())
        else:
            rest = w.remainder(rest, w.decimal(metric.grain, self.dialect))
        return w.compared("≠", rest, w.decimal(start * scale, self.dialect))

    def _wrong(self, one: Input, low: Fraction, high: Fraction) -> list[tuple[Sql, str]]:
        """What is wrong with the size of a number, in the order of the check of a single subject."""
        metric, kind, column = one.metric, self.options.type_of(one.metric), self.column(one)
        found: list[tuple[Sql, str]] = []
        if kind == "float" and self.dialect.nan != "none":
            size = w.function("ABS", column.copy())
            found.append((w.compared(">", size, w.figure(_FLOAT_MAX)), "RB0508"))
        if metric.whole and kind != "integer":
            found.append((w.compared("≠", column.copy(), w.function("FLOOR", column.copy())), "RB0504"))

        def beyond(relation: str, end: Fraction, code: str) -> None:
            found.append((w.compared(relation, column.copy(), w.decimal(end, self.dialect)), code))

        for relation, end, taken, code in (
            ("<", metric.low, low, "RB0505"),
            (">", metric.high, high, "RB0506"),
        ):
            sign = 1 if relation == ">" else -1
            if end is not None:
                beyond(relation, end, code)
            else:
                if metric.grain is not None and kind != "float":  # a figure of any size has its steps
                    far = w.compared(relation, column.copy(), w.decimal(taken, self.dialect))
                    found.append((w.all_of([far, self._off_its_steps(one)]), "RB0529"))
                if abs(taken) < MAX_VALUE:
                    beyond(relation, Fraction(sign * MAX_VALUE), "RB0509")
            if end != taken:
                own = "RB0650" if sign > 0 else "RB0650 below"
                beyond(relation, taken, own if abs(taken) < MAX_VALUE else "RB0509")
        return found

    def _instead(self, one: Input) -> Sql:
        """What is taken where there is no usable value: what stands for it; else any value of its range,
        since the row has no score."""
        metric = one.metric
        stands = metric.stands
        if stands is None or isinstance(stands, str):
            stands = placeholder(metric)
        if isinstance(stands, bool):
            return w.as_constant(stands, self.dialect.truths)
        units = Fraction(stands) * one.scale
        assert units.denominator == 1 or metric.stands is None, "the scale is that of what stands for it"
        return w.whole(units.__ceil__() if metric.low is not None else units.__floor__())
