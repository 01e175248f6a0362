"""The command ``rubric``: finds the subcommand, runs it, and turns whatever happens into an exit code.

A subcommand is loaded only when it is run, so that ``rubric score`` starts quickly however much the other
commands need. No mistake of a user ends in a traceback, and neither does one of ours.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence

import click

from rubric_dsl.tools.terminal import UNUSABLE

# name → (module under tools.commands, what it does)
COMMANDS = {
    "score": ("score", "Score one subject."),
    "rank": ("rank", "Score and rank many subjects."),
    "score-table": ("score_table", "Score every row of a table of any length."),
    "sql": ("sql", "Write a query that scores a table where it lies."),
    "check": ("check", "Look for mistakes in rubrics."),
    "explain-code": ("explain_code", "Say more about a message, by its code."),
    "fmt": ("fmt", "Lay out rubric files anew; words, comments and meaning stay."),
    "translate": ("translate", "Say a rubric in the other language."),
    "test": ("test", "Run the worked cases that lie beside rubrics."),
    "completion": ("completion", "Print a completion script for a shell."),
}
INTERRUPTED = 130


class Commands(click.Group):
    """A group that knows its commands by name and loads one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"rubric_dsl.tools.commands.{COMMANDS[cmd_name][0]}")
        command = module.command
        assert isinstance(command, click.Command), "a module of tools.commands defines one command"
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would make it a failure; who reads no further has read enough
            _forget_output()
            return 0

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else f" There are {', '.join(COMMANDS)}."
            ctx.fail(f"No such command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 well; 1 the check or the scoring said no; 2 something could not be used.",
)
@click.version_option(package_name="rubric-dsl", message="rubric %(version)s")
def cli() -> None:
    """Score by published rubrics: exactly, and with every point explained.

    A RUBRIC is a file (annex-1.rubric) or the name of a built-in one (hunan-2023/annex-1).
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; what ``rubric`` calls."""
    gc.set_threshold(100_000)  # a short run makes many objects and next to no cycles
    _set_up_streams()
    try:
        code = cli.main(arguments, prog_name="rubric", standalone_mode=False)
    except click.ClickException as mistake:
        mistake.show()
        code = UNUSABLE
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        code = 0
    except OSError as mistake:
        click.echo(f"cannot go on: {mistake.strerror or mistake}", err=True)
        _forget_output()
        code = UNUSABLE
    except Exception as mistake:  # noqa: BLE001 - the last resort: nobody should have to read a traceback
        code = _told_of_our_own_mistake(mistake)
    try:
        sys.stdout.flush()
    except OSError as mistake:
        _forget_output()
        if not isinstance(mistake, BrokenPipeError):
            click.echo(f"cannot go on: {mistake.strerror}", err=True)
            code = UNUSABLE
    sys.exit(code if isinstance(code, int) else 0)


def _set_up_streams() -> None:
    """UTF-8 into files and pipes; on a terminal its own encoding, and no crash at what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def _forget_output() -> None:
    """The reader of our output is gone: let Python not find that out again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _told_of_our_own_mistake(mistake: Exception) -> int:
    if os.environ.get("RUBRIC_TRACEBACK"):
        raise mistake
    click.echo(
        f"internal error ({type(mistake).__name__}: {mistake}); this is a mistake in rubric itself. Please"
        " report it with the command that you ran; RUBRIC_TRACEBACK=1 shows where it happened.",
        err=True,
    )
    return UNUSABLE
