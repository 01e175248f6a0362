"""Annex 1 for the Common Expression Language: one expression, the total alone.

The language has whole numbers and doubles that do not mix, and neither minimum, maximum nor rounding:
counts stay whole, where ``/`` cuts down, and ternaries do the rest. Marks and the ratio are doubles.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cel
from annex_1_marks import ACTIVITIES, MARKS

DISTRIBUTION = "common-expression-language"
LEFT_OUT = "points by node"

CAMPAIGN = " + ".join(name for names in MARKS.values() for name in names)
CREDIT = """
    (registrations_done >= registrations_target ? 30.0
       : 30.0 * double(registrations_done) / double(registrations_target))
    + (demands_published ? 20.0 : 0.0)
    + (sub_platform_built ? 10.0 : 0.0)
    + (matchmaking_events >= 10 ? 30.0 : 3.0 * double(matchmaking_events))
    + (late_or_missing_reports >= 10 ? 0.0 : 10.0 - double(late_or_missing_reports))
"""
SHORT = "9 * local_industrial_firms - 10 * (enterprise_participations + online_deals)"
HONOURS = "5 * top_honours + 3 * star_honours + 2 * media_and_awards"
DAILY = " + ".join(f"({name}_activities >= 5 ? 10 : 2 * {name}_activities)" for name in ACTIVITIES)
DAILY += f"""
    + (!(joined_together_campaign || joined_service_month) ? 0
       : {SHORT} < 0 ? 30
       : {SHORT} >= 15000 ? 0
       : 30 - 2 * (({SHORT}) / 1000))
    + ({HONOURS} >= 10 ? 10 : {HONOURS})
"""
TOTAL = f"0.4 * ({CAMPAIGN}) + 0.3 * ({CREDIT}) + 0.3 * (double({DAILY}) + collaboration_mark)"
PUBLISHED = f"double(int(({TOTAL}) * 100.0 + 0.5)) / 100.0"


def scorer() -> Callable[[list[dict[str, Any]]], list[float]]:
    """A function from subjects to published totals."""
    execute = cel.compile(PUBLISHED).execute

    def score(subjects: list[dict[str, Any]]) -> list[float]:
        return [execute(subject) for subject in subjects]

    return score
