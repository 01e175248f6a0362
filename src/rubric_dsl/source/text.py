"""The text of a rubric file: bytes in, numbered lines out, within stated limits.

>>> SourceText("a.rubric", "one\\ntwo").line(2)
'two'
"""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span

MAX_FILE_BYTES = 8 * 1024 * 1024
"""A rubric file longer than this is refused: it is not a text that a person wrote."""


@frozen
class SourceText:
    """One file's text with the name that messages use for it."""

    name: str
    text: str
    lines: tuple[str, ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        # str.splitlines would also split at form feeds and at U+2028, which editors do not number.
        lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        object.__setattr__(self, "lines", tuple(lines))

    def line(self, number: int) -> str:
        """The text of a 1-based line; empty where the file has no such line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def decode(raw: bytes, name: str) -> SourceText | Diagnostic:
    """Bytes → text, or the diagnostic that says which byte is no UTF-8 and where."""
    if len(raw) > MAX_FILE_BYTES:
        span = Span(name, 1, 1, 1)
        return diagnostic("RB0003", span, size=len(raw), limit=MAX_FILE_BYTES)
    try:
        return SourceText(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as mistake:
        before = raw[: mistake.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        span = Span(name, line, column, column + 1)
        return diagnostic("RB0002", span, byte=f"0x{raw[mistake.start]:02X}")


def read(path: str | Path) -> SourceText | Diagnostic:
    """Read a rubric file, or say why it cannot be read (missing, a folder, no permission)."""
    path = Path(path)
    name = str(path)
    span = Span(name, 1, 1, 1)
    try:
        if path.is_dir():
            return diagnostic("RB0001", span, path=name, problem="folder")
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        return diagnostic("RB0001", span, path=name, problem="missing")
    except PermissionError:
        return diagnostic("RB0001", span, path=name, problem="permission")
    except (OSError, ValueError):
        return diagnostic("RB0001", span, path=name, problem="unreadable")
    return decode(raw, name)
