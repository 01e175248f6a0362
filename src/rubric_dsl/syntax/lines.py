"""Parse trees → syntax trees: heads, metrics and what stands under a heading.

Comes in: Lark's tree of one line. Goes out: the parts that :mod:`rubric_dsl.syntax.reading` puts together.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import evolve
from lark import Token

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build import (
    Branch,
    Place,
    Refused,
    date,
    expression,
    grade_limit,
    if_missing,
    limit_of,
    name_of,
    number,
    points_of,
    rounding,
    tokens,
    trees,
)
from rubric_dsl.syntax.build import grade as grade_line

MAX_ENTRIES = 10_000
"""Entries of one list."""

Apart: TypeAlias = Literal["bonus", "malus"] | None

_COUNT_NOUNS = {
    "次数": "次",
    "家数": "家",
    "个数": "个",
    "人数": "人",
    "项数": "项",
    "件数": "件",
    "户数": "户",
    "篇数": "篇",
}
_KINDS: dict[str, t.Kind] = {
    "COUNT": "count", "COUNT_NOUN": "count", "YES_NO": "yes/no",
    "MARK": "mark", "AMOUNT": "amount", "NUMBER_KIND": "number",
    "DATE_KIND": "date",
    "TEXT": "text",
}  # fmt: skip


def text_of(token: Token, place: Place) -> t.Text:
    """A quoted text without its marks."""
    return t.Text(str(token)[1:-1], span=place.of(token))


def _is_latin(name: str) -> bool:
    return name.isascii()


def named(first: t.Name, second: t.Name | None, labels: tuple[t.Text, ...]) -> t.Named:
    """``对接活动 = matchmaking_events``: the Latin one is the id, whichever stands first."""
    if second is None:
        return t.Named(first.text, None, labels, span=first.span)
    chosen, other = (
        (first, second) if _is_latin(first.text) and not _is_latin(second.text) else (second, first)
    )
    return t.Named(chosen.text, other.text, labels, span=chosen.span)


def _named_line(item: Branch, place: Place) -> t.Named:
    names = [name_of(kid, place) for kid in trees(item) if kid.data == "name"]
    labels = tuple(text_of(token, place) for token in tokens(item, "STRING"))
    return named(names[0], names[1] if len(names) > 1 else None, labels)


def rubric_head(item: Branch, place: Place) -> t.Named:
    """``rubric annex-1 "title"``"""
    ids = [t.Name(str(token), span=place.of(token)) for token in tokens(item, "RUBRIC_ID")]
    labels = tuple(text_of(token, place) for token in tokens(item, "STRING"))
    return named(ids[0], ids[1] if len(ids) > 1 else None, labels)


def share(item: Branch, place: Place) -> Fraction:
    """``30%``, ``0.3``, ``3/10``"""
    numbers = [number(token, place) for token in tokens(item, "NUMBER")]
    if len(numbers) == 2:
        if not numbers[1]:
            raise Refused(diagnostic("RB0115", place.of(item)))
        part = numbers[0] / numbers[1]
    else:
        part = numbers[0] / 100 if tokens(item, "PERCENT") else numbers[0]
    if not 0 < part <= 1:
        raise Refused(diagnostic("RB0310", place.of(item), share=str(part), text=str(numbers[0])))
    return part


def heading(item: Branch, place: Place) -> tuple[t.Named, Fraction, Fraction | None, Fraction | None, Apart]:
    """``matchmaking: 30 points, weight 30%`` → name, points, weight, baseline."""
    weight = baseline = None
    apart: Apart = None
    points = Fraction(0)
    for kid in trees(item):
        if kid.data == "points":
            points = points_of(kid, place)
        elif kid.data == "share":
            weight = share(kid, place)
        elif kid.data == "baseline":
            baseline = points_of(trees(kid)[0], place)
        elif kid.data == "apart":
            apart = "bonus" if tokens(kid, "BONUS") else "malus"
    return _named_line(item, place), points, weight, baseline, apart


def heading_number(item: Branch) -> str | None:
    """``一、``, ``（一）``, ``1.2``: the number before a heading."""
    found = tokens(item, "HEADING_NUMBER")
    return str(found[0]) if found else None


def best(item: Branch, place: Place) -> t.Best:
    """``best 3``: a whole number of children."""
    token = tokens(item, "NUMBER")[0]
    count = number(token, place)
    if count.denominator != 1 or count < 1:
        raise Refused(diagnostic("RB0337", place.of(token), count=str(count), children=None))
    return t.Best(int(count), span=place.of(item))


def period(item: Branch, place: Place) -> tuple[str, str]:
    """``period 2023-01-01 to 2023-12-31``, first day not after the last."""
    first, last = (date(token, place).isoformat() for token in tokens(item, "DATE"))
    if first > last:
        raise Refused(diagnostic("RB0113", place.of(item), first=first, last=last))
    return first, last


def total(item: Branch, place: Place) -> tuple[Fraction, t.Publication | None]:
    """``total 100, published rounded half up to 2 decimals``"""
    publication = None
    points = Fraction(0)
    for kid in trees(item):
        if kid.data == "points":
            points = points_of(kid, place)
        else:
            made = rounding(kid, place, t.Publication)
            assert isinstance(made, t.Publication)
            publication = made
    return points, publication


def grade(item: Branch, place: Place) -> t.Grade | t.GradeLimit:
    """A line under `grades`."""
    if item.data == "grade":
        return grade_line(item, place, _named_line(item, place))
    return grade_limit(item, place)


def exclusion(item: Branch, place: Place) -> t.Exclusion:
    """``excluded if withdrew "withdrew midway"``"""
    reasons = tuple(text_of(token, place) for token in tokens(item, "STRING"))
    return t.Exclusion(expression(trees(item)[0], place), reasons, span=place.of(item))


def cohort(item: Branch, place: Place) -> t.Expression:
    """``cohort only if bid_valid``"""
    return expression(trees(item)[0], place)


def fewest(item: Branch, place: Place) -> t.Fewest:
    """``cohort of at least 3``: a whole number of subjects."""
    token = tokens(item, "NUMBER")[0]
    count = number(token, place)
    if count.denominator != 1 or count < 1:
        raise Refused(diagnostic("RB0367", place.of(token), text=str(token)))
    return t.Fewest(int(count), span=place.of(item))


def ranking(item: Branch, place: Place) -> t.Ranking:
    """``ranked by total, then safety, then price from the lowest``"""
    ties: list[t.TieBreak] = []
    total: Literal["highest", "lowest"] | None = None
    for kid in trees(item):
        if kid.data != "which_end":
            value = expression(kid, place)
            ties.append(t.TieBreak(value, None, span=value.span))
            continue
        lowest = tokens(kid, "FROM_LOWEST") or tokens(kid, "LOW_TO_HIGH")
        first: Literal["highest", "lowest"] = "lowest" if lowest else "highest"
        if ties:
            ties[-1] = evolve(ties[-1], first=first)
        else:
            total = first
    return t.Ranking(tuple(ties), total, span=place.of(item))


def reasons(item: Branch, place: Place) -> t.Reasons:
    """``reasons up to 3, ties in the order of the rubric``"""
    token = tokens(item, "NUMBER")[0]
    count = number(token, place)
    if count.denominator != 1 or count < 1:
        raise Refused(diagnostic("RB0611", place.of(token), count=str(count)))
    ties: Literal["order", "together"] | None = None
    for kid in trees(item):
        if kid.data == "reason_ties":
            ties = "order" if tokens(kid, "TIES_IN_ORDER") else "together"
        elif name_of(kid, place).text not in _ITEMS:
            raise Refused(diagnostic("RB0611", place.of(kid), count=str(kid.children[0])))
    return t.Reasons(int(count), ties, span=place.of(item))


_ITEMS = ("项", "个", "条")


def stage(item: Branch, place: Place) -> t.Stage:
    """``each criterion rounded half up to 2 decimals``"""
    what: Literal["criterion", "section"] = "criterion" if item.data == "each_criterion" else "section"
    return t.Stage(what, rounding(trees(item)[0], place), span=place.of(item))


def metric(item: Branch, place: Place) -> t.Metric:
    """One line under ``metrics``; a facet said twice is refused."""
    low: Fraction | None = None
    high: Fraction | None = None
    singular = None
    units: list[str] = []
    options = tuple(_option(kid, place) for kid in trees(item) if kid.data == "option")
    judge: t.Text | None = None
    grain: Fraction | None = None
    percent = False
    seen: set[str] = set()
    extent = next((_extent(kid, place) for kid in trees(item) if str(kid.data).startswith("extent")), None)
    kind: t.Kind = "choice" if options else "list"
    missing: t.IfMissing | None = None
    for kid in trees(item):
        said = {"low": "range", "missing_as": "if_missing", "drops_out": "if_missing"}.get(
            str(kid.data), str(kid.data)
        )
        if said not in ("name", "unit", "option", "separator") and said in seen:
            raise Refused(diagnostic("RB0116", place.of(kid)))
        seen.add(said)
        if said == "range" and {bool(tokens(part, "DATE")) for part in trees(kid)} != {kind == "date"}:
            raise Refused(diagnostic("RB0269", place.of(kid), day=kind == "date"))
        if said in ("unit", "singular", "judge", "grain") and kind == "date":
            raise Refused(diagnostic("RB0269", place.of(kid), day=True))
        match kid.data:
            case "kind":
                token = kid.children[0]
                assert isinstance(token, Token)
                kind = _KINDS[token.type]
                if token.type == "COUNT_NOUN":
                    units.append(_COUNT_NOUNS.get(token, str(token)))
            case "unit":
                units.append(name_of(_first_name(kid), place).text)
                if len(units) > 1 and len({word.isascii() for word in units}) < len(units):
                    raise Refused(diagnostic("RB0116", place.of(kid)))
            case "singular":
                singular = name_of(_first_name(kid), place).text
            case "low":
                low = limit_of(trees(kid)[0], place)
                percent = bool(tokens(trees(kid)[0], "PERCENT"))
            case "range":
                low, high = _range(kid, place, kind)
                percent = bool(tokens(trees(kid)[1], "PERCENT"))
            case "grain":
                grain = limit_of(trees(kid)[0], place)
                if grain <= 0:
                    raise Refused(diagnostic("RB0290", place.of(kid), step=str(grain), low=None, high=None))
            case "if_missing" | "missing_as" | "drops_out":
                missing = if_missing(kid, place)
            case "judge":
                judge = text_of(tokens(kid, "STRING")[0], place)
    return t.Metric(
        _named_line(item, place),
        kind,
        low,
        high,
        tuple(units),
        singular,
        judge,
        percent,
        grain,
        options,
        extent=extent,
        missing=_of_kind(missing, kind),
        fixed="fixed" in seen,
        span=place.of(item),
    )


def _extent(item: Branch, place: Place) -> t.Extent:
    """``list of 3 to 9``, ``list of at most 40``: whole numbers, the most always said."""
    said = [number(token, place) for token in tokens(item, "NUMBER")]
    if not said:
        raise Refused(diagnostic("RB0241", place.of(item)))
    least = Fraction(0) if item.data == "extent_at_most" else said[0]
    most = said[-1]
    whole = least.denominator == most.denominator == 1
    if not whole or not least <= most or not 1 <= most <= MAX_ENTRIES:
        raise Refused(
            diagnostic("RB0242", place.of(item), least=str(least), most=str(most), limit=MAX_ENTRIES)
        )
    return t.Extent(int(least), int(most), span=place.of(item))


_TRUTHS = {"yes": True, "是": True, "no": False, "否": False}


def _of_kind(missing: t.IfMissing | None, kind: t.Kind) -> t.IfMissing | None:
    """What stands for a missing value: of a yes/no, `yes` and `no` without quotes are no names."""
    if missing is not None and kind == "yes/no" and isinstance(missing.stands, t.Name):
        word, span = missing.stands.text, missing.stands.span
        if span.end_column - span.column == len(word):
            return evolve(missing, stands=_TRUTHS.get(word, missing.stands))
    return missing


def derived(item: Branch, place: Place) -> t.Derived:
    """``growth: (now − before) / before, in percent "Growth"``"""
    units: list[str] = []
    percent = False
    worked: t.Expression | None = None
    for kid in trees(item):
        if kid.data == "shown_in":
            percent = bool(tokens(kid, "PERCENT"))
            units = [name_of(_first_name(unit), place).text for unit in trees(kid)]
            if units == ["percent"]:
                units, percent = [], True
            if len({word.isascii() for word in units}) < len(units):
                raise Refused(diagnostic("RB0116", place.of(kid)))
        elif kid.data != "name":
            worked = expression(kid, place)
    assert worked is not None, "the grammar wants an expression behind the colon"
    return t.Derived(_named_line(item, place), worked, tuple(units), percent, span=place.of(item))


def _range(item: Branch, place: Place, kind: t.Kind) -> tuple[Fraction, Fraction]:
    """The ends of a range, in their order."""
    low, high = (limit_of(part, place) for part in trees(item))
    if low > high:
        dates = [date(token, place).isoformat() for token in _dates(item)]
        ends = dates if kind == "date" else [str(low), str(high)]
        raise Refused(diagnostic("RB0117", place.of(item), low=ends[0], high=ends[1]))
    return low, high


def _dates(item: Branch) -> list[Token]:
    return [token for part in trees(item) for token in tokens(part, "DATE")]


def _option(item: Branch, place: Place) -> t.Named:
    """``national = 国家级 ("At the national level")``"""
    return evolve(_named_line(item, place), span=place.of(item))


def _first_name(item: Branch) -> Branch:
    return next(found for found in item.find_data("name"))


def judged(item: Branch, place: Place) -> t.Judged:
    """``judged: a_mark (10 points), b_mark (5 points)``"""
    marks = []
    for mark in (kid for kid in trees(item) if kid.data == "judged_mark"):
        name, points = trees(mark)
        marks.append((name_of(name, place), points_of(points, place)))
    return t.Judged(tuple(marks), span=place.of(item))


def for_each(item: Branch, place: Place) -> tuple[tuple[t.Name, ...], Fraction]:
    """``for each of a, b, c: 10 points`` → names, points."""
    names = tuple(name_of(kid, place) for kid in trees(item) if kid.data == "name")
    points = next(points_of(kid, place) for kid in trees(item) if kid.data == "points")
    return names, points


def cited(item: Branch, place: Place) -> t.Text:
    """``source "annex 1, row 7"``, ``quote "…"``"""
    return text_of(tokens(item, "STRING")[0], place)
