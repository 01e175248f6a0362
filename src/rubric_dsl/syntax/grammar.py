"""The one door to Lark: the grammar's text → a parser, made once and kept on disk.

The cache is written beside and renamed, so that several processes may start at once; a cache that cannot
be read or written costs a quarter of a second and nothing else. It holds plain data (no code): a damaged
or foreign file is thrown away.
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
    return here + b"".join(module.read_bytes() for module in table)


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


def _plugins() -> dict[str, Any]:
    from rubric_dsl.syntax.lexing import RubricLexer

    return {"ContextualLexer": RubricLexer}


def _load(path: Path) -> Any:
    from lark import Lark

    raw = path.read_bytes()
    digest, body = raw[:32], raw[32:]
    if hashlib.sha256(body).digest() != digest:
        raise ValueError("the cache file is damaged")
    kept = marshal.loads(body)
    parser = Lark.__new__(Lark)
    return parser._load({"data": kept["data"], "memo": kept["memo"]}, _plugins=_plugins())


def _save(parser: Any, path: Path) -> None:
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    data, memo = parser.memo_serialize([TerminalDef, Rule])
    # the plug-ins are classes; they are given again when the parser is loaded
    options = {name: value for name, value in data["options"].items() if name != "_plugins"}
    body = marshal.dumps({"data": {**data, "options": options}, "memo": memo})
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
def parser() -> Any:
    """The parser, from the cache where there is one."""
    path: Path | None = None
    try:
        path = _cache_file()
        return _load(path)
    except Exception:  # whatever is wrong with a cache, the grammar itself is the truth
        pass
    from lark import Lark

    made = Lark(grammar_text(), **OPTIONS, _plugins=_plugins())
    if path is not None:
        try:
            _save(made, path)
        except (OSError, ValueError):
            pass
    return made
