"""The rubrics that come with the package: their worked cases, both spellings, and the annexes' own maxima."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

import rubric_dsl as rd
from rubric_dsl.tools.cases import rubric_name, run_cases, spellings
from rubric_dsl.tools.cases_file import ENDING, Case, read_cases
from rubric_dsl.tools.subject import evaluator

RUBRICS = Path(__file__).resolve().parents[2] / "rubrics"
CASES = sorted(RUBRICS.rglob(f"*{ENDING}"))
FILES = sorted(RUBRICS.rglob("*.rubric"))
HUNAN = RUBRICS / "hunan-2023"
# Published in Chinese, and so in both spellings.
CHINESE = {HUNAN, RUBRICS / "hnte-2016", RUBRICS / "tender-price-2017"}

# What the two annexes print: item → points; a mark or a class stands under its metric's name.
CAMPAIGN = {
    "database": 40, "info_platform_mark": 10, "enterprise_platform_mark": 10, "action_platform_mark": 20,
    "service_capacity": 20, "service_strengthening_mark": 5, "service_level_mark": 5,
    "park_activities_mark": 10,
    "think_tank": 10, "service_providers_mark": 5, "expert_pool_mark": 5,
    "cooperation": 10, "exchange_activities_mark": 5, "campaign_publicity_mark": 5,
    "ecosystem": 10, "policy_interpretation_mark": 5, "case_promotion_mark": 5,
    "progress": 10, "annual_plan_mark": 1, "concrete_measures_mark": 2, "information_feedback_mark": 7,
}  # fmt: skip
CREDIT = {
    "target_completion": 60, "registrations": 30, "demands": 20, "sub_platform": 10,
    "matchmaking": 30, "routine_reporting": 10,
}  # fmt: skip
ACTIVITIES = dict.fromkeys(
    (f"{kind}_activities" for kind in ("brand", "startup", "innovation", "policy", "training")), 10
)
DAILY = {"other_activities": 50} | ACTIVITIES
POINTS = {
    "annex-1": {
        "campaign": CAMPAIGN,
        "credit": CREDIT,
        "daily": DAILY | {"enterprises_served": 30, "collaboration": 10, "honours": 10},
    },
    "annex-2": {
        "campaign": CAMPAIGN,
        "credit": CREDIT,
        "daily": DAILY | {"enterprises_served": 20, "collaboration": 10, "honours": 20},
    },
}
WEIGHTS = {"campaign": Fraction(40, 100), "credit": Fraction(30, 100), "daily": Fraction(30, 100)}

MARKS = {name: most for name, most in CAMPAIGN.items() if name.endswith("_mark")} | {"collaboration_mark": 10}
METRICS = {
    "registrations_done", "registrations_target", "demands_published", "sub_platform_built",
    "matchmaking_events", "late_or_missing_reports", *ACTIVITIES, "enterprise_participations",
    "online_deals", "local_industrial_firms", "top_honours", "media_and_awards", *MARKS,
}  # fmt: skip
ONLY_IN = {
    "annex-1": {"joined_together_campaign", "joined_service_month", "star_honours"},
    "annex-2": set[str](),
}

by_annex = pytest.mark.parametrize("annex", POINTS)
by_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
by_cases = pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)


@cache
def rubric(path: Path) -> rd.Rubric:
    return rd.load(path)


def both(annex: str) -> list[rd.Rubric]:
    return [rubric(HUNAN / f"{annex}{spelling}.rubric") for spelling in ("", ".zh")]


@by_cases
def test_cases_of_a_published_rubric_hold_in_every_spelling(path: Path) -> None:
    results = run_cases(path)
    assert {Path(result.rubric) for result in results} == set(spellings(path, rubric_name_of(path)))
    assert [(result.rubric, result.case, result.differences) for result in results if not result.passed] == []


@by_cases
def test_cases_of_a_published_rubric_hold_on_the_fast_path(path: Path) -> None:
    cases = read_cases(path).cases
    for file in spellings(path, rubric_name_of(path)):
        for case in cases:
            if case.refused or case.outcome == "excluded":
                continue
            scored_by = _among(rubric(file), case, cases)
            score = scored_by.score(case.metrics)
            if case.published is not None:
                assert str(score) == case.published, (file.name, case.name)
            elif rubric(file).plan.publication is None:
                assert score == case.total, (file.name, case.name)
            else:
                assert score == scored_by.evaluate(case.metrics).published, (file.name, case.name)


@by_cases
def test_cases_of_a_published_rubric_cover_it(path: Path) -> None:
    """Every criterion is expected to get all of its points somewhere, and less than all somewhere else."""
    cases = read_cases(path).cases
    assert len(cases) >= (25 if path.parent == HUNAN else 12)
    for node in rubric(spellings(path, rubric_name_of(path))[0]).criteria:
        if node.is_section and path.parent != HUNAN:
            continue  # the publication gives no figures for it
        expected = [
            points for case in cases for name, points in case.points.items() if name in (node.id, node.path)
        ]
        if node.rule and any(bound.kind == "below zero" for bound in node.rule.bounds):
            # its points are no publication's: they only hold all that the figures of the metrics can give
            assert min(expected) < 0 < max(expected), node.id
        elif not node.id.endswith("_mark"):
            assert node.points in expected, node.id
            assert min(expected) < node.points, node.id


def _among(rule: rd.Rubric, case: Case, cases: Sequence[Case]) -> rd.Rubric | rd.Cohort:
    """What scores a case: all of its cohort together where the rubric compares them."""
    together = [one.metrics for one in cases if one.cohort == case.cohort and not one.refused]
    return rule.cohort(together) if rule.compares else rule


def rubric_name_of(cases: Path) -> str:
    return read_cases(cases).rubric


@by_file
def test_a_published_rubric_compiles_without_a_remark(path: Path) -> None:
    # points that rise and fall are remarked on, and are what NEWS2 says
    assert {one.code for one in rubric(path).diagnostics} <= {"RB0315"}


@by_file
def test_a_published_rubric_has_cases_beside_it(path: Path) -> None:
    assert path.with_name(rubric_name(path) + ENDING) in CASES


@by_file
def test_both_spellings_of_a_published_rubric_mean_the_same(path: Path) -> None:
    spelt = spellings(path, rubric_name(path))
    assert len(spelt) == 1 + (path.parent in CHINESE)
    assert len({rubric(one).hash for one in spelt}) == 1
    assert len({rubric(one).id for one in spelt}) == 1
    assert path.parent.name in rubric(path).id or rubric(path).id == rubric_name(path)


@by_annex
def test_an_annex_has_the_items_and_points_that_it_prints(annex: str) -> None:
    expected = {section: Fraction(100) for section in WEIGHTS} | dict(
        chain.from_iterable(items.items() for items in POINTS[annex].values())
    )
    for rule in both(annex):
        found = {node.id: node.points for node in rule.criteria}
        assert found == expected
        assert {node.path.partition("/")[0] for node in rule.criteria} == set(WEIGHTS)
        for node in rule.criteria:
            section, _, below = node.path.partition("/")
            assert not below or node.id in POINTS[annex][section], node.path
        assert {node.id: node.weight for node in rule.criteria if node.weight is not None} == WEIGHTS


@by_annex
def test_an_annex_reads_the_metrics_that_it_names(annex: str) -> None:
    for rule in both(annex):
        assert set(rule.metrics) == METRICS | ONLY_IN[annex]
        for name, most in MARKS.items():
            metric = rule.metrics[name]
            assert (metric.kind, metric.low, metric.high) == ("mark", 0, most)
        assert rule.metrics["registrations_target"].low == 1


@by_annex
def test_an_annex_has_names_for_readers_of_both_languages(annex: str) -> None:
    for rule in both(annex):
        for labels in chain(
            (node.labels for node in rule.criteria), (metric.labels for metric in rule.metrics.values())
        ):
            assert labels.title("en").isascii(), labels
            assert labels.title("en") != labels.id, labels
            assert not labels.title("zh").isascii(), labels


@by_annex
def test_an_annex_cites_its_rows_for_credit_and_daily_work(annex: str) -> None:
    for rule in both(annex):
        by_path = {node.path: node for node in rule.criteria}
        for node in by_path.values():
            # a mark has no lines of its own: the item around it cites the row
            cited = by_path[node.path.rpartition("/")[0]] if node.id.endswith("_mark") else node
            if not node.is_section:
                assert cited.source, node.path
                assert cited.quote or node.path.startswith("campaign/"), node.path


def test_sections_times_their_weights_are_the_total_in_both_spellings() -> None:
    english, chinese = both("annex-1")
    for case in read_cases(HUNAN / f"annex-1{ENDING}").cases:
        if case.refused:
            continue
        one, other = evaluator(english)(case.metrics), evaluator(chinese)(case.metrics)
        assert isinstance(one, rd.Result)
        assert isinstance(other, rd.Result)
        assert one.total == other.total
        assert one.published == other.published == Decimal(case.published or "")
        sections = sum((one[section].points * weight for section, weight in WEIGHTS.items()), Fraction(0))
        assert sections == one.total
