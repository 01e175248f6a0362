"""A mistake as a value: a stable code, a place, and the facts that the sentence needs.

A stage collects all of its diagnostics and goes on; wording happens here, at the very end, from the
facts and the reader's language (:mod:`rubric_dsl.source.wording`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import field, frozen

from rubric_dsl.source.span import Span

Severity = Literal["error", "warning"]
Language = Literal["en", "zh"]


@frozen
class Diagnostic:
    """One mistake (or remark) and all that its sentence needs.

    ``span`` is None for mistakes in the input data, which has no rubric line.
    """

    code: str
    span: Span | None
    facts: Mapping[str, object] = field(factory=dict)
    severity: Severity = "error"

    def sentence(self, lang: Language = "en") -> str:
        """What is wrong, in the reader's language, in the writer's words."""
        from rubric_dsl.source.wording import sentence

        return sentence(self, lang)

    def advice(self, lang: Language = "en") -> str:
        """What to write instead, with an example; empty where there is nothing to say."""
        from rubric_dsl.source.wording import advice

        return advice(self, lang)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.sentence("en")

    @property
    def help(self) -> str:
        """The advice in English."""
        return self.advice("en")


def diagnostic(code: str, span: Span | None, **facts: object) -> Diagnostic:
    """An error."""
    return Diagnostic(code, span, facts)


def warning(code: str, span: Span | None, **facts: object) -> Diagnostic:
    """A remark that does not stop the rubric from being used."""
    return Diagnostic(code, span, facts, "warning")


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By place in the file, each once; input mistakes keep the order they came in."""
    seen: dict[tuple[str, Span | None, str], Diagnostic] = {}
    for one in diagnostics:
        seen.setdefault((one.code, one.span, repr(sorted(one.facts.items(), key=str))), one)

    def place(one: Diagnostic) -> tuple[str, int, int]:
        return (one.span.file, one.span.line, one.span.column) if one.span else ("", 0, 0)

    return tuple(sorted(seen.values(), key=place))
