"""A rule without a rubric around it: its fast score is the interpreter's, and what the text says on paper."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, reject
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.plan.interpret import interpret
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell_rule
from tests.properties.on_paper import BeyondPaper, Paper
from tests.properties.rubrics import trees
from tests.properties.subjects import exactly, figures_of, position, taken_by, values

NUMBERS = ("count", "mark", "amount", "number")
languages: st.SearchStrategy[Language] = st.sampled_from(["en", "zh"])


class AsWritten(dict[str, str]):
    """Every word means what it says: nothing is declared."""

    def __missing__(self, word: str) -> str:
        return word

    def __contains__(self, word: object) -> bool:
        return True


@given(trees(0), languages, languages, st.data())
def test_rule_on_its_own_agrees(
    tree: t.Rubric, written: Language, lang: Language, data: st.DataObject
) -> None:
    said = tree.nodes[0].body.rules[0]
    try:
        rule = rd.compile_rule(spell_rule(said, written, {}))
    except (
        rd.RubricError
    ) as error:  # what a name is can be open, or a divisor zero, where nothing is declared
        assert str(error)
        return
    told = figures_of(rule.plan)
    for _ in range(3):
        subject: dict[str, Any] = {
            name: data.draw(values(one, told)) for name, one in taken_by(rule.plan).items()
        }
        exact = exactly(subject)
        points = interpret(
            rule.plan, {name: position(rule.metrics[name], one) for name, one in exact.items()}
        )[rule.plan.total]
        assert rule.score(subject) == points
        assert (
            rule.score(
                {
                    name: Fraction(one) if rule.metrics[name].kind in NUMBERS else subject[name]
                    for name, one in exact.items()
                }
            )
            == points
        )
        worth = rule.max if rule.max is not None else Fraction(10**60)
        try:
            on_paper = Paper(exact, AsWritten()).ruled(said, Fraction(0), worth)
        except BeyondPaper:
            reject()
        assert on_paper == points
        assert rule.explain(subject, lang)
