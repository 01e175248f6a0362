"""Subjects of the two annexes for tests: generated ones that keep to the edges; sweeps along each metric."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.oracle.annexes import COUNTS, FLAGS, MARKS, Annex

EDGES = {
    "matchmaking_events": [0, 1, 2, 3, 4, 9, 10, 11],
    "late_or_missing_reports": [0, 1, 9, 10, 11, 40],
    "enterprise_participations": [0, 1, 799, 800, 801, 899, 900, 901, 1800],
    "online_deals": [0, 1, 99, 100, 101],
    "local_industrial_firms": [0, 1, 9, 10, 11, 999, 1000, 1001, 1111, 2778],
    "registrations_done": [0, 1, 35, 36, 37, 71, 72, 73],
    "registrations_target": [1, 2, 3, 37, 71, 72, 73],
    "top_honours": [0, 1, 2, 3],
    "star_honours": [0, 1, 2, 3, 4],
    "media_and_awards": [0, 1, 2, 5, 6],
}
"""Where a rule of either annex changes its mind, and the values beside it; activities have 0 to 6."""


def edges(metric: str) -> list[int]:
    """The telling values of a count."""
    return EDGES.get(metric, list(range(7)))


def counts(metric: str) -> st.SearchStrategy[int]:
    """Mostly an edge, sometimes anything in range."""
    least = 1 if metric == "registrations_target" else 0
    return st.sampled_from(edges(metric)) | st.integers(least, 5_000) | st.integers(least, 10**12)


def marks(most: int) -> st.SearchStrategy[Any]:
    """Every kind of number that a mark may come as: whole, decimal, float, fraction, short and long."""
    whole = st.integers(0, most)
    hundredths = st.integers(0, 100 * most)
    return st.one_of(
        whole,
        hundredths.map(lambda number: Decimal(number).scaleb(-2)),
        hundredths.map(lambda number: number / 100),
        st.integers(0, most * 10**9).map(lambda number: Decimal(number).scaleb(-9)),
        st.floats(0, most, allow_subnormal=False).filter(lambda number: number == 0 or number > 1e-12),
        st.integers(0, 37 * most).map(lambda number: Fraction(number, 37)),
    )


def subjects(annex: Annex) -> st.SearchStrategy[dict[str, Any]]:
    """Valid subjects of an annex, every metric present."""
    return st.fixed_dictionaries(
        {name: marks(most) for name, most in MARKS.items()}
        | {name: counts(name) for name in COUNTS[annex]}
        | {name: st.booleans() for name in FLAGS[annex]}
    )


def full_marks(annex: Annex) -> dict[str, Any]:
    """The subject that reaches everything."""
    reached = dict.fromkeys(COUNTS[annex], 10) | {"late_or_missing_reports": 0}
    return {**MARKS, **reached, **dict.fromkeys(FLAGS[annex], True)}


def nothing_done(annex: Annex) -> dict[str, Any]:
    """The subject that reaches nothing."""
    missed = dict.fromkeys(COUNTS[annex], 0)
    missed |= {"registrations_target": 72, "local_industrial_firms": 5_000, "late_or_missing_reports": 10}
    return {**dict.fromkeys(MARKS, 0), **missed, **dict.fromkeys(FLAGS[annex], False)}


def half_way(annex: Annex) -> dict[str, Any]:
    """The subject whose every criterion gives some of its points."""
    reached = dict.fromkeys(COUNTS[annex], 1)
    reached |= {"registrations_done": 71, "registrations_target": 72, "late_or_missing_reports": 3}
    reached |= {"enterprise_participations": 613, "online_deals": 50, "local_industrial_firms": 1_234}
    return {
        **{name: Decimal(most) / 4 for name, most in MARKS.items()},
        **reached,
        **dict.fromkeys(FLAGS[annex], True),
    }


def edge_subjects(annex: Annex) -> Iterator[dict[str, Any]]:
    """From full marks, nothing and half way: one metric at a time through all its telling values."""
    for start in (full_marks(annex), nothing_done(annex), half_way(annex)):
        yield start
        for name, most in MARKS.items():
            for mark in (0, most, Decimal("0.01"), most - 0.01, Fraction(most, 3)):
                yield start | {name: mark}
        for name in COUNTS[annex]:
            for count in edges(name):
                yield start | {name: count}
        for name in FLAGS[annex]:
            for flag in (False, True):
                yield start | {name: flag}
