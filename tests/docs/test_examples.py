"""Every example of the documentation, run: what a page shows is what the program does."""

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, blocks, pages
from tests.docs.running import alike, session

WITH_BLOCKS = [page for page in pages() if any(blocks(page)) and page.parent.name != "diagnostics"]


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_shows_what_the_program_does(page: Path, tmp_path: Path) -> None:
    reading = session(page, tmp_path)
    for block in blocks(page):
        for shown in reading.run(block):
            shown.hold()


@pytest.mark.parametrize(
    ("page", "program", "same"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\nb", "a\nc\n", False),
        ("a\n…\nc", "a\nb\nb\nc\n", True),
        ("a\n…", "a\nb\n", True),
        ("a\n…\nc", "a\nb\nd\n", False),
        ("", "a\n", False),
    ],
)
def test_alike_with_and_without_gap_compares_the_rest(page: str, program: str, same: bool) -> None:
    assert alike(page, program) is same
