"""What is proved of a plan is true of every subject: values lie in their ranges, trends go the way they say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.model.rubric import Criterion
from rubric_dsl.plan.interpret import interpret
from rubric_dsl.plan.monotone import Trends
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from tests.properties.rubrics import trees
from tests.properties.subjects import figures, meant, measured, position, subjects, values


def has_bonus(node: Criterion) -> bool:
    """Whether something below stands outside the points of a section."""
    return any(child.apart == "bonus" or has_bonus(child) for child in node.children)


@given(trees(), st.data())
def test_ranges_hold_every_value(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = rd.loads(format_rubric(tree, "en"))
    for subject in data.draw(st.lists(subjects(rubric), min_size=1, max_size=6)):
        found = interpret(rubric.plan, measured(rubric, subject))
        for step, value, reach in zip(rubric.plan.steps, found, rubric.plan.ranges, strict=True):
            if step.truth:
                assert isinstance(value, bool)
                assert reach is None
                continue
            assert isinstance(value, Fraction)
            assert reach is not None
            assert reach.low is None or reach.low <= value
            assert reach.high is None or value <= reach.high
            assert value.denominator == 1 or not reach.whole
        for node in rubric.criteria:
            points = found[rubric.plan.points[node.path]]
            rules = [row.rule for row in node.rule.rows] if isinstance(node.rule, t.Cases) else [node.rule]
            bounds = [bound for rule in rules if rule for bound in rule.bounds]
            may_fall = node.children or any(
                one.kind == "below zero" or (one.points or 0) < 0 for one in bounds
            )
            assert points <= node.points or has_bonus(node)
            assert may_fall or points >= node.least


@given(trees(), st.data())
def test_trends_are_true(tree: t.Rubric, data: st.DataObject) -> None:
    rubric = rd.loads(format_rubric(tree, "en"))
    subject = measured(rubric, data.draw(subjects(rubric)))
    told = figures(rubric)
    for name, metric in rubric.metrics.items():
        trends = Trends(rubric.plan, name)
        several = st.lists(
            values(metric, told).map(lambda value, at=metric: position(at, meant(value))),
            min_size=2,
            max_size=6,
        )
        rising = sorted(set(data.draw(several)))
        found = [interpret(rubric.plan, {**subject, name: value}) for value in rising]
        for step in rubric.plan.steps:
            check_trend(trends.step(step.index), [steps[step.index] for steps in found])


def check_trend(trend: str, row: list[Any]) -> None:
    """Values of one step while a metric grows."""
    if trend == "flat":
        assert len(set(row)) <= 1
    elif trend == "up":
        assert row == sorted(row)
    elif trend == "down":
        assert row == sorted(row, reverse=True)
