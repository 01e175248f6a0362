"""What the formatter writes is read back as the same tree, in both languages."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl import resources
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.text import SourceText, read
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric, names_in
from rubric_dsl.syntax.reading import read_rubric
from rubric_dsl.syntax.spelling import option_key
from tests.properties import loose
from tests.properties.rubrics import trees

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def read_back(text: str) -> t.Rubric:
    """The tree of a text without mistakes."""
    found = read_rubric(SourceText("<formatted>", text))
    assert not found.diagnostics, f"{found.diagnostics}\n{text}"
    assert found.rubric is not None
    return found.rubric


def renamed(item: Any, names: dict[str, str]) -> Any:
    """The same tree with other names for its metrics wherever a rule refers to them (also behind a figure)."""
    if isinstance(item, t.Name):
        return attrs.evolve(item, text=names.get(item.text, item.text))
    if isinstance(item, t.Is):
        options = tuple(
            attrs.evolve(one, text=names.get(option_key(item.name.text, one.text), one.text))
            for one in item.options
        )
        return attrs.evolve(item, name=renamed(item.name, names), options=options)
    if isinstance(item, t.Lookup):
        key = item.keys[0].text
        rows = tuple(
            attrs.evolve(row, option=attrs.evolve(row.option, text=names.get(option_key(key, row.option.text), row.option.text)))
            for row in item.rows
        )
        return attrs.evolve(item, keys=renamed(item.keys, names), rows=rows)
    if isinstance(item, t.GradeLimit):  # a grade keeps its name, whatever else is called so
        return attrs.evolve(item, condition=renamed(item.condition, names))
    if isinstance(item, t.Number):
        return attrs.evolve(item, unit=item.unit and names.get(item.unit, item.unit))
    if isinstance(item, tuple):
        return tuple(renamed(one, names) for one in item)
    if attrs.has(type(item)):
        parts = {
            one.name: renamed(getattr(item, one.name), names) for one in attrs.fields(type(item)) if one.eq
        }
        if isinstance(item, t.Metric) and item.options and item.missing and isinstance(item.missing.stands, t.Name):
            word = item.missing.stands.text  # an option of its own, whatever else is called so
            stands = attrs.evolve(item.missing.stands, text=names.get(option_key(item.name.id, word), word))
            parts["missing"] = attrs.evolve(item.missing, stands=stands)
        return attrs.evolve(item, **parts)
    return item


@given(trees(), st.sampled_from(LANGUAGES))
def test_formatting_a_rubric_reads_back(tree: t.Rubric, lang: Language) -> None:
    text = format_rubric(tree, lang)
    again = read_back(text)
    assert again == renamed(tree, names_in(tree, lang))
    assert format_rubric(again, lang) == text


@given(trees(), st.sampled_from(LANGUAGES))
def test_formatting_lines_up_and_leaves_no_blanks_behind(tree: t.Rubric, lang: Language) -> None:
    text = format_rubric(tree, lang)
    assert text.endswith("\n") and not text.endswith("\n\n") and "\n\n\n" not in text
    assert all(not line.endswith((" ", "\u3000")) for line in text.split("\n"))


@given(loose.rules, st.lists(loose.effects, max_size=2).map(tuple), st.sampled_from(LANGUAGES))
def test_formatting_any_rule_reads_back(rule: t.Rule, effects: tuple[t.Effect, ...], lang: Language) -> None:
    tree = loose.rubric_of(rule, effects)
    assert read_back(format_rubric(tree, lang)) == tree


@pytest.mark.parametrize("name", resources.builtin_names())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_formatting_a_published_rubric_reads_back(name: str, lang: Language) -> None:
    path = resources.builtin_path(name)
    assert path is not None
    source = read(path)
    assert isinstance(source, SourceText)
    tree = read_back(source.text)
    assert read_back(format_rubric(tree, lang)) == renamed(tree, names_in(tree, lang))
