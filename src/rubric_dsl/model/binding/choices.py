"""Options with their words bound: which of a metric's choices a rule means.

Comes in: a test by ``is`` whose name is bound to a choice. Goes out: the same with ids for the options. A
word that is no option and is a yes/no is a condition of its own, joined by the ``or`` that stood before it.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from rubric_dsl.model.binding.unbound import Unbound
from rubric_dsl.model.names import Names, nearest
from rubric_dsl.model.rubric import Metric
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t


def choice_alone(names: Names, item: t.Expression) -> Unbound:
    """A choice is neither a number nor a condition."""
    assert isinstance(item, t.Name)
    metric = names.metrics[item.text]
    facts = {"name": metric.labels.naming, "option": metric.options[0].naming}
    names.found.append(diagnostic("RB0228", item.span, **facts))
    return Unbound()


def option_of(names: Names, metric: Metric, word: t.Name) -> t.Name | None:
    """One option by its id; None, with a diagnostic, where the metric has none of that name."""
    position = metric.option(word.text)
    if position is not None:
        return t.Name(metric.options[position].id, span=word.span)
    words = [name for option in metric.options for name in (option.id, option.alias) if name]
    facts = {
        "option": word.text,
        "name": metric.labels.naming,
        "suggestion": nearest(word.text, words),
        "known": tuple(option.naming for option in metric.options),
    }
    names.found.append(diagnostic("RB0227", word.span, **facts))
    return None


def options_of(names: Names, item: t.Is, condition: Callable[[t.Expression], t.Expression]) -> t.Expression:
    """``level is national or city``, and what else the ``or`` may join."""
    metric = names.metrics[item.name.text]
    options: list[t.Name] = []
    others: list[t.Expression] = []
    failed = False
    for position, word in enumerate(item.options):
        known = names.find(word.text)
        is_option = metric.option(word.text) is not None
        if position and not is_option and known is not None and names.metrics[known].kind == "yes/no":
            others.append(condition(word))
            continue
        option = option_of(names, metric, word)
        failed = failed or option is None
        if option is not None:
            options.append(option)
    if failed:
        raise Unbound
    test = evolve(item, options=tuple(options))
    return t.Either((test, *others), span=item.span) if others else test
