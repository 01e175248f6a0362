"""Files of metrics as bytes and as text, within stated limits: a path in, its content or one diagnostic out.

Everything that can be wrong with a file before its first value is read is found here: it is missing, a
folder, unreadable, empty, too long, in another encoding, or no text at all.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span

MAX_TABLE_BYTES = 4 * 1024**3
CHUNK = 1024 * 1024
COMPRESSED = ".gz"
BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading a compressed file may come to."""
STANDARD_INPUT = "<standard input>"
"""What it is called in messages."""

_WORKBOOKS = {b"PK\x03\x04": "workbook", b"\xd0\xcf\x11\xe0": "workbook", b"PAR1": "parquet"}
_BINARY = {b"\x1f\x8b": "archive", b"%PDF": "pdf", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture"}


def start(name: str) -> Span:
    """The place that stands for a file as a whole."""
    return Span(name, 1, 1, 1)


def unreadable(path: Path, name: str = "", limit: int | None = MAX_TABLE_BYTES) -> Diagnostic | None:
    """Why a file cannot be opened for reading more than once, or None where it can."""
    name = name or str(path)
    try:
        if path.is_dir():
            return _unreadable(path, "folder")
        if not path.is_file():
            return _unreadable(path, "stream" if path.exists() else "missing")
        size = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except PermissionError:
        return _unreadable(path, "permission")
    except (OSError, ValueError):
        return _unreadable(path, "unreadable")
    if limit is not None and size > limit:
        return too_long(name, limit)
    return empty(name) if size == 0 else None


def read_bytes(path: Path, limit: int) -> bytes | Diagnostic:
    """All of a file, be it a pipe, or why not."""
    try:
        if path.is_dir():
            return _unreadable(path, "folder")
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError:
        return _unreadable(path, "missing")
    except PermissionError:
        return _unreadable(path, "permission")
    except (OSError, ValueError):
        return _unreadable(path, "unreadable")
    return raw if len(raw) <= limit else too_long(str(path), limit)


def _unreadable(path: Path, problem: str) -> Diagnostic:
    return diagnostic("RB0530", start(str(path)), path=str(path), problem=problem)


def empty(name: str) -> Diagnostic:
    """The file has nothing in it."""
    return diagnostic("RB0531", start(name), path=name)


def too_long(name: str, limit: int) -> Diagnostic:
    """The file is longer than any that a person keeps."""
    return diagnostic("RB0534", start(name), path=name, limit=limit)


def decoded(raw: bytes, name: str) -> str | Diagnostic:
    """UTF-8 bytes → text, or what else they seem to be."""
    wrong = not_text(iter([raw]), name, "utf-8-sig")
    return wrong or raw.decode("utf-8-sig")


def usable_encoding(name: str, encoding: str | None) -> str | Diagnostic:
    """The encoding to read a file in; UTF-8 where none is named, and then with or without a mark in front."""
    if encoding is None:
        return "utf-8-sig"
    try:
        found = codecs.lookup(encoding).name
        io.TextIOWrapper(io.BytesIO(), encoding)  # refuses codecs that are no encodings of text
        codecs.getincrementaldecoder(encoding)
    except (LookupError, ValueError):
        return diagnostic("RB0536", None, encoding=encoding, path=name)
    return "utf-8-sig" if found == "utf-8" else found


def content(path: Path) -> gzip.GzipFile | io.BufferedReader:
    """A file opened for its bytes; what is in it where it is compressed."""
    return gzip.open(path) if path.suffix.lower() == COMPRESSED else path.open("rb")


def chunks(path: Path) -> Iterator[bytes]:
    """A file's bytes, a piece at a time."""
    with content(path) as file:
        while piece := file.read(CHUNK):
            yield piece


def not_text(pieces: Iterator[bytes], name: str, encoding: str) -> Diagnostic | None:
    """Why these bytes are no text in that encoding: another kind of file, or a byte that does not belong.

    Looks at the whole of a file a piece at a time, so that later stages may decode it without a care.
    """
    # not the decoder of utf-8-sig: it takes the first bytes of a mark, and nothing behind them, for text
    try:
        return _not_text(pieces, name, encoding)
    except BROKEN:
        return diagnostic("RB0660", start(name), path=name)


def _not_text(pieces: Iterator[bytes], name: str, encoding: str) -> Diagnostic | None:
    decoder = codecs.getincrementaldecoder(encoding.removesuffix("-sig"))()
    seen = bytearray()
    line, column = 1, 1
    first = True
    for piece in pieces:
        if first and (kind := kind_of(piece)) is not None:
            return diagnostic("RB0533", start(name), path=name, kind=kind)
        if first and encoding == "utf-8-sig":
            piece = piece.removeprefix(codecs.BOM_UTF8)  # noqa: PLW2901 - the mark is no column of line 1
        first = False
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError as mistake:
            return _strange_byte(name, encoding, mistake, (line, column), bytes(seen))
        if (nul := text.find("\0")) >= 0:
            line, column = _behind(text[:nul], line, column)
            return diagnostic("RB0533", Span(name, line, column, column + 1), path=name, kind="binary")
        line, column = _behind(text, line, column)
        seen = bytearray((bytes(seen) + piece)[-CHUNK:])
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as mistake:
        return _strange_byte(name, encoding, mistake, (line, column), bytes(seen))
    return None


def kind_of(beginning: bytes) -> str | None:
    """What a file is that begins so, where it is known to be no text."""
    signatures = _WORKBOOKS | _BINARY
    return next((kind for bytes_, kind in signatures.items() if beginning.startswith(bytes_)), None)


def _behind(text: str, line: int, column: int) -> tuple[int, int]:
    breaks = text.count("\n")
    if not breaks:
        return line, column + len(text)
    return line + breaks, len(text) - text.rfind("\n")


def _strange_byte(
    name: str, encoding: str, mistake: UnicodeDecodeError, at: tuple[int, int], before: bytes
) -> Diagnostic:
    # what the decoder was given starts with the bytes that it had kept from the piece before
    good = mistake.object[: mistake.start].decode(encoding.removesuffix("-sig"), "ignore")
    line, column = _behind(good, *at)
    return diagnostic(
        "RB0532",
        Span(name, line, column, column + 1),
        path=name,
        byte=f"0x{mistake.object[mistake.start]:02X}",
        encoding=encoding.removesuffix("-sig"),
        guess=guessed_encoding(before + mistake.object),
    )


def guessed_encoding(sample: bytes) -> str:
    """What bytes that are no UTF-8 probably are: ``gb18030``, ``utf-16``, or nothing known."""
    if sample[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(sample)
    except UnicodeDecodeError:
        return ""
    # a Western European text decodes as well, but to no run of everyday Chinese characters
    common = sum("\u4e00" <= character <= "\u9fff" for character in text)
    strange = sum(character > "\x7f" for character in text)
    return "gb18030" if common >= 2 and common * 10 >= strange * 7 else ""
