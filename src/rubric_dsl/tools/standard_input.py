"""A table from standard input → a file that can be read more than once, for as long as it is needed.

A table's columns are looked at before its rows, and a cohort before its subjects; a pipe is read only once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rubric_dsl.tools import files


@contextmanager
def kept(stream: BinaryIO) -> Iterator[Path]:
    """All that comes in as a file, which goes when the work is done; no more than a table may hold."""
    from tempfile import TemporaryDirectory  # takes a while, and few tables come this way

    with TemporaryDirectory(prefix="rubric-") as folder:
        path, room = Path(folder, "table"), files.MAX_TABLE_BYTES + 1
        with path.open("wb") as file:
            while room and (piece := stream.read(min(files.CHUNK, room))):
                room -= file.write(piece)
        yield path


def told_apart(path: Path) -> str:
    """How a table without a name is written: lines of JSON begin with a brace, all else is commas."""
    with path.open("rb") as file:
        beginning = file.read(files.CHUNK).lstrip(b"\xef\xbb\xbf \t\r\n")
    return "jsonl" if beginning.startswith(b"{") else "csv"
