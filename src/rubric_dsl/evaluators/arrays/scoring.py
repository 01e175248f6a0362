"""Tables in memory, scored by slices: narrow integers where they are proven safe, and several threads.

Comes in: a plan and, for each metric, a column of whole numbers. Goes out: the points of every node and the
published total as columns of whole numbers of units, who is excluded, the grade reached; and which rows are
odd and to be scored one by one. A slice whose values the narrow type does not take is done in the wide one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from rubric_dsl.evaluators.arrays import operations
from rubric_dsl.evaluators.arrays.columns import (
    Check,
    Column,
    ListCheck,
    ListColumn,
    TooWide,
    check_of,
    taken,
)
from rubric_dsl.evaluators.arrays.emit import CALLED, Emitted, function_of
from rubric_dsl.evaluators.arrays.folding import Fold, folded
from rubric_dsl.evaluators.python.absent import in_order
from rubric_dsl.evaluators.python.publishing import publication
from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.python.statements import compile_module, run
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.lowering import program_of
from rubric_dsl.evaluators.whole.widths import Reach, Widths, inputs_up_to, open_end, reach_of, widths_of
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import Known, Ranked

Array = NDArray[Any]
SLICE = 16_384
"""Rows at a time: a column of 32-bit numbers is then 64 KiB, and a dozen of them stay in a core's cache."""
TYPES: tuple[tuple[int, Any], ...] = ((32, np.int32), (64, np.int64))


@frozen
class Scored:
    """Columns of results, whole numbers of units of the last decimal."""

    points: Mapping[str, Array]
    """By the names of the columns."""
    published: Array
    exact: tuple[Array, Array] | None
    excluded: Array | None
    """Which exclusion holds, from 0; −1 where none does. None where the rubric has none."""
    grade: Array | None
    """The place of the grade reached; None where the rubric has none."""
    odd: NDArray[np.bool_] | None
    """Rows that hold nothing: what is wrong with them, or what they come to, is for another way to say."""


@frozen
class _Kernel:
    """A program compiled for one type of number."""

    score: Any
    emitted: Emitted
    checks: tuple[Check, ...]
    lists: tuple[ListCheck, ...]
    constants: tuple[Array, ...]
    kind: Any


@define
class ArrayScorer:
    """A plan ready for tables in memory, whose columns come at these scales. Raises ``NotWhole``."""

    plan: c.Plan
    scales: Mapping[str, int] = field(factory=dict)
    """What one unit of a metric is in its column, for those at another scale than the usual one."""
    known: Known | None = None
    """What is known of all subjects, where the rubric compares them."""
    exact: bool = False
    program: n.Program = field(init=False)
    kinds: Mapping[str, Any] = field(init=False)
    """The type of each column of results."""
    _kernels: tuple[_Kernel, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        told = self.known.values if self.known is not None else {}
        figures = {step: value for step, value in told.items() if isinstance(value, Fraction)}
        self.program = program_of(self.plan, self.scales, figures)
        ends = [(bits, kind, open_end(self.program, bits, self.exact)) for bits, kind in TYPES]
        fitting = [(kind, end) for _, kind, end in ends if end is not None]
        if not fitting:
            raise TooWide
        # a type that takes no more than the one before it is not worth a second kernel
        tiers = [
            (kind, end)
            for place, (kind, end) in enumerate(fitting)
            if not place or end > fitting[place - 1][1]
        ]
        self.kinds = self._results(tiers[-1][1])
        self._kernels = tuple(self._compiled(kind, end) for kind, end in tiers)

    def _results(self, end: int) -> dict[str, Any]:
        widths = self._widths(end)
        found: dict[str, Any] = {}
        for output in (*self.program.points, self.program.published):
            low, high = self._ends(output) or widths.of(output.value)
            found[output.name] = np.int32 if low >= -(1 << 31) and high < 1 << 31 else np.int64
        return found

    def _ends(self, output: n.Output) -> Reach | None:
        """From where to where the plan knows a result to be, in its units; rounding may go one further."""
        step = self.plan.total if output is self.program.published else self.plan.points[output.path]
        reach = self.plan.ranges[step]
        if reach is None or reach.low is None or reach.high is None:
            return None
        how = publication(self.plan)
        units = 10**output.places
        return ((reach.low - how.unit) * units).__floor__(), ((reach.high + how.unit) * units).__ceil__()

    def _widths(self, end: int) -> Widths:
        return widths_of(self.program, inputs_up_to(self.program, end), self.exact)

    def _compiled(self, kind: Any, end: int) -> _Kernel:
        ranges = inputs_up_to(self.program, end)
        widths = self._widths(end)
        other = frozenset(name for name, type_ in self.kinds.items() if type_ is not kind)
        emitted = function_of(self.program, widths, other, self.exact)
        code, _ = compile_module([emitted.function], self.plan.rubric.file)
        tables = {name: self._table(table, kind) for name, table in emitted.tables.items()}
        given = {
            **{name: getattr(np, name) for name in CALLED},
            "quotient": operations.quotient,
            "root": operations.root,
            "logarithm": operations.logarithm,
            "before": operations.before,
            "folded": folded,
            "kind": kind,
            **tables,
        }
        scales = {**scales_of(self.plan), **self.scales}
        plain = [one for one in self.program.inputs if one.metric.kind not in ("text", "list")]
        by_metric = {one.metric.id: one for one in plain}
        checks = tuple(
            check_of(by_metric[metric.id], ranges.get(by_metric[metric.id].name, (0, 1)), scales)
            for metric in in_order([one.metric for one in plain])
        )
        return _Kernel(
            run(code, given)["score"],
            emitted,
            checks,
            tuple(self._list_check(name, ranges, scales) for name in self._lists()),
            tuple(np.full(SLICE, value, kind) for value in emitted.constants),
            kind,
        )

    def _lists(self) -> list[str]:
        return [one.metric.id for one in self.program.inputs if one.metric.kind == "list"]

    def _list_check(self, name: str, ranges: Mapping[str, Any], scales: Mapping[str, int]) -> ListCheck:
        metric = self.plan.rubric.metrics[name]
        assert metric.entries is not None, f"{name} is a list"
        fields = {
            one.metric.id: one
            for line in self.program.lines
            if isinstance(line.value, n.Over) and line.value.source == name
            for one in line.value.fields
        }
        checks = []
        for one in metric.entries.fields:
            known = fields.get(one.id) or n.Input(one.id, one, scales[one.id])
            reach = ranges.get(known.name) or _unread(known)
            checks.append(check_of(known, reach, scales))
        return ListCheck(name, metric.entries.least, metric.entries.most, tuple(checks))

    def _table(self, table: Any, kind: Any) -> Any:
        if isinstance(table, Fold):
            return table
        if not isinstance(table, n.Before):
            return np.array(table, kind)
        assert self.known is not None, "a rank is among subjects that are known"
        ranked = self.known.values[table.step]
        assert isinstance(ranked, Ranked)
        above = ranked.first == "highest"
        ends = [value * table.scale for value in ranked.values]
        return np.array([end.__ceil__() if above else end.__floor__() for end in ends], np.int64), above

    def score(
        self,
        columns: Mapping[str, Column | ListColumn],
        size: int,
        threads: int = 1,
        empty: Callable[[int, Any], Array] = np.empty,
    ) -> Scored:
        """All rows of a table; ``columns`` by metric, lists with their fields inside.

        ``empty`` makes a column of results of so many rows and a type: where its memory was used before, it
        costs less than fresh memory, which costs as much as the arithmetic.
        """
        outputs = (*self.program.points, self.program.published)
        arrays = {one.name: empty(size, self.kinds[one.name]) for one in outputs}
        exact = (np.empty(size, np.int64), np.empty(size, np.int64)) if self.exact else None
        excluded = np.full(size, -1, np.int16) if self.program.excluded else None
        grade = np.empty(size, np.int16) if self.program.grade is not None else None
        odd = np.zeros(size, bool)
        found = _Found(arrays, exact, excluded, grade, odd)
        spans = list(_spans(size))

        def one(span: slice) -> bool:
            return self._slice(columns, span, found)

        if threads > 1 and len(spans) > 1:
            with ThreadPoolExecutor(threads) as pool:
                told = list(pool.map(one, spans))
        else:
            told = [one(span) for span in spans]
        published = arrays.pop(self.program.published.name)
        return Scored(arrays, published, exact, excluded, grade, odd if any(told) else None)

    def _slice(self, columns: Mapping[str, Column | ListColumn], span: slice, found: _Found) -> bool:
        for place, kernel in enumerate(self._kernels):
            last = place == len(self._kernels) - 1
            try:
                ready = taken(kernel.checks, kernel.lists, columns, span, kernel.kind, last)
            except TooWide:
                continue
            inputs = [
                ready.values[one.metric.id] for one in self.program.inputs if one.metric.id in ready.values
            ]
            given = [ready.given[one.metric.id] for one in self.program.inputs if one.asked]
            lists = [ready.lists[name] for name in kernel.emitted.lists]
            size = span.stop - span.start
            constants = kernel.constants if size == SLICE else [each[:size] for each in kernel.constants]
            tests = kernel.score(inputs, given, lists, constants, found.columns(span))
            return found.told(span, ready.odd, *tests)
        raise AssertionError("the last type leaves rows odd rather than the slice")


def _unread(one: n.Input) -> Reach:
    """The range of a field that no fold reads."""
    return (0, 1) if one.metric.kind in ("yes/no", "text") else reach_of(one.metric, one.scale, (1 << 62) - 1)


@frozen
class _Found:
    """Columns of results that are being written."""

    arrays: Mapping[str, Array]
    exact: tuple[Array, Array] | None
    excluded: Array | None
    grade: Array | None
    odd: NDArray[np.bool_]

    def columns(self, span: slice) -> list[Array]:
        found = [array[span] for array in self.arrays.values()]
        found += [array[span] for array in self.exact or ()]
        return found + ([self.grade[span]] if self.grade is not None else [])

    def told(self, span: slice, odd: Any, excluded: tuple[Any, ...], refused: tuple[Any, ...]) -> bool:
        """Exclusions, the first one that holds; a refusal of one who is not excluded makes the row odd."""
        if self.excluded is not None:
            for place in range(len(excluded) - 1, -1, -1):
                np.copyto(self.excluded[span], place, where=excluded[place])
        held = [] if odd is None else [odd]
        for test in refused:
            wrong = np.broadcast_to(np.asarray(test), (span.stop - span.start,))
            held.append(wrong if self.excluded is None else wrong & (self.excluded[span] < 0))
        for mask in held:
            self.odd[span] |= mask
        return bool(held) and bool(self.odd[span].any())


def _spans(size: int) -> Iterator[slice]:
    for start in range(0, size, SLICE):
        yield slice(start, min(start + SLICE, size))
