"""Array code gives what the interpreter gives for every row that it takes, whatever its type of number."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.arrays.columns import TooWide
from rubric_dsl.evaluators.arrays.scoring import ArrayScorer
from rubric_dsl.evaluators.python.functions import publication
from rubric_dsl.evaluators.whole.expressions import NotWhole
from rubric_dsl.plan.admission import excluded_by
from rubric_dsl.plan.interpret import interpret
from rubric_dsl.plan.rounding import units_of
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from tests.evaluators.arrays.columns_of import columns_of
from tests.properties.rubrics import trees
from tests.properties.subjects import measured, subjects


def agree(rubric: rd.Rubric, rows: list[Any], exact: bool, threads: int = 1) -> int:
    """Hold every row against the interpreter; how many were taken."""
    plan = rubric.plan
    scorer = ArrayScorer(plan, exact=exact)
    found = scorer.score(columns_of(plan.rubric.metrics, rows), len(rows), threads)
    how, taken = publication(plan), 0
    for place, values in enumerate(rows):
        steps = interpret(plan, values)
        excluded = excluded_by(plan, steps)
        refused = any(steps[one.step] for one in plan.refusals)
        if found.odd is not None and found.odd[place]:
            continue
        taken += 1
        assert excluded is not None or not refused
        assert (None if found.excluded is None or found.excluded[place] < 0 else found.excluded[place]) == excluded
        for output in scorer.program.points:
            step = plan.points[output.path]
            whole = output.places == 0 and plan.ranges[step].whole
            rounded = steps[step] if whole else units_of(steps[step], how.mode, how.unit) * how.unit
            assert Fraction(int(found.points[output.path][place]), 10**output.places) == rounded, output.name
        published = units_of(steps[plan.total], how.mode, how.unit) * how.unit
        assert Fraction(int(found.published[place]), 10**how.places) == published
        if found.exact is not None:
            assert Fraction(*(int(part[place]) for part in found.exact)) == steps[plan.total]
        if plan.graded is not None:
            assert found.grade is not None
            assert found.grade[place] == steps[plan.graded.grade]
    return taken


@given(trees(), st.booleans(), st.data())
def test_array_code_agrees_with_the_interpreter(tree: t.Rubric, exact: bool, data: st.DataObject) -> None:
    rubric = rd.loads(format_rubric(tree, "en"))
    drawn = data.draw(st.lists(subjects(rubric), min_size=0, max_size=12))
    rows = [measured(rubric, subject) for subject in drawn]
    try:
        agree(rubric, rows, exact)
    except (NotWhole, TooWide):
        return


@pytest.mark.parametrize("name", rd.resources.builtin_names())
def test_array_code_takes_every_rubric_that_comes_along(name: str) -> None:
    rubric = rd.builtin(name)
    if rubric.compares:
        return
    assert ArrayScorer(rubric.plan).program.points
