"""Syntax tree → text, in either language: how subjects are ranked, and the criteria that cost the most.

Comes in: the tie-breaks behind the total, or how many reasons. Goes out: one line under the rubric's head.
"""

from __future__ import annotations

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.expressions import spell
from rubric_dsl.syntax.spelling.names import Names

_FIRST = {
    None: ("", ""),
    "highest": (" from the highest", "从高到低"),
    "lowest": (" from the lowest", "从低到高"),
}


_TIES = {
    None: ("", ""),
    "order": (", ties in the order of the rubric", "，并列的按表中次序"),
    "together": (", ties together", "，并列的一并列出"),
}


def spell_reasons(item: t.Reasons, lang: Language, less_is_better: bool) -> str:
    """``reasons up to 3, ties together``, ``主要扣分项最多3项，并列的一并列出``"""
    if lang == "zh":
        return f"主要{'得' if less_is_better else '扣'}分项最多{item.count}项{_TIES[item.ties][1]}"
    return f"reasons up to {item.count}{_TIES[item.ties][0]}"


def spell_ranking(item: t.Ranking, lang: Language, names: Names) -> str:
    """``ranked by total, then price from the lowest``, ``排名按总分，其次报价从低到高``"""
    zh = lang == "zh"
    text = ("排名按总分" if zh else "ranked by total") + _FIRST[item.first][zh]
    for place, tie in enumerate(item.ties):
        word = ("，再次" if place else "，其次") if zh else ", then "
        text += word + spell(tie.value, lang, names) + _FIRST[tie.first][zh]
    return text
