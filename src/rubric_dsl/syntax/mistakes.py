"""Syntax mistakes: Lark's exception → one diagnostic in the writer's words.

The parser knows where it stopped and what would have gone on. The writer needs the word that is wrong:
often a keyword with a slip in it, a little earlier on the line. Names of terminals never leave this
module unworded: the facts carry them, :mod:`rubric_dsl.source.wording` says them with examples.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Set
from typing import Any

from lark import Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.layout import LogicalLine, without_comment
from rubric_dsl.vocabulary.keywords import CJK, KEYWORDS, keyword_within, name_pattern

_WORD = re.compile(rf"「[^」]*」|`[^`]*`|\"[^\"]*\"?|“[^”]*”?|[A-Za-z_][\w/]*|[{CJK}]+")
_LATIN_KEYWORDS = sorted({word for keyword in KEYWORDS for phrase in keyword.en for word in phrase.split()})

_RUN_TOGETHER = {
    phrase.replace(" ", ""): phrase for keyword in KEYWORDS for phrase in keyword.en if " " in phrase
}
_CHINESE_WORDS = {word for keyword in KEYWORDS for word in keyword.zh}
_CHINESE_KEYWORDS = [
    word for keyword in KEYWORDS for word in keyword.zh if len(word) >= 3 and "（" not in word
]

_HEADS = {"rubric": "rubric_head", "评价表": "rubric_head", "metrics": "metrics_head", "指标": "metrics_head"}


def names_declared(text: str, heading: bool = False) -> set[str]:
    """The names that a broken line seems to declare: its first word and the one behind ``=``."""
    said = without_comment(text)
    if heading and ":" not in said and "：" not in said:
        return set()
    words = [word.group().strip("「」`") for word in _WORD.finditer(said.split(":")[0].split("：")[0])]
    found = set(words[:1])
    hyphened = re.match(r"\s*\w+(?:-\w+)+", said)
    if hyphened:
        found.update(re.findall(r"\w+", hyphened.group()))
    equals = re.search(r"[=＝]\s*", said)
    if equals:
        after = _WORD.match(said, equals.end())
        if after:
            found.add(after.group().strip("「」`"))
    name = re.match(rf"\s*({name_pattern()})", said)
    if name:
        found.add(name.group(1))
    return found


def guess_head(text: str) -> str:
    """What a broken line at the margin most looks like."""
    first = _WORD.search(text)
    if not first:
        return "heading"
    near = difflib.get_close_matches(first.group(), list(_HEADS), n=1, cutoff=0.6)
    return _HEADS[near[0]] if near else "heading"


def similar_keyword(word: str) -> str | None:
    """The keyword that a word is a slip of: ``cappd`` → ``capped``; None where it is none."""
    if word in _LATIN_KEYWORDS or len(word) < 2:
        return None
    if word.lower() in _LATIN_KEYWORDS:
        return word.lower()
    if word.lower() in _RUN_TOGETHER:
        return _RUN_TOGETHER[word.lower()]
    near = difflib.get_close_matches(word.lower(), _LATIN_KEYWORDS, n=1, cutoff=0.72)
    return near[0] if near else None


def _similar_chinese(run: str) -> tuple[int, str] | None:
    """Where in a run of Chinese a keyword stands with one character wrong, and the keyword."""
    for keyword in _CHINESE_KEYWORDS:
        for start in range(len(run) - len(keyword) + 1):
            window = run[start : start + len(keyword)]
            if window in _CHINESE_WORDS:
                continue
            if sum(one != other for one, other in zip(window, keyword, strict=True)) == 1:
                return start, keyword
    return None


def _span(line: LogicalLine, source: SourceText, start: int, end: int) -> Span:
    before = line.text[:start]
    number = line.number + before.count("\n")
    column = start - (before.rfind("\n") + 1) + 1
    return Span(source.name, number, column, max(column + 1, column + end - start))


def _expected(mistake: UnexpectedInput) -> tuple[str, ...]:
    accepted: Any = getattr(mistake, "accepts", None) or getattr(mistake, "expected", None)
    accepted = accepted or getattr(mistake, "allowed", None) or ()
    return tuple(sorted(str(terminal) for terminal in accepted))


def _slip(text: str, stop: int, known: Set[str]) -> tuple[int, int, str, str] | None:
    """The word where the line stopped making sense, or the one before it, where it looks like a keyword."""
    words = [word for word in _WORD.finditer(text) if word.group()[0] not in '"“「`']
    near = [word for word in words if word.start() <= stop][-2:]
    if near and near[-1].group() in _LATIN_KEYWORDS:  # the slip may be in the second word of a keyword
        near += [word for word in words if word.start() > stop][:1]
    for word in reversed(near):
        said = word.group()
        if said in known:
            continue
        if said.isascii():
            keyword = similar_keyword(said)
            if keyword and (keyword != "even" or text[: word.start()].rstrip().endswith("half")):
                return word.start(), word.end(), said, keyword
        else:
            similar = _similar_chinese(said)
            if similar:
                start, keyword = word.start() + similar[0], similar[1]
                return start, start + len(keyword), text[start : start + len(keyword)], keyword
    return None


def _keyword_inside_name(text: str, stop: int) -> tuple[int, int, str, str] | None:
    """A Chinese run around the error in which a keyword cuts what may be meant as one name."""
    for run in re.finditer(rf"[{CJK}]+", text):
        after_figure = run.start() > 0 and text[run.start() - 1].isdigit()
        if not after_figure and run.start() <= stop <= run.end():
            keyword = keyword_within(text, run.start(), run.end())
            if keyword and run.group() != keyword:
                return run.start(), run.end(), run.group(), keyword
    return None


def explain(
    mistake: UnexpectedInput, line: LogicalLine, start: str, source: SourceText, known: Set[str]
) -> Diagnostic:
    """One diagnostic for one broken line. ``known`` are names that the file declares."""
    expected = _expected(mistake)
    text = line.text
    said = without_comment(text) if "\n" not in text else text
    stopped: int | None = mistake.pos_in_stream
    position = len(text) if stopped is None else stopped
    at_end = isinstance(mistake, UnexpectedToken) and mistake.token.type == "$END"
    if at_end:
        position = len(said.rstrip())
    slip = _slip(said, position, known)
    if slip:
        begin, end, word, keyword = slip
        return diagnostic("RB0102", _span(line, source, begin, end), word=word, keyword=keyword, place=start)
    if isinstance(mistake, UnexpectedCharacters) and text[position] in '"“':
        end = text.find("\n", position)
        span = _span(line, source, position, len(text) if end < 0 else end)
        return diagnostic("RB0103", span, mark=text[position])
    inside = None if at_end else _keyword_inside_name(said, position)
    if inside:
        begin, end, name, keyword = inside
        span = _span(line, source, begin, end)
        return diagnostic("RB0123", span, name=name, keyword=keyword, expected=expected, place=start)
    if at_end:
        span = _span(line, source, position, position + 1)
        return diagnostic("RB0101", span, found="", expected=expected, place=start)
    found = mistake.token if isinstance(mistake, UnexpectedToken) else text[position]
    if isinstance(mistake, UnexpectedCharacters):
        whole = _WORD.match(text, position)
        found = Token("?", whole.group()) if whole else found
    span = _span(line, source, position, position + len(str(found)))
    return diagnostic("RB0101", span, found=str(found), expected=expected, place=start)
