"""Sentences in English about what is ranked: the criteria that cost the most, and subjects that share out grades."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from rubric_dsl.source.wording.rules_en import figure

Words = str | Callable[[Mapping[str, Any]], str]


def thirteenth(facts: Mapping[str, Any], how: str) -> str:
    """A share of 13 subjects, as it is or made whole."""
    share = Fraction(facts["share"]) * 13 / 100
    whole = {"down": floor(share), "up": ceil(share), "half up": floor(share + Fraction(1, 2))}
    return f"{whole[how]}" if how in whole else figure(str(share))


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
    "RB0615": (
        lambda f: (
            f"{figure(f['share'])}% of 13 subjects is no whole number, and it is not said what becomes of it"
        ),
        lambda f: (
            f"say it; {figure(f['share'])}% of 13 are {thirteenth(f, 'of')}:\n"
            + "\n".join(
                f"  `at most {figure(f['share'])}% of subjects rounded {mode}`: {thirteenth(f, mode)}"
                for mode in ("down", "up", "half up")
            )
        ),
    ),
    "RB0616": (
        "it is not said what becomes of equal subjects of whom only some have room",
        "say it; where the last place falls to two that are equal:\n"
        "  `…, ties on the edge kept`: both have the grade\n"
        "  `…, ties on the edge left out`: neither has it",
    ),
    "RB0617": (
        lambda f: (
            f"“{f['text']}” is no share of the subjects that can be less than all"
            if f["share"]
            else f"“{f['text']}” is no number of subjects"
        ),
        lambda f: (
            "write a share above 0% and below 100%: `at most 20% of subjects`"
            if f["share"]
            else "write a whole number from 1 on: `at most 3 subjects`"
        ),
    ),
    "RB0618": (
        lambda f: (
            "the places go to those who are first in the ranking, and that begins with the "
            + ("lowest totals: the worst" if f["least"] else "highest totals: the worst")
        ),
        lambda f: (
            f"leave out `from the {'lowest' if f['least'] else 'highest'}` behind `ranked by total`: the best come "
            "first then"
        ),
    ),
    "RB0619": (
        lambda f: f"this can give “{f['name']}” to more subjects than may have it",
        lambda f: (
            f"let only a grade without a quota be {'given' if f['kind'] == 'fixed at' else 'the least'} here"
        ),
    ),
    "RB0620": (
        lambda f: (
            f"some grades are not decided: only so many subjects may have them, and the values of {f['number']} "
            f"cannot be used (row {f['row']} is the first)"
        ),
        "mend those rows: the places are shared out among all",
    ),
    "RB0621": (
        "{text}% of what? a quota is a share of all subjects who are scored",
        "write `at most {text}% of subjects`, and how that is rounded",
    ),
    "RB0614": (
        "the baseline of “{name}” says nothing: no reasons are asked for",
        "ask for them under the head: `reasons up to 3, ties together`; or leave the baseline out",
    ),
}
