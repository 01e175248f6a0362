"""Polars' lazy frames: the columns are looked at now, the rows when the caller collects them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from rubric_dsl.table.eager_frames import scored_eagerly

if TYPE_CHECKING:
    from rubric_dsl.table.frames import Wanted


def scored_lazily(wanted: Wanted, frame: pl.LazyFrame) -> pl.LazyFrame:
    """A lazy frame that will have its results; mistakes of the table as a whole are told of at once."""
    without_rows = pl.DataFrame(schema=frame.collect_schema())
    schema = scored_eagerly(wanted, without_rows).schema
    in_parts = not wanted.rubric.gathers and wanted.errors == "keep"

    def each(part: pl.DataFrame) -> Any:
        return scored_eagerly(wanted, part)

    return frame.map_batches(each, schema=schema, streamable=in_parts)
