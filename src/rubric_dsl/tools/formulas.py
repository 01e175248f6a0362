"""Text on its way to a spreadsheet: what one would run as a formula gets an apostrophe in front.

>>> harmless("=1+1"), harmless("-5"), harmless("长沙")
("'=1+1", '-5', '长沙')
"""

from __future__ import annotations

from rubric_dsl.tools.values import NUMBER, looks_like_a_number

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
FORMULA = r"^[=+\-@\t\r]"
"""A text that begins so may be run, as a regular expression without anything that engines differ in."""
PLAIN_NUMBER = f"^(?:{NUMBER})$"
"""Unless it is a number, whatever its sign."""


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a plain negative number stays one."""
    return "'" + text if may_run(text) else text


def may_run(text: str) -> bool:
    """Whether a spreadsheet would run a text as a formula."""
    return text.startswith(BEGINNINGS) and not looks_like_a_number(text)
