"""Each shape of the registry has all that a shape must have; and nothing in the tree is of no shape."""

from __future__ import annotations

import html
import re
import typing
from collections import Counter
from functools import cache
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, seed, settings

import rubric_dsl as rd
from rubric_dsl.explanation.account import Account, Line
from rubric_dsl.model.rubric import is_chinese
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.text import SourceText, read
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.reading import read_rubric, read_rule
from tests.among import evaluator
from tests.cases.test_cases import BAD, GOOD, blames
from tests.cases.test_cases import given as subject_of
from tests.docs.pages import blocks, reference
from tests.properties.rubrics import comparing_trees, trees
from tests.shapes.registry import SHAPES, Shape, shown_in, walk

by_name = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
_EXPECT = re.compile(r"\s*[#＃] expect(?: (?P<given>.*?))?: (?P<figures>.*)")


@cache
def tree_of(path: Path) -> t.Rubric:
    """A case's syntax tree."""
    source = read(path)
    assert isinstance(source, SourceText)
    tree = read_rubric(source).rubric
    assert tree is not None
    return tree


def is_zh(path: Path) -> bool:
    """Whether a case is the Chinese spelling of another."""
    return path.name.endswith(".zh.rubric")


def showing(shape: Shape) -> list[Path]:
    """The good cases in which a shape stands."""
    return [path for path in GOOD if shown_in(shape, tree_of(path))]


@by_name
def test_shape_can_be_said_in_both_languages_with_one_meaning(shape: Shape) -> None:
    said = showing(shape)
    pairs = [
        (path, twin)
        for path in said
        if not is_zh(path) and (twin := path.with_name(path.name.replace(".rubric", ".zh.rubric"))) in said
    ]
    assert pairs, "no good case with its Chinese spelling beside it shows this shape"
    assert any(rd.load(path).hash == rd.load(twin).hash for path, twin in pairs)


@by_name
def test_shape_has_bad_cases_in_both_languages(shape: Shape) -> None:
    assert shape.codes, "nothing can be said wrongly about it?"
    for code in shape.codes:
        found = Counter(is_zh(path) for path in BAD if code in {blame.code for blame in blames(path)})
        assert found[False] and found[True], f"{code}: {found[False]} English, {found[True]} Chinese"


def language_of(text: str) -> Language:
    """The language in which an example is said; comments, quoted texts and second names do not count."""
    if re.search(r"(?m)^(rubric|metrics)\b", text):
        return "en"
    return "zh" if is_chinese(re.sub(r"(?m)[#＃].*$|\"[^\"]*\"|“[^”]*”", "", text)) else "en"


@cache
def examples(section: str) -> dict[Language, list[object]]:
    """The trees of the examples in one section of the reference."""
    found: dict[Language, list[object]] = {"en": [], "zh": []}
    for block in (block for page in reference() for block in blocks(page)):
        if block.heading != section or block.kind != "example" or "refused" in block.options:
            continue
        if block.about == "rubric":
            head = "" if re.search(r"(?m)^(rubric|评价表)", block.text) else "rubric example\n  total 1\n"
            found[language_of(block.text)].append(read_rubric(SourceText("docs", head + block.text)).rubric)
            continue
        for part in re.split(r"\n\s*\n", block.text):
            rule = "\n".join(line for line in part.split("\n") if not line.startswith("#"))
            if rule.strip():
                found[language_of(rule)].append(read_rule(SourceText("docs", rule)).rule)
    return found


@by_name
def test_reference_has_a_section_with_an_example_in_both_languages(shape: Shape) -> None:
    said = examples(shape.section)
    assert any(shown_in(shape, tree) for tree in said["en"]), f"no English example under “{shape.section}”"
    assert any(shown_in(shape, tree) for tree in said["zh"]), f"no Chinese example under “{shape.section}”"


def cases_of(path: Path) -> list[dict[str, object]]:
    """The subjects that a good case names."""
    said = (_EXPECT.fullmatch(line) for line in path.read_text("utf-8").split("\n"))
    return [subject_of(one["given"] or "") for one in said if one]


def where(shape: Shape, tree: t.Rubric) -> set[str]:
    """The ids of the nodes under whose heading a shape stands, with no other heading in between."""
    found: set[str] = set()

    def look(node: t.Node | t.Judged | t.ForEach) -> None:
        match node:
            case t.Node():
                own = attrs.evolve(node, body=attrs.evolve(node.body, children=()))
                if shown_in(shape, own):
                    found.add(node.name.id)
                for child in node.body.children:
                    look(child)
            case t.Judged() | t.ForEach() if shown_in(shape, node):
                names = [one for one in walk(node) if isinstance(one, t.Name)]
                found.update(name.text for name in names)
            case _:
                pass

    for node in tree.nodes:
        look(node)
    return found


def words_in(line: Line) -> list[str]:
    """What a line says of how its points came about."""
    return [
        text for text in (*line.arithmetic, line.cap, *(one.text for one in line.effects), line.why) if text
    ]


def plain(text: str, kind: str = "") -> str:
    """A rendering without its marks, and without the spaces that lay it out."""
    if kind == "html":
        text = re.sub(r"<[^>]*>", "", text)
    text = html.unescape(text)
    text = re.sub(r"\x1b\[[0-9;]*m|\\\\(?=[^\w\s])", "", text)
    return re.sub(r"[\s│|`*_\\\\]+", "", text)


def renderings(result: rd.Result, lang: Language) -> dict[str, str]:
    """Every rendering of an account."""
    return {kind: result.explain(format=kind, lang=lang) for kind in ("text", "markdown", "html", "json")}


@by_name
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_account_tells_of_it_in_every_rendering(shape: Shape, lang: Language) -> None:
    told: list[str] = []
    for path in showing(shape):
        places = where(shape, tree_of(path))
        rubric = rd.load(path)
        scored_by = evaluator(rubric, cases_of(path))
        for subject in cases_of(path)[:3]:
            result = scored_by.evaluate(subject)
            account: Account = result.account(lang)
            shown = {kind: plain(text, kind) for kind, text in renderings(result, lang).items()}
            for line in account.lines:
                if shape.in_lines and line.id not in places:
                    continue
                for words in words_in(line):
                    told.append(words)
                    for kind, text in shown.items():
                        assert plain(words) in text, f"{path.name}, {kind}: {words}"
    assert told or not shape.in_lines, "no account says a word of it"


ROUNDS = 6
"""Rounds of generated rubrics, each from its own seed, until every shape has been seen."""


def _drawn(number: int) -> set[str]:
    """The shapes in some hundred generated rubrics."""
    found: set[str] = set()

    @seed(20231231 + number)
    @settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(trees() | comparing_trees())
    def look(tree: t.Rubric) -> None:
        found.update(shape.name for shape in SHAPES if shown_in(shape, tree))

    look()
    return found


def test_generated_rubrics_show_every_shape() -> None:
    missing = {shape.name for shape in SHAPES if shape.generated}
    for number in range(ROUNDS):
        missing -= _drawn(number)
        if not missing:
            break
    assert not missing


# Parts of other shapes: no reader looks for them on their own.
PARTS = {t.Number, t.Name, t.Operation, t.Negative, t.Compare, t.Listed}


def test_every_rule_and_expression_of_the_tree_is_of_some_shape() -> None:
    kinds = {*typing.get_args(t.Rule), *typing.get_args(t.Effect), *typing.get_args(t.Expression)} - PARTS
    of_a_shape = {
        type(part)
        for path in GOOD
        for item in walk(tree_of(path))
        if any(shape.sign(item) for shape in SHAPES)
        for part in walk(item)
    }
    assert not kinds - of_a_shape
