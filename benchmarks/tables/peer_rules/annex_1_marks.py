"""Annex 1's campaign marks by section, and its classes of activities, as the peers' rules name them."""

from __future__ import annotations

MARKS = {
    "database": ("info_platform_mark", "enterprise_platform_mark", "action_platform_mark"),
    "service_capacity": ("service_strengthening_mark", "service_level_mark", "park_activities_mark"),
    "think_tank": ("service_providers_mark", "expert_pool_mark"),
    "cooperation": ("exchange_activities_mark", "campaign_publicity_mark"),
    "ecosystem": ("policy_interpretation_mark", "case_promotion_mark"),
    "progress": ("annual_plan_mark", "concrete_measures_mark", "information_feedback_mark"),
}
ACTIVITIES = ("brand", "startup", "innovation", "policy", "training")
