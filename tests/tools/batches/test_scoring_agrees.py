"""A table scored many rows at a time has what every row has by itself, as `rubric rank` reads it."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.outputs import outputs
from rubric_dsl.tools.batches.opening import open_source
from rubric_dsl.tools.batches.pieces import Source
from rubric_dsl.tools.batches.scoring import Scoring, scoring
from rubric_dsl.tools.subject import evaluator, one_by_one, whole_metric

RUBRIC = rd.loads("""rubric kinds
  total 40, published rounded half up to 2 decimals
  excluded if late "came late"
metrics
  events  count
  judged  mark 0 to 10
  share  amount if missing 0
  late  yes/no
  level  choice of national, local
a: 10 points
  ≥3 events → 10, −3 per missing, capped
b: 10 points
  judged: judged
c: 10 points
  share / 3, at most 10
d: 10 points
  level is national → 10, otherwise 0
""")
CELLS = {
    "events": ["2", "３", "3.0", "8.5", "x", "", "-1", "9" * 25, "1,234", " 4 "],
    "judged": ["4.5", "0.125", "10", "10.01", "１", "", "45%", "1e1", "0.12345678", "1,234"],
    "share": ["0", "1.5", "", "7.77", "100000000000", "12%", "-2", "0.000001", "1e30", "?"],
    "late": ["no", "否", "0", "FALSE", "yes", "", "maybe", "２"],
    "level": ["national", " local ", "", "National", "x"],
}
ROW = st.tuples(*map(st.sampled_from, CELLS.values()))


@given(rows=st.lists(ROW, max_size=12))
def test_scoring_rows_together_is_scoring_each(rows: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["k", *CELLS], *(["x", *row] for row in rows)])
        source = open_source(path)
        assert isinstance(source, Source)
        job = scoring(RUBRIC, source, outputs(RUBRIC.plan, exact=True))
        assert isinstance(job, Scoring)
        found = [row for batch in job.batches() for row in batch.to_pylist()]
    assert len(found) == len(rows) == job.summary.rows
    evaluated = evaluator(RUBRIC)
    for row, cells in zip(found, rows, strict=True):
        result = evaluated({name: cell for name, cell in zip(CELLS, cells, strict=True) if cell.strip()})
        if isinstance(result, tuple):
            assert row["outcome"] == "error"
            assert row["published"] is row["a"] is None
            told = [(whole_metric(one), one.code) for one in one_by_one(result)]
            said = [(one.partition(":")[0], one[-7:-1]) for one in row["reason"].split("; ")]
            assert sorted(said) == sorted(told)
        elif result.outcome == "excluded":
            assert (row["outcome"], row["reason"]) == ("excluded", "came late")
        else:
            assert (row["outcome"], row["reason"]) == ("scored", None)
            assert result.total is not None
            assert (row["published"], row["total_num"], row["total_den"]) == (
                result.published,
                *result.total.as_integer_ratio(),
            )
            assert row["a"] == result["a"].points
