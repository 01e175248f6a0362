"""Annex 1 by hand as Polars expressions, exact in int64.

Comes in: the polars frame of a :class:`made_up.Table`. Goes out: a frame of every node of
:data:`by_hand_arrays.NODES`. The expressions stand in layers, as Polars works out the columns of a layer
side by side and none twice.
"""

from __future__ import annotations

from typing import Any

import polars as pl
from by_hand_arrays import NODES, SECTIONS
from handwritten import ACTIVITIES, MARKS
from made_up import Table


def scorer(table: Table) -> Any:
    """A function of no arguments that scores the table's frame."""
    frame, query = table.polars, _layers(table.scale)

    def run() -> pl.DataFrame:
        rest = frame.lazy()
        for layer in query:
            rest = rest.with_columns(**layer)
        return rest.select(NODES).collect()

    return run


def _layers(scale: int) -> list[dict[str, pl.Expr]]:
    col, least = pl.col, pl.min_horizontal

    def hundredths(name: str) -> pl.Expr:
        return col(name) * 100 if scale == 1 else col(name).to_physical().cast(pl.Int64)

    def at_most(value: pl.Expr, most: int) -> pl.Expr:
        return least(value, most)  # a third of what clip takes

    def points(flag: str | pl.Expr, value: int | pl.Expr) -> pl.Expr:
        return pl.when(flag).then(value).otherwise(0)

    served = col("enterprise_participations") + col("online_deals")
    missing = pl.max_horizontal(9 * col("local_industrial_firms") - 10 * served, 0) // 1000
    held = col("joined_together_campaign") | col("joined_service_month")
    leaves = {name: hundredths(name) for name in MARKS if name != "collaboration_mark"}
    leaves |= {
        "collaboration": hundredths("collaboration_mark"),
        "done": least("registrations_done", "registrations_target"),
        "demands": points("demands_published", 20),
        "sub_platform": points("sub_platform_built", 10),
        "matchmaking": 3 * at_most(col("matchmaking_events"), 10),
        "routine_reporting": 10 - at_most(col("late_or_missing_reports"), 10),
        "enterprises_served": points(held, 30 - 2 * at_most(missing, 15)),
        "honours": at_most(
            5 * col("top_honours") + 3 * col("star_honours") + 2 * col("media_and_awards"), 10
        ),
    }
    leaves |= {name: 2 * at_most(col(name), 5) for name in ACTIVITIES}
    done, target = col("done"), col("registrations_target")
    first = {section: _sum(names) for section, names in SECTIONS.items()}
    first |= {
        "registrations": (6000 * done + target) // (2 * target),
        "targets": _sum(("demands", "sub_platform")),
        "other_activities": _sum(ACTIVITIES),
    }
    second = {
        "campaign": _sum(tuple(SECTIONS)),
        "target_completion": col("registrations") + 100 * col("targets"),
        "credit_points": _sum(("targets", "matchmaking", "routine_reporting")),
        "daily_points": _sum(("other_activities", "enterprises_served", "honours")),
    }
    tenths = (
        4 * col("campaign") + 3 * col("collaboration") + 300 * (col("credit_points") + col("daily_points"))
    )
    third = {
        "credit": col("registrations") + 100 * col("credit_points"),
        "daily": col("collaboration") + 100 * col("daily_points"),
        "published": ((tenths + 5) * target + 9000 * done) // (10 * target),
    }
    return [leaves, first, second, third]


def _sum(names: tuple[str, ...]) -> pl.Expr:
    total = pl.col(names[0])
    for name in names[1:]:
        total = total + pl.col(name)
    return total
