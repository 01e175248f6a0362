"""Parse trees → syntax trees: the steps of a rule, so many points for each so many of something.

Comes in: Lark's tree of a step, in either language. Goes out: a :class:`rubric_dsl.syntax.tree.Step`.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve
from lark import Token

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.expressions import expression
from rubric_dsl.syntax.build.laddered import Rung, cap_of, held, rung, signed
from rubric_dsl.syntax.build.rounding import rounding
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, name_of, number, tokens, trees

_PARTS: dict[str, t.Part] = {"FULL": "full", "STARTED": "started"}


def amount_of(item: Branch, place: Place) -> tuple[Fraction, t.Measure]:
    """``100``, ``1%``, ``1 percentage point``, ``目标的1%``: how much one unit of a step is."""
    said = tokens(item, "NUMBER")
    amount = number(said[0], place) if said else Fraction(1)
    if tokens(item, "PERCENTAGE_POINTS"):
        return amount / 100, "percentage point"
    if tokens(item, "PERCENT"):
        return amount / 100, "percent of target" if tokens(item, "OF_TARGET") else "percent"
    return amount, "number"


def _reference(item: Branch, place: Place) -> t.Expression:
    """``benchmark``, ``(a + b)``, ``100``: what a step measures from."""
    if item.data != "reference":
        return expression(item, place)
    (inner,) = trees(item)
    return name_of(inner, place) if inner.data == "name" else expression(inner, place)


def _measured(item: Branch, place: Place) -> t.Expression:
    inner = trees(item)[0]
    return name_of(inner, place) if inner.data == "name" else expression(inner, place)


def _counted(item: Branch, per: t.Per, place: Place) -> t.Per:
    """What a step of an English rule counts."""
    match item.data:
        case "counted_missing" | "counted_above":
            named = trees(item)
            unit = name_of(named[0], place).text if named else None
            return evolve(per, unit=unit, beyond="above" if item.data == "counted_above" else None)
        case "counted_name":
            return evolve(per, of=name_of(trees(item)[0], place))
        case "counted_expression":
            return evolve(per, of=expression(item.children[1], place))
        case "counted_rounded":
            inner, how = trees(item)
            return evolve(
                per, of=t.Rounded(expression(inner, place), rounding(how, place), span=place.of(item))
            )
        case _:
            beyond: t.Beyond = "above" if item.data == "counted_above_of" else "below"
            reference = _reference(trees(item)[1], place)
            return evolve(per, of=_measured(item, place), beyond=beyond, reference=reference)


def _step_english(item: Branch, place: Place) -> t.Step:
    kinds = {child.type for child in item.children if isinstance(child, Token)}
    span = place.of(item)
    points = signed(item, place)
    per = t.Per(Fraction(1), None, None, span=span)
    for kid in trees(item):
        if kid.data == "amount":
            amount, measure = amount_of(kid, place)
            per = evolve(per, amount=amount, measure=measure)
        elif kid.data == "part":
            per = evolve(per, part=_PARTS[kid.children[0].type])  # type: ignore[union-attr]
        elif str(kid.data).startswith("counted"):
            per = _counted(kid, per, place)
    if "PROPORTION" in kinds:
        if per.part:
            raise Refused(diagnostic("RB0109", span, part=per.part))
        per = evolve(per, part="in proportion")
    return t.Step(points, per, cap_of(item, points < 0, place), span=span)


def _step_chinese(item: Branch, place: Place) -> t.Step:
    kinds = {child.type for child in item.children if isinstance(child, Token)}
    span = place.of(item)
    change = next(kid for kid in trees(item) if kid.data == "change")
    sign = -1 if change.children[0].type == "DEDUCT" else 1  # type: ignore[union-attr]
    if "FULL" in kinds and "PRO_RATA" in kinds:
        raise Refused(diagnostic("RB0109", span, part="full"))
    part: t.Part | None = "full" if "FULL" in kinds else "in proportion" if "PRO_RATA" in kinds else None
    per = t.Per(Fraction(1), part, None, span=span)
    for size in (kid for kid in trees(item) if kid.data == "size"):
        amount, measure = amount_of(size, place)
        if "THE" in kinds and measure == "percent":
            measure = "percent of target"
        unit = next((name_of(named, place).text for named in trees(size)), None)
        per = evolve(per, amount=amount, measure=measure, unit=unit)
    match item.data:
        case "step_each":
            per = evolve(per, of=name_of(next(kid for kid in trees(item) if kid.data == "name"), place))
        case "step_of":
            per = evolve(per, of=expression(item.children[0], place))
        case "step_above_of" | "step_below_of":
            beyond: t.Beyond = "above" if item.data == "step_above_of" else "below"
            reference = next(kid for kid in trees(item) if kid.data == "reference")
            of = expression(item.children[0], place)
            per = evolve(per, of=of, beyond=beyond, reference=_reference(reference, place))
        case "step_above":
            per = evolve(per, beyond="above")
    return t.Step(
        sign * number(tokens(item, "NUMBER")[0], place), per, cap_of(item, sign < 0, place), span=span
    )


def step(item: Branch, place: Place) -> t.TallyStep | Rung:
    """A step in either language; of a row of ordinals, one rung."""
    if item.data in ("step_if", "step_for_each"):
        return held(item, place)
    if item.data in ("step_nth", "step_further"):
        return rung(item, place)
    return _step_english(item, place) if item.data == "step_per" else _step_chinese(item, place)


def capped_behind(steps: list[t.TallyStep], clause: Branch, place: Place) -> list[t.TallyStep]:
    """``，最多减5分``: the cap of the one step before it that takes points, or adds them."""
    takes = clause.data == "takes_at_most"
    meant = [position for position, one in enumerate(steps) if t.takes(one) == takes]
    most = number(tokens(clause, "NUMBER")[0], place)
    if not meant:
        raise Refused(diagnostic("RB0126", place.of(clause), takes=takes))
    if len(meant) > 1:
        raise Refused(diagnostic("RB0411", place.of(clause), takes=takes, most=str(most)))
    if steps[meant[0]].most is not None:
        raise Refused(diagnostic("RB0118", place.of(clause), what=str(clause.children[0])))
    found = list(steps)
    found[meant[0]] = evolve(found[meant[0]], most=most)
    return found


def filled(steps: list[t.TallyStep]) -> list[t.TallyStep]:
    """``−0.3 per 1% below`` behind ``−1 per 1% price above benchmark``: of the same price and benchmark."""
    found: list[t.TallyStep] = []
    known: t.Per | None = None
    for one in steps:
        if not isinstance(one, t.Step):
            found.append(one)
            continue
        per = one.per
        if per.reference is not None:
            known = per
        elif per.of is None and known is not None:
            beyond: t.Beyond = per.beyond or "below"
            per = evolve(per, of=known.of, reference=known.reference, beyond=beyond)
        found.append(evolve(one, per=per))
    return found
