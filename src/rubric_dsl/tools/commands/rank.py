"""``rubric rank``: all subjects of a table in their order, and every subject that has no place in it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.tools.table_to_table import (
    bar,
    file_writer,
    form_of,
    id_of,
    opened,
    refuse_target,
    refuse_without_packages,
    run,
    use,
)
from rubric_dsl.tools.terminal import (
    SAID_NO,
    UNUSABLE,
    completed_rubric,
    for_people,
    lang_option,
    language,
    rubric_named,
    stopped,
    table_named,
    told,
)

if TYPE_CHECKING:
    from rubric_dsl.facade import Rubric
    from rubric_dsl.tools.batches.pieces import Source
    from rubric_dsl.tools.ranking import Ranking

LONG = 2_000
"""From this many rows on, a terminal shows how far the work has come."""


@click.command("rank")
@click.argument("rubric", shell_complete=completed_rubric)
@click.argument("table", type=click.Path(allow_dash=True))
@click.argument("target", metavar="[OUT]", required=False, type=click.Path())
@click.option(
    "--from",
    "written",
    type=click.Choice(["csv", "tsv", "jsonl"]),
    help="How TABLE is written, where its name does not say. [default for standard input: as it begins]",
)
@click.option(
    "--id",
    "id_column",
    metavar="COLUMN",
    help="The column that names the subjects. [default: the first that is no metric]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How to write to standard output; of OUT its name says it.",
)
@click.option("--exact", is_flag=True, help="Show the exact totals too, which decide the ranks.")
@click.option(
    "--encoding", metavar="NAME", help="The encoding of a text table that is not UTF-8, such as gb18030."
)
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook. [default: the first]")
@click.option("--threads", type=click.IntRange(1, 1024), help="How many processors OUT takes. [default: all]")
@click.option("--force", is_flag=True, help="Write over OUT if it is there.")
@lang_option
def command(
    rubric: str,
    table: str,
    target: str | None,
    written: str | None,
    id_column: str | None,
    form: str,
    exact: bool,
    encoding: str | None,
    sheet: str | None,
    threads: int | None,
    force: bool,
    lang: str | None,
) -> None:
    """Score and rank all subjects of a TABLE by a RUBRIC (a file or a built-in name).

    TABLE is a .csv, .tsv, .jsonl (these also with .gz behind), .xlsx or .parquet file, or a folder of such
    files, with a column for each metric, called by its name in either language; other columns are kept. -
    reads CSV or lines of JSON from standard input. Equal totals share a rank. A row with mistakes is listed
    without one. Where the rubric compares subjects, all rows together are the cohort.

    The ranking is shown; or, for a table of any length, written to OUT: a .csv, .tsv, .jsonl (these also with
    .gz behind), .parquet or .xlsx file with the columns `rank`, the other columns of TABLE, `published`,
    `grade` where there are grades, `outcome` and `reason`. Rows are sorted beside OUT on the disk. OUT
    appears when it is complete, or not at all.

    \b
    Examples:
      rubric rank hunan-2023/annex-1 cities.csv
      rubric rank annex-1.rubric cities.xlsx --sheet 2023 --id 城市 --lang zh
      rubric rank annex-1.rubric cities.csv --format csv > ranking.csv
      rubric rank annex-1.rubric firms.parquet ranking.parquet
      iconv -f gb18030 cities.csv | rubric rank annex-1.rubric - --format csv

    Exit code 1 where a row has mistakes.
    """
    from rubric_dsl.tools import ranking_output as output
    from rubric_dsl.tools.ranking import rank
    from rubric_dsl.tools.tables import Table

    _refuse_together(target)
    reader = language(lang)
    rule = rubric_named(rubric, reader)
    if target is not None:
        refuse_without_packages(("numpy", "pyarrow", "duckdb"), reader)
        place = Path(target)
        form = form_of(place, reader)
        refuse_without_packages(("xlsxwriter",) if form == "xlsx" else (), reader)
        use(threads)
        source = opened(table, written, encoding, sheet, reader)
        refuse_target(place, force, table, reader)
        if source.remarks:
            told(source.remarks, {}, reader)
        named = id_of(source, id_column, reader)
        mistaken = _to_file(rule, source, place, form, named, exact, threads, reader)
        raise click.exceptions.Exit(SAID_NO if mistaken else 0)
    rows = table_named(table, written, encoding, sheet)
    if not isinstance(rows, Table):
        stopped(UNUSABLE, rows, {}, reader)
    with _progress(rows.expected) as tick:
        ranking = rank(rule, rows, id_column, tick)
    if isinstance(ranking, tuple):
        stopped(UNUSABLE, ranking, {}, reader)
    if ranking.remarks:
        told(ranking.remarks, {}, reader)
    if form == "json":
        import json

        named = rows.name if table == "-" else table
        click.echo(json.dumps(output.document(ranking, rule, named, reader), ensure_ascii=False, indent=2))
    elif form == "csv":
        output.write_csv(ranking, sys.stdout, reader, exact)
    else:
        _show(ranking, reader, exact)
    if form != "text" or not for_people():  # there the table says it
        for standing in ranking.mistaken:
            for problem in standing.problems:
                click.echo(output.problem_text(standing.row, problem, reader), err=True)
    raise click.exceptions.Exit(SAID_NO if ranking.mistaken else 0)


def _refuse_together(target: str | None) -> None:
    """End the command where options do not go together."""
    given = click.get_current_context().get_parameter_source
    chosen = [name for name in ("form", "threads", "force") if given(name) is ParameterSource.COMMANDLINE]
    if target is None and chosen and chosen != ["form"]:
        raise click.UsageError("--threads and --force are for OUT, which is not given")
    if target is not None and "form" in chosen:
        raise click.UsageError("--format is for standard output; the name of OUT says how it is written")
    if target == "-":
        raise click.UsageError("OUT is a file; without it, the ranking goes to standard output")


def _to_file(
    rule: Rubric,
    source: Source,
    target: Path,
    form: str,
    id_column: str | None,
    exact: bool,
    threads: int | None,
    lang: Language,
) -> bool:
    """Write the ranking of a table of any length; whether some row has mistakes."""
    from rubric_dsl.evaluators.outputs import standing
    from rubric_dsl.tools.batches.pieces import UnusableError
    from rubric_dsl.tools.batches.ranking import RANK, RankedRows
    from rubric_dsl.tools.batches.scoring import scoring
    from rubric_dsl.tools.scored_output import summary_lines
    from rubric_dsl.tools.whole_output import folder_beside

    columns = standing(rule.plan)
    job = scoring(rule, source, columns, id_column, lang=lang, threads=threads, more=(RANK,))
    if isinstance(job, tuple):
        stopped(UNUSABLE, job, {}, lang)
    ranked = RankedRows(job, exact)
    try:
        with (
            file_writer(form, target, ranked.schema, lang) as out,
            folder_beside(target) as folder,
            bar(ranked.progress, quiet=False) as tick,
        ):
            run(ranked.batches(folder, tick), out, tick)
    except UnusableError as mistake:
        stopped(UNUSABLE, mistake.diagnostics, {}, lang)
    for line in summary_lines(job.summary, lang, source.name):
        click.echo(line, err=True)
    return job.summary.mistaken > 0


def _show(ranking: Ranking, lang: Language, exact: bool) -> None:
    from rubric_dsl.tools import ranking_output as output

    heading, rows = output.text_rows(ranking, lang, exact)
    numbers = output.number_columns(exact)
    if for_people():
        _draw(heading, rows, numbers, [one.outcome for one in ranking.standings])
    else:
        for line in output.aligned(heading, rows, numbers):
            click.echo(line)
    compared = output.of_all(ranking, lang)
    if compared is not None:
        click.echo(compared)
    if not exact and output.same_score_apart(ranking):
        click.echo(output.word("closer", lang), err=True)


def _draw(heading: list[str], rows: list[list[str]], numbers: frozenset[int], outcomes: list[str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for at, name in enumerate(heading):
        drawn.add_column(Text(name), justify="right" if at in numbers else "left", no_wrap=at in numbers)
    styles = {"scored": "", "excluded": "dim", "error": "red"}
    for row, outcome in zip(rows, outcomes, strict=True):
        drawn.add_row(*map(Text, row), style=styles[outcome])
    Console().print(drawn)


@contextmanager
def _progress(expected: int | None) -> Iterator[Callable[[], object]]:
    """Something to call after each row; draws a bar on a terminal once the table proves long."""
    if not sys.stderr.isatty() or (expected is not None and expected < LONG):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    progress = Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True
    )
    task = progress.add_task("", total=expected)
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done == LONG:
            progress.start()
        if done % 100 == 0:
            progress.update(task, completed=done)

    try:
        yield tick
    finally:
        progress.stop()
