"""Model → plan: the tree of criteria as one row of core steps.

Children come before their parents and whatever a rule names before that rule, so that a step refers only
backwards. The last step is the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import define, evolve, field, frozen

from rubric_dsl.model.calendar import Calendar
from rubric_dsl.model.rubric import Criterion, Derived, Metric, Other, Rubric, path_of_points
from rubric_dsl.plan import core as c
from rubric_dsl.plan.lower_applying import Applying
from rubric_dsl.plan.lower_cohorts import NotOfAll, admission
from rubric_dsl.plan.lower_derived import lower_derived
from rubric_dsl.plan.lower_effects import EffectLowering
from rubric_dsl.plan.lower_grades import GradeLowering
from rubric_dsl.plan.lower_rules import NotLowered, RuleLowering
from rubric_dsl.plan.rounding import rounded
from rubric_dsl.plan.steps import ZERO, Steps, add, times
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

ROUNDING_EXAMPLE = "83.305"
"""A total on which the modes of rounding to two decimals differ."""


@frozen
class LoweredRule:
    """One criterion before its effects: what its rule earns, and what its bounds make of that."""

    criterion: Criterion
    earned: int
    bounded: int


@frozen
class Lowering:
    """A plan, or what keeps it from being one; ``rules`` are for the checker of bounds."""

    plan: c.Plan
    diagnostics: tuple[Diagnostic, ...]
    rules: tuple[LoweredRule, ...]
    complete: bool


@define
class _Lowerer:
    steps: Steps
    nodes: Mapping[str, Criterion]
    points: dict[str, int] = field(factory=dict)
    active: list[str] = field(factory=list)
    """The nodes that are being lowered, each needed by the one before it."""
    effects: dict[str, tuple[c.Applied, ...]] = field(factory=dict)
    rules: list[LoweredRule] = field(factory=list)
    reads: dict[str, c.Ref] = field(factory=dict)
    applying: Applying = field(init=False)
    complete: bool = True

    def __attrs_post_init__(self) -> None:
        self.applying = Applying(self.steps, self.points)

    def points_of(self, path: str, span: Span) -> c.Ref:
        """The points of a node that another one names: lowered now, unless that leads back here."""
        if path in self.active:
            way = [*self.active[self.active.index(path) :], path]
            called = tuple(self.nodes[one].labels.naming for one in way)
            self.steps.found.append(diagnostic("RB0336", span, way=called))
            raise NotLowered
        node = self.nodes.get(path)
        if node is None:
            raise NotLowered  # a heading that could not be read
        return self.node(node)

    def read(self, path: str, span: Span) -> c.Ref:
        """The points of a node as a rule elsewhere reads them."""
        points = self.points_of(path, span)
        if path not in self.reads:
            self.reads[path] = self.applying.read(self.nodes[path], points)
        return self.reads[path]

    def applies_of(self, path: str, span: Span) -> c.Ref:
        """The step that says whether a node applies, of one that may not."""
        self.points_of(path, span)
        found = self.applying.nodes.get(path)
        if found is None:
            name = self.nodes[path].labels.naming
            self.steps.found.append(diagnostic("RB0363", span, name=name, metric=False))
            raise NotLowered
        return c.Ref(found.step)

    def node(self, node: Criterion) -> c.Ref:
        """The step that holds a node's points."""
        if node.path in self.points:
            return c.Ref(self.points[node.path])
        self.active.append(node.path)
        try:
            return self._node(node)
        finally:
            self.active.pop()

    def _node(self, node: Criterion) -> c.Ref:
        if node.children:
            earned = self._sum(node.path, node.children, node)
            bounded = self.applying.shared(node, node.path, earned)
        else:
            earned, bounded = self._leaf(node)
        found = self._affected(node, node.path, bounded)
        try:
            found = self.applying.node(node, found)
        except NotLowered:
            self.complete = False
        self.points[node.path] = found.step
        if not node.children and not node.broken:
            self.rules.append(LoweredRule(node, earned.step, bounded.step))
        return found

    def _leaf(self, node: Criterion) -> tuple[c.Ref, c.Ref]:
        lowering = RuleLowering(self.steps, node.path, node.points, node.least)
        if node.rule is not None and not node.broken:
            try:
                earned = lowering.rule(node.rule)
                rule = node.rule
                return earned, lowering.bounded(earned, rule.bounds, node.points, rule.span, node.least)
            except NotLowered:
                pass
        self.complete = False
        object.__setattr__(node, "broken", True)
        nothing = self.steps.number("earned", node.path, ZERO, node.span)
        return nothing, nothing

    def _sum(self, owner: str, children: tuple[Criterion, ...], at: Criterion | Rubric) -> c.Ref:
        parts: list[c.Expr] = [
            times(child.weight if child.weight is not None else Fraction(1), self.node(child))
            for child in children
        ]
        best = at.best if isinstance(at, Criterion) else None
        if best is not None:
            within = [part for part, child in zip(parts, children, strict=True) if child.apart is None]
            outside = [part for part, child in zip(parts, children, strict=True) if child.apart is not None]
            parts = [*self._best(owner, within, best), *outside]
        shares = at.policy is not None and at.policy.way != "drop"
        role: c.Role = "earned" if owner or at.effects or shares else "total"
        return self.steps.number(role, owner, add(*parts), at.span)

    def _best(self, owner: str, parts: list[c.Expr], best: t.Best) -> list[c.Expr]:
        """The best so many of some points: the greatest of all, then the greatest of what is left."""
        picked: list[c.Expr] = []
        for round_ in range(min(best.count, len(parts))):
            greatest = parts[0]
            left: list[c.Expr] = []
            last = round_ + 1 == best.count
            for part in parts[1:]:
                if not last:
                    left.append(self.steps.number("left", owner, c.Minimum((greatest, part)), best.span))
                greatest = self.steps.number("picked", owner, c.Maximum((greatest, part)), best.span)
            picked.append(greatest)
            parts = left
        return picked

    def admission(self, gate: t.Expression | None) -> int | None:
        """The step that says whether a subject belongs to the cohort."""
        if gate is None:
            return None
        try:
            return admission(EffectLowering(self.steps, c.FOR_ALL), gate)
        except (NotLowered, NotOfAll):
            self.complete = False
            return None

    def ties(self, ranking: tuple[t.TieBreak, ...]) -> tuple[tuple[int, bool], ...]:
        """The steps that decide between equal totals."""
        found: list[tuple[int, bool]] = []
        for tie in ranking:
            try:
                value = EffectLowering(self.steps, c.FOR_ALL).expression(tie.value)
            except NotLowered:
                self.complete = False
                continue
            step = self.steps.number("standing", c.FOR_ALL, value, tie.span).step
            found.append((step, tie.first == "lowest"))
        return tuple(found)

    def exclusions(self, rubric: Rubric) -> tuple[int, ...]:
        """The steps that say whether a subject is excluded."""
        found: list[int] = []
        for one in rubric.exclusions:
            try:
                held = EffectLowering(self.steps, "").expression(one.condition)
            except NotLowered:
                self.complete = False
                continue
            found.append(self.steps.truth("excluded", "", held, one.span).step)
        return tuple(found)

    def grades(self, rubric: Rubric, total: c.Ref) -> c.Graded | None:
        """The steps of the grades."""
        if rubric.grades is None or not self.complete:
            return None
        try:
            return GradeLowering(self.steps, "").grades(rubric.grades, total, rubric.publication)
        except NotLowered:
            self.complete = False
            return None

    def _affected(self, node: Criterion | Rubric, path: str, points: c.Ref) -> c.Ref:
        """The points after a node's effects."""
        if not node.effects:
            return points
        span = node.rule.span if isinstance(node, Criterion) and node.rule else node.span
        try:
            points, self.effects[path] = EffectLowering(self.steps, path).effects(node.effects, points, span)
            self.applying.inside(node, path, self.effects[path])
        except NotLowered:
            self.complete = False
        return points


def _unanswered(rubric: Rubric, steps: Steps, lowerer: _Lowerer, ends: Iterable[int]) -> Iterator[Diagnostic]:
    """Rules that a missing value would reach; then the total, exclusions and grades (``ends``)."""
    nodes = [node for node in rubric.walk() if node.path in lowerer.points]
    reached = [(lowerer.points[node.path], node.rule.span if node.rule else node.span) for node in nodes]
    told: set[str] = set()
    for step, span in [*reached, *((step, steps.made[step].span) for step in ends)]:
        open_ = lowerer.applying.presence.of(step) - told
        told |= open_
        for name in sorted(open_):
            code = "RB0357" if path_of_points(name) is None else "RB0362"
            yield diagnostic(code, span, name=rubric.named[name].labels.naming)


def _lowered(rubric: Rubric, steps: Steps, scored: dict[str, c.Scored]) -> tuple[_Lowerer, c.Ref]:
    """The steps of a whole rubric up to its total."""
    lowerer = _Lowerer(steps, {node.path: node for node in rubric.walk()})
    steps.points_of, steps.applies_of = lowerer.read, lowerer.applies_of

    def score_of(key: str) -> c.Ref:
        if key not in scored:
            scored[key] = _scored(rubric.others[key], steps, scored)
        return c.Ref(scored[key].score)

    steps.score_of = score_of
    lower_derived(rubric.derived, steps)
    lowerer.complete = not steps.lost
    whole = lowerer.applying.shared(rubric, "", lowerer._sum("", rubric.criteria, rubric))
    total = lowerer._affected(rubric, "", whole)
    return lowerer, total


def _scored(other: Other, steps: Steps, scored: dict[str, c.Scored]) -> c.Scored:
    """Another rubric's steps among those of this one; what its owners are called begins with a space."""
    rubric = other.rubric
    inner = evolve(
        steps, derived={}, shares=set(), lost=set(), calendar=rubric.calendar, within=f" {other.key}\n"
    )
    lowerer, total = _lowered(rubric, inner, scored)
    if "" in lowerer.applying.maxima:
        steps.falling.add(other.key)
    score = total
    if rubric.publication is not None:
        found = rounded(total, inner.range(total), rubric.publication)
        score = inner.number("points", "", found, rubric.span)
    sections = tuple(lowerer.points[node.path] for node in rubric.criteria)
    return c.Scored(rubric, other.hash, sections, total.step, score.step)


def lower(rubric: Rubric) -> Lowering:
    """A model (broken nodes and all) as a plan; use it only where ``complete``."""
    steps = Steps(rubric.metrics, rubric.calendar)
    scored: dict[str, c.Scored] = {}
    lowerer, total = _lowered(rubric, steps, scored)
    admitted = lowerer.admission(rubric.cohort)
    ties = lowerer.ties(rubric.ranking)
    exclusions = lowerer.exclusions(rubric)
    graded = lowerer.grades(rubric, total)
    ends = (total.step, *exclusions, *((graded.grade,) if graded is not None else ()))
    steps.found.extend(_unanswered(rubric, steps, lowerer, ends))
    found = list(steps.found)
    reach = steps.range(total)
    if rubric.publication is None and not reach.whole and rubric.total_span and lowerer.complete:
        found.append(diagnostic("RB0404", rubric.total_span, example=ROUNDING_EXAMPLE))
    plan = c.Plan(
        rubric,
        tuple(rubric.metrics.values()),
        tuple(steps.made),
        tuple(steps.ranges),
        lowerer.points,
        {owner: tuple(indexes) for owner, indexes in steps.by_owner.items()},
        total.step,
        rubric.publication,
        {name: ref.step for name, ref in steps.derived.items()},
        lowerer.effects,
        exclusions,
        tuple(steps.refusals),
        graded,
        tuple(steps.statistics),
        admitted,
        ties,
        dict(steps.places),
        others=scored,
        applicable=lowerer.applying.nodes,
        maxima=lowerer.applying.maxima,
    )
    wrong = any(one.severity == "error" for one in found)
    return Lowering(plan, tuple(found), tuple(lowerer.rules), lowerer.complete and not wrong)


def lower_rule(
    rule: t.Rule,
    metrics: Mapping[str, Metric],
    points: Fraction | None,
    derived: Mapping[str, Derived] | None = None,
    calendar: Calendar | None = None,
) -> tuple[Steps, c.Ref, c.Ref]:
    """A rule on its own; raises :class:`NotLowered` with the diagnostics in the steps."""
    steps = Steps(metrics, calendar)
    lower_derived(derived or {}, steps)
    lowering = RuleLowering(steps, "rule")
    earned = lowering.rule(rule)
    return steps, earned, lowering.bounded(earned, rule.bounds, points, rule.span)
