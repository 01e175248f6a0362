"""Syntax tree → model: metrics declared, criteria numbered into a tree, every rule bound.

All mistakes of names and kinds are collected; a node that has one stays in the tree, marked broken, so
that the rest of the file is still checked. What adds up to what is the business of
:mod:`rubric_dsl.model.adding_up`.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Literal

from attrs import define, evolve, field, frozen

from rubric_dsl.model import calendars, derived, grades, missing, reasons
from rubric_dsl.model.binding import Binder
from rubric_dsl.model.binding.unbound import Unbound
from rubric_dsl.model.declaring import declared_metrics
from rubric_dsl.model.derived import labels_of
from rubric_dsl.model.headings import announced, headings
from rubric_dsl.model.names import Library, Names
from rubric_dsl.model.others import with_metrics_of
from rubric_dsl.model.rubric import (
    Criterion,
    Labels,
    Rubric,
    name_of_points,
    path_of_points,
    points_as_metric,
)
from rubric_dsl.model.stages import staged
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.naming import Naming
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t


@frozen
class Building:
    """What came of a syntax tree."""

    rubric: Rubric
    diagnostics: tuple[Diagnostic, ...]
    used: frozenset[str]
    """The metrics that some rule or effect reads."""


@define
class _Builder:
    """Builds the tree of criteria from the tree of the text."""

    names: Names
    twice: frozenset[str] = frozenset()
    """Ids of several headings: one of them may be empty because the other is too much."""
    ids: dict[str, Span] = field(factory=dict)
    found: list[Diagnostic] = field(factory=list)
    unresolved: int = 0
    """Marks and classes whose metric is not known, so far."""

    def _claim(self, labels: Labels, span: Span, above: str) -> bool:
        """An id, its other name and its path, if they are free; a second line with them is told of once.

        A quoted id may hold a ``/``, and then look like the path of another.
        """
        path = f"{above}/{labels.id}" if above else labels.id
        words = [word for word in dict.fromkeys((labels.id, labels.alias, path)) if word]
        taken = [word for word in words if word in self.ids]
        if taken and not any(one.code == "RB0203" and _line_of(one) == span.line for one in self.found):
            called = Naming(path, path) if taken == [path] else labels.naming
            self.found.append(diagnostic("RB0203", span, name=called, line=self.ids[taken[0]].line))
        for word in words:
            self.ids.setdefault(word, span)
        return not taken

    def _rule(self, rules: tuple[t.Rule, ...], subject: str | None) -> t.Rule | None:
        return Binder(self.names, subject).rule(rules[0]) if rules else None

    def effects(
        self, effects: tuple[t.Effect, ...], subject: str | None
    ) -> tuple[tuple[t.Effect, ...], bool]:
        """The effects that could be bound, and whether some could not."""
        bound = [Binder(self.names, subject).effect(effect) for effect in effects]
        return tuple(effect for effect in bound if effect is not None), None in bound

    def outs(
        self, outs: tuple[t.NotApplicable, ...], subject: str | None
    ) -> tuple[tuple[t.NotApplicable, ...], bool]:
        """When something is not applicable: what could be bound, and whether some could not."""
        bound = [Binder(self.names, subject).out(out) for out in outs]
        return tuple(out for out in bound if out is not None), None in bound

    def exclusions(self, exclusions: tuple[t.Exclusion, ...]) -> tuple[t.Exclusion, ...]:
        """Those that could be bound."""
        bound = [Binder(self.names).exclusion(one) for one in exclusions]
        return tuple(one for one in bound if one is not None)

    def cohort(self, gate: t.Expression | None) -> t.Expression | None:
        """Who belongs to the cohort."""
        try:
            return gate and Binder(self.names).condition(gate)
        except Unbound:
            return None

    def ranking(self, ranking: t.Ranking | None, less_is_better: bool) -> tuple[t.TieBreak, ...]:
        """What decides between equal totals: points from the better end unless it is said, others as said."""
        better: Literal["highest", "lowest"] = "lowest" if less_is_better else "highest"
        found: list[t.TieBreak] = []
        for tie in ranking.ties if ranking is not None else ():
            try:
                value = Binder(self.names).number(tie.value)
            except Unbound:
                continue
            named = isinstance(value, t.Name) and path_of_points(value.text) is not None
            if tie.first is None and not named:
                self.found.append(diagnostic("RB0350", tie.span))
            found.append(evolve(tie, value=value, first=tie.first or better))
        return tuple(found)

    def node(self, node: t.Node, above: str, taking: bool = False) -> Criterion:
        """A section or a criterion with all below it; ``taking``: what it stands in only takes points off."""
        takes = taking or node.apart == "malus"
        name, body = node.name, node.body
        labels = labels_of(name)
        called = labels.naming
        self._claim(labels, name.span, above)
        path = f"{above}/{name.id}" if above else name.id
        if node.points <= 0:
            self.found.append(diagnostic("RB0307", node.span, name=called))
        doubtful = node.broken or _crowded(body)
        if not doubtful:
            self._shape(node, called)
        unresolved = self.unresolved
        children: list[Criterion] = []
        for child in body.children:
            children.extend(self.child(child, path, takes))
        rule = None if children else self._rule(body.rules, None)
        effects, failed = self.effects(body.effects, None)
        outs, lost = self.outs(body.outs, None)
        failed = failed or lost
        unsure = self.unresolved > unresolved or bool(body.rules and body.children)
        broken = doubtful or failed or unsure or node.points <= 0 or (rule is None and not children)
        return Criterion(
            name.id,
            path,
            labels,
            Fraction(0) if takes else node.points,
            node.weight,
            body.source.text if body.source else None,
            body.quote.text if body.quote else None,
            effects,
            rule,
            tuple(children),
            broken,
            -node.points if takes else Fraction(0),
            node.apart,
            body.best,
            outs,
            body.policy,
            baseline=node.baseline,
            span=node.span,
        )

    def _shape(self, node: t.Node, called: Naming) -> None:
        """What stands under a heading is one rule, or headings."""
        body = node.body
        if body.best is not None and not body.children:
            self.found.append(diagnostic("RB0338", body.best.span, name=called))
        if len(body.rules) > 1:
            span = body.rules[1].span
            self.found.append(diagnostic("RB0208", span, name=called, line=body.rules[0].span.line))
        if body.rules and body.children:
            self.found.append(diagnostic("RB0209", body.rules[0].span, name=called))
        if not body.rules and not body.children and node.name.id not in self.twice:
            self.found.append(diagnostic("RB0207", node.span, name=called, points=str(node.points)))

    def child(self, child: t.Node | t.Judged | t.ForEach, path: str, takes: bool) -> list[Criterion]:
        """A node under a section; a judged line and a `for each` make several."""
        match child:
            case t.Node():
                return [self.node(child, path, takes)]
            case t.Judged():
                return [self._mark(name, points, path, takes) for name, points in child.marks]
            case t.ForEach():
                return self._classes(child, path, takes)

    def _leaf_name(self, name: t.Name, above: str) -> tuple[str, Labels, bool]:
        """A mark's or a class's metric, its labels, and whether it may be a criterion here."""
        found = self.names.resolve(name.text, name.span)
        if found is not None and path_of_points(found) is not None:
            self.found.append(diagnostic("RB0255", name.span, name=self.names.metrics[found].labels.naming))
            found = None
        if found is None:
            self.unresolved += 1
            return name.text, Labels(name.text), False
        labels = self.names.metrics[found].labels
        return found, labels, self._claim(labels, name.span, above)

    def _mark(self, name: t.Name, points: Fraction, path: str, takes: bool) -> Criterion:
        metric_id, labels, free = self._leaf_name(name, path)
        metric = self.names.metrics[metric_id] if free else None
        rule: t.Rule | None = None
        if metric is not None and metric.kind == "choice":
            self.found.append(
                diagnostic("RB0228", name.span, name=labels.naming, option=metric.options[0].naming)
            )
        elif metric is not None and metric.kind == "yes/no":
            self.found.append(diagnostic("RB0217", name.span, names=(labels.naming,)))
        elif metric is not None:
            rule = t.Formula(t.Name(metric_id, span=name.span), (), judged=True, span=name.span)
        return Criterion(
            metric_id,
            f"{path}/{metric_id}",
            labels,
            Fraction(0) if takes else points,
            None,
            None,
            None,
            (),
            rule,
            (),
            rule is None,
            -points if takes else Fraction(0),
            span=name.span,
        )

    def _classes(self, item: t.ForEach, path: str, takes: bool) -> list[Criterion]:
        body = item.body
        if body.children or len(body.rules) > 1:
            self.found.append(diagnostic("RB0224", (*body.rules[1:], *body.children)[0].span))
        if not body.rules and not item.broken and not _crowded(body):
            self.found.append(diagnostic("RB0207", item.span, name="", points=str(item.points)))
        made = []
        for name in item.names:
            before = len(self.names.found)
            metric_id, labels, known = self._leaf_name(name, path)
            rule = self._rule(body.rules, metric_id) if known else None
            effects, failed = self.effects(body.effects, metric_id) if known else ((), True)
            outs, lost = self.outs(body.outs, metric_id) if known else ((), True)
            told = {(one.code, one.span) for one in self.names.found[:before]}
            self.names.found[before:] = [  # the rule's own mistakes were told of with the first class
                one for one in self.names.found[before:] if (one.code, one.span) not in told
            ]
            made.append(
                Criterion(
                    metric_id,
                    f"{path}/{metric_id}",
                    labels,
                    Fraction(0) if takes else item.points,
                    None,
                    body.source.text if body.source else None,
                    body.quote.text if body.quote else None,
                    effects,
                    rule,
                    (),
                    rule is None or failed or lost,
                    -item.points if takes else Fraction(0),
                    outs=outs,
                    span=item.span,
                )
            )
        return made


def _crowded(body: t.Body) -> bool:
    """Whether a criterion in it has rules for several: a heading may be missing, so sums say nothing."""
    nodes = [child.body for child in body.children if isinstance(child, t.Node)]
    return any(len(inner.rules) + bool(inner.children) > 1 for inner in nodes)


def _least_first(tree: t.Rubric) -> bool:
    """Whether ranks begin with the lowest total: as it is said, else where less is better."""
    if tree.ranking is None or tree.ranking.first is None:
        return tree.less_is_better
    return tree.ranking.first == "lowest"


def _line_of(one: Diagnostic) -> int:
    return one.span.line if one.span else 0


def build(tree: t.Rubric, damaged: frozenset[str], library: Library | None = None) -> Building:
    """The model of a file, with every mistake of names and kinds in it."""
    found: list[Diagnostic] = []
    metrics, worked = declared_metrics(tree.metrics, tree.derived, found)
    metrics, faults = missing.standing(tree.metrics, metrics)
    found.extend(faults)
    known = {**metrics, **{name: derived.placeholder(item) for name, item in worked.items()}}
    names = Names(known, damaged, given=frozenset(metrics), library=library)
    made = derived.bind(worked, known, names)
    for path, labels in announced(tree.nodes, ""):
        known[name_of_points(path)] = points_as_metric(path, labels)
        names.add_node(name_of_points(path), labels)
    ids = Counter(node.name.id for node in headings(tree.nodes))
    builder = _Builder(names, frozenset(name for name, times in ids.items() if times > 1))
    criteria = tuple(staged(builder.node(node, ""), tree.stages) for node in tree.nodes)
    effects, _ = builder.effects(tree.effects, None)
    exclusions = builder.exclusions(tree.exclusions)
    cohort = builder.cohort(tree.cohort)
    ranking = builder.ranking(tree.ranking, tree.less_is_better)
    least_first = _least_first(tree)
    graded = grades.bind(tree.grades, names, tree.less_is_better, least_first)
    found.extend(reasons.unsaid(tree, "about" in damaged))
    found.extend(builder.found)
    found.extend(names.found)
    metrics, clashes = with_metrics_of(metrics, (one.shown for one in made.values()), names.others)
    found.extend(clashes)
    if not tree.nodes and "*" not in damaged:
        found.append(diagnostic("RB0210", tree.span))
    calendar = calendars.made(tree.calendar, names.working)
    if isinstance(calendar, tuple):
        found.extend(calendar)
        calendar = None
    metrics = missing.asked(metrics, names.asked)
    rubric = Rubric(
        tree.name.id,
        labels_of(tree.name),
        tree.span.file,
        tree.period,
        tree.total or Fraction(0),
        tree.publication,
        tree.source.text if tree.source else None,
        metrics,
        criteria,
        effects,
        exclusions,
        graded,
        cohort,
        fewest=tree.fewest,
        policy=tree.policy,
        ranking=ranking,
        reasons=tree.reasons,
        least_first=least_first,
        less_is_better=tree.less_is_better,
        derived=made,
        calendar=calendar,
        others={key: other for key, (other, _) in names.others.items()},
        total_span=tree.total_span,
        span=tree.span,
    )
    return Building(rubric, tuple(found), missing.read(metrics, names.used))
