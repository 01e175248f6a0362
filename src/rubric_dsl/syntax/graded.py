"""The lines under `grades` → the grades of a rubric.

Comes in: the line of their head with those below it. Goes out: the grades as far as they could be read.
"""

from __future__ import annotations

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import build, lines
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.placing import LogicalLine
from rubric_dsl.syntax.reader import Reader


def read_grades(reader: Reader, line: LogicalLine, branch: build.Branch) -> t.Grades:
    """The grades under their head."""
    made: list[t.Grade | t.GradeLimit] = []
    for below in line.children:
        inner = reader.parse(below, "grade")
        one = reader.build(lines.grade, inner, below) if inner is not None else None
        if one is not None:
            made.append(one)
        reader.refuse_children(below)
    if not line.children:
        reader.found.append(diagnostic("RB0349", reader.span(line)))
    grades = tuple(one for one in made if isinstance(one, t.Grade))
    limits = tuple(one for one in made if isinstance(one, t.GradeLimit))
    return t.Grades(build.grades_by(branch), grades, limits, span=reader.span(line))
