"""What is known of all subjects as lines of their own: sums and counts, ends, middles, and ranks.

Comes in: a lowering and a fold over all. Goes out: a figure, of which every part is the same for all rows. A
mean is a sum over a count, a median both middle ones over two. As in lists, what has a denominator of its own
in every row is not told.
"""

from __future__ import annotations

from attrs import evolve

from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.expressions import Lowering, NotWhole
from rubric_dsl.evaluators.whole.figures import Figure, alike, joined, literal, num, over, variable
from rubric_dsl.evaluators.whole.repeated import read_by
from rubric_dsl.plan import core as c
from rubric_dsl.plan.sharing import repeated


def statistic_figure(around: Lowering, item: c.Fold) -> Figure:
    """A statistic of the step at hand."""
    assert around.step is not None, "a statistic is a step of its own"
    inner = evolve(around, told={}, told_truths={}, shared=frozenset(repeated(item.value, item.where)))
    where = None if item.where is None else inner.truth(item.where)
    value = joined(inner.figure(item.value))
    if not _for_all(around, value.dens):
        raise NotWhole("a comparison of ratios among all", around.step.span)
    about = around.inputs[item.value.metric].name if isinstance(item.value, c.Input) else "all"

    def line(made: n.OfAll) -> n.Var:
        if made not in around.of_all:
            title = around.namer.fresh(f"{made.part}_of_{'all' if made.part == 'count' else about}")
            assert around.step is not None, "it was"
            around.lines.append(n.Line(title, made, around.step.index))
            around.of_all[made] = n.Var(title)
        return around.of_all[made]

    ends, beyond = item.spare or (0, 0)
    every = line(n.OfAll("count", n.Const(1), where))
    many: n.Num = every
    if item.best is not None:
        many = n.Least((many, n.Const(item.best)))
    if ends:
        many = n.If(n.Compare(">", many, n.Const(beyond)), n.Linear(-2 * ends, ((1, many),)), many)
    if item.how == "count":
        return variable(many)

    def part(kind: str) -> Figure:
        made = n.OfAll(kind, num(value), where, item.best, ends, beyond)  # type: ignore[arg-type]
        return variable(line(made), value.scale * (2 if kind == "middle" else 1), value.dens)

    match item.how:
        case "mean":
            title = around.namer.fresh("divisor")
            around.lines.append(n.Line(title, n.Greatest((many, n.Const(1))), around.step.index, low=1))
            found = over(part("sum"), (), (title,))
        case "median":
            found = part("middle")
        case _:
            found = part(item.how)
    nobody = n.Compare("=", every, n.Const(0))
    if not isinstance(item.empty, c.Literal):
        around.nobody.append((around.step.index, nobody))
        return found
    first, second = alike([literal(item.empty.value), found])
    return variable(n.If(nobody, num(first), num(second)), first.scale, first.dens)


def rank_figure(around: Lowering, step: int, own: Figure) -> Figure:
    """How many come before one's own value."""
    assert around.step is not None, "a rank stands in a step"
    part = joined(own)
    if not _for_all(around, part.dens):
        raise NotWhole("a rank by a ratio", around.step.span)
    if not part.terms:
        return literal(0)  # all stand alike
    found = n.Before(num(part), part.scale, step)
    if not around.together:
        return variable(found)
    line = n.Line(around.namer.fresh("before"), found, step)
    around.lines.append(line)
    return variable(n.Var(line.name))


def _for_all(around: Lowering, dens: tuple[str, ...]) -> bool:
    """Whether denominators are the same in every row."""
    lines = {line.name: line.value for line in around.lines}

    def one_for_all(name: str) -> bool:
        if name not in lines:
            return False
        value = lines[name]
        if isinstance(value, n.OfAll | n.Over):
            return isinstance(value, n.OfAll)
        return all(map(one_for_all, read_by(value)))

    return all(map(one_for_all, dens))
