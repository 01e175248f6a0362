"""Syntax trees that need not mean anything: whatever the grammar can read, lists and open edges among it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.choices import being, either
from tests.properties import names
from tests.properties.rubrics import HERE, roundings, text

plain_names = names.any_name.map(lambda word: t.Name(word, **HERE))
figures = st.one_of(
    st.integers(0, 120).map(Fraction),
    st.builds(lambda units, places: Fraction(units, 10**places), st.integers(0, 10**12), st.integers(0, 12)),
)
signed = st.builds(lambda value, sign: value * sign, figures, st.sampled_from([1, 1, -1]))
numbers = st.one_of(
    figures.map(lambda value: t.Number(value, **HERE)),
    st.builds(lambda value, unit: t.Number(value, unit=unit, **HERE), figures, names.unit | names.any_name),
    figures.map(lambda value: t.Number(value / 100, percent=True, **HERE)),
)
listed = st.lists(plain_names, min_size=2, max_size=3).map(lambda found: t.Listed(tuple(found), **HERE))


def _deeper(below: st.SearchStrategy[t.Expression]) -> st.SearchStrategy[t.Expression]:
    several = st.lists(below, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(lambda sign, left, right: t.Operation(sign, left, right, **HERE), st.sampled_from("+−×/"), below, below),
        below.map(lambda item: t.Negative(item, **HERE)),
        st.builds(lambda item, how: t.Rounded(item, how, **HERE), below, roundings),
        st.builds(lambda item, exponent: t.Power(item, exponent, **HERE), below, st.builds(Fraction, st.integers(1, 20), st.integers(1, 20))),
        st.builds(lambda base, item: t.Logarithm(base, item, **HERE), st.sampled_from(["10", "e"]), below),
        st.builds(
            lambda sign, left, right: t.Compare(sign, left, right, **HERE),
            st.sampled_from(["≥", ">", "≤", "<", "以上", "以下"]), st.none() | below, below,
        ),
        below.map(lambda item: t.Not(item, **HERE)),
        plain_names.map(lambda item: t.NoneOf(item, **HERE)),
        several.map(lambda items: t.Both(items, **HERE)),
        several.map(lambda items: either(list(items), HERE["span"])),
        st.builds(lambda left, right, turned: being(left, right, turned, HERE["span"]), below, below, st.booleans()),
        st.builds(lambda held, then, other: t.Conditional(held, then, other, **HERE), below, below, below),
    )  # fmt: skip


expressions: st.SearchStrategy[t.Expression] = st.recursive(
    st.one_of(plain_names, plain_names, numbers, listed), _deeper, max_leaves=6
)
parts: st.SearchStrategy[Any] = st.sampled_from([None, "full", "started", "in proportion"])
measures: st.SearchStrategy[Any] = st.sampled_from(["percent", "percentage point", "percent of target"])
pers = st.one_of(
    st.builds(
        lambda amount, part, of, unit: t.Per(amount, part, of, unit, **HERE),
        figures, parts, st.none() | plain_names | expressions, st.none() | names.unit | names.any_name,
    ),
    st.builds(
        lambda amount, part, of, measure: t.Per(amount / 100, part, of, None, measure, **HERE),
        figures, parts, st.none() | plain_names | expressions, measures,
    ),
    st.builds(
        lambda amount, part, of, beyond, reference: t.Per(amount, part, of, None, "number", beyond, reference, **HERE),
        figures, parts, plain_names | expressions, st.sampled_from(["above", "below"]), plain_names | expressions,
    ),
)  # fmt: skip
above = st.builds(
    lambda amount, part: t.Per(amount, part, None, None, "number", "above", **HERE), figures, parts
)
steps = st.builds(
    lambda worth, per, most: t.Step(worth, per, most, **HERE), signed, pers, st.none() | figures
)
growths: st.SearchStrategy[Any] = st.sampled_from(["each twice", "sum twice", "doubling"])
growing = st.builds(lambda step, growth: evolve(step, growth=growth), steps, growths)
held = st.builds(
    lambda worth, found, most: t.Held(worth, tuple(found), most, **HERE),
    signed, st.lists(expressions.filter(lambda item: not isinstance(item, t.Listed)), min_size=1, max_size=3),
    st.none() | figures,
)  # fmt: skip
ordinals = st.builds(
    lambda ladder, further, of, unit, most: t.Ordinals(tuple(ladder), further, of, unit, most, **HERE),
    st.lists(signed, min_size=1, max_size=10), st.none() | signed, plain_names | expressions,
    st.none() | names.unit | names.any_name, st.none() | figures,
)  # fmt: skip
beyond = st.builds(
    lambda worth, per, most: t.Step(worth, per, most, **HERE), signed, above, st.none() | figures
)
bounds = st.lists(
    st.one_of(
        st.just(t.Bound("capped", **HERE)),
        st.just(t.Bound("below zero", **HERE)),
        signed.map(lambda worth: t.Bound("at most", worth, **HERE)),
        signed.map(lambda worth: t.Bound("at least", worth, **HERE)),
    ),
    max_size=3,
).map(tuple)
shorts = st.one_of(
    st.none(), st.just(t.Proportion(**HERE)), signed.map(lambda worth: t.Otherwise(worth, **HERE))
)


def _award(held: t.Expression, worth: Fraction, short: Any, found: list[t.Step], bounds: Any) -> t.Award:
    """An award with at most one clause for each side of its target."""
    excess_fails = isinstance(held, t.Compare) and held.operator in ("≤", "<", "以下")
    taken = {True} if short is not None else set()
    kept = []
    for one in found:
        fails = one.per.of is not None or (one.per.beyond == "above") == excess_fails
        if fails not in taken:
            taken.add(fails)
            kept.append(one)
    return t.Award(held, worth, short, bounds, tuple(kept), **HERE)


def _tally(start: Fraction, found: list[t.TallyStep], bounds: Any) -> t.Tally:
    """A tally in which no step without what it counts stands behind one with a reference: it would be filled in."""
    kept: list[t.TallyStep] = []
    for one in found:
        known = any(isinstance(before, t.Step) and before.per.reference is not None for before in kept)
        if not isinstance(one, t.Step) or one.per.of is not None or not known:
            kept.append(one)
    return t.Tally(start, tuple(kept), bounds, **HERE)


rules: st.SearchStrategy[t.Rule] = st.one_of(
    st.builds(_award, expressions, signed, shorts, st.lists(steps | beyond, max_size=2), bounds),
    st.builds(
        _tally,
        st.just(Fraction(0)) | signed, st.lists(steps | growing | held | ordinals, min_size=1, max_size=3), bounds,
    ),
    st.builds(
        lambda item, held_in: t.Formula(item, held_in, **HERE),
        expressions.filter(lambda item: not (isinstance(item, t.Number) and item.percent)), bounds,
    ),
    st.builds(lambda worth, held_in: t.Formula(t.Number(worth, **HERE), held_in, **HERE), signed, bounds),
    st.builds(lambda name, held_in: t.Formula(name, held_in, True, **HERE), plain_names, bounds),
)  # fmt: skip
gates: st.SearchStrategy[t.Effect] = st.builds(
    lambda kind, held: t.Gate(kind, held, **HERE), st.sampled_from(["only if", "nothing if"]), expressions
)
limits = expressions.filter(
    lambda item: not isinstance(item, t.Compare | t.Not | t.Both | t.Either | t.Listed)
)
effects: st.SearchStrategy[t.Effect] = st.one_of(
    gates,
    st.builds(lambda kind, to, held: t.Limit(kind, to, held, **HERE), st.sampled_from(["at most", "at least"]), limits, st.none() | expressions),
    st.builds(lambda to, held: t.Limit("fixed at", to, held, **HERE), limits, expressions),
    st.builds(lambda by, held: t.Factor(by, held, **HERE), limits, st.none() | expressions),
    roundings,
)  # fmt: skip
texts = st.none() | names.words.map(text)


def rubric_of(rule: t.Rule, held: tuple[t.Effect, ...]) -> t.Rubric:
    """The smallest file around a rule and its effects."""
    body = t.Body(None, None, (rule,), held)
    node = t.Node(t.Named("it", None, (), **HERE), Fraction(1), None, body, **HERE)
    return t.Rubric(t.Named("r", None, (), **HERE), None, None, None, None, None, (), (node,), **HERE)
