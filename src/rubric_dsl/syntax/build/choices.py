"""Parse trees → syntax trees: what one word is, ``level is national or city``.

Comes in: the expressions around ``is`` and ``or``. Goes out: one test of a name against the options that
stand behind it, or a comparison. Only the binder knows which words are options: ``level is national or late``
is one test here, and two where ``late`` is a metric.
"""

from __future__ import annotations

from attrs import evolve

from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t


def being(left: t.Expression, right: t.Expression, negated: bool, span: Span) -> t.Expression:
    """``level is national``, ``级别为国家级、省级``, ``x is 0``"""
    if isinstance(left, t.Name) and isinstance(right, t.Name | t.Listed):
        options = (right,) if isinstance(right, t.Name) else right.names
        return t.Is(left, options, negated, span=span)
    return t.Compare("≠" if negated else "=", left, right, span=span)


def either(operands: list[t.Expression], span: Span) -> t.Expression:
    """What ``or`` joins; bare names behind an ``is`` are more options of its name."""
    found: list[t.Expression] = []
    for operand in operands:
        before = found[-1] if found else None
        if isinstance(before, t.Is) and isinstance(operand, t.Name):
            wider = evolve(before.span, end_column=operand.span.end_column)
            found[-1] = evolve(before, options=(*before.options, operand), span=wider)
        else:
            found.append(operand)
    return found[0] if len(found) == 1 else t.Either(tuple(found), span=span)


def conditional(parts: list[t.Expression], form: str, span: Span) -> t.Conditional:
    """``(A if C otherwise B)``, ``（若C则A，否则B）``"""
    one, two, otherwise = parts
    condition, then = (two, one) if form == "conditional" else (one, two)
    return t.Conditional(condition, then, otherwise, span=span)
