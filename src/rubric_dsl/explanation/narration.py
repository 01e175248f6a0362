"""How a rule came to its points, in words: one narrator per criterion, made once, told for every subject.

Comes in: a criterion with its steps. Goes out: a function from the values of an evaluation to the
arithmetic with its numbers and the reason for what was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import assert_never

from attrs import frozen

from rubric_dsl.explanation import words_en, words_zh
from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.explanation.reading import Values, watched
from rubric_dsl.model.binding import metrics_in
from rubric_dsl.model.rubric import Criterion, Metric
from rubric_dsl.plan import core as c
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell, spell_number, symbols

Story = tuple[tuple[str, ...], str]
"""The arithmetic, and why points were lost (empty where the lost text is 0)."""
Narrator = Callable[[Values, str], Story]
"""From the values and the text of the points lost."""

_FIRST = 0xE000
"""Names are spelt as private characters first, so that figures can stand in their place."""


def words_of(lang: Language) -> ModuleType:
    """The sentences of a language."""
    return words_zh if lang == "zh" else words_en


@frozen
class Template:
    """An expression to be shown with its figures: ``{0} + {1}``."""

    parts: tuple[str | Metric, ...]

    def fill(self, values: Values) -> str:
        """The expression with every metric's figure in its place."""
        return "".join([part if isinstance(part, str) else values.figure(part) for part in self.parts])


def template(item: t.Expression, metrics: Mapping[str, Metric]) -> Template:
    """An expression ready to take figures: symbols only, the same in every language."""
    marks = {name: chr(_FIRST + index) for index, name in enumerate(metrics_in(item))}
    by_mark = {mark: metrics[name] for name, mark in marks.items()}
    parts: list[str | Metric] = []
    for character in symbols(item, marks):
        if character in by_mark:
            parts.append(by_mark[character])
        elif parts and isinstance(parts[-1], str):
            parts[-1] += character
        else:
            parts.append(character)
    return Template(tuple(parts))


@frozen
class Telling:
    """What a narrator needs to know of its criterion."""

    node: Criterion
    lang: Language
    metrics: Mapping[str, Metric]
    roles: Mapping[str, tuple[int, ...]]
    """The steps of the criterion by role."""

    @property
    def words(self) -> ModuleType:
        """The sentences to use."""
        return words_of(self.lang)

    def template(self, item: t.Expression) -> Template:
        """An expression ready to take figures."""
        return template(item, self.metrics)

    def step(self, role: str) -> int:
        """The one step of a role."""
        return self.roles[role][0]

    def unit(self, item: t.Expression) -> tuple[str, str]:
        """What follows the figure 1 and other figures of a metric that stands alone."""
        if not isinstance(item, t.Name):
            return "", ""
        seen = watched(self.metrics[item.text], self.lang)
        return seen.one, seen.many

    def shown_as(self, condition: t.Compare) -> Callable[[Values, int], str]:
        """How both sides of a comparison are shown: as shares where one of them is written so."""
        sides = (condition.left, condition.right)
        shares = any(isinstance(side, t.Number) and side.percent for side in sides) or any(
            isinstance(side, t.Name) and self.metrics[side.text].percent for side in sides
        )
        return Values.percent if shares else Values.shown

    def names(self) -> dict[str, str]:
        """The metrics' names in the reader's language."""
        return {name: metric.labels.name(self.lang) for name, metric in self.metrics.items()}


def _worked(item: t.Expression, filled: str, result: str) -> tuple[str, ...]:
    """``400 + 160 = 560``: nothing for a plain metric or number, which needs no working out."""
    if isinstance(item, t.Name | t.Number):
        return ()
    return (_equals(filled, result),)


def _equals(left: str, right: str) -> str:
    return f"{left} ≈ {right[1:]}" if right.startswith("≈") else f"{left} = {right}"


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
        arithmetic = _worked(condition.left, left.fill(values), seen)  # type: ignore[arg-type]
        arithmetic += _worked(condition.right, right.fill(values), goal)
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
        arithmetic = _worked(condition.left, left.fill(values), seen)  # type: ignore[arg-type]
        arithmetic += _worked(condition.right, right.fill(values), goal)
        reached = values.exact(share)
        if reached == "1":
            return (*arithmetic, words.met(seen, "≥", goal, most)), ""
        part = percent(reached)
        if goal != "100%":
            arithmetic += (_equals(f"{seen} / {goal}", part),)
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
        arithmetic = _worked(condition.left, left.fill(values), seen)  # type: ignore[arg-type]
        arithmetic += _worked(condition.right, right.fill(values), goal)
        say = words.met if values.raw[held] else words.not_met
        why = words.why_not(text, shown(lost)) if lost != "0" else ""
        return (*arithmetic, say(seen, sign, goal, values.shown(earned))), why

    return compare


def _tally(telling: Telling, rule: t.Tally) -> Narrator:
    words, earned = telling.words, telling.step("earned")
    start = spell_number(rule.start) if rule.start else ""
    most = spell_number(telling.node.points)
    say = words.why_taken if start else words.why_short
    parts = []
    for step, counted, units in zip(
        rule.steps, telling.roles["counted"], telling.roles["units"], strict=True
    ):
        assert step.per.of is not None
        plain = step.per.amount == 1 and step.per.part is None
        sign = "−" if step.points < 0 else "+"
        parts.append(
            (step.per.of, telling.template(step.per.of), counted, units, sign, spell_number(abs(step.points)),
             spell_number(step.per.amount), step.per.part, plain)
        )  # fmt: skip

    def tell(values: Values, lost: str) -> Story:
        arithmetic: tuple[str, ...] = ()
        total = start
        for of, filled, counted, units, sign, each, amount, part, plain in parts:
            quantity, count = values.shown(counted), values.shown(units)
            arithmetic += _worked(of, filled.fill(values), quantity)
            if not plain:
                arithmetic += (words.units(amount, part, quantity, count),)
            product = f"{count} × {each}"
            if total:
                total += f" {sign} {product}"
            else:
                total = product if sign == "+" else f"−{product}"
        arithmetic += (f"{total} = {values.shown(earned)}",)
        return arithmetic, say(shown(lost), most) if lost != "0" else ""

    return tell


def _formula(telling: Telling, rule: t.Formula) -> Narrator:
    item, words, earned = rule.expression, telling.words, telling.step("earned")
    most = spell_number(telling.node.points)
    if isinstance(item, t.Name) and telling.metrics[item.text].kind == "mark":

        def mark(values: Values, lost: str) -> Story:
            why = words.why_mark(shown(lost)) if lost != "0" else ""
            return (words.given(values.shown(earned), most),), why

        return mark
    filled = telling.template(item)
    if isinstance(item, t.Name | t.Number):
        return lambda values, lost: (
            (values.shown(earned),),
            words.why_short(shown(lost), most) if lost != "0" else "",
        )

    def tell(values: Values, lost: str) -> Story:
        why = words.why_short(shown(lost), most) if lost != "0" else ""
        return (f"{filled.fill(values)} = {values.shown(earned)}",), why

    return tell


def narrator(
    node: Criterion, steps: tuple[c.Step, ...], lang: Language, metrics: Mapping[str, Metric]
) -> Narrator:
    """The narrator of a criterion that has a rule."""
    roles: dict[str, tuple[int, ...]] = {}
    for step in steps:
        roles[step.role] = (*roles.get(step.role, ()), step.index)
    telling = Telling(node, lang, metrics, roles)
    rule = node.rule
    match rule:
        case t.Award():
            if isinstance(rule.short, t.Step):
                return _shortfall(telling, rule, rule.short)
            if isinstance(rule.short, t.Proportion):
                return _share(telling, rule)
            return _flag(telling, rule)
        case t.Tally():
            return _tally(telling, rule)
        case t.Formula():
            return _formula(telling, rule)
        case None:
            raise AssertionError("a section has no rule to tell of")
        case _:
            assert_never(rule)
