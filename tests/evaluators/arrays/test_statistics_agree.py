"""Both passes over columns, the statistics of all and then the scores, give what the interpreter gives."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl.evaluators.arrays.columns import TooWide
from rubric_dsl.evaluators.arrays.scoring import ArrayScorer
from rubric_dsl.evaluators.arrays.statistics import Statistics
from rubric_dsl.evaluators.whole.expressions import NotWhole
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import NobodyLeft, excluded_before, holds_early, known_of
from rubric_dsl.plan.interpret import interpret
from rubric_dsl.syntax import tree as t
from tests.evaluators.arrays.columns_of import columns_of
from tests.properties.rubrics import comparing_trees
from tests.properties.subjects import measured, subjects
from tests.properties.test_cohorts_agree import loaded


@given(comparing_trees(), st.data())
def test_two_passes_over_columns_agree_with_the_interpreter(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = loaded(tree, "en")
    plan = rubric.plan
    rows = [measured(rubric, one) for one in data.draw(st.lists(subjects(rubric), min_size=1, max_size=6))]
    columns = columns_of(plan.rubric.metrics, rows)
    try:
        passes = Statistics(plan)
        members = passes.members(columns, len(rows))
        if members.odd.any() or members.refused.any():
            return
        left = [
            place
            for place, one in enumerate(rows)
            if excluded_before(plan, one) is None
            and (plan.admitted is None or holds_early(plan, one, plan.admitted))
        ]
        assert members.belongs.nonzero()[0].tolist() == left
        try:
            known = known_of(plan, [rows[place] for place in left])
        except NobodyLeft:
            known = None
        try:
            values, ranks = passes.known(columns, members.belongs)
        except NobodyLeft:
            assert known is None
            return
        assert known is not None
        told = {step: value for step, value in known.values.items() if isinstance(value, Fraction)}
        assert values == told, (values, told)
        scorer = ArrayScorer(plan, exact=True, known=values, ranks=ranks)
        found = scorer.score(columns, len(rows))
    except (NotWhole, TooWide):
        return
    for place, one in enumerate(rows):
        steps = interpret(plan, {**one, c.COHORT: tuple(rows[each] for each in left)})
        if found.odd is not None and found.odd[place]:
            continue
        out = next((number for number, step in enumerate(plan.exclusions) if steps[step]), -1)
        assert (-1 if found.excluded is None else found.excluded[place]) == out
        if out >= 0:
            continue
        for output in scorer.program.points:
            step = plan.points[output.path]
            if plan.ranges[step].whole:
                assert found.points[output.path][place] == steps[step]
        assert found.exact is not None
        assert Fraction(*(int(part[place]) for part in found.exact)) == steps[plan.total]
