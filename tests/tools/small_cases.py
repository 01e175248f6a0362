"""A small rubric with two worked cases: the first is as expected, the second is not."""

RUBRIC = """\
rubric small
  total 20, published rounded half up to 2 decimals
metrics
  events  count
work: 20 points
  ≥4 events → 20, −5 per missing, capped
"""
CASES = """\
rubric: small
cases:
- name: all <of> it & “more”
  metrics: {events: 4}
  expect: {work: 20}
- name: three
  metrics: {events: 3}
  expect: {work: 20, total: 15}
"""
