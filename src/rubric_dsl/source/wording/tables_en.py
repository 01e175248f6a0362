"""English sentences for rules in rows: bands, lookups, straight lines, cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.rules_en import figure, percentage

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def shown(facts: Facts, key: str) -> str:
    """A figure of the row, in percent where the row is."""
    return percentage(facts[key]) if facts["percent"] else figure(facts[key])


def at(facts: Facts) -> str:
    """The value that shows it: ``rate = 85%``, ``level = national, late = no``."""
    return ", ".join(f"{name} = {value}" for name, value in facts["witness"])


def _gap(facts: Facts) -> str:
    if facts["witness"]:
        return f"no row says what is given for {at(facts)}"
    return "it cannot be shown that some row holds for every value"


def _reversed(facts: Facts) -> str:
    if facts["low"] is None:
        return "the edges of this row turn away from each other"
    if facts["low"] == facts["high"]:
        return f"no value lies between {shown(facts, 'low')} and {shown(facts, 'high')} without one of them"
    return f"the lower edge {shown(facts, 'low')} is above the upper edge {shown(facts, 'high')}: nothing lies between"


def _options(facts: Facts) -> str:
    return ", ".join(f"`{name}`" for name in facts["options"])


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0229": ("“{name}” is neither a choice nor a yes/no", "look up what has options; a number has bands: `{name} ≥ 10 → 5; otherwise 0`"),
    "RB0231": ("this is no row of the table", "a row is an option and its points (`national 8`), in bands a condition and its points (`≥ 80% → 8`), on a line a figure and its points (`50% → 2`)"),
    "RB0232": (lambda f: f"the table of “{f['name']}” lacks " + _options(f), lambda f: f"add a row for each: `{f['options'][0]} 0`"),
    "RB0233": ("`{option}` has two rows", "keep one"),
    "RB0234": (lambda f: f"this row has {f['found']} figures, and {f['expected']} are due" + (f": one each for {_options(f)}" if f["options"] else ""), "write them in the order of the options: `8/6/5`"),
    "RB0311": (_gap, lambda f: "add a row, or `otherwise 0` at the end"),
    "RB0312": (lambda f: f"{at(f)} falls into this row and into that of line {f['line']}, column {f['column']}", "say who owns the edge: `80% to <90%`; or say one edge only (`≥ 80%`), for rows are tried in order"),
    "RB0313": (lambda f: "this row is never reached: rows before it take all of its values" + (f", such as {at(f)}" if f["witness"] else ""), "put the rows in order, the best first, or delete this one"),
    "RB0314": (_reversed, "write the lower edge first: `80% to <90%`"),
    "RB0315": (lambda f: f"the points rise and fall as {f['name']} grows: {f['points']}", "if that is what the scheme says, leave it so"),
    "RB0316": (lambda f: f"it is not said what is given for {at(f)}, outside the anchors", "add `, capped`: outside the anchors the points of the nearest hold; or declare the range of the metric"),
    "RB0317": (lambda f: f"the anchor {shown(f, 'at')} does not stand above the one before, {shown(f, 'before')}", "write at least two anchors, from the lowest to the highest"),
    "RB0318": (lambda f: f"no case says what is given for {at(f)}" if f["witness"] else "it cannot be shown that some case holds for every subject", "add `otherwise: …` as the last line"),
    "RB0319": (lambda f: "this case is never reached: those before it take all of its values" + (f", such as {at(f)}" if f["witness"] else ""), "put the cases in order, the narrow ones first, or delete this one"),
    "RB0320": (lambda f: "`otherwise:` stands behind no case" if f["alone"] else "`otherwise:` has to be the last of the cases, and one of them is enough", "write the cases first: `when small: …`, and `otherwise: …` below them"),
}  # fmt: skip
