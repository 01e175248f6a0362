"""``rubric translate``: a rubric said in the other language, with its comments and the same meaning."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rubric_dsl.source.text import MAX_FILE_BYTES, SourceText, decode, read
from rubric_dsl.tools.terminal import UNUSABLE, completed_rubric, lang_option, language, rubric_path, stopped

if TYPE_CHECKING:
    from rubric_dsl.source.diagnostics import Language


@click.command("translate")
@click.argument("rubric", shell_complete=completed_rubric)
@click.option("--to", type=click.Choice(["en", "zh"]), required=True, help="The language to say it in.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(), help="Write here. [default: standard output]"
)
@lang_option
def command(rubric: str, to: Language, output: str | None, lang: str | None) -> None:
    """Say a RUBRIC (a file, a built-in name, or - for standard input) in the other language.

    Keywords change, and names that the file declares in both scripts; comments, labels, quotations and
    other names stay. The meaning, and so the hash, is the same. Sentences that are in that language already
    stay as they are.

    \b
    Examples:
      rubric translate annex-1.rubric --to zh
      rubric translate annex-1.zh.rubric --to en -o annex-1.rubric
      rubric translate - --to zh < annex-1.rubric

    Exit code 2 where the rubric has mistakes or cannot be read.
    """
    from rubric_dsl.errors import RubricError
    from rubric_dsl.rewriting import translate_text

    reader = language(lang)
    path = None if rubric == "-" else rubric_path(rubric, reader)
    given = sys.stdin.buffer.read(MAX_FILE_BYTES + 1) if path is None else b""
    source = decode(given, "-") if path is None else read(path)
    if not isinstance(source, SourceText):
        stopped(UNUSABLE, [source], {}, reader)
    try:
        text = translate_text(source.text, to, source.name, path)
    except RubricError as mistake:
        stopped(UNUSABLE, mistake.diagnostics, mistake.texts, reader)
    if output is None:
        sys.stdout.buffer.write(text.encode())
    else:
        from rubric_dsl.tools.replacing import replaced

        replaced(Path(output), text.encode())
