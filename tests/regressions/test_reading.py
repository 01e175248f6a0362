"""Texts that were once refused, or read as something else than they say."""

from __future__ import annotations

from fractions import Fraction

import pytest

import rubric_dsl as rd
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.formatting import format_rubric
from rubric_dsl.syntax.reading import read_rubric


def rubric(metric: str, rule: str, points: int = 10) -> rd.Rubric:
    return rd.loads(f"""\
rubric r
  total {points}, published rounded half up to 2 decimals
metrics
  {metric}
s: {points} points
  {rule}
""")


def test_part_unit_of_the_first_step_is_read() -> None:
    made = rubric("甲 家次", "甲每100家次加1分，不足100家次按100家次计，封顶")
    assert made.evaluate({"甲": 101}).total == 2
    assert made.evaluate({"甲": 100}).total == 1


def test_part_unit_that_contradicts_its_step_is_told_of() -> None:
    with pytest.raises(rd.RubricError) as caught:
        rd.compile_rule("10，甲每100家次减1分，不足10家次按100家次计，扣完为止")
    assert [one.code for one in caught.value.diagnostics] == ["RB0106"]


def test_negative_floor_is_read_in_chinese() -> None:
    made = rubric("甲 次数", "得10分，每甲1次减1分，最低−5分")
    assert made.evaluate({"甲": 40}).total == -5


@pytest.mark.parametrize(
    ("metric", "low"), [("甲 数值 从−5起", Fraction(-5)), ("甲 数额 从90%起", Fraction(9, 10))]
)
def test_lower_end_with_a_sign_or_in_percent_is_read_in_chinese(metric: str, low: Fraction) -> None:
    assert rubric(metric, "甲，最高10分，扣分不设下限").metrics["甲"].low == low


def test_minutes_are_a_unit_and_no_points() -> None:
    made = rubric("响应时间 = response  数额（分钟）", "响应时间30分钟及以下得10分")
    assert made.evaluate({"response": 30}).total == 10


def test_empty_text_is_told_of() -> None:
    with pytest.raises(rd.RubricError) as caught:
        rd.loads("")
    assert [one.code for one in caught.value.diagnostics] == ["RB0004"]


def test_singular_that_is_the_name_of_another_metric_is_told_of() -> None:
    with pytest.raises(rd.RubricError) as caught:
        rd.loads("""\
rubric r
  total 10, published rounded half up to 2 decimals
metrics
  a count per b
  b count
s: 10 points
  b ≥ 5 → 10
""")
    assert [(one.code, one.span.line) for one in caught.value.diagnostics if one.span] == [("RB0202", 5)]


def test_name_in_the_other_script_does_not_hide_a_path_or_an_id() -> None:
    made = rd.loads("""\
rubric r
  total 15, published rounded half up to 2 decimals
metrics
  x = two   mark 0 to 10
  y         mark 0 to 5
s: 10 points
  judged: x (10 points)
two_: 5 points
  y
""")
    result = made.evaluate({"x": 7, "y": 1})
    assert result["two_"].points == 1
    assert result["s/two"].points == 7


@pytest.mark.parametrize("said", ['source "row 2"', 'source: "row 2"', "依据：“row 2”", "依据“row 2”"])
def test_source_is_read_with_a_colon_and_without(said: str) -> None:
    made = rubric("a count of talks", f"{said}\n  ≥10 talks → 10")
    assert made.criteria[0].source == "row 2"


def test_heading_that_resembles_a_head_is_a_heading() -> None:
    with pytest.raises(rd.RubricError) as caught:
        rd.loads("""\
rubric r
  total 10, published rounded half up to 2 decimals
metrics
  a count of talks
public reading: 10 points
  a ≥ 10 → 10
""")
    assert [one.code for one in caught.value.diagnostics] == ["RB0125"]


def test_names_that_differ_in_capitals_are_one_name() -> None:
    with pytest.raises(rd.RubricError) as caught:
        rubric("talks count\n  Talks count", "talks ≥ 5 → 10")
    assert [(one.code, one.span.line) for one in caught.value.diagnostics if one.span] == [("RB0202", 5)]


def test_singular_may_be_the_name_in_other_capitals() -> None:
    made = rubric("Talk count of talks per talk", "+1 per talk, capped")
    assert made.evaluate({"Talk": 4}).total == 4


def test_two_rules_in_a_part_are_read_and_written_again_and_told_of_once() -> None:
    text = """\
rubric r
  total 1, published rounded half up to a whole number

metrics
  a  yes/no

s: 1 point
  part: 1 point
    a → 1
    a → 1
"""
    found = read_rubric(SourceText("<two>", text))
    assert not found.diagnostics
    assert found.rubric is not None
    assert format_rubric(found.rubric, "en") == text
    with pytest.raises(rd.RubricError) as caught:
        rd.loads(text)
    assert [(one.code, one.span.line) for one in caught.value.diagnostics if one.span] == [("RB0208", 10)]


SAME_WORDS = """\
rubric r
  total 20, published rounded half up to 1 decimal
  not applicable: rescale
  excluded if visits is not applicable and no calls "nothing to score"
grades by the exact total
  safety = 安全: ≥ 15
  poor = 差: otherwise
  at most safety if safety < 5
metrics
  talks  count of visits
  calls  count of calls
  level  choice of talks, other if missing talks
  late   yes/no
  backup = 备用  yes/no if missing late
visits: 10 points
  ≥10 calls → 10, −1 per missing
  not applicable if late
safety = 安保: 10 points
  by level: talks 10, other 4
  nothing if backup and talks > 9
"""


def test_one_word_for_a_unit_and_a_criterion_asks_whether_the_criterion_applies() -> None:
    rubric_ = rd.loads(SAME_WORDS)
    given = {"talks": 1, "calls": 0, "level": "other", "late": True, "backup": False}
    assert rubric_.evaluate(given).outcome == "excluded"
    assert rubric_.evaluate({**given, "late": False}).outcome == "scored"


def test_option_called_like_a_metric_stands_for_a_missing_choice() -> None:
    rubric_ = rd.loads(SAME_WORDS)
    given = {"talks": 1, "calls": 10, "late": False, "backup": False}
    assert rubric_.evaluate(given)["safety"].points == 10


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_grade_called_like_a_criterion_is_written_under_its_own_name(lang: Language) -> None:
    tree = read_rubric(SourceText("<same>", SAME_WORDS)).rubric
    assert tree is not None
    written = rd.loads(format_rubric(tree, lang))
    assert written.hash == rd.loads(SAME_WORDS).hash
    given = {"talks": 1, "calls": 10, "level": "talks", "late": False, "backup": False}
    assert written.evaluate(given).grade == "safety"


def test_metric_called_yes_stands_for_another_in_quotes() -> None:
    text = """\
rubric r
  total 1

metrics
  「yes」  yes/no
  other  yes/no if missing 「yes」

x: 1 point
  other → 1
"""
    made = rd.loads(text)
    assert [made.score({"yes": held}) for held in (True, False)] == [1, 0]
    tree = read_rubric(SourceText("<yes>", text)).rubric
    assert tree is not None
    assert rd.loads(format_rubric(tree, "zh")).hash == made.hash


def test_quoted_name_with_a_colon_stands_in_a_case() -> None:
    made = rd.loads("""\
评价表 r
  总分10分
指标
  「甲：乙」 = told  是否
  讲座       = talks 计数
活动：10分
  当「甲：乙」时：讲座5及以上得10分，否则不得分
  其他情形：得4分
""")
    assert [made.score({"told": held, "talks": 6}) for held in (True, False)] == [10, 4]


@pytest.mark.parametrize("name", ["统计", "合计", "设计", "审计"])
def test_name_that_ends_like_a_begun_unit_is_a_rule_by_itself(name: str) -> None:
    made = rd.loads(f"评价表 r\n  总分10分\n指标\n  {name} 计数 0至10\n项目：10分\n  {name}\n")
    assert made.score({name: 7}) == 7


def test_a_quoted_id_with_a_slash_is_no_path_of_another() -> None:
    """Two criteria with one path took each other's points."""
    head = "rubric r\n  total 15, published rounded half up to 1 decimal\nmetrics\n  x count 0 to 10\n"
    clash = "`a/b`: 5 points\n  x / 2\na: 10 points\n  b: 10 points\n    x\n"
    with pytest.raises(rd.RubricError) as refused:
        rd.loads(head + clash)
    assert [one.code for one in refused.value.diagnostics] == ["RB0203"]
    apart = "`a/b`: 5 points\n  source \"here\"\n  x / 2\nc: 10 points\n  b: 10 points\n    x\n"
    result = rd.loads(head + apart).evaluate({"x": 10})
    assert (result["a/b"].points, result["c/b"].points, result["a/b"].source) == (5, 10, "here")


def test_a_name_that_begins_with_points_stands_in_quotes_behind_a_number() -> None:
    """``2.3 分标`` was written, and read as 2.3 points."""
    text = "评价表 r\n  总分10分，公布时四舍五入保留1位小数\n指标\n  数 = x 计数\n2.3 「分标」 = y：10分\n  数5及以上得10分\n"
    tree = read_rubric(SourceText("r", text)).rubric
    assert tree is not None
    written = format_rubric(tree, "zh")
    assert "2.3 「分标」 = y：10分" in written
    assert rd.loads(written).hash == rd.loads(text).hash


@pytest.mark.parametrize("end", ["", "。", ".", " # 说明"])
def test_a_line_that_ends_with_a_part_unit_may_end_with_a_full_stop(end: str) -> None:
    """``不足100次按100次计.`` was read as a name behind 按100次."""
    rule = rd.compile_rule(f"走访1000次及以上得30分，每少100次减2分，不足100次按100次计{end}")
    assert rule.score({"走访": 850}) == 26
