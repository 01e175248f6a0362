"""Annex 1 for datalogic (JSONLogic): one expression, the total alone.

JSONLogic names no intermediate value, so that points by node would be further expressions beside this one.
Its numbers are doubles, and it has no rounding to places of its own: a half is added and the rest cut off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annex_1_marks import ACTIVITIES, MARKS
from datalogic_py import Engine

DISTRIBUTION = "datalogic-py"
LEFT_OUT = "points by node"


def _var(name: str) -> dict[str, Any]:
    return {"var": name}


def _missing(required: int, name: str) -> dict[str, Any]:
    return {"max": [0, {"-": [required, _var(name)]}]}


CAMPAIGN = {"+": [_var(name) for names in MARKS.values() for name in names]}
CREDIT = {
    "+": [
        {"*": [30, {"min": [1, {"/": [_var("registrations_done"), _var("registrations_target")]}]}]},
        {"if": [_var("demands_published"), 20, 0]},
        {"if": [_var("sub_platform_built"), 10, 0]},
        {"-": [30, {"*": [3, _missing(10, "matchmaking_events")]}]},
        _missing(10, "late_or_missing_reports"),
    ]
}
SHORT = {
    "-": [
        {"*": [0.9, _var("local_industrial_firms")]},
        {"+": [_var("enterprise_participations"), _var("online_deals")]},
    ]
}
SERVED = {"max": [0, {"-": [30, {"*": [2, {"floor": [{"/": [{"max": [0, SHORT]}, 100]}]}]}]}]}
DAILY = {
    "+": [
        *({"-": [10, {"*": [2, _missing(5, f"{name}_activities")]}]} for name in ACTIVITIES),
        {"if": [{"or": [_var("joined_together_campaign"), _var("joined_service_month")]}, SERVED, 0]},
        _var("collaboration_mark"),
        {
            "min": [
                10,
                {
                    "+": [
                        {"*": [5, _var("top_honours")]},
                        {"*": [3, _var("star_honours")]},
                        {"*": [2, _var("media_and_awards")]},
                    ]
                },
            ]
        },
    ]
}
TOTAL = {"+": [{"*": [0.4, CAMPAIGN]}, {"*": [0.3, CREDIT]}, {"*": [0.3, DAILY]}]}
PUBLISHED = {"/": [{"floor": [{"+": [{"*": [TOTAL, 100]}, 0.5]}]}, 100]}


def scorer() -> Callable[[list[dict[str, Any]]], list[float]]:
    """A function from subjects to published totals."""
    evaluate = Engine().compile(PUBLISHED).evaluate

    def score(subjects: list[dict[str, Any]]) -> list[float]:
        return [evaluate(subject) for subject in subjects]

    return score
