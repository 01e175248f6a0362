"""What Spark makes of annex 1 on this machine: rows a second, and what a partition costs.

    python benchmarks/tables/cluster.py [--rows N] [--cores N]

Comes in: how many rows. Goes out: the figures that docs/clusters.md reckons with. Nothing is written.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import ours  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from made_up import made_up  # noqa: E402

FEW, MANY = 2, 42


def session(cores: int) -> Any:
    """A local session that nothing outside can reach."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    warnings.simplefilter("ignore")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
    for address in ("spark.driver.host", "spark.driver.bindAddress"):
        builder = builder.config(address, "127.0.0.1")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    return builder.config("spark.log.level", "ERROR").config("spark.driver.memory", "3g").getOrCreate()


def seconds(frame: Any, turns: int) -> float:
    """The quickest of some turns; every column of every row is worked out, and thrown away."""
    found = []
    for _ in range(turns):
        start = time.perf_counter()
        frame.write.format("noop").mode("overwrite").save()
        found.append(time.perf_counter() - start)
    return min(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of annex 1 on a local Spark.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    spark = session(chosen.cores)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.parquet"
        pq.write_table(made_up(chosen.rows, seed=1, marks="two decimals").arrow, file)
        figures = spark.read.parquet(str(file)).repartition(2 * chosen.cores).cache()
        figures.count()
        for limit in (65_535, 8_000):
            spark.conf.set("spark.sql.codegen.hugeMethodLimit", limit)
            rate = chosen.rows / seconds(ours.rubric().score_table(figures), 4) / chosen.cores
            print(f"methods up to {limit:6,} bytes: {rate:10,.0f} rows a second and core")
        small = figures.limit(1_000).cache()
        few, many = (seconds(ours.rubric().score_table(small.repartition(n)), 3) for n in (FEW, MANY))
        print(f"a partition: {(many - few) / (MANY - FEW) * chosen.cores:.3f} seconds of a core")
    spark.stop()


if __name__ == "__main__":
    main()
