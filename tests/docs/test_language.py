"""The tables of the language reference: every shape, every keyword, every limit, every way of rounding."""

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
from lark import UnexpectedInput

import rubric_dsl as rd
from rubric_dsl.model import rubric as model
from rubric_dsl.source import text
from rubric_dsl.syntax import build, layout, lines, placing, reader
from rubric_dsl.syntax.grammar import STARTS, parser
from rubric_dsl.vocabulary.keywords import KEYWORDS
from tests.docs.pages import reference
from tests.shapes.registry import SHAPES

PAGES = "\n".join(page.read_text("utf-8") for page in reference())
LIMITS = {
    "a file": text.MAX_FILE_BYTES,
    "indentation": placing.MAX_NESTING,
    "a line, with the lines that go on from it": layout.MAX_LINE_LENGTH,
    "words, numbers and signs in a line": reader.MAX_TOKENS,
    "operators in a line that has brackets": build.MAX_OPERATORS,
    "digits in a number of the rubric": build.MAX_DIGITS,
    "decimals that something is rounded to": build.MAX_PLACES,
    "entries of a list": lines.MAX_ENTRIES,
    "a metric's value": model.MAX_VALUE,
    "decimals of a metric's value": model.MAX_PLACES,
}


def table(heading: str) -> Iterator[list[str]]:
    """The rows of the table under a heading, without its own two."""
    section = PAGES.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    for row in rows[2:]:
        yield [cell.strip() for cell in row.strip("|").split("|")]


def words(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", cell))


def test_keyword_table_shows_every_spelling_once() -> None:
    shown = [(words(en), words(zh), words(signs)) for _, en, zh, signs in table("Every word")]
    known = [(keyword.en, keyword.zh, keyword.symbols) for keyword in KEYWORDS]
    assert sorted(shown) == sorted(known)


@pytest.mark.parametrize("row", list(table("Every shape at a glance")), ids=lambda row: row[0].split("#")[-1])
def test_every_shape_at_a_glance_can_be_said(row: list[str]) -> None:
    for cell in row[1:3]:
        (said,) = words(cell)
        assert any(read_in(said, start) for start in STARTS), said


def read_in(said: str, start: str) -> bool:
    """Whether a line can stand in a place."""
    try:
        parser().parse(said, start=start)
    except UnexpectedInput:
        return False
    return True


def test_every_section_of_a_shape_is_there_at_a_glance() -> None:
    shown = {re.findall(r"#([\w-]+)", row[0])[0] for row in table("Every shape at a glance")}
    assert {shape.section.lower().replace(" ", "-") for shape in SHAPES} <= shown | {"metrics"}


def test_limits_table_shows_every_limit_as_it_is() -> None:
    shown = {what: most for what, most, _ in table("Limits")}
    assert shown.keys() == LIMITS.keys()
    for what, most in shown.items():
        size, *unit = most.replace(",", "").split()
        base, _, power = size.partition("^")
        number = int(base) ** int(power or 1) * (1024**2 if unit == ["MiB"] else 1)
        assert number == LIMITS[what], what


@pytest.mark.parametrize("row", list(table("Rounding")), ids=lambda row: row[0])
def test_rounding_table_shows_what_is_published(row: list[str]) -> None:
    (en,), (zh,), *published = words(row[0]), words(row[1]), *row[2:]
    head = {"en": f"  total 9, published {en}", "zh": f"  总分9分，公布时{zh}"}
    for line in head.values():
        rubric = rd.loads(
            f"rubric r\n{line}\nmetrics\n  x number\nc: 9 points\n  x, at most 9, may go below 0\n"
        )
        for value, figure in zip(("2.345", "2.355", "-2.345"), published, strict=True):
            assert str(rubric.score({"x": Fraction(value)})) == figure.replace("−", "-")
