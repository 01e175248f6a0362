"""English sentences for the steps of rules: what they count, their caps, and what they leave open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


STEPS: dict[str, tuple[Words, Words]] = {
    "RB0126": (
        lambda f: f"this caps what is {'taken' if f['takes'] else 'added'}, and no step before it {'takes' if f['takes'] else 'adds'} points",
        "a cap stands behind its step: `−1 per defect (at most 5)`, `每项减1分（最多减5分）`",
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
