"""The headings of a file before anything under them is bound.

Comes in: the nodes of the syntax tree. Goes out: each of them, and each with its path and its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rubric_dsl.model.derived import labels_of
from rubric_dsl.model.rubric import Labels
from rubric_dsl.syntax import tree as t


def announced(nodes: Iterable[t.Node | t.Judged | t.ForEach], above: str) -> Iterator[tuple[str, Labels]]:
    """Every heading by its path, before any rule is bound: rules may name those behind them."""
    for node in nodes:
        if isinstance(node, t.Node):
            path = f"{above}/{node.name.id}" if above else node.name.id
            yield path, labels_of(node.name)
            yield from announced(node.body.children, path)


def headings(nodes: Iterable[t.Node | t.Judged | t.ForEach]) -> Iterator[t.Node]:
    """Every heading, parents first."""
    for node in nodes:
        if isinstance(node, t.Node):
            yield node
            yield from headings(node.body.children)
