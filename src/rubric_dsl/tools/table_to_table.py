"""What commands have in common that read one table and write another, each of any length.

Between the command line and the pieces of a table: how IN and OUT are opened and refused, a bar on the way,
and OUT whole or not at all. What cannot be used ends the command.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.tools.terminal import UNUSABLE, stopped

if TYPE_CHECKING:
    from rubric_dsl.tools.batches.pieces import Source
    from rubric_dsl.tools.batches.writers import Writer

FORMS = ("csv", "tsv", "jsonl", "parquet", "xlsx")
Progress = Callable[[], tuple[float | None, int]]
"""How far the work has come, from 0 to 1, None where nobody knows; and how many rows it has scored."""


def refuse_without_packages(needed: Sequence[str], lang: Language) -> None:
    """End the command where a package is not there that it needs."""
    try:
        for name in needed:
            importlib.import_module(name)
    except ImportError:
        stopped(UNUSABLE, [diagnostic("RB0643", None, package="rubric-dsl[table]")], {}, lang)


def use(threads: int | None) -> None:
    """Have Arrow use so many processors."""
    if threads is not None:
        import pyarrow as pa

        pa.set_cpu_count(threads)


def form_of(path: Path, lang: Language) -> str:
    """How a file is to be written, by its name."""
    from rubric_dsl.tools.batches.opening import ENDINGS, written_as

    found = written_as(path)
    if not found:
        facts = {"path": str(path), "ending": path.suffix, "endings": ENDINGS}
        stopped(UNUSABLE, [diagnostic("RB0668", None, **facts)], {}, lang)
    return found


def opened(
    source: str, written: str | None, encoding: str | None, sheet: str | None, lang: Language
) -> Source:
    """The table IN, ``-`` for standard input."""
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


def refuse_target(target: Path, force: bool, source: str, lang: Language) -> None:
    """End the command where nothing can be written to the place of OUT."""
    from rubric_dsl.tools.whole_output import in_the_way

    wrong = in_the_way(target, force, () if source == "-" else (Path(source),))
    if wrong is not None:
        stopped(UNUSABLE, [wrong], {}, lang)


def id_of(table: Source, name: str | None, lang: Language) -> str | None:
    """The column that names the subjects, where one was asked for."""
    if name is None:
        return None
    from rubric_dsl.tools.ranking import column_called

    found = column_called(table.name, table.columns, name)
    if isinstance(found, Diagnostic):
        stopped(UNUSABLE, [found], {}, lang)
    return found


@contextmanager
def file_writer(form: str, target: Path, schema: Any, lang: Language) -> Iterator[Writer]:
    """A writer to OUT, which is there when the block ends well. Raises :class:`UnusableError` for columns
    that it has no cells for."""
    from rubric_dsl.tools.batches.pieces import UnusableError
    from rubric_dsl.tools.batches.writers import compressed, unwritable, writer
    from rubric_dsl.tools.whole_output import TakenError, whole

    wrong = unwritable(schema, form, str(target))
    if wrong:
        raise UnusableError(*wrong)
    try:
        with whole(target) as part, ExitStack() as stack:
            out = writer(form, part, schema, compressed(target))
            stack.callback(out.close)
            yield out
    except TakenError:
        stopped(UNUSABLE, [diagnostic("RB0669", None, path=str(target))], {}, lang)


def run(batches: Iterable[Any], out: Writer, tick: Callable[[], object]) -> None:
    """Write all batches while the next ones are made; ``tick`` is called after each."""
    from rubric_dsl.tools.batches.written_beside import WrittenBeside

    beside = WrittenBeside(out)
    try:
        for batch in batches:
            beside.write(batch)
            tick()
    except BaseException:
        beside.abandon()
        raise
    beside.close()


@contextmanager
def bar(progress: Progress, quiet: bool) -> Iterator[Callable[[], object]]:
    """Something to call now and then; draws on a terminal how far the work has come."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich import progress as progress_bar
    from rich.console import Console
    from rich.progress import (
        BarColumn,
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
    with progress_bar.Progress(*shown, console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task("", total=None, rows="")
        started: Any = drawn.tasks[0]

        def tick() -> None:
            part, rows = progress()
            speed = rows / max(started.elapsed or 0, 0.001)
            told = f"{rows:,} rows, {speed:,.0f} rows/s"
            drawn.update(task, total=None if part is None else 1, completed=part or 0, rows=told)

        yield tick
