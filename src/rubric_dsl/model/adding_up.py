"""Points, weights and the total: what is declared must add up, exactly.

Comes in: the model and the syntax tree's own total. Goes out: diagnostics that say by how much it fails.
Nodes with broken parts are left alone: their sums are not the writer's.
"""

from __future__ import annotations

from fractions import Fraction

from rubric_dsl.model.rubric import Criterion, Rubric
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t


def contribution(children: tuple[Criterion, ...]) -> Fraction:
    """The most that children give together, through their weights where they have them."""
    return sum(
        (child.points * (child.weight if child.weight is not None else 1) for child in children), Fraction(0)
    )


def _group(name: str, points: Fraction, children: tuple[Criterion, ...], span: Span) -> list[Diagnostic]:
    if points <= 0 or any(child.points <= 0 for child in children):
        return []  # told of where they stand
    if len({child.id for child in children}) < len(children):
        return []  # one of them is too much
    weighted = [child for child in children if child.weight is not None]
    if weighted and len(weighted) < len(children):
        plain = next(child for child in children if child.weight is None)
        return [diagnostic("RB0304", plain.span, name=plain.labels.naming)]
    if weighted:
        weights = sum((child.weight for child in weighted if child.weight is not None), Fraction(0))
        if weights != 1:
            parts = tuple((child.labels.naming, str(child.weight)) for child in weighted)
            return [diagnostic("RB0303", span, name=name, total=str(weights), parts=parts)]
    reached = contribution(children)
    if reached != points:
        parts = tuple((child.labels.naming, str(child.points)) for child in children)
        code = "RB0305" if weighted else "RB0302"
        return [diagnostic(code, span, name=name, points=str(points), total=str(reached), parts=parts)]
    return []


def check_sums(rubric: Rubric, tree: t.Rubric, damaged: frozenset[str]) -> list[Diagnostic]:
    """All sums of a rubric: its total, and every section's points."""
    found: list[Diagnostic] = []
    for node in rubric.walk():
        if node.children and not node.broken:
            found.extend(_group(node.labels.naming, node.points, node.children, node.span))
    if tree.total is None:
        if "about" not in damaged and tree.name.id:
            found.append(diagnostic("RB0301", tree.span))
    elif rubric.criteria and "*" not in damaged:
        found.extend(_group("", tree.total, rubric.criteria, tree.total_span or tree.span))
    return found
