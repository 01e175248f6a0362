"""Rubrics at the edges of what engines do alike, each with rows: the names, the sizes, the signs, the days."""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from typing import Any

from attrs import field, frozen

import rubric_dsl as rd
from rubric_dsl.evaluators.sql.options import ColumnType
from tests.evaluators.sql.tables import Row


@frozen
class Corner:
    """A rubric and rows for it."""

    name: str
    text: str
    rows: tuple[Row, ...]
    types: dict[str, ColumnType] = field(factory=dict)

    @property
    def rubric(self) -> rd.Rubric:
        """Compiled."""
        return rd.loads(self.text, name=f"{self.name}.rubric")


def crossed(**values: Any) -> tuple[Row, ...]:
    """Every combination of values."""
    return tuple(dict(zip(values, row, strict=True)) for row in itertools.product(*values.values()))


DAYS = [
    datetime.date(2023, 4, 24),
    datetime.date(2023, 5, 6),
    datetime.date(2023, 5, 31),
    datetime.date(2023, 6, 1),
]

CORNERS = (
    Corner(
        "names",
        """rubric names
  total 60, published rounded half up to 2 decimals
metrics
  select  = 选择          count
  「group by」            mark 0 to 10
  「it's "so" \\ `no`」    yes/no
  「名 称」                choice of 「from」 = 从, 「o'clock」, 「a\\b」
order = 「顺 序」: 20 points
  +2 per select, at most 20
「where」 “SELECT * FROM t; -- '”: 10 points
  judged: 「group by」
table: 30 points
  「end」: 10 points
    「it's "so" \\ `no`」 → 10
  「published total」: 20 points
    by 「名 称」: from 20, 「o'clock」 10, 「a\\b」 5
""",
        crossed(
            select=[None, 3, 40],
            **{
                "group by": [Decimal("7.25"), Decimal("-1")],
                'it\'s "so" \\ `no`': [True, None],
                "名 称": ["从", "o'clock", "a\\b", "A\\B", None],
            },
        ),
    ),
    Corner(
        "wide",
        """rubric wide
  total 30, published rounded half even to 2 decimals
metrics
  a count
  b count
  c count from 1
  d count from 1
share: 30 points
  (a × b) / (c × d) ≥ 100% → 30, otherwise in proportion
""",
        crossed(a=[0, 7, 10**9], b=[1, 999_999_937], c=[1, 10**9 - 1], d=[3, 10**9, 10**13, 10**18 + 1]),
    ),
    Corner(
        "signs",
        """rubric signs
  total 20, published rounded half even to 0 decimals
metrics
  gain   number from -1000 to 1000
  steps  number from -50 to 50 in steps of 0.25
level: 10 points
  (gain / 7 rounded down to a multiple of 0.3), at most 10, at least −4, may go below 0
change: 10 points
  (gain × steps / 3 rounded half even to 1 decimal) − 2.5, at most 10, at least −10, may go below 0
""",
        crossed(
            gain=[
                Decimal(text) for text in ("-1000", "-7.07", "-0.01", "0", "0.35", "6.99", "1000", "1000.01")
            ],
            steps=[Decimal(text) for text in ("-50", "-0.25", "0", "0.3", "50", "50.25")],
        ),
    ),
    Corner(
        "floors",
        """rubric floors
  total 30, published rounded half up to 2 decimals
metrics
  side    count
  people  count 1 to 100000
  volume  amount 0 to 1000
root: 10 points
  (side ^ (1/2) rounded down to 1 decimal), at most 10
size: 10 points
  (log10 people rounded half up to 1 decimal), at most 10
cube: 10 points
  (volume ^ (2/3) rounded up to a whole number), at most 10
""",
        crossed(
            side=[0, 1, 2, 24, 25, 99, 100, 10**9, None],
            people=[1, 2, 999, 1000, 31_622, 31_623, 100_000],
            volume=[Decimal(text) for text in ("0", "0.01", "26.99", "27", "27.01", "31.62", "31.63")],
        ),
    ),
    Corner(
        "days",
        """rubric office
  calendar Monday to Friday
  days off 2023-05-01 to 2023-05-03, 2023-05-15
  days on 2023-05-06
  total 10
metrics
  asked     date from 2023-04-24 to 2023-05-31
  answered  date from 2023-04-24 to 2023-05-31
quick: 5 points
  working days from asked (excluded) to answered (included) ≤ 2 days → 5
slow: 5 points
  5, −1 per (working days from asked (excluded) to answered (included)), capped
""",
        crossed(
            asked=[*DAYS, None], answered=[*DAYS, datetime.date(2023, 4, 23), datetime.date(9999, 12, 31)]
        ),
    ),
    Corner(
        "missing",
        """rubric missing
  total 30, published rounded half up to 1 decimal
  excluded if withdrew "withdrew; 'midway'" “中途退出”
  excluded if last_year ≥ 900 "too large"
metrics
  withdrew   yes/no
  last_year  count 0 to 1000
  this_year  amount 0 to 1000 if missing last_year
  style      mark 0 to 10
  extra      count if missing 3
growth: 10 points
  this_year ≥ 500 → 10, otherwise in proportion
style_points: 10 points
  judged: style 7 to 10
more: 10 points
  +1 per extra, at most 10
""",
        crossed(
            withdrew=[True, False, None],
            last_year=[None, 300, 900, 1001],
            this_year=[None, Decimal("499.99"), Decimal("499.999")],
            style=[None, Decimal("6.5"), Decimal("8")],
            extra=[None, 2],
        ),
    ),
    Corner(
        "floats",
        """rubric floats
  total 20, published rounded half up to 2 decimals
metrics
  part   amount 0 to 100
  whole_part  amount from 0.01
  done   count
share: 10 points
  part / whole_part ≥ 100% → 10, otherwise in proportion
given: 10 points
  +0.1 per done, at most 10
""",
        crossed(
            part=[0.285, 0.29, 8.55, 100.0, 100.01, -0.01, float("inf"), None],
            whole_part=[0.1 + 0.2, 0.3, 1e22, 8.55, 1234567890.12],
            done=[3.0, 2.5, 1e18, 2.0**60],
        ),
        {"part": "float", "whole_part": "float", "done": "float"},
    ),
    Corner(
        "steps",
        """rubric steps
  total 30, published rounded half up to 2 decimals
metrics
  heads  count from 3 in steps of 7
  part   amount from 1 in steps of 0.25
  rest   number in steps of 0.5
first: 10 points
  +1 per full 10 heads, at most 10
second: 10 points
  +1 per full 10 part, at most 10
third: 10 points
  +1 per full 10 rest, at least 0, at most 10
""",
        crossed(
            heads=[10, 11, 10**18 + 1, 10**18 + 2, 10**18 + 8, 2**62, None],
            part=[1, 100, 10**17, 10**18 + 1, 2**62],
            rest=[
                Decimal(text)
                for text in ("7.5", "-7.25", "1000000000000000000.5", "-1000000000000000003.2", "-1E+19")
            ],
        ),
        {"part": "integer"},
    ),
)
