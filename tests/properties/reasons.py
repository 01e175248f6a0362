"""Reasons and baselines in generated rubrics, and the criteria that cost the most by another way of counting."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

Draw = Callable[[st.SearchStrategy[Any]], Any]
HERE: dict[str, Span] = {"span": Span("<tree>", 1, 1, 1)}


def asked(draw: Draw) -> t.Reasons:
    """``reasons up to 3, ties together``"""
    return t.Reasons(draw(st.integers(1, 4)), draw(st.sampled_from(["order", "together"])), **HERE)


def with_baselines(draw: Draw, node: t.Node) -> t.Node:
    """The node, some criteria below it with a baseline; none where it stands outside the points."""
    if node.apart is not None:
        return node
    body = node.body
    if body.children:
        below = [with_baselines(draw, one) if isinstance(one, t.Node) else one for one in body.children]
        return evolve(node, body=evolve(body, children=tuple(below)))
    if draw(st.integers(0, 3)):
        return node
    return evolve(node, baseline=node.points * draw(st.sampled_from([0, 1, Fraction(1, 2), Fraction(3, 4)])))


def counted_out(rubric: rd.Rubric, account: dict[str, Any], share: dict[str, Fraction]) -> list[tuple[str, Fraction]]:
    """The reasons of an account, from its lines alone; ``share``: what a point of each counts on the total."""
    wanted = rubric.plan.rubric.reasons
    assert wanted is not None
    costs: list[tuple[str, Fraction]] = []
    for line in account["criteria"]:
        path, points, most = line["path"], Fraction(line["points"]), Fraction(line["max"])
        node = rubric.criterion(path)
        bonus = node.least == 0 and any(one.apart for one in rubric.plan.rubric.lineage(path))
        if line["kind"] == "section" or not line["counted"]:
            continue
        if rubric.plan.rubric.less_is_better:
            short = points - (node.baseline or 0)
        else:
            short = Fraction(0) if bonus else (most if node.baseline is None else node.baseline) - points
        if short * share[path] > 0:
            costs.append((path, short * share[path]))
    edge = sorted((cost for _, cost in costs), reverse=True)[: wanted.count][-1:]
    if not edge:
        return []
    before = [one for one in costs if one[1] > edge[0]]
    equal = [one for one in costs if one[1] == edge[0]]
    room = len(equal) if wanted.ties == "together" else wanted.count - len(before)
    ordered: list[tuple[str, Fraction]] = []
    for cost in sorted({cost for _, cost in before}, reverse=True):
        ordered += [one for one in before if one[1] == cost]
    return ordered + equal[:room]
