"""The score under another rubric, as written.

Comes in: what :mod:`rubric_dsl.syntax.build` read. Goes out: a frozen node.
"""

from __future__ import annotations

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.spanned import spanned
from rubric_dsl.syntax.tree.texts import Text


@frozen(eq=False, repr=False)
class ScoreOf(ByValue):
    """``score of "annex-b.rubric"``; once bound, the file is named from the outermost rubric's folder."""

    file: Text
    span: Span = spanned()
