"""Subjects whose account was once wrong, or never came."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import rubric_dsl as rd
from rubric_dsl.explanation.account import Line

HEAD = """\
rubric r
  total 100, published rounded half up to 2 decimals
metrics
"""


def line(text: str, subject: dict[str, Any], path: str = "s") -> Line:
    account = rd.loads(HEAD + text).evaluate(subject).account()
    return next(one for one in account.lines if one.path == path)


def test_section_is_told_anew_where_another_subject_has_the_same_raw_figures() -> None:
    rubric = rd.loads(f"{HEAD}  a mark 0 to 100\ns: 100 points\n  judged: a (100 points)\n")
    for given, points in ((1, "1"), (Fraction(100), "100"), (Decimal("0.001"), "1/1000"), (100, "100")):
        lines = rubric.evaluate({"a": given}).account().lines
        assert [one.points for one in lines] == [points, points]


def test_next_stays_in_the_range_of_its_metric() -> None:
    told = line("  a mark 0.001 to 30.281\ns: 100 points\n  a × 3, capped\n", {"a": Decimal("30.281")})
    assert told.next is None


def test_next_is_the_fewest_whole_steps_that_gain() -> None:
    # from 68.5 down to 0.01; the points come at 1 or less: 68 whole steps are enough, 68.49 are not needed
    told = line("  a amount from 0.01\ns: 100 points\n  a ≤ 1 → 100\n", {"a": Fraction(137, 2)})
    assert told.next is not None
    assert Fraction(told.next.to) <= 1
    assert Fraction(137, 2) - Fraction(told.next.to) <= 68


def test_next_comes_for_a_value_finer_than_a_hundredth() -> None:
    told = line("  a number\ns: 100 points\n  a, at most 100, may go below 0\n", {"a": Decimal("1.005")})
    assert told.next is not None
    assert Fraction(told.next.gain) == Fraction(told.next.to) - Fraction("1.005")


def test_next_gains_what_it_says_where_the_points_rise_and_fall() -> None:
    rubric = rd.loads(
        f"{HEAD}  a amount\ns: 100 points\n  5, −4 per started 0.5 a, +5 per a in proportion, capped\n"
    )
    subject = {"a": Decimal("353.21")}
    told = rubric.evaluate(subject).account().lines[0]
    if told.next is not None:
        moved = rubric.evaluate({"a": Fraction(told.next.to)}).total
        assert moved - rubric.evaluate(subject).total == Fraction(told.next.gain)


def test_next_step_that_would_exclude_the_subject_is_not_told() -> None:
    rubric = rd.loads(
        'rubric a\n  total 20\n  excluded if talks is 11 or (talks > 12 and late) "so many"\n'
        "metrics\n  talks count 0 to 20\n  late yes/no\nwork: 20 points\n  talks\n"
    )
    told = {
        (talks, late): [line.next and line.next.to for line in rubric.evaluate({"talks": talks, "late": late}).account().lines]
        for talks, late in [(9, True), (10, True), (12, True), (12, False)]
    }
    assert told == {(9, True): ["10"], (10, True): ["12"], (12, True): [None], (12, False): ["13"]}


def test_next_step_keeps_to_the_steps_in_which_a_metric_is_given() -> None:
    rubric = rd.loads(
        "rubric a\n  total 20, published rounded half up to 2 decimals\nmetrics\n"
        "  mark_given mark 2.297 to 41.797 in steps of 39.5\nwork: 20 points\n  20 − mark_given / 10, at least 0\n"
    )
    for now, to in [("41.797", "2297/1000"), ("2.297", None)]:
        (line,) = rubric.evaluate({"mark_given": Decimal(now)}).account().lines
        assert (line.next and line.next.to) == to
