"""Links between the pages lead somewhere: files that are there, headings that stand in them."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, pages

_LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\((?P<to>[^)\s]+)\)")
ALSO = [ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


def unfenced(page: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def prose(page: Path) -> str:
    """A page without its fenced blocks and its code."""
    return re.sub(r"`[^`\n]*`", "", unfenced(page))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as Markdown readers make them."""
    headings = re.findall(r"^#+ (.+)$", unfenced(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [*pages(), *ALSO], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    for link in _LINK.finditer(prose(page)):
        to, _, anchor = link["to"].partition("#")
        if re.match(r"[a-z]+:", to):
            continue
        target = (page.parent / to).resolve() if to else page
        assert target.exists(), f"{page.name} links to {to}"
        assert not anchor or anchor in anchors(target), f"{page.name} links to {link['to']}"


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_page_names_are_there(page: Path) -> None:
    named = re.findall(
        r"`((?:rubrics|src|tests|grammars|docs|benchmarks)/[\w./-]+)`", page.read_text("utf-8")
    )
    assert not [name for name in named if not (ROOT / name).exists()]
