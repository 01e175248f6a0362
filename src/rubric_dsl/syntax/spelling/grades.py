"""Syntax tree → text, in either language: the grades.

Comes in: grades and how a declared name is written. Goes out: the line of their head and the lines below it.
"""

from __future__ import annotations

from collections.abc import Callable

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.expressions import spell
from rubric_dsl.syntax.spelling.names import Names, spell_name
from rubric_dsl.syntax.spelling.rounding import MODES
from rubric_dsl.vocabulary.figures import spell_number

_LIMITS = {"at most": "最高为", "at least": "最低为", "fixed at": "定为"}


_EDGES = {"≥": "及以上", ">": "以上（不含）", "≤": "及以下", "<": "以下（不含）"}


_TIES = {
    None: ("", ""),
    "kept": (", ties on the edge kept", "，末位并列的均计入"),
    "left out": (", ties on the edge left out", "，末位并列的均不计入"),
}


def spell_places(quota: t.Quota, lang: Language) -> str:
    """``at most 20% of subjects``, ``不超过参评对象的20%``"""
    zh = lang == "zh"
    above = ("与以上等级合计" if zh else "with the grades above ") if quota.above else ""
    if quota.share is None:
        return above + (f"不超过{quota.count}名" if zh else f"at most {quota.count} {_subjects(quota.count)}")
    share = f"{spell_number(quota.share * 100)}%"
    return above + (f"不超过参评对象的{share}" if zh else f"at most {share} of subjects")


def _subjects(count: int | None) -> str:
    return "subject" if count == 1 else "subjects"


def spell_quota(quota: t.Quota, lang: Language) -> str:
    """``at most 20% of subjects rounded down, ties on the edge left out``"""
    zh, text = lang == "zh", spell_places(quota, lang)
    if quota.mode is not None:
        text += f"（{MODES[quota.mode]}）" if zh else f" rounded {quota.mode}"
    return text + _TIES[quota.ties][zh]


def spell_grades(
    grades: t.Grades, lang: Language, names: Names, declared: Callable[[t.Named], str]
) -> tuple[str, list[str]]:
    """The line `grades` and those below it."""
    zh = lang == "zh"
    if zh:
        head = {"published": "等级（按公布总分）", "exact": "等级（按精确总分）", None: "等级"}[grades.by]
    else:
        head = "grades" + (f" by the {grades.by} total" if grades.by else "")
    lines = []
    for grade in grades.grades:
        if grade.bar is None:
            bar = "其余" if zh else "otherwise"
        elif zh:
            bar = f"{spell_number(grade.bar)}分{_EDGES[grade.relation]}"
        else:
            bar = f"{grade.relation} {spell_number(grade.bar)}"
        if grade.condition is not None:
            held = spell(grade.condition, lang, names)
            bar += f"，仅当{held}" if zh else f", only if {held}"
        if grade.quota is not None:
            bar += ("，" if zh else ", ") + spell_quota(grade.quota, lang)
        lines.append(f"{declared(grade.name)}{'：' if zh else ': '}{bar}")
    for limit in grades.limits:
        held = spell(limit.condition, lang, names)
        called = spell_name(limit.grade.text)
        lines.append(f"{held}的，{_LIMITS[limit.kind]}{called}" if zh else f"{limit.kind} {called} if {held}")
    return head, lines
