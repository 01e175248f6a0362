"""The lines under ``metrics`` → metrics: their ranges, their entries where they are lists, names that clash.

Comes in: declared metrics and derived values as written. Goes out: the metrics by id, and the derived values
that are still to be bound; what is wrong with a line is noted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from rubric_dsl.model.derived import labels_of
from rubric_dsl.model.lists import BEHIND
from rubric_dsl.model.rubric import FIRST_DAY, LAST_DAY, MAX_VALUE, Entries, Metric
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t


def metric_of(declared: t.Metric) -> Metric:
    """A declared metric with the range that its kind implies: counts and amounts start at 0."""
    low = declared.low
    if low is None and declared.kind in ("count", "amount"):
        low = Fraction(0)
    high = declared.high
    if declared.kind == "date":
        low = Fraction(FIRST_DAY) if low is None else low
        high = Fraction(LAST_DAY) if high is None else high
    if declared.kind == "choice":  # the value is the position of an option
        low, high = Fraction(0), Fraction(max(len(declared.options), 1) - 1)
    judge = declared.judge.text if declared.judge else None
    made = Metric(
        declared.name.id,
        declared.kind,
        low,
        high,
        labels_of(declared.name),
        declared.units,
        declared.singular,
        judge,
        declared.percent,
        declared.grain,
        tuple(labels_of(option) for option in declared.options),
        span=declared.span,
        fixed=declared.fixed,
    )
    return made if declared.extent is None else _list_of(declared, declared.extent, made)


def _list_of(declared: t.Metric, extent: t.Extent, entry: Metric) -> Metric:
    """A list: of numbers, each of which is what its line says, or of records with the fields below it."""
    name = entry.id
    bare = declared.kind != "list"
    if bare:
        fields: tuple[Metric, ...] = (evolve(entry, id=f"{name}{BEHIND}"),)
    else:
        fields = tuple(evolve(metric_of(one), id=f"{name}{BEHIND}{one.name.id}") for one in declared.fields)
    entries = Entries(extent.least, extent.most, fields, bare)
    return Metric(name, "list", None, None, entry.labels, entries=entries, span=declared.span)


def declared_metrics(
    declared: tuple[t.Metric, ...], worked: tuple[t.Derived, ...], found: list[Diagnostic]
) -> tuple[dict[str, Metric], dict[str, t.Derived]]:
    metrics: dict[str, Metric] = {}
    derived_: dict[str, t.Derived] = {}
    words: dict[str, Span] = {}
    lines: list[t.Metric | t.Derived] = [*declared, *worked]
    for item in sorted(lines, key=lambda one: one.span.line):
        name = item.name
        called = labels_of(name).naming
        for word in (name.id, name.alias):
            if word and _alike(word) in words:
                clash = called if name.alias and word == name.id and _alike(name.alias) in words else word
                found.append(diagnostic("RB0202", name.span, name=clash, line=words[_alike(word)].line))
                break
        else:
            if isinstance(item, t.Derived):
                derived_[name.id] = item
            else:
                metrics[name.id] = metric_of(item)
                found.extend(_ill_kinded(item))
                found.extend(_ill_listed(item))
        words.setdefault(_alike(name.id), name.span)
        if name.alias:
            words.setdefault(_alike(name.alias), name.span)
    for metric in declared:
        found.extend(_fields_named_twice(metric, words))
    for metric in declared:  # one word for the units of one metric and for another metric would be two things
        own = {_alike(word) for word in (metric.name.id, metric.name.alias, "") if word is not None}
        singular = _alike(metric.singular or "")
        other = words.get(singular)
        if singular not in own and other is not None:
            first, second = sorted((other, metric.span), key=lambda span: span.line)
            found.append(diagnostic("RB0202", second, name=metric.singular, line=first.line))
    return metrics, derived_


def _alike(word: str) -> str:
    """What a word has in common with words that readers and inputs would take for it: `Talks`, `talks`."""
    return unicodedata.normalize("NFKC", word).casefold()


def _leads_to_the_end(item: t.Metric) -> bool:
    """Whether a metric's steps lead from one end of its range to the other, where it has both."""
    return item.low is None or item.high is None or metric_of(item).fits(item.high)


def _ill_kinded(item: t.Metric) -> list[Diagnostic]:
    found = []
    name = labels_of(item.name).naming
    if item.kind == "mark" and item.high is None:
        found.append(diagnostic("RB0220", item.span, name=name))
    if item.kind == "yes/no" and (item.low is not None or item.units):
        found.append(diagnostic("RB0221", item.span, name=name))
    if item.kind == "choice":
        found.extend(_options_twice(item))
        if item.low is not None or item.units or item.singular:
            found.append(diagnostic("RB0230", item.span, name=name))
    ends = [end for end in (item.low, item.high) if end is not None]
    steps = ends if item.grain is None else [*ends, item.grain]
    if item.kind == "count" and any(end.denominator != 1 or end < 0 for end in steps):
        found.append(diagnostic("RB0222", item.span, name=name))
    if item.grain is not None and (item.kind == "yes/no" or not _leads_to_the_end(item)):
        low, high = str(item.low or 0), None if item.high is None else str(item.high)
        found.append(diagnostic("RB0290", item.span, step=str(item.grain), low=low, high=high))
    if any(abs(end) > MAX_VALUE for end in ends):
        found.append(diagnostic("RB0223", item.span, limit=MAX_VALUE))
    return found


def _options_twice(item: t.Metric) -> list[Diagnostic]:
    """A word for two options of one metric."""
    found = []
    seen: set[str] = set()
    for option in item.options:
        words = [word for word in (option.id, option.alias) if word]
        if seen & set(words):
            name = labels_of(item.name).naming
            found.append(diagnostic("RB0226", option.span, option=labels_of(option).naming, name=name))
        seen.update(words)
    return found


def _ill_listed(item: t.Metric) -> list[Diagnostic]:
    """Texts stand in records only, and a list holds no lists."""
    name = labels_of(item.name).naming
    if item.kind == "date" and item.extent is not None:
        return [diagnostic("RB0244", item.span, what="date")]
    if item.kind == "text":
        return [diagnostic("RB0243", item.span, name=name, inside=False)]
    found = []
    for one in item.fields:
        if one.kind == "text" and (one.low is not None or one.units or one.singular or one.judge):
            found.append(diagnostic("RB0243", one.span, name=labels_of(one.name).naming, inside=True))
        if one.kind == "date":
            found.append(diagnostic("RB0244", one.span, what="date"))
        if one.extent is not None:
            found.append(diagnostic("RB0244", one.span, what="list"))
        found.extend(_ill_kinded(one))
    return found


def _fields_named_twice(item: t.Metric, words: Mapping[str, Span]) -> Iterator[Diagnostic]:
    """A field's name means that field alone: no other field of its list, and no metric."""
    taken = dict(words)
    for one in item.fields:
        name = one.name
        for word in (name.id, name.alias):
            if word and _alike(word) in taken:
                line = taken[_alike(word)].line
                yield diagnostic("RB0202", name.span, name=labels_of(name).naming, line=line)
                break
        taken.setdefault(_alike(name.id), name.span)
        if name.alias:
            taken.setdefault(_alike(name.alias), name.span)
