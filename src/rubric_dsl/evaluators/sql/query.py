"""Plan → one query: every row of a table scored where it lies, exactly.

Comes in: a plan, an engine, and what is known of the table. Goes out: the query as sqlglot's tree. It reads
the metrics, checks them, works out the lines of the program in steps named after the criteria, and gives the
columns that every engine gives::

    WITH given AS (…the table's columns…), sound AS (…can all of a row be used?…),
    checked AS (…the values, nothing NULL any more, and the reason…),
    credit AS (…), daily AS (…), total AS (…)
    SELECT …points, published, outcome, reason… FROM total
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.sql.dialects import DIALECTS, Dialect
from rubric_dsl.evaluators.sql.layout import laid_out
from rubric_dsl.evaluators.sql.options import Options
from rubric_dsl.evaluators.sql.reading import scale_in
from rubric_dsl.evaluators.sql.refusals import NotTold
from rubric_dsl.evaluators.sql.results import Query
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.whole.expressions import NotWhole
from rubric_dsl.evaluators.whole.lowering import program_of
from rubric_dsl.evaluators.whole.naming import Namer
from rubric_dsl.plan import core as c


def query_of(plan: c.Plan, dialect: str, options: Options) -> Sql:
    """A plan as one query of an engine. Raises :class:`NotTold`."""
    spoken = DIALECTS[dialect]
    _refuse(plan, spoken, options)
    usual = scales_of(plan)
    scales = {
        one.id: scale_in(one, options.type_of(one), usual[one.id])
        for one in plan.metrics
        if one.entries is None
    }
    for one in plan.metrics:  # a metric takes all the decimals of the one that stands for it
        at = one
        while isinstance(at.stands, str):
            at = plan.rubric.metrics[at.stands]
            scales[one.id] = max(scales[one.id], scales[at.id])
    try:
        program = program_of(plan, scales, together=plan.compares)
    except NotWhole as lacking:
        raise NotTold("ratio", spoken.title, lacking.span) from None
    taken = [one.name for one in program.inputs] + [line.name for line in program.lines]
    layout = laid_out(program, spoken, options.exact, taken)
    columns = Namer(
        {name.casefold() for name in (*layout.wholes, *taken, *(one.line.name for one in layout.lines))}
    )
    steps = Namer({options.table.casefold().rpartition(".")[2]})
    tree = Query(plan, spoken, options, layout, columns, steps).tree()
    for name in {one.name for one in tree.find_all(exp.Identifier)}:
        if spoken.longest is not None and len(name.encode()) > spoken.longest:
            raise NotTold("name", spoken.title, plan.rubric.span, name=name, longest=spoken.longest)
    return tree


def _refuse(plan: c.Plan, dialect: Dialect, options: Options) -> None:
    """Raise where an engine cannot be asked at all."""
    if plan.graded is not None and plan.graded.quotas:
        raise NotTold("quota", dialect.title, plan.graded.quotas[0].said.span)
    for metric in plan.metrics:
        if metric.kind == "choice" and not dialect.exact_texts:
            raise NotTold("text", dialect.title, metric.span, metric=metric.id)


def to_sql(plan: c.Plan, digest: str, dialect: str, options: Options) -> str:
    """The text of a query, behind a comment that says what it is of and what it takes for granted."""
    tree = query_of(plan, dialect, options)
    text = tree.sql(dialect=dialect, pretty=True, comments=True)
    return f"{_header(plan, digest, dialect, options)}{text}\n"


def _header(plan: c.Plan, digest: str, dialect: str, options: Options) -> str:
    lines = [
        f"rubric {plan.rubric.id} · {digest[:16]} · {DIALECTS[dialect].title}",
        f"Reads the table {options.table}, one row a subject. NULL is not given. Its columns:",
    ]
    kinds: Mapping[str, list[str]] = {}
    for metric in plan.metrics:
        kinds.setdefault(options.type_of(metric), []).append(options.column_of(metric))  # type: ignore[attr-defined]
    lines += [f"  {kind}: {', '.join(columns)}" for kind, columns in kinds.items()]
    return "".join(
        f"-- {' '.join(line.split())}\n" if not line.startswith(" ") else f"--   {' '.join(line.split())}\n"
        for line in lines
    )
