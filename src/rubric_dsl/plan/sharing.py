"""Expressions that stand in several places: what an entry of a list gives was put together from steps.

Comes in: expressions. Goes out: those of their parts, by identity, that an engine should work out once.
"""

from __future__ import annotations

from collections import Counter

from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import parts


def repeated(*items: c.Expr | None) -> set[int]:
    """Expressions that were put into several places, by identity: a rule's own steps."""
    seen: Counter[int] = Counter()

    def look(item: c.Expr) -> None:
        seen[id(item)] += 1
        if seen[id(item)] == 1:
            for part in parts(item):
                look(part)

    for item in items:
        if item is not None:
            look(item)
    atoms = (c.Literal, c.Truth, c.Input, c.Item, c.Ref)

    def big(item: c.Expr) -> set[int]:
        found = {id(item)} if seen[id(item)] > 1 and not isinstance(item, atoms) else set()
        for part in parts(item):
            found |= big(part)
        return found

    return set().union(*(big(item) for item in items if item is not None))
