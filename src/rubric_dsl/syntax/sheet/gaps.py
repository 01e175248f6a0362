"""What stands between two words of a sentence: nothing, or one space.

English is spaced as it is printed; Chinese is written without spaces, but for those around ``=``, before a
label and between the facets of a metric. Comes in: a sentence's words. Goes out: the gap before each word.
A gap is never left out where two words would run together.
"""

from __future__ import annotations

from lark import Token

from rubric_dsl.syntax.build import Branch
from rubric_dsl.syntax.sheet.signs import CHINESE

_OPENING = frozenset({"LPAR", "CAP_OPENS"})
_BREAKS = frozenset({"COMMA", "ENUM", "NEXT_ITEM", "NEXT_IN_BRACKETS"})
_CLINGS = frozenset({*_BREAKS, "COLON", "RPAR"})
"""Nothing stands before these."""
_SIGNS = frozenset({"PLUS", "MINUS", "TIMES", "DIVIDE", "POWER", "COMPARE"})
_BEGINS_A_LINE = frozenset({"RUBRIC", "PERIOD", "CALENDAR", "DAYS_OFF", "DAYS_ON", "SOURCE", "QUOTE"})
"""A space stands behind these in Chinese too."""
_CLINGS_TO_A_FIGURE = frozenset({"FROM", "ONWARD", "TO", "POINTS"})
_HOLDS_A_LABEL = frozenset({"JUDGED_BY", "NOT_ADMITTED", "BY_RUBRIC"})


def _is_sign(word: Token) -> bool:
    return word.type in _SIGNS and not (word[0].isalpha() or CHINESE.match(word))


def _joining(branch: Branch, words: tuple[Token, ...]) -> frozenset[int]:
    """Where signs stand that join two values, as the grammar reads them; others belong to what follows."""
    found = {word.start_pos or 0 for word in words if word.type in ("TIMES", "DIVIDE", "POWER")}
    if not any(word.type in ("PLUS", "MINUS", "COMPARE") for word in words):
        return frozenset(found)
    for tree in branch.iter_subtrees():
        for place, child in enumerate(tree.children):
            if not isinstance(child, Token):
                continue
            if tree.data == "addition" or (child.type == "COMPARE" and place):
                found.add(child.start_pos or 0)
    return frozenset(found)


def _begins_a_row(branch: Branch, words: tuple[Token, ...], place: int) -> bool:
    """``A: ≤ 6``, ``; ≥ 65 → 1``: a comparison without its left side, not the first of a rule."""
    before = words[place - 1].type if place else ""
    return before in _BREAKS or (before == "COLON" and branch.data == "grade")


def _runs_together(before: str, after: str) -> bool:
    """Whether two texts of letters and figures would be one word without a space."""
    left, right = before[-1:], after[:1]
    return all((one.isalnum() or one == "_") and not CHINESE.match(one) for one in (left, right))


def _fraction(gaps: list[str], words: tuple[Token, ...], place: int) -> bool:
    """``2/37``: a slash between two figures with a side that is written without a space."""
    at = next((one for one in (place, place - 1) if words[one].type == "DIVIDE"), 0)
    if not at:
        return False
    around = words[at - 1 : at + 2]
    if [word.type for word in around] != ["NUMBER", "DIVIDE", "NUMBER"]:
        return False
    return not (gaps[at] and gaps[at + 1])


def gaps_of(
    branch: Branch, words: tuple[Token, ...], texts: tuple[str, ...], written: tuple[str, ...], chinese: bool
) -> list[str]:
    """What stands before each word; nothing before the first. ``written`` is as it was, word by word."""
    metric = branch.data in ("metric", "choice")
    joining = _joining(branch, words)
    as_was = list(written)
    gaps = [""]
    for place in range(1, len(words)):
        before, word = words[place - 1], words[place]
        left, right = texts[place - 1], texts[place]
        if _runs_together(left, right) or "IS" in (before.type, word.type):
            gap = " "
        elif before.type in _OPENING or word.type in _CLINGS or _is_percentage(before, word):
            gap = ""
        elif before.type in _BREAKS or before.type == "COLON":
            gap = " " if left.isascii() else ""
        elif before.type == "HEADING_NUMBER":
            gap = " " if left[-1:].isascii() else ""
        elif word.type == "STRING":
            gap = "" if chinese and before.type in _HOLDS_A_LABEL and right[0] == "“" else " "
        elif before.type == "STRING":
            gap = "" if word.type in ("RATED", "LPAR") and chinese else " "
        elif _fraction(as_was, words, place) or _has_a_sign(before, joining):
            gap = ""
        elif before.type in ("LOG_10", "LOG_E"):
            gap = "" if word.type == "LPAR" else " "
        elif chinese:
            gap = _chinese(words, place, as_was[place], metric, texts)
        else:
            gap = _english(words, place, as_was[place], before.start_pos in joining, branch)
        gaps.append(gap)
    return gaps


def _is_percentage(before: Token, word: Token) -> bool:
    return before.type == "NUMBER" and word.type == "PERCENT"


def _has_a_sign(before: Token, joining: frozenset[int]) -> bool:
    """``−3``: a sign that belongs to what follows."""
    return before.type in ("PLUS", "MINUS") and before.start_pos not in joining


def _english(words: tuple[Token, ...], place: int, written: str, joins: bool, branch: Branch) -> str:
    """The gap in an English sentence, where nothing else decides it; ``joins``: the sign before does so."""
    before, word = words[place - 1], words[place]
    if _is_sign(before):
        return " " if joins or _begins_a_row(branch, words, place - 1) else ""
    if _is_sign(word) or word.type in _OPENING or "ARROW" in (word.type, before.type):
        return " "
    return " " if written else ""


def _chinese(words: tuple[Token, ...], place: int, written: str, metric: bool, texts: tuple[str, ...]) -> str:
    """The gap in a Chinese sentence, where nothing else decides it."""
    before, word = words[place - 1], words[place]
    if "ARROW" in (before.type, word.type) and "→" in (texts[place - 1], texts[place]):
        return " "
    if (before.type, word.type) in (("DATE", "TO"), ("TO", "DATE")):
        return " " if "-" in before + word else ""
    if before.type in _BEGINS_A_LINE:
        return " "
    if not metric or word.type == "LPAR":
        return ""
    tight = before.type in _CLINGS_TO_A_FIGURE or word.type in ("TO", "ONWARD", "POINTS")
    if before.type == "MINUS" or (tight and "NUMBER" in (before.type, word.type)):
        return ""
    return " " if written else ""
