"""The two exceptions that leave the library, each carrying its diagnostics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.source.naming import Naming
from rubric_dsl.source.text import SourceText


class DiagnosedError(Exception):
    """Something a person can mend: ``diagnostics`` says what, ``str()`` shows it all."""

    def __init__(
        self, diagnostics: Sequence[Diagnostic], texts: Mapping[str, SourceText] | None = None
    ) -> None:
        super().__init__(*(one.code for one in diagnostics))
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        self.texts: Mapping[str, SourceText] = texts or {}

    def report(self, lang: Language = "en") -> str:
        """All diagnostics with their lines and carets, in a reader's language."""
        from rubric_dsl.source.snippet import report

        return report(self.diagnostics, self.texts, lang)

    def __str__(self) -> str:
        return self.report("en")


class RubricError(DiagnosedError):
    """A rubric (or a rule) that cannot be used."""


class MetricError(DiagnosedError, ValueError):
    """Values that cannot be scored; the diagnostics have no span."""


class ExcludedError(MetricError):
    """A subject that the rubric excludes: it has no score, which is neither 0 nor a mistake in its values."""

    def __init__(self, place: int, reason: Naming) -> None:
        super().__init__((diagnostic("RB0345", None, reason=reason),))
        self.place = place
        """Which of the rubric's exclusions it is."""
        self.reason: str = reason
        """Why, in the rubric's words."""
