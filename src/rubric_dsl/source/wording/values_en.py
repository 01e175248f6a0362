"""English sentences for values that are worked out: derived ones, rounded ones, powers, other rubrics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from rubric_dsl.source.wording.rules_en import figure

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

MODES = (("half up", "四舍五入"), ("half even", "四舍六入五成双"), ("up", "进一"), ("down", "舍去尾数"))


def worked_modes(facts: Facts) -> list[tuple[str, str, str, str, str]]:
    """Each mode in both languages, with what it makes of a tie and of a number just past one; and those two."""
    unit = Fraction(facts["unit"])
    tie, past = unit * Fraction(5, 2), unit * Fraction(21, 10)
    found = []
    for (en, zh), ends in zip(MODES, ((3, 2), (2, 2), (3, 3), (2, 2)), strict=True):
        of_tie, of_past = (figure(str(unit * each)) for each in ends)
        found.append((en, zh, of_tie, of_past, f"{figure(str(tie))} {figure(str(past))}"))
    return found


def _modes(facts: Facts) -> str:
    lines = []
    for en, _, of_tie, of_past, both in worked_modes(facts):
        tie, past = both.split()
        lines.append(f"  `rounded {en}`: {tie} becomes {of_tie}, {past} becomes {of_past}")
    return "say which:\n" + "\n".join(lines)


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0275": (
        lambda f: "this value is worked out from itself: " + " → ".join(f["way"]),
        "let one of them be a metric, or be worked out from metrics alone",
    ),
    "RB0276": ("“{name}” holds or does not hold, and has no unit", "leave the unit out"),
    "RB0277": ("“{name}” is worked out and no rule reads it", "use it in a rule, or delete its line"),
    "RB0278": ("nothing but 0 is a multiple of 0", "name what it is to be a multiple of: `to a multiple of 0.5`"),
    "RB0420": ("it is not said how it is rounded", _modes),
}  # fmt: skip
