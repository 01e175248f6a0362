"""Tallies in words: the sum of what was counted.

Comes in: a tally and its criterion. Goes out: a narrator.
"""

from __future__ import annotations

from rubric_dsl.explanation.figures import shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.steps import (
    Cursor,
    Teller,
    beyond,
    counted,
    held,
    joined,
    laddered,
    sides_of,
)
from rubric_dsl.explanation.telling.template import Narrator, Story, Telling
from rubric_dsl.syntax import tree as t
from rubric_dsl.vocabulary.figures import spell_number


def tally(telling: Telling, rule: t.Tally) -> Narrator:
    """The narrator of a tally."""
    words, earned = telling.words, telling.step("earned")
    start = spell_number(rule.start) if rule.start else ""
    most = spell_number(telling.node.points)
    say = words.why_taken if start else words.why_short
    cursor = Cursor(telling.order)
    tellers = [_teller(telling, step, cursor) for step in rule.steps]

    def tell(values: Values, lost: str) -> Story:
        terms = [term for teller in tellers if not (term := teller(values)).idle]
        arithmetic = tuple(line for term in terms for line in term.lines)
        result = values.shown(earned)
        total = joined(start, terms)
        arithmetic += (f"{total} = {result}" if terms and total != result else result,)
        return arithmetic, say(shown(lost), most) if lost != "0" else ""

    return tell


def _teller(telling: Telling, step: t.TallyStep, cursor: Cursor) -> Teller:
    if isinstance(step, t.Held):
        return held(telling, step, cursor)
    if isinstance(step, t.Ordinals):
        return laddered(telling, step, cursor)
    per = step.per
    if per.reference is None:
        return counted(telling, step, cursor)
    compared = t.Compare("≥", per.of, per.reference, span=per.span)
    return beyond(telling, step, cursor, sides_of(telling, compared, cursor))
