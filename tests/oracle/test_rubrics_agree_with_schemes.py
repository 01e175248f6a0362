"""The rubrics of published schemes against the same schemes written by hand: worked cases, and many made-up subjects."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import rubric_dsl as rd
from tests.oracle.adapters import ADAPTERS, Adapter
from tests.oracle.write_cases import written

SUBJECTS = 400
SEED = 2023

by_scheme = pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda adapter: adapter.rubric)


@cache
def spellings(path: Path) -> list[rd.Rubric]:
    """A rubric, and its Chinese spelling where there is one."""
    both = [path, path.with_name(path.name.replace(".rubric", ".zh.rubric"))]
    return [rd.load(each) for each in both if each.exists()]


@by_scheme
def test_cases_beside_the_rubric_are_those_worked_out_by_hand(adapter: Adapter) -> None:
    assert adapter.path.with_suffix(".cases.yaml").read_text("utf-8") == written(adapter)


@by_scheme
def test_rubric_refuses_what_the_publication_has_no_score_for(adapter: Adapter) -> None:
    for refusal in adapter.module.REFUSED:
        for rubric in spellings(adapter.path):
            with pytest.raises(rd.MetricError):
                rubric.score(adapter.metrics(refusal["input"]))


def value_of(metric: Any, draw: random.Random) -> Any:
    """A value of an input, often at a round figure."""
    match metric["kind"]:
        case "yes/no":
            return draw.random() < 0.5
        case "choice":
            return draw.choice(metric["options"])
        case "list":
            return [value_of(metric["of"], draw) for _ in range(draw.randint(*metric["length"]))]
    step = Fraction(metric.get("step", 1 if metric["kind"] == "count" else Fraction(1, 100)))
    low = Fraction(metric.get("least", -100))
    high = Fraction(metric.get("most", low + draw.choice([5, 20, 120, 300, 60_000])))
    if draw.random() < 0.4:
        step = max(step, Fraction(draw.choice([1, 5, 10])) // step * step)
    return low + draw.randint(0, int((high - low) // step)) * step


@by_scheme
def test_rubric_scores_made_up_subjects_as_the_scheme_by_hand(adapter: Adapter) -> None:
    draw = random.Random(SEED)
    scheme = adapter.module
    scored = 0
    for _ in range(SUBJECTS):
        make = getattr(scheme, "made_up", None)
        subject = make(draw) if make else {name: value_of(one, draw) for name, one in scheme.METRICS.items()}
        try:
            told = scheme.score(subject)
        except ValueError:
            for rubric in spellings(adapter.path):
                with pytest.raises(rd.MetricError):
                    rubric.score(adapter.metrics(subject))
            continue
        scored += 1
        for rubric in spellings(adapter.path):
            result = rubric.evaluate(adapter.metrics(subject))
            if told["total"] is None:
                assert result.outcome == "excluded", subject
                continue
            assert {
                name: result[name].points for name in adapter.expected(told["points"])
            } == adapter.expected(told["points"]), subject
            total = result.total if adapter.published is None else Fraction(result.published)
            assert total == told["total"], subject
            assert result.grade is None or result.grade == adapter.grade(told["grade"]), subject
    assert scored > SUBJECTS // 20
