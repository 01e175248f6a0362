"""The questions whether a value is missing and whether a criterion applies, with their names bound.

Comes in: ``x is missing``, ``safety is applicable``. Goes out: the same with an id for the name;
:class:`Unbound`, with the diagnostic noted, where what is asked after is never missing.
"""

from __future__ import annotations

from attrs import evolve

from rubric_dsl.model.binding.unbound import Unbound
from rubric_dsl.model.lists import is_field
from rubric_dsl.model.names import Names
from rubric_dsl.model.rubric import path_of_points
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t


def asked_after(item: t.IsMissing, names: Names) -> t.IsMissing:
    """The question, noted with the names: only what a subject gives may be missing, and never a list."""
    found = names.resolve(item.name.text, item.name.span)
    if found is None:
        raise Unbound
    metric = names.metrics.get(found)
    if is_field(found) or (metric is not None and metric.entries is not None):
        name = item.name.text if metric is None else metric.labels.naming
        names.found.append(diagnostic("RB0359", item.span, name=name, field=is_field(found)))
        raise Unbound
    if not names.is_given(found):
        names.found.append(diagnostic("RB0358", item.span, name=item.name.text))
        raise Unbound
    names.asked.add(found)
    return evolve(item, name=t.Name(found, span=item.name.span))


def applying(item: t.IsApplicable, names: Names) -> t.IsApplicable:
    """The question, of a criterion or a section; whether that may be not applicable, only a plan knows."""
    found = names.node(item.name.text) or names.resolve(item.name.text, item.name.span)
    if found is None:
        raise Unbound
    if path_of_points(found) is None:
        metric = names.metrics.get(found)
        name = item.name.text if metric is None else metric.labels.naming
        names.found.append(diagnostic("RB0363", item.span, name=name, metric=True))
        raise Unbound
    return evolve(item, name=t.Name(found, span=item.name.span))
