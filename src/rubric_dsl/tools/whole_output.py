"""A file that is written as a whole or not at all: beside its place first, and moved there when it is done.

Whatever ends the work before (a mistake, an interrupt, a full disk) leaves the place as it was, and nothing
beside it. What a killed process leaves behind is taken over by the next that writes to the same place; of two
that write at the same time, the second is refused.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from types import FrameType

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic

TERMINATED = 128 + signal.SIGTERM


def in_the_way(path: Path, force: bool, sources: tuple[Path, ...]) -> Diagnostic | None:
    """Why nothing can be written there: a file that is not to be lost, or one that is read from."""
    name = str(path)
    for source in sources:
        if _same(path, source):
            return diagnostic("RB0665", None, path=name, problem="read")
        if source.is_dir() and _same(path.parent, source):
            return diagnostic("RB0665", None, path=name, problem="inside")
    if path.is_dir():
        return diagnostic("RB0665", None, path=name, problem="folder")
    if not path.parent.is_dir():
        return diagnostic("RB0665", None, path=name, problem="nowhere", folder=str(path.parent))
    if path.exists() and not force:
        return diagnostic("RB0665", None, path=name, problem="exists")
    if not os.access(path.parent, os.W_OK):
        return diagnostic("RB0665", None, path=name, problem="closed", folder=str(path.parent))
    return None


class TakenError(Exception):
    """Another process writes to the same place."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Where to write; it becomes ``path`` when the block ends well. Raises :class:`TakenError`."""
    path = path.resolve()  # what a link points to is replaced, not the link
    part = path.with_name(f".{path.name}.part")
    held = os.open(part, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(held, path)
        try:
            with _terminable():
                yield part
                _to_disk(part)
                part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    finally:
        os.close(held)


@contextmanager
def folder_beside(path: Path) -> Iterator[Path]:
    """An empty folder on the disk where ``path`` will be, for the time of the block; what is there already
    was left behind. Only inside :func:`whole`, where nobody else writes to the same place."""
    path = path.resolve()
    folder = path.with_name(f".{path.name}.rows")
    try:
        rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _lock(held: int, path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # not on Windows, where a file that is open cannot be replaced
        return
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise TakenError(str(path)) from None


def _to_disk(part: Path) -> None:
    file = os.open(part, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def _terminable() -> Iterator[None]:
    """A request to end that is heeded: what was begun is taken away first."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(TERMINATED)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
