"""A name, as written.

Comes in: what :mod:`rubric_dsl.syntax.build` read. Goes out: a frozen node, nothing bound.
"""

from __future__ import annotations

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.spanned import spanned


@frozen(eq=False, repr=False)
class Name(ByValue):
    """A metric by its id, its name in the other script, its unit or its singular."""

    text: str
    span: Span = spanned()
