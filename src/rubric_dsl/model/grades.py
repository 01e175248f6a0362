"""Grades with their names bound, and what is wrong among them.

Comes in: the grades of the syntax tree and the names that are known. Goes out: the same with every condition
bound; grades named twice, limits that name none, and an unsaid total are told of here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from rubric_dsl.model.binding import Binder
from rubric_dsl.model.binding.unbound import Unbound
from rubric_dsl.model.names import Names, nearest
from rubric_dsl.model.rubric import Labels
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.syntax import tree as t


def bind(grades: t.Grades | None, names: Names, less_is_better: bool, least_first: bool) -> t.Grades | None:
    """The grades, or None where there are none that mean anything."""
    if grades is None:
        return None
    binder, failed = Binder(names), False
    if grades.by is None:
        names.found.append(diagnostic("RB0343", grades.span))
    words: dict[str, str] = {}
    upward = next((grade.upward for grade in grades.grades if grade.bar is not None), True)
    bars = [grade for grade in grades.grades if grade.bar is not None]
    if bars and upward == less_is_better and "about" not in names.damaged and _alike(bars):
        facts = {"name": labels_of(bars[0]).naming, "bar": str(bars[0].bar), "less": less_is_better}
        names.found.append(diagnostic("RB0630", bars[0].span, **facts))
    bound: list[t.Grade] = []
    for grade in grades.grades:
        for word in (grade.name.id, grade.name.alias):
            if word and word in words:
                names.found.append(diagnostic("RB0344", grade.name.span, name=word))
            elif word:
                words[word] = grade.name.id
        if grade.bar is not None and grade.upward != upward:
            names.found.append(diagnostic("RB0342", grade.span))
        try:
            held = grade.condition and binder.condition(grade.condition)
        except Unbound:
            failed = True
            continue
        bound.append(evolve(grade, condition=held))
    limits: list[t.GradeLimit] = []
    for limit in grades.limits:
        meant = words.get(limit.grade.text)
        if meant is None:
            facts = {"name": limit.grade.text, "suggestion": nearest(limit.grade.text, words)}
            names.found.append(diagnostic("RB0346", limit.grade.span, **facts))
        try:
            held = binder.condition(limit.condition)
        except Unbound:
            failed = True
            continue
        if meant is not None:
            limits.append(evolve(limit, grade=evolve(limit.grade, text=meant), condition=held))
    names.found.extend(_open(grades, words))
    quotas = [grade.quota for grade in grades.grades if grade.quota is not None]
    if quotas and least_first != less_is_better and "about" not in names.damaged:
        names.found.append(diagnostic("RB0618", quotas[0].span, least=least_first))
    if failed or not bound:
        return None
    return evolve(grades, grades=tuple(bound), limits=tuple(limits))


def _alike(bars: list[t.Grade]) -> bool:
    """Whether all are given in one direction."""
    return len({grade.upward for grade in bars}) == 1


def _open(grades: t.Grades, words: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What quotas leave open, and limits that would give a grade to more than its quota allows."""
    held: dict[str, t.Quota] = {one.name.id: one.quota for one in grades.grades if one.quota is not None}
    order = [one.name.id for one in grades.grades]
    for quota in held.values():
        if quota.share is not None and quota.mode is None:
            yield diagnostic("RB0615", quota.span, share=str(quota.share * 100))
        if quota.ties is None:
            yield diagnostic("RB0616", quota.span)
    meant = [words.get(limit.grade.text) for limit in grades.limits]
    for number, (limit, grade) in enumerate(zip(grades.limits, meant, strict=True)):
        if limit.kind == "at most" or grade is None:
            continue
        later = zip(grades.limits[number + 1 :], meant[number + 1 :], strict=True)
        ends = [grade] + [
            end
            for other, end in later
            if other.kind == "at most" and end is not None and order.index(end) > order.index(grade)
        ]
        if any(end in held for end in ends):
            name = next(end for end in ends if end in held)
            yield diagnostic("RB0619", limit.span, name=name, kind=limit.kind)


def labels_of(grade: t.Grade) -> Labels:
    """What people call a grade."""
    return Labels(grade.name.id, grade.name.alias, tuple(text.text for text in grade.name.labels))
