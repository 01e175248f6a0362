"""Syntax tree → text, in either language: what makes a metric a list.

Comes in: a metric. Goes out: ``list of 3 to 9``, ``清单 至多40项``; nothing for a metric that is no list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t


def spell_extent(metric: t.Metric, lang: Language) -> str:
    """How many entries a list has."""
    extent = metric.extent
    if extent is None:
        return ""
    zh = lang == "zh"
    if extent.least == extent.most:
        said = str(extent.most)
    elif not extent.least:
        said = f"至多{extent.most}" if zh else f"at most {extent.most}"
    else:
        said = f"{extent.least}{'至' if zh else ' to '}{extent.most}"
    return f"清单 {said}{'项' if metric.kind == 'list' else '个'}" if zh else f"list of {said}"


def with_their_fields(metrics: Iterable[t.Metric]) -> Iterator[t.Metric]:
    """Every metric, and behind a list of records its fields."""
    for metric in metrics:
        yield metric
        yield from metric.fields
