"""``rubric fmt``: rubric files in their one layout; the words stay the writer's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from rubric_dsl.source.diagnostics import Diagnostic, Language
from rubric_dsl.source.display import printable
from rubric_dsl.source.text import MAX_FILE_BYTES, SourceText, decode, read
from rubric_dsl.tools.terminal import SAID_NO, UNUSABLE, for_people, lang_option, language, told

_ENDING = ".rubric"
_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "stdin": "<standard input>",
        "written": "{name}: laid out anew",
        "would": "{name}: would be laid out anew",
        "well": "{name}: well laid out already",
        "none": "{name}: no rubric in this folder",
    },
    "zh": {
        "stdin": "<标准输入>",
        "written": "{name}：已重新排版",
        "would": "{name}：需要重新排版",
        "well": "{name}：排版无需改动",
        "none": "{name}：文件夹中没有评价表",
    },
}


@click.command("fmt")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@lang_option
def command(files: tuple[str, ...], check: bool, diff: bool, lang: str | None) -> None:
    """Lay out rubric files anew: indentation, spaces, columns, blank lines, signs.

    A FILE is a rubric, a folder to look for rubrics in, or - for standard input, which goes to standard
    output. Words, comments and the meaning stay as they are. A file with mistakes in its sentences is told
    of and left alone.

    \b
    Examples:
      rubric fmt annex-1.rubric
      rubric fmt rubrics
      rubric fmt --check rubrics
      rubric fmt --diff annex-1.rubric
      rubric fmt - < annex-1.rubric > tidy.rubric

    Exit code 1 where --check finds a file that would change, 2 where a file cannot be read.
    """
    reader = language(lang)
    words = _WORDS[reader]
    codes = {0}
    for name in files:
        if name == "-":
            raw = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
            codes.add(_laid_out(decode(raw, words["stdin"]), None, raw, check, diff, reader))
            continue
        path = Path(name)
        found = list(_in_folder(path)) if path.is_dir() else [path]
        if not found:
            click.echo(words["none"].format(name=printable(name)), err=True)
            codes.add(UNUSABLE)
        for file in found:
            source = read(file)
            before = file.read_bytes() if isinstance(source, SourceText) else b""
            codes.add(_laid_out(source, file, before, check, diff, reader))
    raise click.exceptions.Exit(max(codes))


def _in_folder(folder: Path) -> Iterator[Path]:
    """Its rubrics and those of the folders inside, in order; hidden ones are left alone."""
    for path in sorted(folder.rglob(f"*{_ENDING}")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _laid_out(
    source: SourceText | Diagnostic,
    path: Path | None,
    before: bytes,
    check: bool,
    diff: bool,
    lang: Language,
) -> int:
    """One file; its exit code."""
    from rubric_dsl.syntax.sheet.laying import formatted

    if isinstance(source, Diagnostic):
        told([source], {}, lang)
        return UNUSABLE
    text = formatted(source)
    if not isinstance(text, str):
        told(text, {source.name: source}, lang)
        return UNUSABLE
    after = text.encode()
    changed = after != before
    if diff and changed:
        _show_difference(source, text)
    elif path is None and not check and not diff:
        sys.stdout.buffer.write(after)
    elif path is not None and changed and not check:
        from rubric_dsl.tools.replacing import replaced

        replaced(path, after)
    if path is not None or check:
        said = "well" if not changed else "would" if check or diff else "written"
        quiet = diff and not check
        if not quiet and not (check and not changed):
            click.echo(_WORDS[lang][said].format(name=printable(source.name)), err=diff)
    return SAID_NO if check and changed else 0


def _show_difference(source: SourceText, text: str) -> None:
    """A unified difference; in colours where a person looks on."""
    from difflib import unified_diff

    old, new = (said.replace("\r\n", "\n").split("\n") for said in (source.text, text))
    name = printable(source.name)
    for line in unified_diff(old, new, name, name, lineterm=""):
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1]) if for_people() else None
        shown = printable(line)
        click.echo(click.style(shown, fg=colour) if colour else shown)
