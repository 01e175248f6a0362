"""Awards in words: a target with a shortfall, a share of it, a condition that holds or does not.

Comes in: an award and its criterion. Goes out: a narrator.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.steps import Cursor, Sides, beyond, held, joined, sides_of
from rubric_dsl.explanation.telling.template import Narrator, Story, Telling, equals, worked
from rubric_dsl.plan.lower_rules import fails_in_steps
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell
from rubric_dsl.vocabulary.figures import spell_number


def award(telling: Telling, rule: t.Award) -> Narrator:
    """The narrator of an award, and of what is added to it."""
    alone = _alone(telling, rule)
    return _added(telling, rule, alone) if rule.added else alone


def _alone(telling: Telling, rule: t.Award) -> Narrator:
    """The narrator of an award by itself, by what it does when its condition does not hold."""
    if rule.steps:
        return _stepped(telling, rule)
    if isinstance(rule.short, t.Proportion):
        return _share(telling, rule)
    return _flag(telling, rule)


def _added(telling: Telling, rule: t.Award, alone: Narrator) -> Narrator:
    """An award and what is added to it on both sides of its target."""
    words, (own, earned) = telling.words, telling.roles["earned"]
    cursor = Cursor(telling.order)
    while cursor.take("earned") != own:
        pass
    tellers = [held(telling, step, cursor) for step in rule.added]
    most = spell_number(telling.node.points)

    def tell(values: Values, lost: str) -> Story:
        short = values.less_than(rule.points, own)
        arithmetic, why = alone(values, "0" if short.startswith("-") else short)
        terms = [teller(values) for teller in tellers]
        arithmetic += tuple(line for term in terms for line in term.lines)
        arithmetic += (f"{joined(values.shown(own), terms)} = {values.shown(earned)}",)
        rest = Fraction(lost) - Fraction(short)
        if lost == "0" or rest == 0:
            return arithmetic, why if lost != "0" else ""
        if not why or rest < 0:
            return arithmetic, words.why_short(shown(lost), most)
        return arithmetic, words.both(why, words.why_short(shown(str(rest)), most))

    return tell


def _stepped(telling: Telling, rule: t.Award) -> Narrator:
    """An award with steps for what is missing, for what is above, or for both."""
    condition, words = rule.condition, telling.words
    assert isinstance(condition, t.Compare) and condition.left is not None
    measured, against = condition.left, condition.right
    left, right = telling.template(measured), telling.template(against)
    cursor = Cursor(telling.order)
    sides = sides_of(telling, condition, cursor)
    tellers = [beyond(telling, step, cursor, sides) for step in rule.steps]
    earned, points = telling.step("earned"), spell_number(rule.points)
    most = spell_number(telling.node.points)
    base = _base(telling, rule, sides)
    fails = [(step.per.beyond == "above") == (condition.operator == "≤") for step in rule.steps]
    chinese, sign = telling.lang == "zh", condition.operator

    def tell(values: Values, lost: str) -> Story:
        goal, seen = sides.show(values, sides.target), sides.show(values, sides.value)
        arithmetic = worked(measured, left.fill(values), seen)
        arithmetic += worked(against, right.fill(values), goal)
        lines, start, reason = base(values, lost)
        terms = [teller(values) for teller in tellers]
        acting = [term for term in terms if term.beyond]
        if not acting and start == points:
            arithmetic += (words.met(seen, sign, goal, values.shown(earned)),)
        else:
            arithmetic += lines + tuple(line for term in acting for line in term.lines)
            if acting:
                arithmetic += (f"{joined(start, acting)} = {values.shown(earned)}",)
        if lost == "0":
            return arithmetic, ""
        for term, failing, step in zip(terms, fails, rule.steps, strict=True):
            if term.beyond and failing:
                why = words.why_above if step.per.beyond == "above" else words.why_missing
                return arithmetic, why(term.beyond, goal + (sides.many if chinese else ""), shown(lost))
        return arithmetic, reason or words.why_short(shown(lost), most)

    return tell


Base = Callable[[Values, str], tuple[tuple[str, ...], str, str]]
"""From the values and the loss: lines, what the steps are added to, and why points were lost."""


def _base(telling: Telling, rule: t.Award, sides: Sides) -> Base:
    """What an award gives before its steps."""
    words, points = telling.words, spell_number(rule.points)
    if fails_in_steps(rule):
        return lambda values, lost: ((), points, "")
    show, condition = sides.show, rule.condition
    assert isinstance(condition, t.Compare)
    if isinstance(rule.short, t.Proportion):
        share = telling.step("share")

        def in_proportion(values: Values, lost: str) -> tuple[tuple[str, ...], str, str]:
            reached = values.exact(share)
            if reached == "1":
                return (), points, ""
            lines, factor, part = shared(show(values, sides.value), show(values, sides.target), reached)
            given = shown(str(rule.points * Fraction(reached)))
            return (
                (*lines, equals(f"{points} × {factor}", given)),
                f"{points} × {factor}",
                words.why_share(part, shown(lost)),
            )

        return in_proportion
    held = telling.step("condition")
    other = spell_number(rule.short.points if rule.short else Fraction(0))
    text = spell(condition, telling.lang, telling.names())

    def by_condition(values: Values, lost: str) -> tuple[tuple[str, ...], str, str]:
        if values.raw[held]:
            return (), points, ""
        seen, goal = show(values, sides.value), show(values, sides.target)
        line = words.not_met(seen, condition.operator, goal, other)
        return (line,), other, words.why_not(text, shown(lost))

    return by_condition


def shared(seen: str, goal: str, reached: str) -> tuple[tuple[str, ...], str, str]:
    """The lines of a share reached, the factor that it is, and the share for people."""
    part = percent(reached)
    lines = (equals(f"{seen} / {goal}", part),) if goal != "100%" else ()
    return lines, reached if part.startswith("≈") else part, part


def _share(telling: Telling, rule: t.Award) -> Narrator:
    condition, words = rule.condition, telling.words
    assert isinstance(condition, t.Compare) and condition.left is not None
    left, right = telling.template(condition.left), telling.template(condition.right)
    value, target = telling.step("value"), telling.step("target")
    share, earned = telling.step("share"), telling.step("earned")
    most = spell_number(rule.points)
    show = telling.shown_as(condition)

    def tell(values: Values, lost: str) -> Story:
        seen, goal = show(values, value), show(values, target)
        arithmetic = worked(condition.left, left.fill(values), seen)  # type: ignore[arg-type]
        arithmetic += worked(condition.right, right.fill(values), goal)
        reached = values.exact(share)
        if reached == "1":
            return (*arithmetic, words.met(seen, "≥", goal, most)), ""
        lines, factor, part = shared(seen, goal, reached)
        arithmetic += (*lines, f"{most} × {factor} = {values.shown(earned)}")
        return arithmetic, words.why_share(part, shown(lost)) if lost != "0" else ""

    return tell


def _flag(telling: Telling, rule: t.Award) -> Narrator:
    condition, words = rule.condition, telling.words
    held, earned = telling.step("condition"), telling.step("earned")
    text = spell(condition, telling.lang, telling.names())
    if not isinstance(condition, t.Compare):

        def tell(values: Values, lost: str) -> Story:
            holds = bool(values.raw[held])
            why = words.why_not(text, shown(lost)) if lost != "0" else ""
            return (words.held(text, holds, values.shown(earned)),), why

        return tell
    assert condition.left is not None
    left, right = telling.template(condition.left), telling.template(condition.right)
    value, target = telling.step("value"), telling.step("target")
    sign = condition.operator
    show = telling.shown_as(condition)

    def compare(values: Values, lost: str) -> Story:
        seen, goal = show(values, value), show(values, target)
        arithmetic = worked(condition.left, left.fill(values), seen)  # type: ignore[arg-type]
        arithmetic += worked(condition.right, right.fill(values), goal)
        say = words.met if values.raw[held] else words.not_met
        why = words.why_not(text, shown(lost)) if lost != "0" else ""
        return (*arithmetic, say(seen, sign, goal, values.shown(earned))), why

    return compare
