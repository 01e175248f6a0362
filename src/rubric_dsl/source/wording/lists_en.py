"""English sentences for lists: how they are declared, folded and filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _value(facts: Facts) -> str:
    if not facts["names"]:
        return "write the list behind `over`: `sum of (a + b) over honours`; the extreme of several is `least of (a, b)`"
    return f"say what each entry gives: `{facts['how']} of {facts['names'][0]} over {facts['listed']}`"


def _empty(facts: Facts) -> str:
    word = facts["how"]
    ways = [f"`{word} {'over' if facts['over'] else 'of'} … (0 if none)` for what it gives then"]
    if not facts["chosen"]:
        ways.append(f"or declare `{facts['list']}` with at least one entry: `list of 1 to 9`")
    return "say " + ", ".join(ways)


def _count(facts: Facts) -> str:
    if facts["least"] == facts["most"]:
        return str(facts["most"])
    return f"{facts['least']} to {facts['most']}" if facts["least"] else f"at most {facts['most']}"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0240": (
        "it is not said what an entry of this list is",
        "write the fields of a record below it, each a line like a metric's; or its kind: `list of 3 to 9 mark 0 to 20`",
    ),
    "RB0241": (
        "it is not said how many entries this list has at most",
        "write `list of at most 40`, or `list of 3 to 9`",
    ),
    "RB0242": (
        "a list cannot have {least} to {most} entries",
        "the least is a whole number from 0, the most one from 1 to {limit}, and not less than the least",
    ),
    "RB0243": (
        lambda f: f"“{f['name']}” is a text, which has no range and no unit"
        if f["inside"]
        else f"“{f['name']}” is a text, which can only be a field of a list's records",
        lambda f: f"write `{f['name']} text`"
        if f["inside"]
        else "a text gives no points; it tells entries apart: put it below a `list of at most 40`",
    ),
    "RB0244": (
        lambda f: "an entry of a list holds no list"
        if f["what"] == "list"
        else "a list holds no dates"
        if f["what"] == "date"
        else "a field of a list is given, and not worked out",
        lambda f: "make it a list of its own, with a field that says where its entries belong"
        if f["what"] == "list"
        else "give the number of days, which is a count"
        if f["what"] == "date"
        else "work it out where it is used: `sum of (level × 2) over honours`",
    ),
    "RB0245": (
        "“{name}” is a list, and no number by itself",
        lambda f: f"say what is made of it: `count of {f['name']}`, "
        + (f"`mean of {f['name']}`" if f["bare"] else f"`sum of … over {f['name']}`"),
    ),
    "RB0246": (
        "“{name}” is no list",
        lambda f: "a rule on its own has no lists: they are declared under `metrics`"
        if f["alone"]
        else f"declare it as one: `{f['name']} list of at most 40 …`; of several numbers, write `least of (a, b)`",
    ),
    "RB0247": ("it is not said what is taken together here", _value),
    "RB0248": ("a count counts entries, whatever they give", "write `count of {list}`, and `where (…)` for some of them"),
    "RB0249": (
        lambda f: f"`{f['text']}` is no number of entries" if f["text"] else "this does not belong to what stands before it",
        lambda f: f"write a whole number from 1 to {f['limit']}" if f["text"] else "say each thing once, behind the fold that it is about",
    ),
    "RB0250": (
        "it is not said which two are taken where two pairs are equally close",
        "say which: of 6, 7 and 8, `mean of the two closest of marks (ties to the higher)` is 7.5, `(ties to the lower)` is 6.5",
    ),
    "RB0251": ("“{name}” is a text, and gives no number and no condition", "a text tells entries apart: `highest once per {name}`"),
    "RB0252": (
        "entries of entries cannot be taken together",
        "make one list of them, with a field that says where each belongs",
    ),
    "RB0253": (
        "a part of a mark's range cannot be asked for in each entry",
        "declare the range with the field: `quality mark 7 to 8`",
    ),
    "RB0254": (
        "“{name}” is no field of the entries of “{listed}”",
        lambda f: "it tells which entries are the same case: " + _names(f["fields"])
        if f["fields"]
        else "entries that are plain numbers have nothing to tell them apart by: make them records",
    ),
    "RB0326": (
        lambda f: (f"the {f['how']} of “{f['list']}” is not known where "
        + ("no entry counts" if f["chosen"] else "the list is empty")),
        _empty,
    ),
    "RB0327": (
        lambda f: "without the highest and the lowest of 2 nothing is left"
        if f["said"]
        else "it is not said from how many on the highest and the lowest are left out",
        "write `without the highest and the lowest when more than 5`, with a number from 2",
    ),
    "RB0328": (
        lambda f: "`capped` behind the rule of an entry leaves open what is capped, and at what"
        if f["kind"] == "capped"
        else f"`{f['kind']} {f['points']}` is about each entry, and none gives {'more' if f['kind'] == 'at most' else 'less'} than {f['reach']}",
        "what all entries make together is bounded on a line of its own below the rule: `at most 20`; "
        "what one entry gives, behind the rule: `…, at most 5`",
    ),
    "RB0516": (
        lambda f: f"“{f['metric']}” is {f['shown']}, and it has to be a list",
        lambda f: "for example `[18, 17.5, 19]`; in a cell of a table also `18; 17.5; 19`"
        if f["bare"]
        else 'for example `[{{"level": 2}}]`; a list without entries is `[]`'.replace("{{", "{").replace("}}", "}"),
    ),
    "RB0517": (lambda f: f"“{f['metric']}” has {f['count']} entries, and it has to have {_count(f)}", ""),
    "RB0518": (
        "“{metric}” is {shown}, and an entry of this list is a record",
        "give each field by its name, such as `level: 2`",
    ),
    "RB0519": (
        lambda f: f"“{f['metric']}” lacks {_names(f['fields'])}",
        "missing is not zero: give every field of every entry a value",
    ),
    "RB0520": (
        "“{metric}” has no field “{name}”",
        lambda f: f"did you mean “{f['suggestion']}”?" if f["suggestion"] else "remove it, or declare it below the list",
    ),
}  # fmt: skip
