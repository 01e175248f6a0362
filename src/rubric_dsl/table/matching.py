"""The columns of a table ↔ the metrics of a rubric: which holds what, which are kept; or all that is wrong.

Comes in: names and types of columns. Goes out: the place of each metric's column and the places of the
columns that are kept; or a :class:`~rubric_dsl.errors.MetricError` with every mistake at once, so that no row
is looked at before the table as a whole can be used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
from attrs import evolve, frozen

from rubric_dsl.errors import MetricError
from rubric_dsl.inputs.columns import Columns, finder, matched
from rubric_dsl.model.rubric import Metric
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.table.cells import is_list


@frozen
class Matched:
    """A table's columns, sorted out; places are counted from 0."""

    metrics: Mapping[str, int]
    """The place of the column of each metric that has one, in the order of the file."""
    kept: tuple[int, ...]
    """The places of the columns that are no metric."""


def matching(
    columns: Iterable[tuple[str, Any]],
    metrics: Mapping[str, Metric],
    results: Iterable[str],
    alike: Callable[[str], str] = str,
) -> Matched:
    """Every column's part. ``columns`` are names and Arrow types; ``results``, the names of what is added.

    ``alike``: two names are one to the table where this makes them equal.
    """
    given = list(columns)
    names = [name for name, _ in given]
    metric_of = finder(metrics)
    places: dict[str, list[int]] = {}
    kept: list[int] = []
    for place, name in enumerate(names):
        metric = metric_of(name)
        if metric is None:
            kept.append(place)
        else:
            places.setdefault(metric, []).append(place)
    mistakes = [*_misnamed(names, places, metrics)]
    for metric, found in places.items():
        mistakes += [fault for place in found for fault in _mistyped(given[place], metrics[metric])]
    taken = {alike(name) for name in results}
    mistakes += [
        diagnostic("RB0642", None, column=names[place]) for place in kept if alike(names[place]) in taken
    ]
    if mistakes:
        raise MetricError(mistakes)
    return Matched({metric: places[metric][0] for metric in metrics if metric in places}, tuple(kept))


def _misnamed(
    names: list[str], places: Mapping[str, list[int]], metrics: Mapping[str, Metric]
) -> Iterator[Diagnostic]:
    """Columns of one metric, slips in a name, metrics without a column."""
    for metric, found in places.items():
        if len(found) > 1:
            yield diagnostic("RB0561", None, metric=metric, columns=tuple(names[place] for place in found))
    sorted_out = matched(dict.fromkeys(names), metrics)
    for one in () if isinstance(sorted_out, Columns) else sorted_out:
        if one.code != "RB0561":  # told above, where a name that stands twice counts as well
            yield evolve(one, facts={**one.facts, "frame": True})


def _mistyped(column: tuple[str, Any], metric: Metric) -> Iterator[Diagnostic]:
    name, kind = column
    holds = content(kind)
    if holds not in ("nothing", _WANTED.get(metric.kind, "number")):
        yield diagnostic(
            "RB0641",
            None,
            column=name,
            metric=metric.labels.naming,
            kind=metric.kind,
            holds=holds,
            type=str(kind),
        )


_WANTED = {"yes/no": "truth", "choice": "text", "text": "text", "date": "day", "list": "list"}
"""What the column of a metric has to hold; of all other kinds, numbers."""


def content(kind: Any) -> str:
    """What a column of an Arrow type holds: nothing, truth, number, text, day, moment, list, or other."""
    types = pa.types
    if types.is_dictionary(kind) or types.is_run_end_encoded(kind):
        return content(kind.value_type)
    if isinstance(kind, pa.BaseExtensionType):
        return "truth" if kind == pa.bool8() else content(kind.storage_type)
    if types.is_timestamp(kind):
        return "moment" if kind.tz is not None else "day"
    tests: Mapping[str, tuple[Callable[[Any], bool], ...]] = {
        "nothing": (types.is_null,),
        "truth": (types.is_boolean,),
        "number": (types.is_integer, types.is_floating, types.is_decimal),
        "text": (types.is_string, types.is_large_string, types.is_string_view),
        "day": (types.is_date,),
        "list": (is_list,),
    }
    return next((word for word, of in tests.items() if any(test(kind) for test in of)), "other")
