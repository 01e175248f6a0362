"""Accounts of rubrics where less is better: points and where they come from, and no word of losses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rubric_dsl as rd
from rubric_dsl.rendering import render
from rubric_dsl.rendering.text import as_text

NEWS2 = Path(__file__).resolve().parents[2] / "rubrics/news2-2017/news2.rubric"
ILL = {
    "respiration": 22, "scale": "scale_1", "saturation": 94, "oxygen": True, "pressure": 105, "pulse": 112,
    "consciousness": "alert", "temperature": 38.6,
}  # fmt: skip
WEIGHTED = """rubric weighted
  total 100, published rounded half up to 1 decimal
  less is better
metrics
  faults count 0 to 9
  delays count 0 to 9
faults_found "Faults": 100 points, weight 40%
  +10 per faults
timing "Timing": 100 points, weight 60%
  +10 per delays
"""


@pytest.fixture(scope="module")
def result() -> rd.Result:
    return rd.load(NEWS2).evaluate(ILL)


def test_text_tells_where_points_come_from_the_most_first(result: rd.Result) -> None:
    text = as_text(result.account("en"))
    summary = text.split("Where the points come from")[1].split("\n\n")[0].split("\n")[1:]
    assert [row.split()[-3] for row in summary] == ["2", "2", "2", "1", "1", "1"]
    assert "lost" not in text and "−11" not in text
    assert "next       Breaths a minute at 20 gives −2 here, −2 on the total" in text
    assert "grade      9 gives high: > 6" in text


def test_chinese_text_speaks_of_points_and_not_of_losses(result: rd.Result) -> None:
    text = as_text(result.account("zh"))
    assert "分数来自何处" in text and "分数 / 最高分" in text
    assert not any(word in text for word in ("扣分", "失分", "满分", "如何再得分"))
    assert "如何降低  Breaths a minute降到20，本项−2分，总分−2分" in text


def test_what_gives_nothing_takes_few_rows_and_no_next_step(result: rd.Result) -> None:
    mind = next(line for line in result.account("en").lines if line.id == "mind")
    assert (mind.points, mind.lost, mind.why, mind.next) == ("0", "3", "", None)
    assert "  observed   alert; consciousness is alert: yes, gives 0\n" in as_text(result.account("en"))


def test_html_has_no_column_of_losses(result: rd.Result) -> None:
    for lang in ("en", "zh"):
        page = render(result.account(lang), "html")
        assert '<body class="fewer">' in page
        assert 'class="num diff' not in page and ">lost<" not in page and ">扣分<" not in page
        assert 'class="size num">+2<' in page


def test_markdown_has_no_column_of_losses(result: rd.Result) -> None:
    page = render(result.account("en"), "markdown")
    assert "| Section | Weight | Points / max | On the total |" in page
    assert "Lost" not in page


def test_json_says_which_way_is_better(result: rd.Result) -> None:
    told = json.loads(render(result.account("en"), "json"))
    assert told["rubric"]["better"] == "less"
    breaths = told["criteria"][0]
    assert (breaths["points"], breaths["max"], breaths["lost"], breaths["why"]) == ("2", "3", "1", "")
    assert (breaths["next"]["to"], breaths["next"]["gain"]) == ("20", "-2")


def test_weighted_parts_show_what_they_are_on_the_total() -> None:
    account = rd.loads(WEIGHTED).evaluate({"faults": 3, "delays": 4}).account("en")
    rows = as_text(account).split("Where the points come from")[1].split("\n")[1:3]
    assert [row.split()[-4:] for row in rows] == [["40", "/", "100", "+24"], ["30", "/", "100", "+12"]]


def test_nothing_given_is_said() -> None:
    account = rd.loads(WEIGHTED).evaluate({"faults": 0, "delays": 0}).account("en")
    assert "Nowhere: no criterion gives any." in as_text(account)


def test_ranks_begin_with_the_lowest_total_unless_it_is_said() -> None:
    def order(head: str) -> bool:
        rubric = rd.loads(WEIGHTED.replace("less is better", head))
        few, many = (rubric.evaluate({"faults": n, "delays": n}) for n in (1, 2))
        return few.standing > many.standing

    assert order("less is better")
    assert not order("less is better\n  ranked by total from the highest")
    assert not order("source \"anywhere\"")


def test_no_next_step_changes_what_cannot_be_changed() -> None:
    rubric = rd.load(NEWS2.parents[1] / "cha2ds2-vasc-2010/cha2ds2-vasc.rubric")
    flags = ("heart_failure", "hypertension", "diabetes", "stroke", "vascular_disease")
    account = rubric.evaluate({"age": 80, "sex": "female", **dict.fromkeys(flags, True)}).account("en")
    advised = {line.id: line.next.metric for line in account.lines if line.next is not None}
    assert account.total == "9"
    assert advised == {
        "failure": "heart_failure", "pressure": "hypertension", "sugar": "diabetes", "vessels": "vascular_disease"
    }  # fmt: skip
