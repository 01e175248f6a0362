"""Evaluation + model → account: what stands fast is made once per language, the rest for each subject.

:class:`Teller` belongs to one rubric and one language. ``account(values)`` gives the whole account of one
subject; it is called only when an account is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from operator import itemgetter
from pathlib import PurePath
from types import ModuleType
from typing import Any

from attrs import define, field

from rubric_dsl.evaluators.python.publishing import publication, published_total
from rubric_dsl.explanation.account import Account, Acted, Grading, Line
from rubric_dsl.explanation.figures import exact, published_text, shown
from rubric_dsl.explanation.fixed import (
    Fixed,
    Part,
    choice_of,
    display_names,
    fixed_lines,
    for_the_total,
    forces_of,
    on_the_total,
    part,
)
from rubric_dsl.explanation.next_steps import NextSteps
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.reasons import reasons_of
from rubric_dsl.explanation.telling import words_of
from rubric_dsl.explanation.telling.applying import Shares, shares_of
from rubric_dsl.explanation.telling.comparing import Compared
from rubric_dsl.explanation.telling.effects import ToldEffect, acted
from rubric_dsl.explanation.telling.grades import grading
from rubric_dsl.explanation.telling.working import Working
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import Known
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.spelling import spell_rounding

Told = tuple[Fixed, Callable[[tuple[Any, ...]], Any], dict[Any, Line]]
"""A node, what picks the values that its line depends on out of a trace, and its lines told before."""
KEPT = 256
"""Lines kept for each node."""


@define
class Teller:
    """Tells the account of any subject under one rubric, in one language."""

    plan: c.Plan
    source: SourceText
    hash: str
    lang: Language
    whole: Callable[[dict[str, Any], Known | None], Fraction]
    """The total of a subject given as exact values, among all others if need be: asked where one metric
    moves several nodes."""
    words: ModuleType = field(init=False)
    fixed: tuple[Fixed, ...] = field(init=False)
    title: str = field(init=False)
    file: str = field(init=False)
    _tops: tuple[Part, ...] = field(init=False)
    _compared: Compared = field(init=False)
    _on_total_effects: tuple[ToldEffect, ...] = field(init=False)
    _grading: Callable[[Values], Grading] | None = field(init=False)
    _shares: Shares | None = field(init=False)
    _total_worked: tuple[Working, ...] = field(init=False)
    _keys: dict[int, list[Told]] = field(init=False, factory=dict)
    _labels: dict[str, str] = field(init=False)
    _steps: NextSteps = field(init=False)
    _less: bool = field(init=False)
    _publication: c.Publication = field(init=False)
    _grain: int = field(init=False)
    """What totals are rounded to, in units of their last decimal."""
    _rounding: str = field(init=False)
    """In words."""

    def __attrs_post_init__(self) -> None:
        self.words = words_of(self.lang)
        rubric = self.plan.rubric
        self.title = rubric.labels.title(self.lang)
        self._publication = how = publication(self.plan)
        self._grain = int(how.unit * 10**how.places)
        self._rounding = spell_rounding(how, self.lang)
        self.file = PurePath(rubric.file).name
        self.fixed = tuple(fixed_lines(self.plan, self.source, self.lang))
        self._labels = {metric.id: metric.label(self.lang) for metric in self.plan.metrics}
        self._steps = NextSteps(self.plan, self.lang, self._labels, self.whole)
        self._less = rubric.less_is_better
        self._on_total_effects = on_the_total(self.plan, self.source, self.lang)
        forces = forces_of(self.plan, self.source, self.lang)
        self._shares = shares_of(self.plan, rubric, "", self.lang, forces)
        self._total_worked = for_the_total(self.plan, self.lang)
        names = display_names(rubric.named.values(), self.lang)
        self._compared = Compared.of(self.plan, self.lang, names)
        self._grading = grading(self.plan, self.lang, names)
        self._tops = tuple(part(self.plan, node, self.lang) for node in rubric.criteria)

    def excluded(self, reason: str) -> Account:
        """The account of a subject that has no score."""
        rubric, fingerprint = self.plan.rubric, self.hash
        return Account(
            self.lang, rubric.id, self.title, fingerprint, self.file, rubric.period, "excluded", reason,
            None, exact(rubric.total), None, "", (), (), self._labels,
            better="less" if rubric.less_is_better else "more",
        )  # fmt: skip

    def account(self, values: Values) -> Account:
        """The account of one subject."""
        plan, rubric = self.plan, self.plan.rubric
        total, places = values.fraction(plan.total), self._publication.places
        units = published_total(total, self._publication) * self._grain
        if plan.publication is None:
            rounding = self.words.as_it_is()
        else:
            changed = units * total.denominator != total.numerator * 10**places
            rounding = self.words.rounding(self._rounding, values.shown(plan.total), changed)
        return Account(
            self.lang,
            rubric.id,
            self.title,
            self.hash,
            self.file,
            rubric.period,
            "scored",
            None,
            exact(total),
            exact(rubric.total if "" not in plan.maxima else values.fraction(plan.maxima[""])),
            published_text(units, places),
            rounding,
            tuple(filter(None, self._total_parts(values))),
            self._lines(values),
            self._labels,
            tuple(acted(self._on_total_effects, values, self.lang)),
            self._grading(values) if self._grading is not None else None,
            self._compared.tell(values.known),
            reasons_of(plan, self.fixed, values),
            better="less" if self._less else "more",
        )

    def _total_parts(self, values: Values) -> tuple[str, ...]:
        """How the parts make the total, and what was worked out for it besides."""
        worked = tuple(one.tell(values) for one in self._total_worked)
        if self._shares is not None:
            return *self._shares.tell(values, self.lang), *worked
        return self._sum(self._tops, values, self._summed), *worked

    @property
    def _summed(self) -> int:
        """Where it stands what the parts make before the effects on the total."""
        effects = self._on_total_effects
        return effects[0].applied.before if effects else self.plan.total

    def _sum(self, children: tuple[Part, ...], values: Values, result: int) -> str:
        """How parts make a whole; empty where one part is the whole."""
        if len(children) == 1 and children[0][2] in (None, "100%"):
            return ""
        parts = [
            values.shown(step) if weight is None else f"{values.shown(step)} × {weight}"
            for step, _, weight in children
        ]
        return f"{' + '.join(parts)} = {values.shown(result)}".replace("+ −", "− ")

    def _tell(self, one: Fixed, key: Any, kept: dict[Any, Line], values: Values) -> Line:
        """A line told for the first time, and kept where the key is all that it depends on."""
        found = self._line(one, values)
        if one.leaf is None or one.alone or (found.next is None and not one.watched):
            if len(kept) >= KEPT:
                kept.clear()
            kept[key] = found
        return found

    def _lines(self, values: Values) -> tuple[Line, ...]:
        raw = values.raw
        lines = []
        for one, key_of, kept in self._keys_of(values):
            key = key_of(raw)
            lines.append(kept.get(key) or self._tell(one, key, kept, values))
        return tuple(lines)

    def _keys_of(self, values: Values) -> list[Told]:
        """For each line, what picks the values that it depends on out of a trace, and where it is kept.

        Made once a layout: a section's points are one raw number in hundredths and another as a fraction.
        """
        found = self._keys.get(id(values.scales))
        if found is None:
            found = [(one, itemgetter(*self._depends_on(one, values)), {}) for one in self.fixed]
            self._keys[id(values.scales)] = found
        return found

    def _depends_on(self, one: Fixed, values: Values) -> list[int]:
        placed = one.choices or one.force or one.above or one.spread
        if one.leaf is not None and not placed and not self.plan.statistics:
            flags = [values.there[name] for name in one.leaf.metrics if name in values.there]
            return [*(values.inputs[name] for name in one.leaf.metrics), *flags] or [one.points]
        positions = [child[0] for child in one.children]
        own = tuple(each for each in (one.force, one.shares) if each is not None)
        positions += [step for each in (*one.above, *own, *one.spread) for step in each.steps]
        known = one.leaf.metrics if one.leaf is not None else ()
        positions += [values.there[name] for name in known if name in values.there]
        positions += [step for each in one.choices for step in (each.own, *each.before, *each.behind)]
        if one.leaf is not None:
            positions += [values.inputs[name] for name in one.leaf.metrics]
        positions += [one.points, one.bounded, one.earned]
        positions += [each.step for each in self.plan.statistics]
        positions += [step for each in one.effects for step in each.steps]
        for worked in one.worked:
            positions += [worked.step, *(values.inputs[name] for name in worked.metrics)]
        return positions + [below for position in positions for below in values.dens[position]]

    def _line(self, one: Fixed, values: Values) -> Line:
        node = one.node
        points = values.exact(one.points)
        most = node.points if one.force is None else one.force.most(values)
        lost = values.less_than(most, one.points)
        cap = None
        if one.bounded != one.earned:
            before, after = values.exact(one.earned), values.exact(one.bounded)
            if before != after:
                cap = self.words.capped(shown(before), shown(after))
        if one.narrate is not None:
            own = lost if not one.effects else values.less_than(most, one.bounded)
            arithmetic, why = one.narrate(values, "0" if own.startswith("-") and one.effects else own)
        else:
            arithmetic = self._summed_up(one, values)
            why = self._where(one, values)
        if node.least < 0 and one.narrate is not None:
            why = self.words.why_malus(shown(lost)) if lost != "0" else ""
        if any(not values.present(name) for name in one.unsure):
            arithmetic, cap = (), None  # worked out with a value that nobody gave
        if one.worked:
            arithmetic = (*filter(None, (each.tell(values) for each in one.worked)), *arithmetic)
        out = next((each.count for each in one.choices if not each.counts(values)), None)
        counted = out is None
        if not counted:
            arithmetic = (*arithmetic, self.words.not_counted(out))
        effects = tuple(acted(one.effects, values, self.lang))
        why = self._why(why, effects) if lost != "0" and not self._less else ""
        applies = one.force is None or one.force.applies(values)
        if one.force is not None and not applies:
            reason = one.force.why(values, self.lang)
            arithmetic, cap, effects = (self.words.out(reason, one.max),), None, ()
        counted = counted and applies and all(each.applies(values) for each in one.above)
        step = None
        if one.leaf is not None and one.levers and not self._at_best(one, points, lost):
            step = self._steps.nearest(one, values)
        return Line(
            node.id,
            node.path,
            one.depth,
            "section" if one.children else "criterion",
            one.label,
            one.rule,
            one.place,
            node.source,
            node.quote,
            tuple([each.observe(values) for each in one.observed]),
            arithmetic,
            points,
            one.max if one.force is None else exact(most),
            lost,
            why,
            cap,
            effects,
            one.weight,
            *self._on_the_whole(one, values, most, counted),
            step,
            counted,
        )

    def _at_best(self, one: Fixed, points: str, lost: str) -> bool:
        """Whether no change could make a criterion's points better."""
        if not self._less:
            return lost == "0"
        reach = self.plan.ranges[one.points]
        return reach is not None and reach.low is not None and points == exact(reach.low)

    def _on_the_whole(self, one: Fixed, values: Values, most: Fraction, counted: bool) -> tuple[str, str]:
        """A node's part of the total, and the most that it can be."""
        if not counted:
            return "0", "0"
        if one.force is None and not one.spread:
            return values.times(one.points, one.up, one.down), one.weighted_max
        factor = Fraction(one.up, one.down) * prod(each.factor(values) for each in one.spread)
        whole = exact(most * factor) if one.weighted_max != "0" else "0"
        return exact(values.fraction(one.points) * factor), whole

    def _summed_up(self, one: Fixed, values: Values) -> tuple[str, ...]:
        """How the children make a section, and of how many where only the best count."""
        if one.shares is not None:
            return one.shares.tell(values, self.lang)
        best = one.node.best
        if best is None:
            worked = self._sum(one.children, values, one.bounded)
            return (worked,) if worked else ()
        parts = [
            child
            for child, node in zip(one.children, one.node.children, strict=True)
            if (choice := choice_of(self.plan, one.node, node)) is None or choice.counts(values)
        ]
        among = sum(child.apart is None for child in one.node.children)
        worked = self._sum(tuple(parts), values, one.bounded)
        return tuple(filter(None, (self.words.best(best.count, among), worked)))

    def _why(self, why: str, effects: tuple[Acted, ...]) -> str:
        """Why points were lost: by a closed gate, or below and by the effects that took some."""
        closed = next((one for one in effects if one.kind == "gate"), None)
        if closed is not None:
            said: str = self.words.why_gate(closed.rule)
            return said
        took = [
            self.words.why_effect(one.rule, shown(str(Fraction(one.before) - Fraction(one.after))))
            for one in effects
            if Fraction(one.after) < Fraction(one.before)
        ]
        return ("；" if self.lang == "zh" else "; ").join(filter(None, (why, *took)))

    def _where(self, one: Fixed, values: Values) -> str:
        below = one.shares.children if one.shares is not None else ()
        forces = {points: force.most(values) for points, _, _, force in below}
        most = [forces.get(self.plan.points[child.path], child.points) for child in one.node.children]
        short = [
            label
            for (step, label, _), whole in zip(one.children, most, strict=True)
            if values.less_than(whole, step) != "0"
        ]
        return self.words.why_below(("、" if self.lang == "zh" else ", ").join(short)) if short else ""
