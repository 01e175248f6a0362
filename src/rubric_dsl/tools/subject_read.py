"""What a reader of JSON or YAML hands on: one subject's values with their places, or what is wrong.

The limits that both readers keep stand here too.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.span import Span

MAX_DEPTH = 20
VALUE_FAULTS = frozenset({"RB0541", "RB0542", "RB0543"})
"""Faults of single values: the others of the same file are still worth checking."""


@frozen
class Subject:
    """One subject's values by name, where each name and each value stands; or why it cannot be used."""

    values: Mapping[str, object] = field(factory=dict)
    names: Mapping[str, Span] = field(factory=dict)
    places: Mapping[str, Span] = field(factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def shortened(text: str) -> str:
    """A text that may be a million characters long, as a message can show it."""
    return text if len(text) <= 30 else f"{text[:20]}…{text[-5:]}"
