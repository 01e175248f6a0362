"""Metrics that are lists: what their entries are called, and the values of one entry by those names.

The id of a field is its list's name, a line end and its own name; a list of numbers has one field, the number
itself, whose own name is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from rubric_dsl.model.rubric import Metric

T = TypeVar("T")
BEHIND = "\n"
"""Stands between a list and its field in the id of a field: no name can hold a line end."""


def with_fields(metrics: Iterable[Metric]) -> dict[str, Metric]:
    """Every metric by id, and behind each list the fields of its entries."""
    found: dict[str, Metric] = {}
    for metric in metrics:
        found[metric.id] = metric
        if metric.entries is not None:
            found.update((field.id, field) for field in metric.entries.fields)
    return found


def list_of(field_id: str) -> str:
    """The list that a field belongs to."""
    return field_id.partition(BEHIND)[0]


def own_name(field_id: str) -> str:
    """What a field is called in an entry: ``level``."""
    return field_id.rpartition(BEHIND)[2] or list_of(field_id)


def is_field(word: str) -> bool:
    """Whether an id is that of a field of a list's entries."""
    return BEHIND in word


def by_option(metric: Metric, value: Iterable[Any]) -> Any:
    """A list's value in which each option is called by its id, and not by its position."""
    assert metric.entries is not None, f"{metric.id} is a list"
    fields = metric.entries.fields
    if not any(field.options for field in fields):
        return value

    def named(field: Metric, part: Any) -> Any:
        return field.options[int(part)].id if field.options else part

    if metric.entries.bare:
        return tuple(named(fields[0], one) for one in value)
    return tuple(
        tuple(named(field, part) for field, part in zip(fields, entry, strict=True)) for entry in value
    )


def each_entry(metric: Metric, value: Iterable[T]) -> Iterator[Mapping[str, T]]:
    """The entries of a list's value, each by the ids of its fields."""
    assert metric.entries is not None, f"{metric.id} is a list"
    fields = metric.entries.fields
    for entry in value:
        if metric.entries.bare:
            yield {fields[0].id: entry}
        else:
            assert isinstance(entry, tuple), "a record is a tuple in the order of its fields"
            yield {field.id: part for field, part in zip(fields, entry, strict=True)}
