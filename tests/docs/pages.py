"""A page of the documentation as its parts: fenced blocks with what the comment above each says of it.

A block that is an example says so in an HTML comment on the line above, which a reader of the page does not
see. The words are ``kind; option value; option value``::

    <!-- example: rule; lang zh -->      one rule, or several with a blank line between
    <!-- example: rubric; total 60 -->   a rubric; with `total`, its head is left out on the page;
                                         with `same`, it means what the one before means
    <!-- example: input -->              a metrics file, with its rule, or its metric's line, in a comment
    <!-- example: …; refused RB0302 -->  what is answered with that; `remark` for what stops nothing
    <!-- example: …; pending -->         what is to hold and does not yet: it fails as soon as it does
    <!-- message -->                     what the example above is answered with
    <!-- file: riverside.yaml -->        a file of the page's own folder; `append` adds to it
    <!-- change: a.rubric; line 12 -->   one line of such a file, written anew
    <!-- shell; exit 1 -->               commands after `$` and what they print; `…` stands for any lines
    <!-- python -->                      a console session, as doctest reads it
    <!-- not run: why -->                no example

In a rule or a rubric a comment ``# events = 8 → 24`` gives an input and what comes out; for a rubric, that is
the published total, and criteria by name: ``# events = 8 → 62.4, matchmaking 24``.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_COMMENT = re.compile(r"^<!--\s*(?P<said>.*?)\s*-->$")
_FENCE = re.compile(r"^(?P<marks>`{3,})(?P<language>\w*)\s*$")


@frozen
class Block:
    """A fenced block: the comment above it, its text, and where it stands."""

    page: Path
    line: int
    """The 1-based line of the first line inside the fence."""
    kind: str
    about: str
    """What stands behind the kind: a file's name, a reason."""
    options: Mapping[str, str]
    language: str
    text: str
    heading: str
    """The heading above it."""

    @property
    def place(self) -> str:
        """``docs/tutorial.md:41``"""
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def of_a_code(self) -> bool:
        """Whether the page is that of a diagnostic."""
        return self.page.parent.name == "diagnostics"

    @property
    def lang(self) -> str:
        """The language of messages: as the block says, else the page's."""
        return self.options.get("lang", "zh" if self.page.name.endswith(".zh.md") else "en")


def reference() -> list[Path]:
    """The pages of the language reference: its front page, and one for each family of shapes."""
    return [DOCS / "language.md", *sorted((DOCS / "language").glob("*.md"))]


def pages() -> list[Path]:
    """The README and everything under docs."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def said(comment: str) -> tuple[str, str, dict[str, str]]:
    """``file: a.rubric; append`` → the kind, what it is about, the options."""
    first, *rest = [part.strip() for part in comment.split(";")]
    kind, _, about = first.partition(":")
    options = dict(part.partition(" ")[::2] for part in rest if part)
    return kind.strip(), about.strip(), {name: value.strip() for name, value in options.items()}


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    lines = page.read_text("utf-8").splitlines()
    heading, comment = "", ""
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.match(line.strip())
        if fence:
            end = next(i for i in range(at + 1, len(lines)) if lines[i].strip() == fence["marks"])
            kind, about, options = said(comment)
            inside = "\n".join(lines[at + 1 : end])
            yield Block(page, at + 2, kind, about, options, fence["language"], inside, heading)
            at, comment = end + 1, ""
            continue
        found = _COMMENT.match(line.strip())
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
        if line.strip():
            comment = found["said"] if found else ""
        at += 1
