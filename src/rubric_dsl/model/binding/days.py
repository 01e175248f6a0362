"""Days of the calendar with their names bound and their kinds checked.

Comes in: ``days from due to submitted``, or a comparison of which one side is a day. Goes out: the same with
ids for names; :class:`Unbound`, with the diagnostics noted, where a day stands among numbers.
"""

from __future__ import annotations

from rubric_dsl.model.names import Names
from rubric_dsl.model.rubric import FIRST_DAY, LAST_DAY, Metric
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.syntax import tree as t

DAY_WORDS = frozenset({"day", "days", "天", "日"})
"""What may follow a number that is compared with days, and stand behind ``per``."""

MAX_DAYS = 366 * 60
"""Days over which working days are counted: no scheme counts them over a lifetime."""


def is_day(item: t.Expression | None, names: Names) -> bool:
    """Whether a bound expression is a day of the calendar."""
    match item:
        case t.Day():
            return True
        case t.Name():
            return names.metrics[item.text].kind == "date"
        case _:
            return False


def working_days_fault(item: t.Days, names: Names) -> Diagnostic | None:
    """What keeps working days from being counted: the ends, or a date without a range. Notes what is needed.

    Whether the two days count is always asked: from Friday the 2nd of June 2023 to the Tuesday after it there
    are one, two or three working days.
    """
    said = (item.first_counts, item.last_counts)
    if not item.working:
        return None if said == (None, None) else diagnostic("RB0274", item.span)
    if None in said:
        ends = tuple(
            names.metrics[end.text].labels.naming if isinstance(end, t.Name) else end.day.isoformat()
            for end in (item.first, item.last)
        )
        return diagnostic("RB0415", item.span, first=ends[0], last=ends[1])
    low, high = LAST_DAY, FIRST_DAY
    for end in (item.first, item.last):
        if isinstance(end, t.Day):
            reach = (end.day.toordinal(), end.day.toordinal())
        else:
            metric = names.metrics[end.text]
            reach = _reach(metric, names)
            if reach[0] == FIRST_DAY or reach[1] == LAST_DAY:
                return diagnostic("RB0416", item.span, name=metric.labels.naming)
        low, high = min(low, reach[0]), max(high, reach[1])
    if high - low > MAX_DAYS:
        return diagnostic("RB0416", item.span, name=None)
    names.working.append((low, high, item.span))
    return None


def _reach(metric: Metric, names: Names) -> tuple[int, int]:
    """The days that a metric can be, what stands for it included."""
    assert metric.low is not None and metric.high is not None, "a date has a range"
    low, high = int(metric.low), int(metric.high)
    stands = metric.stands
    if isinstance(stands, str):
        others = _reach(names.metrics[stands], names)
        return min(low, others[0]), max(high, others[1])
    return (low, high) if stands is None else (min(low, int(stands)), max(high, int(stands)))


def counts_days(item: t.Expression) -> bool:
    """Whether an expression is a number of days."""
    match item:
        case t.Days():
            return True
        case t.Operation():
            return counts_days(item.left) or counts_days(item.right)
        case t.Negative():
            return counts_days(item.operand)
        case _:
            return False
