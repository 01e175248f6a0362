"""Rubrics whose generated code was once wrong or could not be made."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import rubric_dsl as rd


@pytest.mark.parametrize(
    ("rule", "total"),
    [
        ("a / (5 / b), capped", Fraction(6, 5)),  # 3 / (5/2)
        ("a / (5 / n), may go below 0, at most 10", Fraction(-12, 5)),  # 3 / (5/−4)
        ("1 / (1 / (2 / (3 / b))), capped", Fraction(4, 3)),  # 2 / (3/2)
    ],
)
def test_divisor_that_is_a_number_over_a_metric_is_divided_by(rule: str, total: Fraction) -> None:
    rubric = rd.loads(f"""\
rubric r
  total 10, published rounded half up to 4 decimals
metrics
  a number 1 to 10
  b number 1 to 10
  n number −9 to −1
s: 10 points
  {rule}
""")
    subject = {"a": 3, "b": 2, "n": -4}
    assert rubric.evaluate(subject).total == total
    assert rubric.score(subject) == round(Decimal(total.numerator) / total.denominator, 4)


def test_a_choice_read_as_points_is_so_inside_a_list_too() -> None:
    """The variable held points, and the entries of a list took it for a place in the row."""
    rubric = rd.loads(
        "rubric r\n  total 100, published rounded half up to 1 decimal\nmetrics\n"
        "  level choice of low, high\n  marks list of at most 9 count 0 to 3\n"
        "all: 100 points\n  sum over marks: by level: low 7, high 9\n  at most 100\n"
    )
    for level, each in (("low", 7), ("high", 9)):
        subject = {"level": level, "marks": [1, 2, 3]}
        assert rubric.score(subject) == rubric.evaluate(subject).total == 3 * each
