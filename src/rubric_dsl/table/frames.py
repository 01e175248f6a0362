"""The caller's own kind of table in, the same kind out; each kind has one place that takes it apart.

Comes in: what the caller gave. Goes out: its kept columns, as they were, with the columns of results behind
them. pandas: Arrow-backed columns under the same index; Polars, eager and lazy; PyArrow's table, batch and
reader; a DuckDB relation; of anything else with the Arrow stream interface, a PyArrow table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pyarrow as pa
from attrs import field, frozen

from rubric_dsl.errors import MetricError
from rubric_dsl.source.diagnostics import Language, diagnostic
from rubric_dsl.table.scoring import TableScorer

if TYPE_CHECKING:
    from rubric_dsl.facade import Rubric
    from rubric_dsl.ranking import Errors


@frozen
class Wanted:
    """What a caller asks for."""

    rubric: Rubric
    exact: bool = False
    errors: Errors = "keep"
    lang: Language = "en"
    threads: int | None = None
    _made: list[TableScorer] = field(factory=list)
    """The last scorer: the parts of a lazy frame have the same columns."""

    def scorer(self, schema: Any, alike: Callable[[str], str] = str) -> TableScorer:
        """A scorer for tables of these columns. Raises :class:`MetricError` where they cannot be used."""
        for made in self._made:
            if made.schema.equals(schema) and made.alike is alike:
                return made
        self._made[:] = [self._scorer(schema, alike)]
        return self._made[0]

    def _scorer(self, schema: Any, alike: Callable[[str], str]) -> TableScorer:
        return TableScorer(
            self.rubric,
            schema,
            exact=self.exact,
            lang=self.lang,
            errors=self.errors,
            threads=self.threads,
            alike=alike,
        )


def scored(wanted: Wanted, table: Any) -> Any:
    """A table with its results, of the kind that it is."""
    if isinstance(table, pa.Table):
        return wanted.scorer(table.schema).table(table)
    if isinstance(table, pa.RecordBatch):
        found = wanted.scorer(table.schema).table(pa.Table.from_batches([table]))
        return found.combine_chunks().to_batches()[0] if len(found) else _empty_batch(found.schema)
    if isinstance(table, pa.RecordBatchReader):
        return _scored_reader(wanted, table)
    if nw.dependencies.is_pandas_dataframe(table):
        from rubric_dsl.table.pandas_frames import scored_pandas

        return scored_pandas(wanted, table)
    if nw.dependencies.is_polars_lazyframe(table):
        from rubric_dsl.table.lazy_frames import scored_lazily

        return scored_lazily(wanted, table)
    if nw.dependencies.is_duckdb_relation(table):
        from rubric_dsl.table.relations import scored_relation

        return scored_relation(wanted, table)
    if nw.dependencies.is_pyspark_dataframe(table) or nw.dependencies.is_pyspark_connect_dataframe(table):
        from rubric_dsl.table.spark_frames import scored_spark

        return scored_spark(wanted, table)
    if nw.dependencies.is_polars_dataframe(table) or nw.dependencies.is_modin_dataframe(table):
        from rubric_dsl.table.eager_frames import scored_eagerly

        return scored_eagerly(wanted, table)
    if not isinstance(table, type) and hasattr(table, "__arrow_c_stream__"):
        return _scored_stream(wanted, table)
    if not isinstance(table, type) and hasattr(table, "__arrow_c_array__"):
        return _scored_stream(wanted, table)
    raise MetricError((diagnostic("RB0640", None, found=_called(table)),))


def _called(thing: object) -> str:
    kind = type(thing)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _empty_batch(schema: Any) -> Any:
    return pa.RecordBatch.from_arrays([pa.array([], kind) for kind in schema.types], schema=schema)


def _scored_stream(wanted: Wanted, table: Any) -> Any:
    """What only says how it is read; series and arrays, which stream values and no columns, are no tables."""
    try:
        whole = pa.table(table)
    except (pa.ArrowException, ValueError, TypeError):
        raise MetricError((diagnostic("RB0640", None, found=_called(table)),)) from None
    return wanted.scorer(whole.schema).table(whole)


def _scored_reader(wanted: Wanted, reader: Any) -> Any:
    """Batch by batch, unless something is decided among all."""
    scorer = wanted.scorer(reader.schema)
    if wanted.rubric.gathers:
        return scorer.table(reader.read_all()).to_reader()

    def batches() -> Any:
        first = 0
        for batch in reader:
            yield scorer.batch(batch, first)
            first += batch.num_rows

    return pa.RecordBatchReader.from_batches(scorer.result_schema, batches())
