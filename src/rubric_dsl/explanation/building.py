"""Evaluation + model → account: what stands fast is made once per language, the rest for each subject.

:class:`Teller` belongs to one rubric and one language. ``account(values)`` gives the whole account of one
subject; it is called only when an account is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from operator import itemgetter
from pathlib import PurePath
from types import ModuleType
from typing import Any

from attrs import define, field, frozen

from rubric_dsl.evaluators.python.leaves import Leaf, compile_leaves, metrics_under
from rubric_dsl.explanation.account import Account, Line, NextStep
from rubric_dsl.explanation.figures import exact, percent, shown, signed
from rubric_dsl.explanation.narration import Narrator, narrator, words_of
from rubric_dsl.explanation.nearest import Change, Lever, levers, nearest, values_of
from rubric_dsl.explanation.reading import Values, Watched, singular_of, text_of, watched
from rubric_dsl.model.rubric import Criterion, Metric, Rubric, is_chinese
from rubric_dsl.plan import core as c
from rubric_dsl.plan.interpret import round_to
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.layout import without_comment
from rubric_dsl.syntax.spelling import spell_gate, spell_rule

KEPT = 256
"""Lines kept for each node."""


@frozen
class Fixed:
    """All of a line that is the same for every subject."""

    node: Criterion
    depth: int
    label: str
    rule: str | None
    place: str
    max: str
    weight: str | None
    weighted_max: str
    up: int
    down: int
    """The node's points count ``up/down`` on the total."""
    points: int
    """The step that holds the points."""
    bounded: int
    """The step that holds them before the gates."""
    earned: int
    """The step that holds them before the bounds."""
    gates: tuple[tuple[int, str], ...]
    observed: tuple[Watched, ...]
    narrate: Narrator | None
    children: tuple[tuple[int, str, str | None], ...]
    """For a section: each child's points step, label and weight as percentage."""
    leaf: Leaf | None
    levers: tuple[Lever, ...]
    alone: bool
    """Whether a gain here is a gain on the total times ``up/down``: no other node reads its metrics and no
    gate stands above."""


def as_written(source: SourceText, rule: t.Rule | t.Gate, lang: Language) -> str | None:
    """The rule's own text where it is in the reader's language."""
    span = rule.span
    line = source.line(span.line)
    text = line[span.column - 1 : span.end_column - 1].strip()
    said = without_comment(text).strip().rstrip("。")
    if without_comment(line[span.end_column - 1 :]).strip(" \t\u3000。."):
        return None  # it goes on in the next line
    return said if said and is_chinese(said) == (lang == "zh") else None


def display_names(metrics: Iterable[Metric], lang: Language) -> dict[str, str]:
    """What rules call metrics and their units in a reader's language; a foreign unit is left out."""
    metrics = tuple(metrics)
    names = {unit: metric.unit_in(lang) or "" for metric in metrics for unit in metric.units}
    names.update((metric.id, metric.labels.name(lang)) for metric in metrics)
    return names


def rule_text(source: SourceText, rule: t.Rule, lang: Language, names: Mapping[str, str]) -> str:
    """The rule in the reader's language: as written, or spelt out where it was written in the other."""
    judged = isinstance(rule, t.Formula) and rule.judged  # may stand on one line with other marks
    return (None if judged else as_written(source, rule, lang)) or spell_rule(rule, lang, names)


def published_text(units: int, places: int) -> str:
    """Whole units of 10^-places as the published figure."""
    digits = str(abs(units)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return "-" + text if units < 0 else text


@define
class Teller:
    """Tells the account of any subject under one rubric, in one language."""

    plan: c.Plan
    source: SourceText
    hash: str
    lang: Language
    whole: Callable[[dict[str, Any]], Fraction]
    """The total of a subject given as exact values: asked where one metric moves several nodes."""
    words: ModuleType = field(init=False)
    fixed: tuple[Fixed, ...] = field(init=False)
    title: str = field(init=False)
    file: str = field(init=False)
    _tops: tuple[tuple[int, str, str | None], ...] = field(init=False)
    _keys: dict[int, list[tuple[Fixed, Callable[[tuple[Any, ...]], Any], dict[Any, Line]]]] = field(init=False, factory=dict)
    _labels: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.words = words_of(self.lang)
        rubric = self.plan.rubric
        self.title = rubric.labels.title(self.lang)
        self.file = PurePath(rubric.file).name
        self.fixed = tuple(self._all(rubric))
        self._labels = {metric.id: metric.label(self.lang) for metric in self.plan.metrics}
        self._tops = tuple(
            (one.points, one.label, percent(one.weight) if one.weight else None)
            for one in self.fixed
            if one.depth == 0
        )

    def _all(self, rubric: Rubric) -> list[Fixed]:
        leaves = compile_leaves(self.plan)
        readers: dict[str, int] = {}
        for leaf in leaves.values():
            for name in leaf.metrics:
                readers[name] = readers.get(name, 0) + 1
        for node in rubric.walk():
            if node.children and node.gates:
                for step in self.plan.by_owner[node.path]:
                    if self.plan.steps[step].role == "gate":
                        for name in metrics_under(self.plan, step):
                            readers[name] = readers.get(name, 0) + 1
        found: list[Fixed] = []

        def add(node: Criterion, depth: int, share: Fraction, gated: bool) -> None:
            own = share * (node.weight if node.weight is not None else 1)
            found.append(self._fixed(node, depth, own, leaves.get(node.path), readers, gated))
            for child in node.children:
                add(child, depth + 1, own, gated or bool(node.gates))

        for node in rubric.criteria:
            add(node, 0, Fraction(1), False)
        return found

    def _fixed(
        self,
        node: Criterion,
        depth: int,
        share: Fraction,
        leaf: Leaf | None,
        readers: Mapping[str, int],
        gated: bool,
    ) -> Fixed:
        plan, lang = self.plan, self.lang
        names = display_names(plan.rubric.metrics.values(), lang)
        steps = tuple(plan.steps[index] for index in plan.by_owner[node.path])
        by_role = {step.role: step.index for step in steps}
        earned = by_role["earned"]
        gates = [step.index for step in steps if step.role == "gate"]
        words = [as_written(self.source, gate, lang) or spell_gate(gate, lang, names) for gate in node.gates]
        rule = rule_text(self.source, node.rule, lang, names) if node.rule else None
        metrics = tuple(plan.rubric.metrics[name] for name in leaf.metrics) if leaf else ()
        line = node.rule.span.line if node.rule else node.span.line
        return Fixed(
            node,
            depth,
            node.labels.title(lang),
            rule,
            f"{self.file}:{line}",
            exact(node.points),
            exact(node.weight) if node.weight is not None else None,
            exact(node.points * share),
            share.numerator,
            share.denominator,
            plan.points[node.path],
            by_role.get("bounded", earned),
            earned,
            tuple(zip(gates, words, strict=True)),
            tuple(watched(metric, lang) for metric in metrics),
            narrator(node, steps, lang, plan.rubric.metrics) if node.rule else None,
            tuple(
                (
                    plan.points[child.path],
                    child.labels.title(lang),
                    percent(exact(child.weight)) if child.weight is not None else None,
                )
                for child in node.children
            ),
            leaf,
            levers(node, plan, leaf.metrics) if leaf else (),
            not gated and all(readers.get(metric.id, 0) == 1 for metric in metrics),
        )

    def account(self, values: Values) -> Account:
        """The account of one subject."""
        plan, rubric = self.plan, self.plan.rubric
        total = values.fraction(plan.total)
        mode, places = (
            (plan.publication.mode, plan.publication.places) if plan.publication else ("half up", 0)
        )
        units = round_to(total, mode, places)
        published = published_text(units, places)
        changed = Fraction(units, 10**places) != total
        if plan.publication is None:
            rounding = self.words.as_it_is()
        else:
            rounding = self.words.rounding(mode, places, shown(exact(total)), published, changed)
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
            exact(rubric.total),
            published,
            rounding,
            tuple(filter(None, (self._sum(self._tops, values, exact(total)),))),
            self._lines(values),
            self._labels,
        )

    def _sum(self, children: tuple[tuple[int, str, str | None], ...], values: Values, result: str) -> str:
        """How parts make a whole; empty where one part is the whole."""
        if len(children) == 1 and children[0][2] in (None, "100%"):
            return ""
        parts = [
            values.shown(step) if weight is None else f"{values.shown(step)} × {weight}"
            for step, _, weight in children
        ]
        return f"{' + '.join(parts)} = {shown(result)}"

    def _tell(self, one: Fixed, key: Any, kept: dict[Any, Line], values: Values) -> Line:
        """A line told for the first time, and kept where the key is all that it depends on."""
        found = self._line(one, values)
        if one.leaf is None or one.alone or found.next is None:
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

    def _keys_of(self, values: Values) -> list[tuple[Fixed, Callable[[tuple[Any, ...]], Any], dict[Any, Line]]]:
        """For each line, what picks the values that it depends on out of a trace, and where it is kept.

        Made once a layout: the points of a section are one raw number in hundredths and another as a fraction.
        """
        found = self._keys.get(id(values.scales))
        if found is None:
            found = [(one, itemgetter(*self._depends_on(one, values)), {}) for one in self.fixed]
            self._keys[id(values.scales)] = found
        return found

    def _depends_on(self, one: Fixed, values: Values) -> list[int]:
        if one.leaf is not None:
            return [values.inputs[each.metric] for each in one.observed] or [one.points]
        positions = [child[0] for child in one.children]
        positions += [one.points, one.bounded, one.earned, *(step for step, _ in one.gates)]
        return positions + [below for position in positions for below in values.dens[position]]

    def _line(self, one: Fixed, values: Values) -> Line:
        node = one.node
        points = values.exact(one.points)
        lost = values.less_than(node.points, one.points)
        cap = gate = None
        if one.bounded != one.earned:
            before, after = values.exact(one.earned), values.exact(one.bounded)
            if before != after:
                cap = self.words.capped(shown(before), shown(after))
        if one.narrate is not None:
            arithmetic, why = one.narrate(values, lost)
        else:
            worked = self._sum(one.children, values, values.exact(one.bounded))
            arithmetic = (worked,) if worked else ()
            why = self._where(one, values) if lost != "0" else ""
        if one.gates:
            closed = [text for step, text in one.gates if not values.raw[step]]
            took = values.exact(one.bounded)
            if closed:
                gate = self.words.gated("; ".join(closed), shown(took))
                why = self.words.why_gate("; ".join(closed))
        step = None
        if one.leaf is not None and lost != "0" and one.levers:
            step = self._next(one, values)
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
            one.max,
            lost,
            why,
            cap,
            gate,
            one.weight,
            values.times(one.points, one.up, one.down),
            one.weighted_max,
            step,
        )

    def _where(self, one: Fixed, values: Values) -> str:
        short = [
            label
            for (step, label, _), child in zip(one.children, one.node.children, strict=True)
            if values.less_than(child.points, step) != "0"
        ]
        return self.words.why_below(("、" if self.lang == "zh" else ", ").join(short)) if short else ""

    def _next(self, one: Fixed, values: Values) -> NextStep | None:
        leaf = one.leaf
        assert leaf is not None
        now, scales = values_of(values, leaf.metrics)
        change = nearest(one.levers, leaf.points, now, scales, leaf.points(*now))
        if change is None:
            return None
        gain, gain_total = self._gains(one, change, leaf.scale, values)
        metric, words = change.metric, self.words
        label = next(each.label for each in one.observed if each.metric == metric.id)
        if metric.kind == "yes/no":
            subject = words.switch(label, change.to == "true")
        else:
            subject = words.change(
                label, self._unit(metric, change.steps), shown(change.steps), change.less, shown(change.to)
            )
        text = words.gains(subject, signed(gain), signed(gain_total))
        return NextStep(metric.id, label, change.now, change.to, gain, gain_total, text)

    def _unit(self, metric: Metric, steps: str) -> str | None:
        return singular_of(metric, self.lang) if steps == "1" else metric.unit_in(self.lang)

    def _gains(self, one: Fixed, change: Change, scale: int, values: Values) -> tuple[str, str]:
        """What a change is worth here and on the total, exactly."""
        gain = change.gain
        if one.alone and isinstance(gain, int):
            return text_of(gain, scale), text_of(gain * one.up, scale * one.down)
        here = Fraction(gain) / scale
        return exact(here), exact(here * one.up / one.down if one.alone else self._on_total(change, values))

    def _on_total(self, change: Change, values: Values) -> Fraction:
        """What a change is worth on the total where it moves more than one node."""
        subject: dict[str, Any] = {}
        for name, position in values.inputs.items():
            if self.plan.rubric.metrics[name].kind == "yes/no":
                subject[name] = bool(values.raw[position])
            else:
                subject[name] = values.fraction(position)
        before = values.fraction(self.plan.total)
        moved = change.to == "true" if change.metric.kind == "yes/no" else Fraction(change.to)
        return self.whole({**subject, change.metric.id: moved}) - before
