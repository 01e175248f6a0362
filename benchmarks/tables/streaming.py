"""Files larger than memory should take: ``python benchmarks/tables/streaming.py [--rows N …]``.

    --rows N …      how many rows, one file after the other (10,000,000 and 50,000,000)
    --folder DIR    where the files go (a new folder among the temporary ones); they are removed afterwards
    --limit GB      exit code 1 where the command took more memory than this (1.5)
    --csv           write CSV instead of Parquet
    --rank          rank the rows as well, with `rubric rank`, instead of scoring them alone
    --mistakes N    spoil a metric of one row in N, turn about each of its columns

Makes a Parquet file of annex 1's metrics, marks with two decimals and an id, runs ``rubric score-table`` or
``rubric rank`` on it in a process of its own, and prints the process's greatest resident memory, its rows a
second and the processor time that it took, start-up and all. The result is then held against the code by
hand: of a ranking every row, else the first and the last row group; with mistakes, how many rows have one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

import numpy as np  # noqa: E402
import ours  # noqa: E402
import pyarrow as pa  # noqa: E402
import pyarrow.compute as pc  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from by_hand_arrays import score_slices  # noqa: E402
from made_up import Table, made_up  # noqa: E402

GROUP: Final = 1_000_000
SEED: Final = 2023


MEASURE: Final = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode
took = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, took, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""A small process around the command: started from this one, it would count this one's memory as its own."""


@dataclass(frozen=True)
class Streamed:
    """What one run of the command came to."""

    rows: int
    seconds: float
    processor_seconds: float
    peak_gb: float
    read_mb: float
    written_mb: float


def write(file: Path, rows: int, mistakes: int = 0) -> None:
    """A Parquet file of so many subjects, a row group at a time; one in ``mistakes`` has one."""
    writer = None
    for number, start in enumerate(range(0, rows, GROUP)):
        table = _group(number, min(GROUP, rows - start))
        ids = pa.array(np.arange(start, start + table.rows))
        piece = _spoilt(table.arrow, mistakes).add_column(0, "platform", ids)
        if writer is None:
            writer = pq.ParquetWriter(file, piece.schema)
        writer.write_table(piece)
    assert writer is not None, "a file has rows"
    writer.close()


def _spoilt(table: pa.Table, mistakes: int) -> pa.Table:
    """The table without some values."""
    rows = np.arange(table.num_rows)
    for place in range(table.num_columns if mistakes else 0):
        gone = (rows % mistakes == 0) & (rows // mistakes % table.num_columns == place)
        column, nothing = table.column(place), pa.scalar(None, table.schema.field(place).type)
        column = pc.if_else(pa.array(gone), nothing, column)
        table = table.set_column(place, table.schema.field(place), column)
    return table


def _group(number: int, rows: int) -> Table:
    """A row group's subjects."""
    return made_up(rows, seed=SEED + number, marks="two decimals")


def streamed(rows: int, folder: Path, ending: str, rank: bool, mistakes: int) -> Streamed:
    """The command on a file of so many rows."""
    script = shutil.which("rubric", path=str(Path(sys.executable).parent))
    if script is None:
        sys.exit("the command `rubric` is not installed beside this Python: pip install -e .")
    source, target = folder / "subjects.parquet", folder / f"scored{ending}"
    write(source, rows, mistakes)
    command = [script, "rank" if rank else "score-table", str(ours.ANNEX), str(source), str(target)]
    around = [sys.executable, "-c", MEASURE, *command]
    told = subprocess.run(around, stdout=subprocess.PIPE, text=True, check=True)
    code, seconds, processor, peak = json.loads(told.stdout)
    if code != bool(mistakes):
        sys.exit(f"{' '.join(command[:2])} ended with {code}")
    if mistakes:
        _check_mistakes(target, rows, mistakes)
    elif ending == ".parquet":
        (_check_ranks if rank else _check)(target, rows)
    megabytes = [file.stat().st_size / 1e6 for file in (source, target)]
    # Linux counts in KiB, macOS in bytes
    peak_gb = peak * (1 if sys.platform == "darwin" else 1024) / 1e9
    found = Streamed(rows, seconds, processor, peak_gb, *megabytes)
    source.unlink()
    target.unlink()
    return found


def _check(target: Path, rows: int) -> None:
    """Every row is there in its place, and the totals of the first and the last rows are right."""
    file = pq.ParquetFile(target)
    if file.metadata.num_rows != rows:
        sys.exit(f"{file.metadata.num_rows:,} rows came out of {rows:,}")
    last = (rows - 1) // GROUP
    whole = pq.read_table(target, columns=["platform", "published"])
    for number in {0, last}:
        size = min(GROUP, rows - number * GROUP)
        piece = whole.slice(number * GROUP, size)
        expected = score_slices(_group(number, size))["published"]
        if not np.array_equal(ours.hundredths(piece["published"]), expected):
            sys.exit(f"the totals of rows {number * GROUP:,} and after are wrong")
        if not np.array_equal(piece["platform"].to_numpy(), np.arange(size) + number * GROUP):
            sys.exit(f"rows {number * GROUP:,} and after are not in their places")


def _check_mistakes(target: Path, rows: int, mistakes: int) -> None:
    """As many rows have mistakes as were spoilt; metrics that may be missing are none of annex 1's."""
    outcomes = pq.read_table(target, columns=["outcome"])["outcome"]
    found = pc.sum(pc.equal(outcomes, "error")).as_py()
    due = sum(-(-min(GROUP, rows - start) // mistakes) for start in range(0, rows, GROUP))
    if (found, len(outcomes)) != (due, rows):
        sys.exit(f"{found:,} of {len(outcomes):,} rows have mistakes, and not {due:,} of {rows:,}")


def _check_ranks(target: Path, rows: int) -> None:
    """Every row is there once, with its own total, behind none that has less; equal totals share a rank.

    Ranks go by exact totals, of which the code by hand has only two decimals: whether rows that publish the
    same stand in the right order is for the tests.
    """
    sizes = [min(GROUP, rows - start) for start in range(0, rows, GROUP)]
    totals = np.concatenate(
        [score_slices(_group(number, size))["published"] for number, size in enumerate(sizes)]
    )
    seen, start, last = np.zeros(rows, bool), 0, (0, 1 << 30)
    for batch in pq.ParquetFile(target).iter_batches(GROUP, columns=["rank", "platform", "published"]):
        ids, ranks = batch["platform"].to_numpy(), batch["rank"].to_numpy()
        published = ours.hundredths(pa.chunked_array([batch["published"]]))
        places = np.arange(start, start + len(ids)) + 1
        before, above = np.r_[last[0], ranks[:-1]], np.r_[last[1], published[:-1]]
        right = (published == totals[ids]) & (published <= above) & ((ranks == places) | (ranks == before))
        if not right.all():
            sys.exit(f"row {start + int(np.argmin(right)):,} is not in its place")
        seen[ids] = True
        start, last = start + len(ids), (ranks[-1], published[-1])
    if start != rows or not seen.all():
        sys.exit(f"{np.count_nonzero(seen):,} of {rows:,} rows are there")


def main() -> int:
    """Make, run, print; 1 where the limit is passed."""
    parser = argparse.ArgumentParser(description="rubric score-table, or rank, on files of many rows.")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000_000, 50_000_000], metavar="N")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where the files go")
    parser.add_argument("--limit", type=float, default=1.5, metavar="GB", help="of resident memory (1.5)")
    parser.add_argument("--csv", action="store_true", help="write CSV instead of Parquet")
    parser.add_argument("--rank", action="store_true", help="rank the rows, with `rubric rank`")
    parser.add_argument("--mistakes", type=int, default=0, metavar="N", help="spoil one row in N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the figures as JSON as well")
    arguments = parser.parse_args()
    found: list[dict[str, Any]] = []
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            ending = ".csv" if arguments.csv else ".parquet"
            one = streamed(rows, Path(folder), ending, arguments.rank, arguments.mistakes)
        found.append(vars(one))
        print(
            f"{one.rows:,} rows: {one.seconds:,.1f} s, {one.rows / one.seconds / 1e6:.2f} M rows/s, "
            f"{one.processor_seconds:,.1f} s of processors, "
            f"{one.peak_gb:.2f} GB at most; {one.read_mb:,.0f} MB read, {one.written_mb:,.0f} MB written",
            flush=True,
        )
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return int(any(one["peak_gb"] > arguments.limit for one in found))


if __name__ == "__main__":
    sys.exit(main())
