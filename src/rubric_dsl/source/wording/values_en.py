"""English sentences for values that are worked out: derived ones, rounded ones, powers, other rubrics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0275": (
        lambda f: "this value is worked out from itself: " + " → ".join(f["way"]),
        "let one of them be a metric, or be worked out from metrics alone",
    ),
    "RB0276": ("“{name}” holds or does not hold, and has no unit", "leave the unit out"),
    "RB0277": ("“{name}” is worked out and no rule reads it", "use it in a rule, or delete its line"),
}  # fmt: skip
