"""English sentences about dates, days and working days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _no_date(facts: Facts) -> str:
    names = ", ".join(f"“{name}”" for name in facts["names"])
    return f"a day is needed here, and {names} is no date"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0265": (_no_date, "days are counted between dates: declare it `date`, or write a day such as `2023-12-31`"),
    "RB0266": (
        lambda f: f"a {f['wanted']} is needed here, and this is a day",
        lambda f: (
            "compare it with a day: `submitted ≤ 2023-12-31`"
            if f["wanted"] == "condition"
            else "count the days between two dates: `days from due to submitted`"
        ),
    ),
    "RB0267": (
        "a day is compared with a number",
        "compare it with a day: `submitted ≤ 2023-12-31`, or count days: `days from due to submitted ≤ 5`",
    ),
    "RB0268": (
        "dates are compared here, and this counts how much of a number is missing",
        "count the days: `10, −1 per (days from due to submitted), capped`",
    ),
    "RB0269": (
        lambda f: (
            "a date takes a range of days, and nothing else" if f["day"] else "a range of days belongs to a date"
        ),
        "write `submitted date from 2023-01-01 to 2023-12-31`",
    ),
    "RB0270": (
        "working days are counted here, and the rubric has no calendar",
        "say which days are working days, under the rubric's head: `calendar China`, or `calendar Monday to Friday`",
    ),
    "RB0271": (
        "the calendar of {name} needs a library that is not installed",
        "install it: `pip install {package}`",
    ),
    "RB0272": (
        "I know no calendar “{name}”",
        lambda f: (
            f"did you mean `{f['suggestion']}`?"
            if f["suggestion"]
            else "name a country in English (`calendar China`), or `calendar Monday to Friday` with days of your own"
        ),
    ),
    "RB0273": (
        "the calendar of {name} is known from {low} to {high}, and the dates reach from {first} to {last}",
        "narrow the range of the dates, or take a newer version of the library “holidays” (this is {version})",
    ),
    "RB0274": (
        "whether the first and the last day count is asked of working days only",
        "days without more are the difference: write `days from a to b + 1` where both days count",
    ),
    "RB0415": (
        "it is not said whether the first and the last day count",
        lambda f: "say which:\n"
        + "\n".join(
            f"  `working days from {f['first']} ({one}) to {f['last']} ({other})`: from Friday 2023-06-02 to"
            f" Tuesday 2023-06-06 there {'is 1' if number == 1 else f'are {number}'}"
            for one, other, number in (
                ("excluded", "included", 2), ("included", "included", 3),
                ("included", "excluded", 2), ("excluded", "excluded", 1),
            )
        ),
    ),
    "RB0416": (
        lambda f: (
            f"over which days working days are counted is left open: “{f['name']}” has no range"
            if f["name"]
            else "the range of these dates is longer than a lifetime"
        ),
        "declare both ends: `submitted date from 2023-01-01 to 2024-06-30`",
    ),
}  # fmt: skip
