"""Measuring by comparison: contenders take turns in every round, and only ratios within a round are trusted.

Comes in: contenders that do the same work in different ways. Goes out: for each, its time and its ratio to
the first of them. Promised: a slow moment of the machine hits neighbours in time alike, so that it moves a
round's times but hardly a round's ratios; the median over the rounds then forgets the odd round.

Garbage collection stays on while the clock runs, as it does in use.
"""

from __future__ import annotations

import gc
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import get_clock_info, perf_counter_ns, process_time_ns
from typing import Final

_LEAST_BATCH_NS: Final = 5_000_000
"""A contender repeats its work until a batch lasts this long: far above the clock's own cost, and short, so
that a round is over before the machine's mood changes."""

_now: Final = process_time_ns if get_clock_info("process_time").resolution < 1e-6 else perf_counter_ns
"""This process's own time where the system counts it finely: other programs' turns are then left out."""


@dataclass(frozen=True)
class Contender:
    """One way to do the work: ``run`` does it ``calls`` times (once for each subject, say)."""

    name: str
    run: Callable[[], object]
    calls: int = 1


@dataclass(frozen=True)
class Measured:
    """What a contender came to: nanoseconds a call, and the ratio to the first contender of its round."""

    name: str
    nanoseconds: float
    ratio: float
    lower_quartile: float
    upper_quartile: float


def interleaved(
    contenders: Sequence[Contender], rounds: int, clock: Callable[[], int] = _now
) -> list[Measured]:
    """Round by round, each contender once; every second round in reverse, so that none is always first.

    Give ``perf_counter_ns`` as the clock where contenders work with several threads.
    """
    repeats = [_repeats(contender, clock) for contender in contenders]
    times: list[list[float]] = [[] for _ in contenders]
    turns = list(range(len(contenders)))
    for _ in range(rounds):
        for turn in turns:
            times[turn].append(_batch(contenders[turn], repeats[turn], clock))
        turns.reverse()
    return [compared(contender.name, own, times[0]) for contender, own in zip(contenders, times, strict=True)]


def commands_interleaved(commands: Sequence[Sequence[str]], rounds: int) -> list[list[float]]:
    """Whole processes, in turns: for each command the milliseconds of every round, start-up to exit.

    Raises ``subprocess.CalledProcessError`` where a command fails. The first turn, unmeasured, warms caches.
    """
    times: list[list[float]] = [[] for _ in commands]
    for number in range(rounds + 1):
        for command, own in zip(commands, times, strict=True):
            start = perf_counter_ns()
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
            if number:
                own.append((perf_counter_ns() - start) / 1e6)
    return times


def once(work: Callable[[], object]) -> float:
    """The milliseconds that one run of the work takes, once the garbage of the ones before is gone."""
    gc.collect()
    start = _now()
    work()
    return (_now() - start) / 1e6


def _repeats(contender: Contender, clock: Callable[[], int]) -> int:
    """How often the work must be done for a batch that is long enough; warms the contender up as well."""
    contender.run()
    start = clock()
    contender.run()
    return max(1, _LEAST_BATCH_NS // max(1, clock() - start))


def _batch(contender: Contender, repeats: int, clock: Callable[[], int]) -> float:
    """Nanoseconds a call, over one batch."""
    run = contender.run
    start = clock()
    for _ in range(repeats):
        run()
    return (clock() - start) / (repeats * contender.calls)


def compared(name: str, own: Sequence[float], yardstick: Sequence[float]) -> Measured:
    ratios = [mine / first for mine, first in zip(own, yardstick, strict=True)]
    lower, _, upper = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0],) * 3
    return Measured(name, median(own), median(ratios), lower, upper)
