"""Syntax tree → text, in either language: the steps of a rule.

Comes in: a step and the names to use. Goes out: ``−3 per missing``, ``每少1次减3分``.
"""

from __future__ import annotations

from fractions import Fraction

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.expressions import SUM, spell
from rubric_dsl.syntax.spelling.names import Names, glue, spell_name, spell_number, spell_unit


def _signed(value: Fraction) -> str:
    return ("+" if value >= 0 else "") + spell_number(value)


def _step_en(step: t.Step, names: Names) -> str:
    per = step.per
    amount = spell_number(per.amount)
    parts = [_signed(step.points), "per"]
    if per.part in ("full", "started"):
        parts.append(per.part)
    if per.amount != 1:
        parts.append(amount)
    if per.of is None:
        parts.append("missing")
    elif isinstance(per.of, t.Name):
        name = names.get(per.of.text, per.of.text)
        parts.append(spell_name(name) if per.amount == 1 else spell_unit(name, "en"))
    else:
        text = spell(per.of, "en", names)
        parts.append(text if isinstance(per.of, t.Rounded) else f"({text})")
    if per.part == "in proportion":
        parts.append("in proportion")
    return " ".join(parts)


def _step_zh(step: t.Step, names: Names) -> str:
    per = step.per
    unit = names.get(per.unit, per.unit) if per.unit else ""
    amount = glue(spell_number(per.amount), spell_unit(unit, "zh") if unit else "")
    full = "满" if per.part == "full" else ""
    how = "按比例" if per.part == "in proportion" else ""
    change = ("减" if step.points < 0 else "加") + spell_number(abs(step.points)) + "分"
    if per.of is None:
        text = f"每少{full}{amount}{how}{change}"
    else:
        text = glue(spell(per.of, "zh", names, SUM), f"每{full}{amount}{how}{change}")
    if per.part == "started":
        text += f"，不足{amount}按{amount}计"
    return text


def spell_step(step: t.Step, lang: Language, names: Names) -> str:
    """A step."""
    return _step_zh(step, names) if lang == "zh" else _step_en(step, names)
