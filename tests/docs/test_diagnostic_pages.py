"""Every code has a page, and what the page says was written is really answered with that code."""

from pathlib import Path

import pytest

from tests.docs.diagnostic_pages import ELSEWHERE, INDEX, codes, index, page_of, titles
from tests.docs.pages import Block, blocks
from tests.docs.running import session

HEADINGS = (
    ("What you wrote", "What is wrong", "Why it matters", "How to say it"),
    ("写了什么", "错在哪里", "为什么重要", "应当怎样写"),
)
OURS = sorted(codes() - ELSEWHERE)


def test_pages_there_is_one_for_every_code() -> None:
    assert not {code for code in codes() if not page_of(code).exists()} - ELSEWHERE


def test_pages_there_is_none_for_a_code_that_nothing_gives() -> None:
    assert titles().keys() <= codes()


def test_index_names_every_page() -> None:
    assert INDEX.read_text("utf-8") == index(), "python -m tests.docs.rewrite writes it anew"


@pytest.mark.parametrize("code", OURS)
def test_page_has_its_parts_in_both_languages(code: str) -> None:
    found = [line[3:] for line in page_of(code).read_text("utf-8").splitlines() if line.startswith("## ")]
    assert tuple(found) == HEADINGS[0] + HEADINGS[1]


@pytest.mark.parametrize("code", OURS)
def test_page_shows_what_gives_its_code_and_what_mends_it(code: str, tmp_path: Path) -> None:
    page = page_of(code)
    wrong, right = _of(page, 0), _of(page, 3)
    assert wrong and right, "a page shows what was written and how to say it"
    reading = session(page, tmp_path)
    for block in blocks(page):
        for shown in reading.run(block):
            shown.hold()
        if block in wrong and block.kind != "file":
            assert code in reading.codes, f"{block.place} is to give {code}, and gives {reading.codes}"
        if block in right:
            assert not reading.codes, f"{block.place} is to be right, and gives {reading.codes}"


def _of(page: Path, part: int) -> list[Block]:
    headings = {HEADINGS[0][part], HEADINGS[1][part]}
    return [block for block in blocks(page) if block.heading in headings and block.kind != "not run"]
