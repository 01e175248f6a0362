"""Figures in narrow columns."""

from __future__ import annotations

import pytest

from rubric_dsl.rendering.numerals import brief, change, negative, share


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("24", "24"),
        ("-6", "−6"),
        ("15/2", "7.5"),
        ("80/3", "≈26.67"),
        ("-80/3", "≈−26.67"),
        ("1/200", "0.005"),
        ("1/1024", "≈0.00"),
        ("1/3", "≈0.33"),
        ("2/3", "≈0.67"),
    ],
)
def test_brief_shortens_only_what_is_long(exact: str, shown: str) -> None:
    assert brief(exact) == shown


@pytest.mark.parametrize(
    ("exact", "shown"), [("0", "0"), ("5", "+5"), ("-6", "−6"), ("-10/3", "≈−3.33"), ("10/3", "≈+3.33")]
)
def test_change_has_a_sign(exact: str, shown: str) -> None:
    assert change(exact) == shown


@pytest.mark.parametrize(("exact", "turned"), [("0", "0"), ("3/2", "-3/2"), ("-4", "4")])
def test_negative_turns_the_sign(exact: str, turned: str) -> None:
    assert negative(exact) == turned


@pytest.mark.parametrize(
    ("points", "most", "length"),
    [
        ("3", "4", 75.0),
        ("5", "4", 100.0),
        ("-1", "4", 0.0),
        ("1", "3", 33.333),
        ("2", "0", 100.0),
        ("-1", "0", 0.0),
    ],
)
def test_share_stays_on_the_bar(points: str, most: str, length: float) -> None:
    assert share(points, most) == length
