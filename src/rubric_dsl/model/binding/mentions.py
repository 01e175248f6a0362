"""What an expression speaks of.

Comes in: an expression of the syntax tree. Goes out: the names in it, in the order of the text.
"""

from __future__ import annotations

from typing import assert_never

from rubric_dsl.model.lists import is_field
from rubric_dsl.syntax import tree as t


def metrics_in(expression: t.Expression | None, fields: bool = False) -> tuple[str, ...]:
    """The names an expression reads, each once, in the order of the text; those of entries if asked."""
    found: dict[str, None] = {}

    def look(item: t.Expression | None) -> None:
        match item:
            case t.Name():
                if fields or not is_field(item.text):
                    found.setdefault(item.text)
            case t.Is():
                look(item.name)
            case t.Between():
                look(item.operand)
                look(item.low)
                look(item.high)
            case t.Conditional():
                look(item.condition)
                look(item.then)
                look(item.otherwise)
            case t.Operation() | t.Compare():
                look(item.left)
                look(item.right)
            case t.Not() | t.NoneOf() | t.Negative() | t.Rounded() | t.Power() | t.Logarithm():
                look(item.operand)
            case t.Both() | t.Either():
                for operand in item.operands:
                    look(operand)
            case t.Listed():
                for name in item.names:
                    look(name)
            case t.IsMissing():
                look(item.name)
            case t.IsApplicable():
                pass  # of a criterion, not of its points
            case t.Days():
                look(item.first)
                look(item.last)
            case t.Number() | t.Day() | t.ScoreOf() | None:
                pass
            case t.Fold():
                look(item.source)
                look(item.value)
                look(item.where)
            case t.Rank():
                look(item.value)
            case t.Extreme():
                for operand in item.operands:
                    look(operand)
            case _:
                assert_never(item)

    look(expression)
    return tuple(found)
