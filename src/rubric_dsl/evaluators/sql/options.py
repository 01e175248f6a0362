"""What is known of the table that a query reads, and what is asked of the query.

Comes in: the arguments of ``to_sql``. Goes out: the same, checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from rubric_dsl.model.rubric import Metric
from rubric_dsl.source.diagnostics import Language

ColumnType = Literal["integer", "decimal", "float", "text", "boolean", "date"]
TYPES: tuple[ColumnType, ...] = ("integer", "decimal", "float", "text", "boolean", "date")

ABSENT: dict[ColumnType, str] = {
    "integer": "BIGINT",
    "decimal": "DECIMAL(38, 2)",
    "float": "DOUBLE",
    "text": "TEXT",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
"""SQL's types, for a column that is not there."""
USUAL: dict[str, ColumnType] = {
    "count": "integer",
    "mark": "decimal",
    "amount": "decimal",
    "number": "decimal",
    "yes/no": "boolean",
    "choice": "text",
    "date": "date",
}
"""How a metric's column is taken to be where nobody says."""
TAKEN: dict[str, tuple[ColumnType, ...]] = {
    "count": ("integer", "decimal", "float"),
    "mark": ("decimal", "integer", "float"),
    "amount": ("decimal", "integer", "float"),
    "number": ("decimal", "integer", "float"),
    "yes/no": ("boolean",),
    "choice": ("text",),
    "date": ("date",),
}
"""The types that a metric of a kind is read from."""


@frozen
class Options:
    """A query's circumstances."""

    table: str = "metrics"
    """Its name, with its schema before a point where there is one."""
    lang: Language = "en"
    exact: bool = False
    keep: tuple[str, ...] | None = None
    """Columns that are handed on; None: all that are no metrics, where an engine can say so."""
    types: Mapping[str, ColumnType] = field(factory=dict)
    """By metric, for columns that are not of the usual type of their kind."""
    columns: Mapping[str, str] = field(factory=dict)
    """By metric, for columns that are not called as it."""
    by_step: bool = False
    """Whether every criterion has steps of its own, however many that makes."""
    absent: frozenset[str] = frozenset()
    """Metrics that may be missing, and for which there is no column at all."""

    def type_of(self, metric: Metric) -> ColumnType:
        """What a metric's column holds."""
        return self.types.get(metric.id) or USUAL.get(metric.kind, "text")

    def column_of(self, metric: Metric) -> str:
        """What a metric's column is called."""
        return self.columns.get(metric.id, metric.id)
