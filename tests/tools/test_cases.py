"""Files of worked cases: what they may say, what is told about them, and how they are run."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rubric_dsl.tools.cases import CasesError, Difference, run_cases, spellings, written
from rubric_dsl.tools.cases_file import CasesFile, cases_from_text, exact_figure, read_cases
from rubric_dsl.tools.commands.test import command

RUBRIC = """\
rubric small
  total 30, published rounded half up to 2 decimals
metrics
  events = 对接活动  count
  mark               mark 0 to 10
work: 30 points
  matchmaking: 20 points
    ≥3 events → 20, otherwise in proportion
  judged: mark (10 points)
"""
CHINESE = """\
评价表 small
  总分30分，公布时四舍五入保留2位小数
指标
  对接活动 = events  次数
  评委打分 = mark    评分 0至10
工作 = work：30分
  服务活动 = matchmaking：20分
    对接活动3次及以上得20分，未完成的按比例扣分
  评定：评委打分（10分）
"""
CASES = """\
rubric: small
cases:
  - name: all of it
    metrics: {events: 3, mark: 10}
    expect: {matchmaking: 20, work/mark: 10, work: 30, total: 30, published: "30.00"}
  - name: two of three
    base: all of it
    metrics: {events: 2}
    expect: {matchmaking: "40/3", total: "70/3", published: 23.33, outcome: scored}
  - name: too high a mark
    base: two of three
    metrics: {mark: 10.5}
    expect: {refused: [RB0506]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.rubric").write_text(RUBRIC, "utf-8")
    (tmp_path / "small.zh.rubric").write_text(CHINESE, "utf-8")
    (tmp_path / "small.cases.yaml").write_text(CASES, "utf-8")
    return tmp_path


def changed(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


def told(text: str) -> list[tuple[str, int, int]]:
    file = cases_from_text(text, "a.cases.yaml")
    return [(one.code, one.span.line, one.span.column) for one in file.diagnostics if one.span]


def one_case(lines: str) -> str:
    return f"rubric: a\ncases:\n  - {lines}\n"


def test_cases_file_gives_each_case_all_of_its_metrics() -> None:
    file = cases_from_text(CASES, "small.cases.yaml")
    assert file.diagnostics == ()
    assert file.rubric == "small"
    first, second, third = file.cases
    assert first.metrics == {"events": 3, "mark": 10}
    assert second.metrics == {"events": 2, "mark": 10}
    assert third.metrics == {"events": 2, "mark": Decimal("10.5")}
    assert second.points == {"matchmaking": Fraction(40, 3)}
    assert (second.total, second.published, second.outcome) == (Fraction(70, 3), "23.33", "scored")
    assert third.refused == {"RB0506"}
    assert (second.span.line, second.places["total"].line) == (6, 9)


@pytest.mark.parametrize(
    ("value", "figure"),
    [
        (27, Fraction(27)),
        (Decimal("83.30"), Fraction(833, 10)),
        ("833/10", Fraction(833, 10)),
        ("-1/3", Fraction(-1, 3)),
        ("0.1", Fraction(1, 10)),
        ("1/0", None),
        ("1/00", None),
        ("", None),
        ("1e3", None),
        ("٣", None),
        ("9" * 100, None),
        (True, None),
        (None, None),
        ([1], None),
    ],
)
def test_exact_figure_is_what_is_written_or_none(value: object, figure: Fraction | None) -> None:
    assert exact_figure(value) == figure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cases: []", [("RB0570", 1, 1), ("RB0572", 1, 1)]),
        ("rubric: a", [("RB0570", 1, 1)]),
        ("rubric: ../a\ncases: 3", [("RB0572", 1, 1), ("RB0572", 2, 1)]),
        ("rubrics: a\ncase: []", [("RB0571", 1, 1), ("RB0571", 2, 1)]),
        (one_case("3"), [("RB0572", 3, 5)]),
        (one_case("{name: b, expect: {total: 1}}"), [("RB0570", 3, 5)]),
        (one_case("{name: b, metrics: {}, expect: {}}"), [("RB0573", 3, 28)]),
        (one_case("{name: b, metrics: {}}"), [("RB0570", 3, 5)]),
        (one_case("{metrics: {}, expect: {total: 1}}"), [("RB0570", 3, 5)]),
        (one_case("{name: 10, metrics: {}, expect: {total: 1}}"), [("RB0572", 3, 6)]),
        (one_case("{name: b, metric: {}, expect: {total: 1}}"), [("RB0571", 3, 15)]),
        (one_case("{name: b, metrics: 1, expect: {total: 1}}"), [("RB0572", 3, 15)]),
        (one_case("{name: b, base: c, expect: {total: 1}}"), [("RB0575", 3, 15)]),
        (
            one_case("{name: b, metrics: {}, expect: {total: yes, x: 1e3x}}"),
            [("RB0576", 3, 37), ("RB0576", 3, 49)],
        ),
        (one_case("{name: b, metrics: {}, expect: {published: high}}"), [("RB0576", 3, 37)]),
        (one_case("{name: b, metrics: {}, expect: {outcome: dead}}"), [("RB0577", 3, 37)]),
        (one_case("{name: b, metrics: {}, expect: {refused: [RB0501], total: 1}}"), [("RB0578", 3, 37)]),
        (one_case("{name: b, metrics: {}, expect: {refused: RB0501}}"), [("RB0579", 3, 37)]),
        (one_case("{name: b, cohort: [c], metrics: {}, expect: {total: 1}}"), [("RB0572", 3, 15)]),
        (one_case("{name: b, cohort: yes, metrics: {}, expect: {total: 1}}"), [("RB0572", 3, 15)]),
        (one_case("{name: b, cohort: '', metrics: {}, expect: {total: 1}}"), [("RB0572", 3, 15)]),
        (one_case("{name: b, metrics: {}, expect: {rank: first}}"), [("RB0586", 3, 37)]),
        (one_case("{name: b, metrics: {}, expect: {rank: 0}}"), [("RB0586", 3, 37)]),
        (one_case("{name: b, metrics: {}, expect: {rank: 1.5}}"), [("RB0586", 3, 37)]),
        (one_case("{name: b, metrics: {}, expect: {rank: yes}}"), [("RB0586", 3, 37)]),
        (one_case("{name: b, metrics: {}, expect: {refused: [RB0501], rank: 1}}"), [("RB0578", 3, 37)]),
        (
            one_case("{name: b, metrics: {}, expect: {total: 1}}")
            + "  - {name: b, metrics: {}, expect: {total: 1}}",
            [("RB0574", 4, 6)],
        ),
        ("", [("RB0531", 1, 1)]),
        ("rubric: [", [("RB0537", 1, 10)]),
        ("rubric: !x a", [("RB0544", 1, 9)]),
    ],
)
def test_cases_file_with_a_mistake_is_told_where_it_stands(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert told(text) == expected


def test_case_built_upon_a_broken_one_is_not_told_of() -> None:
    text = one_case("{name: b, metrics: 1, expect: {total: 1}}\n  - {name: c, base: b, expect: {total: 1}}")
    assert [code for code, *_ in told(text)] == ["RB0572"]


def test_cases_file_that_is_not_there_is_a_diagnostic(tmp_path: Path) -> None:
    file = read_cases(tmp_path / "none.cases.yaml")
    assert isinstance(file, CasesFile)
    assert [one.code for one in file.diagnostics] == ["RB0530"]


def test_cases_run_under_both_spellings(folder: Path) -> None:
    results = run_cases(folder / "small.cases.yaml")
    assert all(result.passed for result in results)
    assert [Path(result.rubric).name for result in results] == ["small.rubric"] * 3 + ["small.zh.rubric"] * 3
    assert [result.case for result in results[:3]] == ["all of it", "two of three", "too high a mark"]


def test_cases_run_under_the_spelling_that_is_named_only(folder: Path) -> None:
    (folder / "small.rubric").unlink()
    results = run_cases(folder / "small.cases.yaml", rubric=folder / "small.zh.rubric")
    assert [result.passed for result in results] == [True] * 3


def test_spellings_are_of_that_name_and_no_longer_one(folder: Path) -> None:
    (folder / "small-2.rubric").write_text(RUBRIC, "utf-8")
    (folder / "smaller.zh.rubric").write_text(RUBRIC, "utf-8")
    found = spellings(folder / "small.cases.yaml", "small")
    assert [path.name for path in found] == ["small.rubric", "small.zh.rubric"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"40/3"', "13.333333", [Difference("matchmaking", "13.333333", "40/3 ≈ 13.33")]),
        ('total: "70/3"', "total: 23.33", [Difference("total", "23.33", "70/3 ≈ 23.33")]),
        ("23.33", "23.3", [Difference("published", "23.3", "23.33")]),
        ("outcome: scored", "outcome: excluded", [Difference("outcome", "excluded", "scored")]),
        ("mark: 10.5", "mark: 9.5", [Difference("refused", "RB0506", "22.83")]),
    ],
)
def test_figure_that_is_not_as_expected_is_a_difference(
    folder: Path, old: str, new: str, expected: list[Difference]
) -> None:
    changed(folder, "small.cases.yaml", old, new)
    results = run_cases(folder / "small.cases.yaml")
    assert [one for result in results[:3] for one in result.differences] == expected
    assert len([result for result in results if not result.passed]) == 2


def test_input_refused_for_another_reason_is_a_difference_that_says_why(folder: Path) -> None:
    changed(folder, "small.cases.yaml", "refused: [RB0506]", "total: 3")
    difference = run_cases(folder / "small.cases.yaml")[2].differences[0]
    assert (difference.what, difference.expected, difference.actual) == ("outcome", "scored", "RB0506")
    assert [fault.facts["metric"] for fault in difference.faults] == ["mark"]


@pytest.mark.parametrize(
    ("name", "old", "new", "codes"),
    [
        ("small.cases.yaml", "rubric: small", "rubric: tall", {"RB0580"}),
        ("small.zh.rubric", "3次及以上", "4次及以上", {"RB0581"}),
        ("small.cases.yaml", "matchmaking: 20", "matchmakin: 20", {"RB0582"}),
        ("small.rubric", "proportion", "proportions", {"RB0102"}),
    ],
)
def test_cases_that_cannot_be_run_are_an_error(
    folder: Path, name: str, old: str, new: str, codes: set[str]
) -> None:
    changed(folder, name, old, new)
    with pytest.raises(CasesError) as caught:
        run_cases(folder / "small.cases.yaml")
    assert {one.code for one in caught.value.diagnostics} == codes


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(833, 10), "83.3"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3 ≈ 0.33"),
        (Fraction(-200, 3), "-200/3 ≈ -66.67"),
        (Fraction(1, 10**13), f"1/{10**13} ≈ 0.00"),
    ],
)
def test_written_figure_is_exact(number: Fraction, text: str) -> None:
    assert written(number) == text


def cohorts(folder: Path, *cases: str, rubric: str = "") -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What is not as expected of the cases of a rubric that compares subjects."""
    (folder / "price.rubric").write_text(rubric or COMPARING, "utf-8")
    listed = "".join(f"- {{{case}}}\n" for case in cases)
    (folder / "price.cases.yaml").write_text(f"rubric: price\ncases:\n{listed}", "utf-8")
    results = run_cases(folder / "price.cases.yaml")
    return [
        (result.case, [(one.what, one.expected, one.actual) for one in result.differences])
        for result in results
        if not result.passed
    ]


COMPARING = """\
rubric price
  total 10, published rounded half up to 2 decimals
  cohort only if valid
  excluded if late "late"
  ranked by total, then price from the lowest
metrics
  price  amount from 1
  valid  yes/no
  late   yes/no
points: 10 points
  least of price among all / price × 10, at most 10
  only if price ≥ 10
"""
DEAR = "name: dear, metrics: {price: 100, valid: yes, late: no}, expect: "
CHEAP = "name: cheap, base: dear, metrics: {price: 80}, expect: {total: 10, rank: 1}"


def test_cases_of_a_file_are_compared_with_each_other(folder: Path) -> None:
    assert cohorts(folder, DEAR + "{points: 8, rank: 2}", CHEAP) == []
    assert cohorts(folder, DEAR + "{points: 10, rank: 1}", CHEAP) == [
        ("dear", [("points", "10", "8"), ("rank", "1", "2")])
    ]


def test_who_is_excluded_or_does_not_count_is_a_case_as_well(folder: Path) -> None:
    late = "name: late, base: dear, metrics: {price: 20, late: yes}, expect: {outcome: excluded, reason: late}"
    outside = "name: outside, base: dear, metrics: {price: 40, valid: no}, expect: {points: 10, rank: 1}"
    assert cohorts(folder, DEAR + "{points: 8, rank: 3}", CHEAP.replace("rank: 1", "rank: 2"), late, outside) == []
    assert cohorts(folder, DEAR + "{rank: 2}", CHEAP, late.replace("outcome: excluded, reason: late", "rank: 1")) == [
        ("late", [("outcome", "scored", "excluded")])
    ]


def test_cases_that_name_a_cohort_are_compared_with_those_that_name_the_same(folder: Path) -> None:
    alone = "name: alone, cohort: 2, base: dear, expect: {total: 10, rank: 1}"
    upon = "name: upon it, base: alone, metrics: {price: 200}, expect: {total: 5, rank: 2}"
    assert cohorts(folder, DEAR + "{total: 8, rank: 2}", CHEAP, alone, upon) == []


def test_case_that_is_to_be_refused_belongs_to_no_cohort(folder: Path) -> None:
    refused = "name: for nothing, base: dear, metrics: {price: 0}, expect: {refused: [RB0505]}"
    assert cohorts(folder, DEAR + "{total: 8}", CHEAP, refused) == []


def test_nobody_is_scored_where_another_case_of_the_cohort_is_refused(folder: Path) -> None:
    refused = "name: for nothing, base: dear, metrics: {price: 0}, expect: {total: 10}"
    assert cohorts(folder, DEAR + "{total: 8}", CHEAP, refused) == [
        ("dear", [("outcome", "scored", "RB0595")]),
        ("cheap", [("outcome", "scored", "RB0595")]),
        ("for nothing", [("outcome", "scored", "RB0505")]),
    ]
    (why,) = run_cases(folder / "price.cases.yaml")[0].differences[0].faults
    assert "the case “for nothing” is the first" in why.sentence("en")
    assert "第一个是“for nothing”" in why.sentence("zh")


def test_case_may_expect_that_nobody_is_left_to_compare_with(folder: Path) -> None:
    nobody = "name: nobody, cohort: none, base: dear, metrics: {valid: no}, expect: {refused: [RB0594]}"
    assert cohorts(folder, DEAR + "{total: 8}", CHEAP, nobody) == []


def test_case_may_expect_that_too_few_are_left(folder: Path) -> None:
    few = "name: two, cohort: two, base: dear, expect: {refused: [RB0596]}"
    out = "name: late, base: two, metrics: {late: yes}, expect: {refused: [RB0596]}"
    needed = COMPARING.replace("metrics\n", "  cohort of at least 2\nmetrics\n")
    assert cohorts(folder, DEAR + "{total: 8}", CHEAP, few, out, rubric=needed) == []
    assert cohorts(folder, DEAR + "{total: 10}", rubric=needed) == [("dear", [("outcome", "scored", "RB0596")])]


def test_reason_is_expected_in_either_language(folder: Path) -> None:
    both = COMPARING.replace('"late"', '"late" “迟交”')
    late = "name: late, base: dear, metrics: {late: yes}, expect: {reason: late}"
    zh = "name: 迟, base: late, expect: {reason: 迟交}"
    assert cohorts(folder, DEAR + "{total: 10}", late, zh, rubric=both) == []
    assert cohorts(folder, DEAR + "{total: 10}", late.replace("reason: late", "reason: lat"), rubric=both) == [
        ("late", [("reason", "lat", "late")])
    ]


def test_rank_may_be_expected_where_nobody_is_compared(folder: Path) -> None:
    changed(folder, "small.cases.yaml", "total: 30,", "total: 30, rank: 1,")
    changed(folder, "small.cases.yaml", "outcome: scored", "outcome: scored, rank: 3")
    results = run_cases(folder / "small.cases.yaml")
    assert [one for result in results[:3] for one in result.differences] == [Difference("rank", "3", "2")]


SHARED = """rubric: shared
cases:
- {name: first, metrics: {talks: 5, calls: 4}, expect: {grade: good, reasons: [calling], rank: 1}}
- {name: second, metrics: {talks: 4, calls: 4}, expect: {grade: poor, reasons: [work/talking, calling]}}
- {name: third, metrics: {talks: 5, calls: 0}, expect: {grade: poor, reasons: []}}
"""


def test_reasons_and_grades_that_others_decide_may_be_expected(tmp_path: Path) -> None:
    (tmp_path / "shared.rubric").write_text(
        "rubric shared\n  total 10\n  reasons up to 1, ties together\ngrades by the exact total\n"
        "  good: ≥ 8, at most 1 subject, ties on the edge kept\n  poor: otherwise\n"
        "metrics\n  talks count from 0 to 5\n  calls count from 0 to 5\n"
        "work: 10 points\n  talking: 5 points\n    talks\n  calling: 5 points\n    calls\n",
        "utf-8",
    )
    cases = tmp_path / "shared.cases.yaml"
    cases.write_text(SHARED, "utf-8")
    found = [(one.case, [(d.what, d.expected, d.actual) for d in one.differences]) for one in run_cases(cases) if not one.passed]
    assert found == [("third", [("reasons", "none", "work/calling")])]
    cases.write_text(SHARED.replace("reasons: []", "reasons: [caling]"), "utf-8")
    with pytest.raises(CasesError) as caught:
        run_cases(cases)
    assert [(one.code, one.facts["suggestion"]) for one in caught.value.diagnostics] == [("RB0582", "calling")]
    cases.write_text(SHARED.replace("reasons: []", "reasons: calling"), "utf-8")
    with pytest.raises(CasesError) as caught:
        run_cases(cases)
    assert [(one.code, one.span and one.span.line) for one in caught.value.diagnostics] == [("RB0572", 5)]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_command_gives_one_line_a_rubric(folder: Path) -> None:
    done = run(folder, "--lang", "en")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        f"{folder / 'small.rubric'}: 3 cases, all as expected",
        f"{folder / 'small.zh.rubric'}: 3 cases, all as expected",
    ]


@pytest.mark.parametrize("named", ["small.rubric", "small.zh.rubric"])
def test_command_runs_the_cases_of_a_rubric_that_is_named(folder: Path, named: str) -> None:
    done = run(folder / named, "--lang", "zh")
    assert done.exit_code == 0
    assert done.stdout == f"{folder / named}：3 个算例，全部与预期一致\n"


def test_command_shows_expected_and_actual_side_by_side(folder: Path) -> None:
    changed(folder, "small.cases.yaml", 'expect: {matchmaking: "40/3"', "expect: {matchmaking: 14")
    changed(folder, "small.cases.yaml", 'published: "30.00"', 'published: "30.0"')
    done = run(folder / "small.rubric", "--short", "--lang", "en")
    assert done.exit_code == 1
    place = folder / "small.cases.yaml"
    assert done.stdout.splitlines() == [
        f"{folder / 'small.rubric'}: 3 cases, 2 not as expected",
        f"  all of it ({place}:3)",
        "    published  expected 30.0  got 30.00",
        f"  two of three ({place}:6)",
        "    matchmaking  expected 14  got 40/3 ≈ 13.33",
    ]


@pytest.mark.parametrize(
    ("lang", "expected", "worked"),
    [
        ("en", "expected 14  got 40/3 ≈ 13.33", "observed   events: 2"),
        ("zh", "应为 14  实为 40/3 ≈ 13.33", "实际情况    对接活动：2"),
    ],
)
def test_command_tells_the_account_of_the_figures_that_differ(
    folder: Path, lang: str, expected: str, worked: str
) -> None:
    changed(folder, "small.cases.yaml", 'expect: {matchmaking: "40/3"', "expect: {matchmaking: 14, work: 30")
    shown = run(folder / "small.rubric", "--lang", lang).stdout
    assert expected in shown
    assert worked in shown
    assert "mark" not in shown, "what is as expected is not told"
    assert not any(line != line.rstrip() for line in shown.splitlines())


def test_command_tells_no_account_of_what_was_refused(folder: Path) -> None:
    changed(folder, "small.cases.yaml", "{mark: 10.5}", "{mark: 10}")
    shown = run(folder / "small.rubric", "--lang", "en").stdout.splitlines()
    assert shown[2:] == ["    refused  expected RB0506  got 23.33"]


def test_command_looks_into_folders_that_are_not_hidden(folder: Path) -> None:
    inside = folder / "scheme" / "2023"
    inside.mkdir(parents=True)
    for name in ("small.rubric", "small.cases.yaml"):
        (inside / name).write_text((folder / name).read_text("utf-8"), "utf-8")
    hidden = folder / ".kept"
    hidden.mkdir()
    (hidden / "small.cases.yaml").write_text("rubric: none", "utf-8")
    done = run(folder, "--lang", "en")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    ("path", "code"),
    [("none", "RB0530"), ("notes.txt", "RB0585"), ("empty", "RB0583"), ("alone.rubric", "RB0584")],
)
def test_command_that_finds_nothing_to_run_says_so(folder: Path, path: str, code: str) -> None:
    (folder / "notes.txt").write_text("x", "utf-8")
    (folder / "empty").mkdir()
    (folder / "alone.rubric").write_text(RUBRIC, "utf-8")
    done = run(folder / path, "--lang", "en")
    assert done.exit_code == 2
    assert code in done.stderr
    assert done.stdout == ""


def test_command_runs_what_it_can_where_something_cannot_be_used(folder: Path) -> None:
    done = run(folder / "none", folder, "--lang", "en")
    assert done.exit_code == 2
    assert len(done.stdout.splitlines()) == 2


def test_command_runs_the_cases_of_a_built_in_rubric() -> None:
    done = run("hunan-2023/annex-2", "--lang", "en")
    assert done.exit_code == 0
    assert done.stdout.endswith("cases, all as expected\n")
