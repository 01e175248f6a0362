"""A text file, a compressed one, or standard input → its bytes as UTF-8, a piece at a time.

Another encoding is turned into UTF-8 on the way. ``.gz`` in the name means compressed.
"""

from __future__ import annotations

import codecs
import gzip
import os
from pathlib import Path
from typing import BinaryIO

from attrs import define, field

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.tools import files
from rubric_dsl.tools.batches.pieces import UnusableError

PIECE = 16 * 1024 * 1024
BEGINNING = 16 * 1024


@define
class TextBytes:
    """Bytes of UTF-8 without a mark in front. Close it with :meth:`close`."""

    name: str
    _raw: BinaryIO
    """What is really read: how far it has come is how much is done."""
    _plain: BinaryIO
    _decoder: codecs.IncrementalDecoder | None
    _encoding: str
    _lent: bool
    """Whether it is standard input, which others may still want."""
    _line: int = 1
    _first: bool = True
    _ended: bool = field(default=False, init=False)

    def read(self) -> bytes:
        """The next piece; empty at the end. Raises :class:`UnusableError`."""
        while not self._ended:
            try:
                # the column names are wanted at once, however slowly the rest comes in
                piece = self._plain.read(min(BEGINNING, PIECE) if self._first else PIECE)
            except files.BROKEN:
                raise UnusableError(diagnostic("RB0660", files.start(self.name), path=self.name)) from None
            self._ended = not piece
            if self._first:
                self._refuse_strangers(piece)
            found = self._as_utf8(piece)
            if self._first and found:
                found = found.removeprefix(codecs.BOM_UTF8)
                self._first = False
            if found:
                return found
        return b""

    def done(self) -> int:
        """How many bytes of the file have been read."""
        try:
            return self._raw.tell()
        except (OSError, ValueError):
            return 0

    def close(self) -> None:
        """Let go of the file; standard input stays open."""
        if not self._lent:
            self._plain.close()
            self._raw.close()

    def _as_utf8(self, piece: bytes) -> bytes:
        if self._decoder is None:
            return piece
        try:
            text = self._decoder.decode(piece, final=self._ended)
        except UnicodeDecodeError as mistake:
            before = mistake.object[: mistake.start].decode(self._encoding, "ignore")
            raise UnusableError(self.strange(mistake, before, mistake.object[mistake.start])) from None
        self._line += text.count("\n")
        return text.encode()

    def strange(self, mistake: UnicodeDecodeError, before: str, byte: int) -> Diagnostic:
        """What is said of a byte that is no text in the encoding."""
        line, column = self._line + before.count("\n"), len(before) - before.rfind("\n")
        return diagnostic(
            "RB0532",
            Span(self.name, line, column, column + 1),
            path=self.name,
            byte=f"0x{byte:02X}",
            encoding=self._encoding,
            guess=files.guessed_encoding(mistake.object),
        )

    def _refuse_strangers(self, piece: bytes) -> None:
        kind = files.kind_of(piece)
        if kind is not None:
            raise UnusableError(diagnostic("RB0533", files.start(self.name), path=self.name, kind=kind))


def strange_text(name: str, text: bytes, line: int) -> Diagnostic | None:
    """Why bytes that begin at a line are no UTF-8 text, and where."""
    wrong = files.not_text(iter([text]), name, "utf-8")
    if (
        wrong is None
        or wrong.span is None
        or (wrong.code == "RB0533" and wrong.span.line == wrong.span.column == 1)
    ):
        return wrong
    span = wrong.span
    return Diagnostic(wrong.code, Span(name, span.line + line - 1, span.column, span.column + 1), wrong.facts)


def opened(path: Path, name: str, encoding: str | None) -> TextBytes | Diagnostic:
    """A text to be read, or why it cannot be: ``-`` is standard input."""
    known = files.usable_encoding(name, encoding)
    if isinstance(known, Diagnostic):
        return known
    known = known.removesuffix("-sig")
    decoder = None if known == "utf-8" else codecs.getincrementaldecoder(known)()
    if str(path) == "-":
        import sys

        raw: BinaryIO = sys.stdin.buffer
    else:
        wrong = files.unreadable(path, name, limit=None)
        if wrong is not None:
            return wrong
        raw = path.open("rb")
    compressed = path.suffix.lower() == files.COMPRESSED
    plain: BinaryIO = gzip.GzipFile(fileobj=raw) if compressed else raw  # type: ignore[assignment]
    return TextBytes(name, raw, plain, decoder, known, str(path) == "-")


def size_of(path: Path) -> int | None:
    """How many bytes there are to read; None where nobody knows."""
    return None if str(path) == "-" else os.stat(path).st_size  # noqa: PTH116
