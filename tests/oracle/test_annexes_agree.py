"""The annexes as rubrics, in both spellings, against the annexes as fractions."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from tests.oracle import annexes
from tests.oracle.annexes import ANNEXES, Annex
from tests.oracle.subjects import edge_subjects, full_marks, nothing_done, subjects

SCHEME = Path(__file__).resolve().parents[2] / "rubrics" / "hunan-2023"
SPELLINGS = ("", ".zh")

every_rubric = pytest.mark.parametrize("spelling", SPELLINGS, ids=["english", "chinese"])
every_annex = pytest.mark.parametrize("annex", ANNEXES)


@cache
def rubric(annex: Annex, spelling: str) -> rd.Rubric:
    return rd.load(SCHEME / f"{annex}{spelling}.rubric")


def assert_agrees(annex: Annex, spelling: str, subject: dict[str, Any]) -> None:
    """The published total, the exact one and the points of every criterion."""
    exact = annexes.total(annex, subject)
    scored = rubric(annex, spelling).score(subject)
    assert (scored, scored.as_tuple().exponent) == (annexes.published(exact), -2), subject
    result = rubric(annex, spelling).evaluate(subject)
    assert result.outcome == "scored"
    assert result.total == exact, subject
    assert result.published == scored, subject
    for leaves in annexes.points(annex, subject).values():
        for name, points in leaves.items():
            assert result[name].points == points, (name, subject)
            assert result[name].points + result[name].lost == result[name].max, (name, subject)


@every_rubric
@every_annex
@given(choice=st.data())
def test_a_generated_subject_gets_the_points_of_the_oracle(
    annex: Annex, spelling: str, choice: st.DataObject
) -> None:
    assert_agrees(annex, spelling, choice.draw(subjects(annex)))


@every_rubric
@every_annex
def test_every_edge_of_every_metric_gets_the_points_of_the_oracle(annex: Annex, spelling: str) -> None:
    for subject in edge_subjects(annex):
        assert_agrees(annex, spelling, subject)


@every_rubric
@every_annex
def test_reaching_everything_is_100_and_reaching_nothing_is_0(annex: Annex, spelling: str) -> None:
    assert str(rubric(annex, spelling).score(full_marks(annex))) == "100.00"
    assert str(rubric(annex, spelling).score(nothing_done(annex))) == "0.00"


@every_rubric
@every_annex
def test_the_rubric_reads_the_metrics_of_the_annex_and_none_besides(annex: Annex, spelling: str) -> None:
    named = {*annexes.MARKS, *annexes.COUNTS[annex], *annexes.FLAGS[annex]}
    assert set(rubric(annex, spelling).metrics) == named


@every_annex
def test_both_spellings_have_one_meaning(annex: Annex) -> None:
    assert rubric(annex, "").hash == rubric(annex, ".zh").hash
