"""A folder of files that are one table: which of them are its parts, and whether their columns agree.

Hidden files and those whose name begins with an underscore (``_SUCCESS``) are no parts.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools import files


def parts_of(folder: Path, kind_of: Callable[[Path], str]) -> list[Path] | Diagnostic:
    """The files of the table, by name. ``kind_of`` says how one is written, nothing where it is no table."""
    name = str(folder)
    try:
        found = sorted(one for one in folder.iterdir() if one.is_file() and one.name[0] not in "._")
    except OSError:
        return diagnostic("RB0530", files.start(name), path=name, problem="permission")
    parts = [one for one in found if kind_of(one)]
    if not parts:
        return diagnostic("RB0662", files.start(name), path=name, problem="none")
    kinds = {kind_of(one): one.name for one in reversed(parts)}
    if len(kinds) > 1:
        facts = {"problem": "mixed", "files": tuple(sorted(kinds.values()))}
        return diagnostic("RB0662", files.start(name), path=name, **facts)
    return parts


def other_columns(
    first: str, columns: tuple[str, ...], other: str, others: tuple[str, ...]
) -> Diagnostic | None:
    """How the columns of a file differ from those of the first, in whatever order they are."""
    extra = tuple(name for name in others if name not in columns)
    lacking = tuple(name for name in columns if name not in others)
    if not extra and not lacking:
        return None
    facts = {"path": other, "first": first, "extra": extra, "lacking": lacking}
    return diagnostic("RB0663", files.start(other), **facts)
