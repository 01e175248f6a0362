"""How the time grows with rows, with criteria and with threads: ``python benchmarks/tables/growth.py``.

    --quick         up to 100,000 rows and 100 criteria
    --out FOLDER    where the SVG files go (docs/benchmarks)
    --json FILE     the points as JSON as well

Rows and threads: annex 1, marks with two decimals, from Arrow table to Arrow table and by the array engine
alone. Criteria: generated rubrics of 10 to 1,000 criteria (../generated_rubrics.py) over a table of their
own metrics. A point is the median of some turns, in which all lines of a picture take part one after the
other.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter_ns, process_time_ns
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

import numpy as np  # noqa: E402
import ours  # noqa: E402
from by_hand_arrays import score_slices  # noqa: E402
from generated_rubrics import generated  # noqa: E402
from growth_svg import Chart, Series, drawn  # noqa: E402
from made_up import made_up  # noqa: E402

SEED: Final = 2023
DOCS: Final = HERE.parents[1] / "docs" / "benchmarks"
ROWS: Final = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
CRITERIA: Final = (10, 30, 100, 300, 1_000)
CRITERIA_ROWS: Final = 5_000
TABLE_ROWS_MOST: Final = 3_000_000
"""Of the lines that make whole tables: a row of these takes half a kilobyte."""

_ENDS: Final = {
    "visits": 600,
    "deals": 600,
    "firms": 2_000,
    "done": 100,
    "target": 100,
    "loans": 100,
    "goal": 100,
}
"""Where a generated metric's figures end, by the beginning of its name; the others' ends are low."""

Run = Callable[[], object]


def by_rows(sizes: Sequence[int], rounds: int) -> list[Series]:
    """Seconds for so many rows of annex 1."""
    points: dict[str, list[tuple[float, float]]] = {}
    for size in sizes:
        table = made_up(size, seed=SEED, marks="two decimals")
        lines: dict[str, Run] = {
            "NumPy by hand, int32": lambda table=table: score_slices(table),
            "array engine": lambda table=table: ours.arrays(table),
        }
        if size <= TABLE_ROWS_MOST:
            lines["score_table(pyarrow)"] = lambda table=table: ours.score_table(table.arrow)
        for name, nanoseconds in _turns(lines, rounds, process_time_ns).items():
            points.setdefault(name, []).append((size, nanoseconds / 1e9))
    return [Series(name, tuple(own)) for name, own in points.items()]


def by_criteria(sizes: Sequence[int], rounds: int) -> list[Series]:
    """Nanoseconds a row and criterion, for rubrics of so many criteria."""
    import rubric_dsl

    points: dict[str, list[tuple[float, float]]] = {}
    for size in sizes:
        lines: dict[str, Run] = {}
        for name, ratios in (("no ratios", False), ("two ratios in ten", True)):
            rubric = rubric_dsl.loads(generated(size, ratios=ratios).text, name="generated")
            table = _table_of(rubric, CRITERIA_ROWS)
            _agreed(rubric, table)
            lines[name] = partial(rubric.score_table, table, threads=1)
        for name, nanoseconds in _turns(lines, rounds, process_time_ns).items():
            points.setdefault(name, []).append((size, nanoseconds / CRITERIA_ROWS / size))
    return [Series(name, tuple(own)) for name, own in points.items()]


def by_threads(rows: int, rounds: int) -> list[Series]:
    """Rows a second with one and with two threads, by the wall clock."""
    table = made_up(rows, seed=SEED, marks="two decimals")
    _ = table.arrow
    lines: dict[str, Run] = {}
    for threads in (1, 2):
        lines |= {
            f"NumPy by hand, int32/{threads}": lambda threads=threads: score_slices(table, threads=threads),
            f"array engine/{threads}": lambda threads=threads: ours.arrays(table, threads),
            f"score_table(pyarrow)/{threads}": lambda threads=threads: ours.score_table(table.arrow, threads),
        }
    points: dict[str, list[tuple[float, float]]] = {}
    for name, nanoseconds in _turns(lines, rounds, perf_counter_ns).items():
        way, threads = name.split("/")
        points.setdefault(way, []).append((int(threads), rows / nanoseconds * 1e9))
    return [Series(name, tuple(own)) for name, own in points.items()]


def _turns(lines: dict[str, Run], rounds: int, clock: Callable[[], int]) -> dict[str, float]:
    """The median nanoseconds of each line that is there, after one turn to warm up."""
    times: dict[str, list[int]] = {}
    for turn in range(rounds + 1):
        for name, run in lines.items():
            start = clock()
            try:
                run()
            except ours.NotThere:
                continue
            if turn:
                times.setdefault(name, []).append(clock() - start)
    return {name: median(own) for name, own in times.items()}


def _table_of(rubric: Any, rows: int) -> Any:
    """A table of a generated rubric's metrics, around the edges of its rules."""
    import pyarrow as pa

    rng = np.random.default_rng(SEED)
    columns = {}
    for name, metric in rubric.metrics.items():
        if metric.kind == "yes/no":
            columns[name] = rng.random(rows) < 0.7
        else:
            most = next((end for start, end in _ENDS.items() if name.startswith(start)), 15)
            columns[name] = rng.integers(int(metric.low or 0), most, rows)
    return pa.table(columns)


def _agreed(rubric: Any, table: Any) -> None:
    """The first rows one by one, before a clock runs."""
    few = table.slice(0, 20)
    if getattr(rubric, "score_table", None) is None:
        raise ours.NotThere("there is no score_table yet")
    totals = rubric.score_table(few)["published"].to_pylist()
    expected = [rubric.score(subject) for subject in few.to_pylist()]
    if totals != expected:
        sys.exit(f"{rubric.id}: score_table gives {totals}, score {expected}: nothing to time")


def _count(value: float) -> str:
    for size, letter in ((1e6, " M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def _seconds(value: float) -> str:
    return f"{value:g} s" if value >= 1 else f"{value * 1e3:g} ms"


CHARTS: Final = {
    "rows": Chart("Annex 1: time by rows, one thread", "rows", "seconds", _count, _seconds),
    "criteria": Chart(
        "score_table of generated rubrics: time a row and criterion",
        "criteria", "nanoseconds a row and criterion", _count, lambda value: f"{value:g}",
    ),
    "threads": Chart(
        "Annex 1: rows a second by threads, wall clock", "threads", "rows a second", _count, _count
    ),
}  # fmt: skip


def main() -> None:
    """Measure, draw, save."""
    parser = argparse.ArgumentParser(description="Growth with rows, criteria and threads.")
    parser.add_argument("--quick", action="store_true", help="up to 100,000 rows and 100 criteria")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="turns of each line (5)")
    parser.add_argument("--out", type=Path, default=DOCS, metavar="FOLDER", help="where the SVG files go")
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the points as JSON as well")
    arguments = parser.parse_args()
    rounds = arguments.rounds
    rows = [size for size in ROWS if not arguments.quick or size <= 100_000]
    criteria = [size for size in CRITERIA if not arguments.quick or size <= 100]
    found = {
        "rows": by_rows(rows, rounds),
        "criteria": by_criteria(criteria, rounds),
        "threads": by_threads(min(1_000_000, rows[-1]), rounds),
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, series in found.items():
        (arguments.out / f"{name}.svg").write_text(drawn(CHARTS[name], series), encoding="utf-8")
        print(CHARTS[name].title)
        for one in series:
            told = ", ".join(f"{_count(x)}: {y:.4g}" for x, y in one.points)
            print(f"  {one.name}: {told}")
    if arguments.json:
        document = {name: [asdict(one) for one in series] for name, series in found.items()}
        arguments.json.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
