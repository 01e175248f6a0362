"""What is wrong with reasons and baselines.

Comes in: the tree of a file. Goes out: what is left open, and baselines that mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from rubric_dsl.model.derived import labels_of
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic, warning
from rubric_dsl.syntax import tree as t


def unsaid(tree: t.Rubric, damaged: bool) -> Iterator[Diagnostic]:
    """What becomes of ties, where reasons are asked for; and every baseline that says nothing.

    ``damaged``: some line about the rubric could not be read, and reasons may be asked for there.
    """
    if tree.reasons is not None and tree.reasons.ties is None:
        yield diagnostic("RB0610", tree.reasons.span, count=tree.reasons.count)
    for node in tree.nodes:
        yield from _baselines(node, node.apart is not None, tree.reasons is not None or damaged)


def _baselines(node: t.Node, apart: bool, asked: bool) -> Iterator[Diagnostic]:
    name, most = labels_of(node.name).naming, node.points
    if node.baseline is not None and not node.broken:
        if node.body.children or apart:
            yield diagnostic("RB0612", node.span, name=name, section=bool(node.body.children))
        elif not 0 <= node.baseline <= most:
            facts = {"name": name, "baseline": str(node.baseline), "points": str(most)}
            yield diagnostic("RB0613", node.span, **facts)
        elif not asked:
            yield warning("RB0614", node.span, name=name)
    for child in node.body.children:
        if isinstance(child, t.Node):
            yield from _baselines(child, apart or child.apart is not None, asked)
