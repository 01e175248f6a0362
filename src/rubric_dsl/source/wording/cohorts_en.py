"""English sentences for what compares all subjects: statistics, ranks, and who belongs to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _first(facts: Facts) -> str:
    if "case" in facts:
        return f"the case “{facts['case']}”"
    return f"row {facts['row']}" if "row" in facts else f"subject {facts['subject']}"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0257": (
        "who belongs to the cohort cannot depend on the cohort itself",
        "decide it by what each subject is on its own; to leave some out of one figure only, write "
        "`mean of price among all where (…)`",
    ),
    "RB0258": (
        "subjects are counted, not their values",
        "write `count of all`, or `count of all where (price ≤ 100)`",
    ),
    "RB0259": (
        "a rank cannot be taken of all subjects once more",
        "compare the value itself: `mean of price among all`",
    ),
    "RB0260": (
        "this line says who belongs to the cohort, and no rule compares subjects",
        "compare them somewhere, as `least of price among all` does, or leave the line out",
    ),
    "RB0262": (
        "a rule on its own scores one subject, and this one compares all of them",
        "put it into a rubric: `rubric.cohort(subjects)` then scores each among all",
    ),
    "RB0367": ("“{text}” is no number of subjects", "write a whole number from 1: `cohort of at least 3`"),
    "RB0441": (
        lambda f: (
            f"{f['name']} says itself {'how many must belong' if f['fewest'] else 'who belongs'} to its cohort, and "
            "here its score is part of another rubric"
        ),
        "say it under the head of the rubric that takes the score, and leave the line out there",
    ),
    "RB0350": (
        "it is not said which end comes first where totals are equal",
        "write `from the highest` or `from the lowest` behind it; of points of a criterion the highest come first",
    ),
    "RB0440": (
        "it is not said which end comes first in this rank",
        "write `, lowest first` (a price, a time) or `, highest first` (points, a turnover)",
    ),
    "RB0592": (
        lambda f: (
            f"this rubric compares all subjects (line {f['line']}), so one alone cannot be scored"
            if f["fewest"] is None
            else f"this rubric scores nobody unless there are at least {f['fewest']} subjects (line {f['line']}), so "
            "one alone cannot be scored"
        ),
        "in Python: `rubric.cohort(subjects).evaluate(subject)`; on the command line: `rubric rank RUBRIC TABLE`, "
        "or `rubric score RUBRIC METRICS --cohort TABLE`",
    ),
    "RB0593": (
        lambda f: (
            f"row {f['number']}: {f['told']}"
            if f.get("frame")
            else f"subject {f['number']}{'' if f.get('ranked') else ' of the cohort'}: {f['told']}"
        ),
        lambda f: (
            'mend its values, or keep the row without a score: `errors="keep"`'
            if f.get("frame")
            else 'mend its values, or let it stand without a rank: `errors="keep"`'
            if f.get("ranked")
            else "mend its values; all subjects are compared, so each must be right"
        ),
    ),
    "RB0594": (
        lambda f: (
            f"nobody belongs to the cohort, so there is no {f['name']} (line {f['line']})"
            if not f["size"]
            else f"no subject of the cohort counts for {f['name']} (line {f['line']})"
        ),
        "let somebody in, or say in the rubric what it is then: `… among all (0 if none)`",
    ),
    "RB0596": (
        lambda f: (
            f"nobody is scored: of {f['seen']} subject{'' if f['seen'] == 1 else 's'} {f['size']} "
            f"belong{'s' if f['size'] == 1 else ''} to the cohort, and at least {f['fewest']} must (line {f['line']} of the rubric)"
        ),
        "see who is excluded or does not count; what happens with too few is for the scheme to say",
    ),
    "RB0595": (
        lambda f: (
            f"not scored: all subjects are compared, and the values of {f['number']} cannot be used "
            f"({_first(f)} is the first)"
        ),
        "mend those; the figures of all subjects are not known without them",
    ),
}
