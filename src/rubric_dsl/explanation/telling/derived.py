"""Derived values in words: ``growth = (120 − 100) / 100 = 20%``, before the rule that uses them.

Comes in: a plan and a reader's language. Goes out: for each step of a derived value what tells of it; and for
each criterion or section which of them it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from rubric_dsl.explanation.reading import Values, watched
from rubric_dsl.explanation.telling.template import equals, template, words_of
from rubric_dsl.model.rubric import Derived
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import metrics_under, references
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import Names, spell


@frozen
class Worked:
    """A derived value as an account shows it."""

    step: int
    metrics: tuple[str, ...]
    """What its line depends on."""
    tell: Callable[[Values], str]


def worked_values(plan: c.Plan, lang: Language, names: Names) -> Mapping[int, Worked]:
    """What tells of each derived value, by its step, in the order in which they are worked out."""
    found = {}
    for one in plan.rubric.derived.values():
        step = plan.derived[one.id]
        tell = _condition(plan, one, lang, names) if plan.steps[step].truth else _number(plan, one, lang)
        found[step] = Worked(step, metrics_under(plan.steps, step), tell)
    return found


def _number(plan: c.Plan, one: Derived, lang: Language) -> Callable[[Values], str]:
    name, step = one.shown.labels.name(lang), plan.derived[one.id]
    filled = template(one.expression, plan.rubric.named, plan.derived)
    seen = watched(one.shown, lang)
    plain = isinstance(one.expression, t.Number | t.Name)

    def tell(values: Values) -> str:
        figure = values.percent(step) if one.shown.percent else values.shown(step)
        unit = seen.one if figure == "1" else seen.many
        return equals(name if plain else f"{name} = {filled.fill(values)}", figure + unit)

    return tell


def _condition(plan: c.Plan, one: Derived, lang: Language, names: Names) -> Callable[[Values], str]:
    name, step, words = one.shown.labels.name(lang), plan.derived[one.id], words_of(lang)
    text = spell(one.expression, lang, names)
    return lambda values: str(words.worked_condition(name, text, bool(values.raw[step])))


def used_by(plan: c.Plan, path: str, worked: Mapping[int, Worked]) -> tuple[Worked, ...]:
    """The derived values that a node's own steps use, and those that these need, in order."""
    found: set[int] = set()
    waiting = list(plan.by_owner[path])
    while waiting:
        below = {step for step in references(plan.steps[waiting.pop()].expr) if _is_derived(plan, step)}
        waiting.extend(below - found)
        found |= below
    return tuple(one for step, one in worked.items() if step in found)


def _is_derived(plan: c.Plan, step: int) -> bool:
    """Whether a step belongs to a derived value: is one, or is on the way to one."""
    return plan.steps[step].owner.startswith(" ")
