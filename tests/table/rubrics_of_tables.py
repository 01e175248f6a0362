"""Small rubrics that the tests of tables share, each with a subject whose points are known."""

from __future__ import annotations

import rubric_dsl as rd

TALKS = rd.loads(
    """rubric talks
  total 40, published rounded half up to 2 decimals
  excluded if withdrew "withdrew midway" "中途退出"
metrics
  events = 活动  count of events
  growth = 增长率  number −100% to 300%
  conduct  mark 0 to 10
  withdrew yes/no if missing no
  level = 级别  choice of national = 国家级, city = 市级
talking: 10 points
  events ≥ 10 → 10, −1 per missing, capped
rising: 10 points
  growth × 10, at least 0, at most 10
behaving: 10 points
  when level is national: judged: conduct 5 to 10
  otherwise: judged: conduct 0 to 8
  at most 10
kinds: 10 points
  by level: national 10, city 5
"""
)
GOOD: dict[str, object] = {"events": 8, "growth": 0.125, "conduct": 7, "level": "city"}
"""8 + 1.25 + 7 + 5 = 21.25"""

CHEAPEST = rd.loads(
    """rubric cheapest
  total 10, published rounded half up to 2 decimals
  cohort of at least 2
metrics
  price = 报价  amount from 1
work: 10 points
  least of price among all / price × 10, at most 10
"""
)

QUOTA = rd.loads(
    """rubric quota
  total 100
grades by the published total
  excellent: ≥ 90, at most 1 subjects, ties on the edge left out
  good: ≥ 60
  rest: otherwise
metrics
  points_given mark 0 to 100 in steps of 1
work: 100 points
  judged: points_given
"""
)
