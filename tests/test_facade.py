"""The public surface, as programs use it."""

from __future__ import annotations

import subprocess
import sys
import traceback
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import rubric_dsl as rd

SMALL = """rubric small "A small one"
  period 2024-01-01 to 2024-12-31
  total 40, published rounded half up to 1 decimals

metrics
  talks  count of talks per talk  "talks given"
  done   count
  goal   count from 1
  open   yes/no
  mark   mark 0 to 5, judged by "two readers"

meetings: 35 points
  source "plan, row 1"
  talks: 10 points
    ≥5 talks → 10, −2 per missing
    only if open
  goals: 20 points
    done / goal ≥ 100% → 20, otherwise in proportion
  judged: mark (5 points)
order: 5 points
  open → 5
"""
SUBJECT = {"talks": 4, "done": 1, "goal": 3, "open": True, "mark": 4}


@pytest.fixture(scope="module")
def small() -> rd.Rubric:
    return rd.loads(SMALL, name="small.rubric")


def test_rule_on_its_own_scores_and_names_its_metrics() -> None:
    rule = rd.compile_rule("≥10 events → 30, −3 per missing, capped")
    assert rule.score({"events": 8}) == Fraction(24) == 24
    assert list(rule.metrics) == ["events"]
    assert (rule.metrics["events"].kind, rule.metrics["events"].low, rule.max) == ("count", 0, 30)


def test_rule_in_chinese_stands_alone() -> None:
    rule = rd.compile_rule("对接活动10次及以上得30分，每少1次减3分")
    assert [rule.score({"对接活动": events}) for events in (0, 1, 9, 10, 11)] == [0, 3, 27, 30, 30]


@pytest.mark.parametrize(
    ("text", "metrics", "points"),
    [
        ("done / target ≥ 100% → 30, otherwise in proportion", {"done": 77, "target": 120}, Fraction(77, 4)),
        ("published → 20", {"published": False}, 0),
        ("10, −1 per late_report, capped", {"late_report": 11}, 0),
        ("+5 per prize, +3 per medal, at most 10", {"prize": 1, "medal": 2}, 10),
        ("rate × 50", {"rate": Decimal("0.285")}, Fraction("14.25")),
        ("a + b ≥ 90% of firms → 30, −2 per full 100 missing, capped", {"a": 0, "b": 1, "firms": 1111}, 12),
    ],
)
def test_rule_gives_the_points_worked_out_by_hand(text: str, metrics: dict, points: Fraction) -> None:
    assert rd.compile_rule(text).score(metrics) == points


def test_rule_explains_itself_in_both_languages() -> None:
    rule = rd.compile_rule("≥10 events → 30, −3 per missing, capped")
    english, chinese = rule.explain({"events": 8}), rule.explain({"events": 8}, lang="zh")
    assert "10 − 8 = 2 missing; 30 − 2 × 3 = 24" in english
    assert "每少1减3分" in chinese and "30 − 2 × 3 = 24" in chinese


def test_result_gives_every_node_by_id_and_by_path(small: rd.Rubric) -> None:
    result = small.evaluate(SUBJECT)
    talks = result["meetings/talks"]
    assert talks.points == result["order"].points + 3 == 8
    assert (talks.max, talks.lost) == (10, 2)
    assert talks.observed == {"talks": 4, "open": True}
    assert talks.rule == "≥5 talks → 10, −2 per missing"
    assert talks.source == "plan, row 1"
    with pytest.raises(KeyError):
        result["nowhere"]


def test_result_keeps_the_exact_and_the_published_total(small: rd.Rubric) -> None:
    result = small.evaluate(SUBJECT)
    assert result.outcome == "scored"
    assert result.total == Fraction(8) + Fraction(20, 3) + 4 + 5
    assert result.published == small.score(SUBJECT) == Decimal("23.7")
    assert str(result.published) == "23.7"


def test_rubric_knows_itself(small: rd.Rubric) -> None:
    assert small.id == "small"
    assert len(small.hash) == 64
    assert list(small.metrics) == ["talks", "done", "goal", "open", "mark"]
    assert small.title("zh") == "A small one"


def test_mistakes_in_a_rubric_are_all_carried_by_one_error() -> None:
    broken = SMALL.replace("−2 per missing", "−3 per missing").replace("open → 5", "opne → 5")
    with pytest.raises(rd.RubricError) as caught:
        rd.loads(broken, name="small.rubric")
    found = {(one.code, one.span.line, one.span.column) for one in caught.value.diagnostics if one.span}
    assert found == {("RB0306", 15, 5), ("RB0201", 21, 3)}
    assert "did you mean `open`?" in str(caught.value)


def test_faults_of_an_input_are_all_named_at_once(small: rd.Rubric) -> None:
    with pytest.raises(rd.MetricError) as caught:
        small.score({"talks": -1, "done": 1.5, "goal": 0, "mark": "4", "opne": True})
    codes = sorted(one.code for one in caught.value.diagnostics)
    assert codes == ["RB0502", "RB0503", "RB0504", "RB0505", "RB0505"], "a slip in a name is one mistake"
    assert all(one.span is None for one in caught.value.diagnostics)
    assert isinstance(caught.value, ValueError)


def test_missing_metrics_are_named_in_one_message(small: rd.Rubric) -> None:
    with pytest.raises(rd.MetricError) as caught:
        small.evaluate({"talks": 1})
    (missing,) = caught.value.diagnostics
    assert missing.code == "RB0501"
    assert all(name in missing.message for name in ("done", "goal", "open", "mark"))


def test_a_fault_of_ours_would_show_the_rubric(tmp_path: Path) -> None:
    path = tmp_path / "small.rubric"
    path.write_text(SMALL, encoding="utf-8")
    rubric = rd.load(path)
    code = rubric.score.__code__
    assert code.co_filename == str(path)
    lines = {line for _, _, line in code.co_lines() if line}
    assert {15, 18, 21} <= lines, "statements carry the lines of the rules that they come from"

    class Spoilt(dict):  # type: ignore[type-arg]
        def __len__(self) -> int:
            raise ZeroDivisionError

    try:
        rubric.score(Spoilt(SUBJECT))
    except ZeroDivisionError as raised:
        shown = "".join(traceback.format_exception(raised))
    assert f'File "{path}", line 1' in shown
    assert 'rubric small "A small one"' in shown


def test_import_loads_nothing_heavy() -> None:
    program = (
        "import sys, rubric_dsl; print(*[name for name in ('lark', 'attrs', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_unknown_builtin_offers_the_nearest() -> None:
    with pytest.raises(rd.RubricError) as caught:
        rd.builtin("hunan-2023/anex-1")
    assert caught.value.diagnostics[0].code == "RB0007"
    assert "hunan-2023/annex-1" in caught.value.diagnostics[0].help


EXCLUDING = """rubric excluding
  total 20
  excluded if withdrew "withdrew midway" “中途退出”
metrics
  talks    count of talks from 0 to 20
  withdrew yes/no
talking: 20 points
  talks
"""


@pytest.mark.parametrize("metrics", [{"talks": 3, "withdrew": True}, {"withdrew": True}])
def test_excluded_subject_has_a_reason_and_no_points(metrics: dict[str, object]) -> None:
    rubric = rd.loads(EXCLUDING)
    result = rubric.evaluate(metrics)
    assert (result.outcome, result.reason) == ("excluded", "withdrew midway")
    assert result.total is None
    assert result.published is None
    assert result["talking"].points is None
    assert result["talking"].lost is None
    assert "中途退出" in result.explain(lang="zh")
    with pytest.raises(rd.ExcludedError) as refusal:
        rubric.score(metrics)
    assert refusal.value.reason == "withdrew midway"
    assert "withdrew midway" in str(refusal.value)
    assert isinstance(refusal.value, rd.MetricError)


def test_subject_that_is_not_excluded_gives_all_its_metrics() -> None:
    with pytest.raises(rd.MetricError) as refusal:
        rd.loads(EXCLUDING).evaluate({"withdrew": False})
    assert [one.code for one in refusal.value.diagnostics] == ["RB0501"]


@pytest.mark.parametrize(
    ("safety", "work", "late", "fraud", "grade"),
    [
        (16, 73.5, False, False, "excellent"),  # 89.5 is published as 90
        (16, 73.4, False, False, "good"),
        (14, 78, False, False, "good"),  # 92, but too little safety
        (16, 78, True, False, "fair"),
        (16, 78, True, True, "poor"),
        (10, 49, False, False, "poor"),  # 59 is not above 59
        (10, 49.5, False, False, "fair"),
    ],
)
@pytest.mark.parametrize("spelling", ["", ".zh"])
def test_grade_follows_the_published_total_its_conditions_and_limits(
    safety: float, work: float, late: bool, fraud: bool, grade: str, spelling: str
) -> None:
    rubric = rd.load(Path(__file__).parent / "cases" / "good" / f"grades{spelling}.rubric")
    result = rubric.evaluate({"safety_mark": safety, "work_mark": work, "late": late, "fraud": fraud})
    assert result.grade == grade
    assert result.to_dict()["grade"]["id"] == grade
    assert all(result.explain(kind) for kind in ("text", "markdown", "html", "json"))
