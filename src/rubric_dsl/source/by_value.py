"""What makes a node a value: equality, hash and representation by its fields, written once.

A class library that writes these three for every one of eighty small classes spends more time on it at
start-up than a rubric takes to read; here they are inherited. Fields marked ``eq=False`` (spans) stay out
of equality, fields marked ``repr=False`` out of the representation.
"""

from __future__ import annotations

from typing import Any

from attrs import fields

_COMPARED: dict[type, tuple[str, ...]] = {}


def _compared(kind: Any) -> tuple[str, ...]:
    found = _COMPARED.get(kind)
    if found is None:
        found = _COMPARED[kind] = tuple(field.name for field in fields(kind) if field.eq)
    return found


class ByValue:
    """Base of frozen attrs classes made with ``eq=False, repr=False``."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _compared(self.__class__))

    def __hash__(self) -> int:
        kind = self.__class__
        return hash((kind, *(getattr(self, name) for name in _compared(kind))))

    def __repr__(self) -> str:
        kind: Any = self.__class__
        names = [field.name for field in fields(kind) if field.repr]
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{kind.__name__}({inside})"
