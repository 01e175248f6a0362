"""``rubric sql``: the query that scores a table in the engine where it lies."""

from __future__ import annotations

import click

from rubric_dsl.evaluators.sql.dialects import DIALECTS
from rubric_dsl.evaluators.sql.options import TYPES
from rubric_dsl.tools.terminal import UNUSABLE, completed_rubric, lang_option, language, rubric_named, stopped


@click.command("sql")
@click.argument("rubric", shell_complete=completed_rubric)
@click.option(
    "--dialect",
    type=click.Choice(list(DIALECTS)),
    default="duckdb",
    show_default=True,
    help="The engine that the query is for.",
)
@click.option(
    "--table", metavar="NAME", default="metrics", show_default=True, help="The table that it reads."
)
@click.option("--exact", is_flag=True, help="Give the exact total too, as total_num over total_den.")
@click.option(
    "--keep",
    metavar="COLUMN",
    multiple=True,
    help="Hand on this column; may be given again. [default: all that are no metric, where the engine can]",
)
@click.option(
    "--type",
    "types",
    metavar="METRIC=TYPE",
    multiple=True,
    help=f"What the column of a metric holds, where that is not usual: {', '.join(TYPES)}.",
)
@click.option(
    "--by-step",
    is_flag=True,
    help="Give every criterion a step of its own: easier to read and to check, slower to run.",
)
@lang_option
def command(
    rubric: str,
    dialect: str,
    table: str,
    exact: bool,
    keep: tuple[str, ...],
    types: tuple[str, ...],
    by_step: bool,
    lang: str | None,
) -> None:
    """Write a query that scores every row of a table by a RUBRIC (a file or a built-in name).

    One row a subject, one column a metric. The query gives the points of every criterion, the published
    total, and why a row has no score; exactly, whatever the engine.

    \b
    Examples:
      rubric sql hunan-2023/annex-1
      rubric sql annex-1.rubric --dialect spark --table city_figures
      rubric sql annex-1.rubric --dialect postgres --keep city --keep year --exact
      rubric sql annex-1.rubric --by-step | less
      rubric sql annex-1.rubric --type info_platform_mark=float | duckdb figures.db

    Exit code 2 where the engine cannot be asked for this rubric exactly.
    """
    from rubric_dsl.errors import DiagnosedError

    reader = language(lang)
    rule = rubric_named(rubric, reader)
    kinds = dict(_typed(one) for one in types)
    try:
        text = rule.to_sql(
            dialect,
            table,
            reader,
            exact=exact,
            keep=keep or None,
            types=kinds,  # type: ignore[arg-type]
            by_step=by_step,
        )
    except DiagnosedError as mistake:
        stopped(UNUSABLE, mistake.diagnostics, mistake.texts, reader)
    click.echo(text, nl=False)


def _typed(said: str) -> tuple[str, str]:
    name, _, kind = said.rpartition("=")
    if not name or kind not in TYPES:
        raise click.UsageError(f"--type is METRIC=TYPE, with a TYPE of {', '.join(TYPES)}; not {said!r}")
    return name, kind
