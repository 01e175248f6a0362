"""Where the other rubrics of a rubric are: files in the folder of the outermost one, and in folders below it.

Comes in: the name that a rule gives. Goes out: a path inside that folder, or the diagnostic that says why
not. Nothing outside is opened: no absolute path, no way out by ``..``, no link that leads elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

from attrs import define, field

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText, read

MAX_OTHERS = 40
"""Files that one rubric may take scores of, directly or through each other."""
MAX_WAY = 12
"""Files on the way from the outermost one to the one at hand."""


@define
class Shelf:
    """One folder, and the way through its files so far."""

    root: Path
    """Resolved: links in it are followed before anything is compared with it."""
    way: list[tuple[Path, str]]
    """The files that are being read, each named by the one before it: where it is, and what it is called."""
    texts: dict[str, SourceText] = field(factory=dict)
    """What was read, by the names that messages use."""
    known: dict[Path, object] = field(factory=dict)
    """What came of each file that was read before."""

    def find(self, name: str, span: Span) -> Path | Diagnostic:
        """The file that a rule names, resolved; or why it may not be read."""
        there = self.way[-1][0].parent / name
        try:
            found = there.resolve()
        except (OSError, ValueError, RuntimeError):
            return diagnostic("RB0008", span, name=name, problem="unreadable")
        if not name or "\0" in name or _is_absolute(name) or not found.is_relative_to(self.root):
            return diagnostic("RB0009", span, name=name)
        paths = [path for path, _ in self.way]
        if found in paths:
            way = tuple(called for _, called in self.way[paths.index(found) :])
            return diagnostic("RB0010", span, way=(*way, way[0]))
        if found not in self.known and (len(self.known) >= MAX_OTHERS or len(self.way) >= MAX_WAY):
            return diagnostic("RB0014", span, others=MAX_OTHERS, way=MAX_WAY)
        return found

    def read(self, name: str, found: Path, span: Span) -> SourceText | Diagnostic:
        """The text of a file that was found, under the name that messages use for it."""
        shown = os.path.normpath(Path(self.way[-1][1]).parent / name)
        source = read(found)
        if isinstance(source, Diagnostic):
            return diagnostic("RB0008", span, name=name, problem=source.facts.get("problem", "unreadable"))
        source = SourceText(shown, source.text)
        self.texts[shown] = source
        return source

    def key(self, found: Path) -> str:
        """What a file is called from the folder."""
        return found.relative_to(self.root).as_posix()


def _is_absolute(name: str) -> bool:
    return PurePosixPath(name).is_absolute() or bool(PureWindowsPath(name).anchor) or "\\" in name


def shelf_of(path: Path) -> Shelf | None:
    """The shelf of a rubric file; None where it is in no folder that can be read."""
    try:
        return Shelf(path.parent.resolve(), [(path.resolve(), str(path))])
    except (OSError, ValueError, RuntimeError):
        return None
