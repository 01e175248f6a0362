"""Formulas in words: a mark that was given, or an expression with its figures.

Comes in: a formula and its criterion. Goes out: a narrator.
"""

from __future__ import annotations

from rubric_dsl.explanation.figures import shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import Narrator, Story, Telling
from rubric_dsl.syntax import tree as t
from rubric_dsl.vocabulary.figures import spell_number


def formula(telling: Telling, rule: t.Formula) -> Narrator:
    """The narrator of a formula."""
    item, words, earned = rule.expression, telling.words, telling.step("earned")
    most = spell_number(telling.node.points)
    if isinstance(item, t.Name) and telling.metrics[item.text].kind == "mark":

        def mark(values: Values, lost: str) -> Story:
            why = words.why_mark(shown(lost)) if lost != "0" else ""
            return (words.given(values.shown(earned), most),), why

        return mark
    if isinstance(item, t.Rounded | t.ScoreOf | t.Fold | t.Rank):  # told of before
        return lambda values, lost: ((), words.why_short(shown(lost), most) if lost != "0" else "")
    filled = telling.template(item)
    if isinstance(item, t.Name | t.Number):
        return lambda values, lost: (
            (values.shown(earned),),
            words.why_short(shown(lost), most) if lost != "0" else "",
        )

    def tell(values: Values, lost: str) -> Story:
        why = words.why_short(shown(lost), most) if lost != "0" else ""
        return (f"{filled.fill(values)} = {values.shown(earned)}",), why

    return tell
