"""What is not applicable → core: which nodes apply, out of how many points, and what becomes of it above.

Comes in: a node of the model whose own steps and whose children's are made. Goes out: steps that say whether
it applies and how many points are in force, and its points: 0 where it does not apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import define, field

from rubric_dsl.model.adding_up import contribution
from rubric_dsl.model.rubric import Criterion, Rubric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.in_force import beyond
from rubric_dsl.plan.lower_effects import EffectLowering
from rubric_dsl.plan.presence import Presence
from rubric_dsl.plan.steps import ZERO, Steps, add, literal, times
from rubric_dsl.source.diagnostics import diagnostic, warning
from rubric_dsl.syntax import tree as t


@define
class Applying:
    """What is known so far of the nodes that may be not applicable, by path."""

    steps: Steps
    points: Mapping[str, int]
    """The step that holds each node's points."""
    presence: Presence = field(init=False)
    nodes: dict[str, c.Applicable] = field(factory=dict)
    maxima: dict[str, int] = field(factory=dict)
    """The step of the points in force, of nodes that may have fewer than their heading says."""
    _least: dict[str, tuple[Fraction, Fraction]] = field(factory=dict)
    """For those: the fewest points that may be in force, and the fewest that are more than none."""
    _parts: dict[str, tuple[Fraction, ...]] = field(factory=dict)
    """For those: the points that may be in force or not, each by itself."""
    _some: dict[str, c.Expr] = field(factory=dict)
    """Of sections that do not apply where nothing below them does: that something does."""

    def __attrs_post_init__(self) -> None:
        self.presence = Presence(self.steps)

    def node(self, node: Criterion, points: c.Ref) -> c.Ref:
        """A node's points: 0 where it does not apply."""
        missing: tuple[str, ...] = ()
        if not node.children:
            needed = self.presence.of(points.step)
            known = self.steps.metrics
            missing = tuple(name for name in sorted(needed) if name in known and known[name].out)
        outs: list[c.Ref] = []
        for out in node.outs:
            held = EffectLowering(self.steps, node.path).expression(out.condition)
            outs.append(self.steps.truth("out", node.path, held, out.span))
        some = self._some.get(node.path)
        tests = [*map(c.Given, missing), *map(c.Not, outs), *([some] if some is not None else [])]
        if not tests:
            return points
        span = node.outs[0].span if node.outs else node.span
        applies = tests[0] if len(tests) == 1 else c.And(tuple(tests))
        step = self.steps.truth("applicable", node.path, applies, span)
        self.nodes[node.path] = c.Applicable(step.step, tuple(one.step for one in outs), missing)
        self.presence.asked[step.step] = node.path
        return self.steps.number("points", node.path, c.Choose(step, points, ZERO), span)

    def _may_lack(self, child: Criterion) -> bool:
        return child.path in self.nodes or child.path in self.maxima

    def _given(self, child: Criterion) -> c.Expr:
        """What a child adds to the section's sum."""
        return times(
            child.weight if child.weight is not None else Fraction(1), c.Ref(self.points[child.path])
        )

    def _in_force(self, child: Criterion) -> c.Expr:
        """What a child's points are out of, by its weight."""
        weight = child.weight if child.weight is not None else Fraction(1)
        whole: c.Expr = literal(weight * child.points)
        if child.path in self.maxima:
            whole = times(weight, c.Ref(self.maxima[child.path]))
        applicable = self.nodes.get(child.path)
        return whole if applicable is None else c.Choose(c.Ref(applicable.step), whole, ZERO)

    def shared(self, at: Criterion | Rubric, path: str, points: c.Ref) -> c.Ref:
        """The sum of the children's points, after what the section makes of those that do not apply."""
        below = at.children if isinstance(at, Criterion) else at.criteria
        within = [child for child in below if child.apart is None]
        declared = at.points if isinstance(at, Criterion) else at.total
        lacking = [child for child in within if self._may_lack(child)]
        policy = at.policy
        if not lacking or declared <= 0 or any(child.broken for child in within):
            if policy is not None and declared > 0 and not any(child.broken for child in within):
                self.steps.found.append(warning("RB0360", policy.span))
            return points
        if policy is None:
            names = tuple(child.labels.naming for child in lacking)
            weights = all(child.weight is not None for child in within)
            above = at.labels.naming if path else None
            facts = {"names": names, "above": above, "weights": weights}
            self.steps.found.append(diagnostic("RB0417", at.span, **facts))
            return points
        unfit = _unfit(at, policy, within, declared, any(child.path in self.maxima for child in within))
        if unfit is not None:
            self.steps.found.append(diagnostic("RB0361", policy.span, why=unfit, points=str(declared)))
            return points
        return self._by_policy(at, path, points, policy, within, declared)

    def _by_policy(
        self,
        at: Criterion | Rubric,
        path: str,
        points: c.Ref,
        policy: t.Policy,
        within: Sequence[Criterion],
        declared: Fraction,
    ) -> c.Ref:
        least, smallest = self._ends(within)
        maximum = self.steps.number("maximum", path, add(*map(self._in_force, within)), policy.span)
        if not least and policy.none is None:
            self.steps.found.append(diagnostic("RB0418", policy.span, section=bool(path), way=policy.way))
        some = c.Compare(">", maximum, ZERO)
        if not least and policy.none == "not applicable":
            if not path:
                self.steps.found.append(diagnostic("RB0364", policy.span, head=False))
            self._some[path] = some
        if policy.way == "drop":
            self.maxima[path] = maximum.step
            self._least[path] = (least or (smallest if path in self._some else Fraction(0)), smallest)
            self._parts[path] = tuple(part for child in within for part in self._parts_of(child))
            return points
        below = at.children if isinstance(at, Criterion) else at.criteria
        beside = [self._given(child) for child in below if child.apart is not None]
        if beside:
            inside = add(*(self._given(child) for child in within))
            points = self.steps.number("within", path, inside, policy.span)
        divisor: c.Expr = maximum if least else c.Maximum((literal(smallest), maximum))
        found: c.Expr = c.Divide(times(declared, points), divisor)
        if not least and isinstance(policy.none, Fraction) and policy.none:
            found = c.Choose(some, found, literal(policy.none))
        role: c.Role = "shared" if path or at.effects else "total"
        # what children give is never more than what is in force of them
        if not beside:
            return self.steps.number(role, path, found, policy.span, most=declared)
        rescaled = self.steps.number("rescaled", path, found, policy.span, most=declared)
        return self.steps.number(role, path, add(rescaled, *beside), policy.span)

    def _parts_of(self, child: Criterion) -> tuple[Fraction, ...]:
        weight = child.weight if child.weight is not None else Fraction(1)
        return tuple(weight * part for part in self._parts.get(child.path, (child.points,)))

    def inside(self, at: Criterion | Rubric, path: str, applied: Iterable[c.Applied]) -> None:
        """No effect gives more than the points in force, where these may be fewer than the heading says."""
        if path not in self.maxima:
            return
        below = at.children if isinstance(at, Criterion) else at.criteria
        within = [child for child in below if child.apart is None]

        def fewest(known: frozenset[str]) -> Fraction:
            sure = [child for child in within if child.path not in self.nodes or child.path in known]
            return max(self._least[path][0], sum(map(self._fewest_of, sure), Fraction(0)))

        found = beyond(zip(at.effects, applied, strict=True), self.steps, fewest, self._parts[path])
        if found is not None:
            self.steps.found.append(found)

    def _fewest_of(self, child: Criterion) -> Fraction:
        weight = child.weight if child.weight is not None else Fraction(1)
        return weight * self._least.get(child.path, (child.points, child.points))[0]

    def _ends(self, within: Sequence[Criterion]) -> tuple[Fraction, Fraction]:
        """The fewest points that may be in force together, and the fewest that are more than none."""
        least, smallest = Fraction(0), []
        for child in within:
            weight = child.weight if child.weight is not None else Fraction(1)
            low, some = self._least.get(child.path, (child.points, child.points))
            smallest.append(weight * some)
            if child.path not in self.nodes:
                least += weight * low
        return least, least or min(smallest)

    def read(self, node: Criterion, points: c.Ref) -> c.Ref:
        """A node's points as rules elsewhere read them: only behind the question whether it applies."""
        if node.path not in self.nodes:
            return points
        found = self.steps.number("points", node.path, points, node.span)
        self.presence.open[found.step] = node.path
        return found


def _unfit(
    at: Criterion | Rubric, policy: t.Policy, within: Sequence[Criterion], declared: Fraction, varies: bool
) -> str | None:
    """Why a policy does not fit what stands below it; None where it does."""
    if isinstance(at, Criterion) and at.best is not None:
        return "best"
    if contribution(within) != declared:
        return "cap"
    if policy.way == "redistribute":
        if any(child.weight is None for child in within):
            return "no weights"
        if varies or len({child.points for child in within}) > 1:
            return "unequal"
    if isinstance(policy.none, Fraction):
        if policy.way == "drop" and policy.none:
            return "dropped"
        if policy.none > declared:
            return "result"
    return None
