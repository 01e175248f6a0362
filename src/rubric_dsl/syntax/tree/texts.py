"""Quoted texts, and names with their labels, as written.

Comes in: words of the text. Goes out: frozen nodes.
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


@frozen(eq=False, repr=False)
class Named(ByValue):
    """An id with its name in the other script and its labels: ``对接活动 = matchmaking_events "…"``."""

    id: str
    alias: str | None
    labels: tuple[Text, ...]
    span: Span = spanned()
