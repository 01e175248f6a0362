"""One subject as a file gives it → its result, or everything that is wrong with its values.

The core takes exact values and no text; what a file holds as text is read here, as the kind of its metric
asks (``是`` for a yes/no, ``１２`` for a count). A number with a comma in it, ``1,234``, is refused with its
two readings rather than guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from rubric_dsl.errors import MetricError
from rubric_dsl.inputs.columns import MetricLike
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools.listed_cells import from_cell
from rubric_dsl.tools.values import readings, value_from_cell


class ResultLike(Protocol):
    """What these tools ask of a result."""

    @property
    def outcome(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def total(self) -> Fraction | None: ...
    @property
    def published(self) -> Decimal | None: ...


Result_co = TypeVar("Result_co", bound=ResultLike, covariant=True)


class RubricLike(Protocol[Result_co]):
    """What these tools ask of a rubric."""

    @property
    def metrics(self) -> Mapping[str, MetricLike]: ...
    def evaluate(self, metrics: Mapping[str, object], /) -> Result_co: ...


def evaluator(
    rubric: RubricLike[Result_co],
) -> Callable[[Mapping[str, object]], Result_co | tuple[Diagnostic, ...]]:
    """A function from a subject's values, by metric id or alias and as a file holds them, to its result."""
    names = {name: metric for metric in rubric.metrics.values() for name in (*metric.aliases, metric.id)}

    def evaluated(given: Mapping[str, object]) -> Result_co | tuple[Diagnostic, ...]:
        values: dict[str, object] = {}
        commas: dict[str, Diagnostic] = {}
        for name, cell in given.items():
            metric = names.get(name)
            value = values[name] = cell if metric is None else _value(metric, cell)
            if metric is not None and isinstance(value, str) and (comma := comma_in(metric, value)):
                commas[metric.id] = comma
        try:
            result = rubric.evaluate(values)
        except MetricError as refusal:
            others = (one for one in refusal.diagnostics if one.facts.get("metric") not in commas)
            return (*commas.values(), *others)
        return tuple(commas.values()) or result

    return evaluated


def _value(metric: MetricLike, cell: object) -> object:
    """What a file holds, read as its metric asks."""
    entries = getattr(metric, "entries", None)
    return value_from_cell(cell, metric.kind) if entries is None else from_cell(entries, cell)


def one_by_one(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The mistakes with the one that names all missing metrics taken apart, so that each has its column."""
    apart: list[Diagnostic] = []
    for one in diagnostics:
        missing = one.facts.get("metrics") if one.code == "RB0501" else None
        if isinstance(missing, tuple):
            apart += [diagnostic("RB0501", None, metrics=(name,), metric=name) for name in missing]
        else:
            apart.append(one)
    return tuple(apart)


def whole_metric(one: Diagnostic) -> str:
    """The metric that a mistake is about: ``honours`` where it is in ``honours[3].level``."""
    return str(one.facts.get("metric")).split("[")[0]


def comma_in(metric: MetricLike, text: str) -> Diagnostic | None:
    """That a number has a comma in it, with its two readings."""
    read = readings(text) if metric.kind not in ("yes/no", "choice", "list") else None
    if read is None:
        return None
    whole, decimal = read
    return diagnostic("RB0563", None, metric=metric.id, text=text.strip(), whole=whole, decimal=decimal)
