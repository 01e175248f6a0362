"""A file with many subjects → a table whose rows come one by one; the file's ending says how to read it.

``.csv`` and ``.tsv`` hold text, ``.xlsx`` and ``.parquet`` typed cells, ``.jsonl`` and ``.ndjson``
exact values. What is
wrong with the file or its column names is returned instead of a table; what is wrong with one row stands
in that row's place.
"""

from __future__ import annotations

from pathlib import Path

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools import files
from rubric_dsl.tools.table_rows import Table
from rubric_dsl.tools.values import value_from_cell, value_from_text

__all__ = ["ENDINGS", "Table", "open_table", "value_from_cell", "value_from_text"]

ENDINGS = (".csv", ".tsv", ".xlsx", ".parquet", ".jsonl", ".ndjson")
COMPRESSIBLE = (".csv", ".tsv", ".jsonl", ".ndjson")
"""Also with ``.gz`` behind."""
WRITTEN = ("csv", "tsv", "jsonl")
"""How a text can be written whose name does not say it."""


def open_table(
    path: str | Path,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    written: str | None = None,
    name: str = "",
) -> Table | tuple[Diagnostic, ...]:
    """Open a table of subjects.

    ``encoding`` names a text file's encoding where it is not UTF-8 (``gb18030``); ``sheet`` a workbook's
    sheet where it is not the first; ``written`` is one of :data:`WRITTEN` where the file's ending does not
    say, and ``name`` what messages call it.
    """
    path = Path(path)
    if _is_folder(path):
        from rubric_dsl.tools.tables_folder import open_tables

        return open_tables(
            path, lambda part: open_table(part, encoding=encoding, sheet=sheet, written=written)
        )
    match f".{written}" if written else ending_of(path):
        case ".csv" | ".tsv" as ending:
            from rubric_dsl.tools.tables_csv import open_csv

            return open_csv(path, "\t" if ending == ".tsv" else ",", encoding, name)
        case ".jsonl" | ".ndjson":
            from rubric_dsl.tools.tables_jsonl import open_jsonl

            return open_jsonl(path, encoding, name)
        case ".xlsx" | ".xlsm":
            from rubric_dsl.tools.tables_xlsx import open_xlsx

            return open_xlsx(path, sheet)
        case ".parquet":
            from rubric_dsl.tools.tables_parquet import open_parquet

            return open_parquet(path)
        case _:
            facts = {"path": str(path), "ending": path.suffix.lower(), "endings": ENDINGS, "purpose": "table"}
            return (files.unreadable(path) or Diagnostic("RB0535", files.start(str(path)), facts),)


def ending_of(path: Path) -> str:
    """The ending that says how a file is written: of a compressed text, the one before the last."""
    name = path.name.lower()
    plain = Path(name.removesuffix(files.COMPRESSED)).suffix
    return plain if plain == path.suffix.lower() or plain in COMPRESSIBLE else path.suffix.lower()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
