"""Between a command and the person who ran it: the language, the rubric named, mistakes told, the exit code.

0 is well, 1 says that the check or the scoring said no, 2 that something could not be used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.source.snippet import report
from rubric_dsl.source.text import SourceText

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from rubric_dsl.facade import Rubric
    from rubric_dsl.tools.table_rows import Table

SAID_NO = 1
UNUSABLE = 2

_Command = TypeVar("_Command", bound=Callable[..., Any])


def lang_option(command: _Command) -> _Command:
    """``--lang en|zh``."""
    return click.option(
        "--lang",
        type=click.Choice(["en", "zh"]),
        default=None,
        help="Language of explanations and messages. [default: RUBRIC_LANG, else the system's, else en]",
    )(command)


def completed_rubric(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What a shell offers for a RUBRIC: the built-in ones, and files."""
    from click.shell_completion import CompletionItem

    from rubric_dsl.resources import builtin_names

    names = [CompletionItem(name) for name in builtin_names() if name.startswith(incomplete)]
    return [*names, CompletionItem(incomplete, type="file")]


def language(chosen: str | None, environment: Mapping[str, str] = os.environ) -> Language:
    """The reader's language: as chosen, else as ``RUBRIC_LANG`` says, else as the system is set up."""
    wanted = chosen or environment.get("RUBRIC_LANG", "")
    if not wanted:
        # the first that is set decides, as POSIX has it
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        wanted = next((environment[name] for name in names if environment.get(name)), "")
    return "zh" if wanted.lower().startswith("zh") else "en"


def told(diagnostics: Iterable[Diagnostic], texts: Mapping[str, SourceText], lang: Language) -> None:
    """Show mistakes on standard error."""
    click.echo(report(diagnostics, texts, lang), err=True)


def stopped(
    code: int, diagnostics: Iterable[Diagnostic], texts: Mapping[str, SourceText], lang: Language
) -> NoReturn:
    """Show mistakes and end the command."""
    told(diagnostics, texts, lang)
    raise click.exceptions.Exit(code)


def rubric_named(name: str, lang: Language) -> Rubric:
    """The rubric at a path, or the built-in one of that name; ends the command where it cannot be used."""
    from rubric_dsl.errors import RubricError
    from rubric_dsl.facade import load

    try:
        return load(rubric_path(name, lang))
    except RubricError as mistake:
        stopped(UNUSABLE, mistake.diagnostics, mistake.texts, lang)


def table_named(
    name: str, written: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> Table | tuple[Diagnostic, ...]:
    """The table in a file, or for ``-`` on standard input, which is kept until the command ends."""
    from rubric_dsl.tools.files import STANDARD_INPUT
    from rubric_dsl.tools.tables import open_table

    if name != "-":
        return open_table(name, encoding=encoding, sheet=sheet, written=written)
    from rubric_dsl.tools.standard_input import kept, told_apart

    path = click.get_current_context().with_resource(kept(sys.stdin.buffer))
    return open_table(path, encoding=encoding, written=written or told_apart(path), name=STANDARD_INPUT)


def rubric_path(name: str, lang: Language) -> Path:
    """Where a rubric lies that is named by its path or by its built-in name."""
    from rubric_dsl.resources import builtin_names, builtin_path

    path = Path(name)
    if name.endswith(".rubric") or os.path.exists(name):  # noqa: PTH110 - Path.exists raises in a closed folder
        return path
    found = builtin_path(name)
    if found is None:
        from rubric_dsl.inputs.columns import nearest

        near = nearest(name, builtin_names())
        stopped(UNUSABLE, [diagnostic("RB0565", None, name=name, nearest=near)], {}, lang)
    return found


def for_people() -> bool:
    """Whether standard output is a terminal: only then colours and drawn tables."""
    return sys.stdout.isatty()
