"""Parse trees → syntax trees: whole rules and the clauses behind their commas.

Comes in: Lark's tree of a rule's line. Goes out: a node for its shape. A form that parses but says nothing (a
step behind a formula, two `otherwise`) is a diagnostic with the line's own words.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

from attrs import evolve
from lark import Tree

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build import tables
from rubric_dsl.syntax.build.days import limit_of
from rubric_dsl.syntax.build.expressions import expression
from rubric_dsl.syntax.build.laddered import Rung, climbed, growing
from rubric_dsl.syntax.build.over import over
from rubric_dsl.syntax.build.steps import amount_of, capped_behind, filled, step
from rubric_dsl.syntax.build.tokens import (
    Branch,
    Place,
    Refused,
    name_of,
    number,
    points_of,
    tokens,
    trees,
)


def _within(main: Branch, place: Place) -> tuple[Fraction, Fraction] | None:
    """The ends of ``judged: mark 7 to 8``."""
    ends = [kid for kid in trees(main) if kid.data == "limit"]
    if not ends:
        return None
    low, high = (limit_of(end, place) for end in ends)
    if low > high:
        raise Refused(diagnostic("RB0117", place.of(main), low=str(low), high=str(high)))
    return low, high


def _with(steps: list[t.TallyStep], one: t.TallyStep | Rung) -> list[t.TallyStep]:
    """The steps with one more, or with one more rung of the row that the last of them is."""
    return climbed(steps, one) if isinstance(one, Rung) else [*steps, one]


_Other = t.Proportion | t.Otherwise | t.Expression


def _clauses(
    clauses: list[Branch], place: Place, first: t.TallyStep | Rung | None
) -> tuple[list[t.TallyStep], _Other | None, list[t.Bound]]:
    """What follows the commas of a rule: steps, one `otherwise`, bounds."""
    steps: list[t.TallyStep] = _with([], first) if first else []
    other: _Other | None = None
    bounds: list[t.Bound] = []
    for clause in clauses:
        span = place.of(clause)
        if clause.data in ("proportion", "otherwise", "otherwise_nothing") and other:
            raise Refused(diagnostic("RB0107", span))
        match clause.data:
            case "capped":
                bounds.append(t.Bound("capped", span=span))
            case "at_most" | "at_least":
                kind: Any = str(clause.data).replace("_", " ")
                bounds.append(t.Bound(kind, points_of(trees(clause)[0], place), span=span))
            case "below_zero":
                bounds.append(t.Bound("below zero", span=span))
            case "proportion":
                other = t.Proportion(span=span)
            case "otherwise":
                given = tables.worth(trees(clause)[0], place)
                other = t.Otherwise(given.value, span=span) if isinstance(given, t.Number) else given
            case "otherwise_nothing":
                other = t.Otherwise(Fraction(0), span=span)
            case "begun":
                amounts = {amount_of(size, place)[0] for size in trees(clause)}
                last = steps[-1] if steps else None
                if not isinstance(last, t.Step) or last.per.part or amounts != {last.per.amount}:
                    raise Refused(diagnostic("RB0106", span))
                steps[-1] = evolve(last, per=evolve(last.per, part="started"))
            case "growing":
                steps = growing(steps, clause, place)
            case "takes_at_most" | "gives_at_most":
                steps = capped_behind(steps, clause, place)
            case _:
                steps = _with(steps, step(clause, place))
    return steps, other, bounds


def _once_each(
    condition: t.Expression, steps: list[t.Step], other: t.Proportion | t.Otherwise | None
) -> bool:
    """One clause for what is short of a target, one for what goes beyond; whether the first is there."""
    excess_fails = isinstance(condition, t.Compare) and condition.operator in ("≤", "<", "以下")
    failing: list[t.Step | t.Proportion | t.Otherwise] = [other] if other else []
    passing: list[t.Step | t.Proportion | t.Otherwise] = []
    for one in steps:
        fails = one.per.of is not None or (one.per.beyond == "above") == excess_fails
        (failing if fails else passing).append(one)
    for said in (failing, passing):
        if len(said) > 1:
            raise Refused(diagnostic("RB0107", max((one.span for one in said), key=lambda at: at.column)))
    return bool(failing)


def _added(
    held: list[t.Held], short_said: bool, other: t.Proportion | t.Otherwise | None
) -> tuple[t.Held, ...]:
    """What is added to an award, if it is said what is given short of the target, and said before it."""
    if held and other is not None and _place(other.span) > _place(held[0].span):
        raise Refused(diagnostic("RB0130", other.span))
    if held and not short_said:
        raise Refused(diagnostic("RB0129", held[0].span, condition=True))
    return tuple(held)


def _place(span: Span) -> tuple[int, int]:
    return span.line, span.column


ROWS = ("band", "table_row")
"""Clauses that are rows of a table."""


def _bands(
    first: t.Band,
    rows: list[Branch],
    steps: list[t.TallyStep],
    other: _Other | None,
    bounds: list[t.Bound],
    place: Place,
) -> t.Bands:
    """Rows that are tried in order; what happens short of a target belongs to a rule with one."""
    if steps or isinstance(other, t.Proportion):
        span = other.span if isinstance(other, t.Proportion) else steps[0].span
        raise Refused(diagnostic("RB0107", span))
    last: Any = t.Number(other.points, span=other.span) if isinstance(other, t.Otherwise) else other
    return tables.bands(first, rows, last, tuple(bounds), place)


def _award(
    main: Branch,
    rows: list[Branch],
    steps: list[t.TallyStep],
    other: _Other | None,
    bounds: list[t.Bound],
    place: Place,
) -> t.Award | t.Bands:
    """``condition → points`` with what happens short of it; of several rows, a table."""
    condition = expression(trees(main)[0], place)
    if main.data == "award_if":
        figure = tokens(main, "NUMBER")[0]
        given: t.Expression = t.Number(number(figure, place), span=place.of(figure))
    else:
        given = tables.worth(trees(main)[-1], place)
    if rows or not isinstance(given, t.Number) or isinstance(other, get_args(t.Expression)):
        return _bands(t.Band(condition, given, span=place.of(main)), rows, steps, other, bounds, place)
    short: Any = other
    counting: list[t.Step] = []
    held: list[t.Held] = []
    for one in steps:
        match one:
            case t.Step():
                counting.append(one)
            case t.Held():
                held.append(one)
            case _:
                raise Refused(diagnostic("RB0129", one.span, condition=False))
    added = _added(held, _once_each(condition, counting, short), short)
    return t.Award(condition, given.value, short, tuple(bounds), tuple(counting), added, span=place.of(main))


def rule(item: Branch, place: Place) -> t.Rule:
    """A whole rule line."""
    main, *behind = trees(item)
    if main.data == "over":
        return evolve(over(main, rule(Tree("rule", [*behind]), place), place), span=place.of(item))
    span = place.of(item)
    clauses = [clause for clause in behind if clause.data not in ROWS]
    rows = [clause for clause in behind if clause.data in ROWS]
    counts_up = str(main.data).startswith("step_")
    steps, other, bounds = _clauses(clauses, place, step(main, place) if counts_up else None)
    if main.data in ("lookup", "line"):
        if steps or other:
            raise Refused(diagnostic("RB0107", steps[0].span if steps else place.of(behind[-1])))
        made = tables.lookup if main.data == "lookup" else tables.line
        return evolve(made(main, rows, tuple(bounds), place), span=span)
    if main.data in ("award", "award_if"):
        return evolve(_award(main, rows, steps, other, bounds, place), span=span)
    if rows:
        raise Refused(diagnostic("RB0231", place.of(rows[0])))
    if other:
        raise Refused(diagnostic("RB0105", other.span))
    steps = filled(steps)
    if counts_up:
        return t.Tally(Fraction(0), tuple(steps), tuple(bounds), span=span)
    if main.data == "judged_rule":
        if steps:
            raise Refused(diagnostic("RB0105", steps[0].span))
        return t.Formula(
            name_of(trees(main)[0], place), tuple(bounds), judged=True, within=_within(main, place), span=span
        )
    if main.data == "flat":
        arrows = tokens(main, "ARROW")
        if arrows and arrows[0][0] in "的，,":
            raise Refused(diagnostic("RB0206", place.of(arrows[0])))
        given = tables.worth(trees(main)[0], place)
        if not isinstance(given, t.Number):
            if steps:
                raise Refused(diagnostic("RB0105", steps[0].span))
            return t.Formula(given, tuple(bounds), span=span)
        start = given.value
        if steps:
            return t.Tally(start, tuple(steps), tuple(bounds), span=span)
        return t.Formula(t.Number(start, span=place.of(main)), tuple(bounds), span=span)
    value = expression(main.children[0], place)
    if isinstance(value, t.Number) and value.unit == t.POINTS:
        value = evolve(value, unit=None)
    if steps:
        if not isinstance(value, t.Number) or value.percent:
            raise Refused(diagnostic("RB0105", steps[0].span))
        if value.unit:
            raise Refused(diagnostic("RB0108", value.span, text=f"{value.value} {value.unit}"))
        return t.Tally(value.value, tuple(steps), tuple(bounds), span=span)
    if isinstance(value, t.Number) and value.percent:
        raise Refused(diagnostic("RB0108", value.span, text=f"{value.value * 100}%"))
    return t.Formula(value, tuple(bounds), span=span)
