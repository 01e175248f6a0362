"""Generated dates: metrics that are days, comparisons with days, days between two of them."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from rubric_dsl.model.calendar import Calendar
from rubric_dsl.model.calendars import made
from rubric_dsl.syntax import tree as t

if TYPE_CHECKING:
    from tests.properties.rubrics import World

days_of_life = st.dates(datetime.date(2019, 12, 30), datetime.date(2025, 1, 6))
any_day = st.one_of(days_of_life, days_of_life, st.dates())


def date_metric(world: World) -> t.Metric:
    """A metric that is a day, new or known; a range most of the time."""
    known = [metric for metric in world.metrics if metric.kind == "date"]
    if known and world.draw(st.booleans()):
        found: t.Metric = world.draw(st.sampled_from(known))
        return found
    low = high = None
    if world.draw(st.integers(0, 3)):
        first = world.draw(days_of_life)
        low = Fraction(first.toordinal())
        high = low + world.draw(st.integers(0, 800)) if world.draw(st.integers(0, 3)) else None
    return world.metric("date", low, high)


def a_day(world: World) -> t.Name | t.Day:
    """A metric that is a day, or a date."""
    from tests.properties.rubrics import HERE

    if world.draw(st.integers(0, 2)):
        return world.name(date_metric(world))
    return t.Day(world.draw(any_day), **HERE)


def days(world: World) -> t.Days:
    """The days between two dates."""
    from tests.properties.rubrics import HERE

    if world.draw(st.booleans()):
        return t.Days(a_day(world), a_day(world), **HERE)
    need_calendar(world)
    ends = [near(world), near(world)]
    return t.Days(*ends, True, world.draw(st.booleans()), world.draw(st.booleans()), **HERE)


def near(world: World) -> t.Name | t.Day:
    """A day, or a metric that is one of a few years: working days are counted between such."""
    from tests.properties.rubrics import HERE

    if not world.draw(st.integers(0, 3)):
        return t.Day(world.draw(days_of_life), **HERE)
    known = [one for one in world.metrics if one.kind == "date" and one.low is not None and one.high is not None]
    if known and world.draw(st.booleans()):
        return world.name(world.draw(st.sampled_from(known)))
    low = Fraction(world.draw(days_of_life).toordinal())
    return world.name(world.metric("date", low, low + world.draw(st.integers(0, 400))))


def need_calendar(world: World) -> None:
    """Draw the calendar of a rubric, and its working days over all days that can be needed."""
    from tests.properties.rubrics import HERE

    if world.calendar is None:
        draw = world.draw
        some = st.lists(days_of_life, max_size=2)
        off = tuple((day, day + datetime.timedelta(draw(st.integers(0, 9)))) for day in draw(some))
        on = tuple((day, day) for day in draw(some))
        world.calendar = t.Calendar(draw(st.sampled_from([None, "China", "Germany"])), off, on, **HERE)
        first, last = datetime.date(2019, 1, 1).toordinal(), datetime.date(2026, 12, 31).toordinal()
        days = made(world.calendar, [(first, last, HERE["span"])])
        assert isinstance(days, Calendar)
        world.days = days


def compared_days(world: World) -> t.Compare:
    """Two days compared."""
    from tests.properties.rubrics import HERE

    operator = world.draw(st.sampled_from("≥>≤<"))
    return t.Compare(operator, world.name(date_metric(world)), a_day(world), **HERE)
