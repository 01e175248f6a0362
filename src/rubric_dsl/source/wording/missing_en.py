"""English sentences about values that may be missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

_KINDS = {
    "count": "a whole number, or another count",
    "yes/no": "`yes`, `no`, or another yes/no",
    "date": "a day, or another date",
}

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0355": (
        "what stands for a missing “{name}” is no value that it could have",
        lambda f: (
            f"write {_KINDS.get(f['kind'], 'a number, or another metric that is a number')}: `if missing …`"
        ),
    ),
    "RB0356": (
        lambda f: "metrics stand for each other in a circle: " + " → ".join(f"“{name}”" for name in f["way"]),
        "let one of them stand for nothing, or for a value: `if missing 0`",
    ),
    "RB0357": (
        "“{name}” may be missing, and this does not say what happens then",
        "add a line `nothing if {name} is missing`, or say with the metric what stands for it: `if missing 0`",
    ),
    "RB0358": (
        "only what a subject gives can be missing, and “{name}” is worked out",
        "ask for the metric that it is worked out from: `x is missing`",
    ),
    "RB0359": (
        lambda f: (
            f"“{f['name']}” is part of a list's entries, and an entry gives all its parts"
            if f["field"]
            else f"“{f['name']}” is a list, and a list is never missing: without entries it is empty"
        ),
        lambda f: (
            "leave such entries out of the list, or give the part a value that says so, such as an option `unknown`"
            if f["field"]
            else f"let it be empty, `list of at most …`, and ask `count of {f['name']} is 0`"
        ),
    ),
}
