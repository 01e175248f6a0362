"""The contextual lexer with patterns that are compiled once, not once for every state of the parser.

Lark joins the terminals that may follow into one pattern per state. Ours share long look-aheads (a name
stops at any keyword), and compiling them thirty times over costs more than reading a whole rubric. Here
each terminal is compiled on its own, when it is first looked for, and they are tried in Lark's own order
(priority first), which finds the same token.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from lark.lexer import BasicLexer, ContextualLexer, Scanner


@cache
def matcher(pattern: str) -> Callable[..., re.Match[str] | None]:
    """The compiled pattern of one terminal."""
    return re.compile(pattern).match


_BEHIND = {"NEXT_ITEM": re.compile(r"[0-9０-９]\s*(?:points?\s+)?for\s+each(?!\w)")}
"""What must stand somewhere before a terminal: a comma goes on with a list only where one has begun."""


def _in_a_list(begins: re.Pattern[str], text: str, pos: int) -> bool:
    """Whether a list has begun before a place, and no bracket in it is open there."""
    end = -1
    for found in begins.finditer(text, 0, pos):
        end = found.end()
    if end < 0:
        return False
    listed = re.sub(r"「[^」]*」|`[^`]*`", "", text[end:pos])
    return sum(listed.count(mark) for mark in "(（") <= sum(listed.count(mark) for mark in ")）")


class TerminalScanner(Scanner):
    """Tries the terminals one after the other."""

    def __init__(self, terminals: Any, *_: Any) -> None:
        self.terminals = terminals
        self.allowed_types = {terminal.name for terminal in terminals}
        self._tried: list[tuple[str, Callable[..., re.Match[str] | None]]] | None = None

    def match(self, text: Any, pos: int) -> tuple[str, str] | None:
        """The first terminal that matches at a place: its text and its name."""
        if self._tried is None:
            self._tried = [
                (terminal.name, matcher(terminal.pattern.to_regexp())) for terminal in self.terminals
            ]
        for name, match in self._tried:
            found = match(text.text, pos, text.end)
            if found and (name not in _BEHIND or _in_a_list(_BEHIND[name], text.text, pos)):
                return found.group(), name
        return None


class TerminalLexer(BasicLexer):
    """Lark's lexer of one state with the scanner above."""

    def _build_scanner(self) -> Scanner:
        self.callback = {}
        return TerminalScanner(self.terminals)


class RubricLexer(ContextualLexer):
    """Lark's contextual lexer with the lexer above for each state."""

    BasicLexer = TerminalLexer
