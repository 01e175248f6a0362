"""The hand-written schemes give what was worked out from the publications, and refuse what has no score."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.oracle.schemes import tender_price_2017
from tests.oracle.schemes.terms import Case, Refusal, number

NAMES = sorted(path.stem for path in (Path(__file__).parent / "schemes").glob("*.py") if path.stem != "terms")
SCHEMES: dict[str, ModuleType] = {name: import_module(f"tests.oracle.schemes.{name}") for name in NAMES}
CASES = [
    pytest.param(scheme, case, id=f"{name}: {case['name']}")
    for name, scheme in SCHEMES.items()
    for case in scheme.CASES
]
REFUSED = [
    pytest.param(scheme, refusal, id=f"{name}: {refusal['name']}")
    for name, scheme in SCHEMES.items()
    for refusal in scheme.REFUSED
]

every_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)


@pytest.mark.parametrize(("scheme", "case"), CASES)
def test_scheme_gives_what_was_worked_out(scheme: ModuleType, case: Case) -> None:
    given = scheme.score(case["input"])
    assert given["points"] == {name: number(points) for name, points in case["points"].items()}
    assert given["total"] == (None if case["total"] is None else number(case["total"]))
    assert given["grade"] == case["grade"]
    assert given["outcome"] == case["outcome"]


@pytest.mark.parametrize(("scheme", "refusal"), REFUSED)
def test_scheme_refuses_what_has_no_score(scheme: ModuleType, refusal: Refusal) -> None:
    with pytest.raises(ValueError, match=refusal["because"]):
        scheme.score(refusal["input"])


@pytest.mark.parametrize(
    ("bids", "places"),
    [pytest.param(bids, places, id=name) for name, bids, places in tender_price_2017.RANKINGS],
)
def test_scheme_places_the_bids(bids: dict[str, dict[str, Any]], places: list[tuple[int, str]]) -> None:
    assert tender_price_2017.rank(bids) == places


@every_scheme
def test_scheme_has_its_cases_and_its_source(scheme: ModuleType) -> None:
    assert len(scheme.CASES) >= 12
    assert len({case["name"] for case in scheme.CASES}) == len(scheme.CASES)
    assert "Source: " in (scheme.__doc__ or "")
    assert "Our reading of what is open:" in (scheme.__doc__ or "")


@every_scheme
def test_scheme_reads_its_metrics_and_nothing_else(scheme: ModuleType) -> None:
    assert all(set(case["input"]) == set(scheme.METRICS) for case in scheme.CASES)


@every_scheme
def test_scheme_is_exact(scheme: ModuleType) -> None:
    for case in scheme.CASES:
        given = scheme.score(case["input"])
        assert all(type(points) is Fraction for points in given["points"].values())
        assert given["total"] is None or type(given["total"]) is Fraction


@every_scheme
def test_scheme_leaves_its_subject_alone(scheme: ModuleType) -> None:
    for case in scheme.CASES:
        before: dict[str, Any] = {name: _copied(value) for name, value in case["input"].items()}
        assert scheme.score(case["input"]) == scheme.score(before)
        assert case["input"] == before


def _copied(value: Any) -> Any:
    if isinstance(value, list):
        return [_copied(each) for each in value]
    return {name: _copied(each) for name, each in value.items()} if isinstance(value, dict) else value
