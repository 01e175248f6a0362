"""Awards in words: a target with a shortfall, a share of it, a condition that holds or does not.

Comes in: an award and its criterion. Goes out: a narrator.
"""

from __future__ import annotations

from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import Narrator, Story, Telling, equals, worked
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell, spell_number


def award(telling: Telling, rule: t.Award) -> Narrator:
    """The narrator of an award, by what it does when its condition does not hold."""
    if isinstance(rule.short, t.Step):
        return _shortfall(telling, rule, rule.short)
    if isinstance(rule.short, t.Proportion):
        return _share(telling, rule)
    return _flag(telling, rule)


def _shortfall(telling: Telling, rule: t.Award, short: t.Step) -> Narrator:
    condition, words = rule.condition, telling.words
    assert isinstance(condition, t.Compare) and condition.left is not None
    left, right = telling.template(condition.left), telling.template(condition.right)
    value, target = telling.step("value"), telling.step("target")
    missing, units, earned = telling.step("missing"), telling.step("units"), telling.step("earned")
    most, each = spell_number(rule.points), spell_number(abs(short.points))
    sign = "−" if short.points < 0 else "+"
    show = telling.shown_as(condition)
    in_shares = show is Values.percent
    amount = spell_number(short.per.amount * 100) + "%" if in_shares else spell_number(short.per.amount)
    part = short.per.part
    plain = short.per.amount == 1 and part is None
    one, many = telling.unit(condition.left)
    lang_zh = telling.lang == "zh"

    def tell(values: Values, lost: str) -> Story:
        goal, seen, rest = show(values, target), show(values, value), show(values, missing)
        arithmetic = worked(condition.left, left.fill(values), seen)  # type: ignore[arg-type]
        arithmetic += worked(condition.right, right.fill(values), goal)
        if values.exact(missing) == "0":
            return (*arithmetic, words.met(seen, "≥", goal, most)), words.why_short(
                shown(lost), most
            ) if lost != "0" else ""
        count = values.shown(units)
        short_by = rest + (one if rest == "1" else many)
        arithmetic += (words.missing(goal, seen, rest, short_by),)
        if not plain:
            arithmetic += (words.units(amount, part, rest, count),)
        arithmetic += (f"{most} {sign} {count} × {each} = {values.shown(earned)}",)
        return arithmetic, words.why_missing(
            short_by, goal + (many if lang_zh else ""), shown(lost)
        ) if lost != "0" else ""

    return tell


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
        part = percent(reached)
        if goal != "100%":
            arithmetic += (equals(f"{seen} / {goal}", part),)
        factor = reached if part.startswith("≈") else part
        arithmetic += (f"{most} × {factor} = {values.shown(earned)}",)
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
