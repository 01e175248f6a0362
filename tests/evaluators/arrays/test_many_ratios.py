"""Rubrics of many ratios: their common denominator is too large for any type, and each row is scored all the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.arrays.columns import Column
from rubric_dsl.evaluators.arrays.kernels import Kernels
from rubric_dsl.evaluators.arrays.scoring import ArrayScorer
from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.whole.lowering import program_of

RATIOS = 8
COUNTS = st.one_of(
    st.integers(1, 12), st.sampled_from([255, 256, 10**6, 999_999_937, 10**9, 3 * 10**9, 2**36])
)
CAPPED = "  at most 65\n"


def _rubric(cap: bool) -> rd.Rubric:
    names = range(1, RATIOS + 1)
    metrics = "".join(f"  done_{n} count\n  goal_{n} count from 1\n" for n in names)
    criteria = "".join(
        f"\n  part_{n}: 10 points\n    done_{n} / goal_{n} ≥ 100% → 10, otherwise in proportion\n" for n in names
    )
    head = f"rubric ratios\n  total {RATIOS*10}, published rounded half up to 2 decimals\n\nmetrics\n"
    return rd.loads(f"{head}{metrics}\nall_of_it: {RATIOS*10} points\n{CAPPED if cap else ''}{criteria}")


@pytest.mark.parametrize("cap", [False, True])
@given(st.data())
def test_every_row_agrees_or_is_odd(cap: bool, data: st.DataObject) -> None:
    rubric = _rubric(cap)
    row = st.fixed_dictionaries(dict.fromkeys(rubric.metrics, COUNTS))
    subjects: list[dict[str, Any]] = data.draw(st.lists(row, min_size=1, max_size=20))
    columns = {
        name: Column(np.array([one[name] for one in subjects], np.int64)) for name in rubric.metrics
    }
    scored = ArrayScorer(rubric.plan).score(columns, len(subjects))
    odd = np.zeros(len(subjects), bool) if scored.odd is None else scored.odd
    for place, subject in enumerate(subjects):
        if odd[place]:
            continue
        result = rubric.evaluate(subject)
        assert scored.published[place] == result.published * 100
        for path, points in scored.points.items():
            assert points[place] == round_half_up(result[path].points)


def round_half_up(points: Any) -> int:
    """In hundredths."""
    return int((points * 200 + 1) // 2)


def test_what_is_whole_is_never_in_doubt() -> None:
    plan = _rubric(cap=True).plan
    full = {name: Column(np.full(3, 10**9, np.int64)) for name in plan.rubric.metrics}
    assert ArrayScorer(plan).score(full, 3).odd is None


def test_doubts_are_told() -> None:
    """1/3 + 2/3 is 1, and floors of both never come to it: the row is odd, whatever is known of it."""
    plan = _rubric(cap=False).plan
    enclosed = program_of(plan, enclosed=True)
    values = {name: [0 if name.startswith("done") else 3] for name in plan.rubric.metrics}
    values |= {"done_1": [1], "done_2": [2]}
    columns = {name: Column(np.array(one, np.int64)) for name, one in values.items()}
    assert Kernels(enclosed, scales_of(plan)).run(columns, 1).odd.all()
    assert not Kernels(program_of(plan), scales_of(plan)).run(columns, 1).odd.any()
