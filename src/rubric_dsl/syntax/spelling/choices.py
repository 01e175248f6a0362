"""Syntax tree → text, in either language: what one word is.

Comes in: a test by ``is``. Goes out: ``level is national or city``, ``级别为国家级或市级``. The options of a
metric are its own words, so that two metrics may share one: they are looked up as ``metric.option``.
"""

from __future__ import annotations

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.names import Names, glue, spell_name


def option_key(metric: str, option: str) -> str:
    """Where the word for an option stands among the names to use."""
    return f"{metric}\n{option}"


def spell_option(metric: str, option: str, names: Names) -> str:
    """An option as a rule calls it."""
    return spell_name(names.get(option_key(metric, option), option))


def spell_being(left: str, right: str, negated: bool, lang: Language) -> str:
    """``x is 0``, ``x不为0``"""
    if lang == "zh":
        return glue(left, "不为" if negated else "为", right)
    return f"{left} is {'not ' if negated else ''}{right}"


def spell_is(item: t.Is, lang: Language, names: Names) -> str:
    """``level is national or city``"""
    name = spell_name(names.get(item.name.text, item.name.text))
    options = [spell_option(item.name.text, option.text, names) for option in item.options]
    return spell_being(name, ("或" if lang == "zh" else " or ").join(options), item.negated, lang)
