"""How a rule came to its points, in words: one narrator per criterion, made once, told for every subject.

Comes in: a criterion with its steps. Goes out: a function from the values of an evaluation to the
arithmetic with its numbers and the reason for what was lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from attrs import evolve

from rubric_dsl.explanation.telling.award import award
from rubric_dsl.explanation.telling.cases import ToldCase, cases
from rubric_dsl.explanation.telling.formula import formula
from rubric_dsl.explanation.telling.over import over
from rubric_dsl.explanation.telling.tables import bands, line, lookup
from rubric_dsl.explanation.telling.tally import tally
from rubric_dsl.explanation.telling.template import Narrator, Telling, words_of
from rubric_dsl.model.rubric import Criterion, Metric
from rubric_dsl.plan import core as c
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

__all__ = ["Narrator", "narrator", "words_of"]


def narrator(
    node: Criterion,
    steps: tuple[c.Step, ...],
    lang: Language,
    metrics: Mapping[str, Metric],
    derived: Mapping[str, int],
    places: Mapping[Span, int],
) -> Narrator:
    """The narrator of a criterion that has a rule."""
    roles: dict[str, tuple[int, ...]] = {}
    for step in steps:
        roles[step.role] = (*roles.get(step.role, ()), step.index)
    rounded = {step.span: step.index for step in steps if step.role in ("rounded", "fork", "fold")}
    rounded.update(places)
    order = tuple((step.role, step.index) for step in steps)
    telling = Telling(node, lang, metrics, roles, order, derived, rounded)
    rule = node.rule
    match rule:
        case t.Award():
            return award(telling, rule)
        case t.Tally():
            return tally(telling, rule)
        case t.Formula():
            return formula(telling, rule)
        case t.Bands():
            return bands(telling, rule)
        case t.Lookup():
            return lookup(telling, rule)
        case t.Line():
            return line(telling, rule)
        case t.Cases():
            told = []
            for number, row in enumerate(rule.rows):
                own = tuple(step for step in steps if step.branch == number)
                inner = narrator(evolve(node, rule=row.rule), own, lang, metrics, derived, places)
                by_role = {step.role: step.index for step in own}
                earned = by_role["earned"]
                told.append(ToldCase(inner, earned, by_role.get("bounded", earned)))
            return cases(telling, rule, told)
        case t.Over():
            folded = next(step for step in steps if step.role == "earned")
            assert isinstance(folded.expr, c.Fold)
            return over(telling, rule, folded.expr, folded.index)
        case None:
            raise AssertionError("a section has no rule to tell of")
        case _:
            assert_never(rule)
