"""English sentences for the steps of rules: what they count, their caps, and what they leave open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from rubric_dsl.source.wording.rules_en import figure

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _amount(facts: Facts, measure: str) -> str:
    amount = figure(facts["amount"])
    if measure == "percentage point":
        return f"{amount} percentage point{'' if amount == '1' else 's'}"
    return f"{amount}% of the target"


def _percent_readings(facts: Facts) -> str:
    part = f"{facts['part']} " if facts["part"] in ("full", "started") else ""
    seen = f"{figure(facts['seen'])}% against {figure(facts['goal'])}%"
    lines = [
        f"`per {part}{_amount(facts, measure)}`: {seen} gives {figure(points)}"
        for measure, points in facts["readings"]
    ]
    return "say which:\n" + "\n".join(f"  {line}" for line in lines)


def _which_cap(facts: Facts) -> str:
    most = figure(facts["most"])
    sign = "−" if facts["takes"] else "+"
    words = "最多减" if facts["takes"] else "最多加"
    return (
        f"put it into brackets behind its step (`{sign}1 per item (at most {most})`, `每项…分（{words}{most}分）`), "
        "or give the steps that share it a heading of their own"
    )


def _sign(points: str) -> str:
    return figure(points) if points.startswith("-") else "+" + figure(points)


def _doublings(facts: Facts) -> str:
    points = Fraction(facts["points"])
    step = f"{_sign(facts['points'])} per …"
    return (
        f"say which:\n  `{step}, each twice the last`: 3 of them give {figure(str(points * 7))}\n"
        f"  `{step}, the sum doubling`: 3 of them give {figure(str(points * 4))}"
    )


STEPS: dict[str, tuple[Words, Words]] = {
    "RB0126": (
        lambda f: f"this caps what is {'taken' if f['takes'] else 'added'}, and no step before it {'takes' if f['takes'] else 'adds'} points",
        "a cap stands behind its step: `−1 per defect (at most 5)`, `每项减1分（最多减5分）`",
    ),
    "RB0127": (
        lambda f: "a row of ordinals goes on here, and it is not said of what"
        if f["nth"] == 1
        else f"the next in this row is the {f['word']}",
        "begin with the first and leave none out: `−20 for the first accident, −40 for the second, −60 for each further`",
    ),
    "RB0128": (
        "this says what doubles, and no step stands before it",
        "write it behind the step: `−2 per accident (at most 30), each twice the last`",
    ),
    "RB0129": (
        lambda f: (
            "it is not said whether this is given short of the target too"
            if f["condition"]
            else "behind a condition and its points, a step counts what is missing or above"
        ),
        lambda f: (
            "say what is given short of it: `talks ≥ 5 → 10, otherwise 0, +2 if plan_made`"
            if f["condition"]
            else "to add points for several things, begin with a sign: `+10 if talks ≥ 5, −2 for the first …`"
        ),
    ),
    "RB0130": (
        "this stands behind another condition, and it is not clear what it is other than",
        "say it right behind the first points: `talks ≥ 5 → 10, otherwise 0, +2 if plan_made`",
    ),
    "RB0236": (
        "the first, the second and what doubles are counted one by one, and this need not be a whole number",
        "count something that is declared as a count, or `per full 100 …`",
    ),
    "RB0237": (
        lambda f: "this doubles too often before it comes to its cap"
        if f["most"]
        else "this doubles without an end: neither its range nor a cap of its own stops it",
        "give the step a cap (`−2 per accident (at most 30), each twice the last`), or the metric an upper end (`accident count from 0 to 5`)",
    ),
    "RB0412": ("it is not said what doubles: what each further one counts, or the sum", _doublings),
    "RB0413": (
        lambda f: f"it is not said what comes behind the {f['word']}",
        lambda f: f"say which:\n  `, {_sign(f['last'])} for each further`: each further one counts as much as the last\n"
        "  `, +0 for each further`: what comes behind counts nothing",
    ),
    "RB0235": (
        "a percentage of the target needs a target above 0",
        "if it is always above 0, say so where it is declared: `benchmark amount from 1`",
    ),
    "RB0410": (
        lambda f: f"{figure(f['amount'])}% of a target that is not 100% may be percentage points or a share of the target",
        _percent_readings,
    ),
    "RB0411": (
        lambda f: f"it is left open which of the steps before it {'take' if f['takes'] else 'add'} {figure(f['most'])} at most",
        _which_cap,
    ),
}  # fmt: skip
