"""Tallies in words: the sum of what was counted.

Comes in: a tally and its criterion. Goes out: a narrator.
"""

from __future__ import annotations

from rubric_dsl.explanation.figures import shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import Narrator, Story, Telling, worked
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell_number


def tally(telling: Telling, rule: t.Tally) -> Narrator:
    """The narrator of a tally."""
    words, earned = telling.words, telling.step("earned")
    start = spell_number(rule.start) if rule.start else ""
    most = spell_number(telling.node.points)
    say = words.why_taken if start else words.why_short
    parts = []
    for step, counted, units in zip(
        rule.steps, telling.roles["counted"], telling.roles["units"], strict=True
    ):
        assert step.per.of is not None
        plain = step.per.amount == 1 and step.per.part is None
        sign = "−" if step.points < 0 else "+"
        parts.append(
            (step.per.of, telling.template(step.per.of), counted, units, sign, spell_number(abs(step.points)),
             spell_number(step.per.amount), step.per.part, plain)
        )  # fmt: skip

    def tell(values: Values, lost: str) -> Story:
        arithmetic: tuple[str, ...] = ()
        total = start
        for of, filled, counted, units, sign, each, amount, part, plain in parts:
            quantity, count = values.shown(counted), values.shown(units)
            arithmetic += worked(of, filled.fill(values), quantity)
            if not plain:
                arithmetic += (words.units(amount, part, quantity, count),)
            product = f"{count} × {each}"
            if total:
                total += f" {sign} {product}"
            else:
                total = product if sign == "+" else f"−{product}"
        arithmetic += (f"{total} = {values.shown(earned)}",)
        return arithmetic, say(shown(lost), most) if lost != "0" else ""

    return tell
