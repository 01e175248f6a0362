"""One command for every figure about tables: ``python benchmarks/tables/run.py``.

    --rows N      subjects in a table, 1,000,000 unless said
    --quick       fewer rounds and 100,000 rows
    --json FILE   the figures as JSON as well
    --check       exit code 1 where a target is missed

Prints one table. All ways of a group take turns in each round, and a ratio is to the group's first way in
the same round (../timing.py). Before a clock runs, every exact way must give the same published totals as
the first one for all rows, and the first one those of ``rubric.score`` and of the code in Python by hand;
of the others it is counted how many totals they get wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
os.environ.setdefault("POLARS_MAX_THREADS", "1")  # before polars is imported: one thread, as the others

import numpy as np  # noqa: E402
import ours  # noqa: E402
import peers  # noqa: E402
from by_hand_arrow import score_arrow  # noqa: E402
from made_up import made_up  # noqa: E402
from timing import Contender, interleaved  # noqa: E402
from ways import Group, Way, groups, published  # noqa: E402

SEED: Final = 2023
PEER_ROWS: Final = 100_000
PACKAGES: Final = ("rubric-dsl", "numpy", "pyarrow", "polars", "pandas", "duckdb", "narwhals", "sqlglot")


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    group: str
    what: str
    nanoseconds: float | None
    """A row."""
    ratio: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    wrong: int
    """Published totals that are not the exact ones."""
    rows: int
    target: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        return None if self.target is None else self.ratio is not None and self.ratio <= self.target


def measured(group: Group, rounds: int) -> list[Figure]:
    """Every way of a group, compared first and timed afterwards."""
    wrong = _wrong(group)
    present = [way for way in group.ways if way.run is not None]
    contenders = [Contender(way.name, way.run, way.rows) for way in present if way.run is not None]
    wall = (perf_counter_ns,) if group.wall else ()
    times = interleaved(contenders, rounds, *wall)
    by_name = {one.name: one for one in times}
    figures = []
    for way in group.ways:
        one = by_name.get(way.name)
        figures.append(
            Figure(
                group.name,
                way.name,
                one and one.nanoseconds,
                one and one.ratio,
                one and one.lower_quartile,
                one and one.upper_quartile,
                wrong.get(way.name, 0),
                way.rows,
                way.target,
                way.absent,
            )
        )
    return figures


def others(rounds: int) -> list[Figure]:
    """Other engines, where they are installed, against our table to table; see peers.py."""
    table = made_up(PEER_ROWS, seed=SEED, marks="two decimals").arrow
    name = "other engines, two decimals"
    own = ours.way("score_table(pyarrow)", lambda: ours.score_table(table), PEER_ROWS)
    if own.run is None:
        own = Way("Arrow to Arrow by hand, checked", lambda: score_arrow(table, checked=True), PEER_ROWS)
    assert own.run is not None, "one of them is there"
    mine, found = peers.measured(own.run, PEER_ROWS, rounds, SEED)
    figures = [Figure(name, own.name, mine.nanoseconds, 1.0, 1.0, 1.0, 0, PEER_ROWS)]
    for peer in peers.PEERS:
        one = found.get(peer)
        if one is None:
            hint = "not installed: python benchmarks/tables/peers.py --install"
            figures.append(Figure(name, peer.distribution, None, None, None, None, 0, peer.rows, note=hint))
            continue
        times, what = one.times, f"{peer.distribution} {one.version}"
        note = "" if one.left_out.startswith("nothing") else f"without {one.left_out}"
        spread = (times.nanoseconds, times.ratio, times.lower_quartile, times.upper_quartile)
        figures.append(Figure(name, what, *spread, one.wrong, peer.rows, note=note))
    return figures


def _wrong(group: Group) -> dict[str, int]:
    """By way: how many published totals are not the first way's; an exact way may have none."""
    first = group.ways[0]
    assert first.run is not None, "a group's yardstick is always there"
    expected = published(first, first.run())
    wrong = {}
    for way in group.ways[1:]:
        if way.run is None:
            continue
        totals = published(way, way.run())
        differs = totals != expected[: way.rows]
        if way.not_scored is not None:
            differs &= ~way.not_scored
        if way.exact and differs.any():
            row = int(np.flatnonzero(differs)[0])
            sys.exit(
                f"{group.name}: {way.name} gives {totals[row]} hundredths, {first.name} {expected[row]}: "
                f"nothing to time. Subject: {group.table.subjects(slice(row, row + 1))[0]}"
            )
        wrong[way.name] = int(differs.sum())
    return wrong


def as_text(figures: list[Figure]) -> str:
    """The figures as aligned text, group by group."""
    heads = ("", "ns a row", "rows/s", "ratio (quartiles)", "wrong", "target", "")
    rows: list[tuple[str, ...]] = []
    for place, figure in enumerate(figures):
        if place == 0 or figures[place - 1].group != figure.group:
            rows += [(), (figure.group, *heads[1:])]
        rows.append(("  " + figure.what, *_cells(figure, place)))
    widths = [max(len(row[place]) for row in rows if row) for place in range(len(heads))]
    lines = []
    for row in rows:
        if row:
            what, *numbers, verdict = row
            cells = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=False)]
            lines.append("  ".join((what.ljust(widths[0]), *cells, verdict)).rstrip())
        else:
            lines.append("")
    return "\n".join(lines[1:])


def _cells(figure: Figure, place: int) -> tuple[str, ...]:
    if figure.nanoseconds is None or figure.ratio is None:
        return ("", "", "", "", "", figure.note)
    digits = 2 if figure.ratio < 100 else 0
    ends = f"{figure.lower_quartile:,.{digits}f}–{figure.upper_quartile:,.{digits}f}"
    spread = f"{figure.ratio:,.{digits}f}× ({ends})"
    wrong = f"{100 * figure.wrong / figure.rows:.2f}%" if figure.wrong else "0"
    verdict = {True: "met", False: "MISSED", None: figure.note}[figure.met]
    target = "" if figure.target is None else f"≤ {figure.target:g}×"
    speed = 1e9 / figure.nanoseconds
    rate = f"{speed / 1e6:.1f} M" if speed >= 1e6 else f"{speed / 1e3:.1f} k"
    return f"{figure.nanoseconds:,.0f}", rate, spread, wrong, target, verdict


def versions() -> dict[str, str]:
    """What was measured, by distribution."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def main() -> int:
    """Measure, print, save; 1 where ``--check`` was asked for and a target is missed."""
    parser = argparse.ArgumentParser(description="Speed of rubric_dsl over tables, against code by hand.")
    parser.add_argument("--rows", type=int, metavar="N", help="subjects in a table (1,000,000)")
    parser.add_argument("--rounds", type=int, metavar="N", help="turns of every way (15)")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and 100,000 rows")
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the figures as JSON as well")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a target is missed")
    arguments = parser.parse_args()
    rows = arguments.rows or (100_000 if arguments.quick else 1_000_000)
    rounds = arguments.rounds or (5 if arguments.quick else 15)
    import duckdb

    figures: list[Figure] = []
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        for group in groups(rows, SEED, connection):
            figures += measured(group, rounds)
    figures += others(max(3, rounds // 3))
    found = versions()
    print(f"{rows:,} rows, {rounds} rounds, seed {SEED}, {os.cpu_count()} cores, {platform.machine()}")
    print(", ".join(f"{name} {number}" for name, number in found.items()))
    print()
    print(as_text(figures))
    if arguments.json:
        document: dict[str, Any] = {
            "date": date.today().isoformat(),
            "versions": found,
            "machine": platform.machine(),
            "cores": os.cpu_count(),
            "rows": rows,
            "rounds": rounds,
            "seed": SEED,
            "figures": [asdict(figure) | {"met": figure.met} for figure in figures],
        }
        arguments.json.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 1 if arguments.check and any(figure.met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
