"""The working days of a calendar, as data: what a rubric that counts them needs to know.

Comes in: what :mod:`rubric_dsl.model.calendars` found. Goes out: a value that is part of the plan and of
its hash.
"""

from __future__ import annotations

from bisect import bisect_right

from attrs import frozen

from rubric_dsl.source.by_value import ByValue


@frozen(eq=False, repr=False)
class Calendar(ByValue):
    """The working days from one day to another, both included, by their numbers."""

    first: int
    last: int
    working: tuple[int, ...]


def up_to(calendar: Calendar, day: int) -> int:
    """How many working days there are from the calendar's first day up to a day, that day included."""
    return bisect_right(calendar.working, day)
