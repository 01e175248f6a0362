"""Roundings that the head states for every criterion or every section.

Comes in: a node of the model and what the head states. Goes out: the node with those effects behind its own.
"""

from __future__ import annotations

from attrs import evolve

from rubric_dsl.model.rubric import Criterion
from rubric_dsl.syntax import tree as t


def staged(node: Criterion, stages: tuple[t.Stage, ...]) -> Criterion:
    """A node and all below it, each with what the head states for its kind behind its own effects."""
    if not stages:
        return node
    mine = tuple(stage.how for stage in stages if (stage.what == "section") == bool(node.children))
    children = tuple(staged(child, stages) for child in node.children)
    return evolve(node, effects=(*node.effects, *mine), children=children)
