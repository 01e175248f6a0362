"""Calendars: what the library knows, what it does not, and what happens without it."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import pytest

import rubric_dsl as rd

TEXT = """rubric answers
  calendar {calendar}
  total 10
metrics
  due        date from 2023-01-01 to 2023-12-31
  submitted  date from 2023-01-01 to 2024-06-30
late: 10 points
  10, −1 per (working days from due (excluded) to submitted (included)), capped
"""


def test_working_days_without_the_library_are_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(rd.RubricError) as caught:
        rd.loads(TEXT.format(calendar="China"))
    (one,) = caught.value.diagnostics
    assert one.code == "RB0271"
    assert "rubric-dsl[calendar]" in one.help
    assert "rubric-dsl[calendar]" in one.advice("zh")


def test_monday_to_friday_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    rubric = rd.loads(TEXT.format(calendar="Monday to Friday"))
    assert rubric.score({"due": date(2023, 6, 2), "submitted": date(2023, 6, 6)}) == 8


def test_working_days_are_those_of_the_library_day_by_day() -> None:
    import holidays

    china = holidays.country_holidays("CN", years=[2023, 2024])
    rubric = rd.loads(TEXT.format(calendar="China"))
    due = date(2023, 9, 20)
    late = 0
    for days in range(1, 30):
        day = due + timedelta(days)
        late += china.is_working_day(day)
        assert rubric.score({"due": due, "submitted": day}) == max(0, 10 - late)


def test_calendar_belongs_to_the_hash() -> None:
    plain, with_a_day_off = (
        rd.loads(TEXT.format(calendar=calendar))
        for calendar in ("Monday to Friday", "Monday to Friday\n  days off 2023-06-05")
    )
    assert plain.hash != with_a_day_off.hash


def test_library_is_not_loaded_unless_a_rule_counts_working_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    text = TEXT.format(calendar="China").replace("working days from due (excluded) to submitted (included)", "days from due to submitted")
    assert rd.loads(text).score({"due": date(2023, 6, 2), "submitted": date(2023, 6, 6)}) == 6
