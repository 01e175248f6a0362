"""Folds in words: which entries counted, what each gave, what was left out, and how they make the figure.

Comes in: a fold and its step. Goes out: what tells of it for a subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from attrs import frozen

from rubric_dsl.explanation.figures import shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import words_of
from rubric_dsl.model.lists import with_fields
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan import folds
from rubric_dsl.plan.interpret import Value, entries, evaluate
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import Names, spell

FEW = 8
"""Entries that are told one by one; of more of them the first are, and what the rest give together."""


@frozen
class Given(Mapping[str, Value]):
    """The metrics of an evaluation by id, exact."""

    read: Values
    metrics: Mapping[str, Metric]

    def __getitem__(self, name: str) -> Value:
        found: Value = self.read.given(self.metrics[name], self.read.inputs[name])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.read.inputs)

    def __len__(self) -> int:
        return len(self.read.inputs)


@frozen
class Made(Sequence[Any]):
    """The steps of an evaluation, exact."""

    values: Values

    def __getitem__(self, step: Any) -> Any:
        raw = self.values.raw[step]
        return raw if isinstance(raw, bool) else self.values.fraction(step)

    def __len__(self) -> int:
        return len(self.values.raw)


@frozen
class Folding:
    """What is needed to tell of a fold: the words, and what it counts."""

    lang: Language
    metrics: Mapping[str, Metric]

    @property
    def words(self) -> ModuleType:
        """The sentences to use."""
        return words_of(self.lang)


def fold_told(plan: c.Plan, item: t.Fold, step: int, lang: Language, names: Names) -> Callable[[Values], str]:
    """What tells of a fold: ``mean of marks: (8 + 8.5 + 9) / 3 = 8.5``."""
    fold = plan.steps[step].expr
    assert isinstance(fold, c.Fold)
    telling = Folding(lang, with_fields(plan.rubric.named.values()))
    text = spell(item, lang, names)
    return lambda values: fold_line(telling, text, fold, step, values)


@frozen
class Counted:
    """The entries of a fold for one subject."""

    values: tuple[Any, ...]
    """What each entry for which the condition holds gives."""
    places: tuple[int, ...]
    """Which entry of the list each of them is, from 0."""
    kept: tuple[int, ...]
    """Those that count, as places in ``values``, in the order of their weights."""
    keys: tuple[Any, ...]
    total: int
    """How many entries the list has."""

    @property
    def kept_values(self) -> list[Any]:
        """What those that count give, in the order of their weights."""
        return [self.values[place] for place in self.kept]


def counted(telling: Folding, fold: c.Fold, values: Values) -> Counted:
    """What the entries of a fold give, and which of them count."""
    given, made = Given(values, telling.metrics), Made(values)
    all_of_them = entries(fold, given)
    places = [
        place
        for place, entry in enumerate(all_of_them)
        if fold.where is None or evaluate(fold.where, entry, made)
    ]
    found: list[Any] = [evaluate(fold.value, all_of_them[place], made) for place in places]
    keys = [all_of_them[place][fold.once_per] if fold.once_per else None for place in places]
    kept = folds.kept(fold, found, keys)
    return Counted(tuple(found), tuple(places), tuple(kept), tuple(keys), len(all_of_them))


def fold_line(telling: Folding, text: str, fold: c.Fold, step: int, values: Values) -> str:
    """``mean of marks: (8 + 8.5 + 9) / 3 = 8.5``"""
    words = telling.words
    found = counted(telling, fold, values)
    result = values.shown(step)
    colon = "：" if telling.lang == "zh" else ": "
    if fold.how == "count":
        return text + colon + str(words.entries_counted(len(found.kept), found.total))
    if not found.kept:
        return text + colon + str(words.no_entries(result))
    figures = [shown(str(found.values[place])) for place in found.kept]
    told = text + colon + _worked(telling, fold, figures, result, found)
    gone = [shown(str(value)) for place, value in enumerate(found.values) if place not in found.kept]
    return told + (str(words.left_out(_few(telling, gone))) if gone else "")


def _few(telling: Folding, figures: list[str]) -> str:
    comma = "、" if telling.lang == "zh" else ", "
    if len(figures) <= FEW:
        return comma.join(figures)
    return comma.join(figures[:FEW]) + str(telling.words.and_others(len(figures) - FEW))


def _worked(telling: Folding, fold: c.Fold, figures: list[str], result: str, found: Counted) -> str:
    if fold.how in ("least", "greatest", "median"):
        return str(telling.words.one_of(fold.how, _few(telling, figures), result))
    if len(figures) > FEW:
        rest = sum(found.values[place] for place in found.kept[FEW:])
        total = f"{_sum(figures[:FEW])} + {telling.words.others(len(figures) - FEW, shown(str(rest)))}"
    else:
        total = _sum(figures)
    if fold.how == "sum":
        return f"{total} = {result}" if len(figures) > 1 else result
    return f"({total}) / {len(figures)} = {result}" if len(figures) > 1 else result


def _sum(figures: list[str]) -> str:
    """``3 + 2 − 1``"""
    text = figures[0]
    for figure in figures[1:]:
        text += f" − {figure[1:]}" if figure.startswith("−") else f" + {figure}"
    return text
