import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

from attrs import evolve

import rubric_dsl as rd
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.display import width
from rubric_dsl.tools import ranking_output as output
from rubric_dsl.tools.ranking import Ranking, rank
from rubric_dsl.tools.table_rows import Table
from rubric_dsl.tools.tables import open_table

COLUMNS = ("城市", "events", "mark", "joined", "note")
ROWS = (
    ("长沙", "3", "1", "是", "=cmd()"),
    ("Xiangtan", "6", "0.5", "是", "-5"),
    ("衡阳", "1", "1", "否", ""),
    ("株洲", "x", "1", "是", "+1 more"),
)


def ranking(
    rubric: Any, columns: tuple[str, ...] = COLUMNS, rows: tuple[tuple[object, ...], ...] = ROWS
) -> Ranking:
    cells = [(at, dict(zip(columns, row, strict=True))) for at, row in enumerate(rows, start=2)]
    found = rank(rubric, Table("t.csv", columns, lambda: iter(cells)))
    assert isinstance(found, Ranking)
    return found


def text(one: Ranking, lang: Language = "en", exact: bool = False) -> list[str]:
    return list(output.aligned(*output.text_rows(one, lang, exact), output.number_columns(exact)))


def test_text_columns_line_up_under_wide_characters(rubric: Any) -> None:
    assert text(ranking(rubric)) == [
        "rank  城市      published  note     outcome   reason",
        "   1  Xiangtan        2.5  -5       scored",
        "   2  长沙            2.0  =cmd()   scored",
        "      衡阳                          excluded  did not join",
        "      株洲                 +1 more  error     “events” is x, and it has to be a whole number"
        " (such as 8)",
    ]


def test_text_says_nothing_of_outcomes_when_all_are_scored(rubric: Any) -> None:
    assert text(ranking(rubric, rows=ROWS[:2]), "zh", exact=True) == [
        "名次  城市      得分  精确总分  note",
        "   1  Xiangtan   2.5       5/2  -5",
        "   2  长沙       2.0         2  =cmd()",
    ]


def test_text_is_harmless_and_short(rubric: Any) -> None:
    rows = (("\x1b[31m长沙\n", "3", "1", "是", "长" * 100),)
    line = text(ranking(rubric, rows=rows))[1]
    assert "\x1b" not in line
    assert "\n" not in line
    assert width(line) < 80


def test_csv_keeps_the_columns_and_disarms_formulas(rubric: Any) -> None:
    file = StringIO()
    output.write_csv(ranking(rubric), file, "en", exact=False)
    assert list(csv.reader(StringIO(file.getvalue())))[:4] == [
        ["rank", "城市", "note", "published", "outcome", "reason"],
        ["1", "Xiangtan", "-5", "2.5", "scored", ""],
        ["2", "长沙", "'=cmd()", "2.0", "scored", ""],
        ["", "衡阳", "", "", "excluded", "did not join"],
    ]
    assert "'+1 more" in file.getvalue()


def test_csv_exact_totals_of_zero_and_names_that_are_taken(rubric: Any) -> None:
    file = StringIO()
    columns = ("rank", "events", "mark", "joined", "published")
    rows = (("a", 0, 0, True, 7),)
    output.write_csv(ranking(rubric, columns, rows), file, "en", exact=True)
    assert file.getvalue() == (
        "rank,rank (input),published (input),published,total_num,total_den,outcome,reason\n"
        "1,a,7,0.0,0,1,scored,\n"
    )


def test_csv_without_names_tells_the_row(rubric: Any) -> None:
    file = StringIO()
    output.write_csv(ranking(rubric, ("events", "mark", "joined"), ((3, 1, True),)), file, "en", exact=False)
    assert file.getvalue() == "rank,published,outcome,reason,row\n1,2.0,scored,,2\n"


def test_document_is_plain_json(rubric: Any) -> None:
    told = output.document(ranking(rubric), rubric, "t.csv", "zh")
    again = json.loads(json.dumps(told))
    assert again == told
    assert (told["schema"], told["rubric"]) == ("rubric-ranking/1", {"id": "fake", "hash": "00000000"})
    first, _, excluded, wrong = again["subjects"]
    assert first == {
        "rank": 1,
        "row": 3,
        "subject": "Xiangtan",
        "labels": {"note": "-5"},
        "outcome": "scored",
        "total": {"exact": "5/2", "published": "2.5"},
        "reason": None,
        "problems": [],
    }
    assert (excluded["rank"], excluded["total"], excluded["reason"]) == (None, None, "did not join")
    assert [(one["code"], one["column"]) for one in wrong["problems"]] == [("RB0503", "events")]


def test_problem_text_names_row_and_column(rubric: Any) -> None:
    (wrong,) = ranking(rubric).mistaken
    (problem,) = wrong.problems
    assert output.problem_text(wrong.row, problem, "en").startswith("row 5, column events: ")
    assert output.problem_text(wrong.row, problem, "zh").startswith("第 5 行“events”列：")


def test_same_score_apart_is_noticed(rubric: Any) -> None:
    apart = (("a", "1", "0", "是", ""), ("b", "0", "0.33", "是", ""))
    assert output.same_score_apart(ranking(rubric, rows=apart))
    assert not output.same_score_apart(ranking(rubric, rows=(apart[0], apart[0])))


SHARED = """rubric shared
  total 10
  reasons up to 1, ties together
grades by the exact total
  good: ≥ 8, at most 1 subject, ties on the edge kept
  poor: otherwise
metrics
  talks count from 0 to 5
  calls count from 0 to 5
talking "Talks" “讲座”: 5 points
  talks
calling: 5 points
  calls
"""


def shared(tmp_path: Path, *rows: str) -> Ranking:
    path = tmp_path / "all.csv"
    path.write_text("who,talks,calls\n" + "\n".join(rows) + "\n", "utf-8")
    opened = open_table(path)
    assert isinstance(opened, Table)
    found = rank(rd.loads(SHARED), opened)
    assert isinstance(found, Ranking)
    return found


def test_ranking_output_has_a_column_of_reasons_and_the_grade_after_quotas(tmp_path: Path) -> None:
    found = shared(tmp_path, "a,4,4", "b,5,5", "c,1,5")
    heading, rows = output.text_rows(found, "en", exact=False)
    assert heading == ["rank", "who", "published", "grade", "reasons"]
    assert rows == [["1", "b", "10", "good", ""], ["2", "a", "8", "poor", "Talks (1); calling (1)"], ["3", "c", "6", "poor", "Talks (4)"]]
    heading, rows = output.text_rows(found, "zh", exact=False)
    assert (heading[4], rows[2][4]) == ("列明的扣分项", "讲座（4）")
    assert output.text_rows(evolve(found, less_is_better=True), "zh", exact=False)[0][4] == "列明的计分项"
    file = StringIO()
    output.write_csv(found, file, "en", exact=False)
    assert file.getvalue().splitlines()[2] == "2,a,8,poor,talking; calling,scored,"
    subjects = output.document(found, rd.loads(SHARED), "all.csv", "en")["subjects"]
    assert isinstance(subjects, list)
    assert [one["grade"] for one in subjects] == ["good", "poor", "poor"]
    assert subjects[2]["reasons"] == [{"id": "talking", "path": "talking", "label": "Talks", "lost": "4"}]
    assert output.of_all(found, "en") == "among all: 3 subjects"


def test_ranking_with_a_wrong_row_leaves_open_who_has_a_place(tmp_path: Path) -> None:
    found = shared(tmp_path, "a,4,4", "b,many,5", "c,1,5")
    assert [(one.rank, one.subject, one.grade) for one in found.standings] == [(1, "a", None), (2, "c", "poor"), (None, "b", None)]
    (remark,) = found.remarks
    assert (remark.code, remark.severity, remark.facts["row"]) == ("RB0620", "warning", 3)
    kept = rd.loads(SHARED).rank([{"talks": 4, "calls": 4}, {"talks": 9, "calls": 5}], errors="keep")
    assert [(one.rank, one.result and one.result.grade) for one in kept] == [(1, None), (None, None)]
    assert kept.places[0].result is not None
    assert "some subjects have mistakes" in kept.places[0].result.to_dict()["grade"]["why"][-1]
