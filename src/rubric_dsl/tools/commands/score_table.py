"""``rubric score-table``: every row of a table of any length with its score, into another table."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
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
    from rubric_dsl.tools.batches.pieces import Source
    from rubric_dsl.tools.batches.scoring import Scoring, Summary
    from rubric_dsl.tools.batches.writers import Writer

FORMS = ("csv", "tsv", "jsonl", "parquet", "xlsx")
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
    _refuse_without_packages(("numpy", "pyarrow"), reader)
    from rubric_dsl.tools.batches.pieces import UnusableError

    if target != "-":
        form = form or _form_of(Path(target), reader)
    elif form not in (None, *_TEXT):
        raise click.UsageError(f"{form} cannot be written to standard output; name a file")
    _refuse_without_packages(("xlsxwriter",) if form == "xlsx" else (), reader)
    _use(threads)
    table = _opened(source, written, encoding, sheet, reader)
    if target != "-":
        _refuse_target(Path(target), force, source, reader)
    from rubric_dsl.tools.batches.scoring import scoring

    job = scoring(rule, table, _id_of(table, id_column, reader), exact=exact, lang=reader, threads=threads)
    if isinstance(job, tuple):
        stopped(UNUSABLE, job, {}, reader)
    if table.remarks and not quiet:
        told(table.remarks, {}, reader)
    try:
        if target == "-":
            _to_standard_output(job, form or "csv", quiet)
        else:
            _to_file(job, form or "csv", Path(target), quiet, reader)
    except UnusableError as mistake:
        stopped(UNUSABLE, mistake.diagnostics, {}, reader)
    if not quiet:
        from rubric_dsl.tools.scored_output import summary_lines

        for line in summary_lines(job.summary, reader, table.name):
            click.echo(line, err=True)
    raise click.exceptions.Exit(SAID_NO if job.summary.mistaken else 0)


def _refuse_without_packages(needed: Sequence[str], lang: Language) -> None:
    """End the command where a package is not there that it needs."""
    try:
        for name in needed:
            importlib.import_module(name)
    except ImportError:
        stopped(UNUSABLE, [diagnostic("RB0643", None, package="rubric-dsl[table]")], {}, lang)


def _use(threads: int | None) -> None:
    if threads is not None:
        import pyarrow as pa

        pa.set_cpu_count(threads)


def _form_of(path: Path, lang: Language) -> str:
    from rubric_dsl.tools.batches.opening import ENDINGS, written_as

    found = written_as(path)
    if not found:
        facts = {"path": str(path), "ending": path.suffix, "endings": ENDINGS}
        stopped(UNUSABLE, [diagnostic("RB0668", None, **facts)], {}, lang)
    return found


def _opened(
    source: str, written: str | None, encoding: str | None, sheet: str | None, lang: Language
) -> Source:
    from rubric_dsl.tools.batches.opening import open_source
    from rubric_dsl.tools.files import STANDARD_INPUT

    path, name = Path(source), source
    if source == "-":
        name = STANDARD_INPUT
        if written in (None, "jsonl", "parquet", "xlsx"):  # looked at more than once
            from rubric_dsl.tools.standard_input import kept, told_apart

            path = click.get_current_context().with_resource(kept(sys.stdin.buffer))
            written = written or told_apart(path)
    found = open_source(path, written=written, encoding=encoding, sheet=sheet, name=name)
    if isinstance(found, tuple):
        stopped(UNUSABLE, found, {}, lang)
    return found


def _refuse_target(target: Path, force: bool, source: str, lang: Language) -> None:
    from rubric_dsl.tools.whole_output import in_the_way

    wrong = in_the_way(target, force, () if source == "-" else (Path(source),))
    if wrong is not None:
        stopped(UNUSABLE, [wrong], {}, lang)


def _id_of(table: Source, name: str | None, lang: Language) -> str | None:
    if name is None:
        return None
    from rubric_dsl.tools.ranking import column_called

    found = column_called(table.name, table.columns, name)
    if isinstance(found, Diagnostic):
        stopped(UNUSABLE, [found], {}, lang)
    return found


def _to_standard_output(job: Scoring, form: str, quiet: bool) -> None:
    from rubric_dsl.tools.batches.pieces import UnusableError
    from rubric_dsl.tools.batches.writers import text_writer, unwritable

    wrong = unwritable(job.schema, form, "-")
    if wrong:
        raise UnusableError(*wrong)
    standard: Any = getattr(sys.stdout, "buffer", None) or _Encoded()
    out = text_writer(form, standard, job.schema)
    try:
        _run(job, out, quiet)
    finally:
        out.close()
    sys.stdout.flush()


class _Encoded(io.RawIOBase):
    """Standard output where it takes text alone, as in a notebook."""

    def write(self, text: Any) -> int:
        sys.stdout.write(bytes(text).decode())
        return len(text)


def _to_file(job: Scoring, form: str, target: Path, quiet: bool, lang: Language) -> None:
    from rubric_dsl.tools.batches.pieces import UnusableError
    from rubric_dsl.tools.batches.writers import compressed, unwritable, writer
    from rubric_dsl.tools.whole_output import TakenError, whole

    wrong = unwritable(job.schema, form, str(target))
    if wrong:
        raise UnusableError(*wrong)
    try:
        with whole(target) as part, ExitStack() as stack:
            out = writer(form, part, job.schema, compressed(target))
            stack.callback(out.close)
            _run(job, out, quiet)
    except TakenError:
        stopped(UNUSABLE, [diagnostic("RB0669", None, path=str(target))], {}, lang)


def _run(job: Scoring, out: Writer, quiet: bool) -> None:
    from rubric_dsl.tools.batches.written_beside import WrittenBeside

    beside = WrittenBeside(out)
    try:
        with _progress(job.source, job.summary, quiet) as tick:
            for batch in job.batches():
                beside.write(batch)
                tick()
    except BaseException:
        beside.abandon()
        raise
    beside.close()


@contextmanager
def _progress(source: Source, summary: Summary, quiet: bool) -> Iterator[Callable[[], object]]:
    """Something to call after each batch; draws a bar on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    shown = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*shown, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=source.total, rows="")
        started: Any = progress.tasks[0]

        def tick() -> None:
            speed = summary.rows / max(started.elapsed or 0, 0.001)
            progress.update(task, completed=source.done(), rows=f"{summary.rows:,} rows, {speed:,.0f} rows/s")

        yield tick
