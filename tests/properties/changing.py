"""Changes to a rubric's tree: those that change what it means, and those that do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import evolve

from rubric_dsl.syntax import tree as t
from tests.properties.rubrics import HERE, number, text

Change = tuple[str, t.Rubric]

_OTHER_EDGE: dict[t.Comparison, t.Comparison] = {
    "≥": ">",
    ">": "≥",
    "≤": "<",
    "<": "≤",
    "=": "≠",
    "≠": "=",
    "以上": "以下",
    "以下": "以上",
}


def _nodes(nodes: tuple[t.Node, ...]) -> Iterator[tuple[t.Node, Callable[[t.Node], tuple[t.Node, ...]]]]:
    """Every node with the function that puts another in its place."""
    for position, node in enumerate(nodes):

        def put(other: t.Node, at: int = position) -> tuple[t.Node, ...]:
            return (*nodes[:at], other, *nodes[at + 1 :])

        yield node, put
        children = node.body.children
        for place, child in enumerate(children):
            if isinstance(child, t.Node):
                for found, put_below in _nodes((child,)):

                    def put_child(
                        other: t.Node, at: int = place, below: Callable[[t.Node], tuple[t.Node, ...]] = put_below,
                        parent: t.Node = node, above: Callable[[t.Node], tuple[t.Node, ...]] = put,
                    ) -> tuple[t.Node, ...]:  # fmt: skip
                        siblings = (
                            *parent.body.children[:at],
                            *below(other),
                            *parent.body.children[at + 1 :],
                        )
                        return above(evolve(parent, body=evolve(parent.body, children=siblings)))

                    yield found, put_child


def _expressions(item: t.Expression) -> Iterator[tuple[str, t.Expression]]:
    """An expression with one figure or one edge changed."""
    match item:
        case t.Number():
            yield "figure", evolve(item, value=item.value + Fraction(1, 100))
        case t.Operation():
            for word, left in _expressions(item.left):
                yield word, evolve(item, left=left)
            for word, right in _expressions(item.right):
                yield word, evolve(item, right=right)
            if item.operator in "+−":
                yield "sign", evolve(item, operator="−" if item.operator == "+" else "+")
        case t.Compare():
            yield "edge", evolve(item, operator=_OTHER_EDGE[item.operator])
            for word, right in _expressions(item.right):
                yield word, evolve(item, right=right)
        case t.Not() | t.Negative():
            for word, operand in _expressions(item.operand):
                yield word, evolve(item, operand=operand)
            if isinstance(item, t.Not):
                yield "not", item.operand
        case t.Power():
            for word, operand in _expressions(item.operand):
                yield word, evolve(item, operand=operand)
            yield "exponent", evolve(item, exponent=item.exponent + 1)
        case t.Logarithm():
            for word, operand in _expressions(item.operand):
                yield word, evolve(item, operand=operand)
            yield "base", evolve(item, base="e" if item.base == "10" else "10")
        case t.Rounded():
            for word, operand in _expressions(item.operand):
                yield word, evolve(item, operand=operand)
            yield "mode", evolve(item, how=evolve(item.how, mode="down" if item.how.mode == "up" else "up"))
        case t.Is():
            yield "is", evolve(item, negated=not item.negated)
        case t.Conditional():
            for word, other in _expressions(item.condition):
                yield word, evolve(item, condition=other)
            yield "conditional", evolve(item, then=t.Operation("+", item.then, number(1), **HERE))
        case t.Both() | t.Either():
            for position, operand in enumerate(item.operands):
                for word, other in _expressions(operand):
                    changed = (*item.operands[:position], other, *item.operands[position + 1 :])
                    yield word, evolve(item, operands=changed)
        case _:
            pass


def _rules(rule: t.Rule) -> Iterator[tuple[str, t.Rule]]:
    """A rule with one thing changed that it means."""
    match rule:
        case t.Award():
            for word, held in _expressions(rule.condition):
                # in proportion to the target, reaching it and passing it give the same
                if not (word == "edge" and isinstance(rule.short, t.Proportion)):
                    yield word, evolve(rule, condition=held)
            if rule.points > 1:
                yield "points", evolve(rule, points=rule.points - Fraction(1, 2))
            if isinstance(rule.short, t.Otherwise):
                yield (
                    "otherwise",
                    evolve(rule, short=evolve(rule.short, points=rule.short.points - Fraction(1, 4))),
                )
            for position, step in enumerate(rule.steps):
                for word, other in _steps(step):
                    yield word, evolve(rule, steps=(*rule.steps[:position], other, *rule.steps[position + 1 :]))
            for position, held in enumerate(rule.added):
                changed = evolve(held, points=held.points - Fraction(1, 4))
                yield "added", evolve(rule, added=(*rule.added[:position], changed, *rule.added[position + 1 :]))
        case t.Tally():
            if rule.start:
                yield "start", evolve(rule, start=rule.start - Fraction(1, 4))
            for position, step in enumerate(rule.steps):
                for word, other in _tally_steps(step):
                    yield (
                        word,
                        evolve(rule, steps=(*rule.steps[:position], other, *rule.steps[position + 1 :])),
                    )
        case t.Formula():
            for word, other in _expressions(rule.expression):
                yield word, evolve(rule, expression=other)


def _effects(effect: t.Effect) -> Iterator[tuple[str, t.Effect]]:
    """An effect with one thing changed that it means."""
    match effect:
        case t.Gate():
            yield "gate", evolve(effect, kind="only if" if effect.kind == "nothing if" else "nothing if")
        case t.Limit():
            for word, to in _expressions(effect.to):
                yield word, evolve(effect, to=to)
        case t.Factor():
            for word, by in _expressions(effect.by):
                yield word, evolve(effect, by=by)
        case t.Rounding():
            yield "mode", evolve(effect, mode="down" if effect.mode == "up" else "up")


def _tally_steps(step: t.TallyStep) -> Iterator[tuple[str, t.TallyStep]]:
    match step:
        case t.Step():
            yield from _steps(step)
        case t.Held():
            yield "step", evolve(step, points=step.points - Fraction(1, 4))
            for position, condition in enumerate(step.conditions):
                for word, other in _expressions(condition):
                    changed = (*step.conditions[:position], other, *step.conditions[position + 1 :])
                    yield word, evolve(step, conditions=changed)
        case t.Ordinals():
            yield "step", evolve(step, ladder=(step.ladder[0] - Fraction(1, 4), *step.ladder[1:]))
            if step.further is not None:
                yield "further", evolve(step, further=step.further - Fraction(1, 4))


def _steps(step: t.Step) -> Iterator[tuple[str, t.Step]]:
    if step.growth is not None and (step.most is None or step.most > 2 * abs(step.points)):  # not cut before it shows
        yield "growth", evolve(step, growth="sum twice" if step.growth == "each twice" else "each twice")
    yield "step", evolve(step, points=step.points - Fraction(1, 4))
    yield (
        "amount",
        evolve(step, per=evolve(step.per, amount=step.per.amount + 1, part=step.per.part or "full")),
    )
    if step.most is not None:
        yield "cap", evolve(step, most=step.most + Fraction(1, 4))
    if step.per.reference is not None:
        side: t.Beyond = "below" if step.per.beyond == "above" else "above"
        yield "side", evolve(step, per=evolve(step.per, beyond=side))
    if step.per.part in ("full", "started"):
        yield (
            "part",
            evolve(step, per=evolve(step.per, part="started" if step.per.part == "full" else "full")),
        )


def meaning_changes(tree: t.Rubric) -> Iterator[Change]:
    """Trees that mean something else; some of them are no valid rubric any more."""
    yield "id", evolve(tree, name=evolve(tree.name, id=tree.name.id + "x", alias=None))
    yield "period", evolve(tree, period=("2022-01-01", "2022-06-30"))
    publication = tree.publication
    if publication is not None:
        if publication.multiple is None:
            yield "places", evolve(tree, publication=evolve(publication, places=publication.places + 1 % 12))
        else:
            yield "multiple", evolve(tree, publication=evolve(publication, multiple=publication.multiple * 3))
        yield (
            "mode",
            evolve(
                tree, publication=evolve(publication, mode="up" if publication.mode == "down" else "down")
            ),
        )
    for position, metric in enumerate(tree.metrics):

        def with_metric(other: t.Metric, at: int = position) -> t.Rubric:
            return evolve(tree, metrics=(*tree.metrics[:at], other, *tree.metrics[at + 1 :]))

        if metric.high is not None:
            yield "range", with_metric(evolve(metric, high=metric.high + 1))
        if metric.kind in ("amount", "number") and metric.low is not None and metric.low > 1:
            yield "range", with_metric(evolve(metric, low=metric.low - 1))
    for node, put in _nodes(tree.nodes):

        def with_node(other: t.Node, put: Callable[[t.Node], tuple[t.Node, ...]] = put) -> t.Rubric:
            return evolve(tree, nodes=put(other))

        body = node.body
        yield "criterion", with_node(evolve(node, name=t.Named("renamed_node", None, (), **HERE)))
        for word, other in _rules(body.rules[0]) if body.rules else ():
            yield word, with_node(evolve(node, body=evolve(body, rules=(other,))))
        if body.effects:
            first_effect, *others = body.effects
            yield "effect", with_node(evolve(node, body=evolve(body, effects=tuple(others))))
            for word, turned in _effects(first_effect):
                yield word, with_node(evolve(node, body=evolve(body, effects=(turned, *others))))
        elif tree.metrics and tree.metrics[0].kind != "choice":
            first = t.Name(tree.metrics[0].name.id, **HERE)
            held = first if tree.metrics[0].kind == "yes/no" else t.Compare(">", first, number(3), **HERE)
            yield (
                "gate",
                with_node(evolve(node, body=evolve(body, effects=(t.Gate("only if", held, **HERE),)))),
            )


def other_words(tree: t.Rubric) -> Iterator[Change]:
    """Trees that say the same with other labels, sources and quotations."""
    said = text("said otherwise")
    yield "title", evolve(tree, name=evolve(tree.name, labels=(said,)), source=said, quote=said)
    yield (
        "labels",
        evolve(
            tree,
            metrics=tuple(evolve(one, name=evolve(one.name, labels=(said, said))) for one in tree.metrics),
        ),
    )
    yield "fixed", evolve(tree, metrics=tuple(evolve(one, fixed=not one.fixed and one.kind != "list") for one in tree.metrics))
    for node, put in _nodes(tree.nodes):
        body = evolve(node.body, source=said, quote=None)
        yield "node", evolve(tree, nodes=put(evolve(node, name=evolve(node.name, labels=(said,)), body=body)))
