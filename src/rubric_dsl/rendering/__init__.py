"""Accounts → text, Markdown, HTML and JSON.

In comes an :class:`~rubric_dsl.explanation.account.Account`, already worded in one language; out goes a
document that a person or a program reads. Nothing is computed or worded here beyond labels, layout and
the escaping that each format needs, and what one format needs is imported only when it is asked for.
"""

from __future__ import annotations

from typing import Literal, assert_never

from rubric_dsl.explanation.account import Account

Format = Literal["text", "markdown", "html", "json"]


def render(account: Account, format: Format = "text") -> str:
    """The account as one document; only HTML ends with a newline."""
    match format:
        case "text":
            from rubric_dsl.rendering.text import as_text

            return as_text(account)
        case "markdown":
            from rubric_dsl.rendering.markdown import as_markdown

            return as_markdown(account)
        case "html":
            from rubric_dsl.rendering.html import as_html

            return as_html(account)
        case "json":
            from rubric_dsl.rendering.json import as_json

            return as_json(account)
        case _:
            assert_never(format)
