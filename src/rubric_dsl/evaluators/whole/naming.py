"""Names of a program's variables.

Variables are called after what they are of, in the rubric's own script: an engine quotes them or gives them
names of its own.
"""

from __future__ import annotations

from attrs import define, field


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
