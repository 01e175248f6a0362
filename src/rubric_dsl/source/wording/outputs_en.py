"""English sentences about tables of any length: what they are read from, and what is written of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.files_en import quoted

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

_FOLDER = {
    "none": "the folder {path} has no table in it",
    "mixed": "the folder {path} has tables of several kinds: {files}",
}
_FOLDER_HELP = {
    "none": "put .parquet, .csv, .tsv, .jsonl or .xlsx files into it; names that begin with . or _ are passed over",
    "mixed": "keep one kind in the folder, or name the kind if all are written alike: --from csv",
}
_TARGET = {
    "exists": "{path} is there already, and is not written over",
    "read": "{path} is what is read: it would be lost while it is written",
    "inside": "{path} lies in the folder that is read, and would be part of the table the next time",
    "folder": "{path} is a folder, and the table is one file",
    "nowhere": "there is no folder {folder} to write {path} to",
    "closed": "nothing may be written to the folder {folder} by this user",
}
_TARGET_HELP = {
    "exists": "name another file, or add --force to replace it once the new one is complete",
    "read": "name another file for the output",
    "inside": "name a file outside that folder",
    "folder": "name a file in it: {path}/scores.parquet",
    "nowhere": "make the folder first, or check its spelling",
    "closed": "name a folder of your own",
}


def _folder(facts: Facts) -> str:
    return _FOLDER[facts["problem"]].format(path=facts["path"], files=", ".join(facts.get("files", ())))


def _other_columns(facts: Facts) -> str:
    said = []
    if facts["lacking"]:
        said.append(f"it lacks {quoted(facts['lacking'])}")
    if facts["extra"]:
        said.append(f"it has {quoted(facts['extra'])} besides")
    return f"{facts['path']} has other columns than {facts['first']}: {', and '.join(said)}"


def _too_much(facts: Facts) -> str:
    if facts["row"] is None:
        return f"a sheet of a workbook has room for {facts['most']:,} rows below the column names, and there are more"
    return f"a cell of a workbook has room for {facts['most']:,} characters; “{facts['column']}” has more in row {facts['row']}"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0660": ("{path} is cut off or damaged inside its compression", "copy or download it again; or unpack it yourself and name what comes out"),
    "RB0661": (lambda f: f"row {f['row']} goes on for more than {f['limit'] // 1024**2} MiB", "look for a quotation mark that never closes, or for a file that is no table"),
    "RB0662": (_folder, lambda f: _FOLDER_HELP[f["problem"]]),
    "RB0663": (_other_columns, "the files of a folder are one table: give all of them the same columns, in whatever order"),
    "RB0664": ("“{column}” is {kind} in {path}, and {expected} in {first}", "write the column as the same type in all files of the folder"),
    "RB0665": (lambda f: _TARGET[f["problem"]].format(**f), lambda f: _TARGET_HELP[f["problem"]].format(**f)),
    "RB0666": ("“{column}” holds bytes ({kind}), and {path} has cells of text only", "write a .parquet file, or leave the column out of the input"),
    "RB0667": (_too_much, "write a .csv or .parquet file instead"),
    "RB0668": (lambda f: f"{f['path']} has {'the ending ' + f['ending'] if f['ending'] else 'no ending'}; a table is written to {', '.join(f['endings'])}", "let the name end in one of these, or say how to write it: --to csv"),
    "RB0669": ("another process is writing {path} at this moment", "wait for it to end, or name another file"),
}  # fmt: skip
