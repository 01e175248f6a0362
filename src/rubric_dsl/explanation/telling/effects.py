"""Effects in words: what each that acted took or gave.

Comes in: a node's effects with the steps that they made. Goes out: their words, made once, and what
is told of them for every subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from attrs import frozen

from rubric_dsl.explanation.account import Acted
from rubric_dsl.explanation.figures import shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import Template, template, words_of
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

_KINDS: dict[type, Any] = {t.Limit: "limit", t.Factor: "factor", t.Rounding: "rounding"}


@frozen
class ToldEffect:
    """One effect with its words."""

    text: str
    effect: t.Effect
    applied: c.Applied
    figure: Template | None
    """The limit or the factor where it is worked out."""

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps that what is told depends on."""
        made = (self.applied.before, self.applied.after, self.applied.condition, self.applied.value)
        return tuple(step for step in made if step is not None)


def told_effects(
    effects: tuple[t.Effect, ...],
    applied: tuple[c.Applied, ...],
    texts: list[str],
    named: Mapping[str, Metric],
    derived: Mapping[str, int],
    rounded: Mapping[Span, int],
) -> tuple[ToldEffect, ...]:
    """A node's effects, ready to be told of."""
    found = []
    for effect, made, text in zip(effects, applied, texts, strict=True):
        figure = None
        if made.value is not None and isinstance(effect, t.Limit | t.Factor):
            figure = template(
                effect.to if isinstance(effect, t.Limit) else effect.by, named, derived, rounded
            )
        found.append(ToldEffect(text, effect, made, figure))
    return tuple(found)


def acted(effects: tuple[ToldEffect, ...], values: Values, lang: Language) -> Iterator[Acted]:
    """The effects that acted on one subject, in order; gates that stand in a row are told together."""
    words = words_of(lang)
    for (before, after), members in groupby(effects, key=lambda one: (one.applied.before, one.applied.after)):
        row = tuple(members)
        was, became = values.exact(before), values.exact(after)
        first = row[0]
        if isinstance(first.effect, t.Gate):
            closed = [one.text for one in row if not values.raw[one.applied.condition]]  # type: ignore[index]
            if closed:
                joined = "; ".join(closed)
                yield Acted("gate", joined, was, became, words.gated(joined, shown(was)))
        elif was != became:
            kind = _KINDS[type(first.effect)]
            moved = _moved(values, before, after)
            told = words.affected(first.text, _worked(first, values), shown(was), *moved)
            yield Acted(kind, first.text, was, became, told)


def _moved(values: Values, before: int, after: int) -> tuple[str, str, bool]:
    """What points became, by how much they moved, and whether that is a loss."""
    moved = values.fraction(after) - values.fraction(before)
    return values.shown(after), shown(str(abs(moved))), moved < 0


def _worked(one: ToldEffect, values: Values) -> str:
    """The limit or the factor with its figures, where it is worked out; a factor also where it is not."""
    step = one.applied.value
    if isinstance(one.effect, t.Factor):
        by = values.shown(step) if step is not None else ""
        return f"{values.shown(one.applied.before)} × {by}" if by else ""
    if one.figure is None or step is None:
        return ""
    filled, result = one.figure.fill(values), values.shown(step)
    return filled if filled == result else f"{filled} = {result}"
