"""What is wrong with a question is said: the dialect, the types, the columns; and what an engine cannot do."""

from __future__ import annotations

from typing import Any

import pytest

import rubric_dsl as rd

SMALL = """rubric small
  total 10, published rounded half up to 2 decimals
metrics
  {metrics}
talk = 讲座: 10 points
  {rule}
"""


def small(metrics: str = "events = 活动 count", rule: str = "+1 per events, at most 10") -> rd.Rubric:
    return rd.loads(SMALL.format(metrics=metrics, rule=rule), name="small.rubric")


def test_unknown_dialect_has_the_nearest_one() -> None:
    with pytest.raises(ValueError, match="did you mean 'postgres'"):
        small().to_sql("postgresql")


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no language 'fr'"):
        small().to_sql(lang="fr")  # type: ignore[arg-type]


def test_type_of_an_unknown_metric_is_told_with_the_nearest() -> None:
    with pytest.raises(rd.MetricError) as told:
        small().to_sql(types={"event": "float"})
    assert [one.code for one in told.value.diagnostics] == ["RB0502"]
    assert "events" in told.value.diagnostics[0].help


def test_type_goes_by_the_name_in_the_other_script_too() -> None:
    assert small().to_sql(types={"活动": "float"}) == small().to_sql(types={"events": "float"})


def test_type_that_no_metric_of_the_kind_is_read_from_is_told() -> None:
    with pytest.raises(rd.MetricError) as told:
        small().to_sql(types={"events": "text"})
    assert [one.code for one in told.value.diagnostics] == ["RB0653"]
    assert "integer or decimal or float" in str(told.value)
    assert "integer、decimal、float" in told.value.report("zh")


def test_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no type 'money'"):
        small().to_sql(types={"events": "money"})  # type: ignore[dict-item]


def test_kept_column_called_like_a_result_is_told() -> None:
    with pytest.raises(rd.MetricError) as told:
        small().to_sql(keep=["city", "Talk", "reason"])
    assert [one.code for one in told.value.diagnostics] == ["RB0642", "RB0642"]


REFUSED: list[tuple[str, str, str, str]] = [
    ("list", "duckdb", "marks list of at most 5 mark 0 to 10", "sum of marks, at most 10"),
    (
        "ratio",
        "duckdb",
        "done count\n  target count from 1",
        "mean of (done / target) among all × 10, at most 10",
    ),
    ("too large", "redshift", "a count 0 to 10^17\n  b count 0 to 10^17", "a × b / 10^33, at most 10"),
    ("text", "mysql", "kind choice of red, green", "by kind: red 10, green 5"),
]


@pytest.mark.parametrize(("why", "dialect", "metrics", "rule"), REFUSED, ids=[one[0] for one in REFUSED])
def test_what_an_engine_cannot_do_is_refused_with_the_reason(
    why: str, dialect: str, metrics: str, rule: str
) -> None:
    metrics, rule = (
        metrics.replace("10^17", "1" + "0" * 17),
        rule.replace("10^33", "1" + "0" * 17 + " / 1" + "0" * 16),
    )
    rubric = small(metrics, rule)
    with pytest.raises(rd.RubricError) as told:
        rubric.to_sql(dialect)
    (one,) = told.value.diagnostics
    assert (one.code, one.facts["why"]) == ("RB0652", why)
    for lang in ("en", "zh"):
        said: Any = told.value.report(lang)  # type: ignore[arg-type]
        assert "{" not in said and one.facts["dialect"] in said


def test_name_that_an_engine_would_cut_is_refused() -> None:
    rubric = rd.loads(
        SMALL.format(metrics="events count", rule="+1 per events, at most 10").replace(
            "talk = 讲座", "讲" * 22
        )
    )
    with pytest.raises(rd.RubricError) as told:
        rubric.to_sql("postgres")
    assert told.value.diagnostics[0].facts["why"] == "name"
    assert rubric.to_sql("duckdb")
