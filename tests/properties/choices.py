"""Generated choices: metrics with options, tests of what one is, and one number or another by a condition."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.choices import being
from tests.properties import names

if TYPE_CHECKING:
    from tests.properties.rubrics import World

HERE: dict[str, Span] = {"span": Span("<tree>", 1, 1, 1)}


def options(world: World) -> tuple[t.Named, ...]:
    """A few options, often with another name, sometimes with a label."""
    taken: set[str] = set()
    found = []
    for _ in range(world.draw(st.integers(1, 4))):
        named = world.named(taken)
        labels = tuple(t.Text(words, **HERE) for words in world.draw(st.lists(names.words, max_size=1)))
        found.append(t.Named(named.id, named.alias, labels, **HERE))
    return tuple(found)


def option(world: World, metric: t.Metric) -> t.Name:
    """One option by either of its names."""
    named: t.Named = world.draw(st.sampled_from(metric.options))
    word: str = world.draw(st.sampled_from([word for word in (named.id, named.alias) if word]))
    return t.Name(word, **HERE)


def test(world: World) -> t.Expression:
    """``level is national or city``, ``x is not 3``"""
    draw = world.draw
    if draw(st.integers(0, 3)):
        metric = world.choice()
        found = tuple(option(world, metric) for _ in range(draw(st.integers(1, 3))))
        return t.Is(world.name(metric), found, draw(st.booleans()), **HERE)
    from tests.properties.rubrics import expression

    left, right = expression(world, 0), expression(world, 0)
    if draw(st.booleans()) and isinstance(left, t.Name):
        right = t.Number(draw(st.sampled_from([Fraction(0), Fraction(1), Fraction(5)])), **HERE)
    return being(left, right, draw(st.booleans()), HERE["span"])


def either(operands: Sequence[t.Expression]) -> t.Expression:
    """What ``or`` joins; a name behind an ``is`` would be read as one more option."""
    last = [one for one in operands if isinstance(one, t.Is)]
    return t.Either((*(one for one in operands if not isinstance(one, t.Is)), *last), **HERE)


def conditional(world: World, depth: int) -> t.Conditional:
    """``(A if C otherwise B)``"""
    from tests.properties.rubrics import condition, expression

    made: Any = (condition(world, 1), expression(world, depth), expression(world, depth))
    return t.Conditional(*made, **HERE)
