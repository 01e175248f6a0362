"""The hash is of the meaning: the same for both spellings and any layout, another for any change of meaning."""

from __future__ import annotations

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.pipeline import compile_text
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from tests.properties.changing import meaning_changes, other_words
from tests.properties.relaying import relaid
from tests.properties.rubrics import trees
from tests.properties.subjects import excluded, subjects

languages: st.SearchStrategy[Language] = st.sampled_from(["en", "zh"])


@given(trees(), st.data())
def test_meaning_is_the_same_in_both_languages(tree: t.Rubric, data: st.DataObject) -> None:
    english, chinese = rd.loads(format_rubric(tree, "en")), rd.loads(format_rubric(tree, "zh"))
    assert english.hash == chinese.hash
    subject = data.draw(subjects(english))
    assert english.evaluate(subject).outcome == chinese.evaluate(subject).outcome
    assert english.evaluate(subject).total == chinese.evaluate(subject).total
    if not excluded(english, subject):
        assert english.score(subject) == chinese.score(subject)


@given(trees(), languages, st.data())
def test_meaning_is_the_same_in_any_layout(tree: t.Rubric, lang: Language, data: st.DataObject) -> None:
    text = format_rubric(tree, lang)
    other = data.draw(relaid(text))
    assert rd.loads(other).hash == rd.loads(text).hash


@given(trees(1), st.data())
def test_meaning_is_the_same_in_other_words(tree: t.Rubric, data: st.DataObject) -> None:
    _, other = data.draw(st.sampled_from(list(other_words(tree))))
    assert rd.loads(format_rubric(other, "en")).hash == rd.loads(format_rubric(tree, "en")).hash


@given(trees(), st.data())
def test_meaning_changes_with_anything_that_it_is_made_of(tree: t.Rubric, data: st.DataObject) -> None:
    what, other = data.draw(st.sampled_from(list(meaning_changes(tree))))
    compiled = compile_text(SourceText("<changed>", format_rubric(other, "en")))
    assume(compiled.hash is not None)
    assert compiled.hash != rd.loads(format_rubric(tree, "en")).hash, what


@given(trees(1), st.data())
def test_meaning_keeps_every_bound_that_can_act(tree: t.Rubric, data: st.DataObject) -> None:
    first = tree.nodes[0]
    bare = evolve(
        first, body=evolve(first.body, rules=tuple(evolve(rule, bounds=()) for rule in first.body.rules))
    )
    without = format_rubric(evolve(tree, nodes=(bare, *tree.nodes[1:])), "en")
    rubric = rd.loads(format_rubric(tree, "en"))
    if compile_text(SourceText("<bare>", without)).hash == rubric.hash:
        subject = data.draw(subjects(rubric))
        assert rd.loads(without).evaluate(subject).total == rubric.evaluate(subject).total
