"""What every narrator tells with: the words of a language, and expressions that take figures.

Comes in: a criterion and its expressions. Goes out: templates to be filled with the values of an evaluation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from attrs import evolve, field, frozen

from rubric_dsl.explanation import words_en, words_zh
from rubric_dsl.explanation.reading import Values, watched
from rubric_dsl.model.binding import metrics_in
from rubric_dsl.model.rubric import Criterion, Metric
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import option_key, symbols

Story = tuple[tuple[str, ...], str]
"""The arithmetic, and why points were lost (empty where the lost text is 0)."""
Narrator = Callable[[Values, str], Story]
"""From the values and the text of the points lost."""

_FIRST, _ROUNDED = 0xE000, 0xF000
"""Names are spelt as private characters first, so that figures can stand in their place."""


def words_of(lang: Language) -> ModuleType:
    """The sentences of a language."""
    return words_zh if lang == "zh" else words_en


def replaced(item: Any, found: Callable[[object], object | None]) -> Any:
    """A tree with other nodes in place of those that ``found`` has something for."""
    other = found(item)
    if other is not None:
        return other
    if isinstance(item, tuple):
        return tuple(replaced(each, found) for each in item)
    fields = getattr(type(item), "__attrs_attrs__", ())
    parts = {one.name: getattr(item, one.name) for one in fields if one.init and one.name != "span"}
    changed = {name: new for name, part in parts.items() if (new := replaced(part, found)) is not part}
    return evolve(item, **changed) if any(parts[name] != new for name, new in changed.items()) else item


@frozen
class Worked:
    """The place of a figure that is worked out: the value of a step."""

    step: int
    percent: bool = False

    def figure(self, values: Values) -> str:
        """The figure as people read it."""
        return values.percent(self.step) if self.percent else values.shown(self.step)


@frozen
class Template:
    """An expression to be shown with its figures: ``{0} + {1}``."""

    parts: tuple[str | Metric | Worked | Fork, ...]

    def fill(self, values: Values) -> str:
        """The expression with every figure in its place; one below 0 in brackets behind anything else."""
        filled: list[str] = []
        for part in self.parts:
            text = part if isinstance(part, str) else _figure(part, values)
            behind = text[0] == "−" and filled and not isinstance(part, str) and filled[-1][-1] not in "(["
            filled.append(f"({text})" if behind else text)
        return "".join(filled)


@frozen
class Fork:
    """A conditional inside an expression: the figures of the side that was taken are shown."""

    condition: int
    """The step that says whether it held."""
    then: Template
    otherwise: Template
    brackets: bool

    def figure(self, values: Values) -> str:
        """The side that was taken; in brackets where it stands among other figures."""
        taken = self.then if values.raw[self.condition] else self.otherwise
        text = taken.fill(values)
        return f"({text})" if self.brackets and " " in text else text


def _figure(part: Metric | Worked | Fork, values: Values) -> str:
    return values.figure(part) if isinstance(part, Metric) else part.figure(values)


def template(
    item: t.Expression,
    metrics: Mapping[str, Metric],
    derived: Mapping[str, int] | None = None,
    rounded: Mapping[Span, int] | None = None,
) -> Template:
    """An expression ready to take figures: symbols only, the same in every language.

    ``derived`` gives the step of each name that is no metric, ``rounded`` that of each rounding by its place.
    """
    inside: dict[str, Metric | Worked | Fork] = {}
    whole = isinstance(item, t.Conditional)

    def figure_of(part: object) -> t.Name | None:
        """What was rounded on the way stands as one figure, and so does the side that a condition chose."""
        mark = chr(_ROUNDED + len(inside))
        match part:
            case t.Rounded() | t.ScoreOf() | t.Fold() | t.Rank():
                inside[mark] = Worked((rounded or {})[part.span])
            case t.Conditional():
                then = template(part.then, metrics, derived, rounded)
                otherwise = template(part.otherwise, metrics, derived, rounded)
                inside[mark] = Fork((rounded or {})[part.span], then, otherwise, not whole)
            case _:
                return None
        return t.Name(mark, span=part.span)

    item = replaced(item, figure_of)
    marks = {name: chr(_FIRST + index) for index, name in enumerate(metrics_in(item)) if name not in inside}
    by_mark = {**inside, **{mark: metrics[name] for name, mark in marks.items()}}
    for name, step in (derived or {}).items():
        if name in marks:
            by_mark[marks[name]] = Worked(step, name in metrics and metrics[name].percent)
    parts: list[str | Metric | Worked | Fork] = []
    for character in symbols(item, marks):
        if character in by_mark:
            parts.append(by_mark[character])
        elif parts and isinstance(last := parts[-1], str):
            parts[-1] = last + character
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
    order: tuple[tuple[str, int], ...]
    """The same steps with their roles, in the order of the rule."""
    derived: Mapping[str, int] = field(factory=dict)
    """The step of each derived value; ``metrics`` has them as if they were metrics."""
    rounded: Mapping[Span, int] = field(factory=dict)
    """The step of each rounding and of each fold, by its place."""

    @property
    def words(self) -> ModuleType:
        """The sentences to use."""
        return words_of(self.lang)

    def template(self, item: t.Expression) -> Template:
        """An expression ready to take figures."""
        return template(item, self.metrics, self.derived, self.rounded)

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
        if any(isinstance(side, t.Day) for side in sides) or any(
            isinstance(side, t.Name) and self.metrics[side.text].kind == "date" for side in sides
        ):
            return Values.day
        shares = any(isinstance(side, t.Number) and side.percent for side in sides) or any(
            isinstance(side, t.Name) and self.metrics[side.text].percent for side in sides
        )
        return Values.percent if shares else Values.shown

    def names(self) -> dict[str, str]:
        """The metrics' names in the reader's language."""
        found = {name: metric.labels.name(self.lang) for name, metric in self.metrics.items()}
        for name, metric in self.metrics.items():
            for option in metric.options:
                found[option_key(name, option.id)] = option.name(self.lang)
        return found


def worked(item: t.Expression, filled: str, result: str) -> tuple[str, ...]:
    """``400 + 160 = 560``: nothing for a plain metric or number, which needs no working out."""
    if isinstance(item, t.Name | t.Number | t.Rounded | t.ScoreOf | t.Fold | t.Rank | t.Day):
        return ()
    return (equals(filled, result),)


def equals(left: str, right: str) -> str:
    """``1 / 3 ≈ 33.33%``: the sign says whether the right side was rounded."""
    return f"{left} ≈ {right[1:]}" if right.startswith("≈") else f"{left} = {right}"
