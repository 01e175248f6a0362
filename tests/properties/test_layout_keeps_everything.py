"""Laying a file out keeps its tree and every comment, and is done at once; whatever the blanks in it were."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rubric_dsl import resources
from rubric_dsl.pipeline import compile_text
from rubric_dsl.source.text import SourceText, read
from rubric_dsl.syntax.sheet.laying import formatted
from rubric_dsl.syntax.sheet.rows import BLANKS, Row, Sheet, rows_of

GOOD = sorted((Path(__file__).parents[1] / "cases" / "good").glob("*.rubric"))
PUBLISHED = sorted(resources.folder("rubrics").rglob("*.rubric"))
FILES = [*GOOD, *PUBLISHED]


def sheet(text: str) -> Sheet:
    found = rows_of(SourceText("<text>", text))
    assert isinstance(found, Sheet), f"{found}\n{text}"
    return found


def laid(text: str) -> str:
    found = formatted(SourceText("<text>", text))
    assert isinstance(found, str), f"{found}\n{text}"
    return found


def comments(found: Sheet) -> list[str]:
    return [row.comment for row in found.rows if row.comment]


def source(path: Path) -> SourceText:
    found = read(path)
    assert isinstance(found, SourceText)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_layout_of_a_file_keeps_tree_comments_and_meaning(path: Path) -> None:
    before = sheet(source(path).text)
    text = laid(source(path).text)
    after = sheet(text)
    assert (after.tree, comments(after)) == (before.tree, comments(before))
    assert laid(text) == text
    assert all(line == line.rstrip() for line in text.split("\n")) and "\n\n\n" not in text


ALONE = [path for path in GOOD if not re.search("[.]rubric", path.read_text("utf-8"))]
"""Cases that need nothing but themselves."""


@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.name)
def test_layout_of_a_case_keeps_its_hash(path: Path) -> None:
    before = compile_text(source(path)).hash
    assert before is not None
    assert compile_text(SourceText("<text>", laid(source(path).text))).hash == before


files = st.sampled_from([source(path).text for path in FILES])
blanks = st.sampled_from([" ", "  ", "\u3000", " \u3000  "])


def indented(row: Row, step: int, deeper: int) -> int:
    assert row.sentence is not None
    return row.sentence.depth * step + (0 if row.first else deeper + step)


@st.composite
def respaced(draw: st.DrawFn) -> tuple[str, str]:
    """A file, and the same with other blanks between its words and other indentation."""
    text = draw(files)
    step, deeper = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    lines = []
    for row in sheet(text).rows:
        if row.sentence is None:
            lines.append(row.written)
            continue
        if any("\n" in word for word in row.words):
            assume(False)
        words = row.words[0] + "".join(
            (draw(blanks) if gap else "") + word for gap, word in zip(row.gaps, row.words[1:], strict=True)
        )
        tail = draw(blanks) + row.comment if row.comment else draw(st.sampled_from(["", "  ", "\u3000"]))
        lines.append(" " * indented(row, step, deeper) + words + row.stop + tail)
    return text, "\n".join(lines)


@given(respaced())
def test_layout_does_not_depend_on_blanks(given_text: tuple[str, str]) -> None:
    text, other = given_text
    assert sheet(other).tree == sheet(text).tree
    words = [line for line in laid(text).split("\n") if line.lstrip()[:1] not in ("#", "")]
    assert [line for line in laid(other).split("\n") if line.lstrip()[:1] not in ("#", "")] == words


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A file with comments and blank lines wherever they may stand."""
    lines: list[str] = []
    for number, row in enumerate(sheet(draw(files)).rows):
        for _ in range(draw(st.integers(0, 2))):
            lines.append(
                draw(st.sampled_from(["", "   ", " " * draw(st.integers(0, 9)) + f"#above {number}，“x"]))
            )
        behind = draw(st.sampled_from(["", f'# behind {number} "', f"  ＃{number}。"]))
        lines.append(row.written + (behind if row.sentence is not None and not row.comment else ""))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n", "\n\n  \n"]))


@given(commented())
def test_no_comment_is_lost_or_moved(text: str) -> None:
    before = sheet(text)
    out = laid(text)
    after = sheet(out)
    assert (after.tree, comments(after)) == (before.tree, comments(before))
    assert beside(after) == beside(before)
    assert laid(out) == out


def beside(found: Sheet) -> list[tuple[str, str]]:
    """Every comment with the words that stand beside it, or else below it; their signs left out."""
    told = []
    below = ""
    for row in reversed(found.rows):
        plain = normalize("NFKC", "".join(row.words))  # figures of any width
        letters = "".join(mark for mark in plain if mark.isalnum() and mark.isascii())
        below = letters if row.sentence is not None else below
        if row.comment:
            told.append((row.comment.strip(BLANKS), below))
    return told
