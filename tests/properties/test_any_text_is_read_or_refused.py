"""Whatever a rubric's text holds: it is read, or every mistake in it is told; and what was read can be written again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl import resources
from rubric_dsl.pipeline import check
from rubric_dsl.source.snippet import report
from rubric_dsl.source.text import SourceText, read
from rubric_dsl.syntax.formatting import format_rubric, names_in
from rubric_dsl.syntax.reading import read_rubric
from rubric_dsl.vocabulary.keywords import KEYWORDS
from tests.properties.rubrics import trees
from tests.properties.test_formatting_reads_back import LANGUAGES, read_back, renamed

WORDS = [word for keyword in KEYWORDS for word in keyword.spellings]
PIECES = [
    *WORDS, "events", "reports", "对接活动", "甲", "乙", "「甲 乙」", "`a b`", "10", "30", "3", "0", "0.5", "90%", "１２",
    "2023-01-01", "2023年1月1日", '"text"', "“文字”", '"', "“", "”", "「", "」", "`", "\n", "\n  ", "\n    ", "\n\n", "\t", "\r\n",
    "#", "＃ 说明", "。", ".", "1.", "次", "家次", "a = b", "甲 = a", "½", "²", "e5", "1e5", "0x10", "∞", "\u2028", "\x0b", "\x00", "\ufeff",
    "\ud800", "\u202e", "(", ")", "（", "）", "，得", "的得10分", "9" * 41, "-", "--", "->",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=30).flatmap(
    lambda found: st.sampled_from([" ".join(found), "".join(found)])
)


def published() -> list[str]:
    """The text of every rubric that comes with the package."""
    sources = [read(path) for name in resources.builtin_names() if (path := resources.builtin_path(name))]
    return [source.text for source in sources if isinstance(source, SourceText)]


SHIPPED = published()


def told(error: rd.RubricError) -> None:
    """The mistakes can be worded, and each one points into the text."""
    assert error.diagnostics
    assert str(error)
    assert error.report("zh")


def read_or_refused(text: str) -> None:
    """The whole way of a text: no exception but the one that carries diagnostics."""
    try:
        rubric = rd.loads(text)
    except rd.RubricError as error:
        told(error)
    else:
        assert len(rubric.hash) == 64
        assert report(rubric.diagnostics, {}, "zh") is not None


def written_again(text: str) -> None:
    """What was read without mistakes is written again in both languages and reads back the same."""
    found = read_rubric(SourceText("<any>", text))
    if found.rubric is None or found.diagnostics:
        return
    for lang in LANGUAGES:
        again = read_back(format_rubric(found.rubric, lang))
        assert again == renamed(found.rubric, names_in(found.rubric, lang))


@st.composite
def mutated(draw: Any, texts: Any) -> str:
    """A rubric with some of it cut, doubled, swapped, misspelt or put elsewhere: characters, words or lines."""
    text: str = draw(texts)
    for _ in range(draw(st.integers(1, 4))):
        separator = draw(st.sampled_from(["", "", " ", "\n"]))
        parts = list(text) if not separator else text.split(separator)
        if not parts:
            break
        at, other = draw(st.integers(0, len(parts) - 1)), draw(st.integers(0, len(parts) - 1))
        match draw(st.integers(0, 6)):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, parts[other])
            case 2:
                parts[at], parts[other] = parts[other], parts[at]
            case 3:
                parts[at] = draw(st.sampled_from(PIECES))
            case 4:
                parts.insert(at, draw(st.sampled_from(PIECES)))
            case 5:
                parts = parts[: at + 1]
            case _:
                parts[at] = parts[at][::-1] + "s"
        text = separator.join(parts)
    return text


shipped = st.sampled_from(SHIPPED)
small = st.builds(format_rubric, trees(1), st.sampled_from(LANGUAGES))


@given(st.one_of(st.text(max_size=200), SOUP))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(text)
    written_again(text)


@given(st.one_of(st.text(max_size=60), SOUP))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        rule = rd.compile_rule(text)
    except rd.RubricError as error:
        told(error)
    else:
        assert rule.metrics is not None


@given(st.binary(max_size=120) | SOUP.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_checked(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.rubric"
        path.write_bytes(content)
        found = check(path)
        assert report(found, {}, "en") is not None
        try:
            rd.load(path)
        except rd.RubricError as error:
            told(error)


@given(mutated(shipped))
def test_published_rubric_with_slips_is_read_or_refused(text: str) -> None:
    read_or_refused(text)


@given(mutated(small))
def test_small_rubric_with_slips_is_read_or_refused(text: str) -> None:
    read_or_refused(text)
    written_again(text)


@pytest.mark.parametrize("text", SHIPPED, ids=resources.builtin_names())
def test_published_rubric_cut_anywhere_is_read_or_refused(text: str) -> None:
    step = max(1, len(text) // 60)
    for end in range(0, len(text), step):
        read_or_refused(text[:end])
