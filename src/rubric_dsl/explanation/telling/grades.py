"""Grades in words: which was given, by which line, and what limits and quotas moved it.

Comes in: a plan and a reader's language. Goes out: what tells of the grade of a subject.
"""

from __future__ import annotations

from collections.abc import Callable

from rubric_dsl.explanation.account import Grading
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.quotas import limited, told, undecided
from rubric_dsl.explanation.telling.template import words_of
from rubric_dsl.model.grades import labels_of
from rubric_dsl.plan import core as c
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax.spelling import Names, spell
from rubric_dsl.syntax.spelling.grades import spell_places
from rubric_dsl.vocabulary.figures import spell_number

_BEYOND: dict[str, str] = {"≥": "<", ">": "≤", "≤": ">", "<": "≥"}


def grading(plan: c.Plan, lang: Language, names: Names) -> Callable[[Values], Grading] | None:
    """What tells of a subject's grade; None where there are no grades."""
    grades, graded = plan.rubric.grades, plan.graded
    if grades is None or graded is None:
        return None
    words = words_of(lang)
    labels = [labels_of(grade).title(lang) for grade in grades.grades]
    by_id = {grade.name.id: label for grade, label in zip(grades.grades, labels, strict=True)}
    lines = []
    sure: tuple[str, str] | None = None
    for grade, label in zip(grades.grades, labels, strict=True):
        held = None if grade.condition is None else spell(grade.condition, lang, names)
        bar: str | None = None
        relation: str = grade.relation
        if grade.bar is not None:
            bar = spell_number(grade.bar)
        elif sure is not None and held is None:  # whoever is left behind the last sure figure
            bar, relation = sure
        lines.append(words.grade(label, bar, relation, held))
        if bar is not None and held is None:
            sure = (bar, _BEYOND[relation])
    limits = [
        words.grade_limit(limit.kind, by_id[limit.grade.text], spell(limit.condition, lang, names))
        for limit in grades.limits
    ]

    quotas = {one.grade: spell_places(one.said, lang) for one in graded.quotas}

    def tell(values: Values) -> Grading:
        first, last = (int(values.fraction(step)) for step in (graded.first, graded.grade))
        why = [words.graded(values.shown(graded.by), lines[first])]
        for applied, text in zip(graded.limits, limits, strict=True):
            if values.fraction(applied.before) != values.fraction(applied.after):
                why.append(text)
        reached = grades.grades[last].name.id
        if last not in quotas:
            return Grading(reached, labels[last], tuple(why), reached)
        if values.granted is None:
            why.append(limited(labels[last], quotas[last], values.among, lang))
            return Grading(None, undecided(labels[last], lang), tuple(why), reached)
        for edge, after in values.granted.met:
            at = edge.quota.grade
            why.append(told(edge, values.standing, labels[at], None if after == at else labels[after], lang))
        last = values.granted.grade
        return Grading(grades.grades[last].name.id, labels[last], tuple(why), reached)

    return tell
