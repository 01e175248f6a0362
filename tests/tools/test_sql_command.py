"""``rubric sql``: a query on standard output, or what keeps it from being written."""

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

import rubric_dsl as rd
from rubric_dsl.tools.cli import cli

ANNEX = "hunan-2023/annex-1"


def ran(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["sql", *arguments], env={"RUBRIC_LANG": "en"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "postgres", "tsql"])
def test_query_is_that_of_the_library(dialect: str) -> None:
    code, out, err = ran(ANNEX, "--dialect", dialect, "--table", "figures", "--exact")
    assert (code, err) == (0, "")
    assert out == rd.builtin(ANNEX).to_sql(dialect, "figures", exact=True)


def test_query_runs_as_it_is_printed(tmp_path: Path) -> None:
    rubric = tmp_path / "small.rubric"
    rubric.write_text(
        "rubric small\n  total 30, published rounded half up to 1 decimal\nmetrics\n  events count\n"
        "talking: 30 points\n  events ≥ 10 → 30, −3 per missing, capped\n",
        "utf-8",
    )
    code, out, _ = ran(str(rubric), "--keep", "city", "--type", "events=float")
    engine = duckdb.connect()
    engine.execute("CREATE TABLE metrics AS SELECT 'Xiangtan' AS city, 8.0::DOUBLE AS events")
    assert code == 0
    assert engine.execute(out).fetchone() is not None
    assert engine.execute(out).fetchone()[:2] == ("Xiangtan", 24)


def test_refused_rubric_is_told_with_its_line() -> None:
    code, out, err = ran("news2-2017/news2", "--dialect", "mysql")
    assert (code, out) == (2, "")
    assert "RB0652" in err and "MySQL" in err


@pytest.mark.parametrize("said", ["events", "=float", "events=money"])
def test_type_that_cannot_be_read_is_a_wrong_call(said: str) -> None:
    code, _, err = ran(ANNEX, "--type", said)
    assert code == 2
    assert "METRIC=TYPE" in err


def test_help_shows_how_it_is_called() -> None:
    result = CliRunner().invoke(cli, ["sql", "--help"])
    assert "rubric sql hunan-2023/annex-1" in result.output
