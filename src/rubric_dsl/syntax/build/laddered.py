"""Parse trees → syntax trees: steps that depend on conditions, on which one it is, or that double.

Comes in: Lark's tree of such a step, or of a clause behind one. Goes out: nodes of
:mod:`rubric_dsl.syntax.tree.steps`; the clauses of one row of ordinals become one node.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.expressions import expression
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, name_of, number, tokens, trees
from rubric_dsl.vocabulary.words.steps import ORDINALS


@frozen
class Rung:
    """One clause of a row of ordinals: ``−40 for the second``; ``nth`` is 0 for ``each further``."""

    nth: int
    points: Fraction
    of: t.Expression | None
    unit: str | None
    most: Fraction | None
    span: Span


def signed(item: Branch, place: Place) -> Fraction:
    """The points of a step: by its sign, or by its verb."""
    said = next((kid for kid in trees(item) if kid.data == "changed"), None)
    takes = tokens(said, "DEDUCT") if said else tokens(item, "MINUS")
    worth = number(tokens(item, "NUMBER")[-1 if said else 0], place)
    return -worth if takes else worth


def cap_of(item: Branch, takes: bool | None, place: Place) -> Fraction | None:
    """``(at most 5)``, ``（最多减5分）``: the cap of a step alone; where known, its verb must agree."""
    for kid in trees(item):
        if kid.data == "cap":
            opening = tokens(kid, "CAP_OPENS")[0]
            if takes is not None and opening[-1] in ("加得" if takes else "减扣"):
                raise Refused(diagnostic("RB0126", place.of(kid), takes=opening[-1] in "减扣"))
            return number(tokens(kid, "NUMBER")[0], place)
    return None


def held(item: Branch, place: Place) -> t.Held:
    """``+2 if C``; ``+1.5 for each of a, b, c``; ``C的加2分``; ``a、b、c每有一项加1.5分``"""
    points = signed(item, place)
    conditions: list[t.Expression] = []
    for kid in trees(item):
        if kid.data not in ("changed", "cap"):
            found = expression(kid, place)
            several = isinstance(found, t.Listed) and item.data == "step_for_each"
            conditions.extend(found.names if isinstance(found, t.Listed) and several else (found,))
    return t.Held(points, tuple(conditions), cap_of(item, points < 0, place), span=place.of(item))


def rung(item: Branch, place: Place) -> Rung:
    """``−20 for the first accident``; ``事故第1起减20分``; ``以后每起减60分``"""
    points = signed(item, place)
    chinese = any(kid.data == "changed" for kid in trees(item))
    nth = 0
    if item.data == "step_nth":
        if chinese:
            nth = int(number(tokens(item, "NUMBER")[0], place))
        else:
            nth = 1 + ORDINALS.index(tokens(item, "NTH")[0].split()[-1])
    of: t.Expression | None = None
    unit: str | None = None
    for kid in trees(item):
        if kid.data == "name" and chinese:
            unit = name_of(kid, place).text
        elif kid.data == "name":
            of = name_of(kid, place)
        elif kid.data not in ("changed", "cap"):
            of = expression(kid, place)
    return Rung(nth, points, of, unit, cap_of(item, None, place), place.of(item))


def _gap(one: Rung, nth: int) -> Refused:
    word = ORDINALS[nth - 1] if nth <= len(ORDINALS) else f"{nth}th"
    return Refused(diagnostic("RB0127", one.span, nth=nth, word=word))


def climbed(steps: list[t.TallyStep], one: Rung) -> list[t.TallyStep]:
    """The steps with one more rung: the first begins a row, the others go on with the one right before."""
    if one.nth == 1:
        if one.of is None:
            raise _gap(one, 1)
        return [*steps, t.Ordinals((one.points,), None, one.of, one.unit, one.most, span=one.span)]
    last = steps[-1] if steps else None
    expected = len(last.ladder) + 1 if isinstance(last, t.Ordinals) and last.further is None else 0
    if not isinstance(last, t.Ordinals) or not expected or (one.nth and one.nth != expected):
        raise _gap(one, expected or 1)
    span = evolve(last.span, end_column=max(last.span.end_column, one.span.end_column))
    most = last.most if one.most is None else one.most
    if one.nth:
        return [*steps[:-1], evolve(last, ladder=(*last.ladder, one.points), most=most, span=span)]
    return [*steps[:-1], evolve(last, further=one.points, most=most, span=span)]


_GROWTH: dict[str, t.Growth] = {"EACH_TWICE": "each twice", "SUM_TWICE": "sum twice", "DOUBLING": "doubling"}


def growing(steps: list[t.TallyStep], clause: Branch, place: Place) -> list[t.TallyStep]:
    """``, each twice the last``: says of the step before it what doubles."""
    last = steps[-1] if steps else None
    if not isinstance(last, t.Step) or last.growth is not None:
        raise Refused(diagnostic("RB0128", place.of(clause)))
    said = next(kid for kid in trees(clause) if kid.data == "doubling")
    growth = _GROWTH[said.children[0].type]  # type: ignore[union-attr]
    return [*steps[:-1], evolve(last, growth=growth)]
