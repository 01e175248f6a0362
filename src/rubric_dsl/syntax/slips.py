"""Slips of the pen: a word that is almost a keyword, and the keyword.

Latin keywords are compared word by word; Chinese ones stand without spaces in longer runs of characters
and are looked for with one character wrong, or left out.

>>> similar_keyword("cappd")
'capped'
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Set
from functools import cache
from operator import ne

from rubric_dsl.syntax.shape import WORD
from rubric_dsl.vocabulary.keywords import KEYWORDS
from rubric_dsl.vocabulary.words.steps import ORDINALS

LONGEST = 60
"""A word longer than this is no slip of a keyword."""
_INSIDE = {"the", "target", "last", "sum", "twice", *ORDINALS}
"""Words of longer keywords that are too common to be what a slip was meant for."""
LATIN_KEYWORDS = sorted(
    {word for keyword in KEYWORDS for phrase in keyword.en for word in phrase.split()} - _INSIDE
)
FOREIGN = frozenset(
    "if then when unless minus plus min maximum minimum between is equals than each every x".split()
)
"""Words that people write in rules and that the language has another way for."""
_RUN_TOGETHER = {
    phrase.replace(" ", ""): phrase for keyword in KEYWORDS for phrase in keyword.en if " " in phrase
}
_CHINESE_WORDS = {word for keyword in KEYWORDS for word in keyword.zh}
_CHINESE_KEYWORDS = sorted(
    (word for word in _CHINESE_WORDS if len(word) >= 3 and "（" not in word),
    key=lambda word: (-len(word), word),
)


@cache
def _whole() -> re.Pattern[str]:
    """Any Chinese keyword of two characters or more."""
    return re.compile(
        "|".join(word for word in sorted(_CHINESE_WORDS, key=len, reverse=True) if len(word) >= 2)
    )


_ONE_LEFT_OUT = {
    word[:position] + word[position + 1 :]: word
    for word in _CHINESE_KEYWORDS
    if len(word) >= 4
    for position in range(len(word))
}


def similar_keyword(word: str) -> str | None:
    """The keyword that a word is a slip of; None where it is none."""
    if word in LATIN_KEYWORDS or len(word) < 2 or word.lower() in FOREIGN:
        return None
    if word.lower() in LATIN_KEYWORDS:
        return word.lower()
    joined = word.lower().replace("_", "")
    if joined in _RUN_TOGETHER:
        return _RUN_TOGETHER[joined]
    if "_" in word:
        return None
    near = difflib.get_close_matches(word.lower(), LATIN_KEYWORDS, n=1, cutoff=0.72)
    return near[0] if near else None


def _similar_chinese(run: str) -> Iterator[tuple[int, int, str]]:
    """Where in a run of Chinese a keyword stands with one character wrong or left out, and the keyword."""
    whole = [(found.start(), found.end()) for found in _whole().finditer(run)]
    for keyword in _CHINESE_KEYWORDS:
        for start in range(len(run) - len(keyword) + 1):
            end = start + len(keyword)
            cuts_another = any(first < end and start < last for first, last in whole)
            if not cuts_another and sum(map(ne, run[start:end], keyword)) == 1:
                yield start, end, keyword
    for said, keyword in _ONE_LEFT_OUT.items():
        start = run.find(said)
        if start >= 0 and said not in _CHINESE_WORDS and keyword not in run:
            yield start, start + len(said), keyword


def slips_near(text: str, stop: int, known: Set[str]) -> Iterator[tuple[int, int, str]]:
    """Words around the place where a line stopped making sense that look like keywords: begin, end, keyword.

    ``known`` are names that the file declares.
    """
    words = [word for word in WORD.finditer(text) if word.group()[0] not in '"“「`']
    before = [word for word in words if word.start() <= stop]
    near = before[-2:]
    if len(before) > 2 and near[0].group() in LATIN_KEYWORDS:
        near = before[-3:]
    if near and near[-1].group() in LATIN_KEYWORDS:  # the slip may be in the second word of a keyword
        near += [word for word in words if word.start() > stop][:1]
    for word in reversed(near):
        said = word.group()
        if said in known or len(said) > LONGEST:
            continue
        if said.isascii():
            keyword = similar_keyword(said)
            if keyword and (keyword != "even" or text[: word.start()].rstrip().endswith("half")):
                yield word.start(), word.end(), keyword
        else:
            for start, end, keyword in _similar_chinese(said):
                yield word.start() + start, word.start() + end, keyword
