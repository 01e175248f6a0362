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

from attrs import frozen
from lark import UnexpectedInput, UnexpectedToken

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.placing import LogicalLine
from rubric_dsl.syntax.shape import LOOKED_AT, without_comment
from rubric_dsl.syntax.slips import WORD, slip_near
from rubric_dsl.vocabulary.keywords import CJK, DIGIT, keyword_within, name_pattern

_HEADS = {"rubric": "rubric_head", "评价表": "rubric_head", "metrics": "metrics_head", "指标": "metrics_head"}
_BARE_CITATION = re.compile(
    r"\s*(source|quote|依据|原文)(?!\w)[ \t\u3000]*(?=[^\"“\s=＝:：])|\s*(依据|原文)(?=\w)"
)
_DECLARED = re.compile(r"(\w+)\s*[=＝]\s*(\w+)?")
_NUMBER_IN_WORDS = re.compile(
    rf"(?<=[得减扣加少满分：:])[一二两三四五六七八九十百]+(?=[{CJK}]|$)"
    rf"|[一二两三四五六七八九十百]+(?=[{CJK}]{{0,2}}(?:及以上|以上|及以下|以下))"
)
_NAME_WITH_FIGURE = re.compile(rf"\s*([{CJK}]+[{DIGIT}][{CJK}{DIGIT}]*)\s*[=＝:：(（]")


def names_declared(text: str) -> set[str]:
    """The names that a broken heading seems to declare: its first word and the one behind ``=``."""
    said = without_comment(text)
    if not re.search(r"[:：(（]", said):
        return set()
    words = [word.group().strip("「」`") for word in WORD.finditer(re.split("[:：]", said)[0])]
    found = set(words[:1])
    equals = re.search(r"[=＝]\s*", said)
    if equals:
        after = WORD.match(said, equals.end())
        if after:
            found.add(after.group().strip("「」`"))
    name = re.match(rf"\s*({name_pattern()})", said)
    if name:
        found.add(name.group(1))
    return found


def words_of(text: str) -> set[str]:
    """Every word of a broken metric: any of them may be its name, its unit or its singular."""
    said = without_comment(text)
    names = re.findall(name_pattern(), said)
    return {*names, *re.findall(r"\w+", said), *(word.strip("「」`") for word in WORD.findall(said))}


def lacks_a_name(text: str, mistake: Diagnostic | None) -> bool:
    """Whether a broken metric has no name, or no word where one has to stand: nobody knows it then."""
    if re.match(r"\s*(?:[=＝]|(?:count|yes/no|mark|amount|number)(?!\w))", text):
        return True
    return mistake is not None and "NAME" in str(mistake.facts.get("expected", ""))


def guess_head(line: LogicalLine) -> str:
    """What a broken line at the margin most looks like."""
    first = WORD.search(line.text)
    if first:
        near = difflib.get_close_matches(first.group(), list(_HEADS), n=1, cutoff=0.6)
        if near:
            return _HEADS[near[0]]
    below = [child.shape for child in line.children]
    if below and below.count("metric") == len(below):
        return "metrics_head"
    return "rubric_head" if "about" in below else "heading"


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
    """``cappd``: a keyword with a slip in it."""
    names = {name for pair in _DECLARED.findall(stop.text[:LOOKED_AT]) for name in pair}
    slip = slip_near(stop.text, stop.position, known | names)
    if slip is None:
        return None
    begin, end, word, keyword = slip
    return diagnostic("RB0102", stop.span(begin, end), word=word, keyword=keyword, place=stop.start)


def _bare_citation(stop: _Stop) -> Diagnostic | None:
    """``source annex 1``: a text without its quotation marks."""
    cited = _BARE_CITATION.match(stop.text) if stop.start in ("about", "body") else None
    if cited is None or re.search("[:：=＝]", stop.text):
        return None
    return stop.unexpected(cited.end(), stop.text[cited.end() :].strip(), ("STRING",))


def _declared_name(stop: _Stop, known: Set[str]) -> Diagnostic | None:
    """A name that is quoted where it is declared, and is not quoted here."""
    for name in sorted(known, key=len, reverse=True):
        begin = stop.text.find(name)
        if begin >= 0 and stop.text[begin - 1 : begin] not in ("「", "`"):
            keyword = None if name.isascii() else keyword_within(name, 0, len(name))
            if keyword:
                return stop.cut_name(begin, begin + len(name), keyword)
    return None


def _name_with_figure(stop: _Stop) -> Diagnostic | None:
    """``第1季度：30分``: a figure ends a Chinese name."""
    named = _NAME_WITH_FIGURE.match(stop.text) if stop.start in ("top", "body", "metric") else None
    if named is None or not named.start(1) <= stop.position <= named.end(1):
        return None
    figure = re.search(rf"[{DIGIT}]+", named.group(1))
    return stop.cut_name(named.start(1), named.end(1), figure.group() if figure else "")


def _equals_sign(stop: _Stop) -> Diagnostic | None:
    """``events = 3``: there is a second name behind the sign in a heading, and nothing else."""
    before = stop.text[: stop.position].rstrip()
    if (
        stop.start not in ("body", "rule")
        or not before.endswith(("=", "＝"))
        or re.search("[:：]", stop.text)
    ):
        return None
    return stop.unexpected(len(before) - 1, before[-1], ("COMPARE",))


def _number_in_words(stop: _Stop) -> Diagnostic | None:
    """``两次及以上得十分``: numbers are read in figures only."""
    number = _NUMBER_IN_WORDS.search(stop.text)
    return stop.unexpected(number.start(), number.group(), ("NUMBER",)) if number else None


def _keyword_inside_name(stop: _Stop) -> Diagnostic | None:
    """A Chinese run around the error in which a keyword cuts what may be meant as one name."""
    if stop.start == "about":
        return None
    for run in re.finditer(rf"[{CJK}]+", stop.text):
        after_figure = run.start() > 0 and stop.text[run.start() - 1].isdigit()
        if len(run.group()) > LOOKED_AT:
            return None
        if not after_figure and run.start() <= stop.position <= run.end():
            keyword = keyword_within(stop.text, run.start(), run.end())
            if keyword and run.group() != keyword:
                return stop.cut_name(run.start(), run.end(), keyword)
    return None


def explain(
    mistake: UnexpectedInput, line: LogicalLine, start: str, source: SourceText, known: Set[str]
) -> Diagnostic:
    """One diagnostic for one broken line. ``known`` are names that the file declares."""
    said = without_comment(line.text) if "\n" not in line.text else line.text
    at_end = isinstance(mistake, UnexpectedToken) and mistake.token.type == "$END"
    position = len(said.rstrip()) if at_end else _position(mistake)
    stop = _Stop(line, source, start, said, position, _expected(mistake))
    return (
        _open_quotation(stop)
        or _declared_name(stop, known)
        or _slip(stop, known)
        or _bare_citation(stop)
        or _name_with_figure(stop)
        or _equals_sign(stop)
        or _number_in_words(stop)
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
