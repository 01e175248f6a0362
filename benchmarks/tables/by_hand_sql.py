"""Annex 1 by hand as SQL for DuckDB: exact on whole numbers, and with DOUBLE as it is often written.

``checked`` gives what the library's SQL gives: decimals, nothing for a row that is not valid, an outcome,
and a reason that names each metric at fault.

Comes in: the name of a table with the columns of :data:`made_up.METRICS`, and the scale of its marks. Goes
out: a query for every node of :data:`by_hand_arrays.NODES`: whole hundredths and points from the exact one,
points from the other, which also rounds with ``ROUND``, a half away from zero.
"""

from __future__ import annotations

from typing import Final

from by_hand_arrays import HUNDREDTHS, NODES, SECTIONS, WHOLE
from handwritten import ACTIVITIES, COUNTS, FLAGS, MARKS

MOST: Final = 10**12
"""Counts that leave no intermediate value beyond 64 bits."""

_WHOLE = f"""
    20 * demands_published::INTEGER AS demands,
    10 * sub_platform_built::INTEGER AS sub_platform,
    3 * least(matchmaking_events, 10) AS matchmaking,
    10 - least(late_or_missing_reports, 10) AS routine_reporting,
    {", ".join(f"2 * least({name}, 5) AS points_{name}" for name in ACTIVITIES)},
    CASE WHEN joined_together_campaign OR joined_service_month THEN
      30 - 2 * least(greatest(
        9 * local_industrial_firms - 10 * (enterprise_participations + online_deals), 0) // 1000, 15)
    ELSE 0 END AS enterprises_served,
    least(5 * top_honours + 3 * star_honours + 2 * media_and_awards, 10) AS honours"""


def exact(table: str, scale: int) -> str:
    """The query in whole numbers; ``scale`` 100: marks are DECIMAL(4, 2)."""
    marks = ",\n    ".join(
        f"{f'100 * {name}' if scale == 1 else f'(100 * {name})::BIGINT'} AS points_{name}" for name in MARKS
    )
    return f"""
WITH leaves AS (
  SELECT
    {marks},
    registrations_target AS target,
    least(registrations_done, registrations_target) AS done,{_WHOLE}
  FROM {table}
), sections AS (
  SELECT *,
    {_sections()},
    (6000 * done + target) // (2 * target) AS registrations,
    demands + sub_platform AS targets
  FROM leaves
), parts AS (
  SELECT *,
    {" + ".join(SECTIONS)} AS campaign,
    registrations + 100 * targets AS target_completion,
    targets + matchmaking + routine_reporting AS credit_points,
    other_activities + enterprises_served + honours AS daily_points
  FROM sections
), totals AS (
  SELECT *,
    registrations + 100 * credit_points AS credit,
    points_collaboration_mark + 100 * daily_points AS daily,
    ((4 * campaign + 3 * points_collaboration_mark + 300 * (credit_points + daily_points) + 5) * target
      + 9000 * done) // (10 * target) AS published
  FROM parts
)
SELECT {_selected()} FROM totals"""


def inexact(table: str) -> str:
    """The query in DOUBLE."""
    marks = ",\n    ".join(f"{name}::DOUBLE AS points_{name}" for name in MARKS)
    return f"""
WITH leaves AS (
  SELECT
    {marks},
    30 * least(registrations_done / registrations_target, 1.0::DOUBLE) AS registrations,{_WHOLE}
  FROM {table}
), sections AS (
  SELECT *,
    {_sections()},
    registrations + demands + sub_platform AS target_completion
  FROM leaves
), parts AS (
  SELECT *,
    {" + ".join(SECTIONS)} AS campaign,
    target_completion + matchmaking + routine_reporting AS credit,
    other_activities + enterprises_served + points_collaboration_mark + honours AS daily
  FROM sections
), totals AS (
  SELECT *,
    round(0.4::DOUBLE * campaign + 0.3::DOUBLE * credit + 0.3::DOUBLE * daily, 2) AS published
  FROM parts
)
SELECT {_selected()} FROM totals"""


def checked(table: str, scale: int) -> str:
    """The exact query with every null and range looked at; points as DECIMAL(38, 2), whole ones as BIGINT."""
    ends = {name: (0, points) for name, points in MARKS.items()} | dict.fromkeys(COUNTS["annex-1"], (0, MOST))
    ends["registrations_target"] = (1, MOST)
    flags = FLAGS["annex-1"]
    valid = " AND ".join(
        [f"{name} BETWEEN {low} AND {high}" for name, (low, high) in ends.items()]
        + [f"{name} IS NOT NULL" for name in flags]
    )
    reasons = [
        f"CASE WHEN {name} IS NULL THEN '{name}: missing' WHEN {name} < {low} THEN '{name}: below {low}' "
        f"WHEN {name} > {high} THEN '{name}: above {high}' END"
        for name, (low, high) in ends.items()
    ] + [f"CASE WHEN {name} IS NULL THEN '{name}: missing' END" for name in flags]
    # A row that is not valid is worked out with values that are, so that nothing overflows, and left out.
    given = ", ".join([f"CASE WHEN valid THEN {name} ELSE 1 END AS {name}" for name in ends] + list(flags))
    shown = {
        name: f"CASE WHEN valid THEN ({name} * 0.01::DECIMAL(2, 2))::DECIMAL(38, 2) END"
        for name in HUNDREDTHS
    } | {name: f"CASE WHEN valid THEN {name}::BIGINT END" for name in WHOLE}
    columns = ",\n  ".join(f"{shown[name]} AS {name}" for name in NODES)
    inner = exact("given", scale).replace(
        "    registrations_target AS target,", "    valid, reason, registrations_target AS target,"
    )
    inner = inner.removesuffix(" FROM totals") + ", valid, reason FROM totals"
    return f"""
WITH looked_at AS (
  SELECT *, coalesce({valid}, false) AS valid FROM {table}
), given AS (
  SELECT {given}, valid,
    CASE WHEN NOT valid THEN concat_ws('; ', {", ".join(reasons)}) END AS reason
  FROM looked_at
), scored AS ({inner}
)
SELECT
  {columns},
  CASE WHEN valid THEN 'scored' ELSE 'error' END AS outcome,
  reason
FROM scored"""


def _sections() -> str:
    sums = {**SECTIONS, "other_activities": ACTIVITIES}
    return ",\n    ".join(
        f"{' + '.join(f'points_{name}' for name in names)} AS {section}" for section, names in sums.items()
    )


def _selected() -> str:
    shown = {name: f"points_{name}" for name in (*MARKS, *ACTIVITIES)}
    shown["collaboration"] = "points_collaboration_mark"
    return ", ".join(f"{shown[name]} AS {name}" if name in shown else name for name in NODES)
