"""One form for each sign: full and half width, the quotation marks of labels, blanks inside a word.

Comes in: a word as it was written, and whether its sentence is Chinese. Goes out: its usual form. Names,
options, units, the numbers of headings and what stands between quotation marks stay as they are, and no
word becomes another word.
"""

from __future__ import annotations

import re

from lark import Token

from rubric_dsl.vocabulary.keywords import BY_TERMINAL, CJK

CHINESE = re.compile(f"[{CJK}]")

_NAMES = frozenset({"NAME", "QUOTED_NAME", "RUBRIC_ID"})
_AS_WRITTEN = _NAMES | {"HEADING_NUMBER"}
_OF_BOTH = frozenset({"HEADING_NUMBER", "LOG_10", "LOG_E"})
"""Words that stand in the sentences of both languages."""
_LETTERS = re.compile("[A-Za-z]")
_HALF = str.maketrans("０１２３４５６７８９．％－＋", "0123456789.%-+")
_TO_FULL = str.maketrans(",;:()", "，；：（）")
_TO_HALF = str.maketrans("，；：（）", ",;:()")
_SIGNS = {
    "MINUS": dict.fromkeys(("-", "－", "–"), "−"),
    "PLUS": {"＋": "+"},
    "TIMES": dict.fromkeys(("*", "＊"), "×"),
    "DIVIDE": {"／": "/"},
    "POWER": {"＾": "^"},
    "PERCENT": {"％": "%"},
    "IS": {"＝": "="},
    "ARROW": dict.fromkeys(("->", "=>", "⇒"), "→"),
    "COMPARE": {">=": "≥", "＞＝": "≥", "<=": "≤", "＜＝": "≤"},
}
_EDGES = ({"＞": ">", "＜": "<"}, {">": "＞", "<": "＜"})
"""In an English sentence, in a Chinese one."""
_BLANKS = re.compile(r"[ \t\u3000\r\n\f\v]+")


def is_chinese(words: tuple[Token, ...]) -> bool:
    """Whether a sentence is a Chinese one: by its first word of the language, else by its first name."""
    first: Token | None = None
    for word in words:
        if word.type in _NAMES:
            first = word if first is None else first
        elif word.type == "ARROW" or (_is_word(word) and word.type not in _OF_BOTH):
            return CHINESE.search(word) is not None
    return first is not None and CHINESE.search(first) is not None


def _is_word(word: Token) -> bool:
    return word.type in BY_TERMINAL and word[0].isalpha()


def quoted(text: str) -> str:
    """A label in its marks: those of Chinese where it is more Chinese than not, unless they stand in it."""
    chinese = len(CHINESE.findall(text)) > len(_LETTERS.findall(text)) and "”" not in text
    return f"“{text}”" if chinese or '"' in text else f'"{text}"'


def usual(word: Token, chinese: bool) -> str:
    """A word in its usual form."""
    kind, text = word.type, str(word)
    if kind in _AS_WRITTEN:
        return text
    if kind == "STRING":
        return quoted(text[1:-1])
    if kind in ("NUMBER", "DATE"):
        return text.translate(_HALF)
    text = _SIGNS.get(kind, {}).get(text, text)
    if kind == "COMPARE":
        text = _EDGES[chinese].get(text, text)
    text = _BLANKS.sub("" if CHINESE.search(text) else " ", text)
    if kind == "CAP_OPENS":
        text = re.sub(r"^[(（] *", "(", text)
    return text.translate(_TO_FULL if chinese else _TO_HALF)
