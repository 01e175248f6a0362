"""Engines that run the text of a query on rows: each gives back the rows of its result, in the rows' order.

DuckDB is part of what the tests need. PostgreSQL is started on a socket in a folder of its own, as somebody
else where the tests run as root, which its programs refuse; Spark as one session with two workers. Where
their programs are absent, the tests that need them are skipped with that reason.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest
from attrs import evolve

import rubric_dsl as rd
from rubric_dsl.evaluators.sql.options import Options
from rubric_dsl.evaluators.sql.query import to_sql

NUMBER = "row number"
"""A column that is no metric, by which rows are told apart."""
TYPES = {
    "count": "BIGINT", "mark": "DECIMAL(38, 12)", "amount": "DECIMAL(38, 12)", "number": "DECIMAL(38, 12)",
    "yes/no": "BOOLEAN", "choice": "VARCHAR", "date": "DATE",
}  # fmt: skip
Rows = Sequence[dict[str, Any]]


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def columns_of(rubric: rd.Rubric, options: Options) -> dict[str, str]:
    """The columns of a table for a rubric, with their types."""
    own = {"float": "DOUBLE PRECISION", "integer": "BIGINT", "decimal": "DECIMAL(38, 12)"}
    kinds = {
        name: own.get(options.types.get(name, ""), TYPES[metric.kind])
        for name, metric in rubric.metrics.items()
    }
    return {NUMBER: "BIGINT", **kinds}


def in_order(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = sorted(found, key=lambda one: int(one[NUMBER]))
    return [{name: value for name, value in row.items() if name != NUMBER} for row in rows]


class DuckDB:
    """DuckDB in memory."""

    name = "duckdb"
    reduces = True
    """Whether its exact totals are in lowest terms."""

    def __init__(self) -> None:
        self.session = duckdb.connect()

    def run(self, rubric: rd.Rubric, rows: Rows, options: Options = Options()) -> list[dict[str, Any]]:  # noqa: B008
        text = to_sql(rubric.plan, rubric.hash, "duckdb", options)
        columns = columns_of(rubric, options)
        table = quoted(options.table)
        made = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
        self.session.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({made})")
        marks = ", ".join("?" * len(columns))
        for number, row in enumerate(rows):
            values = [number, *(row[name] for name in rubric.metrics)]
            self.session.execute(f"INSERT INTO {table} VALUES ({marks})", values)
        found = self.session.execute(text)
        names = [one[0] for one in found.description]
        return in_order([dict(zip(names, one, strict=True)) for one in found.fetchall()])


class PostgreSQL:
    """PostgreSQL, connected."""

    name = "postgres"
    reduces = True

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def run(self, rubric: rd.Rubric, rows: Rows, options: Options = Options()) -> list[dict[str, Any]]:  # noqa: B008
        text = to_sql(rubric.plan, rubric.hash, "postgres", evolve(options, keep=(NUMBER,)))
        columns = columns_of(rubric, options)
        table = quoted(options.table)
        made = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
        with self.connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
            cursor.execute(f"CREATE TEMP TABLE {table} ({made})")
            marks = ", ".join(["%s"] * len(columns))
            values = [[number, *(row[name] for name in rubric.metrics)] for number, row in enumerate(rows)]
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
            cursor.execute(text)
            names = [one.name for one in cursor.description]
            return in_order([dict(zip(names, one, strict=True)) for one in cursor.fetchall()])


class Spark:
    """Spark's local session."""

    name = "spark"
    reduces = False

    def __init__(self, session: Any) -> None:
        self.session = session

    def table(self, rubric: rd.Rubric, rows: Rows, options: Options = Options()) -> Any:  # noqa: B008
        """The rows as a frame of Spark."""
        kinds = columns_of(rubric, options)
        names = {"VARCHAR": "STRING", "DOUBLE PRECISION": "DOUBLE"}
        schema = ", ".join(
            f"`{name.replace('`', '``')}` {names.get(kind, kind)}" for name, kind in kinds.items()
        )
        values = [(number, *(row[name] for name in rubric.metrics)) for number, row in enumerate(rows)]
        return self.session.createDataFrame(values, schema)

    def run(self, rubric: rd.Rubric, rows: Rows, options: Options = Options()) -> list[dict[str, Any]]:  # noqa: B008
        text = to_sql(rubric.plan, rubric.hash, "spark", options)
        self.table(rubric, rows, options).createOrReplaceTempView(options.table)
        found = self.session.sql(text)
        return in_order([dict(zip(found.columns, tuple(one), strict=True)) for one in found.collect()])


def programs_of_postgres() -> Path | None:
    """Where PostgreSQL's own programs are: on the path, or where Debian puts them."""
    beside = shutil.which("initdb")
    if beside is not None and Path(beside).resolve().with_name("postgres").exists():
        return Path(beside).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _somebody() -> dict[str, Any]:
    """Who runs PostgreSQL: oneself, or where that is root, somebody who is not."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    return {}


@contextmanager
def postgres_running() -> Iterator[PostgreSQL]:
    """PostgreSQL on a socket of its own, without a port, until the tests are done."""
    programs = programs_of_postgres()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    import psycopg

    who = _somebody()
    folder = Path(tempfile.mkdtemp(prefix="rubric-pg-"))
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        data, log = folder / "data", folder / "log"

        def call(program: str, *arguments: str) -> None:
            done = subprocess.run(
                [programs / program, *arguments],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
                **who,
            )
            assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"

        call(
            "initdb", "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"
        )
        settings = (
            f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=16MB -c max_connections=5"
        )
        call("pg_ctl", "-D", str(data), "-o", settings, "-l", str(log), "-w", "-t", "60", "start")
        try:
            address = {"host": str(folder), "user": "tests", "dbname": "postgres"}
            with psycopg.connect(**address, autocommit=True, prepare_threshold=None) as connection:
                yield PostgreSQL(connection)
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def spark_running() -> Iterator[Spark]:
    """A local session of Spark with two workers, which nothing outside can reach."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Java is not on this machine")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyspark tells of versions that it has not met
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local[2]")
            .appName("rubric-tests")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.default.parallelism", "2")
            .config("spark.driver.memory", "1g")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
    try:
        yield Spark(session)
    finally:
        session.stop()
