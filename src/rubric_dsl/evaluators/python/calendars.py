"""The tables of working days that generated code looks into, by name.

Comes in: a plan. Goes out: its calendars, and for each how many working days there were up to each day.
"""

from __future__ import annotations

from itertools import accumulate

from rubric_dsl.model.calendar import Calendar
from rubric_dsl.plan import core as c


def calendars_of(plan: c.Plan) -> list[Calendar]:
    """The calendars of a plan: its rubric's own, and those of the rubrics inside it."""
    found: list[Calendar] = []
    for rubric in (plan.rubric, *(other.rubric for other in plan.others.values())):
        if rubric.calendar is not None and rubric.calendar not in found:
            found.append(rubric.calendar)
    return found


def table_of(plan: c.Plan, calendar: Calendar) -> str:
    """What the table of a calendar is called in generated code: most rubrics have one at most."""
    place = calendars_of(plan).index(calendar)
    return f"workdays_{place + 1}" if place else "workdays"


def tables(plan: c.Plan) -> dict[str, tuple[int, ...]]:
    """The tables themselves, by their names: how many working days there were up to each day."""
    found: dict[str, tuple[int, ...]] = {}
    for calendar in calendars_of(plan):
        working = set(calendar.working)
        days = range(calendar.first, calendar.last + 1)
        found[table_of(plan, calendar)] = tuple(accumulate((day in working for day in days), initial=0))
    return found
