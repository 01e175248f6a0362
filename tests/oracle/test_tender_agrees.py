"""The tender rubric against the scheme written by hand: worked cohorts, and many made-up ones, points and places."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import rubric_dsl as rd
from tests.oracle import bids as tender
from tests.oracle.schemes import tender_price_2017 as scheme

COHORTS = 300
SEED = 87
SPELLINGS = [tender.CASES.with_name(f"goods{ending}") for ending in (".rubric", ".zh.rubric")]

every_spelling = pytest.mark.parametrize("path", SPELLINGS, ids=lambda path: path.name)


def test_cases_beside_the_rubric_are_those_worked_out_by_hand() -> None:
    assert tender.CASES.read_text("utf-8") == tender.written()


def exact(bid: Any) -> dict[str, Any]:
    """A bid with its figures as numbers."""
    return {name: Fraction(value) if isinstance(value, str) else value for name, value in bid.items()}


@every_spelling
@pytest.mark.parametrize("refusal", scheme.REFUSED, ids=lambda refusal: refusal["name"])
def test_rubric_refuses_what_the_order_has_no_score_for(path: Path, refusal: Any) -> None:
    with pytest.raises(rd.MetricError) as caught:
        rd.load(path).cohort(map(exact, tender.together(refusal["input"])))
    assert {one.code for one in caught.value.diagnostics} == {"RB0593"}


def made_up(draw: random.Random) -> dict[str, dict[str, Any]]:
    """Up to eight bids, most of them admitted, with equal prices and marks more often than in life."""
    prices = [Fraction(draw.randint(1, 10**7), 100), Fraction(1, 100), *[Fraction(300)] * 3]
    marks = [Fraction(draw.randint(0, 10_000), 100), Fraction(0), *[Fraction(100)] * 3]
    return {
        f"bid {number}": {
            "price": draw.choice(prices),
            "deduction": draw.choice([Fraction(0), Fraction(0), Fraction(1, 10), Fraction(draw.randint(0, 9999), 10_000)]),
            "qualified": draw.random() < 0.9,
            "compliant": draw.random() < 0.9,
            "technical_mark": draw.choice(marks),
            "commercial_mark": draw.choice(marks),
        }
        for number in range(draw.randint(1, 8))
    }


@every_spelling
def test_rubric_scores_and_ranks_made_up_cohorts_as_the_scheme_by_hand(path: Path) -> None:
    draw = random.Random(SEED)
    rubric = rd.load(path)
    refused = scored = tied = 0
    for _ in range(COHORTS):
        bids = made_up(draw)
        if not tender.evaluated(bids):
            refused += 1
            assert scheme.rank(bids) == []
            with pytest.raises(rd.MetricError) as caught:
                rubric.cohort(bids.values())
            assert [one.code for one in caught.value.diagnostics] == [tender.TOO_FEW]
            continue
        cohort = rubric.cohort(bids.values())
        for name, bid in bids.items():
            told, result = tender.told(bids, name), cohort.evaluate(bid)
            assert result.total == told["total"]
            assert (result.outcome == "excluded") == (told["outcome"] == "rejected")
            assert {part: result[tender.CRITERIA[part]].points for part in told["points"]} == told["points"]
        places = [(place.rank, list(bids)[place.number]) for place in rubric.rank(bids.values()) if place.rank]
        assert places == scheme.rank(bids)
        scored += len(places)
        tied += len(places) - len({rank for rank, _ in places})
    assert refused > COHORTS // 20
    assert scored > COHORTS
    assert tied > COHORTS // 20
