"""Rounding, once, by magnitude: against the decimal library on every mode."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl.plan.interpret import round_to

MODES = {"half up": ROUND_HALF_UP, "half even": ROUND_HALF_EVEN, "up": ROUND_UP, "down": ROUND_DOWN}


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 4), st.sampled_from(sorted(MODES)))
def test_round_to_agrees_with_decimal_quantize(units: int, more: int, places: int, mode: str) -> None:
    value = Decimal(units).scaleb(-(places + more))
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=MODES[mode])
    assert Decimal(round_to(Fraction(value), mode, places)).scaleb(-places) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "mode", "units"),
    [("1/3", "half up", 33), ("2/3", "half up", 67), ("-1/200", "half up", -1), ("1/200", "half even", 0)],
)
def test_round_to_takes_fractions_that_do_not_end(value: str, mode: str, units: int) -> None:
    assert round_to(Fraction(value), mode, 2) == units  # type: ignore[arg-type]
