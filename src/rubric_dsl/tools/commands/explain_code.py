"""``rubric explain-code``: the page of a message's code, read in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.tools.terminal import UNUSABLE, for_people, lang_option, language, told

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _completed(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from rubric_dsl.tools.code_pages import titles

    found = titles(language(None)).items()
    return [CompletionItem(code, help=title) for code, title in found if code.startswith(incomplete.upper())]


@click.command("explain-code")
@click.argument("codes", nargs=-1, metavar="[CODE]...", shell_complete=_completed)
@lang_option
def command(codes: tuple[str, ...], lang: str | None) -> None:
    """Say more about a message, by its CODE: what you wrote, what is wrong, why it matters, how to say it.

    Without a code, list all of them. A page that is piped on is Markdown.

    \b
    Examples:
      rubric explain-code RB0203
      rubric explain-code 203 --lang zh
      rubric explain-code | grep cap

    Exit code 2 where no message has the code.
    """
    from rubric_dsl.tools.code_pages import code_meant, page, titles

    reader = language(lang)
    if not codes:
        click.echo("\n".join(f"{code}  {title}" for code, title in titles(reader).items()))
    missing = []
    for code in codes:
        text = page(code_meant(code), reader)
        if text is None:
            missing.append(diagnostic("RB0568", None, name=code))
        else:
            _shown(text)
    if missing:
        told(missing, {}, reader)
        raise click.exceptions.Exit(UNUSABLE)


def _shown(text: str) -> None:
    if not for_people():
        click.echo(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    lines = text.splitlines()
    headed = "\n".join(f"**{line.lstrip('# ')}**" if line.startswith("#") else line for line in lines)
    console = Console(highlight=False)
    console.print(Markdown(headed, code_theme="ansi_dark"))
    console.print()
