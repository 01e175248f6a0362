"""What keeps a plan from being told in an engine's SQL.

Comes in: an engine and what it cannot do. Goes out: :class:`NotTold`, which the facade hands on as a
diagnostic.
"""

from __future__ import annotations

from typing import Literal

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.span import Span

Why = Literal["too large", "list", "quota", "ratio", "logarithm", "text", "name"]
"""Numbers that leave every type; a list; grades of which there are only so many; a ratio that every entry or
every subject has for itself, by which they are compared; a logarithm of too many steps; text that an engine
compares loosely; a name that it would cut."""


class NotTold(Exception):
    """A plan that an engine cannot be asked for exactly."""

    def __init__(self, why: Why, dialect: str, span: Span | None = None, **facts: object) -> None:
        super().__init__(why)
        self.diagnostic = diagnostic(
            "RB0652", span, why=why, dialect=dialect, line=span.line if span else None, **facts
        )
