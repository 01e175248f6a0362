"""Plan → one query: every row of a table scored where it lies, exactly.

Comes in: a plan, an engine, and what is known of the table. Goes out: the query as sqlglot's tree. It reads
the metrics, checks them, works out the lines of the program in steps named after the criteria, and gives the
columns that every engine gives::

    WITH given AS (…each metric, NULL where it cannot be used…),
    checked AS (…nothing NULL any more, and the reason where something was…),
    credit AS (…), daily AS (…), total AS (…)
    SELECT …points, published, outcome, reason… FROM total
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from attrs import define, evolve, field
from sqlglot import exp

from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.sql import words as w
from rubric_dsl.evaluators.sql.dialects import DIALECTS, Dialect
from rubric_dsl.evaluators.sql.layout import Laid, Layout, laid_out
from rubric_dsl.evaluators.sql.options import Options
from rubric_dsl.evaluators.sql.reading import Read, Reader, scale_in
from rubric_dsl.evaluators.sql.refusals import NotTold
from rubric_dsl.evaluators.sql.steps import Telling
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.lowering import NotWhole, program_of
from rubric_dsl.evaluators.whole.naming import Namer
from rubric_dsl.inputs.admission import reason_of
from rubric_dsl.inputs.reasons import joined, refusal_text
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import metrics_under

LAYERS = 24
"""Steps that a query has at most where criteria do not need more of them."""


@define
class Query:
    """A query in the making: each step reads the one before."""

    plan: c.Plan
    dialect: Dialect
    options: Options
    layout: Layout
    columns: Namer
    steps: Namer
    ctes: list[tuple[str, exp.Select]] = field(factory=list)
    flags: dict[str, str] = field(factory=dict)
    """Columns of the query's own, by what they say."""

    # --- names ---------------------------------------------------------------------------------------

    @property
    def last(self) -> str:
        """The step before."""
        return self.ctes[-1][0]

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
            source = exp.alias_(source, self.named("row of the table", "whole_row"), table=True)
        select = exp.Select(expressions=[*([] if fresh else [exp.Star()]), *columns])
        select = select.from_(source, copy=False)
        if self.dialect.fenced and self.ctes:
            select = select.offset(0, copy=False)
        self.ctes.append((self.steps.fresh(wish), select))

    # --- reading -------------------------------------------------------------------------------------

    def read(self) -> None:
        """Two steps: the table's columns, and whether all of a row can be used; then the values, nothing NULL
        any more, with the reason where one cannot be used."""
        inputs, wholes = self.layout.program.inputs, self.layout.wholes
        for one in inputs:
            if one.metric.kind in ("list", "text"):
                raise NotTold("list", self.dialect.title, one.metric.span, metric=one.metric.id)
        columns = self._kept_first()
        columns += [w.called(w.column(self.options.column_of(one.metric)), one.name) for one in inputs]
        self.step("given", columns, fresh=True)
        reader = Reader(self.dialect, self.options, inputs, self.layout.end, self.table)
        reads = [reader.read(one, wholes.get(one.name, self.dialect.narrow)) for one in inputs]
        tests = [one.sound.copy() for one in reads]
        sound = w.all_of(tests) if tests else w.always(True, self.dialect.truths)
        flags = [w.called(self._surely(sound), self.named("sound", "is_sound")), *self._early(reads)]
        self.step("sound", flags)
        reader = evolve(reader, table=self.table)
        self._checked([reader.read(one, wholes.get(one.name, self.dialect.narrow)) for one in inputs])

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
                row = w.record(self.named("row of the table", "whole_row"), self.dialect.name)
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
        excluding = {
            name for step in self.plan.exclusions for name in metrics_under(self.plan.steps, step)
        }
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
        return value if not self._sometimes(one) else w.case([(other.sound.copy(), value)], one.instead.copy())

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
            found.append(w.called(self._surely(test), self.named(f"early {place}", f"excludable_{place + 1}")))
        return found

    # --- the lines -----------------------------------------------------------------------------------

    def work_out(self) -> None:
        """The lines, in steps named after what they are of."""
        runs = _runs(self.plan, self.layout.lines)
        if sum(len(levels) for _, levels in map(_leveled, runs)) > LAYERS:
            runs = [("points", list(self.layout.lines))]
        for wish, levels in map(_leveled, runs):
            for number, level in enumerate(levels, start=1):
                title = wish if number == len(levels) else f"{wish}_{number}"
                self.step(title, [self._line(laid) for laid in level])

    def _line(self, laid: Laid) -> Sql:
        asked = {one.name: self.flags.get(f"{one.name} given", "") for one in self.layout.program.inputs}
        telling = Telling(self.dialect, self.layout, asked, self.table, laid.whole)
        return w.called(telling.line(laid), laid.line.name, self._comment(laid.line))

    def _comment(self, line: n.Line) -> str | None:
        """What people call the criterion whose points a line gives."""
        if line.step is None:
            return None
        plan = self.plan
        path = next((path for path, step in plan.points.items() if step == line.step), None)
        if path is None:
            return None
        title = plan.rubric.lineage(path)[-1].labels.title(self.options.lang)
        return None if title == line.name else title

    # --- the results ---------------------------------------------------------------------------------

    def judged(self) -> None:
        """One step: whether a row has a score, and if not, why."""
        layout, lang = self.layout, self.options.lang
        asked = {one.name: self.flags.get(f"{one.name} given", "") for one in layout.program.inputs}
        telling = Telling(self.dialect, layout, asked, self.table, self.dialect.narrow)
        fault = self.column(self.flags["fault"])
        unsound = w.negated(self.flag("sound"))
        out: list[Sql] = []
        reasons: list[tuple[Sql, Sql]] = []
        for place, test in enumerate(layout.excluded):
            holds = w.all_of([self.flag(f"early {place}"), telling.truth(test)])
            out.append(holds)
            reason = reason_of(self.plan, place)
            reasons.append((holds.copy(), w.text(reason.zh if lang == "zh" else str(reason))))
        refused = [telling.truth(test) for test in layout.refused]
        why: Sql = fault
        if refused:
            pieces: list[Sql] = [
                w.case([(test, w.text(self._between + words))], w.text(""))
                for test, words in zip(refused, self._refusals(), strict=True)
            ]
            reasons.append((unsound.copy(), fault.copy()))
            reasons.append(
                (w.any_of([one.copy() for one in refused]), w.from_character(w.joined(pieces), len(self._between) + 1))
            )
            why = exp.Null()
        faulty = w.any_of([unsound, *(one.copy() for one in refused)])
        outcomes = [(w.any_of(out), w.text("excluded"))] if out else []
        outcome = w.case([*outcomes, (faulty, w.text("error"))], w.text("scored"))
        scored = w.negated(w.any_of([*(one.copy() for one in out), faulty.copy()]))
        if not out and not refused:
            scored = self.flag("sound")
        self.step(
            "judged",
            [
                w.called(self.value(scored), self.named("scored", "is_scored")),
                w.called(outcome, self.named("outcome", "row_outcome")),
                w.called(w.case(reasons, why) if reasons else fault.copy(), self.named("why", "row_reason")),
                *self._divisor(),
            ],
        )

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
        for output, value in zip(program.points, layout.points, strict=True):
            columns.append(self._points(output, value))
        columns.append(self._points(program.published, layout.published))
        grades = self.plan.rubric.grades
        if layout.grade is not None and grades is not None:
            place = self._number(layout.grade)
            cases = [(w.whole(number), w.text(one.name.id)) for number, one in enumerate(grades.grades)]
            columns.append(w.called(self._scored(w.case(cases, of=place)), "grade"))
        columns.extend(self._exact())
        columns.append(w.called(self.column(self.flags["outcome"]), "outcome"))
        columns.append(w.called(self.column(self.flags["why"]), "reason"))
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

    def _points(self, output: n.Output, value: n.Num) -> Sql:
        low, high = self.layout.reach(value)
        units = self._number(value)
        decimal = output.path == "" or output.places > 0
        if not decimal:
            return w.called(self._scored(w.cast(units, "BIGINT")), output.name)
        digits = len(str(max(abs(low), abs(high))))
        if digits + output.places > 38:
            raise NotTold("too large", self.dialect.title, None)
        found: Sql = w.cast(units, f"DECIMAL({digits}, 0)")
        if output.places:
            found = w.times(found, w.decimal_unit(output.places, self.dialect))
        return w.called(self._scored(w.cast(found, f"DECIMAL(38, {output.places})")), output.name)

    def _exact(self) -> list[Sql]:
        if self.layout.exact is None:
            return []
        sides = []
        for side, name, value in zip(self.layout.exact, ("total_num", "total_den"), self._exact_sides(), strict=True):
            if self.dialect.gcd:
                value = w.quotient(value, self.column(self.flags["divisor"]), side.whole.division, side.whole.type)
            sides.append(w.called(self._scored(w.cast(value, "DECIMAL(38, 0)")), name))
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


def _runs(plan: c.Plan, lines: Sequence[Laid]) -> list[tuple[str, list[Laid]]]:
    """The lines cut where they begin to be of another criterion at the rubric's margin."""
    margin = {node.path: top.id for top in plan.rubric.criteria for node in top.walk()}
    groups: list[str] = []
    following = "total"
    for laid in reversed(lines):
        if laid.line.step is not None:
            owner = plan.steps[laid.line.step].owner
            following = "derived" if owner.startswith(" ") else margin.get(owner, "total")
        groups.append(following)
    pairs = list(zip(reversed(groups), lines, strict=True))
    return [(title, [laid for _, laid in run]) for title, run in groupby(pairs, key=lambda pair: pair[0])]


def _leveled(run: tuple[str, list[Laid]]) -> tuple[str, list[list[Laid]]]:
    """A run in levels, so that no line reads one of its own level."""
    title, lines = run
    level: dict[str, int] = {}
    found: list[list[Laid]] = []
    for laid in lines:
        at = max((level[one] + 1 for one in _read_by(laid.line.value) if one in level), default=0)
        level[laid.line.name] = at
        if at == len(found):
            found.append([])
        found[at].append(laid)
    return title, found


def _read_by(item: object) -> set[str]:
    """The variables that an expression reads."""
    from rubric_dsl.evaluators.whole.repeated import parts

    if isinstance(item, n.Var | n.Holds | n.Given):
        return {item.name}
    return {name for part in parts(item) for name in _read_by(part)}  # type: ignore[arg-type]


def query_of(plan: c.Plan, dialect: str, options: Options) -> Sql:
    """A plan as one query of an engine. Raises :class:`NotTold`."""
    spoken = DIALECTS[dialect]
    _refuse(plan, spoken, options)
    usual = scales_of(plan)
    scales = {
        one.id: scale_in(one, options.type_of(one), usual[one.id]) for one in plan.metrics if one.entries is None
    }
    for one in plan.metrics:  # a metric takes all the decimals of the one that stands for it
        at = one
        while isinstance(at.stands, str):
            at = plan.rubric.metrics[at.stands]
            scales[one.id] = max(scales[one.id], scales[at.id])
    try:
        program = program_of(plan, scales)
    except NotWhole as lacking:
        raise NotTold("ratio", spoken.title, lacking.span) from None
    taken = [one.name for one in program.inputs] + [line.name for line in program.lines]
    layout = laid_out(program, spoken, options.exact, taken)
    columns = Namer({name.casefold() for name in (*layout.wholes, *taken, *(one.line.name for one in layout.lines))})
    steps = Namer({options.table.casefold().rpartition(".")[2]})
    return Query(plan, spoken, options, layout, columns, steps).tree()


def _refuse(plan: c.Plan, dialect: Dialect, options: Options) -> None:
    """Raise where an engine cannot be asked at all."""
    if plan.gathers:
        span = plan.steps[plan.statistics[0].step].span if plan.statistics else plan.rubric.span
        raise NotTold("all", dialect.title, span)
    for metric in plan.metrics:
        if metric.kind == "choice" and not dialect.exact_texts:
            raise NotTold("text", dialect.title, metric.span, metric=metric.id)


def to_sql(plan: c.Plan, digest: str, dialect: str, options: Options) -> str:
    """The text of a query, behind a comment that says what it is of and what it takes for granted."""
    tree = query_of(plan, dialect, options)
    text = tree.sql(dialect=dialect, pretty=True, comments=True)
    return f"{_header(plan, digest, dialect, options)}{text}\n"


def _header(plan: c.Plan, digest: str, dialect: str, options: Options) -> str:
    lines = [
        f"rubric {plan.rubric.id} · {digest[:16]} · {DIALECTS[dialect].title}",
        f"Reads the table {options.table}, one row a subject. NULL is not given. Its columns:",
    ]
    kinds: Mapping[str, list[str]] = {}
    for metric in plan.metrics:
        kinds.setdefault(options.type_of(metric), []).append(options.column_of(metric))  # type: ignore[attr-defined]
    lines += [f"  {kind}: {', '.join(columns)}" for kind, columns in kinds.items()]
    return "".join(f"-- {' '.join(line.split())}\n" if not line.startswith(" ") else f"--   {' '.join(line.split())}\n" for line in lines)

