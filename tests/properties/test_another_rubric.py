"""The score under another rubric: generated files of one folder, against the other rubric scored by itself."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.plan.interpret import interpret
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from tests.properties.rubrics import trees
from tests.properties.subjects import measured, subjects

OUTER = """rubric outer-of-them
  total {total}, published rounded half up to 6 decimals
its_score_here: {total} points
  score of "inner.rubric", at most {total}, may go below 0
"""
languages: st.SearchStrategy[Language] = st.sampled_from(["en", "zh"])


def can_be_part(tree: t.Rubric) -> bool:
    """Whether another rubric may take the score: nobody is excluded, and it is always out of the same points."""
    return not tree.exclusions and (tree.policy is None or tree.policy.way != "drop")


@given(trees(1).filter(can_be_part), languages, st.data())
def test_score_of_another_is_what_the_other_publishes(tree: t.Rubric, lang: Language, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        inner_file, outer_file = Path(folder) / "inner.rubric", Path(folder) / "outer.rubric"
        inner_file.write_text(format_rubric(tree, lang), "utf-8")
        inner = rd.load(inner_file)
        # whatever a rounding makes of the most that it gives stays below this
        total = (inner.plan.rubric.total + 100).__ceil__()
        outer_file.write_text(OUTER.format(total=total), "utf-8")
        outer = rd.load(outer_file)
    assert set(outer.metrics) == set(inner.metrics)
    for subject in data.draw(st.lists(subjects(inner), min_size=1, max_size=3)):
        result = outer.evaluate(subject)
        expected = min(Fraction(inner.score(subject)), Fraction(total))
        assert result.total == expected
        assert Fraction(outer.score(subject)) == round(expected * 10**6) / Fraction(10**6) or expected.denominator > 10**6
        assert interpret(outer.plan, measured(outer, subject))[outer.plan.total] == expected
        for reader in ("en", "zh"):
            account = result.account(reader)
            assert inner.hash[:12] in "".join(account.lines[0].arithmetic)
