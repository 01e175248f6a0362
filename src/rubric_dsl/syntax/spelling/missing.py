"""Syntax tree → text, in either language: what stands for a missing value, and what is not applicable.

Comes in: a node and the names to use. Goes out: a line or a facet that the grammar reads back as the same.
"""

from __future__ import annotations

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.choices import option_key
from rubric_dsl.syntax.spelling.days import spell_day
from rubric_dsl.syntax.spelling.expressions import spell
from rubric_dsl.syntax.spelling.names import Names, spell_name
from rubric_dsl.vocabulary.figures import spell_number

_TRUTHS = ("yes", "no", "是", "否")


def spell_missing(said: t.IfMissing, lang: Language, names: Names, choice: str | None = None) -> str:
    """``if missing 0``, ``缺失按0计``; of a ``choice``, what stands for it is an option of its own."""
    zh = lang == "zh"
    match said.stands:
        case None:
            return "缺失视为不适用" if zh else "if missing not applicable"
        case t.Name():
            text = said.stands.text
            stands = spell_name(names.get(text if choice is None else option_key(choice, text), text))
            stands = f"「{stands}」" if choice is None and stands in _TRUTHS else stands
        case bool():
            stands = ("否", "是")[said.stands] if zh else ("no", "yes")[said.stands]
        case t.Day():
            stands = spell_day(said.stands.day, lang)
        case value:
            stands = f"{spell_number(value * 100)}%" if said.percent else spell_number(value)
    return f"缺失按{stands}计" if zh else f"if missing {stands}"


def spell_out(out: t.NotApplicable, lang: Language, names: Names) -> str:
    """``not applicable if new``; ``新设的，不适用``"""
    held = spell(out.condition, lang, names)
    return f"{held}的，不适用" if lang == "zh" else f"not applicable if {held}"


_WAYS = {"rescale": "缺项折算", "redistribute": "缺项权重分摊", "drop": "缺项剔除"}


def spell_policy(policy: t.Policy, lang: Language) -> str:
    """``not applicable: rescale, if none applies 0``; ``缺项折算，全部缺项得0分``"""
    zh = lang == "zh"
    said = _WAYS[policy.way] if zh else f"not applicable: {policy.way}"
    match policy.none:
        case None:
            return said
        case "not applicable":
            return said + ("，全部缺项的不适用" if zh else ", if none applies not applicable")
        case points:
            figure = spell_number(points)
            return said + (f"，全部缺项得{figure}分" if zh else f", if none applies {figure}")
