"""A rubric's text → its text: in its one layout.

For editors and other programs that hold a rubric as text; the command ``rubric fmt`` does the same to files.
"""

from __future__ import annotations

from rubric_dsl.errors import RubricError
from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.text import SourceText


def format_text(text: str, name: str = "<text>") -> str:
    """A rubric's text in its one layout: the same words, the same comments, the same meaning.

    ``name`` is what messages call the text. Line ends are those of its first line. Raises
    :class:`RubricError` where the text cannot be read; a rubric whose sums do not add up, say, can be.
    """
    from rubric_dsl.syntax.sheet.laying import formatted

    source = SourceText(name, text.removeprefix("\ufeff"))
    return _told(formatted(source), source)


def _told(found: str | tuple[Diagnostic, ...], source: SourceText) -> str:
    if isinstance(found, str):
        return found
    raise RubricError(found, {source.name: source})
