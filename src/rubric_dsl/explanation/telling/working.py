"""What is worked out before a rule, in words: ``growth = (120 − 100) / 100 = 20%``, and what is rounded.

Comes in: a plan and a reader's language. Goes out: for each step of a derived value or of a rounding what
tells of it; and for each criterion or section which of them it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from rubric_dsl.explanation.figures import percent
from rubric_dsl.explanation.reading import Values, watched
from rubric_dsl.explanation.telling.cases import taken_case
from rubric_dsl.explanation.telling.folds import fold_told
from rubric_dsl.explanation.telling.template import equals, template, words_of
from rubric_dsl.model.rubric import Derived
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import metrics_under, references
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import Names, spell, spell_rounding

Told = Callable[[Values], str]


@frozen
class Working:
    """A value on the way to points, as an account shows it."""

    step: int
    metrics: tuple[str, ...]
    """What its line depends on."""
    tell: Told


def workings(plan: c.Plan, lang: Language, names: Names) -> Mapping[int, Working]:
    """What tells of each derived value and each rounding, by its step."""
    found: dict[int, Told] = {}
    for one in plan.rubric.derived.values():
        owner = c.owner_of_derived(one.id)
        found.update(_on_the_way(plan, owner, one.expression, lang, names))
        step = plan.derived[one.id]
        truth = plan.steps[step].truth
        found[step] = _condition(plan, one, lang, names) if truth else _number(plan, one, lang)
    for other in plan.others.values():
        found[other.score] = _score_of(plan, other, lang)
    for node in plan.rubric.walk():
        found.update(_on_the_way(plan, node.path, (node.rule, node.effects), lang, names))
    found.update(_on_the_way(plan, "", plan.rubric.effects, lang, names))
    return {
        step: Working(step, metrics_under(plan.steps, step), _if_taken(plan, step, tell))
        for step, tell in sorted(found.items())
    }


def _if_taken(plan: c.Plan, step: int, tell: Told) -> Told:
    """What belongs to the rule of a case is told only where that case holds."""
    branch, owner = plan.steps[step].branch, plan.steps[step].owner
    if branch is None:
        return tell
    held = [index for index in plan.by_owner[owner] if plan.steps[index].role == "case"]
    return lambda values: tell(values) if taken_case(held, values) == branch else ""


def _worked_in(item: object) -> Iterator[t.Rounded | t.Fold | t.Rank]:
    """What is rounded or folded in an expression; what stands inside a fold is worked out for each entry."""
    if isinstance(item, t.Rounded | t.Fold | t.Rank):
        yield item
    if isinstance(item, t.Fold | t.Rank | t.Over):
        return
    if isinstance(item, tuple):
        for each in item:
            yield from _worked_in(each)
    for each in getattr(type(item), "__attrs_attrs__", ()):
        if each.name != "span":
            yield from _worked_in(getattr(item, each.name))


def rounded_steps(plan: c.Plan, owner: str) -> dict[Span, int]:
    """The steps of an owner that round or fold, by the place where that is written."""
    own = (plan.steps[index] for index in plan.by_owner.get(owner, ()))
    made = {step.span: step.index for step in own if step.role in ("rounded", "fork", "fold")}
    return {**made, **plan.places}


def _on_the_way(
    plan: c.Plan, owner: str, item: object, lang: Language, names: Names
) -> Iterator[tuple[int, Told]]:
    places = rounded_steps(plan, owner)
    for one in _worked_in(item):
        if isinstance(one, t.Rounded):
            yield places[one.span], _rounding(plan, one, places, lang)
        elif isinstance(one, t.Rank) or one.source is None:
            yield places[one.span], _of_all(one, places[one.span], lang, names)
        else:
            yield places[one.span], fold_told(plan, one, places[one.span], lang, names)


def _of_all(one: t.Fold | t.Rank, step: int, lang: Language, names: Names) -> Told:
    """``mean of price among all = 95``"""
    text = spell(one, lang, names)
    return lambda values: equals(text, values.shown(step))


def _rounding(plan: c.Plan, one: t.Rounded, places: Mapping[Span, int], lang: Language) -> Told:
    step, words, how = places[one.span], words_of(lang), spell_rounding(one.how, lang)
    exact = step - 1  # what is rounded is the step before
    filled = template(one.operand, plan.rubric.named, plan.named, places)
    plain = isinstance(one.operand, t.Number | t.Name | t.Rounded | t.ScoreOf | t.Fold | t.Rank)
    if plan.steps[exact].span != one.operand.span or plan.steps[exact].role != "exact":
        # a root or a logarithm: there is no exact figure to show
        return lambda values: str(words.rounded(filled.fill(values), how, values.shown(step)))

    def tell(values: Values) -> str:
        figure = values.shown(exact)
        text = figure if plain else equals(filled.fill(values), figure)
        return str(words.rounded(text, how, values.shown(step)))

    return tell


def _score_of(plan: c.Plan, other: c.Scored, lang: Language) -> Told:
    """The total under another rubric, with its sections and its hash."""
    rubric, words = other.rubric, words_of(lang)
    title = rubric.labels.title(lang)
    how = spell_rounding(rubric.publication, lang) if rubric.publication else ""
    sections = tuple(
        (node.labels.title(lang), step, percent(str(node.weight)) if node.weight is not None else "")
        for node, step in zip(rubric.criteria, other.sections, strict=True)
    )

    def tell(values: Values) -> str:
        parts = [
            f"{label} {values.shown(step)}" + (f" × {weight}" if weight else "")
            for label, step, weight in sections
        ]
        total = values.shown(other.total)
        text = str(words.score_of(title, other.hash[:12], parts, total))
        return str(words.rounded(text, how, values.shown(other.score))) if how else text

    return tell


def _number(plan: c.Plan, one: Derived, lang: Language) -> Told:
    name, step = one.shown.labels.name(lang), plan.derived[one.id]
    places = rounded_steps(plan, c.owner_of_derived(one.id))
    filled = template(one.expression, plan.rubric.named, plan.named, places)
    seen = watched(one.shown, lang)
    plain = isinstance(one.expression, t.Number | t.Name | t.Rounded | t.ScoreOf | t.Fold | t.Rank)

    def tell(values: Values) -> str:
        figure = values.percent(step) if one.shown.percent else values.shown(step)
        unit = seen.one if figure == "1" else seen.many
        worked = "" if plain else filled.fill(values)
        return equals(name if worked in ("", figure) else f"{name} = {worked}", figure + unit)

    return tell


def _condition(plan: c.Plan, one: Derived, lang: Language, names: Names) -> Told:
    name, step, words = one.shown.labels.name(lang), plan.derived[one.id], words_of(lang)
    text = spell(one.expression, lang, names)
    return lambda values: str(words.worked_condition(name, text, bool(values.raw[step])))


def used_by(plan: c.Plan, path: str, worked: Mapping[int, Working]) -> tuple[Working, ...]:
    """What a node's own steps use of it, and what that needs, in order."""
    own = set(plan.by_owner[path])
    found = set(own)
    waiting = list(own)
    while waiting:
        below = set(references(plan.steps[waiting.pop()].expr))
        new = {step for step in below - found if plan.steps[step].owner.startswith(" ")}
        waiting.extend(new)
        found |= new
    return tuple(one for step, one in worked.items() if step in found)
