"""Syntax tree → text, in either language: whole rules.

Comes in: a rule (of the tree or of the model) and the names to use. Goes out: its text, the bounds last.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import assert_never

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.cases import spell_case
from rubric_dsl.syntax.spelling.expressions import spell
from rubric_dsl.syntax.spelling.names import Names
from rubric_dsl.syntax.spelling.over import spell_over
from rubric_dsl.syntax.spelling.steps import spell_step
from rubric_dsl.syntax.spelling.tables import spell_bands, spell_line, spell_lookup
from rubric_dsl.vocabulary.figures import spell_number
from rubric_dsl.vocabulary.keywords import CJK


def _points(value: Fraction, lang: Language) -> str:
    return f"得{spell_number(value)}分" if lang == "zh" else spell_number(value)


def _bound(bound: t.Bound, lang: Language, deducts: bool) -> str:
    zh = lang == "zh"
    points = spell_number(bound.points) if bound.points is not None else ""
    match bound.kind:
        case "capped":
            return ("扣完为止" if deducts else "封顶") if zh else "capped"
        case "at most":
            return f"最高{points}分" if zh and bound.points >= 0 else f"at most {points}"  # type: ignore[operator]
        case "at least":
            return f"最低{points}分" if zh else f"at least {points}"
        case "below zero":
            return "扣分不设下限" if zh else "may go below 0"
        case _:
            assert_never(bound.kind)


def _short(short: t.Proportion | t.Otherwise | None, lang: Language) -> list[str]:
    zh = lang == "zh"
    match short:
        case None:
            return []
        case t.Proportion():
            return ["未完成的按比例扣分" if zh else "otherwise in proportion"]
        case t.Otherwise():
            if zh:
                return ["否则不得分" if not short.points else "否则" + _points(short.points, lang)]
            return [f"otherwise {spell_number(short.points)}"]
        case _:
            assert_never(short)


def _case(row: t.Case, lang: Language, names: Names) -> str:
    rule = row.rule
    text = spell_rule(rule, lang, names)
    if lang == "zh" and isinstance(rule, t.Formula) and isinstance(rule.expression, t.Number):
        text = f"得{text.removeprefix('→ ')}"  # 当…时：5分 would be a heading
    return spell_case(row, lang, names) + text


def spell_rule(rule: t.Rule, lang: Language, names: Names) -> str:
    """A whole rule."""
    zh = lang == "zh"
    parts: list[str] = []
    steps: tuple[t.TallyStep, ...] = ()
    match rule:
        case t.Award():
            condition = spell(rule.condition, lang, names)
            if zh:
                compared = isinstance(rule.condition, t.Compare)
                parts.append(condition + ("" if compared else "的") + _points(rule.points, lang))
            else:
                parts.append(f"{condition} → {spell_number(rule.points)}")
            steps = rule.steps
            parts.extend(spell_step(step, lang, names) for step in steps)
            parts.extend(_short(rule.short, lang))
            parts.extend(spell_step(step, lang, names) for step in rule.added)
            steps = (*steps, *rule.added)
        case t.Tally():
            if rule.start:
                parts.append(("" if zh or rule.start > 0 else "→ ") + _points(rule.start, lang))
            steps = rule.steps
            parts.extend(spell_step(step, lang, names) for step in steps)
        case t.Formula():
            text = spell(rule.expression, lang, names)
            if isinstance(rule.expression, t.Number) and rule.expression.value < 0:
                text = f"→ {text}"  # a literal has a sign only here; −5 in an expression is a negation of 5
            if rule.within is not None:
                low, high = map(spell_number, rule.within)
                gap = "" if re.match(f"[{CJK}]", text[-1]) else " "  # or it is of the name
                text += f"{gap}{low}至{high}分" if zh else f" {low} to {high}"
            parts.append((f"评定：{text}" if zh else f"judged: {text}") if rule.judged else text)
        case t.Bands():
            parts.append(spell_bands(rule, lang, names))
        case t.Lookup():
            parts.append(spell_lookup(rule, lang, names))
        case t.Line():
            parts.append(spell_line(rule, lang, names))
        case t.Cases():
            return "\n".join(_case(row, lang, names) for row in rule.rows)
        case t.Over():
            parts.append(spell_over(rule, lang, names) + spell_rule(rule.rule, lang, names))
        case _:
            assert_never(rule)
    deducts = any(t.takes(step) for step in steps)
    parts.extend(_bound(bound, lang, deducts) for bound in rule.bounds)
    return ("，" if zh else ", ").join(parts)
