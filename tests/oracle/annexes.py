"""The two annexes read straight from the notice, in fractions: what every evaluator is held against.

Comes in: an annex and a valid subject. Goes out: each criterion's points, the exact total, the published one.
Promised: independent of the library (it imports nothing of it) and of the code by hand in benchmarks/; one
function for each clause, nothing shared between two clauses that the notice words apart.

The readings taken where a clause is open: 每少100家次 is each FULL hundred missing; nothing for the
enterprises served (annex 1) when NEITHER the campaign nor the service month was held; published totals are
rounded half up to two decimals.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, Literal

Annex = Literal["annex-1", "annex-2"]
Subject = Mapping[str, Any]

ANNEXES: tuple[Annex, ...] = ("annex-1", "annex-2")

CAMPAIGN_MARKS = {
    # 大数据库建设, 40
    "info_platform_mark": 10,
    "enterprise_platform_mark": 10,
    "action_platform_mark": 20,
    # 服务体系支撑能力, 20
    "service_strengthening_mark": 5,
    "service_level_mark": 5,
    "park_activities_mark": 10,
    # 智库建设, 10
    "service_providers_mark": 5,
    "expert_pool_mark": 5,
    # 推动开放合作, 10
    "exchange_activities_mark": 5,
    "campaign_publicity_mark": 5,
    # 打造优质数字化赋能生态, 10
    "policy_interpretation_mark": 5,
    "case_promotion_mark": 5,
    # 工作推进情况, 10
    "annual_plan_mark": 1,
    "concrete_measures_mark": 2,
    "information_feedback_mark": 7,
}
MARKS = CAMPAIGN_MARKS | {"collaboration_mark": 10}

ACTIVITIES = [
    "brand_activities",
    "startup_activities",
    "innovation_activities",
    "policy_activities",
    "training_activities",
]

FLAGS = {
    "annex-1": [
        "demands_published",
        "sub_platform_built",
        "joined_together_campaign",
        "joined_service_month",
    ],
    "annex-2": ["demands_published", "sub_platform_built"],
}

COUNTS = {
    "annex-1": [
        "registrations_done",
        "registrations_target",
        "matchmaking_events",
        "late_or_missing_reports",
        *ACTIVITIES,
        "enterprise_participations",
        "online_deals",
        "local_industrial_firms",
        "top_honours",
        "star_honours",
        "media_and_awards",
    ],
    "annex-2": [
        "registrations_done",
        "registrations_target",
        "matchmaking_events",
        "late_or_missing_reports",
        *ACTIVITIES,
        "enterprise_participations",
        "online_deals",
        "local_industrial_firms",
        "top_honours",
        "media_and_awards",
    ],
}

WEIGHTS = {"campaign": Fraction(40, 100), "credit": Fraction(30, 100), "daily": Fraction(30, 100)}


def number(value: Any) -> Fraction:
    """A mark or a count as the exact number that its text says; a float means its shortest decimal text."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def registrations(subject: Subject) -> Fraction:
    """目标任务完成率100%的得30分，未完成的按比例扣分."""
    rate = number(subject["registrations_done"]) / number(subject["registrations_target"])
    return Fraction(30) if rate >= 1 else 30 * rate


def matchmaking_1(subject: Subject) -> Fraction:
    """10次及以上的得30分，每少1次减3分."""
    events = subject["matchmaking_events"]
    return Fraction(30 if events >= 10 else 30 - 3 * (10 - events))


def matchmaking_2(subject: Subject) -> Fraction:
    """3次及以上的得30分，每少1次减10分."""
    events = subject["matchmaking_events"]
    return Fraction(30 if events >= 3 else 30 - 10 * (3 - events))


def routine_reporting(subject: Subject) -> Fraction:
    """得10分，每缺报、晚报1次减1分; no fewer than none."""
    return Fraction(max(0, 10 - subject["late_or_missing_reports"]))


def activity_1(held: int) -> Fraction:
    """5次及以上得10分，每少1次减2分."""
    return Fraction({0: 0, 1: 2, 2: 4, 3: 6, 4: 8}.get(held, 10))


def activity_2(held: int) -> Fraction:
    """两次及以上得10分，每少1次减5分."""
    return Fraction({0: 0, 1: 5}.get(held, 10))


def hundreds_missing(subject: Subject) -> int | None:
    """The full hundreds that enterprises served fall short of 90% of the firms; None where they do not."""
    served = subject["enterprise_participations"] + subject["online_deals"]
    required = Fraction(9, 10) * subject["local_industrial_firms"]
    return None if served >= required else floor((required - served) / 100)


def enterprises_served_1(subject: Subject) -> Fraction:
    """达规模工业企业总数90%以上的得30分，每少100家次减2分; 未开展…的该项不得分."""
    if not subject["joined_together_campaign"] and not subject["joined_service_month"]:
        return Fraction(0)
    hundreds = hundreds_missing(subject)
    return Fraction(30) if hundreds is None else Fraction(max(0, 30 - 2 * hundreds))


def enterprises_served_2(subject: Subject) -> Fraction:
    """达规模工业企业总数90%以上的得20分，每少100家次减2分."""
    hundreds = hundreds_missing(subject)
    return Fraction(20) if hundreds is None else Fraction(max(0, 20 - 2 * hundreds))


def honours_1(subject: Subject) -> Fraction:
    """每项得5分, 每项得3分, 每项得2分; 累计得分不超过10分."""
    earned = 5 * subject["top_honours"] + 3 * subject["star_honours"] + 2 * subject["media_and_awards"]
    return Fraction(min(10, earned))


def honours_2(subject: Subject) -> Fraction:
    """每项得10分, 每项得10分; 累计得分不超过20分."""
    return Fraction(min(20, 10 * subject["top_honours"] + 10 * subject["media_and_awards"]))


def points(annex: Annex, subject: Subject) -> dict[str, dict[str, Fraction]]:
    """Section → criterion → points, before the weights."""
    first = annex == "annex-1"
    credit = {
        "registrations": registrations(subject),
        "demands": Fraction(20 if subject["demands_published"] else 0),
        "sub_platform": Fraction(10 if subject["sub_platform_built"] else 0),
        "matchmaking": matchmaking_1(subject) if first else matchmaking_2(subject),
        "routine_reporting": routine_reporting(subject),
    }
    activity = activity_1 if first else activity_2
    daily = {name: activity(subject[name]) for name in ACTIVITIES} | {
        "enterprises_served": enterprises_served_1(subject) if first else enterprises_served_2(subject),
        "collaboration": number(subject["collaboration_mark"]),
        "honours": honours_1(subject) if first else honours_2(subject),
    }
    return {
        "campaign": {name: number(subject[name]) for name in CAMPAIGN_MARKS},
        "credit": credit,
        "daily": daily,
    }


def total(annex: Annex, subject: Subject) -> Fraction:
    """The exact total out of 100."""
    sections = points(annex, subject)
    return sum((WEIGHTS[name] * sum(leaves.values()) for name, leaves in sections.items()), Fraction(0))


def published(exact: Fraction) -> Decimal:
    """A total to two decimals, half up; written as text so that no decimal setting has a say."""
    hundredths = floor(exact * 100 + Fraction(1, 2))
    return Decimal(f"{hundredths // 100}.{hundredths % 100:02d}")
