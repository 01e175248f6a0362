"""``rubric test``: the worked cases beside rubrics, and every figure that is not as expected."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.source.display import printable
from rubric_dsl.source.span import Span
from rubric_dsl.tools.terminal import SAID_NO, UNUSABLE, lang_option, language, told

if TYPE_CHECKING:
    from rubric_dsl.tools.cases import CaseResult

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "one": "{name}: 1 case, as expected",
        "well": "{name}: {cases} cases, all as expected",
        "one not": "{name}: 1 case, not as expected",
        "not": "{name}: {cases} cases, {failed} not as expected",
    },
    "zh": {
        "one": "{name}：1 个算例，与预期一致",
        "well": "{name}：{cases} 个算例，全部与预期一致",
        "one not": "{name}：1 个算例，与预期不一致",
        "not": "{name}：{cases} 个算例，其中 {failed} 个与预期不一致",
    },
}


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--short", is_flag=True, help="The figures that differ alone, without their account.")
@click.option("--junit", metavar="FILE", type=click.Path(), help="Write the results as JUnit XML as well.")
@lang_option
def command(paths: tuple[str, ...], short: bool, junit: str | None, lang: str | None) -> None:
    """Run the worked cases that lie beside rubrics.

    A PATH is a rubric, a file of cases (annex-1.cases.yaml), or a folder to look for them in; without
    one, the folder that you are in. Cases run under every spelling of their rubric, or under the one
    that you name. Where a rubric compares subjects, the cases of a file are compared with each other.

    \b
    Examples:
      rubric test
      rubric test rubrics/hunan-2023
      rubric test annex-1.zh.rubric --lang zh
      rubric test rubrics --short --junit results.xml

    Exit code 1 where a figure is not as expected, 2 where cases or a rubric cannot be used.
    """
    from rubric_dsl.tools.cases import CasesError, run_cases

    reader = language(lang)
    codes = {0}
    ran: list[tuple[str, tuple[CaseResult, ...] | CasesError]] = []
    for path in paths or (".",):
        found = _found(path)
        if isinstance(found, Diagnostic):
            told([found], {}, reader)
            ran.append((path, CasesError([found])))
            codes.add(UNUSABLE)
            continue
        for cases, rubric in found:
            try:
                results = run_cases(cases, rubric=rubric)
            except CasesError as mistake:
                told(mistake.diagnostics, mistake.texts, reader)
                ran.append((str(cases), mistake))
                codes.add(UNUSABLE)
                continue
            ran.append((str(cases), results))
            for name, group in groupby(results, key=lambda result: result.rubric):
                if not _shown(name, list(group), short, reader):
                    codes.add(SAID_NO)
    if junit is not None:
        from rubric_dsl.tools.junit import as_junit
        from rubric_dsl.tools.replacing import replaced

        replaced(Path(junit), as_junit(ran, reader))
    raise click.exceptions.Exit(max(codes))


def _found(name: str) -> list[tuple[Path, Path | None]] | Diagnostic:
    """The files of cases that a path stands for, each with the rubric to run it under if one is named."""
    from rubric_dsl.resources import builtin_path
    from rubric_dsl.tools.cases import cases_of
    from rubric_dsl.tools.cases_file import ENDING

    path = Path(name)
    if not path.exists():
        path = builtin_path(name) or path
    if path.is_dir():
        inside: list[tuple[Path, Path | None]] = [(file, None) for file in _in_folder(path, ENDING)]
        return inside or _whole("RB0583", path)
    if not path.exists():
        return _whole("RB0530", path, problem="missing")
    if path.name.endswith(ENDING):
        return [(path, None)]
    if not path.name.endswith(".rubric"):
        return _whole("RB0585", path)
    cases = cases_of(path)
    return [(cases, path)] if cases.exists() else _whole("RB0584", path, cases=str(cases))


def _whole(code: str, path: Path, **facts: object) -> Diagnostic:
    return diagnostic(code, Span(str(path), 1, 1, 1), path=str(path), **facts)


def _in_folder(folder: Path, ending: str) -> Iterator[Path]:
    """The files of a folder and of those inside it, in order; hidden folders are left alone."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if name.endswith(ending))


def _shown(name: str, results: list[CaseResult], short: bool, lang: Language) -> bool:
    """One line for a rubric, and what is not as expected below it; whether all is well."""
    from rubric_dsl.tools.cases_report import report_of, side_by_side

    failed = [result for result in results if not result.passed]
    well, ill = ("one", "one not") if len(results) == 1 else ("well", "not")
    said = _WORDS[lang][ill if failed else well]
    click.echo(said.format(name=printable(name), cases=len(results), failed=len(failed)))
    for result in failed:
        click.echo(f"  {printable(result.case)} ({printable(result.span.file)}:{result.span.line})")
        for line in side_by_side(result.differences, lang) if short else report_of(result, lang):
            click.echo(f"    {line}".rstrip())
    return not failed
