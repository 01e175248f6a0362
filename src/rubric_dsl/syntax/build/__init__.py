"""Parse trees → syntax trees: expressions and rules.

Comes in: Lark's tree of one line. Goes out: nodes of :mod:`rubric_dsl.syntax.tree`, English and Chinese
forms made one. A form that parses but says nothing (a step behind a formula, two `otherwise`) is a
diagnostic with the line's own words.
"""

from rubric_dsl.syntax.build.cases import gathered, line_of_rule
from rubric_dsl.syntax.build.days import calendar, date, limit_of, stretches
from rubric_dsl.syntax.build.effects import FORMS, effect, lone_limit, not_applicable
from rubric_dsl.syntax.build.expressions import expression
from rubric_dsl.syntax.build.grades import grade, grade_limit, grades_by
from rubric_dsl.syntax.build.missing import if_missing, policy
from rubric_dsl.syntax.build.rounding import MAX_PLACES, rounding
from rubric_dsl.syntax.build.rules import rule
from rubric_dsl.syntax.build.tokens import (
    MAX_DIGITS,
    MAX_OPERATORS,
    Branch,
    Place,
    Refused,
    name_of,
    number,
    points_of,
    tokens,
    trees,
)

__all__ = [
    "FORMS",
    "MAX_DIGITS",
    "MAX_OPERATORS",
    "MAX_PLACES",
    "Branch",
    "Place",
    "Refused",
    "calendar",
    "date",
    "effect",
    "expression",
    "gathered",
    "grade",
    "grade_limit",
    "grades_by",
    "if_missing",
    "limit_of",
    "line_of_rule",
    "lone_limit",
    "name_of",
    "not_applicable",
    "number",
    "points_of",
    "policy",
    "rounding",
    "rule",
    "stretches",
    "tokens",
    "trees",
]
