"""Spark's data frames: one query behind the frame, which the cluster runs when the caller asks for rows.

Comes in: a frame. Goes out: a frame of the same session with the kept columns and the results, lazily,
without Python for any row. A rubric that no query tells, because it reads lists, is scored where its rows
are, batch by batch, by the way of every Arrow table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pyarrow as pa
from attrs import evolve

from rubric_dsl.cohort import Gathering
from rubric_dsl.errors import MetricError, RubricError
from rubric_dsl.evaluators.outputs import OUTCOME, REASON
from rubric_dsl.evaluators.sql.options import ColumnType, Options
from rubric_dsl.evaluators.sql.query import to_sql
from rubric_dsl.evaluators.sql.refusals import NotTold
from rubric_dsl.inputs.reasons import uncompared_text
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.table.results import ERROR
from rubric_dsl.table.spark_batches import scored_in_batches

if TYPE_CHECKING:
    from rubric_dsl.facade import Rubric
    from rubric_dsl.table.frames import Wanted

TOLD = 1000
"""Rows with mistakes that are told of."""
_GIVEN = "rubric_dsl_given"


def scored_spark(wanted: Wanted, frame: Any) -> Any:
    """A frame with its results; mistakes of the table as a whole are told of at once."""
    from pyspark.sql.pandas.types import to_arrow_schema

    schema = to_arrow_schema(frame.schema)
    scorer = wanted.scorer(schema, str.casefold)
    places = scorer.matched.metrics
    names = {metric: schema.names[place] for metric, place in places.items()}
    options = Options(
        lang=wanted.lang,
        exact=wanted.exact,
        keep=tuple(schema.names[place] for place in scorer.matched.kept),
        types={metric: _type(schema.field(place).type) for metric, place in places.items()},
        columns=names,
        absent=frozenset(wanted.rubric.metrics) - frozenset(names),
    )
    try:
        found = _asked(wanted.rubric, frame, options)
    except NotTold as told:
        rubric = wanted.rubric
        if rubric.gathers or rubric.plan.others:
            raise RubricError((told.diagnostic,), {rubric.source.name: rubric.source}) from None
        return scored_in_batches(wanted, frame, scorer)
    if wanted.errors == "raise":
        _raise_mistakes(wanted.rubric, frame, options)
    return found


def _type(kind: Any) -> ColumnType:
    types = pa.types
    if types.is_integer(kind):
        return "integer"
    if types.is_floating(kind):
        return "float"
    if types.is_decimal(kind):
        return "decimal"
    if types.is_boolean(kind):
        return "boolean"
    return "date" if types.is_date(kind) or types.is_timestamp(kind) else "text"


def _asked(rubric: Rubric, frame: Any, options: Options) -> Any:
    """The query on a frame. Spark takes the frame up into its plan at once; the name is not needed after."""
    view = f"rubric_dsl_{uuid4().hex}"
    text = to_sql(rubric.plan, rubric.hash, "spark", evolve(options, table=view))
    frame.createTempView(view)
    try:
        return frame.sparkSession.sql(text)
    finally:
        frame.sparkSession.catalog.dropTempView(view)


def _raise_mistakes(rubric: Rubric, frame: Any, options: Options) -> None:
    """Raise with what is wrong with the rows that have mistakes, as far as anybody would read."""
    from pyspark.sql import functions

    given = functions.struct(*(frame[_quoted(name)] for name in options.columns.values()))
    beside = frame.withColumn(_GIVEN, given)
    wrong = _asked(rubric, beside, evolve(options, keep=(_GIVEN,))).where(f"{OUTCOME} = '{ERROR}'")
    if rubric.compares:  # not that others have mistakes
        wrong = wrong.where(wrong[REASON] != uncompared_text(options.lang))
    rows = wrong.select(_GIVEN, REASON).limit(TOLD + 1).collect()
    mistakes: list[Diagnostic] = []
    beyond: dict[str, Diagnostic] = {}
    for row in rows[:TOLD]:
        values = dict(zip(options.columns, row[_GIVEN], strict=True))
        found = _mistakes_of(rubric, {name: value for name, value in values.items() if value is not None})
        mistakes += found
        if not found:  # nothing is wrong with it, but the query cannot take it, or scores nobody
            beyond.setdefault(row[REASON], diagnostic("RB0654", None, reason=row[REASON]))
    mistakes += beyond.values()
    if len(rows) > TOLD:
        mistakes.append(diagnostic("RB0645", None, told=TOLD, rows=wrong.count()))
    if mistakes:
        raise MetricError(mistakes)


def _mistakes_of(rubric: Rubric, given: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    """What is wrong with the values of one row."""
    try:
        if rubric.compares:
            Gathering(rubric).add(given)
        else:
            rubric.evaluate(given)
    except MetricError as mistake:
        return mistake.diagnostics
    return ()


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
