"""Generated code gives what the interpreter gives: each published figure, each exact one, each step of a trace."""

from __future__ import annotations

import datetime
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.python.functions import publication
from rubric_dsl.evaluators.python.leaves import compile_leaves
from rubric_dsl.evaluators.python.scales import scaled
from rubric_dsl.inputs.admission import reason_of
from rubric_dsl.inputs.values import is_missing
from rubric_dsl.plan.interpret import interpret
from rubric_dsl.plan.rounding import units_of
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from tests.properties.rubrics import trees
from tests.properties.subjects import Value, by_id, exactly, excluded, meant, measured, subjects

WIDE = Context(prec=200)
languages = st.sampled_from(["en", "zh"])


def published(rubric: rd.Rubric, total: Value) -> Decimal:
    """A total as the rubric publishes it."""
    how = publication(rubric.plan)
    found = units_of(Fraction(total), how.mode, how.unit) * how.unit
    return Decimal(int(found * 10**how.places)).scaleb(-how.places, WIDE)


def in_other_forms(value: Any) -> Any:
    """The same subject in numbers that the fast path does not take."""
    if isinstance(value, dict):
        return {name: in_other_forms(one) for name, one in value.items()}
    if isinstance(value, list):
        return [in_other_forms(one) for one in value]
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day)
    if is_missing(value):
        return None
    return value if isinstance(value, bool | str) else Fraction(meant(value))


def given_grade(rubric: rd.Rubric, tree: t.Rubric, steps: list[Value]) -> str | None:
    """The grade as a person would find it: the first that is reached, then every limit in its order."""
    grades, graded = rubric.plan.rubric.grades, rubric.plan.graded
    if grades is None or graded is None or tree.grades is None:
        return None
    by = Fraction(steps[graded.by])
    if grades.by == "published":
        assert by == Fraction(published(rubric, steps[rubric.plan.total]))
    names = [one.name.id for one in tree.grades.grades]
    sure = [one.condition is None for one in grades.grades]
    reached = [
        one.bar is None
        or {"≥": by >= one.bar, ">": by > one.bar, "≤": by <= one.bar, "<": by < one.bar}[one.relation]
        for one in grades.grades
    ]
    first = int(steps[graded.first])
    assert reached[first]
    assert not any(sure[place] and reached[place] for place in range(first))
    place = first
    for limit, applied in zip(grades.limits, graded.limits, strict=True):
        at = names.index(limit.grade.text)
        if applied.condition is not None and steps[applied.condition]:
            place = {"at most": max(at, place), "at least": min(at, place), "fixed at": at}[limit.kind]
    return names[place]


@given(trees(), st.data())
def test_generated_code_agrees_with_the_interpreter(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = rd.loads(format_rubric(tree, data.draw(languages)))
    for subject in data.draw(st.lists(subjects(rubric), min_size=1, max_size=4)):
        steps = interpret(rubric.plan, measured(rubric, subject))
        total = steps[rubric.plan.total]
        for given_as in (subject, in_other_forms(subject)):
            if excluded(rubric, subject):
                first = next(place for place, step in enumerate(rubric.plan.exclusions) if steps[step])
                with pytest.raises(rd.ExcludedError) as refusal:
                    rubric.score(given_as)
                result = rubric.evaluate(given_as)
                assert refusal.value.place == first
                assert (result.outcome, result.total, result.published) == ("excluded", None, None)
                assert result.reason == str(reason_of(rubric.plan, first))
                assert all(result[node.path].points is None for node in rubric.criteria)
                continue
            score = rubric.score(given_as)
            assert str(score) == str(published(rubric, total))
            result = rubric.evaluate(given_as)
            assert result.total == total
            assert str(result.published) == str(score)
            assert result.reached == given_grade(rubric, tree, steps)
            scarce = {one.name.id for one in tree.grades.grades if one.quota} if tree.grades else set()
            assert result.grade == (None if result.reached in scarce else result.reached)
            for node in rubric.criteria:
                found = result[node.path]
                assert found.points == steps[rubric.plan.points[node.path]]
                maximum = rubric.plan.maxima.get(node.path)
                applicable = rubric.plan.applicable.get(node.path)
                most = node.points if maximum is None else steps[maximum]
                assert found.max == (most if applicable is None or steps[applicable.step] else 0)
                assert found.lost == found.max - found.points
            for step, value in zip(rubric.plan.steps, steps, strict=True):
                seen = result._raw[step.index] if step.truth else result._value(step.index)
                assert seen == value
            seen = exactly({name: result._input(name) for name in rubric.metrics})
            assert seen == by_id(rubric, exactly(subject))


@given(trees(), st.data())
def test_generated_code_of_one_criterion_agrees(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = rd.loads(format_rubric(tree, "en"))
    leaves = compile_leaves(rubric.plan)
    subject = measured(rubric, data.draw(subjects(rubric)))
    steps = interpret(rubric.plan, subject)
    for path, leaf in leaves.items():
        given_as = [
            None if name not in subject else scaled(rubric.metrics[name], subject[name]) for name in leaf.metrics
        ]
        assert Fraction(leaf.points(*given_as)) / leaf.scale == steps[rubric.plan.points[path]]


@given(trees(1), st.data())
def test_generated_code_takes_metrics_by_either_name(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = rd.loads(format_rubric(tree, "zh"))
    subject = data.draw(subjects(rubric))
    if excluded(rubric, subject):
        return
    named = {rubric.metrics[name].labels.alias or name: value for name, value in subject.items()}
    assert rubric.score(named) == rubric.score(subject)
    assert rubric.evaluate(named).total == rubric.evaluate(subject).total
