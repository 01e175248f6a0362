"""Days of a subject: what is a day, in Python's types and array libraries', and its number.

Comes in: a value. Goes out: its day number (``datetime.date.toordinal``), or None where it is no day, or a
day with a time of day.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal

MIDNIGHT = datetime.time()


def day_number(value: Any) -> int | Literal["time of day"] | None:
    """``datetime.date(2023, 12, 31)`` → 738885; a moment is a day at midnight only, and of no time zone."""
    if type(value).__name__ == "datetime64":
        if str(value) == "NaT":
            return None  # it says that there is none
        day = value.astype("datetime64[D]")
        if day != value:
            return "time of day"
        value = day.item()  # a number where Python's calendar ends before it
    if isinstance(value, datetime.datetime):
        midnight = value.timetz() == MIDNIGHT and not getattr(value, "nanosecond", 0)
        return value.toordinal() if midnight else "time of day"
    return value.toordinal() if isinstance(value, datetime.date) else None
