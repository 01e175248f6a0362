"""Syntax tree → text, in either language: rules in rows.

Comes in: bands, a lookup or a straight line, and the names to use. Goes out: its text without its bounds.
"""

from __future__ import annotations

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.choices import spell_option
from rubric_dsl.syntax.spelling.expressions import SUM, spell
from rubric_dsl.syntax.spelling.names import Names, glue, spell_name
from rubric_dsl.vocabulary.figures import spell_number

_YES = {"en": {"yes": "yes", "no": "no"}, "zh": {"yes": "是", "no": "否"}}


def spell_worth(item: t.Expression, lang: Language, names: Names) -> str:
    """``8``, ``rate × 10``; ``得8分``, ``得（满意率×10）分``"""
    if isinstance(item, t.Number):
        return f"得{spell_number(item.value)}分" if lang == "zh" else spell_number(item.value)
    text = spell(item, lang, names, SUM)
    return f"得（{text}）分" if lang == "zh" else text


def spell_row(row: t.Band, lang: Language, names: Names) -> str:
    """One row of bands."""
    condition, points = spell(row.condition, lang, names), spell_worth(row.points, lang, names)
    if lang == "zh":
        compared = isinstance(row.condition, t.Compare | t.Between)
        return condition + ("" if compared else "的") + points
    return f"{condition} → {points}"


def spell_bands(rule: t.Bands, lang: Language, names: Names) -> str:
    """``rate ≥ 90% → 10; 80% to <90% → 8; otherwise 0``"""
    zh = lang == "zh"
    parts = [spell_row(row, lang, names) for row in rule.rows]
    if rule.otherwise is not None:
        parts.append(("否则" if zh else "otherwise ") + spell_worth(rule.otherwise, lang, names))
    return ("；" if zh else "; ").join(parts)


def spell_lookup(rule: t.Lookup, lang: Language, names: Names) -> str:
    """``by level and prize: national 8/6, city 4/2``"""
    zh = lang == "zh"
    keys = ("和" if zh else " and ").join(spell_name(names.get(key.text, key.text)) for key in rule.keys)
    rows = []
    answers = _YES[lang] if {row.option.text for row in rule.rows} == {"yes", "no"} else {}
    for row in rule.rows:
        option = answers.get(row.option.text) or spell_option(rule.keys[0].text, row.option.text, names)
        figures = "/".join(spell_number(points) for points in row.points)
        rows.append(glue(option, figures) + "分" if zh and row.points[0] >= 0 else f"{option} {figures}")
    return (f"按{keys}：" if zh else f"by {keys}: ") + ("，" if zh else ", ").join(rows)


def spell_line(rule: t.Line, lang: Language, names: Names) -> str:
    """``rate in a straight line: 20% → 0, 50% → 2``"""
    zh = lang == "zh"
    of = spell(rule.of, lang, names, SUM)
    rows = []
    for anchor in rule.anchors:
        at = spell_number(anchor.at.value * 100) + "%" if anchor.at.percent else spell_number(anchor.at.value)
        points = spell_number(anchor.points)
        rows.append(f"{at}得{points}分" if zh else f"{at} → {points}")
    return (f"{of}按直线插值：" if zh else f"{of} in a straight line: ") + ("，" if zh else ", ").join(rows)
