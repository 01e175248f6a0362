"""The command line run in this process, for the tests of its commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen
from click.testing import CliRunner

from rubric_dsl.tools.cli import cli


@frozen
class Ran:
    """What a command left: its exit code, and what it wrote on both streams."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def ran(*arguments: str, given: str | bytes, env: Mapping[str, str]) -> Ran:
    """Run the command; an exception of our own is a failing test."""
    result = CliRunner().invoke(cli, arguments, input=given, env=env)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
