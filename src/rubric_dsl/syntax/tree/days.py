"""Days of the calendar, as written: a date, and how many days lie between two of them.

Comes in: what :mod:`rubric_dsl.syntax.build` read. Goes out: frozen nodes.
"""

from __future__ import annotations

import datetime

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.names import Name
from rubric_dsl.syntax.tree.spanned import spanned


@frozen(eq=False, repr=False)
class Day(ByValue):
    """A date: ``2023-12-31``, ``2023年12月31日``."""

    day: datetime.date
    span: Span = spanned()


Spans = tuple[tuple[datetime.date, datetime.date], ...]
"""Stretches of days, first and last day included; of a single day both are the same."""


@frozen(eq=False, repr=False)
class Calendar(ByValue):
    """``calendar China``, and the days that are off or on beside it.

    The base is None for Monday to Friday.
    """

    base: str | None
    off: Spans = ()
    on: Spans = ()
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Days(ByValue):
    """``days from due to submitted``: how many days the second lies behind the first.

    ``working days`` count those of the rubric's calendar; whether the two days themselves count is None where
    it is not said.
    """

    first: Name | Day
    last: Name | Day
    working: bool = False
    first_counts: bool | None = None
    last_counts: bool | None = None
    span: Span = spanned()
