import csv
import json
from io import StringIO
from typing import Any

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.display import width
from rubric_dsl.tools import ranking_output as output
from rubric_dsl.tools.ranking import Ranking, rank
from rubric_dsl.tools.table_rows import Table

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
