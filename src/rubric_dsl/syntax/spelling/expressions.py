"""Syntax tree → text, in either language: arithmetic and conditions.

Comes in: an expression and the names to use. Goes out: text that the grammar reads back as the same
expression, with no more brackets than it needs.
"""

from __future__ import annotations

from typing import assert_never

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.choices import spell_being, spell_is
from rubric_dsl.syntax.spelling.days import compared_with_a_day, days_in_symbols, spell_day, spell_days
from rubric_dsl.syntax.spelling.folds import spell_extreme, spell_fold, spell_rank
from rubric_dsl.syntax.spelling.names import Names, glue, spell_name, spell_unit
from rubric_dsl.syntax.spelling.ranges import spell_between
from rubric_dsl.syntax.spelling.rounding import spell_rounding
from rubric_dsl.vocabulary.figures import spell_number

OR, AND, NOT, COMPARE, SUM, PRODUCT, UNARY, POWER, ATOM = range(1, 10)
_AFTER_NO = (
    "障碍",
    "人",
    "纸",
    "线",
    "论",
    "偿",
    "形",
    "关",
    "故",
    "限",
    "条件",
    "公害",
    "菌",
    "烟",
    "不",
    "需",
    "法",
)
VERBS_OF_NOT = ("开展", "参加", "完成", "建设", "建成", "发布", "举办", "制定", "来")


def _number(item: t.Number, lang: Language, names: Names) -> str:
    if item.percent:
        return spell_number(item.value * 100) + "%"
    if item.points:
        hundredths = spell_number(item.value * 100)
        ending = "个百分点" if lang == "zh" else " percentage point" + ("" if hundredths == "1" else "s")
        return hundredths + ending
    text = spell_number(item.value)
    if item.unit == t.POINTS:
        return f"{text}分" if lang == "zh" else f"{text} point{'' if item.value == 1 else 's'}"
    unit = names.get(item.unit, item.unit) if item.unit else ""
    if not unit:
        return text
    return glue(text, spell_unit(unit, lang)) if lang == "zh" else f"{text} {spell_unit(unit, lang)}"


_LOGARITHMS = {"10": "log10", "e": "ln"}


def _exponent(item: t.Power) -> str:
    whole = item.exponent.denominator == 1
    return str(item.exponent) if whole else f"({item.exponent.numerator}/{item.exponent.denominator})"


def _level(item: t.Expression) -> int:
    match item:
        case t.Either():
            return OR
        case t.Both():
            return AND
        case t.Not() | t.NoneOf():
            return NOT
        case t.Compare() | t.Between() | t.IsMissing() | t.IsApplicable():
            return COMPARE
        case t.Is():
            return COMPARE if len(item.options) == 1 else OR
        case t.Operation():
            return SUM if item.operator in ("+", "−") else PRODUCT
        case t.Negative():
            return UNARY
        case t.Power() | t.Logarithm():
            return POWER
        case t.Number() | t.Name() | t.Listed() | t.Rounded() | t.Day() | t.Days() | t.Conditional():
            return ATOM
        case t.Fold() | t.Extreme() | t.Rank() | t.ScoreOf():
            return ATOM
        case _:
            assert_never(item)


def spell(item: t.Expression, lang: Language, names: Names, above: int = 0) -> str:
    """An expression; in brackets where it binds less than what stands around it."""
    text = _spell(item, lang, names)
    level = _level(item)
    # a comparison takes sums on both sides; its own level never nests bare
    if level < above or (level == above and isinstance(item, t.Compare | t.Between | t.Both | t.Either)):
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
        whole = spell(item.right, lang, names, ATOM)
        return f"{whole}的{share}" if lang == "zh" else f"{share} of {whole}"
    summed = _plain_sum(item)
    if lang == "zh" and len(summed) > 1:
        return "与".join(spell(name, lang, names) for name in summed) + "之和"
    level = _level(item)
    left = spell(item.left, lang, names, level)
    right = spell(item.right, lang, names, level + 1)
    return f"{left} {item.operator} {right}"


def _compare(item: t.Compare, lang: Language, names: Names) -> str:
    left = spell(item.left, lang, names, SUM) if item.left is not None else ""
    right = spell(item.right, lang, names, SUM)
    if item.operator in ("=", "≠"):
        return spell_being(left, right, item.operator == "≠", lang)
    if lang == "en" and item.operator not in ("以上", "以下"):  # an open edge has no English word
        return f"{left} {item.operator} {right}" if left else f"{item.operator}{right}"
    of_days = compared_with_a_day(item)
    if of_days:
        return glue(left, of_days, right)
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
            return "−" + spell(item.operand, lang, names, UNARY)
        case t.Compare():
            return _compare(item, lang, names)
        case t.Between():
            operand = spell(item.operand, lang, names, SUM) if item.operand is not None else ""
            ends = (spell(item.low, lang, names, SUM), spell(item.high, lang, names, SUM))
            return spell_between(item, operand, ends, lang)
        case t.Is():
            return spell_is(item, lang, names)
        case t.Conditional():
            parts = [spell(part, lang, names, level) for part, level in _in_order(item, lang)]
            if zh:
                return f"（若{parts[0]}则{parts[1]}，否则{parts[2]}）"
            return f"({parts[0]} if {parts[1]} otherwise {parts[2]})"
        case t.Not():
            inner = spell(item.operand, lang, names, NOT + 1)
            if zh and inner.startswith(VERBS_OF_NOT):
                inner = f"「{inner}」" if isinstance(item.operand, t.Name) else f"（{inner}）"
            return glue(item.word, inner) if zh else f"not {inner}"
        case t.NoneOf():
            named = spell(item.operand, lang, names)
            if zh and named.startswith(_AFTER_NO):
                named = f"「{named}」"
            return glue("无", named) if zh else f"no {named}"
        case t.Both() | t.Either():
            word = {(True, True): "且", (True, False): "或", (False, True): " and ", (False, False): " or "}[
                zh, isinstance(item, t.Both)
            ]
            return word.join(spell(operand, lang, names, _level(item)) for operand in item.operands)
        case t.ScoreOf():
            return f"按“{item.file.text}”评分" if zh else f'score of "{item.file.text}"'
        case t.Power():
            return f"{spell(item.operand, lang, names, ATOM)} ^ {_exponent(item)}"
        case t.Logarithm():
            return f"{_LOGARITHMS[item.base]} {spell(item.operand, lang, names, ATOM)}"
        case t.Rounded():
            inner, how = spell(item.operand, lang, names), spell_rounding(item.how, lang)
            return f"（{inner}{how}）" if zh else f"({inner} {how})"
        case t.Listed():
            return "、".join(spell(name, lang, names) for name in item.names)
        case t.IsMissing():
            words = (
                ("缺失" if item.missing else "未缺失")
                if zh
                else f" is {'' if item.missing else 'not '}missing"
            )
            return spell(item.name, lang, names) + words
        case t.IsApplicable():
            words = (
                ("适用" if item.applicable else "不适用")
                if zh
                else f" is {'' if item.applicable else 'not '}applicable"
            )
            return spell(item.name, lang, names) + words
        case t.Day():
            return spell_day(item.day, lang)
        case t.Days():
            return spell_days(item, lang, names)
        case t.Fold():
            return spell_fold(item, lang, lambda part: spell(part, lang, names))
        case t.Rank():
            return spell_rank(item, lang, lambda part: spell(part, lang, names))
        case t.Extreme():
            return spell_extreme(item, lang, lambda part: spell(part, lang, names))
        case _:
            assert_never(item)


def _in_order(item: t.Conditional, lang: Language) -> tuple[tuple[t.Expression, int], ...]:
    """The parts of a conditional in the order in which a language says them."""
    condition, then, otherwise = (item.condition, 0), (item.then, SUM), (item.otherwise, SUM)
    return (condition, then, otherwise) if lang == "zh" else (then, condition, otherwise)


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
                return f"{inside(item.right, ATOM)} × {inside(item.left, ATOM)}"
            return f"{inside(item.left, level)} {item.operator} {inside(item.right, level + 1)}"
        case t.Negative():
            return "−" + inside(item.operand, UNARY)
        case t.Day():
            return item.day.isoformat()
        case t.Days():
            return days_in_symbols(item, names)
        case t.Extreme():
            word = "min" if item.how == "least" else "max"
            return f"{word}({', '.join(symbols(operand, names) for operand in item.operands)})"
        case t.Power():
            return f"{inside(item.operand, ATOM)} ^ {_exponent(item)}"
        case t.Logarithm():
            return f"{_LOGARITHMS[item.base]} {inside(item.operand, ATOM)}"
        case _:
            raise AssertionError("a condition is told in words")
