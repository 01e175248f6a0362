"""Annex 1 over whole columns by hand, as most would write it: NumPy in int64 and in float64.

Comes in: a :class:`made_up.Table`. Goes out: every node of :data:`by_hand_arrays.NODES`. The int64 columns
are exact. The float64 ones are in points, with the published total rounded by ``numpy.round`` or by adding
a half and cutting down: :func:`wrong` counts how many totals that gets wrong.
"""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Literal

import numpy as np
from by_hand_arrays import SECTIONS, Columns
from handwritten import ACTIVITIES, CAMPAIGN_MARKS, MARKS
from made_up import Table

Rounding = Literal["round", "add a half"]


def score_int64(table: Table) -> Columns:
    """Every node in whole hundredths or points, exact."""
    given = table.columns
    hundred = 100 // table.scale
    out = {name: given[name] * hundred for name in MARKS if name != "collaboration_mark"}
    out |= {section: reduce(add, (out[name] for name in names)) for section, names in SECTIONS.items()}
    out["campaign"] = campaign = reduce(add, (out[section] for section in SECTIONS))
    target = given["registrations_target"]
    done = np.minimum(given["registrations_done"], target)
    out["registrations"] = (6000 * done + target) // (2 * target)
    whole = _whole_nodes(given)
    targets = whole["demands"] + whole["sub_platform"]
    out["target_completion"] = out["registrations"] + 100 * targets
    credit = targets + whole["matchmaking"] + whole["routine_reporting"]
    out["credit"] = out["registrations"] + 100 * credit
    out["collaboration"] = collaboration = given["collaboration_mark"] * hundred
    daily = whole["other_activities"] + whole["enterprises_served"] + whole["honours"]
    out["daily"] = 100 * daily + collaboration
    tenths = 4 * campaign + 3 * collaboration + 300 * (credit + daily)
    out["published"] = ((tenths + 5) * target + 9000 * done) // (10 * target)
    return out | whole


def score_float64(table: Table, rounding: Rounding) -> Columns:
    """Every node in points, as doubles; the published total as often wrong as doubles make it."""
    given = table.columns
    out = {name: given[name] / table.scale for name in MARKS if name != "collaboration_mark"}
    out |= {section: reduce(add, (out[name] for name in names)) for section, names in SECTIONS.items()}
    out["campaign"] = reduce(add, (out[section] for section in SECTIONS))
    share = np.minimum(given["registrations_done"] / given["registrations_target"], 1.0)
    out["registrations"] = 30 * share
    whole = {name: column.astype(np.float64) for name, column in _whole_nodes(given).items()}
    out["target_completion"] = out["registrations"] + whole["demands"] + whole["sub_platform"]
    out["credit"] = out["target_completion"] + whole["matchmaking"] + whole["routine_reporting"]
    out["collaboration"] = given["collaboration_mark"] / table.scale
    out["daily"] = (
        whole["other_activities"] + whole["enterprises_served"] + out["collaboration"] + whole["honours"]
    )
    total = 0.4 * out["campaign"] + 0.3 * out["credit"] + 0.3 * out["daily"]
    out["published"] = np.round(total, 2) if rounding == "round" else np.floor(total * 100 + 0.5) / 100
    return out | whole


def wrong(published: np.ndarray, exact: np.ndarray) -> int:
    """How many totals in points are not the exact hundredths, read as kindly as can be."""
    return int((np.rint(published * 100).astype(np.int64) != exact).sum())


def _whole_nodes(given: Columns) -> Columns:
    """The nodes that are whole points whatever the marks are."""
    out = {
        "demands": 20 * given["demands_published"].astype(np.int64),
        "sub_platform": 10 * given["sub_platform_built"].astype(np.int64),
        "matchmaking": 3 * np.minimum(given["matchmaking_events"], 10),
        "routine_reporting": 10 - np.minimum(given["late_or_missing_reports"], 10),
    }
    out |= {name: 2 * np.minimum(given[name], 5) for name in ACTIVITIES}
    out["other_activities"] = reduce(add, (out[name] for name in ACTIVITIES))
    served = given["enterprise_participations"] + given["online_deals"]
    missing = np.maximum(9 * given["local_industrial_firms"] - 10 * served, 0) // 1000
    held = given["joined_together_campaign"] | given["joined_service_month"]
    out["enterprises_served"] = np.where(held, 30 - 2 * np.minimum(missing, 15), 0)
    honours = 5 * given["top_honours"] + 3 * given["star_honours"] + 2 * given["media_and_awards"]
    out["honours"] = np.minimum(honours, 10)
    return out


assert set(CAMPAIGN_MARKS) == {name for names in SECTIONS.values() for name in names}
