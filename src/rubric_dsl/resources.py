"""Where the grammar, the built-in rubrics and the pages of the codes lie: a folder's name in, its path out.

A wheel carries ``grammars/``, ``rubrics/`` and ``diagnostics/`` inside the package; a checkout (and so an
editable install) keeps them beside ``src/``, the pages in ``docs/``. Both are looked for, in that order, and
nothing else is. Nothing is read at import.

>>> builtin_path("../../etc/passwd") is None
True
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_SUFFIX = ".rubric"
_CHINESE = ".zh"
_IN_A_CHECKOUT = {"diagnostics": "docs/diagnostics"}


class BrokenInstallationError(RuntimeError):
    """The package's own files are not where any install puts them: nothing a rubric's writer can mend."""


def folder(name: Literal["grammars", "rubrics", "diagnostics"]) -> Path:
    """The folder of that name that came with this package.

    Raises :class:`BrokenInstallationError`, naming the places that were tried, where there is none.
    """
    package = Path(__file__).resolve().parent
    places = [package / name]
    if package.parent.name == "src":  # a checkout; in site-packages the folder above belongs to others
        places.append(package.parent.parent / _IN_A_CHECKOUT.get(name, name))
    for place in places:
        if place.is_dir():
            return place
    tried = " and ".join(str(place) for place in places)
    raise BrokenInstallationError(
        f"rubric_dsl came without its folder {name!r} (looked for {tried}); install the package again"
    )


def builtin_path(name: str) -> Path | None:
    """``hunan-2023/annex-1`` → the path of that rubric file, or None where no built-in rubric has the name.

    ``hunan-2023/annex-1.zh`` is the Chinese spelling. Only files that the folder really holds can be
    named, so that no name, however spelled, leads out of it.
    """
    return _files_by_name().get(name)


def builtin_names() -> list[str]:
    """The names of the built-in rubrics, sorted; a Chinese spelling beside an English one is not listed."""
    names = _files_by_name()
    return sorted(
        name for name in names if not (name.endswith(_CHINESE) and name.removesuffix(_CHINESE) in names)
    )


def _files_by_name() -> dict[str, Path]:
    root = folder("rubrics")
    return {
        path.relative_to(root).as_posix().removesuffix(_SUFFIX): path for path in root.rglob(f"*{_SUFFIX}")
    }
