"""Syntax tree → text, in either language: effects.

Comes in: an effect and the names to use. Goes out: a line that the grammar reads back as the same effect.
"""

from __future__ import annotations

from typing import assert_never

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.expressions import SUM, spell
from rubric_dsl.syntax.spelling.names import Names
from rubric_dsl.syntax.spelling.rounding import spell_rounding

_WORDS = {"at most": "最高", "at least": "最低", "fixed at": "定为"}


def _figure(item: t.Expression, names: Names) -> str:
    """A number behind a Chinese word: in brackets where it is no figure."""
    text = spell(item, "zh", names)
    return text if isinstance(item, t.Number) else f"（{text}）"


def _ending(condition: t.Expression | None, lang: Language, names: Names) -> str:
    if condition is None:
        return ""
    held = spell(condition, lang, names)
    return f"{held}的，" if lang == "zh" else f" if {held}"


def spell_effect(effect: t.Effect, lang: Language, names: Names) -> str:
    """``only if a or b``; ``未a且未b的，不得分``; ``at most 50 if late``; ``迟交的，最高50分``"""
    zh = lang == "zh"
    match effect:
        case t.Gate():
            condition = spell(effect.condition, lang, names)
            if zh:
                return f"仅当{condition}" if effect.kind == "only if" else f"{condition}的，不得分"
            return f"{effect.kind} {condition}"
        case t.Limit():
            ending = _ending(effect.condition, lang, names)
            if zh:
                return f"{ending}{_WORDS[effect.kind]}{_figure(effect.to, names)}分"
            return f"{effect.kind} {spell(effect.to, lang, names, SUM)}{ending}"
        case t.Factor():
            ending = _ending(effect.condition, lang, names)
            if zh:
                return f"{ending}乘以{_figure(effect.by, names)}"
            return f"times {spell(effect.by, lang, names, SUM)}{ending}"
        case t.Rounding():
            return spell_rounding(effect, lang)
        case _:
            assert_never(effect)
