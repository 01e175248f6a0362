"""The speed figures' yardstick gives the right totals: a wrong yardstick would be no measure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import annexes
from tests.oracle.annexes import ANNEXES, Annex
from tests.oracle.subjects import edge_subjects, full_marks, subjects


def _load() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "handwritten.py"
    specification = spec_from_file_location("handwritten", path)
    assert specification is not None
    assert specification.loader is not None
    module = module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


handwritten = _load()
SCORE = {"annex-1": handwritten.score_annex_1, "annex-2": handwritten.score_annex_2}
EXACT = {"annex-1": handwritten.score_annex_1_fraction, "annex-2": handwritten.score_annex_2_fraction}

every_annex = pytest.mark.parametrize("annex", ANNEXES)


def assert_agrees(annex: Annex, subject: dict[str, Any]) -> None:
    exact = annexes.total(annex, subject)
    assert EXACT[annex](subject) == exact, subject
    assert str(SCORE[annex](subject)) == str(annexes.published(exact)), subject


@every_annex
@given(choice=st.data())
def test_a_generated_subject_gets_the_total_of_the_oracle(annex: Annex, choice: st.DataObject) -> None:
    assert_agrees(annex, choice.draw(subjects(annex)))


@every_annex
def test_every_edge_of_every_metric_gets_the_total_of_the_oracle(annex: Annex) -> None:
    for subject in edge_subjects(annex):
        assert_agrees(annex, subject)


@every_annex
@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("matchmaking_events", -1),
        ("matchmaking_events", True),
        ("matchmaking_events", 9.5),
        ("registrations_target", 0),
        ("demands_published", 1),
        ("info_platform_mark", 11),
        ("info_platform_mark", -0.01),
        ("info_platform_mark", True),
        ("info_platform_mark", "8"),
        ("info_platform_mark", float("nan")),
        ("info_platform_mark", Decimal("Infinity")),
        ("action_platform_mark", Decimal("20.000000000000000000000000000000001")),
        ("collaboration_mark", Fraction(101, 10)),
        ("matchmakings", 3),
    ],
)
def test_a_subject_outside_the_annex_is_refused_by_name(annex: Annex, metric: str, value: object) -> None:
    with pytest.raises(handwritten.SubjectError, match=metric):
        SCORE[annex](full_marks(annex) | {metric: value})


@every_annex
def test_all_missing_metrics_are_named_at_once(annex: Annex) -> None:
    subject = full_marks(annex)
    del subject["info_platform_mark"], subject["top_honours"]
    with pytest.raises(
        handwritten.SubjectError, match=r"info_platform_mark is missing.*top_honours is missing"
    ):
        SCORE[annex](subject)
