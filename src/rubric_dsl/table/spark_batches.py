"""Spark's rows batch by batch: for rubrics that no query tells.

Comes in: a frame and the scorer of its columns. Goes out: a frame that is scored where its rows are, by
Spark's own Python, which makes the rubric anew from its text once for each part of the frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from rubric_dsl.table.frames import Wanted
    from rubric_dsl.table.scoring import TableScorer


def scored_in_batches(wanted: Wanted, frame: Any, scorer: TableScorer) -> Any:
    """A frame with its results, lazily."""
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    many = len(scorer.matched.kept)
    results = pa.schema(list(scorer.result_schema)[many:])
    kept = [frame.schema.fields[place] for place in scorer.matched.kept]
    schema = StructType([*kept, *from_arrow_schema(results).fields])
    return frame.mapInArrow(_part(wanted), schema)


def _part(wanted: Wanted) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What scores the batches of one part of a frame. Only texts go with it to where that part is."""
    text, name = wanted.rubric.source.text, wanted.rubric.source.name
    exact, errors, lang = wanted.exact, wanted.errors, wanted.lang

    def part(batches: Iterator[Any]) -> Iterator[Any]:
        from rubric_dsl.facade import loads
        from rubric_dsl.table.frames import Wanted

        here = Wanted(loads(text, name), exact, errors, lang, 1)
        scorer = None
        for batch in batches:
            scorer = scorer or here.scorer(batch.schema, str.casefold)
            found = scorer.batch(batch)
            yield pa.RecordBatch.from_arrays(found.columns, names=found.schema.names)

    return part
