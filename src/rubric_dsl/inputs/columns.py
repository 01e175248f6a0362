"""The columns of a table ↔ the metrics of a rubric: which is which, what is missing, what is a label.

A column is a metric's when it bears its id, its name in the other script, or its label; width, case and
blanks make no difference where it is nobody's exact name. Whatever else the table holds is kept as a label,
unless it looks like a metric that is missing: then a slip of the pen would cost a subject its points.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from attrs import frozen

from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic

ALIKE = 0.75
"""From this likeness on (``difflib``), two names are taken for one name with a slip in it."""


class MetricLike(Protocol):
    """What this module asks of a metric."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def optional(self) -> bool: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    def label(self, lang: Language = "en") -> str: ...


@frozen
class Columns:
    """A table's columns, sorted out."""

    metrics: Mapping[str, str]
    """The metric's id by the name of its column."""
    labels: tuple[str, ...]
    """The columns that are no metric, in their order."""

    def column_of(self, metric: str) -> str | None:
        """The column that holds a metric."""
        return next((column for column, id_ in self.metrics.items() if id_ == metric), None)


def matched(
    columns: Iterable[str], metrics: Mapping[str, MetricLike], id_column: str | None = None
) -> Columns | tuple[Diagnostic, ...]:
    """Every column's part, or all that is wrong with the columns at once."""
    metric_of = finder(metrics)
    found: dict[str, str] = {}
    labels: list[str] = []
    for column in columns:
        metric = metric_of(column)
        if metric is None or column == id_column:
            labels.append(column)
        else:
            found[column] = metric
    mistakes = [*_doubles(found), *_missing(found.values(), labels, metrics, id_column)]
    return tuple(mistakes) if mistakes else Columns(found, tuple(labels))


def plain(name: str) -> str:
    """A name without what people do not look at: blanks, case, full width."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that this one probably means; empty where none is near."""
    by_plain = {plain(one): one for one in names}
    close = difflib.get_close_matches(plain(name), by_plain, n=1, cutoff=ALIKE)
    return by_plain[close[0]] if close else ""


def finder(metrics: Mapping[str, MetricLike]) -> Callable[[str], str | None]:
    """A function that tells which metric a column bears the name of, if any."""
    exact = {alias: metric.id for metric in metrics.values() for alias in metric.aliases}
    exact |= {id_: id_ for id_ in metrics}
    loose = _loosely(metrics)
    return lambda column: exact.get(column) or loose.get(plain(column))


def _loosely(metrics: Mapping[str, MetricLike]) -> dict[str, str]:
    """Every way to call a metric, plainly; what calls two metrics calls neither, and an id goes first."""
    ids: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for metric in metrics.values():
        ids.setdefault(plain(metric.id), set()).add(metric.id)
        for name in (*metric.aliases, metric.label("en"), metric.label("zh")):
            others.setdefault(plain(name), set()).add(metric.id)
    claims = others | ids
    return {name: next(iter(found)) for name, found in claims.items() if len(found) == 1}


def _doubles(found: Mapping[str, str]) -> list[Diagnostic]:
    by_metric: dict[str, list[str]] = {}
    for column, metric in found.items():
        by_metric.setdefault(metric, []).append(column)
    return [
        diagnostic("RB0561", None, metric=metric, columns=tuple(columns))
        for metric, columns in by_metric.items()
        if len(columns) > 1
    ]


def _missing(
    found: Iterable[str],
    labels: Iterable[str],
    metrics: Mapping[str, MetricLike],
    id_column: str | None,
) -> list[Diagnostic]:
    present = set(found)
    missing = {id_: metric for id_, metric in metrics.items() if id_ not in present}
    mistakes: list[Diagnostic] = []
    for column in labels:
        names = {name: id_ for id_, metric in missing.items() for name in (id_, *metric.aliases)}
        near = nearest(column, names) if column != id_column else ""
        if near:
            mistakes.append(diagnostic("RB0559", None, column=column, metric=near))
            del missing[names[near]]
    missing = {id_: metric for id_, metric in missing.items() if not metric.optional}
    if missing:
        chinese = tuple(_in_chinese(metric) for metric in missing.values())
        mistakes.append(diagnostic("RB0560", None, metrics=tuple(missing), metrics_zh=chinese))
    return mistakes


def _in_chinese(metric: MetricLike) -> str:
    label = metric.label("zh")
    return metric.id if label == metric.id else f"{label}（{metric.id}）"
