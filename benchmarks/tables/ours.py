"""The library's ways to score a table, for the benchmarks to call.

Comes in: a :class:`made_up.Table`, or a table of any kind. Goes out: what the library gives. A part that is
not there is told by :class:`NotThere`, and the figures go on without it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from by_hand_arrays import pooled
from handwritten import MARKS
from made_up import Table

if TYPE_CHECKING:
    from ways import Way

ANNEX: Final = Path(__file__).resolve().parents[2] / "rubrics" / "hunan-2023" / "annex-1.rubric"


class NotThere(Exception):
    """A part of the library that this checkout does not have."""


@cache
def rubric() -> Any:
    """Annex 1."""
    import rubric_dsl

    return rubric_dsl.load(ANNEX)


def way(name: str, run: Callable[[], Any], rows: int, *, target: float | None = None) -> Way:
    """A way of ours, or the reason why there is none."""
    from ways import Way

    try:
        run()
    except NotThere as missing:
        return Way(name, None, rows, target=target, absent=str(missing))
    return Way(name, run, rows, target=target)


def score_table(table: Any, threads: int = 1) -> Any:
    """``rubric.score_table``: the caller's kind of table in and out."""
    scored = getattr(rubric(), "score_table", None)
    if scored is None:
        raise NotThere("there is no score_table yet")
    return scored(table, threads=threads)


def arrays(table: Table, threads: int = 1) -> Any:
    """The array engine alone, which checks ranges too: NumPy columns in, NumPy columns out."""
    from rubric_dsl.evaluators.arrays.columns import Column

    columns = {name: Column(column) for name, column in table.columns.items()}
    scored = _array_scorer(table.scale).score(columns, table.rows, threads, _pooled)
    assert scored.odd is None, "every row can be scored"
    return {**scored.points, "published": scored.published}


def _pooled(rows: int, kind: Any) -> np.ndarray:
    """A column of results in memory that was used before, as ``score_table`` takes it."""
    return pooled((rows,), kind)


@cache
def _array_scorer(scale: int) -> Any:
    from rubric_dsl.evaluators.arrays.scoring import ArrayScorer

    return ArrayScorer(rubric().plan, dict.fromkeys(MARKS, scale))


def sql(connection: Any, table: str) -> Any:
    """``rubric.to_sql`` on a table of DuckDB."""
    write = getattr(rubric(), "to_sql", None)
    if write is None:
        raise NotThere("there is no to_sql yet")
    return connection.sql(_query(table)).to_arrow_table()


@cache
def _query(table: str) -> str:
    return str(rubric().to_sql(dialect="duckdb", table=table))


def hundredths(column: Any) -> np.ndarray:
    """A column of published totals, of whatever kind, as whole hundredths."""
    if isinstance(column, np.ndarray) and column.dtype.kind == "i":
        return column
    import pyarrow as pa

    chunked = pa.chunked_array(column) if hasattr(column, "__arrow_c_stream__") else None
    if chunked is None:
        return np.array([int(total.scaleb(2)) for total in column])
    if pa.types.is_integer(chunked.type):
        return chunked.to_numpy()
    cast = chunked.cast(pa.decimal128(38, 2)).combine_chunks()
    return np.frombuffer(cast.buffers()[1], np.int64)[::2][cast.offset : cast.offset + len(cast)]
