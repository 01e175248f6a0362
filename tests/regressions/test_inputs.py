"""Values that once broke the message about them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import rubric_dsl as rd

RULE = rd.compile_rule("≥10 events → 30, −3 per missing, capped")


class Mute:
    def __repr__(self) -> str:
        raise RuntimeError("says nothing")


def nested(depth: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


@pytest.mark.parametrize(
    "value",
    [Fraction(10**5000), Fraction(10**5000, 3), Fraction(1, 10**5000), [10**5000], nested(100_000), Mute()],
    ids=["long", "long ratio", "small", "long in a list", "nested", "mute"],
)
def test_value_that_cannot_be_written_is_told_of(value: object) -> None:
    for subject in ({"events": value}, {"events": 1, value if isinstance(value, Fraction) else "x": 1}):
        with pytest.raises(rd.MetricError) as caught:
            RULE.score(subject)
        assert str(caught.value)
        assert caught.value.report("zh")
