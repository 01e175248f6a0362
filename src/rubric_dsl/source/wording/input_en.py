"""English sentences for values that cannot be scored: RB05xx."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from rubric_dsl.source.wording.rules_en import figure

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

KINDS = {
    "count": "a whole number (such as 8)",
    "yes/no": "yes or no (true or false)",
    "mark": "a number (such as 8.5)",
    "amount": "a number (such as 120.5)",
    "number": "a number (such as 8.5)",
    "date": "a day (2023-12-31 in a file, `datetime.date(2023, 12, 31)` in Python)",
}


def as_decimal(facts: Facts) -> str:
    """``12.5%`` → ``0.125``; nothing where the value is no percentage."""
    found = re.fullmatch(r"“([0-9]{1,6}(?:\.[0-9]{1,4})?) ?[%％]”", facts["shown"])
    return figure(str(Fraction(found[1]) / 100)) if found and facts["kind"] not in ("count", "yes/no") else ""


def day_of_serial(shown: str) -> str:
    """The day that a spreadsheet means by a whole number, 45291; nothing for other values."""
    serial = int(shown) if re.fullmatch("[0-9]{5}", shown) else 0
    return (date(1899, 12, 30) + timedelta(serial)).isoformat() if 20_000 < serial < 75_000 else ""


def days_of_text(shown: str) -> tuple[str, ...]:
    """The days that ``“05/01/2023”`` may be: the fifth of January to some, the first of May to others."""
    found = re.fullmatch(r"“(\d{1,2})([-/.])(\d{1,2})\2(\d{4})”", shown)
    days = []
    if found:
        for day, month in ((found[1], found[3]), (found[3], found[1])):
            try:
                days.append(date(int(found[4]), int(month), int(day)).isoformat())
            except ValueError:
                pass
    return tuple(dict.fromkeys(days))


def _day_help(facts: Facts) -> str:
    serial, days = day_of_serial(facts["shown"]), days_of_text(facts["shown"])
    if serial:
        return f"a spreadsheet keeps {serial} as the number {facts['shown']}: give the cells the format of a date"
    return f"write the year first: {' or '.join(days)}" if days else ""


def _wanted(facts: Facts) -> str:
    share = as_decimal(facts)
    return f"a decimal: {share}" if share else KINDS[facts["kind"]]


def _names(facts: Facts) -> str:
    return ", ".join(f"“{name}”" for name in facts["metrics"])


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0501": (
        lambda f: ("the metric " if len(f["metrics"]) == 1 else "the metrics ")
        + _names(f)
        + (" is missing" if len(f["metrics"]) == 1 else " are missing"),
        "missing is not zero: give every metric a value, also when it is 0",
    ),
    "RB0502": (
        "the rubric has no metric “{metric}”",
        lambda f: f"did you mean “{f['suggestion']}”?" if f["suggestion"] else "remove it, or declare it in the rubric",
    ),
    "RB0503": (
        lambda f: f"“{f['metric']}” is {f['shown']}, and it has to be {_wanted(f)}",
        lambda f: _day_help(f) if f["kind"] == "date" else "",
    ),
    "RB0504": ("“{metric}” is {shown}, and a count is a whole number", ""),
    "RB0505": ("“{metric}” is {shown}, and it may not be below {limit}", ""),
    "RB0506": ("“{metric}” is {shown}, and it may not be above {limit}", ""),
    "RB0507": ("“{metric}” is worked out by the rubric and cannot be given", "give the metrics that it is worked out from, and leave it out"),
    "RB0508": ("“{metric}” is {shown}, which is no number to score with", "leave no room for NaN or infinity in the data"),
    "RB0509": ("“{metric}” has more digits than any measured figure", "at most {digits} before and {places} behind the point"),
    "RB0510": (
        "“{metric}” is empty",
        "missing is not zero: give it a value, also when it is 0",
    ),
    "RB0511": ("the input is not a table of names and values", 'give a mapping, such as {{"events": 8}}'),
    "RB0523": ("“{metric}” is {shown}, and a day has no time of day", "leave the time out; a moment has to be midnight to be a day"),
    "RB0512": ("“{metric}” is given twice, also under the name “{alias}”", "keep one"),
    "RB0529": (
        lambda f: f"“{f['metric']}” is {f['shown']}, and it is given in steps of {figure(str(f['step']))} from {figure(str(f['low']))}",
        "",
    ),
    "RB0590": (
        lambda f: f"“{f['metric']}” is {f['shown']}, and the rule in line {f['line']} takes it from {figure(f['low'])} to {figure(f['high'])} only",
        "a mark outside the range that the facts set is refused, not cut",
    ),
}  # fmt: skip
