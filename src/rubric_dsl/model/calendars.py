"""Which days are working days: a country's calendar from the library ``holidays``, and a rubric's own days.

Comes in: the calendar as written and the days that its rules need. Goes out: a :class:`Calendar` over these
days, or the diagnostics that say why there is none. The library is asked only here, and only when a rule
counts working days. A year that it does not know is refused: a guess would count a holiday as a working day.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from rubric_dsl.model.calendar import Calendar
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

_IN_CHINESE = {"中国": "China"}
_SATURDAY = 5


def made(
    written: t.Calendar | None, needed: list[tuple[int, int, Span]]
) -> Calendar | tuple[Diagnostic, ...] | None:
    """The calendar over all days that are needed; None where none is, or why there is none."""
    if not needed:
        return None
    if written is None:
        return (diagnostic("RB0270", needed[0][2]),)
    first = min(low for low, _, _ in needed)
    last = max(high for _, high, _ in needed)
    days = range(first, last + 1)
    if written.base is None:
        working = {day for day in days if datetime.date.fromordinal(day).weekday() < _SATURDAY}
    else:
        known = _country(written.base, first, last, written.span)
        if isinstance(known, Diagnostic):
            return (known,)
        working = {day for day in days if known.is_working_day(datetime.date.fromordinal(day))}
    working -= set(_numbers(written.off))
    working |= set(_numbers(written.on)) & set(days)
    return Calendar(first, last, tuple(sorted(working)))


def _numbers(spans: tuple[tuple[datetime.date, datetime.date], ...]) -> Iterator[int]:
    for first, last in spans:
        yield from range(first.toordinal(), last.toordinal() + 1)


def _country(name: str, first: int, last: int, span: Span) -> Any | Diagnostic:
    """The library's calendar of a country, filled with the years that are needed."""
    try:
        library = import_module("holidays")
    except ImportError:
        return diagnostic("RB0271", span, name=name, package="rubric-dsl[calendar]")
    countries: dict[str, str] = {}
    for names in import_module("holidays.registry").COUNTRIES.values():
        countries.update((str(word), str(names[0])) for word in names[:1])
    wanted = _IN_CHINESE.get(name, name)
    if wanted not in countries:
        near = difflib.get_close_matches(name, [*countries, *_IN_CHINESE], n=1)
        return diagnostic("RB0272", span, name=name, suggestion=near[0] if near else None)
    years = [datetime.date.fromordinal(day).year for day in (first, last)]
    kind = getattr(library, countries[wanted])
    low, high = _known_years(kind)
    if years[0] < low or years[1] > high:
        facts = {
            "first": years[0],
            "last": years[1],
            "low": low,
            "high": high,
            "version": library.__version__,
        }
        return diagnostic("RB0273", span, name=name, **facts)
    return kind(years=range(years[0], years[1] + 1))


def _known_years(kind: Any) -> tuple[int, int]:
    """The years that a country's calendar knows: where a notice of each year swaps days off for working
    weekends, the years whose notices are in it."""
    empty = kind(years=())
    noticed = getattr(empty, "special_public_holidays", None)
    if noticed and getattr(empty, "substituted_date_format", None):
        return min(noticed), max(noticed)
    return kind.start_year, kind.end_year
