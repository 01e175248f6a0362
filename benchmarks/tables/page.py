"""Writes docs/benchmarks.md from the figures of full runs: ``python benchmarks/tables/page.py FOLDER``.

Comes in: a folder with ``tables.json`` (run.py --json), ``growth.json`` (growth.py --json) and
``streaming.json`` (streaming.py --json). Goes out: the page. Promised: no figure on it that is not in these
files.
"""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path
from typing import Any, Final

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"

HEAD: Final = """\
# How fast tables are scored

{date}, {machine} with {cores} cores that other work shares.
{versions}.
Written by `benchmarks/tables/page.py` from the figures of:

<!-- not run: it takes an hour -->
```
python benchmarks/tables/peers.py --install
python benchmarks/tables/run.py --json FOLDER/tables.json
python benchmarks/tables/growth.py --json FOLDER/growth.json
python benchmarks/tables/streaming.py --json FOLDER/streaming.json
python benchmarks/tables/page.py FOLDER
```

The work is the same everywhere: annex 1 of the Hunan notice (`rubrics/hunan-2023/annex-1.rubric`), {rows:,}
made-up subjects that lie around the edges of its rules; the published total, 28 criteria and 11 sections
are written out.

## How to read it

- Trust the ratios, not the times. All ways of a group take turns, {rounds} rounds of it; a ratio is taken
  within a round to the way in the group's first line. The table has the median, and the quartiles in
  brackets.
- “Not exact” says how many published totals differ from the exact one. The exact ways agree in every row
  before a clock runs.
- The code by hand in the first line of a group is not a straw man: whole numbers in 32 bits, slices that
  fit the cache, memory that is used again. It does not look at what it is given. Where a group says
  *checked*, ranges (and nulls) are looked at, as the library always does.
- From table to table there is more to do than arithmetic: a decimal of 128 bits takes four times the memory
  of the yardstick's numbers, an outcome and a reason are written for each row.
- Two threads in one interpreter gain less than twice the speed: they wait for each other between NumPy's
  operations. Threads that share the work take longer slices for that reason.
- Times are process time, but for the group by the wall clock. Where rows of a way are fewer than of its
  group, its figures are by the row.
"""

ENGINES: Final = """\
Each of the other engines runs in a process of its own, with annex 1 as one would write it there
(`benchmarks/tables/peer_rules/`), and times itself. datalogic and the Common Expression Language name no
intermediate values, and give the total alone. OpenFisca works on arrays, the others subject by subject. ZEN
Engine's numbers are decimals of 28 digits, OpenFisca's floats of 32 bits, those of the rest doubles.
"""

CRITERIA: Final = """\
Nanoseconds for a row and a criterion of generated rubrics (`benchmarks/generated_rubrics.py`) of 10 to 1,000
criteria, 5,000 rows. Two in ten give points in proportion to a target that has no end.
"""


def tables(document: dict[str, Any]) -> str:
    """The table of ratios, group by group."""
    lines = []
    for name, figures in groupby(document["figures"], key=lambda figure: figure["group"]):
        lines += [f"\n### {name[0].upper()}{name[1:]}\n"]
        if name.startswith("other engines"):
            lines += [ENGINES]
        lines += [
            "| way | ns a row | rows/s | ratio | not exact | target |",
            "|---|---:|---:|---:|---:|---|",
            *(_row(figure) for figure in figures),
        ]
    return "\n".join(lines)


def _row(figure: dict[str, Any]) -> str:
    if figure["ratio"] is None:
        return f"| {figure['what']} | | | | | {figure['note']} |"
    speed = 1e9 / figure["nanoseconds"]
    rate = f"{speed / 1e6:.1f} M" if speed >= 1e6 else f"{speed:,.0f}"
    digits = 2 if figure["ratio"] < 100 else 0
    ends = f"{figure['lower_quartile']:,.{digits}f}–{figure['upper_quartile']:,.{digits}f}"
    ratio = f"{figure['ratio']:,.{digits}f}×" + ("" if ends == "1.00–1.00" else f" ({ends})")
    wrong = f"{100 * figure['wrong'] / figure['rows']:.2f}%" if figure["wrong"] else "0"
    target = ""
    if figure["target"]:
        target = f"≤ {figure['target']:g}×: {'met' if figure['met'] else 'missed'}"
    note = f", {figure['note']}" if figure["note"] else ""
    return (
        f"| {figure['what']}{note} | {figure['nanoseconds']:,.0f} | {rate} | {ratio} | {wrong} | {target} |"
    )


def growth(document: dict[str, Any]) -> str:
    """The pictures, and the figures in them."""
    words = {
        "rows": ("Rows", "Seconds for so many rows of annex 1, one thread."),
        "criteria": ("Criteria", CRITERIA),
        "threads": ("Threads", "Rows a second by the wall clock, in one interpreter."),
    }
    lines = ["\n## Growth\n"]
    for name, (title, told) in words.items():
        lines += [f"### {title}\n", f"{told}\n", f"![{title}](benchmarks/{name}.svg)\n"]
        for series in document[name]:
            points = ", ".join(
                f"{x:,.0f}: {y:,.0f}" if y >= 100 else f"{x:,.0f}: {y:.3g}" for x, y in series["points"]
            )
            lines.append(f"- {series['name']}: {points}")
        lines.append("")
    return "\n".join(lines)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def streaming(found: list[dict[str, Any]]) -> str:
    """Memory of the command on files."""
    rows = [
        f"| {one['rows']:,} | {one['seconds']:,.0f} s | {one['rows'] / one['seconds'] / 1e6:.2f} M "
        f"| {one['peak_gb']:.2f} GB | {one['read_mb']:,.0f} MB | {one['written_mb']:,.0f} MB |"
        for one in found
    ]
    return "\n".join(
        [
            "## Files that do not fit memory\n",
            "`rubric score-table annex-1.rubric subjects.parquet scored.parquet`, a process of its own, from",
            "start to exit; the most resident memory that it ever had.\n",
            "| rows | time | rows/s | memory at most | read | written |",
            "|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Write the page."""
    folder = Path(sys.argv[1])

    def read(name: str) -> Any:
        return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))

    measured = read("tables")
    python, *others = measured["versions"].items()
    versions = ", ".join(f"{name} {number}" for name, number in (("Python", python[1]), *others))
    head = HEAD.format(**{**measured, "versions": versions})
    parts = [head, "## The table", tables(measured), growth(read("growth")), streaming(read("streaming"))]
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    print(f"{PAGE.name} written")


if __name__ == "__main__":
    main()
