"""Syntax mistakes: Lark's exception → one diagnostic in the writer's words.

The parser knows where it stopped and what would have gone on. The writer needs the word that is wrong:
often a keyword with a slip in it, a little earlier on the line. Names of terminals never leave this
module unworded: the facts carry them, :mod:`rubric_dsl.source.wording` says them with examples.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

from lark import Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.layout import LogicalLine, without_comment
from rubric_dsl.vocabulary.keywords import CJK, KEYWORDS, contains_keyword, name_pattern

_WORD = re.compile(rf"「[^」]*」|`[^`]*`|\"[^\"]*\"?|“[^”]*”?|[A-Za-z_][\w/]*|[{CJK}]+")
_LATIN_KEYWORDS = sorted({word for keyword in KEYWORDS for phrase in keyword.en for word in phrase.split()})

_HEADS = {"rubric": "rubric_head", "评价表": "rubric_head", "metrics": "metrics_head", "指标": "metrics_head"}


def names_declared(text: str, heading: bool = False) -> set[str]:
    """The names that a broken line seems to declare: its first word and the one behind ``=``."""
    said = without_comment(text)
    if heading and ":" not in said and "：" not in said:
        return set()
    words = [word.group().strip("「」`") for word in _WORD.finditer(said.split(":")[0].split("：")[0])]
    found = set(words[:1])
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
    if word in _LATIN_KEYWORDS or len(word) < 3:
        return None
    if word.lower() in _LATIN_KEYWORDS:
        return word.lower()
    near = difflib.get_close_matches(word.lower(), _LATIN_KEYWORDS, n=1, cutoff=0.72)
    return near[0] if near else None


def _span(line: LogicalLine, source: SourceText, start: int, end: int) -> Span:
    before = line.text[:start]
    number = line.number + before.count("\n")
    column = start - (before.rfind("\n") + 1) + 1
    return Span(source.name, number, column, max(column + 1, column + end - start))


def _expected(mistake: UnexpectedInput) -> tuple[str, ...]:
    accepted: Any = getattr(mistake, "accepts", None) or getattr(mistake, "expected", None)
    accepted = accepted or getattr(mistake, "allowed", None) or ()
    return tuple(sorted(str(terminal) for terminal in accepted))


def _slip(line: LogicalLine, stop: int) -> tuple[int, int, str, str] | None:
    """The last word up to the place of the error that looks like a keyword with a slip in it."""
    found = None
    for word in _WORD.finditer(
        without_comment(line.text.split("\n")[0]) if "\n" not in line.text else line.text
    ):
        if word.start() > stop or word.group()[0] in '"“「`':
            continue
        keyword = similar_keyword(word.group())
        if keyword:
            found = (word.start(), word.end(), word.group(), keyword)
    return found


def _keyword_inside_name(line: LogicalLine, start: int) -> tuple[int, int, str, str] | None:
    """A Chinese run around the error in which a keyword cuts what may be meant as one name."""
    for run in re.finditer(rf"[{CJK}]+", line.text):
        if run.start() < start <= run.end() or run.start() == start:
            keyword = contains_keyword(run.group())
            if keyword and run.group() != keyword:
                return run.start(), run.end(), run.group(), keyword
    return None


def explain(mistake: UnexpectedInput, line: LogicalLine, start: str, source: SourceText) -> Diagnostic:
    """One diagnostic for one broken line."""
    expected = _expected(mistake)
    text = line.text
    stopped: int | None = mistake.pos_in_stream
    position = len(text) if stopped is None else stopped
    at_end = isinstance(mistake, UnexpectedToken) and mistake.token.type == "$END"
    if at_end:
        position = len(without_comment(text.split("\n")[-1]).rstrip()) + text.rfind("\n") + 1
    slip = _slip(line, position)
    if slip:
        begin, end, word, keyword = slip
        return diagnostic("RB0102", _span(line, source, begin, end), word=word, keyword=keyword, place=start)
    quoted = re.search(r"[\"“][^\"”]*$", without_comment(text.split("\n")[0]))
    if quoted and isinstance(mistake, UnexpectedCharacters) and text[position : position + 1] in '"“':
        return diagnostic("RB0103", _span(line, source, position, len(text)), mark=text[position])
    inside = None if at_end else _keyword_inside_name(line, position)
    if inside:
        begin, end, name, keyword = inside
        span = _span(line, source, begin, end)
        return diagnostic("RB0123", span, name=name, keyword=keyword, expected=expected, place=start)
    if at_end:
        span = _span(line, source, position, position + 1)
        return diagnostic("RB0101", span, found="", expected=expected, place=start)
    found = mistake.token if isinstance(mistake, UnexpectedToken) else text[position : position + 1]
    if isinstance(mistake, UnexpectedCharacters):
        whole = _WORD.match(text, position)
        found = Token("?", whole.group()) if whole else found
    span = _span(line, source, position, position + len(str(found)))
    return diagnostic("RB0101", span, found=str(found), expected=expected, place=start)
