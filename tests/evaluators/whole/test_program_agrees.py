"""A plan as a program on whole numbers gives what the interpreter gives, and never leaves its proven widths."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.python.functions import publication
from rubric_dsl.evaluators.python.scales import scale_of
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.expressions import NotWhole
from rubric_dsl.evaluators.whole.lowering import program_of
from rubric_dsl.evaluators.whole.widths import inputs_up_to, numbers_in, widths_of
from rubric_dsl.model.rubric import MAX_VALUE, Metric
from rubric_dsl.plan.interpret import evaluate, interpret
from rubric_dsl.plan.presence import reading
from rubric_dsl.plan.rounding import units_of
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from tests.evaluators.whole.running import Running, scaled_inputs
from tests.properties.rubrics import trees
from tests.properties.subjects import measured, subjects


def _fits(one: n.Input, value: Any) -> bool:
    """Whether a value is a whole number at its input's scale."""
    if one.metric.entries is not None:
        fields = one.metric.entries.fields
        entries = [(entry,) if one.metric.entries.bare else entry for entry in value]
        return all(_whole(field, part) for entry in entries for field, part in zip(fields, entry, strict=True))
    return _whole(one.metric, value)


def _whole(metric: Metric, value: Any) -> bool:
    return not isinstance(value, Fraction) or (value * scale_of(metric)).denominator == 1


@pytest.mark.parametrize("enclosed", [False, True])
@given(trees(), st.data())
def test_program_agrees_with_the_interpreter_within_its_widths(
    enclosed: bool, tree: t.Rubric, data: st.DataObject
) -> None:
    rubric = rd.loads(format_rubric(tree, "en"))
    plan = rubric.plan
    try:
        program = program_of(plan, enclosed=enclosed)
    except NotWhole as reason:
        assert "ratio" in reason.what
        return
    for subject in data.draw(st.lists(subjects(rubric), min_size=1, max_size=4)):
        values = measured(rubric, subject)
        read = {one.metric.id: evaluate(reading(one.metric.id, plan.rubric.metrics), values, ()) for one in program.inputs}
        if not all(_fits(one, read[one.metric.id]) for one in program.inputs):
            continue
        steps = interpret(plan, values)
        given_ = {one.name for one in program.inputs if one.metric.id in values}
        running = Running(scaled_inputs(program, values, read.__getitem__), given_)
        for line in program.lines:
            running.line(line)
        assert enclosed or not program.doubts
        if any(running.truth(one) for one in program.doubts):
            continue
        how = publication(plan)
        for output in program.points:
            step = plan.points[output.path]
            whole = output.places == 0 and plan.ranges[step].whole
            rounded = steps[step] if whole else units_of(steps[step], how.mode, how.unit) * how.unit
            assert Fraction(running.num(output.value), 10**output.places) == rounded
        published = units_of(steps[plan.total], how.mode, how.unit) * how.unit
        assert Fraction(running.num(program.published.value), 10**program.published.places) == published
        above, below = (running.num(one) for one in program.exact)
        assert below > 0
        assert Fraction(above, below) == steps[plan.total]
        assert [running.truth(one) for one in program.excluded] == [steps[one] for one in plan.exclusions]
        assert [running.truth(one) for one in program.refused] == [steps[one.step] for one in plan.refusals]
        if plan.graded is not None:
            assert program.grade is not None
            assert running.num(program.grade) == steps[plan.graded.grade]
        numbers = numbers_in(program)
        ends = [abs(running.values.get(one.name, MAX_VALUE * one.scale)) for one in numbers]
        ranges = inputs_up_to(program, max(ends, default=0))
        widths = widths_of(program, ranges, exact=True)
        for name, (low, high) in widths.ranges.items():
            assert low <= running.values.get(name, low) <= high
        assert running.largest <= widths.size


def test_open_inputs_go_as_far_as_they_are_let() -> None:
    rubric = rd.builtin("hunan-2023/annex-1")
    program = program_of(rubric.plan)
    ranges = inputs_up_to(program, 1000)
    assert ranges["matchmaking_events"] == (0, 1000)
    assert ranges["registrations_target"] == (1, 1000)
    assert ranges["info_platform_mark"] == (0, 1000)
    assert widths_of(program, ranges).size == 9_000_000
