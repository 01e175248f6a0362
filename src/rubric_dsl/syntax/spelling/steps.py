"""Syntax tree → text, in either language: the steps of a rule.

Comes in: a step and the names to use. Goes out: ``−3 per missing``, ``每少1次减3分``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.expressions import SUM, spell
from rubric_dsl.syntax.spelling.names import Names, glue, spell_name, spell_unit
from rubric_dsl.vocabulary.figures import spell_number
from rubric_dsl.vocabulary.words.steps import ORDINALS


def _signed(value: Fraction) -> str:
    return ("+" if value >= 0 else "") + spell_number(value)


def spell_amount(per: t.Per, lang: Language) -> str:
    """``100``, ``1%``, ``2 percentage points``, ``1% of the target``: one unit of a step, without its word"""
    if per.measure == "number":
        return spell_number(per.amount)
    hundredths = spell_number(per.amount * 100)
    match per.measure:
        case "percent":
            return f"{hundredths}%"
        case "percent of target":
            if lang == "en":
                return f"{hundredths}% of the target"
            return f"目标的{hundredths}%" if per.reference is None else f"的{hundredths}%"
        case "percentage point":
            if lang == "zh":
                return f"{hundredths}个百分点"
            return f"{hundredths} percentage point{'' if hundredths == '1' else 's'}"


def _counted_en(per: t.Per, names: Names) -> str:
    plain = per.amount == 1 and per.measure == "number"
    if per.of is None:
        return per.beyond or "missing"
    if isinstance(per.of, t.Name):
        name = names.get(per.of.text, per.of.text)
        counted = spell_name(name) if plain or per.reference is not None else spell_unit(name, "en")
    else:
        text = spell(per.of, "en", names)
        counted = text if isinstance(per.of, t.Rounded) and per.reference is None else f"({text})"
    if per.reference is None:
        return counted
    reference = spell(per.reference, "en", names)
    if not isinstance(per.reference, t.Name):
        reference = f"({reference})"
    return f"{counted} {per.beyond} {reference}"


def _step_en(step: t.Step, names: Names) -> str:
    per = step.per
    parts = [_signed(step.points), "per"]
    if per.part in ("full", "started"):
        parts.append(per.part)
    if per.amount != 1 or per.measure != "number":
        parts.append(spell_amount(per, "en"))
    parts.append(_counted_en(per, names))
    if per.part == "in proportion":
        parts.append("in proportion")
    if step.most is not None:
        parts.append(f"(at most {spell_number(step.most)})")
    return " ".join(parts)


def _beyond_zh(per: t.Per, names: Names) -> str:
    """``每少``, ``报价每高于基准价``: the words before the amount."""
    if per.of is None:
        return "每少" if per.beyond is None else "每超" if per.beyond == "above" else "每低"
    if per.reference is None:
        return "每"
    reference = spell(per.reference, "zh", names)
    if not isinstance(per.reference, t.Name):
        reference = f"（{reference}）"
    return ("每高于" if per.beyond == "above" else "每低于") + reference


def _step_zh(step: t.Step, names: Names) -> str:
    per = step.per
    unit = names.get(per.unit, per.unit) if per.unit and per.measure == "number" else ""
    if not unit and isinstance(per.of, t.Days) and per.measure == "number":
        unit = "天"
    share = per.measure == "percent of target" and per.reference is not None
    amount = glue(spell_amount(per, "zh").removeprefix("的"), spell_unit(unit, "zh") if unit else "")
    full = "满" if per.part == "full" else ""
    how = "按比例" if per.part == "in proportion" else ""
    verb = "减" if step.points < 0 else "加"
    change = f"{verb}{spell_number(abs(step.points))}分"
    each = _beyond_zh(per, names) + ("的" if share else "")
    text = glue(each, f"{full}{amount}{how}{change}")
    if per.of is not None:
        text = glue(spell(per.of, "zh", names, SUM), text)
    if step.most is not None:
        text += f"（最多{verb}{spell_number(step.most)}分）"
    if per.part == "started":
        begun = amount.removeprefix("目标的")
        text += f"，不足{begun}按{begun}计"
    return text


_GROWTH: dict[t.Growth, tuple[str, str]] = {
    "each twice": ("each twice the last", "逐次加倍"),
    "sum twice": ("the sum doubling", "总额加倍"),
    "doubling": ("doubling", "加倍"),
}


def _cap(step: t.TallyStep, lang: Language) -> str:
    if step.most is None:
        return ""
    most = spell_number(step.most)
    return f"（最多{'减' if t.takes(step) else '加'}{most}分）" if lang == "zh" else f" (at most {most})"


def _change_zh(points: Fraction) -> str:
    return f"{'减' if points < 0 else '加'}{spell_number(abs(points))}分"


def _item(condition: t.Expression, lang: Language, names: Names) -> str:
    """A condition in a list: in brackets where a comma or a sign could be taken for something else."""
    text = spell(condition, lang, names)
    if lang == "zh":
        return text if isinstance(condition, t.Name) else f"（{text}）"
    return f"({text})" if text.startswith("−") else text


def _held(step: t.Held, lang: Language, names: Names) -> str:
    zh = lang == "zh"
    if len(step.conditions) == 1 and step.most is None:
        condition = spell(step.conditions[0], lang, names)
        return f"{condition}的{_change_zh(step.points)}" if zh else f"{_signed(step.points)} if {condition}"
    items = [_item(condition, lang, names) for condition in step.conditions]
    if zh:
        return "、".join(items) + "每有一项" + _change_zh(step.points) + _cap(step, lang)
    return f"{_signed(step.points)} for each of " + ", ".join(items) + _cap(step, lang)


def _ordinals(step: t.Ordinals, lang: Language, names: Names) -> str:
    zh = lang == "zh"
    unit = names.get(step.unit, step.unit) if step.unit else ""
    counted = spell(step.of, lang, names, SUM if zh else 0)
    if not zh and not isinstance(step.of, t.Name):
        counted = f"({counted})"
    parts = []
    for nth, points in enumerate(step.ladder, start=1):
        if zh:
            word = spell_unit(unit, "zh") if unit else ""
            parts.append(glue(counted if nth == 1 else "", f"第{nth}{word}{_change_zh(points)}"))
        else:
            which = f"{_signed(points)} for the {ORDINALS[nth - 1]}"
            parts.append(f"{which} {counted}" if nth == 1 else which)
    if step.further is not None:
        word = spell_unit(unit, "zh") if unit else ""
        further = f"以后每{word}{_change_zh(step.further)}"
        parts.append(further if zh else f"{_signed(step.further)} for each further")
    return ("，" if zh else ", ").join(parts) + _cap(step, lang)


def spell_step(step: t.TallyStep, lang: Language, names: Names) -> str:
    """A step."""
    match step:
        case t.Held():
            return _held(step, lang, names)
        case t.Ordinals():
            return _ordinals(step, lang, names)
        case t.Step():
            text = _step_zh(step, names) if lang == "zh" else _step_en(step, names)
            if step.growth is None:
                return text
            return text + ("，" if lang == "zh" else ", ") + _GROWTH[step.growth][lang == "zh"]
        case _:
            assert_never(step)
