"""Rules by case in words: the case that was taken and why, and then what its rule tells.

Comes in: a rule by case, the narrators of its cases and its criterion. Goes out: a narrator.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from rubric_dsl.explanation.figures import shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import Narrator, Story, Telling
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell


@frozen
class ToldCase:
    """The rule of one case, ready to be told."""

    tell: Narrator
    earned: int
    """The step with the points before its bounds, and the one with those after them."""
    bounded: int


def taken_case(held: Sequence[int], values: Values) -> int:
    """Which case holds: the first whose condition does, or the one behind all conditions."""
    return next((number for number, step in enumerate(held) if values.raw[step]), len(held))


def cases(telling: Telling, rule: t.Cases, told: Sequence[ToldCase]) -> Narrator:
    """The narrator of a rule by case."""
    words, names = telling.words, telling.names()
    held = telling.roles["case"]
    texts = [
        words.in_case(spell(row.condition, telling.lang, names))
        if row.condition is not None
        else words.in_other_cases()
        for row in rule.rows
    ]

    def tell(values: Values, lost: str) -> Story:
        number = min(taken_case(held, values), len(told) - 1)
        case = told[number]
        arithmetic, why = case.tell(values, lost)
        before, after = values.shown(case.earned), values.shown(case.bounded)
        cap = (words.capped(before, after),) if before != after else ()
        if lost != "0" and not why:  # its rule gave all that it has
            why = words.why_case(shown(lost))
        return (texts[number], *arithmetic, *cap), why

    return tell
