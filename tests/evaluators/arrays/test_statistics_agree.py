"""Both passes over columns, the statistics of all and then the scores, give what the interpreter gives."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl.evaluators.arrays.columns import TooWide
from rubric_dsl.evaluators.arrays.scoring import ArrayScorer
from rubric_dsl.evaluators.arrays.statistics import OddRows, Statistics
from rubric_dsl.evaluators.whole.expressions import NotWhole
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import NobodyLeft, Ranked, excluded_before, holds_early, known_of
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
        # some are in no column: what they give is added as it is
        apart = [place for place in left if data.draw(st.booleans())]
        belongs = members.belongs.copy()
        belongs[apart] = False
        try:
            found_out = passes.known(columns, belongs, [rows[place] for place in apart])
        except NobodyLeft:
            assert known is None
            return
        except OddRows as odd:
            assert not (odd.rows & ~belongs).any()
            return
        assert known is not None
        again = found_out.of_all(plan, len(left)).values
        assert again.keys() == known.values.keys()
        for step, value in known.values.items():
            other = again[step]
            if isinstance(value, Ranked):
                assert isinstance(other, Ranked)
                assert (list(other.values), other.first) == (list(value.values), value.first)
            else:
                assert other == value
        scorer = ArrayScorer(plan, exact=True, known=found_out.values, ranks=found_out.ranks)
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
