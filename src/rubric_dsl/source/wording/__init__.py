"""The sentences: a diagnostic's facts → what a reader sees, in the reader's language.

One module per language and field; each is a table from a code to a sentence and its advice. An entry is a
template over the facts, or a function of them where the words depend on more than filling in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from rubric_dsl.source.naming import in_chinese

if TYPE_CHECKING:
    from rubric_dsl.source.diagnostics import Diagnostic, Language

Words: TypeAlias = str | Callable[[Mapping[str, Any]], str]
Entry: TypeAlias = tuple[Words, Words]
Table: TypeAlias = Mapping[str, Entry]


@cache
def table(lang: Language) -> Mapping[str, Entry]:
    """All sentences of a language; loaded when the first mistake is worded."""
    if lang == "zh":
        from rubric_dsl.source.wording import (
            cases_zh,
            choices_zh,
            cohorts_zh,
            days_zh,
            effects_zh,
            engines_zh,
            files_zh,
            frames_zh,
            input_zh,
            lists_zh,
            missing_zh,
            outputs_zh,
            ranking_zh,
            rules_zh,
            steps_zh,
            tables_zh,
            text_zh,
            values_zh,
        )

        return {
            **text_zh.WORDS, **rules_zh.WORDS, **values_zh.WORDS, **effects_zh.WORDS, **engines_zh.WORDS,
            **lists_zh.WORDS, **ranking_zh.WORDS,
            **input_zh.WORDS, **files_zh.FILES, **cases_zh.CASES, **steps_zh.STEPS,
            **choices_zh.WORDS, **cohorts_zh.WORDS, **days_zh.WORDS, **missing_zh.WORDS, **tables_zh.WORDS,
            **frames_zh.WORDS, **outputs_zh.WORDS,
        }  # fmt: skip
    from rubric_dsl.source.wording import (
        cases_en,
        choices_en,
        cohorts_en,
        days_en,
        effects_en,
        engines_en,
        files_en,
        frames_en,
        input_en,
        lists_en,
        missing_en,
        outputs_en,
        ranking_en,
        rules_en,
        steps_en,
        tables_en,
        text_en,
        values_en,
    )

    return {
        **text_en.WORDS, **rules_en.WORDS, **values_en.WORDS, **effects_en.WORDS, **engines_en.WORDS,
        **lists_en.WORDS, **ranking_en.WORDS,
        **input_en.WORDS, **files_en.FILES, **cases_en.CASES, **steps_en.STEPS,
        **choices_en.WORDS, **cohorts_en.WORDS, **days_en.WORDS, **missing_en.WORDS, **tables_en.WORDS,
        **frames_en.WORDS, **outputs_en.WORDS,
    }  # fmt: skip


def _say(words: Words, facts: Mapping[str, object]) -> str:
    return words.format(**facts) if isinstance(words, str) else words(facts)


def _facts(one: Diagnostic, lang: Language) -> Mapping[str, object]:
    if lang == "en":
        return one.facts
    return {name: in_chinese(fact) for name, fact in one.facts.items()}


def sentence(one: Diagnostic, lang: Language) -> str:
    """What is wrong."""
    return _say(table(lang)[one.code][0], _facts(one, lang))


def advice(one: Diagnostic, lang: Language) -> str:
    """What to do about it; empty where there is nothing to add."""
    return _say(table(lang)[one.code][1], _facts(one, lang))
