"""A rule chosen by a condition, as written: a line for each case.

Comes in: what :mod:`rubric_dsl.syntax.build.cases` read of a line. Goes out: a frozen node, nothing bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.bounds import Bound
from rubric_dsl.syntax.tree.expressions import Expression
from rubric_dsl.syntax.tree.spanned import spanned

if TYPE_CHECKING:
    from rubric_dsl.syntax.tree.rules import Rule


@frozen(eq=False, repr=False)
class Case(ByValue):
    """``when small: 10, −1 per fault, capped``; without a condition: ``otherwise: …``."""

    condition: Expression | None
    rule: Rule
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Cases(ByValue):
    """The first case that holds says by which rule the points are given."""

    rows: tuple[Case, ...]
    bounds: tuple[Bound, ...] = field(default=(), eq=False)
    """None: each case has its own, behind its rule."""
    span: Span = spanned()
