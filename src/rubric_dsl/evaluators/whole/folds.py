"""Folds over lists, as one operation each: what every entry gives, and the number that comes of them.

Comes in: a lowering and a fold. Goes out: a figure. An entry's own denominators are the one thing that is not
told: fractions of many denominators have no common whole number to be compared by.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Literal

from attrs import evolve

from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.expressions import Lowering, NotWhole
from rubric_dsl.evaluators.whole.figures import Figure, alike, joined, multiplied, num, over, variable
from rubric_dsl.model.lists import own_name
from rubric_dsl.plan import core as c
from rubric_dsl.plan.fold_ranges import count_of
from rubric_dsl.plan.sharing import repeated


def fold_figure(around: Lowering, item: c.Fold) -> Figure:
    """A fold over a list as a figure."""
    inner = evolve(
        around,
        lines=[],
        told={},
        told_truths={},
        shared=frozenset(repeated(item.value, item.where)),
        enclosing=None,  # a doubt would be of an entry, and not of the row
    )
    where = inner.truth(item.where) if item.where is not None else None
    value = joined(inner.figure(item.value))
    fields = tuple(around.inputs[name] for name in item.fields)
    if {*value.dens} & {*(line.name for line in inner.lines), *(field.name for field in fields)}:
        assert around.step is not None, "a fold stands in a step"
        raise NotWhole("a ratio of an entry's own", around.step.span)
    below = lcm(*(share.denominator for share in (*item.shares, item.further)))
    scale = value.scale * below

    def part(kind: Literal["value", "count"]) -> n.Var:
        made = n.Over(
            item.how,
            item.source,
            fields,
            tuple(inner.lines),
            num(value),
            where,
            around.inputs[item.once_per].name if item.once_per is not None else None,
            item.best,
            item.spare,
            item.closest,
            tuple(int(share * below) for share in item.shares),
            int(item.further * below),
            kind,
        )
        word = item.how if kind == "value" else "count"
        line = n.Line(around.namer.fresh(f"{word}_of_{own_name(item.source)}"), made)
        around.lines.append(line)
        return n.Var(line.name)

    if item.how == "count":
        return variable(part("value"))
    count = count_of(item, around.metrics)
    found = variable(part("value"), scale, value.dens)
    if item.how == "median":
        found = multiplied(found, Fraction(1, 2))
    if item.how == "mean" and count.low == count.high and count.low:
        return multiplied(found, 1 / count.low)
    if item.how != "mean" and item.empty is None:
        return found
    many = part("count")
    if item.how == "mean":
        title = around.namer.fresh("divisor")
        around.lines.append(n.Line(title, n.Greatest((many, n.Const(1))), low=1))
        found = over(found, (), (title,))
    if item.empty is None:
        return found
    nobody = n.Compare("=", many, n.Const(0))
    first, second = alike([around.figure(item.empty), found])
    return variable(n.If(nobody, num(first), num(second)), first.scale, first.dens)
