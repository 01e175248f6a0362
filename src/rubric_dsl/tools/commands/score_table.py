"""``rubric score-table``: every row of a table of any length with its score, into another table."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rubric_dsl.tools.table_to_table import (
    FORMS,
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
    lang_option,
    language,
    rubric_named,
    stopped,
    told,
)

if TYPE_CHECKING:
    from rubric_dsl.tools.batches.scoring import Scoring

_TEXT = ("csv", "tsv", "jsonl")


@click.command("score-table")
@click.argument("rubric", shell_complete=completed_rubric)
@click.argument("source", metavar="IN", type=click.Path(allow_dash=True))
@click.argument("target", metavar="OUT", type=click.Path(allow_dash=True))
@click.option(
    "--id",
    "id_column",
    metavar="COLUMN",
    help="The column that names the subjects in messages. [default: the first that is no metric]",
)
@click.option("--exact", is_flag=True, help="Add the exact totals: the columns total_num and total_den.")
@click.option(
    "--from",
    "written",
    type=click.Choice(FORMS),
    help="How IN is written, where its name does not say. [default for standard input: as it begins]",
)
@click.option(
    "--to",
    "form",
    type=click.Choice(FORMS),
    help="How to write OUT, where its name does not say. [default for standard output: csv]",
)
@click.option("--encoding", metavar="NAME", help="The encoding of text that is not UTF-8, such as gb18030.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook. [default: the first]")
@click.option("--threads", type=click.IntRange(1, 1024), help="How many processors to use. [default: all]")
@click.option("--force", is_flag=True, help="Write over OUT if it is there.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what cannot be used.")
@lang_option
def command(
    rubric: str,
    source: str,
    target: str,
    id_column: str | None,
    exact: bool,
    written: str | None,
    form: str | None,
    encoding: str | None,
    sheet: str | None,
    threads: int | None,
    force: bool,
    quiet: bool,
    lang: str | None,
) -> None:
    """Score every row of the table IN by a RUBRIC, and write the table OUT.

    IN and OUT are .csv, .tsv, .jsonl (these also with .gz behind), .parquet or .xlsx files; IN may be a
    folder of such files, which are one table, or - for standard input, OUT may be - for standard output. IN
    has a column for each metric, called by its name in either language. OUT has the other columns of IN as
    they are, then a column for each criterion and section, `published`, `grade` where there are grades,
    `outcome` and `reason`; as many rows, in the same order. A row with mistakes stays in its place, without
    a score.

    Rows stream through a memory that does not grow with the table. OUT appears when it is complete, or not
    at all.

    \b
    Examples:
      rubric score-table hunan-2023/annex-1 cities.csv scored.csv
      rubric score-table annex-1.rubric firms.parquet scored.parquet --exact
      rubric score-table annex-1.rubric months/ scored.xlsx --id 企业 --lang zh
      rubric score-table annex-1.rubric firms.csv.gz - --encoding gb18030 | head

    Exit code 1 where a row has mistakes.
    """
    reader = language(lang)
    rule = rubric_named(rubric, reader)
    refuse_without_packages(("numpy", "pyarrow"), reader)
    from rubric_dsl.tools.batches.pieces import UnusableError

    if target != "-":
        form = form or form_of(Path(target), reader)
    elif form not in (None, *_TEXT):
        raise click.UsageError(f"{form} cannot be written to standard output; name a file")
    refuse_without_packages(("xlsxwriter",) if form == "xlsx" else (), reader)
    use(threads)
    table = opened(source, written, encoding, sheet, reader)
    if target != "-":
        refuse_target(Path(target), force, source, reader)
    from rubric_dsl.evaluators.outputs import outputs
    from rubric_dsl.tools.batches.scoring import scoring

    id_column, columns = id_of(table, id_column, reader), outputs(rule.plan, exact)
    job = scoring(rule, table, columns, id_column, lang=reader, threads=threads)
    if isinstance(job, tuple):
        stopped(UNUSABLE, job, {}, reader)
    if table.remarks and not quiet:
        told(table.remarks, {}, reader)
    try:
        if target == "-":
            _to_standard_output(job, form or "csv", quiet)
        else:
            with (
                file_writer(form or "csv", Path(target), job.schema, reader) as out,
                bar(job.progress, quiet) as tick,
            ):
                run(job.batches(), out, tick)
    except UnusableError as mistake:
        stopped(UNUSABLE, mistake.diagnostics, {}, reader)
    if not quiet:
        from rubric_dsl.tools.scored_output import summary_lines

        for line in summary_lines(job.summary, reader, table.name):
            click.echo(line, err=True)
    raise click.exceptions.Exit(SAID_NO if job.summary.mistaken else 0)


def _to_standard_output(job: Scoring, form: str, quiet: bool) -> None:
    from rubric_dsl.tools.batches.pieces import UnusableError
    from rubric_dsl.tools.batches.writers import text_writer, unwritable

    wrong = unwritable(job.schema, form, "-")
    if wrong:
        raise UnusableError(*wrong)
    standard: Any = getattr(sys.stdout, "buffer", None) or _Encoded()
    out = text_writer(form, standard, job.schema)
    try:
        with bar(job.progress, quiet) as tick:
            run(job.batches(), out, tick)
    finally:
        out.close()
    sys.stdout.flush()


class _Encoded(io.RawIOBase):
    """Standard output where it takes text alone, as in a notebook."""

    def write(self, text: Any) -> int:
        sys.stdout.write(bytes(text).decode())
        return len(text)
