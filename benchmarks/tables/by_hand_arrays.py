"""Annex 1 over columns by hand with NumPy, exact: the yardstick of the tables' figures.

Comes in: the columns of a :class:`made_up.Table`. Goes out: the published total in hundredths and every node
of the annex, one int column each (:data:`NODES`). Promised: the total of ``handwritten.score_annex_1`` for
every row, where no count is above the most that the type allows (:data:`MOST`).

``score_slices`` is what an engineer who must be exact and fast would write: slices that stay in the cache,
every intermediate value in a buffer that is used again, the narrowest type. Three things earn most: memory
for the results from Arrow's pool, which keeps its pages (pages fresh from the system, with each call anew,
cost as much as all the arithmetic; ``memory="fresh"`` shows it); constants as arrays, which ``minimum``
takes faster than numbers; and division as doubles, cut down, which takes half the time of ``//`` and gives
the same quotient, since both sides are far below 2⁵³.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, Literal

import numpy as np
from handwritten import ACTIVITIES, CAMPAIGN_MARKS, COUNTS, MARKS
from made_up import Table

SECTIONS: Final = {
    "database": ("info_platform_mark", "enterprise_platform_mark", "action_platform_mark"),
    "service_capacity": ("service_strengthening_mark", "service_level_mark", "park_activities_mark"),
    "think_tank": ("service_providers_mark", "expert_pool_mark"),
    "cooperation": ("exchange_activities_mark", "campaign_publicity_mark"),
    "ecosystem": ("policy_interpretation_mark", "case_promotion_mark"),
    "progress": ("annual_plan_mark", "concrete_measures_mark", "information_feedback_mark"),
}
"""The sections of the campaign and their marks."""

HUNDREDTHS: Final = (
    *CAMPAIGN_MARKS, *SECTIONS, "campaign",
    "registrations", "target_completion", "credit",
    "collaboration", "daily", "published",
)  # fmt: skip
"""What is written in hundredths of a point, ..."""

WHOLE: Final = (
    "demands", "sub_platform", "matchmaking", "routine_reporting",
    *ACTIVITIES, "other_activities", "enterprises_served", "honours",
)  # fmt: skip
"""... and in points."""

NODES: Final = (*HUNDREDTHS, *WHOLE)

MOST: Final = {np.dtype(np.int32): 200_000, np.dtype(np.int64): 10**14, np.dtype(np.float64): 10**10}
"""Counts up to here leave no intermediate value outside the type: in 32 bits 10,809 × a target decides."""

ROWS: Final = 16_384
"""Of a slice: the buffers and what is read and written of a node fit the cache of one core."""

Columns = dict[str, np.ndarray]


class Faults(ValueError):
    """Rows that are not valid: by metric, how many."""


def check(columns: Mapping[str, np.ndarray], scale: int, most: int) -> None:
    """Refuse a column with a value outside its range; one pass over each, without an array in between."""
    faults = {}
    ends = {name: points * scale for name, points in MARKS.items()} | dict.fromkeys(COUNTS["annex-1"], most)
    for name, end in ends.items():
        column = columns[name]
        # seen as a number without a sign, one below 0 is beyond any end
        within = (
            column.view(np.uint64) if column.flags.c_contiguous else column.astype(np.uint64)
        ).max() <= end
        least = 0
        if name == "registrations_target":
            least, within = 1, within and column.min() >= 1
        if not within:
            faults[name] = int(((column < least) | (column > end)).sum())
    if faults:
        raise Faults(faults)


def score_slices(
    table: Table,
    dtype: Any = np.int32,
    *,
    rows: int = ROWS,
    threads: int = 1,
    checked: bool = False,
    memory: Literal["pool", "fresh"] = "pool",
) -> Columns:
    """Every node, slice by slice; with ``checked``, ranges are looked at as well."""
    count = table.rows
    shape = (len(NODES), count)
    results = dict(
        zip(NODES, pooled(shape, dtype) if memory == "pool" else np.empty(shape, dtype), strict=True)
    )
    starts = range(0, count, rows)

    def share(first: int) -> None:
        score = Slice(dtype, min(rows, count))
        for start in starts[first::threads]:
            piece = slice(start, start + rows)
            taken = {name: column[piece] for name, column in table.columns.items()}
            if checked:
                check(taken, table.scale, MOST[np.dtype(dtype)])
            score(taken, {name: column[piece] for name, column in results.items()}, table.scale)

    side_by_side(share, threads if count else 0)
    return results


def pooled(shape: tuple[int, ...], dtype: Any) -> np.ndarray:
    """An array of unknown values in memory of Arrow's pool."""
    import pyarrow as pa

    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    return np.frombuffer(pa.allocate_buffer(size), dtype).reshape(shape)


def side_by_side(share: Callable[[int], None], threads: int) -> None:
    """Each thread's share of the work: share(0), share(1), and so on."""
    if threads == 1:
        share(0)
    elif threads:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(share, range(threads)))


class Slice:
    """One slice at a time: holds the buffers, and the constants as arrays (faster than as numbers)."""

    def __init__(self, dtype: Any, rows: int) -> None:
        self.dtype = np.dtype(dtype)
        self.buffers = [np.empty(rows, dtype) for _ in range(6)]
        self.quotient = np.empty(rows, np.float64)
        self.truth = np.empty(rows, np.bool_)
        self.constants = {number: np.full(rows, number, dtype) for number in (0, 5, 10, 15)}

    def __call__(self, given: Columns, out: Columns, scale: int) -> None:  # noqa: PLR0915, it is straight on
        size = len(given["registrations_done"])
        a, b, c, d, e, points = (buffer[:size] for buffer in self.buffers)
        quotient, truth = self.quotient[:size], self.truth[:size]
        zero, five, ten, fifteen = (constant[:size] for constant in self.constants.values())
        add, subtract, times, least = np.add, np.subtract, np.multiply, np.minimum

        def read(name: str, into: np.ndarray) -> np.ndarray:
            np.copyto(into, given[name], casting="unsafe")
            return into

        def mark(name: str, into: np.ndarray) -> np.ndarray:
            np.copyto(into, given[name], casting="unsafe")
            if scale == 1:
                times(into, 100, out=into)
            return into

        # campaign
        campaign = out["campaign"]
        for number, (section, (first, second, *others)) in enumerate(SECTIONS.items()):
            total = add(mark(first, out[first]), mark(second, out[second]), out=out[section])
            for name in others:
                add(total, mark(name, out[name]), out=total)
            np.copyto(campaign, total) if number == 0 else add(campaign, total, out=campaign)
        # credit: a = done, at most the target; b = target; points = whole points of credit and daily work
        target = read("registrations_target", b)
        done = least(read("registrations_done", a), target, out=a)
        times(read("demands_published", out["demands"]), 20, out=out["demands"])
        times(read("sub_platform_built", out["sub_platform"]), 10, out=out["sub_platform"])
        matchmaking = least(read("matchmaking_events", c), ten, out=out["matchmaking"])
        times(matchmaking, 3, out=matchmaking)
        subtract(ten, least(read("late_or_missing_reports", c), ten, out=c), out=out["routine_reporting"])
        add(times(done, 6000, out=c), target, out=c)
        np.divide(c, times(target, 2, out=d), out=quotient)
        np.copyto(out["registrations"], quotient, casting="unsafe")
        add(out["demands"], out["sub_platform"], out=points)
        add(out["registrations"], times(points, 100, out=c), out=out["target_completion"])
        add(points, matchmaking, out=points)
        add(points, out["routine_reporting"], out=points)
        add(out["registrations"], times(points, 100, out=c), out=out["credit"])
        # daily work: c = its whole points
        activities = out["other_activities"]
        for number, name in enumerate(ACTIVITIES):
            own = least(read(name, d), five, out=out[name])
            add(own, own, out=own)
            np.copyto(activities, own) if number == 0 else add(activities, own, out=activities)
        add(read("enterprise_participations", c), read("online_deals", d), out=c)
        subtract(times(read("local_industrial_firms", d), 9, out=d), times(c, 10, out=c), out=c)
        np.maximum(c, zero, out=c)  # the shortfall in tenths of an enterprise
        served = out["enterprises_served"]
        least(np.floor_divide(c, 1000, out=c), fifteen, out=c)
        subtract(fifteen, c, out=c)
        np.logical_or(given["joined_together_campaign"], given["joined_service_month"], out=truth)
        np.copyto(served, truth)
        times(served, c, out=served)
        add(served, served, out=served)
        add(times(read("top_honours", c), 5, out=c), times(read("star_honours", d), 3, out=d), out=c)
        add(c, times(read("media_and_awards", d), 2, out=d), out=c)
        honours = least(c, ten, out=out["honours"])
        daily = add(activities, add(served, honours, out=c), out=c)
        collaboration = mark("collaboration_mark", out["collaboration"])
        add(times(daily, 100, out=d), collaboration, out=out["daily"])
        add(points, daily, out=points)
        # total, in hundredths: 0.4 × campaign + 0.3 × collaboration + 30 × points + 900 × done / target
        published = out["published"]
        if scale == 1:  # no tenths of a hundredth but those of the ratio
            add(times(done, 1800, out=c), target, out=c)
            np.divide(c, times(target, 2, out=d), out=quotient)
            np.copyto(c, quotient, casting="unsafe")
            np.floor_divide(add(times(campaign, 4, out=d), times(collaboration, 3, out=e), out=d), 10, out=d)
        else:
            tenths = add(times(campaign, 4, out=d), times(collaboration, 3, out=e), out=d)
            np.floor_divide(tenths, 10, out=e)
            subtract(tenths, times(e, 10, out=c), out=c)
            add(c, five, out=c)
            add(times(c, target, out=c), times(done, 9000, out=a), out=c)
            np.divide(c, times(target, 10, out=b), out=quotient)
            np.copyto(c, quotient, casting="unsafe")
            d = e
        add(add(times(points, 30, out=points), d, out=published), c, out=published)
