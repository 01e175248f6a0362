"""Outcomes that are no number, as written: who is excluded, and why.

Comes in: lines under the rubric's head, read. Goes out: a frozen node for each.
"""

from __future__ import annotations

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.expressions import Expression
from rubric_dsl.syntax.tree.spanned import spanned
from rubric_dsl.syntax.tree.texts import Text


@frozen(eq=False, repr=False)
class Exclusion(ByValue):
    """``excluded if withdrew "withdrew midway"``; with a reason for readers of each language, if need be."""

    condition: Expression
    reasons: tuple[Text, ...]
    span: Span = spanned()
