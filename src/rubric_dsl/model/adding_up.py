"""Points, weights and the total: what is declared must add up, exactly.

Comes in: the model and the syntax tree's own total. Goes out: diagnostics that say by how much it fails.
Nodes with broken parts are left alone: their sums are not the writer's.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rubric_dsl.model.rubric import Criterion, Rubric
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t


def contribution(children: Sequence[Criterion], best: int | None = None) -> Fraction:
    """The most that children give together, through their weights if they have any; or the best of them."""
    worth = [one.worth * (one.weight if one.weight is not None else 1) for one in children]
    return sum(sorted(worth, reverse=True)[:best], Fraction(0))


def _cap(effects: tuple[t.Effect, ...]) -> t.Limit | None:
    """A line that always holds the points at a figure: what stands below may add up to more."""
    for effect in effects:
        if not isinstance(effect, t.Limit) or effect.condition is not None:
            continue
        if effect.kind == "at most" and isinstance(effect.to, t.Number):
            return effect
    return None


def _group(
    name: str,
    points: Fraction,
    below: tuple[Criterion, ...],
    span: Span,
    effects: tuple[t.Effect, ...] = (),
    best: t.Best | None = None,
) -> list[Diagnostic]:
    children = [child for child in below if child.apart is None]  # a bonus or a malus is outside the points
    if points <= 0 or any(child.worth <= 0 for child in children):
        return []  # told of where they stand
    if len({child.id for child in below}) < len(below):
        return []  # one of them is too much
    if best is not None and best.count >= len(children):
        return [diagnostic("RB0337", best.span, count=str(best.count), children=len(children))]
    if best is not None and any(child.weight is not None for child in children):
        return [diagnostic("RB0339", best.span, name=name)]
    count = best.count if best is not None else None
    cap = _cap(effects)
    if cap is not None and contribution(children, count) > points:
        assert isinstance(cap.to, t.Number)
        if cap.to.value != points:
            facts = {"name": name, "points": str(points), "cap": str(cap.to.value)}
            return [diagnostic("RB0340", cap.span, **facts)]
        return []
    weighted = [child for child in children if child.weight is not None]
    if weighted and len(weighted) < len(children):
        plain = next(child for child in children if child.weight is None)
        return [diagnostic("RB0304", plain.span, name=plain.labels.naming)]
    if weighted:
        weights = sum((child.weight for child in weighted if child.weight is not None), Fraction(0))
        if weights != 1:
            parts = tuple((child.labels.naming, str(child.weight)) for child in weighted)
            return [diagnostic("RB0303", span, name=name, total=str(weights), parts=parts)]
    reached = contribution(children, count)
    if reached != points:
        parts = tuple((child.labels.naming, str(child.worth)) for child in children)
        code = "RB0305" if weighted else "RB0302"
        return [diagnostic(code, span, name=name, points=str(points), total=str(reached), parts=parts)]
    return []


def check_sums(rubric: Rubric, tree: t.Rubric, damaged: frozenset[str]) -> list[Diagnostic]:
    """All sums of a rubric: its total, and every section's points."""
    found: list[Diagnostic] = []
    for node in rubric.walk():
        if node.children and not node.broken:
            found.extend(
                _group(node.labels.naming, node.worth, node.children, node.span, node.effects, node.best)
            )
    if tree.total is None:
        if "about" not in damaged and tree.name.id:
            found.append(diagnostic("RB0301", tree.span))
    elif rubric.criteria and "*" not in damaged:
        found.extend(_group("", tree.total, rubric.criteria, tree.total_span or tree.span, rubric.effects))
    return found
