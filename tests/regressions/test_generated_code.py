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
