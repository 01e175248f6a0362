"""English sentences for choices: which options there are, and how a rule asks for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _known(facts: Facts) -> str:
    if facts["suggestion"]:
        return f"did you mean `{facts['suggestion']}`?"
    return "its options are " + ", ".join(f"`{name}`" for name in facts["known"])


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0226": ("“{name}” has the option `{option}` twice", "give each option names of its own"),
    "RB0227": ("“{name}” has no option `{option}`", _known),
    "RB0228": (
        "“{name}” is a choice, and neither a number nor a condition",
        "ask what it is: `{name} is {option} → 10`",
    ),
    "RB0230": ("a choice has no range and no unit", "write `{name} choice of` and its options"),
    "RB0513": (lambda f: f"“{f['metric']}” is {f['shown']}, which is none of its options", _known),
}
