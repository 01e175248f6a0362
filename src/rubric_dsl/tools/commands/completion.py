"""``rubric completion``: the script that teaches a shell to complete commands and options."""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for a SHELL.

    \b
    Examples:
      eval "$(rubric completion bash)"                                  in ~/.bashrc
      eval "$(rubric completion zsh)"                                   in ~/.zshrc
      rubric completion fish > ~/.config/fish/completions/rubric.fish
    """
    from click.shell_completion import ShellComplete, get_completion_class

    from rubric_dsl.tools.cli import cli

    complete = get_completion_class(shell)
    assert complete is not None, "click completes for these three shells"
    # not complete.source(): bash's looks for a bash to run and asks it for its version
    script = ShellComplete.source(complete(cli, {}, "rubric", "_RUBRIC_COMPLETE"))
    click.echo(script)
