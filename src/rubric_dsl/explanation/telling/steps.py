"""The steps of a rule in words: what was counted, how many units that is, and what it gives.

Comes in: a step with its steps of the plan. Goes out: a function from the values of an evaluation to the
lines of arithmetic and the term that the step adds to the sum.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import define, frozen

from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import Telling, equals, worked
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell, spell_amount
from rubric_dsl.vocabulary.figures import spell_number


@define
class Cursor:
    """Goes through the plan's steps of a criterion, in the order of its rule."""

    order: tuple[tuple[str, int], ...]
    place: int = 0

    def take(self, *roles: str) -> int:
        """The next step of one of these roles."""
        while self.order[self.place][0] not in roles:
            self.place += 1
        self.place += 1
        return self.order[self.place - 1][1]

    def maybe(self, role: str) -> int | None:
        """The step right here, if it has this role."""
        if self.place < len(self.order) and self.order[self.place][0] == role:
            return self.take(role)
        return None


@frozen
class Term:
    """What a step adds to the sum: ``− 2 × 3``, with the lines that lead to it."""

    sign: str
    text: str
    lines: tuple[str, ...] = ()
    beyond: str = ""
    """How much is missing or above, with its unit; empty where nothing is, and of what is simply counted."""
    idle: bool = False
    """There is nothing beyond the target on this side."""


SHOWN = 6
"""Terms of a doubling that are written out."""
Teller = Callable[[Values], Term]
Given = tuple[str, tuple[str, ...]]


def joined(start: str, terms: list[Term]) -> str:
    """``10 − 2 × 3 + 1``"""
    total = start
    for term in terms:
        if total:
            total += f" {term.sign} {term.text}"
        else:
            total = term.text if term.sign == "+" else f"−{term.text}"
    return total


def _amount(per: t.Per, telling: Telling, shares: bool) -> str:
    """One unit of a step as its lines show it."""
    if per.measure == "percent of target" or (per.measure == "number" and shares):
        return spell_number(per.amount * 100) + "%"
    return spell_amount(per, telling.lang)


def _product(telling: Telling, step: t.Step, units: int, cursor: Cursor) -> Callable[[Values], Given]:
    """From the values to the term, and the line that tells of the step's own cap where it acts."""
    each, words = spell_number(abs(step.points)), telling.words
    grown, part = cursor.maybe("ladder"), cursor.maybe("part")
    if grown is not None:
        return _doubled(telling, step, units, grown)

    def product(values: Values) -> str:
        return f"{values.shown(units)} × {each}"

    if part is None:
        return lambda values: (product(values), ())
    assert step.most is not None
    most = spell_number(step.most)
    worth, cap = abs(step.points), step.most

    def capped(values: Values) -> Given:
        whole = values.fraction(units) * worth
        if whole <= cap:
            return product(values), ()
        return most, (words.step_capped(equals(product(values), shown(str(whole))), most),)

    return capped


def _doubled(telling: Telling, step: t.Step, units: int, grown: int) -> Callable[[Values], Given]:
    """What doubles with every further unit: ``2 + 4 + 8 = 14``, or ``2 × 2 × 2 = 8``."""
    most = None if step.most is None else spell_number(step.most)
    each, words = spell_number(abs(step.points)), telling.words

    def tell(values: Values) -> Given:
        whole, count = abs(values.fraction(grown)), int(values.fraction(units))
        text = shown(str(whole))
        parts = [spell_number(abs(step.points) * 2**nth) for nth in range(min(count, SHOWN))]
        said = (
            " + ".join(parts)
            if step.growth == "each twice"
            else " × ".join([each, *["2"] * (len(parts) - 1)])
        )
        if count > SHOWN:
            said += " …"
        if most is not None and step.most is not None and whole > step.most:
            return most, (words.step_capped(said, most),)
        lines = (f"{said} = {text}",) if count > 1 else ()
        return text, lines

    return tell


def counted(telling: Telling, step: t.Step, cursor: Cursor) -> Teller:
    """A step that counts a metric or a formula."""
    per, words = step.per, telling.words
    assert per.of is not None
    quantity, units = cursor.take("counted"), cursor.take("units")
    product = _product(telling, step, units, cursor)
    filled, of = telling.template(per.of), per.of
    amount, sign = _amount(per, telling, False), "−" if step.points < 0 else "+"
    plain = per.amount == 1 and per.part is None

    def tell(values: Values) -> Term:
        seen, count = values.shown(quantity), values.shown(units)
        lines = worked(of, filled.fill(values), seen)
        if not plain:
            lines += (words.units(amount, per.part, seen, count),)
        text, capped = product(values)
        return Term(sign, text, lines + capped)

    return tell


def held(telling: Telling, step: t.Held, cursor: Cursor) -> Teller:
    """A step for what holds: one condition, or how many of several."""
    words, names = telling.words, telling.names()
    found = [cursor.take("counted condition") for _ in step.conditions]
    cursor.maybe("part")
    texts = [spell(condition, telling.lang, names) for condition in step.conditions]
    worth, sign = abs(step.points), "−" if step.points < 0 else "+"
    each = spell_number(worth)
    most = None if step.most is None else spell_number(step.most)

    def tell(values: Values) -> Term:
        holding = [text for text, index in zip(texts, found, strict=True) if values.raw[index]]
        count = str(len(holding))
        if len(texts) == 1:
            lines: tuple[str, ...] = (words.held_or_not(texts[0], bool(holding)),)
            text = each if holding else "0"
        else:
            lines = (words.holding(holding, len(texts)),)
            text = f"{count} × {each}"
        if step.most is not None and most is not None and len(holding) * worth > step.most:
            lines += (words.step_capped(equals(text, shown(str(len(holding) * worth))), most),)
            text = most
        return Term(sign, text, lines)

    return tell


def laddered(telling: Telling, step: t.Ordinals, cursor: Cursor) -> Teller:
    """A step by which one it is: the points of the first ones, one after the other."""
    quantity, given = cursor.take("counted"), cursor.take("ladder")
    cursor.maybe("part")
    filled = telling.template(step.of)
    further = abs(step.further or Fraction(0))
    sign = "−" if t.takes(step) else "+"
    same = all((rung < 0) == t.takes(step) for rung in (*step.ladder, step.further or step.ladder[0]))
    most = None if step.most is None else spell_number(step.most)

    def tell(values: Values) -> Term:
        count = int(values.fraction(quantity))
        lines = worked(step.of, filled.fill(values), values.shown(quantity))
        whole = abs(values.fraction(given))
        rungs = [spell_number(abs(rung)) for rung in step.ladder[:count]]
        if count > len(step.ladder):
            rungs.append(f"{count - len(step.ladder)} × {spell_number(further)}")
        if same and len(rungs) > 1:
            lines += (f"{' + '.join(rungs)} = {shown(str(whole))}",)
        text = shown(str(whole))
        if most is not None and step.most is not None and whole > step.most:
            lines += (telling.words.step_capped(text, most),)
            text = most
        own = sign if same or values.fraction(given) == 0 else "+" if values.fraction(given) > 0 else "−"
        return Term(own, text, lines)

    return tell


@frozen
class Sides:
    """A value and what it is held against: where they stand, and how they are shown."""

    value: int
    target: int
    show: Callable[[Values, int], str]
    shares: bool
    one: str
    many: str


def sides_of(telling: Telling, compared: t.Compare, cursor: Cursor) -> Sides:
    """The two sides of a comparison, or of a step with a reference."""
    assert compared.left is not None
    value, target = cursor.take("value"), cursor.take("target")
    show = telling.shown_as(compared)
    one, many = telling.unit(compared.left)
    return Sides(value, target, show, show is Values.percent, one, many)


def beyond(telling: Telling, step: t.Step, cursor: Cursor, sides: Sides) -> Teller:
    """A step that counts what is missing from a target, or above it."""
    per, words, show = step.per, telling.words, sides.show
    rest = cursor.take("missing", "excess")
    relative = cursor.maybe("relative")
    units = cursor.take("units")
    product = _product(telling, step, units, cursor)
    amount, sign = (
        _amount(per, telling, sides.shares or relative is not None),
        "−" if step.points < 0 else "+",
    )
    plain = per.amount == 1 and per.part is None and per.measure == "number"
    say = {"above": words.excess, "below": words.below, None: words.missing}[per.beyond]

    def tell(values: Values) -> Term:
        if values.exact(rest) == "0":
            return Term(sign, "0", idle=True)
        goal, seen, over = show(values, sides.target), show(values, sides.value), show(values, rest)
        apart = over + (sides.one if over == "1" else sides.many)
        lines: tuple[str, ...] = (say(goal, seen, over, apart),)
        quantity, count = over, values.shown(units)
        if relative is not None:
            quantity = percent(values.exact(relative))
            lines += (equals(f"{over} / {goal}", quantity),)
        if not plain:
            lines += (words.units(amount, per.part, quantity, count),)
        text, capped = product(values)
        return Term(sign, text, lines + capped, apart)

    return tell
