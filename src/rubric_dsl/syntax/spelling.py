"""Syntax tree → text, in either language: expressions, rules and gates.

Comes in: a rule (of the tree or of the model) and the names to use. Goes out: text that the grammar reads
back as the same rule. ``names`` maps each name of the tree to the one to write; others stay as they are.
A unit word that it maps to nothing is left out.

>>> spell_rule(rule, "zh", {"events": "对接活动"})
'对接活动10次及以上得30分，每少1次减3分'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import assert_never

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.vocabulary.keywords import BY_TERMINAL, CJK, name_pattern

Names = Mapping[str, str]

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _UNARY, _ATOM = range(1, 9)
_JOINS_KEYWORD = ("到", "少", "标", "会", "度")
"""A name that begins so would lengthen the keyword before it (达到, 每少) or undo it (达标, 与会)."""
_AFTER_NOT = ("开展", "参加", "完成", "建设", "建成", "发布", "举办", "制定", "来")


def _english_words() -> frozenset[str]:
    return frozenset(
        word for keyword in BY_TERMINAL.values() for phrase in keyword.en for word in phrase.split()
    )


_ENGLISH = _english_words()


# What may stand right before and right behind a Chinese name in a rule: a keyword's own guards look there,
# so that 家次 is a word of the language behind a space and a mere unit behind a figure.
_BEFORE_A_NAME = ("", " ", "达", "与", "未", "每")
_BEFORE_A_UNIT: dict[Language, tuple[str, ...]] = {"en": ("1 ",), "zh": ("1",)}
_BEHIND = (
    "", "1", "，", "：", "“", "”", "、", "）", " −1", "达1",
    "与", "之和", "的1", "的得1", "的，不得分", "得1", "每", "每满1", "且", "或",
    "及以上", "以上", "减1", "加1", "按1", "按比例减1", "计",
)  # fmt: skip


@cache
def _quoted(text: str, before: tuple[str, ...]) -> str:
    whole = re.compile(name_pattern())

    def is_read(prefix: str, suffix: str) -> bool:
        found = whole.match(prefix + text + suffix, len(prefix))
        return found is not None and found.end() == len(prefix + text)

    plain = text not in _ENGLISH and is_read("", "")
    if plain and re.match(f"[{CJK}]", text):
        plain = all(is_read(prefix, "") for prefix in before) and all(
            is_read(before[0], end) for end in _BEHIND
        )
        plain = plain and not (before is _BEFORE_A_NAME and text.startswith(_JOINS_KEYWORD))
    if plain:
        return text
    return f"`{text}`" if "「" in text or "」" in text else f"「{text}」"


def spell_name(text: str) -> str:
    """A name as the grammar reads it: in quotes where a keyword or another script would cut it."""
    return _quoted(text, _BEFORE_A_NAME)


def spell_unit(text: str, lang: Language) -> str:
    """A unit behind a figure: right behind it in Chinese, after a space in English."""
    return _quoted(text, _BEFORE_A_UNIT[lang])


def spell_number(value: Fraction) -> str:
    """A literal as a decimal (every literal of the language is one)."""
    places, rest = 0, value
    while rest.denominator != 1:
        places, rest = places + 1, rest * 10
        assert places <= 80, "a literal is a finite decimal"
    digits = str(abs(rest.numerator)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"−{text}" if value < 0 else text


def glue(*parts: str) -> str:
    """Texts side by side, with a space where two words (not Chinese ones) would run together."""
    found = ""
    for part in parts:
        if found and part and re.match(rf"(?![{CJK}])\w", part) and re.search(rf"(?![{CJK}])\w$", found):
            found += " "
        found += part
    return found


def _number(item: t.Number, lang: Language, names: Names) -> str:
    if item.percent:
        return spell_number(item.value * 100) + "%"
    text = spell_number(item.value)
    unit = names.get(item.unit, item.unit) if item.unit else ""
    if not unit:
        return text
    return glue(text, spell_unit(unit, lang)) if lang == "zh" else f"{text} {spell_unit(unit, lang)}"


def _level(item: t.Expression) -> int:
    match item:
        case t.Either():
            return _OR
        case t.Both():
            return _AND
        case t.Not():
            return _NOT
        case t.Compare():
            return _COMPARE
        case t.Operation():
            return _SUM if item.operator in ("+", "−") else _PRODUCT
        case t.Negative():
            return _UNARY
        case t.Number() | t.Name() | t.Listed():
            return _ATOM
        case _:
            assert_never(item)


def spell(item: t.Expression, lang: Language, names: Names, above: int = 0) -> str:
    """An expression; in brackets where it binds less than what stands around it."""
    text = _spell(item, lang, names)
    level = _level(item)
    # a comparison takes sums on both sides; its own level never nests bare
    if level < above or (level == above and isinstance(item, t.Compare | t.Both | t.Either)):
        return f"（{text}）" if lang == "zh" else f"({text})"
    return text


def _is_share(item: t.Operation) -> bool:
    left = item.left
    return (
        item.operator == "×"
        and isinstance(left, t.Number)
        and left.percent
        and isinstance(item.right, t.Name)
    )


def _plain_sum(item: t.Expression) -> tuple[t.Name, ...]:
    """The names of ``a + b + c``; empty where it is anything else."""
    if isinstance(item, t.Name):
        return (item,)
    if isinstance(item, t.Operation) and item.operator == "+" and isinstance(item.right, t.Name):
        left = _plain_sum(item.left)
        return (*left, item.right) if left else ()
    return ()


def _operation(item: t.Operation, lang: Language, names: Names) -> str:
    if _is_share(item):
        share = _number(item.left, lang, names)  # type: ignore[arg-type]
        whole = spell(item.right, lang, names, _ATOM)
        return f"{whole}的{share}" if lang == "zh" else f"{share} of {whole}"
    summed = _plain_sum(item)
    if lang == "zh" and len(summed) > 1:
        return "与".join(spell(name, lang, names) for name in summed) + "之和"
    level = _level(item)
    left = spell(item.left, lang, names, level)
    right = spell(item.right, lang, names, level + 1)
    return f"{left} {item.operator} {right}"


def _compare(item: t.Compare, lang: Language, names: Names) -> str:
    left = spell(item.left, lang, names, _SUM) if item.left is not None else ""
    right = spell(item.right, lang, names, _SUM)
    if lang == "en" and item.operator not in ("以上", "以下"):  # an open edge has no English word
        return f"{left} {item.operator} {right}" if left else f"{item.operator}{right}"
    edge = {"≥": "及以上", ">": "以上（不含）", "≤": "及以下", "<": "以下（不含）"}.get(
        item.operator, item.operator
    )
    if not left:
        return right + edge
    plain = isinstance(item.left, t.Name) and isinstance(item.right, t.Number)
    return glue(left, right, edge) if plain else glue(left, "达", right, edge)


def _spell(item: t.Expression, lang: Language, names: Names) -> str:
    zh = lang == "zh"
    match item:
        case t.Number():
            return _number(item, lang, names)
        case t.Name():
            return spell_name(names.get(item.text, item.text))
        case t.Operation():
            return _operation(item, lang, names)
        case t.Negative():
            return "−" + spell(item.operand, lang, names, _UNARY)
        case t.Compare():
            return _compare(item, lang, names)
        case t.Not():
            inner = spell(item.operand, lang, names, _NOT + 1)
            if zh and inner.startswith(_AFTER_NOT):
                inner = f"「{inner}」" if isinstance(item.operand, t.Name) else f"（{inner}）"
            return glue(item.word, inner) if zh else f"not {inner}"
        case t.Both() | t.Either():
            word = {(True, True): "且", (True, False): "或", (False, True): " and ", (False, False): " or "}[
                zh, isinstance(item, t.Both)
            ]
            return word.join(spell(operand, lang, names, _level(item)) for operand in item.operands)
        case t.Listed():
            return "、".join(spell(name, lang, names) for name in item.names)
        case _:
            assert_never(item)


def symbols(item: t.Expression, names: Names) -> str:
    """An expression in signs and figures alone: ``a + b``, ``firms × 90%``, no word of either language."""

    def inside(operand: t.Expression, above: int) -> str:
        text = symbols(operand, names)
        return f"({text})" if _level(operand) < above else text

    match item:
        case t.Number():
            return spell_number(item.value * 100) + "%" if item.percent else spell_number(item.value)
        case t.Name():
            return names.get(item.text, item.text)
        case t.Operation():
            level = _level(item)
            if _is_share(item):
                return f"{inside(item.right, _ATOM)} × {inside(item.left, _ATOM)}"
            return f"{inside(item.left, level)} {item.operator} {inside(item.right, level + 1)}"
        case t.Negative():
            return "−" + inside(item.operand, _UNARY)
        case _:
            raise AssertionError("a condition is told in words")


def _points(value: Fraction, lang: Language) -> str:
    return f"得{spell_number(value)}分" if lang == "zh" else spell_number(value)


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
        parts.append(f"({spell(per.of, 'en', names)})")
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
        text = glue(spell(per.of, "zh", names, _SUM), f"每{full}{amount}{how}{change}")
    if per.part == "started":
        text += f"，不足{amount}按{amount}计"
    return text


def _step(step: t.Step, lang: Language, names: Names) -> str:
    return _step_zh(step, names) if lang == "zh" else _step_en(step, names)


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


def _short(short: t.Step | t.Proportion | t.Otherwise | None, lang: Language, names: Names) -> list[str]:
    zh = lang == "zh"
    match short:
        case None:
            return []
        case t.Step():
            return [_step(short, lang, names)]
        case t.Proportion():
            return ["未完成的按比例扣分" if zh else "otherwise in proportion"]
        case t.Otherwise():
            if zh:
                return ["否则不得分" if not short.points else "否则" + _points(short.points, lang)]
            return [f"otherwise {spell_number(short.points)}"]
        case _:
            assert_never(short)


def spell_rule(rule: t.Rule, lang: Language, names: Names) -> str:
    """A whole rule."""
    zh = lang == "zh"
    parts: list[str] = []
    steps: tuple[t.Step, ...] = ()
    match rule:
        case t.Award():
            condition = spell(rule.condition, lang, names)
            if zh:
                compared = isinstance(rule.condition, t.Compare)
                parts.append(condition + ("" if compared else "的") + _points(rule.points, lang))
            else:
                parts.append(f"{condition} → {spell_number(rule.points)}")
            parts.extend(_short(rule.short, lang, names))
            steps = (rule.short,) if isinstance(rule.short, t.Step) else ()
        case t.Tally():
            if rule.start:
                parts.append(("" if zh or rule.start > 0 else "→ ") + _points(rule.start, lang))
            steps = rule.steps
            parts.extend(_step(step, lang, names) for step in steps)
        case t.Formula():
            text = spell(rule.expression, lang, names)
            if isinstance(rule.expression, t.Number) and rule.expression.value < 0:
                text = f"→ {text}"  # a literal has a sign only here; −5 in an expression is a negation of 5
            parts.append((f"评定：{text}" if zh else f"judged: {text}") if rule.judged else text)
        case _:
            assert_never(rule)
    deducts = any(step.points < 0 for step in steps)
    parts.extend(_bound(bound, lang, deducts) for bound in rule.bounds)
    return ("，" if zh else ", ").join(parts)


def spell_gate(gate: t.Gate, lang: Language, names: Names) -> str:
    """``only if a or b``; ``未a且未b的，不得分``"""
    condition = spell(gate.condition, lang, names)
    if lang == "zh":
        return f"仅当{condition}" if gate.kind == "only if" else f"{condition}的，不得分"
    return f"{gate.kind} {condition}"
