"""Parse trees → syntax trees: dates, and the days between two of them.

Comes in: Lark's tree or a token. Goes out: a node of :mod:`rubric_dsl.syntax.tree.days`; a day that is in no
calendar is refused.
"""

from __future__ import annotations

import datetime
import re
from fractions import Fraction

from lark import Token

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, name_of, number, tokens, trees


def date(token: Token, place: Place) -> datetime.date:
    """``2023-01-01`` or ``2023年1月1日``; the 31st of June is refused."""
    year, month, day = (int(part) for part in re.findall(r"[0-9０-９]+", token))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise Refused(diagnostic("RB0112", place.of(token), text=str(token))) from None


def day(item: Branch, place: Place) -> t.Day:
    """A date in an expression."""
    token = tokens(item, "DATE")[0]
    return t.Day(date(token, place), span=place.of(token))


def _end(item: Branch, place: Place) -> t.Name | t.Day:
    return day(item, place) if tokens(item, "DATE") else name_of(trees(item)[0], place)


def _counts(item: Branch) -> bool | None:
    for kid in trees(item):
        if kid.data == "counts":
            return bool(tokens(kid, "INCLUDED"))
    return None


def days(item: Branch, place: Place) -> t.Days:
    """``days from due to submitted``, ``截止至提交的天数``, ``working days from due (excluded) to …``"""
    first, last = trees(item)
    return t.Days(
        _end(first, place),
        _end(last, place),
        item.data == "working_days",
        _counts(first),
        _counts(last),
        span=place.of(item),
    )


def calendar(item: Branch, place: Place) -> t.Calendar:
    """``calendar China``, ``calendar Monday to Friday``"""
    names = trees(item)
    return t.Calendar(name_of(names[0], place).text if names else None, span=place.of(item))


def stretches(item: Branch, place: Place) -> tuple[tuple[datetime.date, datetime.date], ...]:
    """``days off 2024-05-01 to 2024-05-05, 2024-10-01``"""
    found = []
    for kid in trees(item):
        if kid.data == "stretch":
            said = [date(token, place) for token in tokens(kid, "DATE")]
            first, last = said[0], said[-1]
            if first > last:
                raise Refused(
                    diagnostic("RB0113", place.of(kid), first=first.isoformat(), last=last.isoformat())
                )
            found.append((first, last))
    return tuple(found)


def limit_of(branch: Branch, place: Place) -> Fraction:
    """One end of a range: ``−5``, ``90%``, ``2023-01-01`` as the number of the day."""
    for token in tokens(branch, "DATE"):
        return Fraction(date(token, place).toordinal())
    value = number(tokens(branch, "NUMBER")[0], place)
    value = value / 100 if tokens(branch, "PERCENT") else value
    return -value if tokens(branch, "MINUS") else value
