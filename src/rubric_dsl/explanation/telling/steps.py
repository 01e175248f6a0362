"""The steps of a rule in words: what was counted, how many units that is, and what it gives.

Comes in: a step with its steps of the plan. Goes out: a function from the values of an evaluation to the
lines of arithmetic and the term that the step adds to the sum.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, frozen

from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import Telling, equals, worked
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell_amount, spell_number


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


def _product(telling: Telling, step: t.Step, units: int, part: int | None) -> Callable[[Values], Given]:
    """From the values to the term, and the line that tells of the step's own cap where it acts."""
    each, words = spell_number(abs(step.points)), telling.words

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


def counted(telling: Telling, step: t.Step, cursor: Cursor) -> Teller:
    """A step that counts a metric or a formula."""
    per, words = step.per, telling.words
    assert per.of is not None
    quantity, units = cursor.take("counted"), cursor.take("units")
    product = _product(telling, step, units, cursor.maybe("part"))
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
    product = _product(telling, step, units, cursor.maybe("part"))
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
