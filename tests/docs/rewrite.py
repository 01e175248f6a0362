"""Write anew what the documentation shows of the program: messages, accounts, the index of diagnostics.

    python -m tests.docs.rewrite [PAGE …]        from the top of the project

Only what the program printed is written. Inputs, points and sentences are the page's own: they are
expectations, and where one of them fails this stops and says so. Read the difference before you keep it.
"""

import difflib
import sys
import tempfile
from pathlib import Path

from tests.docs.diagnostic_pages import ELSEWHERE, INDEX, index
from tests.docs.pages import Block, blocks, pages
from tests.docs.running import ANY_LINES, session


def main(chosen: list[str]) -> None:
    """Rewrite every page, or those that are named, until it holds."""
    for page in [Path(name).resolve() for name in chosen] or pages():
        if page.stem in ELSEWHERE:
            continue
        count = 0
        while _rewritten(page):
            count += 1
            assert count < 200, f"{page} does not come to rest"
        if count:
            print(f"{page}: {count} blocks", file=sys.stderr)
    INDEX.write_text(index(), "utf-8")


def _rewritten(page: Path) -> bool:
    """Rewrite the first block that differs; False where none does."""
    with tempfile.TemporaryDirectory() as folder:
        reading = session(page, Path(folder))
        for block in blocks(page):
            for shown in reading.run(block):
                try:
                    shown.hold()
                except AssertionError:
                    _put(block, _elided(shown.page, shown.program))
                    return True
    return False


def _put(block: Block, text: str) -> None:
    lines = block.page.read_text("utf-8").split("\n")
    start = block.line - 1
    lines[start : start + len(block.text.split("\n")) if block.text else start] = text.split("\n")
    block.page.write_text("\n".join(lines), "utf-8")


def _elided(page: str, program: str) -> str:
    """The program's text with the gaps that the page has."""
    if not any(line.strip() == ANY_LINES for line in page.splitlines()):
        return program
    rest = program.splitlines()
    found: list[str] = []
    segment: list[str] = []
    for line in [*page.splitlines(), None]:
        if line is not None and line.strip() != ANY_LINES:
            segment.append(line)
            continue
        if segment:
            first = _like(segment[0], rest)
            last = first + max(0, _like(segment[-1], rest[first:]))
            found += rest[first : last + 1]
            rest = rest[last + 1 :]
            segment = []
        if line is not None:
            found.append(line)
    return "\n".join(found)


def _like(line: str, lines: list[str]) -> int:
    near = difflib.get_close_matches(line, lines, n=1, cutoff=0)
    return lines.index(near[0]) if near else 0


if __name__ == "__main__":
    main(sys.argv[1:])
