"""Floors of roots and logarithms are what they say: checked by powers of whole numbers, never by floats."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl.plan import core as c
from rubric_dsl.plan.inexact import log_floor, root_floor, whole_root
from rubric_dsl.plan.interpret import evaluate
from rubric_dsl.plan.intervals import range_of
from rubric_dsl.plan.lower_inexact import LogOf, RootOf, rounded_inexact
from rubric_dsl.plan.steps import Steps
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

HERE = Span("<tree>", 1, 1, 1)
positive = st.one_of(
    st.fractions(min_value=Fraction(1, 10**6), max_value=10**9, max_denominator=10**6),
    st.builds(lambda n: Fraction(10) ** n, st.integers(-6, 9)),
    st.builds(lambda n, d: Fraction(n, d) ** 4, st.integers(1, 60), st.integers(1, 60)),
)


@given(st.integers(0, 10**60), st.integers(2, 9))
def test_whole_root_is_the_greatest_whose_power_is_not_above(value: int, degree: int) -> None:
    found = whole_root(value, degree)
    assert found**degree <= value < (found + 1) ** degree


@given(positive, st.integers(2, 7))
def test_root_floor_is_the_greatest_whose_power_is_not_above(value: Fraction, degree: int) -> None:
    found = root_floor(value, degree)
    assert found**degree <= value < (found + 1) ** degree


@given(positive, st.integers(1, 12), st.integers(1, 12))
def test_log_floor_to_base_ten_is_decided_by_powers_of_ten(value: Fraction, up: int, down: int) -> None:
    found = log_floor(value, "10", Fraction(up, down))
    # found · up/down ≤ log10 value  ⇔  10^(found · up) ≤ value^down
    assert Fraction(10) ** (found * up) <= value**down < Fraction(10) ** ((found + 1) * up)


@pytest.mark.parametrize(
    ("value", "unit", "floor"),
    [("1", "1/1000", 0), ("2", "1/1000", 693), ("10", "1/100000", 230258), ("1/2", "1/100", -70), ("8103/1096", "1", 2)],
)
def test_log_floor_to_base_e_gives_known_figures(value: str, unit: str, floor: int) -> None:
    assert log_floor(Fraction(value), "e", Fraction(unit)) == floor


@given(
    positive, st.integers(2, 4), st.sampled_from(["half up", "half even", "up", "down"]),
    st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 4), Fraction(2)]),
)  # fmt: skip
def test_rounded_root_is_the_multiple_that_its_mode_means(value: Fraction, degree: int, mode: t.Mode, unit: Fraction) -> None:
    expr = rounded_inexact(RootOf(c.Literal(value), degree), _to(mode, unit), Steps({}))
    found = evaluate(expr, {}, [])
    assert isinstance(found, Fraction)
    units = found / unit
    assert units.denominator == 1

    def compared(number: Fraction) -> int:
        """Whether a multiple of the unit is below the root (−1), at it, or above."""
        power = (number * unit) ** degree
        return (power > value) - (power < value)

    match mode:
        case "down":
            assert compared(units) <= 0 < compared(units + 1)
        case "up":
            assert units == 0 or compared(units - 1) < 0 <= compared(units)
        case _:
            half = Fraction(1, 2)
            below, above = (compared(units - half) if units else -1), compared(units + half)
            assert below <= 0 <= above
            if mode == "half up":
                assert above > 0
            elif 0 in (below, above):
                assert units % 2 == 0
    reach = range_of(expr, {}, [])
    assert reach.low is not None and reach.high is not None
    assert reach.low <= found <= reach.high


@given(positive, st.sampled_from(["10", "e"]), st.sampled_from([Fraction(1), Fraction(1, 100), Fraction(1, 4)]))
def test_rounded_logarithm_up_and_down_go_by_the_magnitude(value: Fraction, base: t.Base, unit: Fraction) -> None:
    def rounded(mode: t.Mode) -> Fraction:
        found = evaluate(rounded_inexact(LogOf(c.Literal(value), base), _to(mode, unit), Steps({})), {}, [])
        assert isinstance(found, Fraction)
        return found

    floor = log_floor(value, base, unit) * unit
    exact = value == 1 or (base == "10" and Fraction(10) ** int(floor) == value)
    ceiling = floor if exact else floor + unit
    assert rounded("down") == (floor if value >= 1 else ceiling)
    assert rounded("up") == (ceiling if value >= 1 else floor)
    assert rounded("half up") in (floor, ceiling)
    assert rounded("half even") in (floor, ceiling)


def _to(mode: t.Mode, unit: Fraction) -> t.Rounding:
    return t.Rounding(mode, 0, multiple=unit, span=HERE)
