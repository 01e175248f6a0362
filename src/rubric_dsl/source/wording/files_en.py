"""English sentences about files of metrics and tables: codes RB0530 to RB0569.

A sentence says what is wrong in that file, the advice what to write or run instead. Each is a template over
the diagnostic's facts, or a function of them where a fact picks the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rubric_dsl.source.wording import Table

Facts = Mapping[str, object]

_UNREADABLE = {
    "missing": "there is no file {path}",
    "folder": "{path} is a folder, not a file",
    "permission": "{path} may not be read by this user",
    "stream": "{path} is no regular file; a table is read more than once",
    "unreadable": "{path} cannot be read",
}
_UNREADABLE_HELP = {
    "missing": "check the spelling, and which folder you are in",
    "folder": "name the file in it, for example {path}/metrics.yaml",
    "permission": "give yourself the right to read it, or copy it to a folder of your own",
    "stream": "save it to a file first, then name that file",
    "unreadable": "check that the disk is there and the name is valid",
}
_KINDS = {
    "workbook": "a workbook or a zip archive",
    "parquet": "a Parquet file",
    "archive": "a compressed archive",
    "pdf": "a PDF document",
    "picture": "a picture",
    "binary": "no text: it holds a zero byte here",
}
_KINDS_HELP = {
    "workbook": "let the name of an Excel table end in .xlsx, and run: rubric rank RUBRIC table.xlsx",
    "archive": "unpack it first, then name the file inside",
}
_SYNTAX = {
    "name": 'a name in double quotes is expected here, as in "events": 8',
    "colon": "there is a ':' here that does not belong",
    "colon-missing": "the line before this one lacks a ':' between name and value",
    "comma": "a comma or a closing bracket is expected here",
    "value": "a value is expected here: a number, true, false, null, or text in double quotes",
    "extra": "there is more text behind the end of the object",
    "quote": "the text that starts here is never closed by a quotation mark",
    "end": "the file ends before a quotation mark or bracket is closed",
    "control": "there is a control character here that no text needs",
    "escape": "a backslash here starts nothing that is known",
    "trailing": "there is a comma here and nothing behind it",
    "tab": "there is a tab here; YAML takes spaces only",
    "indent": "this does not fit with the lines above it",
    "alias": "the name behind * is not defined anywhere before",
    "character": "no value can start with this character",
    "other": "the text cannot be understood from here on",
}
_SYNTAX_HELP = {
    "colon": "write one 'name: value' a line, with a plain colon (not ：) and a space behind it, all lines starting in"
    " the same column; put text that holds ': ' in quotes: \"a: b\"",
    "colon-missing": "write each value as 'name: value', with a plain colon (not ：) and a space behind it: "
    "matchmaking_events: 8",
    "quote": 'put the same kind of quotation mark at both ends: "…"',
    "end": 'close what was opened, for example "…" or [1, 2]',
    "tab": "replace the tab by spaces",
    "indent": "let all names start in the same column",
    "character": 'put the text in quotes, for example "@home"',
    "escape": "write two backslashes for one, or use single quotes (YAML)",
    "control": "delete it; it may be invisible in your editor",
}
_PLAIN = {
    "JSON": 'write one object, for example {"matchmaking_events": 8}',
    "YAML": "write one 'name: value' a line, with a plain colon (not ：) and a space behind it: matchmaking_events: 8",
}
_TOO_MUCH = {
    "depth": "values are nested more than {limit} deep",
    "aliases": "more than {limit} values repeat others by a *",
    "nodes": "the file holds more than {limit} values, repeated ones counted each time",
}
_WORKBOOK = {
    "damaged": "{path} is a damaged workbook, or only the beginning of one",
    "locked": "{path} is a workbook of the old kind (.xls), or locked with a password",
    "other": "{path} is no Excel workbook, whatever its name says",
}
_WORKBOOK_HELP = {
    "damaged": "open it in Excel or LibreOffice and save it again as .xlsx",
    "locked": "open it, take the password off, and save it as an Excel workbook (.xlsx)",
    "other": "if it holds text with commas, let its name end in .csv",
}
_QUOTES = {
    "open": 'a cell in row {row} opens with " and never closes; all up to line {last} has become part of it',
    "quote": 'in row {row} there is text behind the closing " of a cell',
    "long": "a cell in row {row} is longer than 131,072 characters",
}
_SEPARATORS = {"semicolon": "semicolons", "tab": "tabs", "comma": "commas", "bar": "upright bars"}


def quoted(names: object) -> str:
    """``“a”, “b”, “c”``"""
    assert isinstance(names, Iterable), "a fact that lists names"
    return ", ".join(f"“{name}”" for name in names)


def _listed(names: object) -> str:
    assert isinstance(names, Iterable), "a fact that lists names"
    return ", ".join(map(str, names))


def _picked(table: Mapping[str, str], fact: str, otherwise: str = "") -> Callable[[Facts], str]:
    """The template that a fact chooses, filled in."""
    return lambda facts: table.get(str(facts[fact]), otherwise).format(**facts)


def _bytes(limit: object) -> str:
    assert isinstance(limit, int), "a number of bytes"
    return f"{limit // 1024**3} GiB" if limit >= 1024**3 else f"{limit // 1024**2} MiB"


def _too_long(facts: Facts) -> str:
    return f"{facts['path']} is longer than {_bytes(facts['limit'])}"


def _other_encoding(facts: Facts) -> str:
    guess = {"gb18030": "; it looks like GB18030 (GBK)", "utf-16": "; it looks like UTF-16"}
    seems = guess.get(str(facts["guess"]), "")
    encoding = str(facts["encoding"]).upper()
    return f"{facts['path']} is not {encoding} text: it has the byte {facts['byte']} here{seems}"


def _other_encoding_help(facts: Facts) -> str:
    guess = str(facts["guess"])
    if guess:
        return f"save it as UTF-8 (in Excel: 'CSV UTF-8'), or, for a table, add: --encoding {guess}"
    return "save it as UTF-8 (in Excel: 'CSV UTF-8'), or, for a table, name its encoding: --encoding gb18030"


def _ending(facts: Facts) -> str:
    what = "a table of subjects" if facts["purpose"] == "table" else "one subject's metrics"
    ending = f"the ending {facts['ending']}" if facts["ending"] else "no ending"
    return f"{facts['path']} has {ending}; {what} is read from {_listed(facts['endings'])}"


def _ending_help(facts: Facts) -> str:
    if facts["purpose"] == "metrics":
        return "for a table of many subjects use: rubric rank RUBRIC TABLE"
    if facts["ending"] in (".yaml", ".yml", ".json"):
        return "for one subject's metrics use: rubric score RUBRIC METRICS"
    return "save the table as CSV (UTF-8) or as an Excel workbook (.xlsx), or say how a text is written: --from csv"


def _syntax(facts: Facts) -> str:
    problem = str(facts["problem"])
    if facts["format"] == "JSON" and problem == "colon":
        return "this is no JSON: a ':' is expected here between name and value"
    return f"this is no {facts['format']}: {_SYNTAX.get(problem, _SYNTAX['other'])}"


def _syntax_help(facts: Facts) -> str:
    plain = _PLAIN[str(facts["format"])]
    return plain if facts["format"] == "JSON" else _SYNTAX_HELP.get(str(facts["problem"]), plain)


def _no_object(facts: Facts) -> str:
    found = {"list": "a list", "single": "a single value"}[str(facts["found"])]
    return f"names with values are expected here, and this is {found}"


def _no_text_key(facts: Facts) -> str:
    said = f"“{facts['text']}” " if facts["text"] else ""
    return f"the name {said}in front of ':' is not read as text"


def _fewer(facts: Facts) -> str:
    return f"row {facts['row']} has {facts['cells']} cells, and the table has {facts['columns']} columns"


def _sheet(facts: Facts) -> str:
    if not facts["sheet"]:
        return f"{facts['path']} has no sheet of cells that can be seen"
    return f"{facts['path']} has no sheet called “{facts['sheet']}”"


def _sheet_help(facts: Facts) -> str:
    sheets = quoted(facts["sheets"])
    return (
        f"its sheets are {sheets}; name one: --sheet NAME"
        if sheets
        else "make one sheet visible and save the file"
    )


def _no_id(facts: Facts) -> str:
    nearest = f"; did you mean “{facts['nearest']}”?" if facts["nearest"] else ""
    return f"the table has no column “{facts['name']}”{nearest}"


def _grouped(facts: Facts) -> str:
    said = f"“{facts['text']}” can be {facts['whole']}"
    return f"{said} or {facts['decimal']}" if facts["decimal"] else f"{said}, but is no plain number"


def _separator(facts: Facts) -> str:
    kind = "full-width " if facts["full"] else ""
    found, expected = _SEPARATORS[str(facts["separator"])], _SEPARATORS[str(facts["expected"])]
    return f"the cells are parted by {kind}{found}, and {expected} are expected"


def _separator_help(facts: Facts) -> str:
    if facts["separator"] == "tab":
        return "let the file's name end in .tsv"
    return "save the file with half-width commas between the cells: city,events"


def _no_rubric(facts: Facts) -> str:
    return f"there is neither a file nor a built-in rubric called {facts['name']}"


def _no_rubric_help(facts: Facts) -> str:
    if facts["nearest"]:
        return f"did you mean {facts['nearest']}?"
    return "give the path of a .rubric file, or a built-in name such as hunan-2023/annex-1"


FILES: Table = {
    "RB0530": (_picked(_UNREADABLE, "problem"), _picked(_UNREADABLE_HELP, "problem")),
    "RB0531": (
        "{path} is empty",
        "write at least one 'name: value' (metrics), or column names and a row (table)",
    ),
    "RB0532": (_other_encoding, _other_encoding_help),
    "RB0533": (
        lambda facts: f"{facts['path']} is {_KINDS[str(facts['kind'])]}",
        _picked(_KINDS_HELP, "kind", "write the metrics as text, for example: matchmaking_events: 8"),
    ),
    "RB0534": (_too_long, "no table of metrics needs to be that long; split it into several"),
    "RB0535": (_ending, _ending_help),
    "RB0536": ("no encoding is called {encoding}", "name one such as utf-8, gb18030 or utf-16"),
    "RB0537": (_syntax, _syntax_help),
    "RB0538": (_no_object, lambda facts: _PLAIN[str(facts["format"])]),
    "RB0539": (
        "“{name}” is given a second time; the first is on line {first}",
        "keep one of the two; which one counts would be a guess",
    ),
    "RB0540": (
        _no_text_key,
        'names are text; put it in quotes, for example "2023": 8, or use the metric\'s name',
    ),
    "RB0541": (
        "{text} is no number that can be scored",
        "give the number; missing is not zero, and what is not known cannot be scored",
    ),
    "RB0542": (
        "{text} is a different number to different readers of YAML",
        'write a plain decimal, for example 10 for 010 and 1000 for 1_000; put text in quotes: "010"',
    ),
    "RB0543": ("{text} is longer than any number that is measured", "at most 60 digits, and exponents to 60"),
    "RB0544": (
        "the tag {tag} asks for more than a plain value",
        "delete the word that starts with '!': a file of metrics holds values only",
    ),
    "RB0545": (_picked(_TOO_MUCH, "what"), "write the values out plainly: one 'name: value' a line"),
    "RB0546": (
        "a second document starts here; a file of metrics holds one subject",
        "delete the line '---', or use a table: rubric rank RUBRIC TABLE",
    ),
    "RB0547": ("{path} has column names and no subjects below them", "add one row for each subject"),
    "RB0548": (
        "column {column} has no name in row {row}",
        "give it a name, or delete the column; the first row that is not blank names the columns",
    ),
    "RB0549": (
        "two columns are called “{name}”: column {first} and column {second}",
        "delete or rename one of them",
    ),
    "RB0550": (
        "row {row} has more cells than the table has columns: “{extra}” stands under no name",
        'put a cell that holds a comma in quotes: "Changsha, city"',
    ),
    "RB0551": (_fewer, "leave a cell blank where nothing is known, but keep its comma: Changsha,,3"),
    "RB0552": (
        _picked(_QUOTES, "problem"),
        'write a quotation mark inside a cell twice: "the ""best"" city"',
    ),
    "RB0553": ("line {row} is longer than {limit:,} characters", "write one subject a line"),
    "RB0554": (
        "{format} tables need one more package",
        "install it with: pip install '{package}', or save the table as CSV (UTF-8)",
    ),
    "RB0555": (_picked(_WORKBOOK, "problem"), _picked(_WORKBOOK_HELP, "problem")),
    "RB0556": (
        "cell {cell} shows the error {shown}",
        "mend the formula, or empty the cell if the value is not known",
    ),
    "RB0557": (_sheet, _sheet_help),
    "RB0558": (
        lambda facts: f"the sheet “{facts['sheet']}” is read; {quoted(facts['others'])} not",
        "name the sheet to say which one is meant: --sheet NAME",
    ),
    "RB0559": (
        "the column “{column}” is no metric of this rubric, and “{metric}” has no column",
        "if they are the same, call the column “{metric}”",
    ),
    "RB0560": (
        lambda facts: f"the table has no column for {_listed(facts['metrics'])}",
        lambda facts: (
            "add a column for each, called by the metric's name in either language"
            + ("" if facts.get("frame") else "; the first row that is not blank names the columns")
        ),
    ),
    "RB0561": (
        lambda facts: f"{quoted(facts['columns'])} are columns of one metric, {facts['metric']}",
        "keep one of them",
    ),
    "RB0562": (_no_id, lambda facts: f"its columns are {quoted(facts['columns'])}"),
    "RB0563": (_grouped, "write {whole}, without the comma"),
    "RB0564": (
        lambda facts: f"rows {_listed(facts['rows'])} have one name, “{facts['subject']}”",
        "each is ranked by itself; delete what is there twice, or name another column: --id COLUMN",
    ),
    "RB0565": (_no_rubric, _no_rubric_help),
    "RB0566": (_separator, _separator_help),
    "RB0567": (
        "{path} is a damaged Parquet file, or none at all",
        "write it again; or save the table as CSV (UTF-8)",
    ),
    "RB0568": (
        "no message has the code {name}",
        "a code is RB and four digits, as in RB0203; `rubric explain-code` lists them all",
    ),
}
