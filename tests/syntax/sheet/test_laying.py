"""The one layout of a file: what it changes, and what it leaves alone."""

from __future__ import annotations

import pytest

from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.sheet.laying import formatted

BEFORE = """\
# a rubric of two criteria


rubric small-1   "A small rubric"
    total: 70 points
metrics:
    talks = 讲座 count of talks   "Talks given"   # so far
    plan_made   yes/no "Plan made"# once
    reach：talks*２
work (70 points,weight 100%)

    talking:40 points
            >=8 talks->40,-5 per missing .
    # what follows was new in 2024
    planning: 30 points
        plan_made  =>  30 ;
            otherwise 5
"""
AFTER = """\
# a rubric of two criteria

rubric small-1 "A small rubric"
  total: 70 points

metrics:
  talks      = 讲座  count of talks  "Talks given"  # so far
  plan_made          yes/no          "Plan made"    # once
  reach: talks × 2

work (70 points, weight 100%)
  talking: 40 points
    ≥8 talks → 40, −5 per missing.
  # what follows was new in 2024
  planning: 30 points
    plan_made → 30;
      otherwise 5
"""
CHINESE = """\
评价表 小表=small-1 "一份小的评价表"
 总分 70 分,公布时四舍五入保留 1 位小数
指标
 讲座=talks 次数 0 至 40 "讲座"
 计划举办了=plan_made 是否 "计划"   # 甲
活动:70分
 讲座 8 次及以上 得 40 分 ,每少 1 次减 5 分(最多减 20 分)。
"""
CHINESE_AFTER = """\
评价表 小表 = small-1 “一份小的评价表”
  总分70分，公布时四舍五入保留1位小数

指标
  讲座        = talks      次数 0至40  “讲座”
  计划举办了  = plan_made  是否        “计划”  # 甲

活动：70分
  讲座8次及以上得40分，每少1次减5分（最多减20分）。
"""


def laid(text: str) -> str:
    found = formatted(SourceText("<text>", text))
    assert isinstance(found, str), found
    return found


@pytest.mark.parametrize(("before", "after"), [(BEFORE, AFTER), (CHINESE, CHINESE_AFTER)], ids=["en", "zh"])
def test_file_is_laid_out(before: str, after: str) -> None:
    assert laid(before) == after
    assert laid(after) == after


def in_rule(rule: str) -> str:
    """A rule as it comes out of a file."""
    text = f"rubric a\nmetrics\n  x = 甲 count\n  y = 乙 count\nwork: 10 points\n  {rule}\n"
    return laid(text).split("\n")[-2].strip()


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("x>=10->10", "x ≥ 10 → 10"),
        ("x ＜ 10 → 10；otherwise 0", "x < 10 → 10; otherwise 0"),
        ("甲<10的得10分", "甲＜10的得10分"),
        ("甲 / 乙×10 , 最高10分", "甲/乙×10，最高10分"),
        ("x / y*10, at most 10", "x / y × 10, at most 10"),
        ("x ≥ 1/2 → 10", "x ≥ 1/2 → 10"),
        ("x ≥ 1 /2 → 10", "x ≥ 1/2 → 10"),
        ("10-x, at least -5", "10 − x, at least −5"),
        ("x ≥ 7 → 10;>=3->5; otherwise 0", "x ≥ 7 → 10; ≥ 3 → 5; otherwise 0"),
        ("x is   not 3→10", "x is not 3 → 10"),
        ("+1 per 2 x( at most  4)", "+1 per 2 x (at most 4)"),
        ("`x` ≥ 1 → 10", "`x` ≥ 1 → 10"),
        ("( ln ( x+1 )   rounded up to 3 decimals )", "(ln(x + 1) rounded up to 3 decimals)"),
        ("-x + 10", "−x + 10"),
    ],
)
def test_signs_and_spaces_have_one_form(written: str, usual: str) -> None:
    assert in_rule(written) == usual
    assert in_rule(usual) == usual


def test_words_that_mean_the_same_stay_as_they_are() -> None:
    assert in_rule("x at least 10 → 10 points, −1 point per missing") == (
        "x at least 10 → 10 points, −1 point per missing"
    )
    assert in_rule("甲不少于10的，得10分") == "甲不少于10的，得10分"


@pytest.mark.parametrize(
    ("label", "marks"),
    [
        ('"talks"', '"talks"'),
        ("“talks”", '"talks"'),
        ('"讲座"', "“讲座”"),
        ('"“讲座”情况"', '"“讲座”情况"'),
        ('“the "talks"”', '“the "talks"”'),
    ],
)
def test_labels_stand_in_the_marks_of_their_own_language(label: str, marks: str) -> None:
    assert laid(f"rubric a {label}\nwork: 1 point\n  → 1\n").startswith(f"rubric a {marks}\n")


def test_columns_are_those_of_a_terminal_and_end_at_blank_lines() -> None:
    text = 'rubric a\nmetrics\n  x = 甲 count "X"\n  longer = 乙乙 amount of yuan "Y"\n\n  z = 丙 count "Z"\n'
    assert laid(text + "w: 1 point\n  → 1\n").split("\n")[3:7] == [
        '  x       = 甲    count           "X"',
        '  longer  = 乙乙  amount of yuan  "Y"',
        "",
        '  z       = 丙    count  "Z"',
    ]


def test_headings_are_set_apart_where_the_writer_did_so_once() -> None:
    close = "rubric a\n\none: 1 point\n  → 1\ntwo: 1 point\n  → 1\n# of three\nthree: 1 point\n  → 1\n"
    assert laid(close) == close
    apart = close.replace("two", "\n\n\ntwo")
    assert laid(apart) == close.replace("two", "\ntwo").replace("# of", "\n# of")


def test_comment_stays_with_the_line_that_it_stands_under() -> None:
    text = "rubric a\none: 1 point\n     → 1\n     # of the rule\n# of two\ntwo: 1 point\n  → 1\n   # the end\n# last"
    assert laid(text) == (
        "rubric a\n\none: 1 point\n  → 1\n  # of the rule\n# of two\ntwo: 1 point\n  → 1\n  # the end\n# last\n"
    )


def test_line_ends_are_those_of_the_first_line() -> None:
    text = "rubric a\r\none: 1 point\n  → 1"
    assert laid(text) == "rubric a\r\n\r\none: 1 point\r\n  → 1\r\n"
    assert laid(text.replace("\r", "")) == "rubric a\n\none: 1 point\n  → 1\n"


def test_mistake_in_a_sentence_is_told_and_one_of_meaning_is_not() -> None:
    found = formatted(SourceText("a", "rubric a\none: 1 point\n  x ≥≥ 3\n"))
    assert isinstance(found, tuple) and [one.span and one.span.line for one in found] == [3]
    assert laid("rubric a\n  total 5\none:1 point\n  x ≥3 → 1\n").endswith("  x ≥ 3 → 1\n")
