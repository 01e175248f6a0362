"""What does not apply, in words: which node and why, and what the section above made of its points.

Comes in: a plan and the words of a language, once. Goes out: for each subject the points in force of
a node, and the sentences about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from rubric_dsl.explanation.figures import exact, percent, shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import words_of
from rubric_dsl.model.rubric import Criterion, Rubric
from rubric_dsl.plan import core as c
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t

_ZERO = Fraction(0)


@frozen
class Force:
    """How many points of a node are in force, and why there are none."""

    declared: Fraction
    maximum: int | None
    """The step of the points in force, where they vary though it applies."""
    applicable: int | None
    outs: tuple[tuple[int, str], ...]
    """The steps of its conditions, and their words."""
    metrics: tuple[tuple[str, str], ...]
    """Metrics without which it does not apply, and what people call them."""

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps that what is told depends on."""
        made = (self.maximum, self.applicable, *(step for step, _ in self.outs))
        return tuple(step for step in made if step is not None)

    def applies(self, values: Values) -> bool:
        """Whether the node applies."""
        return self.applicable is None or bool(values.raw[self.applicable])

    def most(self, values: Values) -> Fraction:
        """The points in force."""
        if not self.applies(values):
            return _ZERO
        return self.declared if self.maximum is None else values.fraction(self.maximum)

    def why(self, values: Values, lang: Language) -> str:
        """What keeps the node from applying."""
        words = words_of(lang)
        said = [words.is_missing(label) for name, label in self.metrics if not values.present(name)]
        said += [text for step, text in self.outs if values.raw[step]]
        return ("；" if lang == "zh" else "; ").join(said) or str(words.nothing_below())


@frozen
class Shares:
    """What a section, or the rubric, makes of the points of what does not apply below it."""

    policy: t.Policy
    declared: Fraction
    before: int
    """The step that holds the sum of the children's points."""
    after: int
    maximum: int
    """The step of the points in force."""
    children: tuple[tuple[int, str, Fraction | None, Force], ...]
    """Each child's points, label, weight and points in force."""
    beside: tuple[int, ...]
    """The points of bonuses and maluses, which are added as they are."""
    whole: int
    """The step that holds the sum with those."""

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps that what is told depends on."""
        below = (step for points, _, _, force in self.children for step in (points, *force.steps))
        return (self.before, self.after, self.maximum, self.whole, *self.beside, *below)

    def factor(self, values: Values) -> Fraction:
        """What points below are multiplied by; 0 where nothing applies and a result is stated."""
        if self.policy.way == "drop":
            return Fraction(1)
        in_force = values.fraction(self.maximum)
        return self.declared / in_force if in_force else _ZERO

    def tell(self, values: Values, lang: Language) -> tuple[str, ...]:
        """How the children make the section."""
        told = self._within(values, lang)
        if not self.beside or self.policy.way == "drop":
            return told
        parts = " + ".join(values.shown(step) for step in (self.after, *self.beside))
        return (*told, f"{parts} = {values.shown(self.whole)}".replace("+ −", "− "))

    def _within(self, values: Values, lang: Language) -> tuple[str, ...]:
        words = words_of(lang)
        out = [label for _, label, _, force in self.children if not force.applies(values)]
        in_force = values.fraction(self.maximum)
        if in_force == self.declared:
            return _sum(self.children, values, None)
        without = ("、" if lang == "zh" else ", ").join(out)
        figures = shown(exact(in_force)), shown(exact(self.declared))
        if not in_force:
            return (words.none_applies(values.shown(self.after)),)
        if self.policy.way == "drop":
            return (*_sum(self.children, values, None), words.dropped(*figures, without))
        if self.policy.way == "redistribute":
            return (*_sum(self.children, values, self.factor(values)), words.redistributed(without))
        before, after = values.shown(self.before), values.shown(self.after)
        return (*_sum(self.children, values, None), words.rescaled(before, after, *figures, without))


def _sum(
    children: Sequence[tuple[int, str, Fraction | None, Force]], values: Values, factor: Fraction | None
) -> tuple[str, ...]:
    """How those that apply add up; ``factor``: what their weights are multiplied by."""
    parts, total = [], _ZERO
    for points, _, weight, force in children:
        if not force.applies(values):
            continue
        share = None if weight is None else weight * (factor or 1)
        total += values.fraction(points) * (1 if share is None else share)
        figure = values.shown(points)
        parts.append(figure if share is None else f"{figure} × {percent(exact(share or _ZERO))}")
    if not parts or (len(parts) == 1 and "×" not in parts[0]):
        return ()
    return (f"{' + '.join(parts)} = {shown(exact(total))}".replace("+ −", "− "),)


def force_of(plan: c.Plan, node: Criterion, lang: Language, texts: Sequence[str]) -> Force:
    """The points in force of a node; ``texts`` are its conditions in words."""
    applicable = plan.applicable.get(node.path)
    maximum = plan.maxima.get(node.path)
    if applicable is None:
        return Force(node.points, maximum, None, (), ())
    metrics = plan.rubric.metrics
    called = tuple((name, metrics[name].label(lang)) for name in applicable.metrics)
    outs = tuple(zip(applicable.outs, texts, strict=True))
    return Force(node.points, maximum, applicable.step, outs, called)


def shares_of(
    plan: c.Plan, at: Criterion | Rubric, path: str, lang: Language, forces: Mapping[str, Force]
) -> Shares | None:
    """What a section does about what does not apply; None where everything below it does."""
    own = {plan.steps[index].role: index for index in plan.by_owner.get(path, ())}
    if at.policy is None or "maximum" not in own:
        return None
    below = at.children if isinstance(at, Criterion) else at.criteria
    children = tuple(
        (plan.points[child.path], child.labels.title(lang), child.weight, forces[child.path])
        for child in below
        if child.apart is None
    )
    declared = at.points if isinstance(at, Criterion) else at.total
    summed = own["earned"] if "earned" in own else own["total"]
    whole = own.get("shared", summed if at.policy.way == "drop" else own.get("total", summed))
    before, after = own.get("within", summed), own.get("rescaled", whole)
    beside = tuple(plan.points[child.path] for child in below if child.apart is not None)
    return Shares(at.policy, declared, before, after, own["maximum"], children, beside, whole)
