"""Rules over a list with their names bound: what one entry gives, which count, the key that they share.

Comes in: a rule over a list, and what binds the rule inside it. Goes out: the same with ids for names, or
:class:`Unbound`, with the diagnostics noted.
"""

from __future__ import annotations

from typing import Protocol

from attrs import evolve

from rubric_dsl.model.binding.unbound import Unbound
from rubric_dsl.model.lists import is_field
from rubric_dsl.model.names import Names
from rubric_dsl.model.rubric import Metric
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t


class BindsRules(Protocol):
    """What binds a rule inside an entry."""

    names: Names

    def list_metric(self, item: t.Name) -> Metric:
        """The list that a name means."""

    def condition(self, item: t.Expression) -> t.Expression:
        """An expression that must hold or not hold."""

    def rule(self, rule: t.Rule) -> t.Rule | None:
        """A rule with everything bound."""


def bound_over(outside: BindsRules, inside: BindsRules, rule: t.Over) -> t.Over:
    """A rule over a list; ``inside`` binds what an entry gives."""
    listed = outside.list_metric(rule.source)
    names = outside.names
    if isinstance(rule.rule, t.Formula) and rule.rule.within is not None:
        names.found.append(diagnostic("RB0253", rule.rule.span))
        raise Unbound
    with names.inside(listed.id):
        found = inside.rule(rule.rule)
        where = inside.condition(rule.where) if rule.where is not None else None
        key = _key(names, listed, rule.once_per) if rule.once_per is not None else None
    if found is None:
        raise Unbound
    source = evolve(rule.source, text=listed.id)
    return evolve(rule, source=source, rule=found, where=where, once_per=key)


def _key(names: Names, listed: Metric, name: t.Name) -> t.Name:
    """The field that tells what may count only once."""
    found = names.find(name.text)
    assert listed.entries is not None
    if found is None or not is_field(found) or listed.entries.bare:
        fields = () if listed.entries.bare else tuple(one.labels.naming for one in listed.entries.fields)
        facts = {"name": name.text, "listed": listed.labels.naming, "fields": fields}
        names.found.append(diagnostic("RB0254", name.span, **facts))
        raise Unbound
    return evolve(name, text=found)
