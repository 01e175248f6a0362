"""Effects: what happens to points after the rule or the sum, as written.

Comes in: what :mod:`rubric_dsl.syntax.build` read of a line under a heading or under the rubric's head. Goes
out: a frozen node for each shape. Effects act in the order in which they are written.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.expressions import Expression
from rubric_dsl.syntax.tree.rounding import Rounding
from rubric_dsl.syntax.tree.spanned import spanned


@frozen(eq=False, repr=False)
class Gate(ByValue):
    """``only if C``; ``nothing if C`` is kept apart because the account speaks the writer's words."""

    kind: Literal["only if", "nothing if"]
    condition: Expression
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Limit(ByValue):
    """``at most 50``, ``at least 5 if C``, ``fixed at 59 if C``. No condition: always."""

    kind: Literal["at most", "at least", "fixed at"]
    to: Expression
    condition: Expression | None
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Factor(ByValue):
    """``times 0.9 if C``. No condition: always."""

    by: Expression
    condition: Expression | None
    span: Span = spanned()


@frozen(eq=False, repr=False)
class NotApplicable(ByValue):
    """``not applicable if C``: no effect on points, but what keeps a criterion or section from having any."""

    condition: Expression
    span: Span = spanned()


Effect: TypeAlias = Gate | Limit | Factor | Rounding
