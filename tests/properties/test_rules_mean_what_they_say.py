"""A rubric scores what a person would work out from its text: the whole way against the text alone."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction

from attrs import evolve
from hypothesis import given, reject
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from tests.properties.on_paper import BeyondPaper, worked_out
from tests.properties.rubrics import trees
from tests.properties.subjects import exactly, excluded, subjects

ROUNDING = {"half up": ROUND_HALF_UP, "half even": ROUND_HALF_EVEN, "up": ROUND_UP, "down": ROUND_DOWN}


def published(total: Fraction, rounding: t.Publication) -> Decimal:
    """A total published by Python's own decimal arithmetic: far more digits than it has, then rounded once."""
    wide = Context(prec=400)
    if rounding.multiple is not None:
        how_many = published(total / rounding.multiple, evolve(rounding, multiple=None, places=0))
        multiple = wide.divide(Decimal(rounding.multiple.numerator), Decimal(rounding.multiple.denominator))
        return wide.multiply(how_many, multiple)
    near = wide.divide(Decimal(total.numerator), Decimal(total.denominator))
    if rounding.multiple is not None:
        multiple = wide.divide(Decimal(rounding.multiple.numerator), Decimal(rounding.multiple.denominator))
        return wide.multiply(
            wide.divide(near, multiple).quantize(Decimal(1), ROUNDING[rounding.mode], wide), multiple
        )
    unit = Decimal(1).scaleb(-rounding.places, wide)
    return near.quantize(unit, ROUNDING[rounding.mode], wide)


@given(trees(), st.sampled_from(["en", "zh"]), st.data())
def test_rules_mean_what_they_say(tree: t.Rubric, lang: Language, data: st.DataObject) -> None:
    rubric = rd.loads(format_rubric(tree, lang))
    for subject in data.draw(st.lists(subjects(rubric), min_size=1, max_size=4)):
        if excluded(rubric, subject):
            continue
        if exactly(subject).keys() != rubric.metrics.keys():
            continue  # what stands for a missing value is held against the interpreter elsewhere
        try:
            total, points = worked_out(tree, exactly(subject))
        except BeyondPaper:
            reject()
        result = rubric.evaluate(subject)
        assert {node.path: result[node.path].points for node in rubric.criteria} == points
        assert result.total == total
        assert tree.publication is not None
        assert rubric.score(subject) == published(total, tree.publication)
