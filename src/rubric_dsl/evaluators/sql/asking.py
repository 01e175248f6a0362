"""What a caller asks for → the text of a query, or everything that is wrong with the question.

Comes in: a plan and the arguments of ``to_sql``, unchecked. Goes out: the text; or
:class:`~rubric_dsl.errors.MetricError` for a question about the table that makes no sense,
:class:`~rubric_dsl.errors.RubricError` for a plan that the engine cannot be asked for exactly.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from rubric_dsl.errors import MetricError, RubricError
from rubric_dsl.evaluators.outputs import outputs
from rubric_dsl.evaluators.sql.dialects import DIALECTS
from rubric_dsl.evaluators.sql.options import TAKEN, TYPES, ColumnType, Options
from rubric_dsl.evaluators.sql.refusals import NotTold
from rubric_dsl.plan import core as c
from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.source.text import SourceText


def asked(
    plan: c.Plan,
    digest: str,
    texts: Mapping[str, SourceText],
    dialect: str,
    table: str,
    lang: Language,
    exact: bool,
    keep: Sequence[str] | None,
    types: Mapping[str, ColumnType],
    by_step: bool = False,
) -> str:
    """The text of a query."""
    if dialect not in DIALECTS:
        near = difflib.get_close_matches(dialect, DIALECTS, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(DIALECTS)}"
        raise ValueError(f"there is no dialect {dialect!r}{meant}")
    aliases = {alias: one.id for one in plan.rubric.metrics.values() for alias in (one.id, *one.aliases)}
    kinds = {aliases.get(name, name): kind for name, kind in types.items()}
    options = Options(table, lang, exact, None if keep is None else tuple(dict.fromkeys(keep)), kinds)
    options = evolve(options, by_step=by_step)
    mistakes = [*_mistaken(plan, options)]
    if mistakes:
        raise MetricError(mistakes)
    try:
        from rubric_dsl.evaluators.sql.query import to_sql
    except ModuleNotFoundError as absent:
        if (absent.name or "").partition(".")[0] != "sqlglot":
            raise
        raise MetricError((diagnostic("RB0643", None, package="rubric-dsl[table]"),)) from None
    try:
        return to_sql(plan, digest, dialect, options)
    except NotTold as told:
        raise RubricError((told.diagnostic,), texts) from None


def _mistaken(plan: c.Plan, options: Options) -> Iterator[Diagnostic]:
    """Types that no metric is read from, and columns that would stand twice."""
    metrics = plan.rubric.metrics
    for name, kind in options.types.items():
        if kind not in TYPES:
            raise ValueError(f"there is no type {kind!r}; there are {', '.join(TYPES)}")
        if name not in metrics:
            near = difflib.get_close_matches(name, metrics, n=1)
            yield diagnostic("RB0502", None, metric=name, suggestion=near[0] if near else None)
        elif kind not in TAKEN.get(metrics[name].kind, TYPES):
            one = metrics[name]
            facts = {"kind": one.kind, "type": kind, "known": TAKEN[one.kind]}
            yield diagnostic("RB0653", None, metric=one.labels.naming, **facts)
    taken = {name.casefold() for name in outputs(plan, options.exact).names}
    for column in options.keep or ():
        if column.casefold() in taken:
            yield diagnostic("RB0642", None, column=column)
