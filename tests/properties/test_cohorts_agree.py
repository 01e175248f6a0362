"""A cohort gives each subject what the interpreter gives it among all, in whatever order the subjects come."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import NobodyLeft, excluded_before, holds_early, known_of
from rubric_dsl.plan.interpret import interpret
from rubric_dsl.plan.others import Others
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from tests.properties.rubrics import comparing_trees
from tests.properties.subjects import measured, subjects
from tests.properties.test_generated_code_agrees import in_other_forms, published

languages = st.sampled_from(["en", "zh"])


CLASHES = {"RB0215", "RB0218", "RB0355"}
"""A unit of two metrics; an option that stands for a missing choice and is called like a metric."""


def loaded(tree: t.Rubric, lang: Any) -> rd.Rubric:
    """A generated rubric; one in which names happen to clash, which says nothing of cohorts, is put aside."""
    try:
        return rd.loads(format_rubric(tree, lang))
    except rd.RubricError as mistake:
        assert {one.code for one in mistake.diagnostics} <= CLASHES, str(mistake)
        assume(False)
        raise


def closed(rubric: rd.Rubric, given_as: list[dict[str, Any]]) -> rd.Cohort:
    """The cohort; examples in which nobody, or too few, are left to compare with are put aside."""
    try:
        return rubric.cohort(given_as)
    except rd.MetricError as mistake:
        (code,) = {one.code for one in mistake.diagnostics}
        assert code == "RB0594" or (code == "RB0596" and rubric.plan.rubric.fewest is not None)
        assume(False)
        raise


@given(comparing_trees(), st.data())
def test_each_subject_gets_what_the_interpreter_gives_it_among_all(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = loaded(tree, data.draw(languages))
    plan = rubric.plan
    everybody = data.draw(st.lists(subjects(rubric), min_size=1, max_size=5))
    cohort = closed(rubric, everybody)
    values = [measured(rubric, subject) for subject in everybody]
    members = tuple(
        one
        for one in values
        if excluded_before(plan, one) is None and (plan.admitted is None or holds_early(plan, one, plan.admitted))
    )
    assert cohort.size == len(members)
    assert rubric.plan.rubric.fewest is None or len(members) >= rubric.plan.rubric.fewest.count
    assert {one.place for one in cohort.outside} == {place for place, one in enumerate(values) if one not in members}
    for subject, own in zip(everybody, values, strict=True):
        steps = interpret(plan, {**own, c.COHORT: members})
        out = next((place for place, step in enumerate(plan.exclusions) if steps[step]), None)
        for given_as in (subject, in_other_forms(subject)):
            result = cohort.evaluate(given_as)
            assert (result.outcome == "excluded") == (out is not None)
            if out is not None:
                continue
            assert result.total == steps[plan.total]
            assert str(cohort.score(given_as)) == str(published(rubric, steps[plan.total]))
            for step, value in zip(plan.steps, steps, strict=True):
                seen = result._raw[step.index] if step.truth else result._value(step.index)
                assert seen == value


@given(comparing_trees(1), languages, st.data())
def test_order_of_subjects_does_not_matter(tree: t.Rubric, lang: Any, data: st.DataObject) -> None:
    rubric = loaded(tree, "en")
    everybody = data.draw(st.lists(subjects(rubric), min_size=1, max_size=4))
    cohort, turned = closed(rubric, everybody), rubric.cohort(data.draw(st.permutations(everybody)))
    assert turned.statistics == cohort.statistics
    for subject in everybody:
        assert turned.evaluate(subject).explain(lang=lang) == cohort.evaluate(subject).explain(lang=lang)


@given(comparing_trees(), st.data())
def test_account_among_all_adds_up_in_every_rendering(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = loaded(tree, "zh")
    everybody = data.draw(st.lists(subjects(rubric), min_size=1, max_size=3))
    result = closed(rubric, everybody).evaluate(everybody[0])
    for lang in ("en", "zh"):
        for kind in ("text", "markdown", "html", "json"):
            assert result.explain(kind, lang)
        for line in result.account(lang).lines:
            assert Fraction(line.points) + Fraction(line.lost) == Fraction(line.max)


@given(comparing_trees(), st.data())
def test_cohort_with_one_changed_is_that_of_all_anew(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = loaded(tree, "en")
    plan = rubric.plan
    everybody = [measured(rubric, one) for one in data.draw(st.lists(subjects(rubric), min_size=2, max_size=6))]
    *rest, other = everybody
    members = [one for one in rest if excluded_before(plan, one) is None]
    members = [one for one in members if plan.admitted is None or holds_early(plan, one, plan.admitted)]
    try:
        known = known_of(plan, members)
    except NobodyLeft:
        assume(False)
        raise
    own = data.draw(st.sampled_from(rest))
    assume(excluded_before(plan, own) is None and excluded_before(plan, other) is None)
    left = list(members)
    if own in left:
        left.remove(own)
    anew = [*left, other] if plan.admitted is None or holds_early(plan, other, plan.admitted) else left
    found = Others.of(plan, known, own).known_with(other)
    fewest = plan.rubric.fewest
    if fewest is not None and len(anew) < fewest.count:
        assert found is None
        return
    try:
        wanted = known_of(plan, anew)
    except NobodyLeft:
        assert found is None
        return
    assert found is not None
    assert found.size == wanted.size
    for one in plan.statistics:
        value, due = found.values[one.step], wanted.values[one.step]
        if one.own is None:
            assert value == due
        else:
            standing = interpret(plan, other, wanted.values)[one.own]
            assert value.before(standing) == due.before(standing)


def as_given(metric: Metric, text: str) -> Any:
    """A value as an account writes it, as a subject gives it."""
    match metric.kind:
        case "yes/no":
            return text == "true"
        case "choice":
            return text
        case "date":
            return date.fromisoformat(text)
        case _:
            return Fraction(text)


@given(comparing_trees(), st.data())
def test_next_step_among_all_gains_what_it_says(tree: t.Rubric, data: st.DataObject) -> None:
    """The others stay as they are, and what is known of all is worked out anew."""
    rubric = loaded(tree, "en")
    everybody = data.draw(st.lists(subjects(rubric), min_size=1, max_size=5))
    cohort = closed(rubric, everybody)
    for place, subject in enumerate(everybody):
        before = cohort.evaluate(subject)
        for line in before.account("en").lines:
            step = line.next
            if step is None:
                continue
            moved = {**subject, step.metric: as_given(rubric.metrics[step.metric], step.to)}
            after = rubric.cohort([*everybody[:place], moved, *everybody[place + 1 :]]).evaluate(moved)
            assert after.outcome == "scored"
            assert after[line.path].points - before[line.path].points == Fraction(step.gain) != 0
            assert after.total - before.total == Fraction(step.gain_total)


@given(comparing_trees())
def test_rubric_that_compares_reads_back_and_means_the_same(tree: t.Rubric) -> None:
    english, chinese = loaded(tree, "en"), loaded(tree, "zh")
    assert english.hash == chinese.hash
    assert english.compares
