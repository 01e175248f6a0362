"""A file of worked cases → its cases, each with all of its metrics and with what is expected, exact.

A case has a name, the metrics of one subject and the figures that the rubric must give it. It may start from
an earlier case, its ``base``, and give only what differs. All cases of a file are one cohort, unless they
name theirs. Mistakes are diagnostics with a place in the file.

>>> text = "rubric: a\\ncases:\\n- {name: one, metrics: {events: 8}, expect: {matchmaking: 24}}"
>>> cases_from_text(text, "a.cases.yaml").cases[0].points
{'matchmaking': Fraction(24, 1)}
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import yaml
from attrs import define, evolve, field, frozen

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.tools import files
from rubric_dsl.tools.yaml_values import MetricsLoader, read_document

ENDING = ".cases.yaml"
MAX_CASES_BYTES = 1024 * 1024
MAX_DIGITS = 60

FILE_KEYS = ("rubric", "cases")
CASE_KEYS = ("name", "cohort", "base", "metrics", "expect")
OPTIONAL_KEYS = ("cohort", "base")
WORDED = ("reason", "grade")
TOTALS = ("total", "published", "rank", "reasons", "outcome", "refused", *WORDED)
"""What ``expect`` may hold besides the ids and paths of criteria."""

_FIGURE = re.compile(r"([+-]?[0-9]+)(?:/([0-9]+)|\.[0-9]+)?")
_CODE = re.compile(r"RB[0-9]{4}")
_OUTCOMES = ("scored", "excluded")


@frozen
class Case:
    """One subject and what the rubric must make of it; what is not expected is left out."""

    name: str
    metrics: Mapping[str, object]
    """All of them, those of its base included."""
    points: Mapping[str, Fraction]
    """By a criterion's or a section's id or path."""
    total: Fraction | None
    published: str | None
    """As it is published, to the last digit."""
    outcome: str
    refused: frozenset[str]
    """The codes of an input that is not scored; empty where it is."""
    span: Span
    places: Mapping[str, Span] = field(factory=dict, eq=False, repr=False)
    """Where each expectation stands."""
    words: Mapping[str, str] = field(factory=dict)
    """What is expected in words: the reason of an exclusion, the grade."""
    cohort: str | None = None
    """The cases among which it is compared and ranked: those that name the same; None where it names none."""
    rank: int | None = None
    """Its place in the ranking of its cohort."""
    reasons: tuple[str, ...] | None = None
    """The criteria that cost the most, in order, by id or path."""


@frozen
class CasesFile:
    """What one file of cases says; its diagnostics are empty where it can be run."""

    name: str
    rubric: str = ""
    cases: tuple[Case, ...] = ()
    places: Mapping[str, Span] = field(factory=dict)
    """Where the file's own keys stand."""
    text: SourceText | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_cases(path: str | Path) -> CasesFile:
    """Read a file of cases; nothing is raised, see :attr:`CasesFile.diagnostics`."""
    name = str(path)
    raw = files.read_bytes(Path(path), MAX_CASES_BYTES)
    text = raw if isinstance(raw, Diagnostic) else files.decoded(raw, name)
    if isinstance(text, Diagnostic):
        return CasesFile(name, diagnostics=(text,))
    return cases_from_text(text, name)


def cases_from_text(text: str, name: str) -> CasesFile:
    """The cases that a text holds."""
    source = SourceText(name, text)
    if not text.strip():
        return CasesFile(name, text=source, diagnostics=(files.empty(name),))
    document = read_document(text, name)
    if document.diagnostics:
        return CasesFile(name, text=source, diagnostics=document.diagnostics)
    reading = _Reading(name, _places(text, name))
    reading.document(document.values)
    return CasesFile(
        name, reading.rubric, tuple(reading.cases.values()), reading.at, source, tuple(reading.found)
    )


def exact_figure(value: object) -> Fraction | None:
    """An expected figure: a whole number or decimal as written, or ``"p/q"``; None for anything else.

    >>> exact_figure(Decimal("83.3")), exact_figure("833/10"), exact_figure(True)
    (Fraction(833, 10), Fraction(833, 10), None)
    """
    match value:
        case bool():
            return None
        case int() | Decimal():
            return Fraction(value)
        case str():
            found = _FIGURE.fullmatch(value)
            if found is None or len(value) > MAX_DIGITS or (found[2] and not int(found[2])):
                return None
            return Fraction(value)
        case _:
            return None


Where = tuple[str | int, ...]


def _places(text: str, name: str) -> Mapping[Where, Span]:
    """Where every key and every item of a list stands, by the way that leads to it."""
    found: dict[Where, Span] = {}

    def look(node: yaml.Node, way: Where) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                below = (*way, str(key.value))
                found[below] = _span(name, key)
                look(value, below)
        elif isinstance(node, yaml.SequenceNode):
            for position, item in enumerate(node.value):
                found[*way, position] = _span(name, item)
                look(item, (*way, position))

    root = MetricsLoader(text, name).get_single_node()
    assert root is not None, "the text was read as a document before"
    look(root, ())
    return found


def _span(name: str, node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    stop = end.column if end.line == start.line else start.column
    return Span(name, start.line + 1, start.column + 1, max(stop, start.column + 1) + 1)


@define
class _Reading:
    """Plain values → cases, with every mistake noted where it stands."""

    name: str
    places: Mapping[Where, Span]
    rubric: str = ""
    cases: dict[str, Case] = field(factory=dict)
    at: dict[str, Span] = field(factory=dict)
    found: list[Diagnostic] = field(factory=list)
    _broken: set[str] = field(factory=set)
    """Names of cases that could not be read: a case built upon one is left out without a word."""

    def _note(self, code: str, way: Where, **facts: object) -> None:
        span = self.places.get(way) or files.start(self.name)
        self.found.append(diagnostic(code, span, **facts))

    def _known(self, keys: Mapping[str, object], known: tuple[str, ...], way: Where) -> set[str]:
        """The keys that are there, or were meant to be: what a slip hides is not missing as well."""
        there = set(keys)
        for key in keys:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                self._note("RB0571", (*way, key), name=key, suggestion=near[0] if near else None, known=known)
                there.update(near)
        return there

    def document(self, values: Mapping[str, object]) -> None:
        """The whole file."""
        there = self._known(values, FILE_KEYS, ())
        for key in FILE_KEYS:
            if key not in there:
                self._note("RB0570", (), key=key, of="file")
        rubric = values.get("rubric")
        if isinstance(rubric, str) and rubric and not {"/", "\\"} & set(rubric):
            self.rubric = rubric
        elif "rubric" in values:
            self._note("RB0572", ("rubric",), key="rubric", wanted="rubric")
        self.at = {key: self.places[key,] for key in FILE_KEYS if (key,) in self.places}
        cases = values.get("cases")
        if not isinstance(cases, list) or not cases:
            if "cases" in values:
                self._note("RB0572", ("cases",), key="cases", wanted="cases")
            return
        for position, case in enumerate(cases):
            self.case(case, ("cases", position))

    def case(self, said: object, way: Where) -> None:
        """One item of the list."""
        if not isinstance(said, dict):
            self._note("RB0572", way, key="cases", wanted="case")
            return
        before = len(self.found)
        there = self._known(said, CASE_KEYS, way)
        for key in CASE_KEYS:
            if key not in there and key not in OPTIONAL_KEYS and not (key == "metrics" and "base" in there):
                self._note("RB0570", way, key=key, of="case")
        name = self._case_name(said, way)
        metrics = self._metrics(said, way)
        cohort = self._cohort(said, way)
        expected = self._mapping(said, "expect", way)
        if "expect" in said and expected == {}:
            self._note("RB0573", (*way, "expect"))
        if expected:
            made = self._expected(name or "", metrics or {}, expected, way)
            if name and metrics is not None and len(self.found) == before:
                self.cases[name] = evolve(made, cohort=cohort)
        if name and name not in self.cases:
            self._broken.add(name)

    def _case_name(self, said: Mapping[str, object], way: Where) -> str | None:
        name = said.get("name")
        if not isinstance(name, str) or not name.strip():
            if "name" in said:
                self._note("RB0572", (*way, "name"), key="name", wanted="name")
        elif name in self.cases:
            self._note("RB0574", (*way, "name"), name=name, line=self.cases[name].span.line)
        else:
            return name
        return None

    def _cohort(self, said: Mapping[str, object], way: Where) -> str | None:
        """The cohort that a case names, or else that of its base."""
        if "cohort" not in said:
            base = said.get("base")
            return self.cases[base].cohort if isinstance(base, str) and base in self.cases else None
        named = said["cohort"]
        if isinstance(named, bool) or not isinstance(named, str | int) or not str(named).strip():
            self._note("RB0572", (*way, "cohort"), key="cohort", wanted="cohort")
            return None
        return str(named)

    def _mapping(self, said: Mapping[str, object], key: str, way: Where) -> dict[str, object] | None:
        value = said.get(key, {})
        if isinstance(value, dict):
            return value
        self._note("RB0572", (*way, key), key=key, wanted="values")
        return None

    def _metrics(self, said: Mapping[str, object], way: Where) -> dict[str, object] | None:
        own = self._mapping(said, "metrics", way)
        if "base" not in said:
            return own
        base = said["base"]
        if isinstance(base, str) and base in self.cases:
            return None if own is None else {**self.cases[base].metrics, **own}
        if not isinstance(base, str) or base not in self._broken:
            near = difflib.get_close_matches(str(base), self.cases, n=1)
            self._note("RB0575", (*way, "base"), name=str(base), suggestion=near[0] if near else None)
        return None

    def _expected(
        self, name: str, metrics: Mapping[str, object], expected: Mapping[str, object], way: Where
    ) -> Case:
        here = (*way, "expect")
        figures: dict[str, Fraction] = {}
        for key, value in expected.items():
            if key in TOTALS and key != "total":
                continue
            figure = exact_figure(value)
            if figure is None:
                self._note("RB0576", (*here, key), name=key, text=_said(value))
            else:
                figures[key] = figure
        outcome = expected.get("outcome", "excluded" if "reason" in expected else "scored")
        if outcome not in _OUTCOMES:
            self._note("RB0577", (*here, "outcome"), text=_said(outcome))
        refused = self._refused(expected, here)
        if refused and len(expected) > 1:
            self._note("RB0578", (*here, "refused"))
        rank = expected.get("rank")
        if "rank" in expected and (isinstance(rank, bool) or not isinstance(rank, int) or rank < 1):
            self._note("RB0586", (*here, "rank"), text=_said(rank))
        reasons = expected.get("reasons", [])
        if not isinstance(reasons, list) or not all(isinstance(one, str) for one in reasons):
            self._note("RB0572", (*here, "reasons"), key="reasons", wanted="reasons")
            reasons = []
        published = expected.get("published")
        if published is not None and (exact_figure(published) is None or "/" in str(published)):
            self._note("RB0576", (*here, "published"), name="published", text=_said(published))
        return Case(
            name,
            metrics,
            {key: figure for key, figure in figures.items() if key != "total"},
            figures.get("total"),
            None if published is None else str(published),
            str(outcome),
            refused,
            self.places.get((*way, "name"), self.places[way]),
            {key: self.places[*here, key] for key in expected},
            {key: str(expected[key]) for key in WORDED if key in expected},
            rank=rank if isinstance(rank, int) else None,
            reasons=tuple(reasons) if "reasons" in expected else None,
        )

    def _refused(self, expected: Mapping[str, object], here: Where) -> frozenset[str]:
        if "refused" not in expected:
            return frozenset()
        codes = expected["refused"]
        if isinstance(codes, Sequence) and codes and all(_is_code(code) for code in codes):
            return frozenset(codes)
        self._note("RB0579", (*here, "refused"))
        return frozenset()


def _said(value: object) -> str:
    """A value as a message repeats it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)[:40]


def _is_code(code: object) -> bool:
    return isinstance(code, str) and _CODE.fullmatch(code) is not None
