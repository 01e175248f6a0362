"""A rubric's text → its text: in its one layout, or in the other language.

For editors and other programs that hold a rubric as text; the commands ``rubric fmt`` and ``rubric
translate`` do the same to files.
"""

from __future__ import annotations

from pathlib import Path

from rubric_dsl.errors import RubricError
from rubric_dsl.source.diagnostics import Diagnostic, Language
from rubric_dsl.source.text import SourceText


def format_text(text: str, name: str = "<text>") -> str:
    """A rubric's text in its one layout: the same words, the same comments, the same meaning.

    ``name`` is what messages call the text. Line ends are those of its first line. Raises
    :class:`RubricError` where the text cannot be read; a rubric whose sums do not add up, say, can be.
    """
    from rubric_dsl.syntax.sheet.laying import formatted

    source = SourceText(name, text.removeprefix("\ufeff"))
    return _told(formatted(source), source)


def translate_text(text: str, to: Language, name: str = "<text>", beside: str | Path | None = None) -> str:
    """A rubric's text in the other language, laid out: the same comments, labels and meaning.

    Names are those that the file declares in both scripts, others stay as they are. ``beside`` is the file
    that the text is of, where it names other rubrics. Raises :class:`RubricError` where the text is no rubric
    without mistakes, and with the mistakes of the translation where a sentence cannot be said so.
    """
    from rubric_dsl.pipeline import compile_text
    from rubric_dsl.syntax.sheet.saying import translated

    if to not in ("en", "zh"):
        raise ValueError(f"a rubric is written in 'en' or 'zh', not {to!r}")
    path = Path(beside) if beside else None
    source = SourceText(name, text.removeprefix("\ufeff"))
    before = compile_text(source, path)
    if before.hash is None:
        raise RubricError(before.errors, before.texts)
    said = _told(translated(source, to), source)
    after = compile_text(SourceText(f"{name} ({to})", said), path)
    if after.errors:
        raise RubricError(after.errors, after.texts)
    assert after.hash == before.hash, "a translation means the same"
    return said


def _told(found: str | tuple[Diagnostic, ...], source: SourceText) -> str:
    if isinstance(found, str):
        return found
    raise RubricError(found, {source.name: source})
