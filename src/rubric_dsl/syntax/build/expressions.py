"""Parse trees → syntax trees: numbers, names, arithmetic and conditions.

Comes in: Lark's tree of an expression. Goes out: a node of :mod:`rubric_dsl.syntax.tree.expressions`, English
and Chinese forms made one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from attrs import evolve
from lark import Token, Tree

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.choices import being, conditional, either
from rubric_dsl.syntax.build.days import day, days
from rubric_dsl.syntax.build.folds import Build, count_all, extreme, fold, rank
from rubric_dsl.syntax.build.missing import is_applicable, is_missing
from rubric_dsl.syntax.build.ranges import between
from rubric_dsl.syntax.build.rounding import rounding
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, name_of, number, tokens, trees


def _fold(branch: Branch, place: Place) -> t.Expression:
    """``a + b − c``, one operator after the other from the left."""
    parts = branch.children
    found = expression(parts[0], place)
    for position in range(1, len(parts), 2):
        sign = parts[position]
        assert isinstance(sign, Tree)
        right = expression(parts[position + 1], place)
        operator: Any = {"PLUS": "+", "MINUS": "−", "TIMES": "×", "DIVIDE": "/"}[sign.children[0].type]  # type: ignore[union-attr]
        span = evolve(found.span, end_column=right.span.end_column)
        found = t.Operation(operator, found, right, span=span)
    return found


MAX_EXPONENT = 20
"""A power's exponent, and either number of a fraction that is one."""


def _exponent(item: Branch, place: Place) -> Fraction:
    """``2``, ``(1/2)``, ``0.5``"""
    numbers = [number(token, place) for token in tokens(item, "NUMBER")]
    found = numbers[0] / (numbers[1] if len(numbers) > 1 and numbers[1] else 1)
    if not all(numbers) or max(found.numerator, found.denominator) > MAX_EXPONENT:
        raise Refused(diagnostic("RB0280", place.of(item), limit=MAX_EXPONENT))
    return found


_OPERATORS: dict[str, t.Comparison] = {
    "≥": "≥", ">=": "≥", "＞＝": "≥",
    "≤": "≤", "<=": "≤", "＜＝": "≤",
    ">": ">", "＞": ">",
    "<": "<", "＜": "<",
    "不少于": "≥", "不低于": "≥", "不小于": "≥", "大于等于": "≥",
    "超过": ">", "大于": ">", "多于": ">", "高于": ">",
    "不超过": "≤", "不多于": "≤", "不大于": "≤", "不高于": "≤", "小于等于": "≤",
    "more than": ">", "fewer than": "<", "less than": "<",
    "少于": "<", "低于": "<", "小于": "<", "不满": "<",
    "不早于": "≥", "晚于": ">", "不晚于": "≤", "早于": "<",
}  # fmt: skip


def comparison_of(token: Token) -> t.Comparison:
    """``≥``, 不低于: which comparison it is."""
    return "<" if token.type == "SHORT_OF" else _OPERATORS[" ".join(token.split())]


def _edge(branch: Branch) -> t.Comparison:
    token = branch.children[0]
    assert isinstance(token, Token)
    return edge_of(token)


def edge_of(token: Token) -> t.Comparison:
    """及以上, ``or more``: which comparison it is, or the word itself where it leaves the edge open."""
    upward = token.type == "REACHED"
    if token.startswith("or"):
        return "≥" if upward else "≤"
    if "不含" in token:
        return ">" if upward else "<"
    if "含" in token or token.startswith("及") or token == "以内":
        return "≥" if upward else "≤"
    return "以上" if upward else "以下"


def _sum_of(listed: list[t.Name], span: Span) -> t.Expression:
    """``a与b之和``"""
    found: t.Expression = listed[0]
    for each in listed[1:]:
        found = t.Operation("+", found, each, span=span)
    return found


def _worked(item: Branch, place: Place) -> t.Expression:
    """A power, a logarithm, the score under another rubric, a rounding."""
    kids: list[Any] = item.children
    span = place.of(item)
    match item.data:
        case "power":
            return t.Power(expression(kids[0], place), _exponent(kids[2], place), span=span)
        case "logarithm":
            base: Any = "10" if kids[0].type == "LOG_10" else "e"
            return t.Logarithm(base, expression(kids[1], place), span=span)
        case "score_of":
            token = tokens(item, "STRING")[0]
            return t.ScoreOf(t.Text(str(token)[1:-1], span=place.of(token)), span=span)
        case _:
            return t.Rounded(expression(kids[1], place), rounding(kids[2], place), span=span)


_OF_DAYS_AND_GAPS: dict[str, Callable[[Branch, Place], t.Expression]] = {
    "day": day,
    "days": days,
    "working_days": days,
    "is_missing": is_missing,
    "is_applicable": is_applicable,
}


_FOLDS: dict[str, Callable[[Branch, Place, Build], t.Expression]] = {
    "fold_plain": fold,
    "fold_over": fold,
    "fold_zh": fold,
    "fold_all": fold,
    "count_all": count_all,
    "rank": rank,
    "extreme": extreme,
}


def expression(item: Any, place: Place) -> t.Expression:
    """Any expression or condition of the grammar."""
    assert isinstance(item, Tree), f"an expression is always a tree, not {item!r}"
    span, kids = place.of(item), list[Any](item.children)
    match item.data:
        case "operations":
            return _fold(item, place)
        case "number":
            return t.Number(number(kids[0], place), span=span)
        case "percent":
            return t.Number(number(kids[0], place) / 100, percent=True, span=span)
        case "percentage_points":
            return t.Number(number(kids[0], place) / 100, points=True, span=span)
        case "number_unit":
            return t.Number(number(kids[0], place), unit=name_of(kids[1], place).text, span=span)
        case "number_points":
            return t.Number(number(kids[0], place), unit=t.POINTS, span=span)
        case "share_of":
            share = t.Number(number(kids[0], place) / 100, percent=True, span=place.of(kids[0]))
            return t.Operation("×", share, expression(kids[3], place), span=span)
        case "share_of_chinese":
            share = t.Number(number(kids[2], place) / 100, percent=True, span=place.of(kids[2]))
            return t.Operation("×", share, name_of(kids[0], place), span=span)
        case "metric_name":
            return name_of(kids[0], place)
        case "names":
            listed = [name_of(kid, place) for kid in trees(item) if kid.data == "name"]
            if not tokens(item, "SUMMED"):
                return t.Listed(tuple(listed), span=span)
            return _sum_of(listed, span)
        case "group":
            return expression(kids[1], place)
        case "power" | "logarithm" | "score_of" | "rounded":
            return _worked(item, place)
        case "negative":
            return t.Negative(expression(kids[1], place), span=span)
        case "not_":
            word = str(kids[0]) if kids[0].startswith("未") else "未"
            return t.Not(expression(kids[1], place), word=word, span=span)
        case "none_of":
            return t.NoneOf(name_of(kids[1], place), span=span)
        case "both" | "either":
            joined = [expression(kid, place) for kid in trees(item)]
            return t.Both(tuple(joined), span=span) if item.data == "both" else either(joined, span)
        case "being":
            sides = expression(kids[0], place), expression(kids[2], place)
            return being(*sides, bool(tokens(item, "NOT_BEING")), span)
        case "conditional" | "conditional_chinese":
            return conditional([expression(kid, place) for kid in trees(item)], str(item.data), span)
        case "compare":
            return t.Compare(
                comparison_of(kids[1]),
                expression(kids[0], place),
                expression(kids[2], place),
                span=span,
            )
        case "compare_alone":
            return t.Compare(comparison_of(kids[0]), None, expression(kids[1], place), span=span)
        case "between":
            return between(item, place, expression, comparison_of, _edge)
        case "compare_words":
            *before, at_least, after = trees(item)
            operator: t.Comparison = "≥" if tokens(at_least, "AT_LEAST") else "≤"
            left = expression(before[0], place) if before else None
            return t.Compare(operator, left, expression(after, place), span=span)
        case "reaches":
            return t.Compare("≥", expression(kids[0], place), expression(kids[2], place), span=span)
        case "compare_edge":
            first, second, edge = trees(item)
            return t.Compare(_edge(edge), expression(first, place), expression(second, place), span=span)
        case "compare_edge_alone":
            only, edge = trees(item)
            _figures_only(expression(only, place))
            return t.Compare(_edge(edge), None, expression(only, place), span=span)
    if item.data in _OF_DAYS_AND_GAPS:
        return _OF_DAYS_AND_GAPS[item.data](item, place)
    if item.data in _FOLDS:
        return _FOLDS[item.data](item, place, expression)
    raise AssertionError(f"the grammar has an expression {item.data!r} that nobody builds")


_NUMERALS = re.compile("[一二两三四五六七八九十百千]+")


def _figures_only(item: t.Expression) -> None:
    """``讲座两次及以上``: read as a name, and meant as a number in words."""
    numeral = _NUMERALS.search(item.text) if isinstance(item, t.Name) else None
    if numeral:
        column = item.span.column + numeral.start()
        span = evolve(item.span, column=column, end_column=column + len(numeral.group()))
        facts = {"found": numeral.group(), "expected": ("NUMBER",), "place": "rule", "goes_on": False}
        raise Refused(diagnostic("RB0101", span, **facts))
