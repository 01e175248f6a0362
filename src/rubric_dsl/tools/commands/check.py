"""``rubric check``: all that is wrong or remarkable in rubric files, with the line and a caret."""

from __future__ import annotations

import click

from rubric_dsl.tools.terminal import (
    SAID_NO,
    UNUSABLE,
    completed_rubric,
    lang_option,
    language,
    rubric_path,
    told,
)

# the file itself: missing, not UTF-8, too long
_NO_FILE = frozenset({"RB0001", "RB0002", "RB0003"})


@click.command("check")
@click.argument("rubrics", nargs=-1, required=True, metavar="RUBRIC...", shell_complete=completed_rubric)
@lang_option
def command(rubrics: tuple[str, ...], lang: str | None) -> None:
    """Look for mistakes in rubrics: files, or the names of built-in ones.

    \b
    Examples:
      rubric check annex-1.rubric
      rubric check rubrics/hunan-2023/*.rubric
      rubric check hunan-2023/annex-1 --lang zh

    Exit code 1 where there are mistakes, 2 where a file cannot be read; remarks alone leave it at 0.
    """
    from rubric_dsl.pipeline import compile_file

    reader = language(lang)
    codes = {0}
    for name in rubrics:
        compiled = compile_file(rubric_path(name, reader))
        found = compiled.diagnostics
        if found:
            told(found, compiled.texts, reader)
        errors = [one for one in found if one.severity == "error"]
        if errors:
            codes.add(UNUSABLE if any(one.code in _NO_FILE for one in errors) else SAID_NO)
        else:
            click.echo(_well(str(name), bool(found), reader))
    raise click.exceptions.Exit(max(codes))


def _well(name: str, remarks: bool, lang: str) -> str:
    if lang == "zh":
        return f"{name}：没有错误，但有提醒" if remarks else f"{name}：没有错误"
    return f"{name}: no mistakes, with remarks" if remarks else f"{name}: no mistakes"
