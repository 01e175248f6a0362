"""Memory for what stands between one operation of array code and the next, used again from slice to slice.

Comes in: expressions, in the order in which they will be evaluated. Goes out: where each leaves its number.
An operation writes over one of its own arguments where that is a buffer, so that a few of them are enough for
any code, and all of them stay in a core's cache.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from attrs import define, field

from rubric_dsl.evaluators.python.emit import Namer


@define
class Buffers:
    """Which buffer holds what. One that is free when an expression is made is free when it runs."""

    namer: Namer
    names: list[str] = field(factory=list)
    """Their variables."""
    _free: list[str] = field(factory=list)
    _held: dict[int, str] = field(factory=dict)
    """The buffer that an expression leaves its number in, by the identity of its code."""
    _apart: int = 0

    def taken(self, arguments: Iterable[ast.expr]) -> str | None:
        """A buffer for the result of an operation on these; None in statements that stand apart."""
        ended = self._ended(arguments)
        if self._apart:
            self._free += ended
            return None
        target = ended.pop() if ended else self._free.pop() if self._free else self._fresh()
        self._free += ended
        return target

    def hold(self, code: ast.expr, buffer: str | None) -> None:
        """An expression leaves its number in a buffer until it is read."""
        if buffer is not None:
            self._held[id(code)] = buffer

    def ended(self, arguments: Iterable[ast.expr]) -> None:
        """These numbers are read, and not needed any more."""
        self._free += self._ended(arguments)

    def kept(self, code: ast.expr) -> None:
        """A variable is called after this number, and keeps its buffer for good."""
        self._held.pop(id(code), None)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """For a statement that runs before the one that is being made, whose buffers it must leave alone."""
        self._apart += 1
        yield
        self._apart -= 1

    def _ended(self, arguments: Iterable[ast.expr]) -> list[str]:
        return [self._held.pop(id(each)) for each in arguments if id(each) in self._held]

    def _fresh(self) -> str:
        name = self.namer.fresh(f"buffer_{len(self.names)}")
        self.names.append(name)
        return name
