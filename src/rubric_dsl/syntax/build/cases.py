"""Parse trees → syntax trees: rules by case.

Comes in: Lark's tree of one line under a heading. Goes out: a case; those of one heading are one rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build.expressions import expression
from rubric_dsl.syntax.build.rules import rule
from rubric_dsl.syntax.build.tokens import Branch, Place, trees


def line_of_rule(item: Branch, place: Place) -> t.Rule | t.Case:
    """A rule, or one case: ``when small: 10, −1 per fault, capped``, ``其他情形：得5分``."""
    if item.data != "case":
        return rule(item, place)
    *condition, inner = trees(item)
    held = expression(condition[0], place) if condition else None
    return t.Case(held, rule(inner, place), span=place.of(item))


def gathered(said: Sequence[t.Rule | t.Case]) -> tuple[list[t.Rule], list[Diagnostic]]:
    """The rules of one heading, its cases made one; `otherwise` is one line, the last, behind a case."""
    rows = [one for one in said if isinstance(one, t.Case)]
    rules = [one for one in said if not isinstance(one, t.Case)]
    if not rows:
        return rules, []
    others = [place for place, row in enumerate(rows) if row.condition is None]
    astray = bool(others) and (others[0] == 0 or others[0] + 1 < len(rows))
    found = [diagnostic("RB0320", rows[others[0]].span, alone=others[0] == 0)] if astray else []
    return [t.Cases(tuple(rows), span=rows[0].span), *rules], found
