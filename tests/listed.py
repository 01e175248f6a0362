"""Lists in the comments of examples: ``[18; 17.5; 19]``, ``[level 2 shared yes; level 1 shared no]``, ``[]``."""

from __future__ import annotations

from collections.abc import Callable


def listed(text: str, value: Callable[[str], object]) -> list[object]:
    """The entries of a list; ``value`` reads one figure, a word that it cannot read is a text."""
    entries = [entry.split() for entry in text.strip("[]［］").replace("；", ";").split(";")]
    found: list[object] = []
    for words in entries:
        if len(words) == 1:
            found.append(_read(words[0], value))
        elif words:
            found.append(
                {name: _read(said, value) for name, said in zip(words[::2], words[1::2], strict=True)}
            )
    return found


def _read(word: str, value: Callable[[str], object]) -> object:
    try:
        return value(word)
    except (ValueError, ArithmeticError):
        return word
