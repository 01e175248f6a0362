"""What is thrown inside the binding of one rule: something in it has no meaning.

Caught where the rule begins; the diagnostic is noted before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Unbound(Exception):
    """Something inside could not be bound; the diagnostic is already noted."""


def every(bind: Callable[[T], U], items: Iterable[T]) -> tuple[U, ...]:
    """All of them bound; where some can't be, the others are bound all the same, for their diagnostics."""
    bound: list[U] = []
    failed = False
    for item in items:
        try:
            bound.append(bind(item))
        except Unbound:
            failed = True
    if failed:
        raise Unbound
    return tuple(bound)
