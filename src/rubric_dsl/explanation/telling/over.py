"""A rule over a list in words: what each entry gives, which ones count and for how much, and what they make.

Comes in: a rule over a list, its fold and its criterion. Goes out: a narrator.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.explanation.listed import entry_text
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.folds import Counted, Folding, counted
from rubric_dsl.explanation.telling.template import Narrator, Story, Telling
from rubric_dsl.plan import core as c
from rubric_dsl.plan import folds
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell
from rubric_dsl.vocabulary.figures import spell_number


def over(telling: Telling, rule: t.Over, fold: c.Fold, step: int) -> Narrator:
    """The narrator of a rule over a list: a line for each entry, then what they make together."""
    words, names = telling.words, telling.names()
    folding = Folding(telling.lang, telling.metrics)
    listed = telling.metrics[rule.source.text]
    condition = spell(rule.where, telling.lang, names) if rule.where is not None else ""
    key = telling.metrics[rule.once_per.text].labels.title(telling.lang) if rule.once_per is not None else ""
    most = spell_number(telling.node.points)

    def tell(values: Values, lost: str) -> Story:
        found = counted(folding, fold, values)
        given = values.given(listed, values.inputs[listed.id])
        weighted = dict(zip(found.kept, folds.weighted(fold, found.kept_values), strict=False))
        by_place = {place: number for number, place in enumerate(found.places)}
        lines = []
        for place, entry in enumerate(given):
            what = entry_text(listed, entry, telling.lang)
            number = by_place.get(place)
            if number is None:
                lines.append(words.entry_outside(place + 1, what, condition))
                continue
            points = found.values[number]
            if number in weighted:
                said = shown(str(points))
                if fold.shares:
                    share = _share(fold, found.kept.index(number))
                    said += f" × {percent(str(share))} = {shown(str(weighted[number]))}"
                lines.append(words.entry_gives(place + 1, what, said))
            elif (better := _better(found, number, key)) is not None:
                lines.append(words.entry_passed_over(place + 1, what, shown(str(points)), key, better + 1))
            elif fold.best is not None and number not in found.kept:
                lines.append(words.entry_not_best(place + 1, what, shown(str(points)), fold.best))
            else:
                lines.append(words.entry_without_share(place + 1, what, shown(str(points))))
        lines.append(_together(telling, fold, weighted, values.shown(step)))
        return tuple(lines), words.why_short(shown(lost), most) if lost != "0" else ""

    return tell


def _share(fold: c.Fold, rank: int) -> Fraction:
    return fold.shares[rank] if rank < len(fold.shares) else fold.further


def _better(found: Counted, number: int, key: str) -> int | None:
    """The entry that counts in the place of another with the same key."""
    if not key:
        return None
    same = (one for one in range(len(found.keys)) if found.keys[one] == found.keys[number])
    best = max(same, key=lambda one: (found.values[one], -one))
    return None if best == number else found.places[best]


def _together(telling: Telling, fold: c.Fold, weighted: Mapping[int, Fraction], result: str) -> str:
    """``8 + 4 = 12``"""
    words = telling.words
    if not weighted:
        nothing: str = words.no_entries(result)
        return nothing
    figures = [shown(str(value)) for value in weighted.values()]
    if fold.how in ("least", "greatest"):
        if len(figures) == 1:
            return result
        joined = ("、" if telling.lang == "zh" else ", ").join(figures)
        extreme: str = words.one_of(fold.how, joined, result)
        return extreme
    total = " + ".join(figures).replace("+ −", "− ")
    if fold.how == "mean":
        total = f"({total}) / {len(figures)}"
    return f"{total} = {result}" if len(figures) > 1 else result
