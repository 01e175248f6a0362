"""Names of a program's variables, and of the columns of its results.

Variables are called after what they are of, in the rubric's own script: an engine quotes them or gives them
names of its own.
"""

from __future__ import annotations

from collections import Counter

from attrs import define, field

from rubric_dsl.plan import core as c

RESULTS = ("published", "grade", "total_num", "total_den", "outcome", "reason")
"""Columns of results that are no node's."""


@define
class Namer:
    """Variables: each called as wished, or the same with a number behind it."""

    taken: set[str] = field(factory=set)

    def fresh(self, wish: str) -> str:
        """A new variable; engines may not tell upper from lower case, so names differ by more than that."""
        found, count = wish, 1
        while found.casefold() in self.taken:
            count += 1
            found = f"{wish}_{count}"
        self.taken.add(found.casefold())
        return found


def columns_of(plan: c.Plan) -> dict[str, str]:
    """The column of each node, by its path: its id, or the path where the id alone would not tell."""
    own = {node.path: node.id for node in plan.rubric.walk()}
    ids = Counter(own.values())
    return {
        path: own[path] if ids[own[path]] == 1 and own[path] not in RESULTS else path for path in plan.points
    }
