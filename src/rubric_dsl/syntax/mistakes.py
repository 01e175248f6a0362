"""Syntax mistakes: Lark's exception → one diagnostic in the writer's words.

The parser knows where it stopped and what would have gone on. The writer needs the word that is wrong:
often a keyword with a slip in it, a little earlier on the line. Names of terminals never leave this
module unworded: the facts carry them, :mod:`rubric_dsl.source.wording` says them with examples.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Any

from attrs import frozen
from lark import UnexpectedInput, UnexpectedToken

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.grammar import keyword_within, parser
from rubric_dsl.syntax.placing import LogicalLine
from rubric_dsl.syntax.shape import KIND, LOOKED_AT, WORD, without_comment
from rubric_dsl.syntax.slips import FOREIGN, LATIN_KEYWORDS, slips_near
from rubric_dsl.vocabulary.keywords import CJK, DIGIT, name_pattern
from rubric_dsl.vocabulary.words.frame import HEADING_NUMBER

_BARE_CITATION = re.compile(
    r"\s*(source|quote|依据|原文)(?!\w)[ \t\u3000]*(?=[^\"“\s=＝:：])|\s*(依据|原文)(?=\w)"
)
_DECLARED = re.compile(r"(\w+)\s*[=＝]\s*(\w+)?")
_NUMBER_IN_WORDS = re.compile(
    rf"(?<=[得减扣加少满分：:])[一二两三四五六七八九十百]+(?=[{CJK}]|$)"
    rf"|[一二两三四五六七八九十百]+(?=[{CJK}]{{0,2}}(?:及以上|以上|及以下|以下))"
)
_GROUPED = re.compile(rf"(?<![{DIGIT}.])[{DIGIT}]{{1,3}}(?:[,，' ][{DIGIT}]{{3}})+(?![{DIGIT}])")
_EQUALS = re.compile(r"(?<![<>=＜＞])(?:==|[=＝])(?![>=])")
_WORDS = r"\s*(([^\W\d]\w*)(?:(?:[-'’]|[ \t]+)\w+)+?)"
_BETWEEN_WORDS = re.compile(r"[-'’\s]+")
_WORTH = (
    rf"(?:[:：]\s*[{DIGIT}]"
    rf"|[(（]\s*[{DIGIT}][{DIGIT}.．]*\s*(?:points?(?!\w)|分|[,，]|[)）]\s*[:：]?\s*$))"
)
_LONG_METRIC = re.compile(rf"{_WORDS}(?=\s+{KIND}|\s*([=＝\"“]))")
_LONG_HEADING = re.compile(rf"{_WORDS}(?=\s*{_WORTH}|\s*([=＝\"“]).*{_WORTH})")
_NUMBER_BEFORE = re.compile(rf"\s*({HEADING_NUMBER})\s*(?=[^\s{DIGIT}×*＊+＋\-−–/÷／^＾→≥≤<>=，,；;])")
_NAME_WITH_FIGURE = re.compile(rf"\s*([{CJK}]+[{DIGIT}][{CJK}{DIGIT}]*)\s*[=＝:：(（]")


@frozen
class _Stop:
    """Where a line stopped making sense."""

    line: LogicalLine
    source: SourceText
    start: str
    """What was being read: ``top``, ``about``, ``metric``, ``body``, ``rule``."""
    text: str
    position: int
    expected: tuple[str, ...]

    def span(self, begin: int, end: int) -> Span:
        before = self.line.text[:begin]
        column = begin - (before.rfind("\n") + 1) + 1
        number = self.line.number + before.count("\n")
        return Span(self.source.name, number, column, max(column + 1, column + end - begin))

    def unexpected(self, begin: int, found: str, expected: tuple[str, ...] | None = None) -> Diagnostic:
        goes_on = "\n" in self.text[:begin] and not self.text[self.text.rfind("\n", 0, begin) : begin].strip()
        return diagnostic(
            "RB0101",
            self.span(begin, begin + max(1, len(found))),
            found=found,
            expected=self.expected if expected is None else expected,
            place=self.start,
            goes_on=goes_on,
        )

    def cut_name(self, begin: int, end: int, keyword: str) -> Diagnostic:
        name = self.text[begin:end]
        facts = {"name": name, "keyword": keyword, "expected": self.expected, "place": self.start}
        return diagnostic("RB0123", self.span(begin, end), **facts)


def _expected(mistake: UnexpectedInput) -> tuple[str, ...]:
    accepted: Any = getattr(mistake, "accepts", None) or getattr(mistake, "expected", None)
    accepted = accepted or getattr(mistake, "allowed", None) or ()
    return tuple(sorted(str(terminal) for terminal in accepted))


def _open_quotation(stop: _Stop) -> Diagnostic | None:
    """A quotation mark that nothing closes swallows the rest of the line, whatever else is wrong."""
    mark = stop.text[stop.position : stop.position + 1]
    if mark not in ('"', "“") or (mark == '"' and '"' in stop.text[stop.position + 1 :]):
        return None
    if "”" in stop.text[stop.position :]:
        return None
    end = stop.text.find("\n", stop.position)
    return diagnostic("RB0103", stop.span(stop.position, len(stop.text) if end < 0 else end), mark=mark)


def _slip(stop: _Stop, known: Set[str]) -> Diagnostic | None:
    """``cappd``: a keyword with a slip in it. The line must go further with the keyword than without."""
    names = {name for pair in _DECLARED.findall(stop.text[:LOOKED_AT]) for name in pair}
    for begin, end, keyword in slips_near(stop.text, stop.position, known | names):
        mended = stop.text[:begin] + keyword + stop.text[end:]
        reached = _reached(mended, stop.start)
        if reached > begin and reached - (len(mended) - len(stop.text)) > stop.position:
            word = stop.text[begin:end]
            facts = {"word": word, "keyword": keyword, "place": stop.start}
            return diagnostic("RB0102", stop.span(begin, end), **facts)
    return None


def _reached(text: str, start: str) -> int:
    """How far a line makes sense."""
    try:
        parser().parse(text, start=start)
    except UnexpectedInput as mistake:
        at_end = isinstance(mistake, UnexpectedToken) and mistake.token.type == "$END"
        return len(text) if at_end else _position(mistake)
    return len(text) + 1


def _foreign_word(stop: _Stop, known: Set[str]) -> Diagnostic | None:
    """``if``, ``then``, ``minus``: words that the language has another way for."""
    if stop.start not in ("body", "rule"):
        return None
    for word in reversed([word for word in WORD.finditer(stop.text) if word.start() <= stop.position][-3:]):
        said = word.group()
        behind = stop.text[word.end() : stop.position].strip()
        first = not stop.text[: word.start()].strip()
        # `max 10`, `minus 1 per missing` make sense for a while, as a name and a figure
        close = first or re.fullmatch(rf"(?:[{DIGIT}.]+(?:\s+per)?)?", behind)
        if said.casefold() in FOREIGN and said not in known and close:
            return stop.unexpected(word.start(), said)
    return None


def _several_words(stop: _Stop) -> Diagnostic | None:
    """``my talks  count``, ``talk-show: 10 points``: a name is one word."""
    if stop.start not in ("top", "metric", "body"):
        return None
    named = (_LONG_METRIC if stop.start == "metric" else _LONG_HEADING).match(stop.text)
    if named is None:
        return None
    said, first, doubtful = named.groups()
    begin, end = named.span(1)
    words = _BETWEEN_WORDS.split(said)
    second = begin + said.index(words[1], len(first))
    # in a body, `talk-shows` and `a and b` make sense until the colon; elsewhere a second word never does
    if stop.position > (end + 1 if stop.start == "body" else second) or first in LATIN_KEYWORDS:
        return None
    odd = FOREIGN if stop.start == "body" else frozenset()
    if doubtful:
        odd = odd.union(LATIN_KEYWORDS)
    if any(word in odd or (doubtful and word[0].isdigit()) for word in words[1:]):
        return None  # a rule, or a metric without its kind
    facts = {"said": said, "name": _one_word(words)}
    return diagnostic("RB0125", stop.span(begin, end), **facts)


def _one_word(words: list[str]) -> str:
    """Words as one name, in quotes where it needs them."""
    if all(map(str.isascii, words)):
        return "_".join(words)
    name = "".join(words)
    plain = re.fullmatch(name_pattern(), name) and not keyword_within(name, 0, len(name))
    return name if plain else f"「{name}」"


def _bare_citation(stop: _Stop) -> Diagnostic | None:
    """``source annex 1``: a text without its quotation marks."""
    cited = _BARE_CITATION.match(stop.text) if stop.start in ("about", "body") else None
    if cited is None or re.search("[:：=＝]", stop.text):
        return None
    return stop.unexpected(cited.end(), stop.text[cited.end() :].strip(), ("STRING",))


def _declared_name(stop: _Stop, quoted: Mapping[str, str]) -> Diagnostic | None:
    """A name that is quoted where it is declared, for the keyword in it, and is not quoted here."""
    for name, keyword in quoted.items():
        begin = stop.text.find(name)
        if begin >= 0 and stop.text[begin - 1 : begin] not in ("「", "`"):
            return stop.cut_name(begin, begin + len(name), keyword)
    return None


def _name_with_figure(stop: _Stop) -> Diagnostic | None:
    """``第1季度：30分``: a figure ends a Chinese name."""
    named = _NAME_WITH_FIGURE.match(stop.text) if stop.start in ("top", "body", "metric") else None
    if named is None or not named.start(1) <= stop.position <= named.end(1):
        return None
    figure = re.search(rf"[{DIGIT}]+", named.group(1))
    return stop.cut_name(named.start(1), named.end(1), figure.group() if figure else "")


def _number_before(stop: _Stop) -> Diagnostic | None:
    """``1. talks ≥ 5 → 10``: a number before what makes sense without it, and is no heading."""
    found = _NUMBER_BEFORE.match(stop.text) if stop.start in ("top", "body") else None
    if found is None or _reached(stop.text[found.end() :], stop.start) <= len(stop.text) - found.end():
        return None
    return diagnostic("RB0131", stop.span(*found.span(1)), number=found[1])


def _equals_sign(stop: _Stop) -> Diagnostic | None:
    """``events = 3``: there is a second name behind the sign in a heading, and nothing else."""
    if stop.start not in ("body", "rule") or re.search("[:：]", stop.text):
        return None
    equals = _EQUALS.search(stop.text)
    if equals is None or equals.start() > stop.position:
        return None
    return stop.unexpected(equals.start(), equals.group()[:1], ("COMPARE",))


def _odd_number(stop: _Stop) -> Diagnostic | None:
    """``1,000`` and ``两次及以上得十分``: numbers are read in plain figures only."""
    if stop.start in ("body", "rule"):
        grouped = _GROUPED.search(stop.text)
        if grouped and grouped.start() <= stop.position:
            return stop.unexpected(grouped.start(), grouped.group(), ("NUMBER",))
    number = _NUMBER_IN_WORDS.search(stop.text)
    return stop.unexpected(number.start(), number.group(), ("NUMBER",)) if number else None


def _keyword_inside_name(stop: _Stop) -> Diagnostic | None:
    """A Chinese run around the error in which a keyword cuts what may be meant as one name."""
    heading = stop.line.shape == "heading" or "=" in stop.text or "＝" in stop.text
    if stop.start == "about" or (stop.start == "body" and not heading):
        return None
    for run in re.finditer(rf"[{CJK}]+", stop.text):
        after_figure = run.start() > 0 and stop.text[run.start() - 1].isdigit()
        if len(run.group()) > LOOKED_AT:
            return None
        if stop.start == "rule" and stop.text[: run.start()].strip():
            return None  # the names of a rule on its own stand at its beginning
        if not after_figure and run.start() <= stop.position <= run.end():
            keyword = keyword_within(stop.text, run.start(), run.end())
            if keyword and run.group() != keyword:
                return stop.cut_name(run.start(), run.end(), keyword)
    return None


def explain(
    mistake: UnexpectedInput,
    line: LogicalLine,
    start: str,
    source: SourceText,
    known: Set[str],
    quoted: Mapping[str, str],
) -> Diagnostic:
    """One diagnostic for one broken line.

    ``known`` are the names that the file declares, ``quoted`` those of them that contain a keyword, with it.
    """
    said = without_comment(line.text) if "\n" not in line.text else line.text
    at_end = isinstance(mistake, UnexpectedToken) and mistake.token.type == "$END"
    position = len(said.rstrip()) if at_end else _position(mistake)
    stop = _Stop(line, source, start, said, position, _expected(mistake))
    return (
        _open_quotation(stop)
        or _number_before(stop)
        or _declared_name(stop, quoted)
        or _slip(stop, known)
        or _several_words(stop)
        or _foreign_word(stop, known)
        or _bare_citation(stop)
        or _name_with_figure(stop)
        or _equals_sign(stop)
        or _odd_number(stop)
        or (None if at_end else _keyword_inside_name(stop))
        or stop.unexpected(position, "" if at_end else _found(mistake, stop))
    )


def _position(mistake: UnexpectedInput) -> int:
    stopped: int | None = mistake.pos_in_stream
    assert stopped is not None, "only the end of a line has no place in it"
    return stopped


def _found(mistake: UnexpectedInput, stop: _Stop) -> str:
    if isinstance(mistake, UnexpectedToken):
        return str(mistake.token)
    whole = WORD.match(stop.text, stop.position)
    return whole.group() if whole else stop.text[stop.position : stop.position + 1]
