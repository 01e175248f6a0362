from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.tools.ranking import Ranking, Standing, rank
from rubric_dsl.tools.table_rows import Row, Table

COLUMNS = ("city", "events", "mark", "参加", "note")


def table(*rows: Mapping[str, object] | Diagnostic, columns: tuple[str, ...] = COLUMNS) -> Table:
    numbered: list[Row] = list(enumerate(rows, start=2))
    return Table("t.csv", columns, lambda: iter(numbered))


def city(name: str, events: object, mark: object, joined: object = "是", note: str = "") -> dict[str, object]:
    return {"city": name, "events": events, "mark": mark, "参加": joined, "note": note}


def ranked(rubric: Any, rows: Table, id_column: str | None = None) -> Ranking:
    found = rank(rubric, rows, id_column)
    assert isinstance(found, Ranking), found
    return found


def places(ranking: Ranking) -> list[tuple[int | None, str]]:
    return [(one.rank, one.subject) for one in ranking.standings]


def test_ranking_equal_totals_share_a_rank_and_the_next_counts_them(rubric: Any) -> None:
    rows = table(city("a", "3", "1"), city("b", "6", "1"), city("c", "3", "2"), city("d", "0", "0"))
    assert places(ranked(rubric, rows)) == [(1, "b"), (1, "c"), (3, "a"), (4, "d")]


def test_ranking_goes_by_the_exact_total(rubric: Any) -> None:
    # both publish 0.3: 1/3 and 0.33
    ranking = ranked(rubric, table(city("b", "0", "0.33"), city("a", "1", "0")))
    assert places(ranking) == [(1, "a"), (2, "b")]
    assert {one.published for one in ranking.standings} == {Decimal("0.3")}
    assert ranking.standings[0].total == Fraction(1, 3)


def test_ranking_excluded_subjects_come_behind_without_a_rank(rubric: Any) -> None:
    ranking = ranked(rubric, table(city("a", "9", "9", "否"), city("b", "1", "1")))
    assert places(ranking) == [(1, "b"), (None, "a")]
    assert (ranking.standings[1].outcome, ranking.standings[1].reason) == ("excluded", "did not join")


def test_ranking_wrong_rows_are_kept_with_every_mistake_by_column(rubric: Any) -> None:
    ranking = ranked(
        rubric,
        table(
            city("a", "many", "", "maybe"), city("b", "1", "1"), city("c", "1,234", "1"), city("d", "", "")
        ),
    )
    assert places(ranking) == [(1, "b"), (None, "a"), (None, "c"), (None, "d")]
    told = [
        (one.row, [(problem.column, problem.diagnostic.code) for problem in one.problems])
        for one in ranking.mistaken
    ]
    assert told == [
        (2, [("mark", "RB0501"), ("events", "RB0503"), ("参加", "RB0503")]),
        (4, [("events", "RB0563")]),
        (5, [("events", "RB0501"), ("mark", "RB0501")]),
    ]


def test_ranking_rows_that_cannot_be_read_are_kept(rubric: Any) -> None:
    wrong = diagnostic("RB0551", None, row=2, cells=1, columns=5, extra="")
    ranking = ranked(rubric, table(wrong, city("b", "1", "1")))
    assert [(one.row, one.outcome) for one in ranking.standings] == [(3, "scored"), (2, "error")]


def test_ranking_keeps_labels_as_they_are(rubric: Any) -> None:
    ranking = ranked(rubric, table(city("a", 1, 1, True, note="=1+1")))
    assert (ranking.id_column, ranking.labels) == ("city", ("note",))
    assert ranking.standings[0].labels == {"city": "a", "note": "=1+1"}


def test_ranking_subjects_are_named_by_the_column_asked_for(rubric: Any) -> None:
    rows = table(city("a", "1", "1", note="x"))
    assert places(ranked(rubric, rows, "NOTE")) == [(1, "x")]
    found = rank(rubric, rows, "notes")
    assert isinstance(found, tuple)
    assert (found[0].code, found[0].facts["nearest"]) == ("RB0562", "note")


def test_ranking_without_a_column_for_names(rubric: Any) -> None:
    ranking = ranked(
        rubric, table({"events": 1, "mark": 2, "joined": True}, columns=("events", "mark", "joined"))
    )
    assert (ranking.id_column, places(ranking)) == (None, [(1, "")])


def test_ranking_same_name_twice_is_remarked(rubric: Any) -> None:
    ranking = ranked(rubric, table(city("a", "1", "1"), city("b", "1", "1"), city("a", "2", "1")))
    (remark,) = ranking.remarks
    assert (remark.code, remark.severity) == ("RB0564", "warning")
    assert remark.facts == {"subject": "a", "rows": (2, 4)}
    assert len(ranking.standings) == 3


def test_ranking_ticks_once_a_row(rubric: Any) -> None:
    ticks: list[None] = []
    rank(rubric, table(city("a", "1", "1"), city("b", "x", "1")), tick=lambda: ticks.append(None))
    assert len(ticks) == 2


@given(st.data())
def test_ranking_is_a_competition_ranking_that_loses_no_row(data: st.DataObject) -> None:
    from tests.tools.conftest import FakeRubric

    events = data.draw(st.lists(st.sampled_from(["0", "1", "2", "3", "x", ""]), max_size=12))
    joined = data.draw(st.lists(st.sampled_from(["是", "否"]), min_size=len(events), max_size=len(events)))
    rows = [
        city(str(at), *cells)
        for at, cells in enumerate(zip(events, ["0"] * len(events), joined, strict=True))
    ]
    standings = ranked(FakeRubric(), table(*rows)).standings
    assert sorted(one.row for one in standings) == list(range(2, len(rows) + 2))
    scored = [one for one in standings if one.outcome == "scored"]
    for one in scored:
        assert one.rank == 1 + sum(_total(other) > _total(one) for other in scored)
    assert [one.outcome for one in standings] == sorted(
        (one.outcome for one in standings), key=["scored", "excluded", "error"].index
    )


def _total(one: Standing) -> Fraction:
    assert one.total is not None
    return one.total
