"""A thing's name in both languages, inside the facts of a diagnostic.

It is the id (and equal to it, so that it can be looked up by); a Chinese sentence shows the Chinese name
where the file declares one.
"""

from __future__ import annotations


class Naming(str):
    """An id that knows its name in Chinese."""

    __slots__ = ("zh",)
    zh: str

    def __new__(cls, name: str, zh: str | None = None) -> Naming:
        made = super().__new__(cls, name)
        made.zh = zh or name
        return made


def in_chinese(fact: object) -> object:
    """A fact with every name in it as a Chinese sentence shows it."""
    if isinstance(fact, Naming):
        return fact.zh
    if isinstance(fact, tuple):
        return tuple(in_chinese(part) for part in fact)
    return fact
