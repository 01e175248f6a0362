"""YAML text → exact values, and the place where each of them stands.

YAML guesses: ``1:30`` is ninety to some readers, ``010`` is eight, ``0.285`` a binary float. Here a plain
decimal is that decimal, ``true``/``yes``/``on`` and their opposites are yes and no, an empty value is
absent, and what YAML readers read in different ways is refused. Dates stay text. So do quoted values.
Tags are refused, and so are documents that grow when they are expanded: a file of metrics is plain.

>>> read_document("events: 8\\nshare: 0.285\\n", "metrics.yaml").values
{'events': 8, 'share': Decimal('0.285')}
"""

from __future__ import annotations

import re
from typing import Protocol

import yaml

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.tools.subject_read import MAX_DEPTH, VALUE_FAULTS, Subject, shortened
from rubric_dsl.tools.values import exact_number, looks_like_a_number

MAX_ALIASES = 100
MAX_NODES = 20_000

_YES = {"true", "yes", "on"}
_NO = {"false", "no", "off"}
_NULL = {"", "~", "null"}
_NOT_NAMES = _YES | _NO | _NULL | {"<<"}
_NOT_FINITE = re.compile(r"[+-]?\.?(?:inf|infinity)|\.?nan", re.IGNORECASE)
# 010, 0x1F, 0o17, 0b11, 1_000, 1:30: each is two different numbers to two readers of YAML
_TWO_WAYS = re.compile(
    r"[+-]?(?:0[0-9][0-9_.]*(?:[eE][+-]?[0-9]+)?|0[xXoObB][0-9a-fA-F_]+"
    r"|[0-9][0-9_]*_[0-9_.]*|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?)"
)
# what PyYAML says → the key of our own words for it
_PROBLEMS = (
    ("found character '\\t'", "tab"),
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "colon-missing"),
    ("expected <block end>", "indent"),
    ("unexpected end of stream", "end"),
    ("<stream end>", "end"),
    ("expected ',' or", "comma"),
    ("undefined alias", "alias"),
    ("cannot start any token", "character"),
    ("special characters", "control"),
    ("unknown escape character", "escape"),
)


class _Mark(Protocol):
    """A place as PyYAML counts: from zero."""

    line: int
    column: int


class _RefusedError(Exception):
    """Stops the reading of a document at a node that must not be expanded."""

    def __init__(self, refusal: Diagnostic) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class MetricsLoader(yaml.SafeLoader):
    """Composes plain nodes only: no tags, few aliases, little depth, few nodes, no guessing at scalars."""

    # PyYAML's own guesses (sexagesimal numbers, octals, dates, floats) are all switched off
    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML looks for it here

    def __init__(self, text: str, name: str) -> None:
        self.file = name
        self.aliases = self.depth = self.nodes = 0
        super().__init__(text)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        tag = getattr(event, "tag", None)  # scalars, lists and mappings may carry one
        span = _span(self.file, event.start_mark, event.end_mark)
        if isinstance(event, yaml.AliasEvent):
            self.aliases += 1
            if self.aliases > MAX_ALIASES:
                raise _RefusedError(diagnostic("RB0545", span, what="aliases", limit=MAX_ALIASES))
        elif tag is not None:
            raise _RefusedError(diagnostic("RB0544", span, tag=shortened(tag)))
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _RefusedError(diagnostic("RB0545", span, what="nodes", limit=MAX_NODES))
        self.depth += 1
        if self.depth > MAX_DEPTH + 1:
            raise _RefusedError(diagnostic("RB0545", span, what="depth", limit=MAX_DEPTH))
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_document(text: str, name: str) -> Subject:
    """The one document of a YAML file; its diagnostics say why where it cannot be used."""
    try:
        loader = MetricsLoader(text, name)
        root = loader.get_single_node()
        if root is None or (isinstance(root, yaml.ScalarNode) and root.value == "" and not root.style):
            return Subject(diagnostics=(diagnostic("RB0531", Span(name, 1, 1, 1), path=name),))
        walk = _Walk(name)
        value = walk.value(root, 0)
    except _RefusedError as stop:
        return Subject(diagnostics=(stop.refusal,))
    except yaml.YAMLError as mistake:
        return Subject(diagnostics=(_syntax(mistake, text, name),))
    faults = tuple(walk.diagnostics)
    if faults and not (isinstance(value, dict) and all(one.code in VALUE_FAULTS for one in faults)):
        return Subject(diagnostics=faults)
    if not isinstance(value, dict):
        found = "list" if isinstance(value, list) else "single"
        span = _span(name, root.start_mark, root.end_mark)
        return Subject(diagnostics=(diagnostic("RB0538", span, found=found, format="YAML"),))
    return Subject(value, walk.names, walk.places, faults)


def _syntax(mistake: yaml.YAMLError, text: str, name: str) -> Diagnostic:
    if isinstance(mistake, yaml.reader.ReaderError):
        before = text[: mistake.position] if isinstance(mistake.position, int) else ""
        column = len(before) - before.rfind("\n")
        span = Span(name, before.count("\n") + 1, column, column + 1)
        return diagnostic("RB0537", span, format="YAML", problem="control")
    said = " ".join(filter(None, (getattr(mistake, "context", None), getattr(mistake, "problem", None))))
    mark = getattr(mistake, "problem_mark", None)
    span = _span(name, mark, mark) if mark else Span(name, 1, 1, 1)
    if "expected a single document" in said:
        return diagnostic("RB0546", span, path=name)
    problem = next((key for words, key in _PROBLEMS if words in said), "other")
    return diagnostic("RB0537", span, format="YAML", problem=problem)


def _span(name: str, begin: _Mark | None, end: _Mark | None) -> Span:
    assert begin is not None, "PyYAML marks every event and node of a text"
    assert end is not None, "and where it ends"
    stop = end.column if end.line == begin.line else begin.column + 1
    return Span(name, begin.line + 1, begin.column + 1, max(stop, begin.column + 1) + 1)


class _Walk:
    """Over composed nodes, aliases followed each time they are met, up to a number of nodes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.nodes = 0
        self.names: dict[str, Span] = {}
        self.places: dict[str, Span] = {}
        self.diagnostics: list[Diagnostic] = []

    def span(self, node: yaml.Node) -> Span:
        return _span(self.name, node.start_mark, node.end_mark)

    def value(self, node: yaml.Node, depth: int) -> object:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _RefusedError(diagnostic("RB0545", self.span(node), what="nodes", limit=MAX_NODES))
        if depth > MAX_DEPTH:
            raise _RefusedError(diagnostic("RB0545", self.span(node), what="depth", limit=MAX_DEPTH))
        if isinstance(node, yaml.MappingNode):
            return self.members(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        assert isinstance(node, yaml.ScalarNode), "YAML has three kinds of nodes"
        return self.scalar(node)

    def members(self, node: yaml.MappingNode, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.key(key_node)
            if key is None:
                continue
            span = self.span(key_node)
            if key in found:
                self.diagnostics.append(diagnostic("RB0539", span, name=key, first=first[key]))
            first.setdefault(key, span.line)
            if depth == 0:
                self.names[key] = span
                self.places[key] = self.span(value_node)
            found[key] = self.value(value_node, depth + 1)
        return found

    def key(self, node: yaml.Node) -> str | None:
        if isinstance(node, yaml.ScalarNode):
            text = str(node.value)
            plain = node.style is None
            if not plain or not (
                looks_like_a_number(text) or text.lower() in _YES | _NO | _NULL or text == "<<"
            ):
                return text
        else:
            text = ""
        self.diagnostics.append(diagnostic("RB0540", self.span(node), text=shortened(text)))
        return None

    def scalar(self, node: yaml.ScalarNode) -> object:
        text = str(node.value)
        if node.style is not None:  # in quotes, or a block of text
            return text
        word = text.lower()
        if word in _NULL:
            return None
        if word in _YES or word in _NO:
            return word in _YES
        if _NOT_FINITE.fullmatch(text):
            self.diagnostics.append(diagnostic("RB0541", self.span(node), text=text))
        elif _TWO_WAYS.fullmatch(text[:100]):
            self.diagnostics.append(diagnostic("RB0542", self.span(node), text=shortened(text)))
        elif looks_like_a_number(text):
            number = exact_number(text)
            if number is None:
                self.diagnostics.append(diagnostic("RB0543", self.span(node), text=shortened(text)))
            return number
        return text
