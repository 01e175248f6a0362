"""Reasons and grades that are decided among all, as every rendering tells them in both languages."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import rubric_dsl as rd

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "explanation.schema.json").read_text(encoding="utf-8"))
TEXT = """rubric shared
  total 20
  reasons up to 1, ties together
grades by the exact total
  best "Best" “最好”: ≥ 12, at most 34% of subjects rounded down, ties on the edge left out
  good "Good" “较好”: ≥ 8, at most 2 subjects, ties on the edge kept
  rest "Others" “其他”: otherwise
metrics
  talks count from 0 to 10
  calls count from 0 to 10
talking "Talks" “讲座”: 10 points
  talks
calling "Calls" “电话”: 10 points, baseline 8 points
  calls
"""
SUBJECTS = [{"talks": talks, "calls": calls} for talks, calls in [(10, 10), (7, 7), (7, 7), (6, 6), (2, 2)]]


@pytest.fixture(scope="module")
def results() -> list[rd.Result]:
    cohort = rd.loads(TEXT).cohort(SUBJECTS)
    return [cohort.evaluate(one) for one in SUBJECTS]


def texts(result: rd.Result, lang: Any) -> list[str]:
    """The account in each format for people, unbroken."""
    kinds: tuple[Any, ...] = ("text", "markdown", "html")
    return [" ".join(unescape(result.explain(kind, lang)).replace("\\", "").replace("*", "").split()) for kind in kinds]


def test_grades_and_reasons_of_all(results: list[rd.Result]) -> None:
    # 34% of 5 is 1.7: one place; the two with 14 are equal behind it, and then first of three for two places
    assert [one.grade for one in results] == ["best", "good", "good", "rest", "rest"]
    assert [one.reached for one in results] == ["best", "best", "best", "best", "rest"]
    assert [[(reason.id, reason.lost) for reason in one.reasons] for one in results] == [
        [], [("talking", 3)], [("talking", 3)], [("talking", 4)], [("talking", 8)],
    ]  # fmt: skip
    (reason,) = results[1].reasons
    assert (reason.path, reason.label, reason.title("zh")) == ("talking", "Talks", "讲座")


def test_every_rendering_tells_them_in_english(results: list[rd.Result]) -> None:
    for text in texts(results[1], "en"):
        assert "Talks (−3)" in text
        assert "34% of 5 subjects = 1.7, rounded down" in text
        assert "places 2 to 3 of the 4 who reach it, so Good" in text
        assert "Good has 2 places; places 1 to 2 of the 3 who reach it" in text
    for text in texts(results[3], "en"):
        assert "Good has 2 places; place 3 of the 3 who reach it, so Others" in text
    assert all("easons: none" in text for text in texts(results[0], "en"))


def test_every_rendering_tells_them_in_chinese(results: list[rd.Result]) -> None:
    for text in (told.replace(" ", "") for told in texts(results[1], "zh")):
        assert "列明的扣分项：讲座（−3）" in text
        assert "5个对象的34%为1.7，舍去尾数" in text
        assert "最好名额1个" in text and "中排并列第2至3，故为较好" in text
    assert all("列明的扣分项：无" in text for text in texts(results[0], "zh"))


def test_json_names_them(results: list[rd.Result]) -> None:
    for result in results:
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(result.explain("json")))
    told = results[1].to_dict("zh")
    assert told["reasons"] == [{"id": "talking", "path": "talking", "label": "讲座", "lost": "3"}]
    assert (told["grade"]["id"], told["grade"]["label"], told["grade"]["reached"]) == ("good", "较好", "best")
    assert told["cohort"] == {"size": 5, "statistics": []}


def test_one_subject_alone_has_no_grade_that_others_decide() -> None:
    rubric = rd.loads(TEXT)
    assert (rubric.compares, rubric.gathers, rubric.score(SUBJECTS[0])) == (False, True, 20)
    alone = rubric.evaluate(SUBJECTS[0])
    assert (alone.grade, alone.reached) == (None, "best")
    told = alone.to_dict()["grade"]
    jsonschema.Draft202012Validator(SCHEMA).validate(alone.to_dict())
    assert (told["id"], told["label"], told["reached"]) == (None, "reaches Best, decided among all", "best")
    assert "only one subject is seen here" in told["why"][-1]
    for text in texts(alone, "zh"):
        assert "达到最好，须在全体中评定" in text
    sure = rubric.evaluate(SUBJECTS[4])
    assert (sure.grade, sure.to_dict()["grade"]["id"]) == ("rest", "rest")


def test_newcomer_takes_nobodys_place() -> None:
    cohort = rd.loads(TEXT).cohort(SUBJECTS)
    # above the one who has the place; between it and those left over; equal to those; below them
    for talks, grade in [(10, "best"), (9, "good"), (4, "good"), (3, "rest")]:
        assert cohort.evaluate({"talks": talks, "calls": 10}).grade == grade, talks


def test_equal_on_the_edge_is_told() -> None:
    rubric = rd.loads(TEXT.replace("at most 34% of subjects rounded down", "at most 2 subjects"))
    why = rubric.cohort(SUBJECTS).evaluate(SUBJECTS[1]).to_dict()["grade"]["why"]
    assert why[1] == "Best has 2 places; places 2 to 3 of the 4 who reach it, equal on the edge, all left out, so Good"
    kept = rd.loads(TEXT.replace("at most 34% of subjects rounded down, ties on the edge left out", "at most 2 subjects, ties on the edge kept"))
    result = kept.cohort(SUBJECTS).evaluate(SUBJECTS[1])
    assert (result.grade, result.to_dict("zh")["grade"]["why"][1]) == ("best", "最好名额2个；达到的4个对象中排并列第2至3，末位并列，计入")
