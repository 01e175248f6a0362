"""Quoted texts, as written.

Comes in: a string of the text. Goes out: a node without its marks.
"""

from __future__ import annotations

from attrs import frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.spanned import spanned


@frozen(eq=False, repr=False)
class Text(ByValue):
    """A string as written between its quotation marks."""

    text: str
    span: Span = spanned()
