"""Diagnostics as a person reads them: the place, the line as written, a caret under it, and what to do.

The caret stands right under wide characters too: everything is measured in the columns that a terminal
uses. Before, a diagnostic; after::

    error RB0539 at metrics.yaml:2:1
      2 | 对接活动: 8
        | ^^^^^^^^
      对接活动 is given twice; …
      help: keep one of the two lines
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rubric_dsl.source.diagnostics import Diagnostic, Language, in_order
from rubric_dsl.source.display import pad, printable, width
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText

WIDEST = 100
"""A longer line is cut around the caret."""

_TAB = "    "
_INDENT = "  "
_CUT = "…"
_HEADINGS: Mapping[Language, Mapping[str, str]] = {
    "en": {"error": "error {code}", "warning": "warning {code}", "place": " at {place}", "help": "help: "},
    "zh": {"error": "错误 {code}", "warning": "提醒 {code}", "place": "，见 {place}", "help": "建议："},
}


def report(diagnostics: Iterable[Diagnostic], texts: Mapping[str, SourceText], lang: Language = "en") -> str:
    """All diagnostics in the order of the file, a blank line between them and a count under more than one.

    ``texts`` gives the text of each file by the name that spans use; a file without a text is only named.
    """
    ordered = in_order(diagnostics)
    blocks = [block(one, texts, lang) for one in ordered]
    if len(ordered) > 1:
        errors = sum(one.severity == "error" for one in ordered)
        blocks.append(counted(errors, len(ordered) - errors, lang))
    return "\n\n".join(blocks)


def block(diagnostic: Diagnostic, texts: Mapping[str, SourceText], lang: Language = "en") -> str:
    """One diagnostic as lines of text."""
    words = _HEADINGS[lang]
    heading = words[diagnostic.severity].format(code=diagnostic.code)
    span = diagnostic.span
    shown: list[str] = []
    if span is not None:
        heading += words["place"].format(place=printable(place(span)))
        text = texts.get(span.file)
        shown = snippet(span, text) if text is not None else []
    sentence = _indented(diagnostic.sentence(lang), _INDENT)
    advice = diagnostic.advice(lang)
    if advice:
        sentence.append(_INDENT + words["help"] + _hanging(advice, len(_INDENT) + width(words["help"])))
    return "\n".join([heading, *shown, *sentence])


def place(span: Span) -> str:
    """``file:line:column``; only what is known of it where the span stands for a line or for a whole file."""
    if span.column > 1 or span.end_column > span.column:
        return span.place
    return f"{span.file}:{span.line}" if span.line > 1 else span.file


def snippet(span: Span, text: SourceText) -> list[str]:
    """The line of a span with a caret under each of its columns; nothing for a span that has none."""
    line = text.line(span.line)
    if not line.strip() or (span.column == 1 and span.end_column <= 1):
        return []
    before = _visible(line[: span.column - 1])
    marked = _visible(line[span.column - 1 : max(span.end_column, span.column + 1) - 1])
    after = _visible(line[max(span.end_column, span.column + 1) - 1 :])
    before, marked, after = _cut(before, marked, after)
    number = str(span.line)
    carets = " " * width(before) + "^" * max(1, width(marked))
    return [
        f"{_INDENT}{number} | {before}{marked}{after}".rstrip(),
        f"{_INDENT}{pad('', len(number))} | {carets}",
    ]


def counted(errors: int, warnings: int, lang: Language = "en") -> str:
    """How many there are: ``2 errors, 1 warning``."""
    if lang == "zh":
        parts = [f"{errors} 处错误"] * bool(errors) + [f"{warnings} 处提醒"] * bool(warnings)
        return "共 " + "、".join(parts)
    parts = [_plural(errors, "error")] * bool(errors) + [_plural(warnings, "warning")] * bool(warnings)
    return ", ".join(parts)


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _visible(text: str) -> str:
    return printable(text.replace("\t", _TAB))


def _cut(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """The three parts of a line with its far ends taken off, so that all of it fits."""
    room = max(20, WIDEST - min(width(marked), WIDEST // 2))
    while width(marked) > WIDEST // 2 + 20:
        marked = marked[: len(marked) // 2] + _CUT
    if width(before) > room // 2:
        before = _CUT + _end(before, room // 2)
    if width(after) > room - width(before):
        after = _end(after[::-1], max(10, room - width(before)))[::-1] + _CUT
    return before, marked, after


def _end(text: str, columns: int) -> str:
    """As much of a text's end as fits."""
    kept = text[-columns:]
    while width(kept) > columns:
        kept = kept[1:]
    return kept


def _indented(text: str, indent: str) -> list[str]:
    return [indent + _safe(line) for line in text.split("\n")]


def _hanging(text: str, columns: int) -> str:
    return ("\n" + " " * columns).join(_safe(line) for line in text.split("\n"))


def _safe(line: str) -> str:
    return printable(line.replace("\t", _TAB))
