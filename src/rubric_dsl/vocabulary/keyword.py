"""One keyword: a terminal and its spellings; and the guards that Chinese words stand behind.

Comes in: nothing. Goes out: the class of every row under :mod:`rubric_dsl.vocabulary.words`, and the patterns
that look before or behind a word.
"""

from __future__ import annotations

from attrs import frozen

DIGIT = "0-9０-９"
CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007"


@frozen
class Keyword:
    """One terminal and how it is spelt.

    ``en`` are words (a space stands for any white space), ``zh`` are words, ``symbols`` are literal;
    ``zh_pattern`` replaces the plain alternatives of ``zh`` where a guard is needed, ``en_guard`` stands
    behind each of ``en``.
    """

    terminal: str
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    zh_pattern: str = ""
    en_guard: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every plain spelling, for suggestions."""
        return (*self.symbols, *self.en, *self.zh)


BEFORE_DIGIT = rf"(?=\s*[{DIGIT}])"
BEFORE_NUMBER = rf"(?=\s*+[-−－–]?\s*+[{DIGIT}])"
BEFORE_FIGURE = rf"(?=\s*+(?:[-−－–]?\s*+[{DIGIT}]|[（(「`]))"
"""Before a number, or a formula in brackets, or a quoted name."""
BEFORE_AMOUNT = rf"(?=\s*满?\s*(?:目标的)?\s*[{DIGIT}])"
AFTER_DIGIT = rf"(?<=[{DIGIT}])"
AT_START = rf"(?<![^\W\x00-\x7f{DIGIT}])"
"""Behind no Chinese character (nor any other letter that is not ASCII: a class of all Chinese ones takes a
millisecond to compile, and a score has a hundred of them to pay for)."""
