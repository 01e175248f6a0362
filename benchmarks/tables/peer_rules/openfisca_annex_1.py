"""Annex 1 for OpenFisca: a variable with a formula for every node, worked out over arrays.

Everything can be said. A variable of type float is a float32, and so is what its formulas give to the next
one; the total is rounded as its formulas round, with ``numpy.round``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from annex_1_marks import ACTIVITIES, MARKS
from openfisca_core.entities import build_entity
from openfisca_core.periods import YEAR
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

DISTRIBUTION = "openfisca-core"
LEFT_OUT = "nothing: every node"
PERIOD = "2023"

Platform = build_entity(key="platform", plural="platforms", label="A service platform", is_person=True)

MARK_NAMES = (*(name for names in MARKS.values() for name in names), "collaboration_mark")
COUNT_NAMES = (
    "registrations_done", "registrations_target", "matchmaking_events", "late_or_missing_reports",
    *(f"{name}_activities" for name in ACTIVITIES),
    "enterprise_participations", "online_deals", "local_industrial_firms",
    "top_honours", "star_honours", "media_and_awards",
)  # fmt: skip
FLAG_NAMES = ("demands_published", "sub_platform_built", "joined_together_campaign", "joined_service_month")


def _sum(*names: str) -> Callable[..., Any]:
    return lambda platform, period: sum(platform(name, period) for name in names)


def _activity(name: str) -> Callable[..., Any]:
    return lambda platform, period: 10 - 2 * np.maximum(0, 5 - platform(name, period))


def registrations(platform: Any, period: Any) -> Any:
    """30 points by the share that was done."""
    share = platform("registrations_done", period) / platform("registrations_target", period)
    return 30 * np.minimum(1, share)


def enterprises_served(platform: Any, period: Any) -> Any:
    """30 points, less 2 for each full hundred missing, where one of the two campaigns was held."""
    served = platform("enterprise_participations", period) + platform("online_deals", period)
    missing = np.maximum(0, 0.9 * platform("local_industrial_firms", period) - served)
    held = platform("joined_together_campaign", period) + platform("joined_service_month", period)
    return np.where(held, np.maximum(0, 30 - 2 * np.floor(missing / 100)), 0)


def honours(platform: Any, period: Any) -> Any:
    """10 points at most."""
    earned = (
        5 * platform("top_honours", period)
        + 3 * platform("star_honours", period)
        + 2 * platform("media_and_awards", period)
    )
    return np.minimum(10, earned)


def published(platform: Any, period: Any) -> Any:
    """The total of the three sections."""
    total = (
        0.4 * platform("campaign", period)
        + 0.3 * platform("credit", period)
        + 0.3 * platform("daily", period)
    )
    return np.round(total, 2)


FORMULAS: dict[str, Callable[..., Any]] = {
    **{section: _sum(*names) for section, names in MARKS.items()},
    "campaign": _sum(*MARKS),
    "registrations": registrations,
    "demands": lambda platform, period: 20 * platform("demands_published", period),
    "sub_platform": lambda platform, period: 10 * platform("sub_platform_built", period),
    "target_completion": _sum("registrations", "demands", "sub_platform"),
    "matchmaking": lambda platform, period: (
        30 - 3 * np.maximum(0, 10 - platform("matchmaking_events", period))
    ),
    "routine_reporting": lambda platform, period: np.maximum(
        0, 10 - platform("late_or_missing_reports", period)
    ),
    "credit": _sum("target_completion", "matchmaking", "routine_reporting"),
    **{f"{name}_points": _activity(f"{name}_activities") for name in ACTIVITIES},
    "other_activities": _sum(*(f"{name}_points" for name in ACTIVITIES)),
    "enterprises_served": enterprises_served,
    "honours": honours,
    "daily": _sum("other_activities", "enterprises_served", "collaboration_mark", "honours"),
    "published": published,
}


def _system() -> TaxBenefitSystem:
    system = TaxBenefitSystem([Platform])
    kinds = (
        dict.fromkeys(MARK_NAMES, float) | dict.fromkeys(COUNT_NAMES, int) | dict.fromkeys(FLAG_NAMES, bool)
    )
    for name, kind in (kinds | dict.fromkeys(FORMULAS, float)).items():
        fields = {"value_type": kind, "entity": Platform, "definition_period": YEAR, "label": name}
        if name in FORMULAS:
            fields["formula"] = FORMULAS[name]
        system.add_variable(type(name, (Variable,), fields))
    return system


def scorer() -> Callable[[list[dict[str, Any]]], list[float]]:
    """A function from subjects to published totals; the columns are laid out once, before the clock."""
    system = _system()
    columns: dict[int, dict[str, np.ndarray]] = {}

    def score(subjects: list[dict[str, Any]]) -> list[float]:
        if id(subjects) not in columns:
            names = (*MARK_NAMES, *COUNT_NAMES, *FLAG_NAMES)
            columns[id(subjects)] = {
                name: np.array([subject[name] for subject in subjects]) for name in names
            }
        simulation = SimulationBuilder().build_default_simulation(system, count=len(subjects))
        for name, column in columns[id(subjects)].items():
            simulation.set_input(name, PERIOD, column)
        return simulation.calculate("published", PERIOD)

    return score
