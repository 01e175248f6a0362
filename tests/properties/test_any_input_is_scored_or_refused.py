"""Whatever a subject holds: it is scored, or every fault in it is told."""

from __future__ import annotations

import datetime
import enum
from collections import UserDict
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd

RUBRIC = rd.loads("""\
rubric any
  total 50, published rounded half even to 2 decimals
metrics
  a_mark = 考核项  mark 0 to 10
  events = 活动    count of events
  target           count from 1
  sent             yes/no
  balance          number
s: 10 points
  a_mark
t: 10 points
  events / target ≥ 90% → 10, otherwise in proportion
u: 10 points
  sent → 10
v: 10 points
  balance, at most 10, may go below 0
w: 10 points
  10, −1 per started 3 events, capped
""")
RULE = rd.compile_rule("≥10 events → 30, −3 per missing, capped")
GOOD: dict[str, Any] = {"a_mark": 7, "events": 3, "target": 4, "sent": True, "balance": 1}


class Level(enum.IntEnum):
    LOW = 3


class Whole(int):
    pass


class Mute:
    def __repr__(self) -> str:
        raise RuntimeError("says nothing")


class Text(str):
    __slots__ = ()


deep: list[Any] = []
for _ in range(20_000):
    deep = [deep]

ODD: list[Any] = [
    None, "", "8", "八", "\ud800", b"8", bytearray(b"8"), [], {}, (), set(), [1], deep, Mute(), Level.LOW, Whole(3), 1j, True, False,
    Ellipsis, int, len, datetime.date(2023, 1, 1), 10**18, 10**18 + 1, -(10**18), 10**5000, -(10**5000), [10**5000],
    Fraction(10**5000), Fraction(1, 10**5000), Fraction(10**5000, 3), Decimal("1E+999999"), Decimal("-1E+999999"),
    Decimal("1E-999999"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-0"), Decimal("0E+100"), Decimal("0E-100"),
    Decimal(10) ** 60, Decimal("1." + "0" * 200), float("nan"), float("inf"), -float("inf"), -0.0, 5e-324, 1e300, 1e18, 0.1 + 0.2,
]  # fmt: skip
odd_values = st.integers(0, len(ODD) - 1).map(ODD.__getitem__)  # by number: some of them cannot be printed
json_like: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below, max_size=3),
    max_leaves=8,
)
numbers = st.integers(-(10**20), 10**20) | st.floats() | st.decimals() | st.fractions()
any_value = st.one_of(odd_values, numbers, json_like)
keys = st.sampled_from(
    [
        *GOOD,
        "考核项",
        "活动",
        "evnts",
        Text("events"),
        "x",
        "",
        1,
        None,
        b"events",
        (1, 2),
        "\ud800",
        "长" * 999,
    ]
)


def scored_or_refused(subject: Any) -> None:
    """A score, or the one exception for faults in the input, which can be worded; both ways say the same."""
    try:
        score = RUBRIC.score(subject)
    except rd.MetricError as error:
        assert str(error)
        assert error.report("zh")
        assert all(one.span is None for one in error.diagnostics)
        score = None
    try:
        result = RUBRIC.evaluate(subject)
    except rd.MetricError as error:
        assert str(error)
        assert score is None
    else:
        assert result.published == score
        assert str(result.published) == str(score)
        assert result.explain()
    try:
        assert isinstance(RULE.score(subject), Fraction)
    except rd.MetricError as error:
        assert str(error)


@given(st.sampled_from(list(GOOD)), any_value)
def test_any_value_is_scored_or_refused(name: str, value: Any) -> None:
    scored_or_refused({**GOOD, name: value})


@given(st.dictionaries(keys, any_value, max_size=7))
def test_any_mapping_is_scored_or_refused(subject: dict[Any, Any]) -> None:
    scored_or_refused(subject)


@given(st.dictionaries(keys, any_value, max_size=2))
def test_any_kind_of_mapping_is_taken_for_what_it_holds(more: dict[Any, Any]) -> None:
    subject = {**GOOD, **more}
    for kind in (MappingProxyType, UserDict):
        scored_or_refused(kind(subject))


@given(any_value)
def test_any_thing_that_is_no_mapping_is_refused(subject: Any) -> None:
    if not isinstance(subject, dict):
        scored_or_refused(subject)
