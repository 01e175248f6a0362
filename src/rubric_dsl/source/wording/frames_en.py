"""English sentences for tables in memory: what is no table, and columns that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.input_en import KINDS

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

HOLDS = {
    "truth": "yes or no",
    "number": "numbers",
    "text": "text",
    "day": "days",
    "moment": "moments in a time zone",
    "list": "lists",
}
WANTED = {
    **KINDS,
    "choice": "the name of an option (text)",
    "list": "a list of entries",
    "yes/no": "yes or no (a column of truths)",
    "date": "a day without a time zone",
}


def _mistyped(facts: Facts) -> str:
    holds = HOLDS.get(facts["holds"])
    shown = f"{holds} ({facts['type']})" if holds else facts["type"]
    return (
        f"the column “{facts['column']}” holds {shown}, "
        f"and “{facts['metric']}” has to be {WANTED[facts['kind']]}"
    )


def _mistyped_help(facts: Facts) -> str:
    match facts["holds"], facts["kind"]:
        case "text", "date":
            return "text is no day: read the file with its types, or convert the column to days first"
        case "text", "list":
            return "text is no list: convert the column to a column of lists first"
        case "text", _:
            return "text is no number and no yes or no: read the file with its types, or convert the column first"
        case "number", "yes/no":
            return "1 and 0 are no yes and no: convert the column to truths first"
        case "moment", _:
            return "say in which place the day is meant, and convert the column to days first"
        case _:
            return "convert the column before the table is scored"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0640": (
        "this is no table: {found}",
        "give a table of pandas, Polars or PyArrow, a DuckDB relation, or anything else with "
        "the Arrow stream interface; one subject alone goes to `rubric.score`",
    ),
    "RB0641": (_mistyped, _mistyped_help),
    "RB0642": (
        "the column “{column}” is kept, and a column of results has the same name",
        "give it another name before the table is scored, or leave it out",
    ),
    "RB0643": (
        "scoring a table needs more packages",
        "install them with: pip install '{package}'",
    ),
    "RB0644": ("its points have more than {digits} digits, and no column holds them", "give the metrics ranges that are nearer to what can be"),
    "RB0645": (
        "{rows} rows cannot be scored; told of here are the first {told}",
        'keep them all, each with its reason: `errors="keep"`',
    ),
}  # fmt: skip
