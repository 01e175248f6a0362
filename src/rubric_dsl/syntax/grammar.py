"""The one door to Lark: the grammar's text → a parser, made once and kept on disk.

The cache is written beside and renamed, so that several processes may start at once; a cache that cannot
be read or written costs some seconds and nothing else. It holds plain data (no code): a damaged or foreign
file is thrown away. A parser just made and one read from the cache are put together from the same data.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from rubric_dsl.resources import folder
from rubric_dsl.syntax import lexing
from rubric_dsl.syntax.parse_tables import Kept, Plain, plain, restored
from rubric_dsl.vocabulary import keywords

STARTS = ("top", "about", "metric", "grade", "body", "rule")
OPTIONS: dict[str, Any] = {
    "parser": "lalr",
    "lexer": "contextual",
    "start": list(STARTS),
    "maybe_placeholders": True,
}


def grammar_text() -> str:
    """``grammars/rubric.lark`` with the keyword terminals behind it."""
    return (folder("grammars") / "rubric.lark").read_text(encoding="utf-8") + "\n" + keywords.terminals()


def _sources() -> bytes:
    here = (folder("grammars") / "rubric.lark").read_bytes()
    table = sorted(Path(keywords.__file__).parent.rglob("*.py"))
    makers = (Path(__file__).with_name(name) for name in ("beginnings.py", "lexing.py", "parse_tables.py"))
    return here + b"".join(module.read_bytes() for module in (*table, *makers))


def cache_folder() -> Path:
    """Where the parser is kept: RUBRIC_CACHE, else the user's own cache folder."""
    chosen = os.environ.get("RUBRIC_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if os.environ.get("RUBRIC_CACHE"):
        return Path(os.environ["RUBRIC_CACHE"])
    return (Path(chosen) if chosen else Path.home() / ".cache") / "rubric-dsl"


def _cache_file() -> Path:
    from lark import __version__

    key = hashlib.sha256(_sources() + __version__.encode() + sys.version.encode() + repr(OPTIONS).encode())
    return cache_folder() / f"parser-{key.hexdigest()[:24]}.bin"


def _read(path: Path) -> Kept:
    raw = path.read_bytes()
    digest, body = raw[:32], raw[32:]
    if hashlib.sha256(body).digest() != digest:
        raise ValueError("the cache file is damaged")
    return restored(marshal.loads(body))


def _save(data: Plain, path: Path) -> None:
    body = marshal.dumps(data)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest() + body)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


@cache
def _kept() -> Kept:
    """The parser, from the cache where there is one."""
    path: Path | None = None
    try:
        path = _cache_file()
        return _read(path)
    except Exception:  # whatever is wrong with a cache, the grammar itself is the truth
        pass
    from lark import Lark

    data = plain(Lark(grammar_text(), **OPTIONS))
    if path is not None:
        try:
            _save(data, path)
        except (OSError, ValueError):
            pass
    return restored(data)


def parser() -> Any:
    """Lark's parser: ``parse(text, start=…)`` gives a tree or raises ``UnexpectedInput``."""
    return _kept().parser


def keyword_within(text: str, start: int, end: int) -> str | None:
    """The first Chinese keyword that begins in a stretch of text, or None."""
    stops = _kept().vocabulary.stops
    for position in range(start, end):
        found = lexing.keyword_at(stops, text, position, len(text))
        if found is not None:
            return found
    return None
