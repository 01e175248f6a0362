"""Made-up tables of annex 1: a million subjects in under a second, the same for the same seed.

Comes in: how many rows, a seed, how the marks are written. Goes out: a :class:`Table`, one NumPy column a
metric, with the same as Arrow, polars, pandas and DuckDB. Promised: every value is valid, and lies where the
rules change: the columns are drawn as ``subjects.py`` draws its single subjects.

Marks are whole numbers, or have two decimals: then a column of NumPy holds hundredths, and Arrow, polars,
pandas and DuckDB hold decimals. Counts are below 100,000, as a platform's are; ``far`` puts a figure of
10⁹ into one row of a thousand, which no 32-bit arithmetic can take.

>>> made_up(3, seed=1).columns["registrations_target"].min() >= 1
True
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal

import numpy as np
from handwritten import ACTIVITIES, COUNTS, FLAGS, MARKS

Marks = Literal["whole", "two decimals"]

METRICS: Final = (*MARKS, *COUNTS["annex-1"], *FLAGS["annex-1"])
"""The columns, in the order of the hand-written code."""

FAR: Final = 10**9


@dataclass(frozen=True)
class Table:
    """Subjects as columns: counts and marks int64, yes/no bool; a mark is in units of 1 / ``scale``."""

    columns: dict[str, np.ndarray]
    scale: int

    @property
    def rows(self) -> int:
        """How many subjects."""
        return len(self.columns["registrations_done"])

    @cached_property
    def arrow(self) -> Any:
        """The same as an Arrow table; marks with two decimals are decimal128(4, 2)."""
        import pyarrow as pa

        return pa.table(
            {
                name: decimals(column, 4) if self.scale == 100 and name in MARKS else pa.array(column)
                for name, column in self.columns.items()
            }
        )

    @cached_property
    def polars(self) -> Any:
        """The same as a polars frame."""
        import polars

        return polars.from_arrow(self.arrow)

    @cached_property
    def pandas(self) -> Any:
        """The same as a pandas frame: NumPy columns, Arrow-backed where the marks are decimals."""
        import pandas as pd

        if self.scale == 100:
            return self.arrow.to_pandas(types_mapper=pd.ArrowDtype)
        return pd.DataFrame(self.columns)

    def in_duckdb(self, connection: Any, name: str) -> None:
        """The same as a table of DuckDB's own."""
        connection.register("made_up_arrow", self.arrow)
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM made_up_arrow")
        connection.unregister("made_up_arrow")

    def hundredths(self) -> Table:
        """The same subjects with every mark in hundredths, which is another way to hold whole marks."""
        if self.scale == 100:
            return self
        columns = {name: column * 100 if name in MARKS else column for name, column in self.columns.items()}
        return Table(columns, 100)

    def subjects(self, rows: slice = slice(None)) -> list[dict[str, Any]]:
        """Rows as subjects for ``rubric.score`` and for the code by hand."""

        def values(name: str, column: np.ndarray) -> list[Any]:
            if self.scale == 100 and name in MARKS:
                return [Decimal(units).scaleb(-2) for units in column.tolist()]
            return column.tolist()

        lists = [values(name, column[rows]) for name, column in self.columns.items()]
        return [dict(zip(self.columns, row, strict=True)) for row in zip(*lists, strict=True)]


def made_up(rows: int, *, seed: int, marks: Marks = "whole", far: bool = False) -> Table:
    """A table of so many subjects; the same one for the same arguments."""
    rng = np.random.default_rng([seed, marks == "whole", far])
    scale = 1 if marks == "whole" else 100

    def among(*values: int) -> np.ndarray:
        return rng.choice(np.array(values, np.int64), rows)

    def near(edge: Any, spread: int, least: int = 0) -> np.ndarray:
        """Around an edge, and in one row of ten far from it: nothing, or five times as much."""
        beside = np.maximum(edge + rng.integers(-spread, spread + 1, rows), least)
        off = np.where(rng.random(rows) < 0.5, least, 5 * edge + least)
        return np.where(rng.random(rows) < 0.1, off, beside)

    columns = {name: rng.integers(0, points * scale + 1, rows) for name, points in MARKS.items()}
    target = near(among(1, 3, 7, 30, 37, 72, 400, 9_999), 2, least=1)
    anything = rng.integers(0, 2 * target + 1)
    done = np.choose(rng.integers(0, 5, rows), (0, target - 1, target, target + 1, anything))
    columns |= {
        "registrations_done": done,
        "registrations_target": target,
        "matchmaking_events": near(10, 4),
        "late_or_missing_reports": np.where(
            rng.random(rows) < 0.15, rng.integers(0, 30, rows), among(0, 0, 1, 2, 9, 10, 11)
        ),
    }
    columns |= {name: near(5, 3) for name in ACTIVITIES}
    firms = np.where(
        rng.random(rows) < 0.125, rng.integers(0, 6_000, rows), among(0, 1, 10, 333, 1_000, 2_000, 3_001)
    )
    # At, or one beside, 90% of the firms and each full hundred below it: where the points step.
    served = np.maximum(9 * firms // 10 - 100 * rng.integers(0, 18, rows) + rng.integers(-1, 3, rows), 0)
    deals = rng.integers(0, served + 1)
    columns |= {
        "enterprise_participations": served - deals,
        "online_deals": deals,
        "local_industrial_firms": firms,
        "top_honours": among(0, 0, 1, 2, 3),
        "star_honours": among(0, 0, 1, 2, 4),
        "media_and_awards": among(0, 0, 1, 2, 5, 6),
    }
    columns |= {name: rng.random(rows) < 0.7 for name in FLAGS["annex-1"]}
    if far:
        counts = COUNTS["annex-1"]
        which = rng.integers(0, len(counts), rows)
        odd = rng.random(rows) < 0.001
        for place, name in enumerate(counts):
            columns[name][odd & (which == place)] = FAR
    return Table(columns, scale)


def decimals(units: np.ndarray, precision: int) -> Any:
    """Whole hundredths as an Arrow column of decimal128(precision, 2)."""
    import pyarrow as pa

    words = np.empty((len(units), 2), np.int64)
    words[:, 0] = units
    words[:, 1] = units >> 63  # the sign goes on
    return pa.Array.from_buffers(pa.decimal128(precision, 2), len(units), [None, pa.py_buffer(words)])
