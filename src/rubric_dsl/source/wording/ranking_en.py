"""Sentences in English about what is ranked: the criteria that cost the most, and subjects that share out grades."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.rules_en import figure

Words = str | Callable[[Mapping[str, Any]], str]

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0610": (
        "it is not said which reasons are listed where several cost the same",
        "say it; where two cost as much as the last one of {count}:\n"
        "  `reasons up to {count}, ties in the order of the rubric`: only {count} are listed, those that stand first\n"
        "  `reasons up to {count}, ties together`: all are listed that cost as much as the last one",
    ),
    "RB0611": (
        "so many reasons cannot be listed: {count}",
        "write a whole number from 1 on: `reasons up to 3`",
    ),
    "RB0612": (
        lambda f: (
            f"“{f['name']}” is a section, and only criteria are reasons"
            if f["section"]
            else f"“{f['name']}” stands outside the points, so it has no baseline"
        ),
        lambda f: (
            "give the criteria below it their baselines"
            if f["section"]
            else "leave it out: what a malus takes is a reason as it is, and a bonus is none"
        ),
    ),
    "RB0613": (
        lambda f: (
            f"the baseline of “{f['name']}”, {figure(f['baseline'])}, is not among its points, "
            f"0 to {figure(f['points'])}"
        ),
        lambda f: f"write a baseline from 0 to {figure(f['points'])}",
    ),
    "RB0614": (
        "the baseline of “{name}” says nothing: no reasons are asked for",
        "ask for them under the head: `reasons up to 3, ties together`; or leave the baseline out",
    ),
}
