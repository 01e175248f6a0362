"""Values that are given in steps are looked at in a type in which the look itself cannot wrap."""

import pyarrow as pa

import rubric_dsl as rd
from rubric_dsl.table import scoring

RUBRIC = """rubric steps-1
  total 10, published rounded half up to 2 decimals
metrics
  paid  number from 0 in steps of 1.5
given: 10 points
  paid ≥ 3 → 10; otherwise 0
"""


def test_a_value_off_its_step_is_found_where_32_bits_would_wrap(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(scoring, "FEW", 0)
    table = pa.table({"paid": pa.array([1_073_741_825, 1_073_741_826, 3, 4], pa.int32())})
    found = rd.loads(RUBRIC).score_table(table)
    assert found["outcome"].to_pylist() == ["error", "scored", "scored", "error"]
    assert found["reason"].to_pylist()[0] == "paid: not in steps of 1.5 from 0 (RB0529)"
