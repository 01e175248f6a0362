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
    "RB0008": (
        lambda f: {
            "missing": f"there is no file {f['name']} beside this rubric",
            "folder": f"{f['name']} is a folder, not a rubric file",
            "permission": f"{f['name']} may not be read",
        }.get(f["problem"], f"{f['name']} cannot be read"),
        "name it from the folder of this file: `score of \"annex-b.rubric\"`",
    ),
    "RB0009": ("{name} is outside of the folder of the rubric", "put the other rubric beside this one, or in a folder below, and name it from here"),
    "RB0010": (
        lambda f: "these rubrics need each other's score: " + " → ".join(f["way"]),
        "let one of them be judged without the other",
    ),
    "RB0011": ("“{name}” is declared differently in {file}", "one value is handed in for both: give it the same kind and range in both files, or another name"),
    "RB0012": ("a rubric that is no file cannot name another", "load it from its file: `rd.load(\"annex-a.rubric\")`"),
    "RB0013": ("{name} excludes subjects, and who is excluded has no score", "say who is excluded in this rubric, and take it out of that one"),
    "RB0014": ("too many rubrics are judged by others", "at most {others} files, and {way} on the way from the first to the last"),
    "RB0275": (
        lambda f: "this value is worked out from itself: " + " → ".join(f["way"]),
        "let one of them be a metric, or be worked out from metrics alone",
    ),
    "RB0276": ("“{name}” holds or does not hold, and has no unit", "leave the unit out"),
    "RB0277": ("“{name}” is worked out and no rule reads it", "use it in a rule, or delete its line"),
    "RB0278": ("nothing but 0 is a multiple of 0", "name what it is to be a multiple of: `to a multiple of 0.5`"),
    "RB0279": ("the decimals of a root or a logarithm have no end, and it is not said where they are cut", "round it right where it stands: `({text} rounded half up to 2 decimals)`"),
    "RB0280": ("an exponent is a whole number from 1 to {limit}, or a fraction of two of them", "write `x ^ 2` or `(x ^ (1/2) rounded half up to 2 decimals)`"),
    "RB0365": ("a number that may be negative has no root for every subject", "give it a range that keeps it at 0 or above where it is declared: `amount`, or `number 0 to 100`"),
    "RB0366": ("a number that may be 0 has no logarithm for every subject", "give it a range that keeps it above 0 where it is declared: `amount from 1`"),
    "RB0420": ("it is not said how it is rounded", _modes),
}  # fmt: skip
