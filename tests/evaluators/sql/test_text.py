"""The text of a query: it parses as what it is for, is in proportion to the rubric, and says what it reads."""

from __future__ import annotations

import re

import pytest
import sqlglot
from sqlglot import exp

import rubric_dsl as rd
from rubric_dsl.evaluators.sql.dialects import DIALECTS
from tests.evaluators.sql.corners import CORNERS, Corner

ANNEX = rd.builtin("hunan-2023/annex-1")
COUNTED = (
    "rubric many\n  total {total}, published rounded half up to 2 decimals\nmetrics\n{metrics}{criteria}"
)


def of_size(count: int) -> rd.Rubric:
    """A rubric of so many criteria, each of which names the points of the one before."""
    metrics = "".join(f"  m{number} count 0 to 50\n" for number in range(count))
    criteria = "".join(
        f"c{number}: 10 points\n  ≥10 m{number} → 10, −1 per missing, capped\n"
        + (f"  at most c{number - 1}\n" if number else "")
        for number in range(count)
    )
    return rd.loads(COUNTED.format(total=10 * count, metrics=metrics, criteria=criteria))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("corner", CORNERS, ids=lambda one: one.name)
def test_text_parses_or_is_refused_with_a_reason(corner: Corner, dialect: str) -> None:
    try:
        text = corner.rubric.to_sql(dialect, exact=True, types=corner.types)
    except rd.RubricError as refused:
        assert refused.diagnostics[0].code == "RB0652"
        assert refused.diagnostics[0].facts["why"] in ("too large", "text")
        assert DIALECTS[dialect].title in str(refused)
        return
    tree = sqlglot.parse_one(text, dialect=dialect)
    assert isinstance(tree, exp.Select)
    assert list(tree.named_selects)[-2:] == ["outcome", "reason"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_annex_has_no_float_and_no_division_of_floats(dialect: str) -> None:
    text = ANNEX.to_sql(dialect, exact=True)
    tree = sqlglot.parse_one(text, dialect=dialect)
    kinds = {one.to.this for one in tree.find_all(exp.Cast)}
    assert not kinds & {exp.DataType.Type.DOUBLE, exp.DataType.Type.FLOAT}, kinds
    assert sqlglot.parse_one(text, dialect=dialect).sql(dialect) == tree.sql(dialect)


def test_every_metric_is_read_once_from_the_table() -> None:
    tree = sqlglot.parse_one(ANNEX.to_sql(keep=[]), dialect="duckdb")
    readers = [one for one in tree.find_all(exp.Select) if one.args["from_"].this.name == "metrics"]
    assert len(readers) == 1
    names = [one.name for one in readers[0].find_all(exp.Column)]
    assert sorted(names) == sorted(ANNEX.metrics)


def test_steps_are_named_after_the_criteria() -> None:
    tree = sqlglot.parse_one(ANNEX.to_sql(), dialect="duckdb")
    steps = [one.alias for one in tree.find_all(exp.CTE)]
    assert steps[:3] == ["given", "sound", "checked"]
    assert {"campaign", "credit", "daily", "total"} <= set(steps)
    assert "/* Matchmaking events */" in ANNEX.to_sql()
    assert "/* 服务活动开展 */" in ANNEX.to_sql(lang="zh")


def test_every_criterion_may_have_a_step_of_its_own() -> None:
    def steps(text: str) -> list[str]:
        return [one.alias for one in sqlglot.parse_one(text, dialect="duckdb").find_all(exp.CTE)]

    own = steps(ANNEX.to_sql(by_step=True))
    assert {"registrations", "matchmaking", "enterprises_served", "honours"} <= {*own} - {*steps(ANNEX.to_sql())}
    assert len(own) == len({*own})
    many = steps(of_size(40).to_sql(by_step=True))
    assert {f"c{number}" for number in range(40)} <= {*many}


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "spark"])
def test_size_is_in_proportion_to_the_rubric(dialect: str) -> None:
    few, many = (len(of_size(count).to_sql(dialect)) for count in (10, 40))
    assert many < 4.5 * few


def test_head_says_what_is_read_and_by_which_rubric() -> None:
    head = [line for line in ANNEX.to_sql("spark", "city figures").splitlines() if line.startswith("--")]
    assert head[0] == f"-- rubric annex-1 · {ANNEX.hash[:16]} · Spark"
    assert "city figures" in head[1]
    assert re.fullmatch(r"--   boolean: demands_published, .*", head[-1])


def test_same_question_has_the_same_text() -> None:
    assert ANNEX.to_sql() == rd.builtin("hunan-2023/annex-1").to_sql()
