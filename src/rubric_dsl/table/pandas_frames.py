"""pandas: the kept columns as they are, the index as it is, and results in Arrow-backed columns.

A column of Python objects is converted where all of them are of one kind, and is taken object by object where
they are mixed: nothing is made alike on the way. ``NaN`` and ``NaT`` in columns of NumPy's types, and ``NA``,
mean that there is no value, as everywhere in pandas.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from rubric_dsl.inputs.columns import finder
from rubric_dsl.table.cells import Column
from rubric_dsl.table.eager_frames import column_schema

if TYPE_CHECKING:
    from rubric_dsl.table.frames import Wanted

ALIKE = (int, float, Decimal, bool, str, datetime.date)
"""Python's types of which Arrow has the like; a moment is no day, and a NumPy float of 32 bits no float."""


def scored_pandas(wanted: Wanted, frame: Any) -> Any:
    """A data frame with its results."""
    metric_of = finder(wanted.rubric.metrics)
    names = [str(name) for name in frame.columns]
    columns: list[Column] = [
        _column(frame.iloc[:, place]) if isinstance(label, str) and metric_of(label) else None
        for place, label in enumerate(frame.columns)
    ]
    scorer = wanted.scorer(column_schema(names, columns))
    metrics = {metric: columns[place] for metric, place in scorer.matched.metrics.items()}
    found = scorer.results(metrics, len(frame))
    results = pd.DataFrame(
        {name: pd.arrays.ArrowExtensionArray(found.column(name)) for name in found.column_names},
        index=frame.index,
    )
    kept = frame.iloc[:, list(scorer.matched.kept)]
    return pd.concat([kept, results], axis=1) if len(kept.columns) else results


def _column(series: Any) -> Column:
    """A column as Arrow has it, or its Python objects."""
    if series.dtype == object:
        kinds = set(map(type, series.dropna()))
        if kinds and not (len(kinds) == 1 and kinds <= set(ALIKE)):
            return _objects(series)
    try:
        found = pa.array(series, from_pandas=True)
    except (pa.ArrowException, OverflowError):
        return _objects(series)
    return found


def _objects(series: Any) -> list[object]:
    """Python objects, None for what says that there is none; an array inside a cell is a list."""
    gone = series.isna().to_numpy()
    return [
        None if missing is True or missing is pd.NA else value.tolist() if hasattr(value, "tolist") else value
        for value, missing in zip(series.tolist(), gone.tolist(), strict=True)
    ]
