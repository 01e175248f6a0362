"""The two annexes of the Hunan notice by hand, without the library: the yardstick of the speed figures.

Comes in: one subject's metrics, a mapping with exactly the names of the annex. Goes out: the published
total, a ``Decimal`` with two places, rounded half up from the exact value. Promised: the same total as
:func:`score_annex_1_fraction` for every subject that passes validation, :class:`SubjectError` for the others.

``score_annex_1`` is what an engineer who must be both exact and fast would write in plain Python: one
function, straight-line integer code, no loops. It works in whole points of the sections; a point of the
campaign (weight 40%) is 40 hundredths of the total, a point of the other two sections (30%) is 30, and only
the registrations are a ratio, rounded once. Its validation is what the library does as well: every metric
present and none besides, counts are whole numbers from 0 (the target from 1), yes/no is a ``bool``, a mark
lies between 0 and its points. Marks that are not all ``int`` take the second half: hundredths of a point
where two decimal places are enough, exact fractions where they are not.

``score_annex_1_fraction`` is the same annex in the most obvious words, with fractions throughout, and slow.

>>> from subjects import full_marks
>>> score_annex_1(full_marks("annex-1"))
Decimal('100.00')
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from operator import itemgetter
from typing import Any, Final

Metrics = Mapping[str, Any]
"""One subject: metric name → int, bool, or (for marks) also Decimal, Fraction and float."""

CAMPAIGN_MARKS: Final = {
    "info_platform_mark": 10,
    "enterprise_platform_mark": 10,
    "action_platform_mark": 20,
    "service_strengthening_mark": 5,
    "service_level_mark": 5,
    "park_activities_mark": 10,
    "service_providers_mark": 5,
    "expert_pool_mark": 5,
    "exchange_activities_mark": 5,
    "campaign_publicity_mark": 5,
    "policy_interpretation_mark": 5,
    "case_promotion_mark": 5,
    "annual_plan_mark": 1,
    "concrete_measures_mark": 2,
    "information_feedback_mark": 7,
}
"""The assessors' marks of the campaign, the same in both annexes: name → points."""

MARKS: Final = {**CAMPAIGN_MARKS, "collaboration_mark": 10}
"""Every judged mark of an annex: name → points."""

ACTIVITIES: Final = (
    "brand_activities",
    "startup_activities",
    "innovation_activities",
    "policy_activities",
    "training_activities",
)
"""The five classes of other activities."""

_SHARED_COUNTS: Final = (
    "registrations_done",
    "registrations_target",
    "matchmaking_events",
    "late_or_missing_reports",
    *ACTIVITIES,
    "enterprise_participations",
    "online_deals",
    "local_industrial_firms",
)
COUNTS: Final = {
    "annex-1": (*_SHARED_COUNTS, "top_honours", "star_honours", "media_and_awards"),
    "annex-2": (*_SHARED_COUNTS, "top_honours", "media_and_awards"),
}
"""Each annex's whole-number metrics, in the order in which the code below unpacks them."""

FLAGS: Final = {
    "annex-1": (
        "demands_published",
        "sub_platform_built",
        "joined_together_campaign",
        "joined_service_month",
    ),
    "annex-2": ("demands_published", "sub_platform_built"),
}
"""Each annex's yes/no metrics, in the order in which the code below unpacks them."""


class SubjectError(ValueError):
    """A subject that cannot be scored: the message names every metric at fault."""


_values_annex_1: Final = itemgetter(*MARKS, *COUNTS["annex-1"], *FLAGS["annex-1"])
_values_annex_2: Final = itemgetter(*MARKS, *COUNTS["annex-2"], *FLAGS["annex-2"])
# Every total that can be published, by its hundredths; from text, so that no decimal setting has a say.
_PUBLISHED: Final = tuple(Decimal(f"{units // 100}.{units % 100:02d}") for units in range(10_001))


def score_annex_1(metrics: Metrics) -> Decimal:
    """The published total of a provincial or city platform, 0.00 to 100.00; raises :class:`SubjectError`."""
    try:
        (
            info_platform, enterprise_platform, action_platform,
            strengthening, level, parks,
            providers, experts,
            exchange, publicity,
            interpretation, cases,
            plan, measures, feedback,
            collaboration,
            done, target, matchmaking, late,
            brand, startup, innovation, policy, training,
            participations, deals, firms,
            top, star, media,
            demands, sub_platform, together, service_month,
        ) = _values_annex_1(metrics)  # fmt: skip
    except KeyError:
        raise _complaint("annex-1", metrics) from None
    if not (
        done.__class__ is target.__class__ is matchmaking.__class__ is late.__class__
        is brand.__class__ is startup.__class__ is innovation.__class__
        is policy.__class__ is training.__class__
        is participations.__class__ is deals.__class__ is firms.__class__
        is top.__class__ is star.__class__ is media.__class__
        is int
        and demands.__class__ is sub_platform.__class__
        is together.__class__ is service_month.__class__
        is bool
        and done >= 0 and target >= 1 and matchmaking >= 0 and late >= 0
        and brand >= 0 and startup >= 0 and innovation >= 0 and policy >= 0 and training >= 0
        and participations >= 0 and deals >= 0 and firms >= 0
        and top >= 0 and star >= 0 and media >= 0
        and len(metrics) == 35
    ):  # fmt: skip
        raise _complaint("annex-1", metrics)
    # Credit and daily work, but for the registrations and the collaboration mark.
    points = (
        (20 if demands else 0)
        + (10 if sub_platform else 0)
        + (30 if matchmaking >= 10 else 3 * matchmaking)
        + (10 - late if late < 10 else 0)
        + (10 if brand >= 5 else 2 * brand)
        + (10 if startup >= 5 else 2 * startup)
        + (10 if innovation >= 5 else 2 * innovation)
        + (10 if policy >= 5 else 2 * policy)
        + (10 if training >= 5 else 2 * training)
    )
    if together or service_month:
        shortfall = 9 * firms - 10 * (participations + deals)  # in tenths of an enterprise
        if shortfall < 1000:
            points += 30
        elif shortfall < 15000:
            points += 30 - 2 * (shortfall // 1000)
    honours = 5 * top + 3 * star + 2 * media
    points += 10 if honours >= 10 else honours
    if (
        info_platform.__class__ is enterprise_platform.__class__ is action_platform.__class__
        is strengthening.__class__ is level.__class__ is parks.__class__
        is providers.__class__ is experts.__class__
        is exchange.__class__ is publicity.__class__
        is interpretation.__class__ is cases.__class__
        is plan.__class__ is measures.__class__ is feedback.__class__
        is collaboration.__class__
        is int
        and 0 <= info_platform <= 10 and 0 <= enterprise_platform <= 10 and 0 <= action_platform <= 20
        and 0 <= strengthening <= 5 and 0 <= level <= 5 and 0 <= parks <= 10
        and 0 <= providers <= 5 and 0 <= experts <= 5
        and 0 <= exchange <= 5 and 0 <= publicity <= 5
        and 0 <= interpretation <= 5 and 0 <= cases <= 5
        and 0 <= plan <= 1 and 0 <= measures <= 2 and 0 <= feedback <= 7
        and 0 <= collaboration <= 10
    ):  # fmt: skip
        hundredths = 40 * (
            info_platform + enterprise_platform + action_platform
            + strengthening + level + parks
            + providers + experts
            + exchange + publicity
            + interpretation + cases
            + plan + measures + feedback
        ) + 30 * (collaboration + points)  # fmt: skip
        if done >= target:
            return _PUBLISHED[hundredths + 900]
        return _PUBLISHED[hundredths + (1800 * done + target) // (2 * target)]
    try:
        campaign = (
            _hundredths(info_platform, 10)
            + _hundredths(enterprise_platform, 10)
            + _hundredths(action_platform, 20)
            + _hundredths(strengthening, 5)
            + _hundredths(level, 5)
            + _hundredths(parks, 10)
            + _hundredths(providers, 5)
            + _hundredths(experts, 5)
            + _hundredths(exchange, 5)
            + _hundredths(publicity, 5)
            + _hundredths(interpretation, 5)
            + _hundredths(cases, 5)
            + _hundredths(plan, 1)
            + _hundredths(measures, 2)
            + _hundredths(feedback, 7)
        )
        judged = _hundredths(collaboration, 10)
    except SubjectError:
        raise _complaint("annex-1", metrics) from None
    # Thousandths of the total; the five are the half that rounds up.
    thousandths = 4 * campaign + 3 * judged + 300 * points + 5
    if done >= target:
        return _PUBLISHED[(thousandths + 9000) // 10]
    return _PUBLISHED[(thousandths * target + 9000 * done) // (10 * target)]


def score_annex_2(metrics: Metrics) -> Decimal:
    """The published total of a county platform, 0.00 to 100.00; raises :class:`SubjectError`."""
    try:
        (
            info_platform, enterprise_platform, action_platform,
            strengthening, level, parks,
            providers, experts,
            exchange, publicity,
            interpretation, cases,
            plan, measures, feedback,
            collaboration,
            done, target, matchmaking, late,
            brand, startup, innovation, policy, training,
            participations, deals, firms,
            top, media,
            demands, sub_platform,
        ) = _values_annex_2(metrics)  # fmt: skip
    except KeyError:
        raise _complaint("annex-2", metrics) from None
    if not (
        done.__class__ is target.__class__ is matchmaking.__class__ is late.__class__
        is brand.__class__ is startup.__class__ is innovation.__class__
        is policy.__class__ is training.__class__
        is participations.__class__ is deals.__class__ is firms.__class__
        is top.__class__ is media.__class__
        is int
        and demands.__class__ is sub_platform.__class__
        is bool
        and done >= 0 and target >= 1 and matchmaking >= 0 and late >= 0
        and brand >= 0 and startup >= 0 and innovation >= 0 and policy >= 0 and training >= 0
        and participations >= 0 and deals >= 0 and firms >= 0
        and top >= 0 and media >= 0
        and len(metrics) == 32
    ):  # fmt: skip
        raise _complaint("annex-2", metrics)
    # Credit and daily work, but for the registrations and the collaboration mark.
    points = (
        (20 if demands else 0)
        + (10 if sub_platform else 0)
        + (30 if matchmaking >= 3 else 10 * matchmaking)
        + (10 - late if late < 10 else 0)
        + (10 if brand >= 2 else 5 * brand)
        + (10 if startup >= 2 else 5 * startup)
        + (10 if innovation >= 2 else 5 * innovation)
        + (10 if policy >= 2 else 5 * policy)
        + (10 if training >= 2 else 5 * training)
    )
    shortfall = 9 * firms - 10 * (participations + deals)  # in tenths of an enterprise
    if shortfall < 1000:
        points += 20
    elif shortfall < 10000:
        points += 20 - 2 * (shortfall // 1000)
    honours = top + media
    points += 20 if honours >= 2 else 10 * honours
    if (
        info_platform.__class__ is enterprise_platform.__class__ is action_platform.__class__
        is strengthening.__class__ is level.__class__ is parks.__class__
        is providers.__class__ is experts.__class__
        is exchange.__class__ is publicity.__class__
        is interpretation.__class__ is cases.__class__
        is plan.__class__ is measures.__class__ is feedback.__class__
        is collaboration.__class__
        is int
        and 0 <= info_platform <= 10 and 0 <= enterprise_platform <= 10 and 0 <= action_platform <= 20
        and 0 <= strengthening <= 5 and 0 <= level <= 5 and 0 <= parks <= 10
        and 0 <= providers <= 5 and 0 <= experts <= 5
        and 0 <= exchange <= 5 and 0 <= publicity <= 5
        and 0 <= interpretation <= 5 and 0 <= cases <= 5
        and 0 <= plan <= 1 and 0 <= measures <= 2 and 0 <= feedback <= 7
        and 0 <= collaboration <= 10
    ):  # fmt: skip
        hundredths = 40 * (
            info_platform + enterprise_platform + action_platform
            + strengthening + level + parks
            + providers + experts
            + exchange + publicity
            + interpretation + cases
            + plan + measures + feedback
        ) + 30 * (collaboration + points)  # fmt: skip
        if done >= target:
            return _PUBLISHED[hundredths + 900]
        return _PUBLISHED[hundredths + (1800 * done + target) // (2 * target)]
    try:
        campaign = (
            _hundredths(info_platform, 10)
            + _hundredths(enterprise_platform, 10)
            + _hundredths(action_platform, 20)
            + _hundredths(strengthening, 5)
            + _hundredths(level, 5)
            + _hundredths(parks, 10)
            + _hundredths(providers, 5)
            + _hundredths(experts, 5)
            + _hundredths(exchange, 5)
            + _hundredths(publicity, 5)
            + _hundredths(interpretation, 5)
            + _hundredths(cases, 5)
            + _hundredths(plan, 1)
            + _hundredths(measures, 2)
            + _hundredths(feedback, 7)
        )
        judged = _hundredths(collaboration, 10)
    except SubjectError:
        raise _complaint("annex-2", metrics) from None
    # Thousandths of the total; the five are the half that rounds up.
    thousandths = 4 * campaign + 3 * judged + 300 * points + 5
    if done >= target:
        return _PUBLISHED[(thousandths + 9000) // 10]
    return _PUBLISHED[(thousandths * target + 9000 * done) // (10 * target)]


def _hundredths(mark: Any, points: int) -> int | Fraction:
    """A mark in hundredths of a point: an int up to two decimal places, otherwise an exact fraction."""
    kind = mark.__class__
    if kind is int:
        if 0 <= mark <= points:
            return 100 * int(mark)
    elif kind is float:
        if 0.0 <= mark <= points:
            # The double nearest to hundredths/100 prints as that very decimal, so equality proves two places.
            hundredths = round(mark * 100.0)
            return hundredths if hundredths / 100 == mark else 100 * Fraction(repr(mark))
    elif (kind is Decimal and mark.is_finite()) or kind is Fraction:
        numerator, denominator = mark.as_integer_ratio()
        if 0 <= numerator <= points * denominator:
            whole, rest = divmod(100 * numerator, denominator)
            return Fraction(100 * numerator, denominator) if rest else int(whole)
    raise SubjectError


def _complaint(annex: str, metrics: Metrics) -> SubjectError:
    """What is wrong with a subject, all of it, in words; called once a check has failed."""
    counts, flags = COUNTS[annex], FLAGS[annex]
    known = {*MARKS, *counts, *flags}
    faults = [f"{name} is missing" for name in (*MARKS, *counts, *flags) if name not in metrics]
    faults += [f"{name} is no metric of {annex}" for name in metrics if name not in known]
    for name, points in MARKS.items():
        if name in metrics:
            try:
                _hundredths(metrics[name], points)
            except SubjectError:
                faults.append(f"{name} must be a number from 0 to {points}, not {metrics[name]!r}")
    for name in counts:
        least = 1 if name == "registrations_target" else 0
        if name in metrics and not (metrics[name].__class__ is int and metrics[name] >= least):
            faults.append(f"{name} must be a whole number from {least}, not {metrics[name]!r}")
    for name in flags:
        if name in metrics and metrics[name].__class__ is not bool:
            faults.append(f"{name} must be True or False, not {metrics[name]!r}")
    return SubjectError("; ".join(faults))


# --- the same in the most obvious words -------------------------------------------------------------------


def score_annex_1_fraction(metrics: Metrics) -> Fraction:
    """The exact total of a provincial or city platform, clause by clause; expects a valid subject."""
    served = _exact(metrics["enterprise_participations"]) + _exact(metrics["online_deals"])
    enterprises_served = Fraction(0)
    if metrics["joined_together_campaign"] or metrics["joined_service_month"]:
        enterprises_served = _enterprises_served(served, metrics["local_industrial_firms"], Fraction(30))
    honours = min(
        Fraction(10),
        5 * _exact(metrics["top_honours"])
        + 3 * _exact(metrics["star_honours"])
        + 2 * _exact(metrics["media_and_awards"]),
    )
    activities = sum(
        (_short_of(metrics[name], 5, Fraction(10), Fraction(2)) for name in ACTIVITIES), Fraction(0)
    )
    daily = activities + enterprises_served + _exact(metrics["collaboration_mark"]) + honours
    matchmaking = _short_of(metrics["matchmaking_events"], 10, Fraction(30), Fraction(3))
    return _weighted(_campaign(metrics), _credit(metrics, matchmaking), daily)


def score_annex_2_fraction(metrics: Metrics) -> Fraction:
    """The exact total of a county platform, clause by clause; expects a valid subject."""
    served = _exact(metrics["enterprise_participations"]) + _exact(metrics["online_deals"])
    enterprises_served = _enterprises_served(served, metrics["local_industrial_firms"], Fraction(20))
    honours = min(
        Fraction(20), 10 * _exact(metrics["top_honours"]) + 10 * _exact(metrics["media_and_awards"])
    )
    activities = sum(
        (_short_of(metrics[name], 2, Fraction(10), Fraction(5)) for name in ACTIVITIES), Fraction(0)
    )
    daily = activities + enterprises_served + _exact(metrics["collaboration_mark"]) + honours
    matchmaking = _short_of(metrics["matchmaking_events"], 3, Fraction(30), Fraction(10))
    return _weighted(_campaign(metrics), _credit(metrics, matchmaking), daily)


def published(total: Fraction) -> Decimal:
    """A total as it is published: half up to two places."""
    hundredths = (200 * total.numerator + total.denominator) // (2 * total.denominator)
    return _PUBLISHED[hundredths]


def _exact(figure: Any) -> Fraction:
    """A figure as the fraction that its decimal text means."""
    return Fraction(repr(figure)) if isinstance(figure, float) and isfinite(figure) else Fraction(figure)


def _short_of(achieved: int, required: int, award: Fraction, deduction: Fraction) -> Fraction:
    """``≥ required → award, −deduction per missing``, never below nothing."""
    missing = max(Fraction(0), _exact(required) - _exact(achieved))
    return max(Fraction(0), award - deduction * missing)


def _enterprises_served(served: Fraction, firms: int, award: Fraction) -> Fraction:
    """``≥ 90% of firms → award, −2 per full 100 missing``, never below nothing."""
    missing = max(Fraction(0), Fraction(90, 100) * firms - served)
    return max(Fraction(0), award - 2 * _exact(missing // 100))


def _campaign(metrics: Metrics) -> Fraction:
    """The campaign section, out of 100."""
    return sum((_exact(metrics[name]) for name in CAMPAIGN_MARKS), Fraction(0))


def _credit(metrics: Metrics, matchmaking: Fraction) -> Fraction:
    """The credit loan section, out of 100."""
    share = min(Fraction(1), Fraction(metrics["registrations_done"], metrics["registrations_target"]))
    registrations = 30 * share
    demands = Fraction(20) if metrics["demands_published"] else Fraction(0)
    sub_platform = Fraction(10) if metrics["sub_platform_built"] else Fraction(0)
    routine_reporting = max(Fraction(0), Fraction(10) - _exact(metrics["late_or_missing_reports"]))
    return registrations + demands + sub_platform + matchmaking + routine_reporting


def _weighted(campaign: Fraction, credit: Fraction, daily: Fraction) -> Fraction:
    """The three sections at 40%, 30% and 30%."""
    return Fraction(40, 100) * campaign + Fraction(30, 100) * credit + Fraction(30, 100) * daily
