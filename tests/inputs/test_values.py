"""Values in: what each kind accepts, and what it is told otherwise."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from rubric_dsl.inputs.values import check, check_value
from rubric_dsl.model.rubric import Labels, Metric
from rubric_dsl.source.diagnostics import Diagnostic


def metric(kind: Any, low: int | None = 0, high: int | None = None) -> Metric:
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Metric("x", kind, ends[0], ends[1], Labels("x", "某数"))


@pytest.mark.parametrize(
    ("kind", "value", "exact"),
    [
        ("count", 8, 8),
        ("count", 8.0, 8),
        ("count", Decimal("8.00"), 8),
        ("count", Fraction(16, 2), 8),
        ("mark", 0.285, Fraction(285, 1000)),
        ("mark", Decimal("7.125"), Fraction(57, 8)),
        ("mark", Fraction(1, 3), Fraction(1, 3)),
        ("amount", 10**18, 10**18),
        ("yes/no", True, True),
        ("yes/no", False, False),
    ],
)
def test_value_of_its_kind_is_taken_exactly(kind: str, value: object, exact: object) -> None:
    assert check_value(metric(kind), value) == exact


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("count", 8.5, "RB0504"),
        ("count", -1, "RB0505"),
        ("count", True, "RB0503"),
        ("count", "8", "RB0503"),
        ("count", [8], "RB0503"),
        ("count", None, "RB0510"),
        ("count", 10**18 + 1, "RB0509"),
        pytest.param("count", 10**5000, "RB0509", id="5000 digits"),
        ("mark", 10.01, "RB0506"),
        ("mark", float("nan"), "RB0508"),
        ("mark", float("inf"), "RB0508"),
        ("mark", Decimal("-Infinity"), "RB0508"),
        ("mark", Decimal("sNaN"), "RB0508"),
        ("mark", Decimal("1E+999999"), "RB0509"),
        ("mark", Decimal("1E-999999"), "RB0509"),
        ("mark", 1e-300, "RB0509"),
        ("mark", 1j, "RB0503"),
        ("yes/no", 1, "RB0503"),
        ("yes/no", "yes", "RB0503"),
    ],
)
def test_value_of_another_kind_is_told_why(kind: str, value: object, code: str) -> None:
    high = 10 if kind == "mark" else None
    fault = check_value(metric(kind, high=high), value)
    assert isinstance(fault, Diagnostic)
    assert fault.code == code
    assert "“x”" in fault.sentence("en")
    assert "“某数”" in fault.sentence("zh")
    assert not {fault.advice("en"), fault.advice("zh")} & {None}


def test_check_takes_a_metric_by_either_name_but_once() -> None:
    metrics = {"x": metric("count")}
    assert check(metrics, {"某数": 3}).values == {"x": 3}
    assert [fault.code for fault in check(metrics, {"某数": 3, "x": 3}).faults] == ["RB0512"]


@pytest.mark.parametrize("given", [None, 3, "x", [("x", 1)], b"x"])
def test_check_of_no_mapping_says_so(given: object) -> None:
    assert [fault.code for fault in check({"x": metric("count")}, given).faults] == ["RB0511"]


@pytest.mark.parametrize(
    ("low", "value", "fits"),
    [
        (0, 17.5, True),
        (0, Decimal("17.50"), True),
        (0, 17.25, False),
        (Fraction(1, 4), 17.25, True),
        (None, -0.5, True),
    ],
)
def test_value_in_steps_is_taken_on_a_step_only(low: Fraction | None, value: object, fits: bool) -> None:
    style = Metric("style", "number", low, None, Labels("style"), grain=Fraction(1, 2))
    found = check_value(style, value)
    assert (
        not isinstance(found, Diagnostic)
        if fits
        else isinstance(found, Diagnostic) and found.code == "RB0529"
    )


def test_choice_takes_an_option_by_either_name_and_nothing_else() -> None:
    options = (Labels("national", "国家级"), Labels("city"))
    level = Metric("level", "choice", Fraction(0), Fraction(1), Labels("level"), options=options)
    assert check_value(level, "national") == check_value(level, "国家级") == 0
    assert check_value(level, "city") == 1
    for odd in ("City", "nationl", 1, True, Fraction(1), None, ["city"]):
        found = check_value(level, odd)
        assert isinstance(found, Diagnostic)
        assert found.code == ("RB0510" if odd is None else "RB0513")
