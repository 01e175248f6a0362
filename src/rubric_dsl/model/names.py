"""Names of metrics: what each word in a rule refers to.

A word may be a metric's id, its name in the other script, its singular, or a unit that belongs to one
metric only. Whatever is none of these is an error with the nearest known word offered.
"""

from __future__ import annotations

import difflib
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

from attrs import define, field

from rubric_dsl.model.lists import is_field, list_of, own_name, with_fields
from rubric_dsl.model.rubric import Labels, Metric, Other, path_of_points
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.naming import Naming
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.tree import ANY_NAME

Library = Callable[[t.ScoreOf], Other | None]
"""Finds another rubric; None where there is none, which it has told."""

MAX_COMPARED = 40_000
"""Words compared in search of suggestions in one file: then names are told without one."""
_RULE_WORDS = ("missing", "capped", "full", "started", "otherwise", "points")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or None where nothing is like it."""
    words = list(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near or len(word) != 2 or word.isascii():
        return near[0] if near else None
    # of two Chinese characters, one is half of the word: taken where it points to one word only
    alike = [one for one in words if len(one) == 2 and (one[0] == word[0]) != (one[1] == word[1])]
    return alike[0] if len(alike) == 1 else None


@define
class Names:
    """The names that rules may use; collects what could not be resolved."""

    metrics: Mapping[str, Metric]
    damaged: frozenset[str] = frozenset()
    found: list[Diagnostic] = field(factory=list)
    used: set[str] = field(factory=set)
    broken: set[str] = field(factory=set)
    """Derived values that mean nothing, which has been told."""
    given: frozenset[str] = frozenset()
    """The metrics that a subject gives."""
    asked: set[str] = field(factory=set)
    """Metrics of which some rule asks whether they are missing."""
    working: list[tuple[int, int, Span]] = field(factory=list)
    """Stretches of days over which some rule counts working days."""
    library: Library | None = None
    """Finds other rubrics; a text on its own has none."""
    others: dict[str, tuple[Other, Span]] = field(factory=dict)
    """The other rubrics that rules name, each with the first place where that is."""
    _nodes: dict[str, str] = field(factory=dict)
    """Criteria and sections by their words: what each is called in a bound rule."""
    _inside: list[tuple[str, dict[str, str]]] = field(factory=list)
    """The lists whose entries are spoken of at the moment, each with the words for its fields."""
    _declared: tuple[Metric, ...] = ()
    _compared: int = 0
    _by_word: dict[str, str] = field(factory=dict)
    _by_unit: dict[str, set[str]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self._declared = tuple(self.metrics.values())
        # not a copy: the kind of a derived value is noted in what was given as soon as it is known
        self.metrics = ChainMap(self.metrics, with_fields(self._declared))  # type: ignore[arg-type]
        for metric in self._declared:
            for word in (metric.id, metric.labels.alias):
                if word:
                    self._by_word.setdefault(word, metric.id)
            for word in (metric.singular, *metric.units):
                if word:
                    self._by_unit.setdefault(word, set()).add(metric.id)

    def find(self, word: str) -> str | None:
        """The id behind a word, without complaint."""
        for _, fields in reversed(self._inside):
            if word in fields:
                return fields[word]
        if word in self._by_word:
            return self._by_word[word]
        owners = self._by_unit.get(word, set())
        if owners:
            return next(iter(owners)) if len(owners) == 1 else None
        return self._nodes.get(word)

    def add_node(self, name: str, labels: Labels) -> None:
        """A criterion or section that rules may name; a metric with the same word is meant before it."""
        for word in (labels.id, labels.alias):
            if word:
                self._nodes.setdefault(word, name)

    def node(self, word: str) -> str | None:
        """The criterion or section behind a word where no metric can be meant."""
        return self._nodes.get(word)

    def other_rubric(self, item: t.ScoreOf) -> str | None:
        """The key of another rubric; None, with a diagnostic unless its own file is what is wrong."""
        if self.library is None:
            self.found.append(diagnostic("RB0012", item.span))
            return None
        other = self.library(item)
        if other is None:
            return None
        self.others.setdefault(other.key, (other, item.span))
        self.used.update(other.rubric.metrics)
        return other.key

    def resolve(self, word: str, span: Span) -> str | None:
        """The id behind a word; None, with a diagnostic unless a broken line may declare it."""
        found = self.find(word)
        if found is not None:
            self.used.add(list_of(found) if is_field(found) else found)
            return None if found in self.broken else found
        if word in self.damaged or ANY_NAME in self.damaged:
            return None
        owners = self._by_unit.get(word, set())
        if len(owners) > 1:
            metrics = tuple(self.metrics[owner].labels.naming for owner in sorted(owners))
            self.found.append(diagnostic("RB0218", span, name=word, metrics=metrics))
            return None
        fields = [one for _, words in self._inside for one in words]
        words = [one for one in (*fields, *self._by_word, *self._by_unit, *_RULE_WORDS) if one != word]
        suggestion = nearest(word, words) if self._compared < MAX_COMPARED else None
        self._compared += len(words)
        close = difflib.get_close_matches(word, self._nodes, n=1, cutoff=0.8)
        suggestion = suggestion or next(iter(close), None)
        metrics_only = (metric for metric in self._declared if path_of_points(metric.id) is None)
        known = tuple(metric.labels.naming for metric in islice(metrics_only, 8))
        self.found.append(diagnostic("RB0201", span, name=word, suggestion=suggestion, known=known))
        return None

    def is_given(self, metric_id: str) -> bool:
        """Whether a name is a metric that a subject gives, neither worked out nor points of a criterion."""
        return metric_id in self.given

    @contextmanager
    def inside(self, listed: str) -> Iterator[None]:
        """Speak of the entries of a list: the names of its fields come before all others."""
        entries = self.metrics[listed].entries
        assert entries is not None, f"{listed} is a list"
        words: dict[str, str] = {}
        for one in entries.fields:
            own = listed if entries.bare else own_name(one.id)
            for word in (own, one.labels.alias, one.singular):
                if word:
                    words.setdefault(word, one.id)
        units = [(word, one.id) for one in entries.fields for word in one.units]
        told = [word for word, _ in units]
        for word, owner in units:  # one that several fields have means none of them, and a name comes first
            if told.count(word) == 1 and word not in self._by_word:
                words.setdefault(word, owner)
        self._inside.append((listed, words))
        try:
            yield
        finally:
            self._inside.pop()

    @property
    def among_entries(self) -> bool:
        """Whether the entries of a list are spoken of."""
        return bool(self._inside)

    def called(self, metric_ids: Iterable[str]) -> tuple[Naming, ...]:
        """Metrics as messages name them."""
        return tuple(self.metrics[metric_id].labels.naming for metric_id in metric_ids)

    def is_unit_of(self, word: str, metric_ids: Iterable[str]) -> bool:
        """Whether a word may follow a number that is compared with these metrics."""
        for metric_id in metric_ids:
            metric = self.metrics[metric_id]
            if word in (*metric.units, metric.singular, own_name(metric.id), metric.labels.alias):
                return True
        return False
