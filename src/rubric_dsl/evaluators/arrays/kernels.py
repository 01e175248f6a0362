"""A whole-number program compiled for the types of number that it is safe in, and run slice by slice.

Comes in: a program whose inputs are at given scales. Goes out: columns of its results. A slice whose values
the narrow type does not take is done in the wide one; a row that none of them takes is odd.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
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
from rubric_dsl.evaluators.python.statements import compile_module, run
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.widths import Reach, inputs_up_to, open_end, reach_of, widths_of

Array = NDArray[Any]
Empty = Callable[[int, Any], Array]
"""Makes a column of so many rows and a type, of whatever was in its memory."""
SLICE = 16_384
"""Rows at a time: a column of 32-bit numbers is then 64 KiB, and a dozen of them stay in a core's cache."""
SHARED_SLICE = 65_536
"""The same for several threads, which wait for each other between two operations: longer ones lose less."""
_END = (1 << 63) - 1
TYPES: tuple[tuple[int, Any], ...] = ((32, np.int32), (64, np.int64))


@frozen
class Ranks:
    """The values of all, sorted, for the step of a rank."""

    values: Array
    """Whole numbers over ``scale``, of 64 bits or Python's."""
    scale: int
    from_above: bool

    def at(self, scale: int) -> tuple[Array, bool]:
        """Them at another scale, rounded away from the side from which they are counted, so that as many of
        them come before any whole number there."""
        if scale == self.scale and self.values.dtype == np.int64:
            return self.values, self.from_above
        wide = self.values.astype(object) * scale
        found = -(-wide // self.scale) if self.from_above else wide // self.scale
        # no value of one's own is beyond these ends
        return np.clip(found, -_END, _END).astype(np.int64), self.from_above


@frozen
class Results:
    """Columns of a program's results; in rows that are odd they hold nothing."""

    arrays: Mapping[str, Array]
    exact: tuple[Array, ...]
    grade: Array | None
    excluded: Array | None
    """Which exclusion holds, from 0; −1 where none does."""
    odd: NDArray[np.bool_]

    def columns(self, span: slice) -> list[Array]:
        """The columns of a slice, in the order in which the code writes them."""
        found = [*self.arrays.values(), *self.exact, *(() if self.grade is None else (self.grade,))]
        return [array[span] for array in found]

    def told(
        self,
        span: slice,
        odd: Any,
        excluded: Sequence[Any],
        refused: Sequence[Any],
        doubts: Sequence[Any],
    ) -> None:
        """Take the first exclusion that holds; a refusal of one who is not excluded makes the row odd,
        as does a doubt."""
        if self.excluded is not None:
            for place in range(len(excluded) - 1, -1, -1):
                np.copyto(self.excluded[span], place, where=excluded[place])
        held = list(doubts) if odd is None else [odd, *doubts]
        for test in refused:
            wrong = np.broadcast_to(np.asarray(test), (span.stop - span.start,))
            held.append(wrong if self.excluded is None else wrong & (self.excluded[span] < 0))
        for mask in held:
            self.odd[span] |= mask


@frozen
class _Kernel:
    """The code for one type of number."""

    program: n.Program
    score: Any
    emitted: Emitted
    checks: tuple[Check, ...]
    lists: tuple[ListCheck, ...]
    kind: Any


@define
class _Memory:
    """What a thread works in, used again from slice to slice."""

    kernel: _Kernel
    rows: int
    """Of the longest slice."""
    constants: list[Array] = field(init=False)
    buffers: list[Array] = field(init=False)
    inputs: dict[str, Array] = field(init=False)
    """By metric, for those that are not read into a column of results."""

    def __attrs_post_init__(self) -> None:
        kind, emitted = self.kernel.kind, self.kernel.emitted
        self.constants = [np.full(self.rows, value, kind) for value in emitted.constants]
        self.buffers = [np.empty(self.rows, kind) for _ in range(emitted.buffers)]
        read = [one.metric for one in self.kernel.checks if not one.truth]
        self.inputs = {metric: np.empty(self.rows, kind) for metric in read if metric not in emitted.straight}

    def into(self, size: int, out: Sequence[Array]) -> dict[str, Array]:
        """Where each metric's numbers are read to."""
        found = {metric: memory[:size] for metric, memory in self.inputs.items()}
        found.update((metric, out[place]) for metric, place in self.kernel.emitted.straight.items())
        return found


@define
class Kernels:
    """A program ready to run. Raises :class:`TooWide` where no type is safe."""

    program: n.Program
    scales: Mapping[str, int]
    """What one unit of each metric, and of each field of a list, is in its column."""
    exact: bool = False
    ranks: Mapping[int, Ranks] = field(factory=dict)
    enclosed: n.Program | None = None
    """The same in smaller numbers, with some rows in doubt, for values that are too large for the first."""
    kinds: Mapping[str, Any] = field(init=False)
    """The type of each column of results."""
    _kernels: tuple[_Kernel, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        tiers: list[tuple[n.Program, Any, int]] = []
        for program in (self.program, *([] if self.enclosed is None else [self.enclosed])):
            for bits, kind in TYPES:
                end = open_end(program, bits, self.exact)
                # what takes no more than the one before it is not worth a kernel of its own
                if end is not None and (not tiers or end > tiers[-1][2]):
                    tiers.append((program, kind, end))
        if not tiers:
            raise TooWide
        self.kinds = self._results(tiers[-1][0], tiers[-1][2])
        self._kernels = tuple(self._compiled(*tier) for tier in tiers)

    @property
    def _outputs(self) -> tuple[n.Output, ...]:
        return (*self.program.points, self.program.published)

    def _results(self, program: n.Program, end: int) -> dict[str, Any]:
        widths = widths_of(program, inputs_up_to(program, end), self.exact)
        found: dict[str, Any] = {}
        for output in (*program.points, program.published):
            low, high = self._ends(output) or widths.of(output.value)
            found[output.name] = np.int32 if low >= -(1 << 31) and high < 1 << 31 else np.int64
        return found

    def _ends(self, output: n.Output) -> Reach | None:
        """Where the plan knows a result to be, in its units; rounding may go one further."""
        plan = self.program.plan
        step = plan.points.get(output.path) if output.path else plan.total
        reach = plan.ranges[step] if step is not None else None
        if reach is None or reach.low is None or reach.high is None:
            return None
        unit, units = publication(plan).unit, 10**output.places
        return ((reach.low - unit) * units).__floor__(), ((reach.high + unit) * units).__ceil__()

    def _compiled(self, program: n.Program, kind: Any, end: int) -> _Kernel:
        ranges = inputs_up_to(program, end)
        widths = widths_of(program, ranges, self.exact)
        other = frozenset(name for name, type_ in self.kinds.items() if type_ is not kind)
        emitted = function_of(program, widths, other, self.exact)
        code, _ = compile_module([emitted.function], program.plan.rubric.file)
        given = {
            **{name: getattr(np, name) for name in CALLED},
            "quotient": operations.quotient,
            "root": operations.root,
            "logarithm": operations.logarithm,
            "before": operations.before,
            "folded": folded,
            "kind": kind,
            **{name: self._table(table, kind) for name, table in emitted.tables.items()},
        }
        plain = {one.metric.id: one for one in program.inputs if one.metric.kind not in ("text", "list")}
        checks = tuple(
            check_of(plain[metric.id], ranges.get(plain[metric.id].name, (0, 1)), self.scales)
            for metric in in_order([one.metric for one in plain.values()])
        )
        lists = [one for one in program.inputs if one.metric.kind == "list"]
        return _Kernel(
            program,
            run(code, given)["score"],
            emitted,
            checks,
            tuple(self._list_check(program, one, ranges) for one in lists),
            kind,
        )

    def _list_check(self, program: n.Program, item: n.Input, ranges: Mapping[str, Reach]) -> ListCheck:
        name, entries = item.metric.id, item.metric.entries
        assert entries is not None, f"{name} is a list"
        read = {
            one.metric.id: one
            for line in program.lines
            if isinstance(line.value, n.Over) and line.value.source == name
            for one in line.value.fields
        }
        checks = []
        for one in entries.fields:
            known = read.get(one.id) or n.Input(one.id, one, self.scales[one.id])
            unread = (0, 1) if one.kind in ("yes/no", "text") else reach_of(one, known.scale, (1 << 62) - 1)
            checks.append(check_of(known, ranges.get(known.name) or unread, self.scales))
        return ListCheck(name, entries.least, entries.most, tuple(checks))

    def _table(self, table: Any, kind: Any) -> Any:
        if isinstance(table, Fold):
            return table
        if not isinstance(table, n.Before):
            return np.array(table, kind)
        return self.ranks[table.step].at(table.scale)

    def run(
        self, columns: Mapping[str, Column | ListColumn], size: int, threads: int = 1, empty: Empty = np.empty
    ) -> Results:
        """All rows; ``columns`` by metric. Memory that was used before costs less than fresh memory, which
        costs as much as the arithmetic: ``empty`` says where it comes from."""
        found = Results(
            {one.name: empty(size, self.kinds[one.name]) for one in self._outputs},
            (np.empty(size, np.int64), np.empty(size, np.int64)) if self.exact else (),
            None if self.program.grade is None else np.empty(size, np.int16),
            np.full(size, -1, np.int16) if self.program.excluded else None,
            np.zeros(size, bool),
        )
        rows = SLICE if threads == 1 else SHARED_SLICE
        spans = [slice(start, min(start + rows, size)) for start in range(0, size, rows)]
        many = max(1, min(threads, len(spans)))

        def share(first: int) -> None:
            memories: dict[int, _Memory] = {}
            for span in spans[first::many]:
                self._slice(columns, span, found, memories)

        if many > 1:
            with ThreadPoolExecutor(many) as pool:
                list(pool.map(share, range(many)))
        else:
            share(0)
        return found

    def _slice(
        self,
        columns: Mapping[str, Column | ListColumn],
        span: slice,
        found: Results,
        memories: dict[int, _Memory],
    ) -> None:
        size, out = span.stop - span.start, found.columns(span)
        for place, kernel in enumerate(self._kernels):
            last = place == len(self._kernels) - 1
            # the first slice of a thread is as long as any
            memory = memories[place] = memories.get(place) or _Memory(kernel, size)
            try:
                into = memory.into(size, out)
                ready = taken(kernel.checks, kernel.lists, columns, span, kernel.kind, into, last)
            except TooWide:
                continue
            every = [one.metric.id for one in self.program.inputs]
            inputs = [ready.values[metric] for metric in every if metric in ready.values]
            given = [ready.given[one.metric.id] for one in self.program.inputs if one.asked]
            lists = [ready.lists[name] for name in kernel.emitted.lists]
            constants = [each[:size] for each in memory.constants]
            buffers = [each[:size] for each in memory.buffers]
            # only in an odd row, which holds anything, can a fold over its entries leave nothing to divide by
            with nullcontext() if ready.odd is None else np.errstate(divide="ignore", invalid="ignore"):
                tests = kernel.score(inputs, given, lists, constants, buffers, out)
            found.told(span, ready.odd, *tests)
            return
        raise AssertionError("the last type leaves rows odd rather than the slice")
