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

_UNFIT: dict[str, tuple[str, str]] = {
    "best": (
        "the best are taken here, and one of them may be not applicable",
        "put what may be not applicable beside them, under a heading of its own",
    ),
    "cap": (
        "what stands below adds up to more than the {points} points, so there is no share that applies",
        "let the points below add up to {points}",
    ),
    "no weights": (
        "there are no weights to redistribute here",
        "write `not applicable: rescale`, or give every heading its weight",
    ),
    "unequal": (
        "the weights are of different points, so what they come to among fewer is left open",
        "give the headings the same points, or write `not applicable: rescale`",
    ),
    "dropped": (
        "where everything is dropped nothing can be had, so there are no points to give",
        "write `if none applies 0`, or `not applicable: rescale`",
    ),
    "another": (
        "“{points}” drops what does not apply, so its score may be out of fewer points",
        "let it rescale: `not applicable: rescale`",
    ),
    "result": (
        "the result where nothing applies is more than the {points} points",
        "state at most {points} points",
    ),
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
    "RB0360": (
        "nothing below this may be not applicable, so the line says nothing",
        "delete it, or say when something does not apply: `not applicable if …`, or `if missing not applicable`",
    ),
    "RB0361": (
        lambda f: _UNFIT[f["why"]][0].format(**f),
        lambda f: _UNFIT[f["why"]][1].format(**f),
    ),
    "RB0362": (
        "“{name}” may be not applicable, and this reads its points as if it always were",
        "ask first: `{name} is applicable and …`",
    ),
    "RB0363": (
        lambda f: (
            f"“{f['name']}” is no criterion or section, and only these are applicable or not"
            if f["metric"]
            else f"“{f['name']}” is always applicable"
        ),
        lambda f: (
            f"of a metric ask `{f['name']} is missing`"
            if f["metric"]
            else "delete the question, or say under its heading when it does not apply: `not applicable if …`"
        ),
    ),
    "RB0364": (
        lambda f: (
            "a rubric as a whole is never not applicable"
            if f["head"]
            else "the total is never not applicable, even where nothing below it applies"
        ),
        lambda f: (
            'to give a subject no score at all, write `excluded if … "reason"`'
            if f["head"]
            else "state a result, `if none applies 0`, or leave such subjects out: `excluded if …`"
        ),
    ),
    "RB0417": (
        lambda f: (
            " and ".join(f"“{name}”" for name in f["names"])
            + " may be not applicable, and "
            + (f"“{f['above']}”" if f["above"] else "the rubric")
            + " does not say what becomes of the points"
        ),
        lambda f: (
            "write under "
            + ("its heading" if f["above"] else "the rubric's head")
            + " `not applicable: rescale` (what applies counts for all the points), "
            + ("`not applicable: redistribute` (its weights are made 1), " if f["weights"] else "")
            + "or `not applicable: drop` (the points can no longer be had, and the maximum falls)"
        ),
    ),
    "RB0418": (
        "everything here may be not applicable, and the result is not stated then",
        lambda f: (
            f"write `not applicable: {f['way']}, if none applies 0`"
            + (f", or `not applicable: {f['way']}, if none applies not applicable`" if f["section"] else "")
        ),
    ),
}
