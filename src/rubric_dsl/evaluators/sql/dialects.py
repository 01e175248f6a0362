"""What each engine can do exactly: its whole-number types, how it divides, and what it lacks.

A table, read by the rest of this folder. A type is named with the size below which every sum, product and
quotient of it is exact; what goes beyond is not asked of it.
"""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

Division = Literal["//", "div", "/", "div()", "intdiv()", "by remainder"]
"""How a quotient of whole numbers is cut towards 0: by an operator, by a function, or where an engine's
quotient is a rounded decimal, by taking the remainder away first."""


@frozen
class Whole:
    """A whole-number type."""

    type: str
    bits: int
    """Every number smaller than 2^bits in size is one, and so is what comes of a division."""
    division: Division


@frozen
class Dialect:
    """An engine."""

    name: str
    title: str
    narrow: Whole
    wide: Whole | None = None
    """For what leaves the narrow one."""
    rest: Literal["record", "columns"] | None = None
    """How it hands on the columns of a table that are no metrics when they are not named: as one record, as
    columns, or not at all."""
    days: Literal["difference", "minus"] = "difference"
    nan: Literal["isnan", "equals", "none"] = "isnan"
    """How it tells what is no number among floats."""
    gcd: bool = False
    count: str = "COUNT"
    """What counts rows in 64 bits."""
    truths: bool = True
    """Whether a condition is a value."""
    exact_texts: bool = True
    """Whether text is equal only to itself."""
    quoted_decimals: bool = False
    """Whether 0.25 would be a float."""
    stored: tuple[int, ...] = ()
    """How many digits of a decimal share a width: up to each of these, a cast costs next to nothing. Products
    are made in the last but one where both sides are no wider, whatever they come to."""
    rounds: bool = False
    """Whether decimals have as many places as they like, and are rounded to be compared."""
    qualified: bool = False
    """Whether a name may mean a column of the same SELECT, so that columns are told with their table."""
    fenced: bool = False
    """Whether a step is written into every place that reads it unless something keeps it apart."""
    longest: int | None = field(default=None)
    """Bytes of a name; longer ones are cut."""
    run: bool = False
    """Whether its text is held against the interpreter by the engine itself."""


_BIGINT = "BIGINT"

DIALECTS: dict[str, Dialect] = {
    one.name: one
    for one in (
        Dialect(
            "duckdb",
            "DuckDB",
            Whole(_BIGINT, 63, "//"),
            Whole("HUGEINT", 127, "//"),
            rest="record",
            stored=(4, 9, 18, 38),
            gcd=True,
            run=True,
        ),
        Dialect(
            "spark",
            "Spark",
            Whole(_BIGINT, 63, "div"),
            # a quotient has six decimals, and so 32 digits before the point
            Whole("DECIMAL(38, 0)", 106, "by remainder"),
            rest="record",
            run=True,
        ),
        Dialect(
            "postgres",
            "PostgreSQL",
            Whole(_BIGINT, 63, "/"),
            Whole("NUMERIC", 4096, "div()"),
            days="minus",
            nan="equals",
            gcd=True,
            fenced=True,
            longest=63,
            run=True,
        ),
        Dialect(
            "bigquery",
            "BigQuery",
            Whole(_BIGINT, 63, "div()"),
            rest="record",
            quoted_decimals=True,
            rounds=True,
        ),
        Dialect(
            "snowflake",
            "Snowflake",
            Whole("DECIMAL(38, 0)", 100, "by remainder"),
            rest="columns",
            nan="equals",
        ),
        Dialect(
            "clickhouse",
            "ClickHouse",
            Whole(_BIGINT, 63, "intdiv()"),
            Whole("INT256", 255, "intdiv()"),
            gcd=False,
            quoted_decimals=True,
            qualified=True,
        ),
        Dialect("redshift", "Redshift", Whole(_BIGINT, 63, "/"), rest="columns", nan="equals", longest=127),
        Dialect(
            "databricks",
            "Databricks",
            Whole(_BIGINT, 63, "div"),
            Whole("DECIMAL(38, 0)", 106, "by remainder"),
            rest="record",
        ),
        Dialect("trino", "Trino", Whole(_BIGINT, 63, "/")),
        Dialect("mysql", "MySQL", Whole(_BIGINT, 63, "div"), nan="none", exact_texts=False, longest=64),
        Dialect(
            "tsql",
            "SQL Server",
            Whole(_BIGINT, 63, "/"),
            nan="none",
            count="COUNT_BIG",
            truths=False,
            exact_texts=False,
            longest=128,
        ),
    )
}
