"""The name of a table → its source: the ending says how it is written, ``-`` is standard input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import evolve

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.tools import files
from rubric_dsl.tools.batches.folders import open_folder
from rubric_dsl.tools.batches.pieces import Source

WRITTEN = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
ENDINGS = (".csv", ".tsv", ".jsonl", ".parquet", ".xlsx")
TEXT = ("csv", "tsv", "jsonl")


def written_as(path: Path) -> str:
    """How a file is written, by its name; empty where the name does not say."""
    name = path.name.lower()
    plain = name.removesuffix(files.COMPRESSED)
    found = WRITTEN.get(Path(plain).suffix, "")
    return found if plain == name or found in TEXT else ""


def open_source(
    path: Path,
    *,
    written: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    name: str = "",
) -> Source | tuple[Diagnostic, ...]:
    """Open a table of any length, or all that is wrong with it.

    ``written`` is one of csv, tsv, jsonl, parquet, xlsx where the name does not say; ``encoding`` that of a
    text that is not UTF-8; ``sheet`` a workbook's sheet where it is not the first.
    """
    name = name or str(path)

    def part(file: Path, called: str) -> Source | tuple[Diagnostic, ...]:
        return _one(file, written or written_as(file), encoding, sheet, called)

    try:
        folder = path.is_dir()
    except OSError:
        folder = False
    if folder:
        ending: Callable[[Path], str] = written_as if written is None else lambda _: str(written)
        return open_folder(path, name, ending, part)
    return part(path, name)


def _one(
    path: Path, written: str, encoding: str | None, sheet: str | None, name: str
) -> Source | tuple[Diagnostic, ...]:
    match written:
        case "csv" | "tsv":
            from rubric_dsl.tools.batches.from_csv import open_csv_pieces

            return open_csv_pieces(path, "\t" if written == "tsv" else ",", encoding, name)
        case "jsonl":
            from rubric_dsl.tools.batches.from_jsonl import open_jsonl_pieces

            return open_jsonl_pieces(path, encoding, name)
        case "parquet":
            from rubric_dsl.tools.batches.from_parquet import open_parquet_pieces

            return open_parquet_pieces(path, name)
        case "xlsx":
            from rubric_dsl.tools.batches.from_rows import source_of
            from rubric_dsl.tools.tables_xlsx import open_xlsx

            table = open_xlsx(path, sheet)
            return table if isinstance(table, tuple) else source_of(evolve(table, name=name))
    facts = {"path": name, "ending": path.suffix.lower(), "endings": ENDINGS, "purpose": "table"}
    return (files.unreadable(path, name) or Diagnostic("RB0535", files.start(name), facts),)
