"""Small rubrics that are good or bad, each with what is expected of it written inside, as comments.

In ``good/``, every file compiles and scores as it says::

    # expect talks=8: total 24, published 24.00

In ``bad/``, a comment under a line blames it; the carets stand under the blamed characters::

    ≥10 tlks → 30, −3 per missing
    #   ^^^^ RB0201 error: did you mean `talks`?

A file must be told of everything that its comments say, at these places, and of nothing else. What follows
the colon must be part of the message or of its advice, in English or in Chinese. One caret asks for the
beginning only, several for all of the blamed characters. A comment without a caret blames the column in which
it begins, for a caret cannot stand in the first.

Columns count characters. So that a caret also stands right to the eye, each character before it is as wide as
the one above it: under a wide character stands a wide space (U+3000), a wide ＃ or a wide ＾.

A file that begins with ``# known:`` states what should happen and does not yet; the test says when it does.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

import rubric_dsl as rd
from rubric_dsl.pipeline import Compiled, compile_file
from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.display import width
from rubric_dsl.source.wording import table, text_en
from tests.among import evaluator
from tests.listed import listed

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.rubric"))
BAD = sorted((HERE / "bad").glob("*.rubric"))

# What no rubric file can show, or no file that one would want to keep: test_limits.py has these.
ELSEWHERE = {
    "RB0001", "RB0002", "RB0003", "RB0007", "RB0012", "RB0014", "RB0121", "RB0122", "RB0262", "RB0271", "RB0309", "RB0345",
}  # fmt: skip
# Only a Chinese rubric can say it wrong this way.
CHINESE_ONLY = {"RB0106", "RB0126", "RB0411", "RB0123", "RB0402", "RB0403"}

_BLAME = re.compile(
    r"(?P<before>[ \t\u3000]*[#＃][ \u3000]*)(?P<carets>[\^＾]*)"
    r"\s*(?P<code>RB\d{4}) (?P<severity>error|warning)(?:: (?P<words>.*))?"
)
_EXPECT = re.compile(r"\s*[#＃] expect(?: (?P<given>.*?))?: (?P<figures>.*)")


@frozen
class Blame:
    """One comment: what must be told of the line above it."""

    code: str
    severity: str
    line: int
    column: int
    end: int | None
    words: str


def blames(path: Path) -> list[Blame]:
    """All comments of a file that blame a line."""
    found: list[Blame] = []
    blamed = 0
    for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1):
        said = _BLAME.fullmatch(line)
        if said is None:
            blamed = number
            continue
        carets = len(said["carets"])
        column = len(said["before"]) + 1 if carets else len(said["before"].rstrip(" \u3000"))
        end = column + carets if carets > 1 else None
        found.append(Blame(said["code"], said["severity"], blamed, column, end, said["words"] or ""))
    return found


@cache
def compiled(path: Path) -> Compiled:
    return compile_file(path)


def marked(paths: list[Path]) -> list[object]:
    """The files as parameters; those that state what does not happen yet are expected to fail."""
    parameters: list[object] = []
    for path in paths:
        first = path.read_text("utf-8").split("\n", 1)[0]
        marks = [pytest.mark.xfail(reason=first, strict=True)] if first.startswith("# known:") else []
        parameters.append(pytest.param(path, id=path.name.removesuffix(".rubric"), marks=marks))
    return parameters


def settled(paths: list[Path]) -> list[Path]:
    """Those that state what happens."""
    return [path for path in paths if not path.read_text("utf-8").startswith("# known:")]


def told(path: Path) -> Counter[tuple[str, str, int, int]]:
    spans = [(one, one.span) for one in compiled(path).diagnostics]
    return Counter((one.code, one.severity, span.line, span.column) for one, span in spans if span)


@pytest.mark.parametrize("path", marked(BAD))
def test_bad_rubric_is_told_of_each_mistake_once_at_its_place(path: Path) -> None:
    expected = blames(path)
    assert expected, "a bad rubric says what is bad in it"
    assert told(path) == Counter((one.code, one.severity, one.line, one.column) for one in expected)
    by_place = {
        (one.code, one.span.line, one.span.column): one for one in compiled(path).diagnostics if one.span
    }
    for blame in expected:
        one = by_place[blame.code, blame.line, blame.column]
        assert one.span is not None
        assert blame.end in (None, one.span.end_column), f"{blame.code} ends at {one.span.end_column}"
        assert blame.words in words_of(one), f"“{blame.words}” is not said:\n{words_of(one)}"


def words_of(one: Diagnostic) -> str:
    """All that a reader of either language is told."""
    return "\n".join(text for lang in ("en", "zh") for text in (one.sentence(lang), one.advice(lang)))


@pytest.mark.parametrize("path", settled(BAD), ids=lambda path: path.name)
def test_bad_rubric_cannot_be_loaded_unless_all_are_remarks(path: Path) -> None:
    expected = {one.code for one in blames(path) if one.severity == "error"}
    if not expected:
        assert {one.code for one in rd.load(path).diagnostics} == {one.code for one in blames(path)}
        return
    with pytest.raises(rd.RubricError) as caught:
        rd.load(path)
    assert {one.code for one in caught.value.diagnostics} == expected


@pytest.mark.parametrize("path", [*GOOD, *BAD], ids=lambda path: path.name)
def test_caret_stands_right_to_the_eye_too(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    for number, line in enumerate(lines, start=1):
        said = _BLAME.fullmatch(line)
        if said is None or not said["carets"]:
            continue
        above = next(text for text in reversed(lines[: number - 1]) if _BLAME.fullmatch(text) is None)
        under = said["before"] + said["carets"]
        behind = above.ljust(len(under))
        assert [width(mark) for mark in under] == [width(character) for character in behind[: len(under)]], (
            line
        )


@pytest.mark.parametrize(
    "code", sorted(code for code in table("en") if code < "RB05" or code in text_en.WORDS)
)
def test_every_code_has_a_bad_rubric_in_each_language_that_can_say_it(code: str) -> None:
    languages = {
        "zh" if path.name.endswith(".zh.rubric") else "en"
        for path in settled(BAD)
        if code in {one.code for one in blames(path)}
    }
    if code in ELSEWHERE:
        assert not languages
    elif code in CHINESE_ONLY:
        assert languages == {"zh"}
    else:
        assert languages == {"en", "zh"}


@pytest.mark.parametrize("path", marked(GOOD))
def test_good_rubric_compiles_and_scores_as_it_says(path: Path) -> None:
    remarks = blames(path)
    assert told(path) == Counter((one.code, one.severity, one.line, one.column) for one in remarks)
    rubric = rd.load(path)
    expectations = [said for line in path.read_text("utf-8").split("\n") if (said := _EXPECT.fullmatch(line))]
    assert expectations, "a good rubric says what it scores"
    scored_by = evaluator(rubric, [given(said["given"] or "") for said in expectations])
    for said in expectations:
        metrics = given(said["given"] or "")
        result = scored_by.evaluate(metrics)
        for item in re.split(r"[,，]\s*", said["figures"]):
            name, _, figure = item.rpartition(" ")
            if name == "published":
                assert (str(result.published), str(scored_by.score(metrics))) == (figure, figure), said[0]
            elif name == "reasons":
                found = "+".join(reason.id for reason in result.reasons)
                assert (found or "none") == figure, said[0]
            elif name == "grade":
                assert result.grade == figure, said[0]
            else:
                points = result.total if name == "total" else result[name].points
                assert points == Fraction(figure.replace("−", "-")), said[0]


def given(text: str) -> dict[str, object]:
    """``talks=8, held=yes, mark=7.5`` as a subject's metrics."""
    metrics: dict[str, object] = {}
    for item in filter(None, re.split(r"[,，]\s*", text)):
        name, _, value = item.partition("=")
        metrics[name] = listed(value, figure) if value.startswith("[") else figure(value)
    return metrics


def figure(text: str) -> object:
    """``8``, ``7.5``, ``yes``; ``?`` is missing"""
    if text == "?":
        return None
    if text in ("yes", "no", "是", "否"):
        return text in ("yes", "是")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.match(r"[−-]?[0-9.]", text) is None:
        return text
    number = Decimal(text.replace("−", "-"))
    return int(number) if number == int(number) else number


@pytest.mark.parametrize(
    "path", [path for path in settled(GOOD) if path.name.endswith(".zh.rubric")], ids=lambda path: path.name
)
def test_good_rubric_means_the_same_in_both_languages(path: Path) -> None:
    twin = path.with_name(path.name.removesuffix(".zh.rubric") + ".rubric")
    assert compiled(path).hash == compiled(twin).hash is not None


def test_good_rubrics_come_in_pairs() -> None:
    names = [path.name.removesuffix(".rubric") for path in GOOD]
    english = {name for name in names if not name.endswith(".zh")}
    assert english == {name.removesuffix(".zh") for name in names if name.endswith(".zh")}
