"""The text of an account in colour, for a stream that is a terminal.

In comes an account and a stream, out go the rows of :mod:`rubric_dsl.rendering.text` with rich's colours.
Whether to come here is the caller's decision; without rich, or where ``NO_COLOR`` is set, the same text
comes out plain.
"""

from __future__ import annotations

from typing import TextIO

from rubric_dsl.explanation.account import Account
from rubric_dsl.rendering.page import Style
from rubric_dsl.rendering.text import COLUMNS, FEWEST_COLUMNS, as_rows

MOST_COLUMNS = 100

# Names of the sixteen colours, so that the reader's own palette is kept, light or dark.
COLOURS: dict[Style, str] = {
    "plain": "",
    "title": "bold",
    "strong": "bold",
    "dim": "dim",
    "lost": "red",
    "gained": "green",
    "name": "cyan",
}


def write(account: Account, stream: TextIO, columns: int | None = None) -> None:
    """Write the account to a terminal, as wide as it is within 60 to 100 columns, with a last newline."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    fitting = min(MOST_COLUMNS, columns or console.width or COLUMNS)
    for row in as_rows(account, max(FEWEST_COLUMNS, fitting)):
        text = Text.assemble(*((piece.text, COLOURS[piece.style]) for piece in row))
        text.rstrip()
        console.print(text, soft_wrap=True)
