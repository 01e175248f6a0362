"""Parse trees → syntax trees: expressions and rules.

Comes in: Lark's tree of one line. Goes out: nodes of :mod:`rubric_dsl.syntax.tree`, English and Chinese
forms made one. A form that parses but says nothing (a step behind a formula, two `otherwise`) is a
diagnostic with the line's own words.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen
from lark import Token, Tree

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

MAX_DIGITS = 40
"""Digits in one number of a rubric."""
MAX_OPERATORS = 150
"""Operators, names and brackets in one expression; deeper ones are refused before they are built."""

_DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")

Branch = Tree[Token]


class Refused(Exception):
    """A line that parses and cannot be meant; carries the diagnostic to the line's reader."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.code)
        self.found = found


@frozen
class Place:
    """Where the text of a line stands in its file: the numbers to add to Lark's."""

    file: str
    line: int

    def of(self, item: Branch | Token) -> Span:
        """The span of a token or of a tree; a tree over several lines is cut at its first."""
        first, last = _end(item, 0), _end(item, -1)
        if first is None or last is None or first.line is None or first.column is None:
            return Span(self.file, self.line, 1, 1)
        end = last.end_column if last.end_line == first.line else None
        return Span(self.file, self.line + first.line - 1, first.column, end or first.column + 1)


def _end(item: Any, side: int) -> Token | None:
    """The first token of a tree (side 0) or its last (side −1); optional parts that are left out are None."""
    while not isinstance(item, Token):
        said = [child for child in item.children if child is not None]
        if not said:
            return None
        item = said[side]
    return item


def number(token: Token, place: Place) -> Fraction:
    """``90``, ``0.5``, ``１２`` as exact fractions."""
    text = token.translate(_DIGITS)
    if len(text) > MAX_DIGITS:
        raise Refused(diagnostic("RB0006", place.of(token), limit=MAX_DIGITS))
    return Fraction(text)


def tokens(branch: Branch, kind: str) -> list[Token]:
    """The direct tokens of a kind."""
    return [child for child in branch.children if isinstance(child, Token) and child.type == kind]


def trees(branch: Branch) -> list[Branch]:
    """The direct subtrees."""
    return [child for child in branch.children if isinstance(child, Tree)]


def name_of(branch: Branch, place: Place) -> t.Name:
    """``events``, ``「名称」``"""
    token = branch.children[0]
    assert isinstance(token, Token)
    text = token[1:-1].strip() if token.type == "QUOTED_NAME" else str(token)
    return t.Name(text, span=place.of(token))


def points_of(branch: Branch, place: Place) -> Fraction:
    """``30 points``, ``−5``, ``30分``: no percentage."""
    value = number(tokens(branch, "NUMBER")[0], place)
    percents = tokens(branch, "PERCENT")
    if percents:
        raise Refused(diagnostic("RB0108", place.of(branch), text=f"{value}%"))
    return -value if tokens(branch, "MINUS") else value


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


_OPERATORS: dict[str, t.Comparison] = {
    "≥": "≥", ">=": "≥", "＞＝": "≥",
    "≤": "≤", "<=": "≤", "＜＝": "≤",
    ">": ">", "＞": ">",
    "<": "<", "＜": "<",
    "不少于": "≥", "不低于": "≥", "不小于": "≥", "大于等于": "≥",
    "超过": ">", "大于": ">", "多于": ">", "高于": ">",
    "不超过": "≤", "不多于": "≤", "不大于": "≤", "不高于": "≤", "小于等于": "≤",
    "少于": "<", "低于": "<", "小于": "<",
}  # fmt: skip


def _edge(branch: Branch) -> t.Comparison:
    token = branch.children[0]
    assert isinstance(token, Token)
    upward = token.type == "REACHED"
    if "不含" in token:
        return ">" if upward else "<"
    if "含" in token or token.startswith("及") or token == "以内":
        return "≥" if upward else "≤"
    return "以上" if upward else "以下"


def expression(item: Any, place: Place) -> t.Expression:
    """Any expression or condition of the grammar."""
    assert isinstance(item, Tree), f"an expression is always a tree, not {item!r}"
    span = place.of(item)
    kids: list[Any] = item.children
    match item.data:
        case "operations":
            return _fold(item, place)
        case "number":
            return t.Number(number(kids[0], place), span=span)
        case "percent":
            return t.Number(number(kids[0], place) / 100, percent=True, span=span)
        case "number_unit":
            return t.Number(number(kids[0], place), unit=name_of(kids[1], place).text, span=span)
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
            found: t.Expression
            found, *others = listed
            for each in others:
                found = t.Operation("+", found, each, span=span)
            return found
        case "group":
            return expression(kids[1], place)
        case "negative":
            return t.Negative(expression(kids[1], place), span=span)
        case "not_":
            word = str(kids[0]) if kids[0].startswith("未") else "未"
            return t.Not(expression(kids[1], place), word=word, span=span)
        case "both":
            return t.Both(tuple(expression(kid, place) for kid in trees(item)), span=span)
        case "either":
            return t.Either(tuple(expression(kid, place) for kid in trees(item)), span=span)
        case "compare":
            return t.Compare(
                _OPERATORS[kids[1]], expression(kids[0], place), expression(kids[2], place), span=span
            )
        case "compare_alone":
            return t.Compare(_OPERATORS[kids[0]], None, expression(kids[1], place), span=span)
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


_PARTS: dict[str, t.Part] = {"FULL": "full", "STARTED": "started"}


def _step_english(item: Branch, place: Place) -> t.Step:
    kinds = {child.type for child in item.children if isinstance(child, Token)}
    numbers = tokens(item, "NUMBER")
    sign = -1 if "MINUS" in kinds else 1
    amount = Fraction(1)
    part: t.Part | None = None
    of: t.Expression | None = None
    unit: str | None = None
    for kid in trees(item):
        match kid.data:
            case "amount":
                amount = number(tokens(kid, "NUMBER")[0], place)
                amount = amount / 100 if tokens(kid, "PERCENT") else amount
            case "part":
                part = _PARTS[kid.children[0].type]  # type: ignore[union-attr]
            case "counted_missing":
                named = trees(kid)
                unit = name_of(named[0], place).text if named else None
            case "counted_name":
                of = name_of(kid.children[0], place)  # type: ignore[arg-type]
            case "counted_expression":
                of = expression(kid.children[1], place)
    if "PROPORTION" in kinds:
        if part:
            raise Refused(diagnostic("RB0109", place.of(item), part=part))
        part = "in proportion"
    per = t.Per(amount, part, of, unit, span=place.of(item))
    return t.Step(sign * number(numbers[0], place), per, span=place.of(item))


def _step_chinese(item: Branch, place: Place) -> t.Step:
    kinds = {child.type for child in item.children if isinstance(child, Token)}
    change = next(kid for kid in trees(item) if kid.data == "change")
    sign = -1 if change.children[0].type == "DEDUCT" else 1  # type: ignore[union-attr]
    amount, unit = Fraction(1), None
    for size in (kid for kid in trees(item) if kid.data == "size"):
        if tokens(size, "NUMBER"):
            amount = number(tokens(size, "NUMBER")[0], place)
            if tokens(size, "PERCENT"):
                amount /= 100
        for named in trees(size):
            unit = name_of(named, place).text
            if unit in ("个百分点", "百分点"):
                amount, unit = amount / 100, None
    if "FULL" in kinds and "PRO_RATA" in kinds:
        raise Refused(diagnostic("RB0109", place.of(item), part="full"))
    part: t.Part | None = "full" if "FULL" in kinds else "in proportion" if "PRO_RATA" in kinds else None
    of: t.Expression | None = None
    if item.data == "step_each":
        of = name_of(next(kid for kid in trees(item) if kid.data == "name"), place)
    elif item.data == "step_of":
        of = expression(item.children[0], place)
    per = t.Per(amount, part, of, unit, span=place.of(item))
    points = number(tokens(item, "NUMBER")[0], place)
    return t.Step(sign * points, per, span=place.of(item))


def step(item: Branch, place: Place) -> t.Step:
    """A step in either language."""
    return _step_english(item, place) if item.data == "step_per" else _step_chinese(item, place)


def _clauses(
    clauses: list[Branch], place: Place, first: t.Step | None
) -> tuple[list[t.Step], t.Proportion | t.Otherwise | None, list[t.Bound]]:
    """What follows the commas of a rule: steps, one `otherwise`, bounds."""
    steps: list[t.Step] = [first] if first else []
    other: t.Proportion | t.Otherwise | None = None
    bounds: list[t.Bound] = []
    for clause in clauses:
        span = place.of(clause)
        if clause.data in ("proportion", "otherwise", "otherwise_nothing") and other:
            raise Refused(diagnostic("RB0107", span))
        match clause.data:
            case "capped":
                bounds.append(t.Bound("capped", span=span))
            case "at_most" | "at_least":
                kind: Any = str(clause.data).replace("_", " ")
                bounds.append(t.Bound(kind, points_of(trees(clause)[0], place), span=span))
            case "below_zero":
                bounds.append(t.Bound("below zero", span=span))
            case "proportion":
                other = t.Proportion(span=span)
            case "otherwise":
                other = t.Otherwise(points_of(trees(clause)[0], place), span=span)
            case "otherwise_nothing":
                other = t.Otherwise(Fraction(0), span=span)
            case "begun":
                amounts = {number(token, place) for token in tokens(clause, "NUMBER")}
                if not steps or steps[-1].per.part or amounts != {steps[-1].per.amount}:
                    raise Refused(diagnostic("RB0106", span))
                steps[-1] = evolve(steps[-1], per=evolve(steps[-1].per, part="started"))
            case _:
                steps.append(step(clause, place))
    return steps, other, bounds


def rule(item: Branch, place: Place) -> t.Rule:
    """A whole rule line."""
    main, *clauses = trees(item)
    span = place.of(item)
    counts_up = main.data in ("step_per", "step_missing", "step_each", "step_of")
    steps, other, bounds = _clauses(clauses, place, step(main, place) if counts_up else None)
    if main.data == "award":
        condition = expression(main.children[0], place)
        points = points_of(trees(main)[-1], place)
        if len(steps) + bool(other) > 1:
            said = [*steps, other] if other else steps
            raise Refused(diagnostic("RB0107", max((one.span for one in said), key=lambda at: at.column)))
        short = steps[0] if steps else other
        return t.Award(condition, points, short, tuple(bounds), span=span)
    if other:
        raise Refused(diagnostic("RB0105", other.span))
    if counts_up:
        return t.Tally(Fraction(0), tuple(steps), tuple(bounds), span=span)
    if main.data == "judged_rule":
        if steps:
            raise Refused(diagnostic("RB0105", steps[0].span))
        return t.Formula(name_of(trees(main)[0], place), tuple(bounds), judged=True, span=span)
    if main.data == "flat":
        arrows = tokens(main, "ARROW")
        if arrows and arrows[0][0] in "的，,":
            raise Refused(diagnostic("RB0206", place.of(arrows[0])))
        start = points_of(trees(main)[0], place) if trees(main) else number(tokens(main, "NUMBER")[0], place)
        if steps:
            return t.Tally(start, tuple(steps), tuple(bounds), span=span)
        return t.Formula(t.Number(start, span=place.of(main)), tuple(bounds), span=span)
    value = expression(main.children[0], place)
    if steps:
        if not isinstance(value, t.Number) or value.percent:
            raise Refused(diagnostic("RB0105", steps[0].span))
        if value.unit:
            raise Refused(diagnostic("RB0108", value.span, text=f"{value.value} {value.unit}"))
        return t.Tally(value.value, tuple(steps), tuple(bounds), span=span)
    if isinstance(value, t.Number) and value.percent:
        raise Refused(diagnostic("RB0108", value.span, text=f"{value.value * 100}%"))
    return t.Formula(value, tuple(bounds), span=span)
