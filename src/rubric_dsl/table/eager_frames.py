"""Frames in memory that narwhals knows, Polars and others: kept columns never leave the caller's library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import pyarrow as pa

from rubric_dsl.inputs.columns import finder
from rubric_dsl.table.cells import Column

if TYPE_CHECKING:
    from rubric_dsl.table.frames import Wanted


def scored_eagerly(wanted: Wanted, table: Any) -> Any:
    """A frame with its results."""
    frame = nw.from_native(table, eager_only=True)
    metric_of = finder(wanted.rubric.metrics)
    columns: list[Column] = [_column(frame[name]) if metric_of(name) else None for name in frame.columns]
    scorer = wanted.scorer(column_schema(frame.columns, columns))
    found = scorer.results(
        {metric: columns[place] for metric, place in scorer.matched.metrics.items()}, len(frame)
    )
    results = nw.from_arrow(found, backend=frame.implementation)
    kept = [frame.columns[place] for place in scorer.matched.kept]
    return (nw.concat([frame.select(kept), results], how="horizontal") if kept else results).to_native()


def column_schema(names: list[str], columns: list[Column]) -> Any:
    """Names and Arrow types; of what is kept, or came as Python objects, no type that could be wrong."""
    kinds = [one.type if isinstance(one, pa.Array | pa.ChunkedArray) else pa.null() for one in columns]
    return pa.schema(list(zip(names, kinds, strict=True)))


def _column(series: nw.Series[Any]) -> Column:
    """A column as Arrow has it, or as Python objects where Arrow cannot hold them."""
    try:
        return series.to_arrow()
    except Exception:  # noqa: BLE001  each library has its own words for a type that Arrow lacks
        return series.to_list()
