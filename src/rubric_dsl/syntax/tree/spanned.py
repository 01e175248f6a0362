"""The field that every node of the tree has: where its text stands.

Comes in: nothing. Goes out: a field by keyword only, outside equality and representation.
"""

from __future__ import annotations

from attrs import field

from rubric_dsl.source.span import Span


def spanned() -> Span:
    """The span of a node, for the last line of its class."""
    return field(kw_only=True, eq=False, repr=False)  # type: ignore[no-any-return]
