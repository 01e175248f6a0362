"""Derived values: declared among the metrics, worked out from them, usable wherever a metric is.

Comes in: the derived lines of a file and the names that are known. Goes out: each of them bound, whatever it
needs before it; a circle is told of once, with its way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from rubric_dsl.model.binding.expressions import ExpressionBinder
from rubric_dsl.model.binding.unbound import Unbound
from rubric_dsl.model.names import Names
from rubric_dsl.model.rubric import Derived, Labels, Metric
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t


def labels_of(name: t.Named) -> Labels:
    """A declared name's words."""
    return Labels(name.id, name.alias, tuple(text.text for text in name.labels))


def placeholder(item: t.Derived) -> Metric:
    """A derived value as rules see it, before it is known whether it is a number or a condition."""
    labels = labels_of(item.name)
    return Metric(
        item.name.id, "number", None, None, labels, item.units, percent=item.percent, span=item.span
    )


def _words(item: object, names: Names) -> Iterator[str]:
    """Every word in an expression that may be a name: names, and units that stand for what they count."""
    if isinstance(item, t.Is):
        metric = names.metrics.get(names.find(item.name.text) or "")
        others = [word for word in item.options if metric is None or metric.option(word.text) is None]
        yield from (word.text for word in (item.name, *others))
        return
    if isinstance(item, t.Name):
        yield item.text
    elif isinstance(item, t.Number) and item.unit:
        yield item.unit
    if isinstance(item, tuple):
        for each in item:
            yield from _words(each, names)
    for each in getattr(type(item), "__attrs_attrs__", ()):
        if each.name != "span":
            yield from _words(getattr(item, each.name), names)


def _circle(needs: Mapping[str, list[str]]) -> list[str]:
    """Some way that comes back to where it began, where everything left needs something that is left."""
    way = [next(iter(needs))]
    while needs[way[-1]][0] not in way:
        way.append(needs[way[-1]][0])
    return way[way.index(needs[way[-1]][0]) :]


def _in_order(items: Mapping[str, t.Derived], names: Names) -> Iterator[t.Derived]:
    """The derived values, each behind those it needs; circles are noted and left out."""
    needs: dict[str, list[str]] = {}
    for name, item in items.items():
        found = (names.find(word) for word in dict.fromkeys(_words(item.expression, names)))
        needs[name] = [one for one in found if one is not None and one in items]
    while needs:
        ready = [name for name, needed in needs.items() if not needed]
        done = set(ready)
        if ready:
            yield from (items[name] for name in ready)
        else:
            way = _circle(needs)
            first = min(way, key=lambda name: items[name].span.line)
            turned = way[way.index(first) :] + way[: way.index(first)]
            called = tuple(labels_of(items[name].name).naming for name in (*turned, first))
            names.found.append(diagnostic("RB0275", items[first].span, way=called))
            names.broken.update(way)
            done = set(way)
        needs = {
            name: [one for one in needed if one not in done]
            for name, needed in needs.items()
            if name not in done
        }


def bind(items: Mapping[str, t.Derived], known: dict[str, Metric], names: Names) -> dict[str, Derived]:
    """The derived values that mean something, in the order in which they are worked out.

    ``known`` is what ``names`` looks names up in: each value's kind is noted there as soon as it is known.
    """
    made: dict[str, Derived] = {}
    for item in _in_order(items, names):
        name = item.name.id
        try:
            binder = ExpressionBinder(names)
            bound, sort = binder.bind(item.expression)
            if sort == "date":
                binder.number(item.expression)  # which a day is not
            if sort == "date":
                names.found.append(diagnostic("RB0266", item.expression.span, wanted="number"))
                raise Unbound
        except Unbound:
            names.broken.add(name)
            continue
        known[name] = evolve(known[name], kind="yes/no" if sort == "truth" else "number")
        if sort == "truth" and (item.units or item.percent):
            names.found.append(diagnostic("RB0276", item.span, name=known[name].labels.naming))
        made[name] = Derived(known[name], bound, span=item.span)
    return made
