"""What stands fast in an account: all of a node's lines that is the same for every subject.

Comes in: a plan, its source text and a reader's language. Goes out: one :class:`Fixed` for each node, in the
order of the file, with the rule in the reader's words and the narrator that tells of its points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import PurePath

from attrs import frozen

from rubric_dsl.evaluators.python.leaves import Leaf, compile_leaves
from rubric_dsl.explanation.figures import exact, percent
from rubric_dsl.explanation.nearest import Lever, levers
from rubric_dsl.explanation.reading import Values, Watched, watched
from rubric_dsl.explanation.telling import Narrator, narrator
from rubric_dsl.explanation.telling.applying import Force, Shares, force_of, shares_of
from rubric_dsl.explanation.telling.effects import ToldEffect, told_effects
from rubric_dsl.explanation.telling.points import points_read
from rubric_dsl.explanation.telling.working import Working, rounded_steps, used_by, workings
from rubric_dsl.model.lists import with_fields
from rubric_dsl.model.rubric import Criterion, Metric, is_chinese
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import metrics_under, read_by
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.shape import without_comment
from rubric_dsl.syntax.spelling import option_key, spell_effect, spell_out, spell_rule

Part = tuple[int, str, str | None]
"""A child of a sum: the step of its points, its label, its weight as a percentage."""


@frozen
class Choice:
    """A section takes the best so many: one of its children among the others, ties by their order."""

    count: int
    own: int
    """The step of its points."""
    before: tuple[int, ...]
    """Those of the children in front of it."""
    behind: tuple[int, ...]

    def counts(self, values: Values) -> bool:
        """Whether it is among the best."""
        points = values.fraction(self.own)
        better = sum(values.fraction(step) >= points for step in self.before)
        return better + sum(values.fraction(step) > points for step in self.behind) < self.count


def choice_of(plan: c.Plan, section: Criterion, child: Criterion) -> Choice | None:
    """The choice that a child is in; None where all children count."""
    if section.best is None or child.apart is not None:
        return None
    others = [one for one in section.children if one.apart is None]
    steps = [plan.points[one.path] for one in others]
    place = steps.index(plan.points[child.path])
    return Choice(section.best.count, steps[place], tuple(steps[:place]), tuple(steps[place + 1 :]))


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
    """The step that holds them before the effects."""
    earned: int
    """The step that holds them before the bounds."""
    effects: tuple[ToldEffect, ...]
    observed: tuple[Watched, ...]
    narrate: Narrator | None
    worked: tuple[Working, ...]
    """The points of others, derived values and roundings that it uses, told of before its own arithmetic."""
    children: tuple[Part, ...]
    """For a section: each child's points step, label and weight as percentage."""
    choices: tuple[Choice, ...]
    """The choices of the best that it has to be in to count, from the top."""
    unsure: tuple[str, ...]
    """Metrics that its rule reads though they may be missing with nothing to stand for them."""
    force: Force | None
    """The points in force, where they may be fewer than the heading says; and why there are none."""
    above: tuple[Force, ...]
    """Those of the sections that it stands in."""
    shares: Shares | None
    """For a section: what it makes of what does not apply."""
    spread: tuple[Shares, ...]
    """What the sections above make of it."""
    leaf: Leaf | None
    levers: tuple[Lever, ...]
    watched: frozenset[str]
    """The metrics among them of which a change may move more than this subject's points."""
    alone: bool
    """Whether a gain here is a gain on the total times ``up/down``: no other node reads its metrics and no
    effect stands above."""


def as_written(
    source: SourceText, rule: t.Rule | t.Case | t.Effect | t.NotApplicable, lang: Language
) -> str | None:
    """The rule's own text where it is in the reader's language."""
    if isinstance(rule, t.Cases):
        rows = [as_written(source, row, lang) for row in rule.rows]
        return "\n".join(row for row in rows if row) if all(rows) else None
    span = rule.span
    line = source.line(span.line)
    text = line[span.column - 1 : span.end_column - 1].strip()
    said = without_comment(text).strip().rstrip("。")
    if without_comment(line[span.end_column - 1 :]).strip(" \t\u3000。."):
        return None  # it goes on in the next line
    return said if said and is_chinese(said) == (lang == "zh") else None


def display_names(metrics: Iterable[Metric], lang: Language) -> dict[str, str]:
    """What rules call metrics and their units in a reader's language; a foreign unit is left out."""
    metrics = tuple(with_fields(metrics).values())
    names = {unit: metric.unit_in(lang) or "" for metric in metrics for unit in metric.units}
    names.update((metric.id, metric.labels.name(lang)) for metric in metrics)
    names.update(
        (option_key(metric.id, option.id), option.name(lang))
        for metric in metrics
        for option in metric.options
    )
    return names


def rule_text(source: SourceText, rule: t.Rule, lang: Language, names: Mapping[str, str]) -> str:
    """The rule in the reader's language: as written, or spelt out where it was written in the other."""
    judged = isinstance(rule, t.Formula) and rule.judged  # may stand on one line with other marks
    return (None if judged else as_written(source, rule, lang)) or spell_rule(rule, lang, names)


def effect_texts(
    source: SourceText, effects: tuple[t.Effect, ...], lang: Language, names: Mapping[str, str]
) -> list[str]:
    """Effects in the reader's language: as written, or spelt out."""
    return [as_written(source, effect, lang) or spell_effect(effect, lang, names) for effect in effects]


def forces_of(plan: c.Plan, source: SourceText, lang: Language) -> dict[str, Force]:
    """The points in force of every node."""
    names = display_names(plan.rubric.named.values(), lang)
    found = {}
    for node in plan.rubric.walk():
        texts = [as_written(source, out, lang) or spell_out(out, lang, names) for out in node.outs]
        found[node.path] = force_of(plan, node, lang, texts)
    return found


def on_the_total(plan: c.Plan, source: SourceText, lang: Language) -> tuple[ToldEffect, ...]:
    """The effects under the rubric's head."""
    rubric = plan.rubric
    texts = effect_texts(source, rubric.effects, lang, display_names(rubric.named.values(), lang))
    rounded = rounded_steps(plan, "")
    return told_effects(rubric.effects, plan.effects.get("", ()), texts, rubric.named, plan.named, rounded)


def for_the_total(plan: c.Plan, lang: Language) -> tuple[Working, ...]:
    """The derived values and roundings that the effects under the rubric's head use."""
    return used_by(plan, "", workings(plan, lang, display_names(plan.rubric.named.values(), lang)))


def part(plan: c.Plan, node: Criterion, lang: Language) -> Part:
    """A node as a part of what stands above it."""
    weight = percent(exact(node.weight)) if node.weight is not None else None
    return plan.points[node.path], node.labels.title(lang), weight


def _readers(plan: c.Plan, leaves: Mapping[str, Leaf]) -> Counter[str]:
    """How many criteria and effects on sections read each metric."""
    found: Counter[str] = Counter()
    for leaf in leaves.values():
        found.update(leaf.metrics)
    for node in plan.rubric.walk():
        if node.children and node.path in plan.applicable:
            found.update(metrics_under(plan.steps, plan.applicable[node.path].step))
        for applied in plan.effects.get(node.path, ()) if node.children else ():
            for step in (applied.condition, applied.value):
                if step is not None:
                    found.update(metrics_under(plan.steps, step))
    return found


def fixed_lines(plan: c.Plan, source: SourceText, lang: Language) -> Iterator[Fixed]:
    """The fixed part of every node's line, parents first."""
    leaves = compile_leaves(plan)
    readers = _readers(plan, leaves)
    metrics = plan.rubric.metrics
    named = plan.rubric.named
    known = with_fields(named.values())
    names = display_names(named.values(), lang)
    worked = workings(plan, lang, names)
    file = PurePath(plan.rubric.file).name
    forces = forces_of(plan, source, lang)

    def effects_on(node: Criterion, path: str) -> tuple[ToldEffect, ...]:
        texts = effect_texts(source, node.effects, lang, names)
        rounded = rounded_steps(plan, path)
        return told_effects(node.effects, plan.effects.get(path, ()), texts, named, plan.named, rounded)

    def told(
        node: Criterion,
        depth: int,
        above: Fraction,
        gated: bool,
        choices: tuple[Choice, ...],
        outside: bool,
        over: tuple[Force, ...],
        spread: tuple[Shares, ...],
    ) -> Iterator[Fixed]:
        share = above * (node.weight if node.weight is not None else 1)
        steps = tuple(plan.steps[index] for index in plan.by_owner[node.path])
        by_role = {step.role: step.index for step in steps if step.branch is None}
        leaf = leaves.get(node.path)
        read = leaf.metrics if leaf else ()
        own = read_by(plan, node.path) if leaf else ()
        force = forces[node.path]
        shares = shares_of(plan, node, node.path, lang, forces)
        able = levers(node, plan, read)
        careful = frozenset(each.metric.id for each in able if each.watched)
        yield Fixed(
            node=node,
            depth=depth,
            label=node.labels.title(lang),
            rule=rule_text(source, node.rule, lang, names) if node.rule else None,
            place=f"{file}:{(node.rule or node).span.line}",
            max=exact(node.points),
            weight=exact(node.weight) if node.weight is not None else None,
            weighted_max="0" if outside else exact(node.points * share),
            up=share.numerator,
            down=share.denominator,
            points=plan.points[node.path],
            bounded=by_role.get("bounded", by_role.get("shared", by_role["earned"])),
            earned=by_role.get("shared", by_role["earned"]),
            effects=effects_on(node, node.path),
            observed=tuple(watched(metrics[name], lang) for name in own),
            narrate=narrator(node, steps, lang, known, plan.named, plan.places) if node.rule else None,
            worked=(*points_read(plan, node, lang), *used_by(plan, node.path, worked)),
            children=tuple(part(plan, child, lang) for child in node.children),
            choices=choices,
            unsure=tuple(name for name in own if metrics[name].asked and metrics[name].stands is None),
            force=force if force.steps else None,
            above=over,
            shares=shares,
            spread=spread,
            leaf=leaf,
            levers=able,
            watched=careful,
            alone=not gated and not careful and all(readers[name] == 1 for name in read),
        )
        for child in node.children:
            choice = choice_of(plan, node, child)
            within = choices if choice is None else (*choices, choice)
            beside = outside or child.apart is not None
            moved = gated or bool(node.effects) or node.best is not None or bool(force.steps or shares)
            below = (*over, force) if force.applicable is not None else over
            shared = spread if child.apart is not None or shares is None else (*spread, shares)
            yield from told(child, depth + 1, share, moved, within, beside, below, shared)

    top = shares_of(plan, plan.rubric, "", lang, forces)
    for node in plan.rubric.criteria:
        spread = (top,) if top is not None and node.apart is None else ()
        moved = bool(plan.rubric.effects) or top is not None
        yield from told(node, 0, Fraction(1), moved, (), node.apart is not None, (), spread)
