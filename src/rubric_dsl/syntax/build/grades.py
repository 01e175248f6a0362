"""Parse trees → syntax trees: the lines under `grades`.

Comes in: Lark's tree of a line. Goes out: a grade, or a limit on grades.
"""

from __future__ import annotations

from typing import Any

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.expressions import comparison_of, edge_of, expression
from rubric_dsl.syntax.build.tokens import Branch, Place, Refused, name_of, number, tokens, trees

_THEN: dict[str, Any] = {
    "GRADE_AT_MOST": "at most", "GRADE_AT_LEAST": "at least",
    "GRADE_FIXED": "fixed at", "THEN_FIXED": "fixed at",
}  # fmt: skip


def grades_by(item: Branch) -> Any:
    """Which total grades go by; None where it is not said."""
    if tokens(item, "PUBLISHED_TOTAL"):
        return "published"
    return "exact" if tokens(item, "EXACT_TOTAL") else None


def grade(item: Branch, place: Place, name: t.Named) -> t.Grade:
    """``good: ≥ 80, only if safety ≥ 60``"""
    bar = next(kid for kid in trees(item) if kid.data == "bar")
    conditions = [kid for kid in trees(item) if kid.data not in ("bar", "name", "quota")]
    held = expression(conditions[0], place) if conditions else None
    quota = next((_quota(kid, place) for kid in trees(item) if kid.data == "quota"), None)
    figures = tokens(bar, "NUMBER")
    if not figures:
        return t.Grade(name, None, "≥", held, quota=quota, span=place.of(item))
    signs = tokens(bar, "COMPARE")
    edges = [*tokens(bar, "REACHED"), *tokens(bar, "WITHIN")]
    relation = comparison_of(signs[0]) if signs else edge_of(edges[0])
    if relation not in ("≥", ">", "≤", "<"):
        facts = {"word": relation, "value": f"{figures[0]}分", "upward": relation == "以上"}
        raise Refused(diagnostic("RB0402", place.of(bar), **facts))
    return t.Grade(name, number(figures[0], place), relation, held, quota=quota, span=place.of(item))


_COUNTED = ("名", "个", "家", "户", "人", "所")


def _quota(item: Branch, place: Place) -> t.Quota:
    """``at most 20% of subjects rounded down, ties on the edge left out``"""
    said = next(kid for kid in trees(item) if kid.data != "quota_ties")
    edge = next((kid for kid in trees(item) if kid.data == "quota_ties"), None)
    token = tokens(said, "NUMBER")[0]
    figure = number(token, place) / (100 if tokens(said, "PERCENT") else 1)
    if said.data == "places_of_what":
        raise Refused(diagnostic("RB0621", place.of(said), text=str(token)))
    share = figure if said.data == "places_share" else None
    names = [kid for kid in trees(said) if kid.data == "name"]
    fits = 0 < figure < 1 if share is not None else figure >= 1 and figure.denominator == 1
    if not fits or any(name_of(kid, place).text not in _COUNTED for kid in names):
        raise Refused(diagnostic("RB0617", place.of(said), share=share is not None, text=str(token)))
    modes = [mode for kid in trees(said) if kid.data == "cut" for mode in trees(kid)]
    mode: Any = modes[0].children[0].type.lower().replace("_", " ") if modes else None  # type: ignore[union-attr]
    ties: Any = None if edge is None else "kept" if tokens(edge, "EDGE_KEPT") else "left out"
    count = None if share is not None else int(figure)
    above = bool(tokens(item, "GRADES_ABOVE"))
    return t.Quota(share, count, mode, ties, above, span=place.of(item))


def grade_limit(item: Branch, place: Place) -> t.GradeLimit:
    """``at most good if late``; ``迟报的，最高为良好``"""
    span = place.of(item)
    kids = trees(item)
    match item.data:
        case "grade_fixed":
            return t.GradeLimit("fixed at", name_of(kids[0], place), expression(kids[1], place), span=span)
        case "grade_limit":
            side: Any = "at most" if tokens(kids[0], "AT_MOST") else "at least"
            return t.GradeLimit(side, name_of(kids[1], place), expression(kids[2], place), span=span)
    held, word, name = kids
    kind = _THEN[word.children[0].type]  # type: ignore[union-attr]
    return t.GradeLimit(kind, name_of(name, place), expression(held, place), span=span)
