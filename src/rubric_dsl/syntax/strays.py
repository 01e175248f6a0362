"""Clauses that the grammar reads as rows of a table where there is no table.

``talks ≥ 10 → 30, cappd`` reads like a row of a lookup without its points, and ``≥ 1,000 → 5`` like two rows.
Only what stands before tells. Comes in: Lark's tree of a line. Goes out: the mistake that the parser would
have made of it, had it known.
"""

from __future__ import annotations

import re
from typing import Any

from lark import Token, Tree, UnexpectedInput, UnexpectedToken

from rubric_dsl.syntax.build import Branch

_TABLES = {"lookup", "line"}
_IN_A_STEP = {"ARROW", "COMPARE", "EACH", "REACHED", "TO"}


def stray(branch: Branch) -> UnexpectedInput | None:
    """The first row without a table in a line, as a mistake of the parser."""
    for rule in branch.find_data("rule"):
        main, *behind = (child for child in rule.children if not _is_over(child))
        kind = str(main.data) if isinstance(main, Tree) else ""
        if kind in _TABLES:
            continue
        for position, child in enumerate(behind):
            if not isinstance(child, Tree) or child.data not in ("band", "table_row"):
                continue
            comma = behind[position - 1]
            if isinstance(comma, Token) and _in_a_number(comma, child):
                return _mistake(comma)
            if child.data == "table_row":
                second = child.children[1] if len(child.children) > 1 else None
                following = behind[position + 1] if position + 1 < len(behind) else None
                return _mistake(_first_token(second) or following)
            if kind != "award":
                return _mistake(next(part for part in child.children if isinstance(part, Token)))
    return None


def _is_over(child: object) -> bool:
    """What stands before the rule of an entry."""
    return isinstance(child, Tree) and child.data == "over"


def _in_a_number(comma: Token, row: Branch) -> bool:
    """``1,000``: a comma right before a figure of three digits."""
    first = next(row.scan_values(lambda part: isinstance(part, Token)), None)
    if first is None or comma != "," or first.start_pos != comma.end_pos:
        return False
    return first.type == "NUMBER" and len(first) == 3


def _first_token(item: object) -> Token | None:
    if not isinstance(item, Tree):
        return None
    return next(iter(item.scan_values(lambda part: isinstance(part, Token))), None)


_WORD_AND_FIGURE = re.compile(r"[,，;；]\s*[^\W\d]\w*\s+(?P<figure>[0-9][0-9.]*)\s*(?:[^\W\d]\w*\s*)?$")


def _position(mistake: UnexpectedInput) -> int:
    stopped: Any = mistake.pos_in_stream
    return stopped or 0


def earlier(mistake: UnexpectedInput, text: str) -> UnexpectedInput:
    """``, minus 1 per missing``: read as a row up to ``per``; but the word before the figure is the slip."""
    found = _WORD_AND_FIGURE.search(text[: _position(mistake)])
    if found is None:
        return mistake
    return _mistake(Token("NUMBER", found["figure"], start_pos=found.start("figure")))


def _mistake(token: object) -> UnexpectedInput:
    found = token if isinstance(token, Token) else Token("$END", "")
    return UnexpectedToken(found, _IN_A_STEP)  # type: ignore[no-untyped-call]
