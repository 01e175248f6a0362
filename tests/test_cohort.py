"""Rubrics that compare subjects, from Python and from the command line's tables."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import rubric_dsl as rd
from rubric_dsl.tools.ranking import Ranking, rank
from rubric_dsl.tools.ranking_output import text_rows
from rubric_dsl.tools.tables import Table, open_table

TENDER = """rubric tender
  total 20, published rounded half up to 2 decimals
  cohort only if valid
  excluded if withdrew "withdrew"
  excluded if price > 3 × least of price among all "far too dear"
metrics
  price    amount from 1
  valid    yes/no
  withdrew yes/no
priced: 10 points
  least of price among all / price × 10, at most 10
placed: 10 points
  11 − rank of price among all, lowest first, at least 0, at most 10
"""

RUBRICS = Path(__file__).resolve().parents[1] / "rubrics"


def bid(price: Any, valid: bool = True, withdrew: bool = False) -> dict[str, Any]:
    return {"price": price, "valid": valid, "withdrew": withdrew}


@pytest.fixture
def tender() -> rd.Rubric:
    return rd.loads(TENDER)


def test_one_subject_alone_is_refused_with_what_to_do(tender: rd.Rubric) -> None:
    for scoring in (tender.score, tender.evaluate):
        with pytest.raises(rd.MetricError) as caught:
            scoring(bid(100))
        (one,) = caught.value.diagnostics
        assert one.code == "RB0592"
        assert "cohort(subjects)" in one.help and "--cohort" in one.advice("zh")


def test_rubric_that_does_not_compare_has_cohorts_that_change_nothing() -> None:
    rubric = rd.loads("rubric a\n  total 5\nmetrics\n  talks count from 0 to 5\nwork: 5 points\n  talks\n")
    cohort = rubric.cohort([{"talks": 3}, {"talks": 5}])
    assert not rubric.compares
    assert cohort.score({"talks": 3}) == rubric.score({"talks": 3}) == 3
    assert cohort.evaluate({"talks": 4}).total == 4
    assert cohort.evaluate({"talks": 4}).to_dict()["cohort"] is None


def test_who_is_excluded_or_not_admitted_does_not_count(tender: rd.Rubric) -> None:
    bids = [bid(100), bid(50, withdrew=True), bid(60, valid=False), bid(90)]
    cohort = tender.cohort(bids)
    assert cohort.size == 2
    assert [(one.place, one.outcome) for one in cohort.outside] == [(1, "excluded"), (2, "outside")]
    assert cohort.statistics[0].value == 90
    assert cohort.evaluate(bids[1]).outcome == "excluded"
    assert cohort.evaluate(bids[2])["placed"].points == 10, "a newcomer's rank"


def test_exclusion_that_looks_at_all_comes_behind(tender: rd.Rubric) -> None:
    bids = [bid(100), bid(301), bid(200)]
    cohort = tender.cohort(bids)
    assert cohort.size == 3
    assert cohort.evaluate(bids[1]).reason == "far too dear"
    with pytest.raises(rd.ExcludedError):
        cohort.score(bids[1])


def test_excluded_subject_need_not_give_its_other_figures(tender: rd.Rubric) -> None:
    cohort = tender.cohort([bid(100), {"withdrew": True}])
    assert [(one.outcome, str(one.reason)) for one in cohort.outside] == [("excluded", "withdrew")]


def test_equal_values_share_the_best_rank(tender: rd.Rubric) -> None:
    bids = [bid(100), bid("a"), bid(100), bid(120)]
    with pytest.raises(rd.MetricError) as caught:
        tender.cohort(bids)
    assert [(one.code, one.facts["number"]) for one in caught.value.diagnostics] == [("RB0593", 2)]
    bids[1] = bid(Fraction(300, 3))
    cohort = tender.cohort(bids)
    assert [cohort.evaluate(one)["placed"].points for one in bids] == [10, 10, 10, 7]


def test_one_subject_and_all_equal_are_nothing_special(tender: rd.Rubric) -> None:
    assert tender.cohort([bid(7)]).score(bid(7)) == 20
    assert {tender.cohort([bid(7)] * 3).score(bid(7))} == {20}


def test_nobody_to_compare_with_is_refused(tender: rd.Rubric) -> None:
    for nobody in ([], [bid(5, valid=False)]):
        with pytest.raises(rd.MetricError) as caught:
            tender.cohort(nobody)
        assert [one.code for one in caught.value.diagnostics] == ["RB0594"]


THREE = """rubric three
  total 5
  cohort of at least 3
  excluded if late "late"
metrics
  talks count 0 to 5
  late  yes/no
work: 5 points
  talks
"""


def talk(talks: int, late: bool = False) -> dict[str, Any]:
    return {"talks": talks, "late": late}


def test_with_too_few_in_the_cohort_nobody_is_scored() -> None:
    rubric = rd.loads(THREE)
    subjects = [talk(1), talk(2), talk(5, late=True)]
    for scoring in (rubric.cohort, rubric.rank):
        with pytest.raises(rd.MetricError) as caught:
            scoring(subjects)
        (one,) = caught.value.diagnostics
        assert (one.code, one.facts["seen"], one.facts["size"], one.facts["fewest"]) == ("RB0596", 3, 2, 3)
    with pytest.raises(rd.MetricError):
        rd.loads(TENDER.replace("  cohort only", "  cohort of at least 1\n  cohort only")).cohort([bid(5, valid=False)])


def test_with_enough_in_the_cohort_each_is_scored_by_itself() -> None:
    rubric = rd.loads(THREE)
    subjects = [talk(1), talk(2), talk(4), talk(5, late=True)]
    cohort = rubric.cohort(subjects)
    assert [cohort.score(one) for one in subjects[:3]] == [1, 2, 4]
    assert [place.rank for place in rubric.rank(subjects)] == [1, 2, 3, None]
    told = cohort.evaluate(talk(2))
    assert "3 subjects (at least 3 needed)" in told.explain()
    assert "共3个对象（须不少于3个）" in told.explain(lang="zh")
    assert told.to_dict()["cohort"] == {"size": 3, "statistics": []}
    assert "talks at 3 gives +1" in told.explain(), "nobody else's figures move"


def test_who_needs_others_cannot_be_scored_alone() -> None:
    rubric = rd.loads(THREE)
    assert rubric.compares
    for scoring in (rubric.score, rubric.evaluate):
        with pytest.raises(rd.MetricError) as caught:
            scoring(talk(1))
        (one,) = caught.value.diagnostics
        assert one.code == "RB0592"
        assert "at least 3 subjects (line 3)" in one.sentence("en")
        assert "不足3个" in one.sentence("zh")


def test_rule_on_its_own_cannot_compare() -> None:
    with pytest.raises(rd.RubricError) as caught:
        rd.compile_rule("least of price among all / price × 10, at most 10")
    assert [one.code for one in caught.value.diagnostics] == ["RB0262"]


def ranked(rubric: rd.Rubric, folder: Path, *rows: str) -> Ranking:
    path = folder / "bids.csv"
    path.write_text("bidder,price,valid,withdrew\n" + "\n".join(rows) + "\n", "utf-8")
    table = open_table(path)
    assert isinstance(table, Table)
    found = rank(rubric, table)
    assert isinstance(found, Ranking)
    return found


def test_ranking_takes_both_passes(tender: rd.Rubric, tmp_path: Path) -> None:
    ranking = ranked(tender, tmp_path, "a,100,yes,no", "b,80,yes,no", "c,70,no,no", "d,1,yes,yes")
    assert [(one.rank, one.subject) for one in ranking.standings] == [(1, "b"), (1, "c"), (3, "a"), (None, "d")]
    assert ranking.cohort is not None and ranking.cohort.size == 2
    assert {one.subject: str(one.outside) for one in ranking.standings if one.outside} == {
        "c": "not (valid)", "d": "withdrew",
    }  # fmt: skip


def test_ranking_with_a_wrong_row_scores_nobody(tender: rd.Rubric, tmp_path: Path) -> None:
    ranking = ranked(tender, tmp_path, "a,100,yes,no", "b,many,yes,no")
    told = {one.subject: [problem.diagnostic.code for problem in one.problems] for one in ranking.standings}
    assert told == {"a": ["RB0595"], "b": ["RB0503"]}


PLACES = """rubric places
  total 20
  ranked by total, then safety, then price from the lowest
metrics
  price  count
  first  mark 0 to 10 in steps of 1
  second mark 0 to 10 in steps of 1
safety: 10 points
  judged: first
work: 10 points
  judged: second
"""


def test_equal_totals_are_decided_in_the_stated_order(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("who,price,first,second\nw,5,3,7\nx,9,4,6\ny,5,4,6\nz,9,4,6\nv,9,5,6\n", "utf-8")
    table = open_table(path)
    assert isinstance(table, Table)
    ranking = rank(rd.loads(PLACES), table)
    assert isinstance(ranking, Ranking)
    assert [(one.rank, one.subject) for one in ranking.standings] == [(1, "v"), (2, "y"), (3, "x"), (3, "z"), (5, "w")]


def test_standing_is_the_greater_the_better() -> None:
    result = rd.loads(PLACES).evaluate({"price": 9, "first": 4, "second": 6})
    assert result.standing == (10, 4, -9)


def test_ranking_from_the_lowest_tells_grades(tmp_path: Path) -> None:
    food = rd.load(RUBRICS / "fhrs-2012" / "food-hygiene.rubric")
    path = tmp_path / "places.csv"
    path.write_text(
        "place,hygiene_score,structure_score,confidence_score\nbar,10,10,score_10\ncafe,5,5,score_5\n", "utf-8"
    )
    table = open_table(path)
    assert isinstance(table, Table)
    ranking = rank(food, table)
    assert isinstance(ranking, Ranking)
    assert [(one.rank, one.subject, one.grade) for one in ranking.standings] == [
        (1, "cafe", "rating_5"),
        (2, "bar", "rating_3"),
    ]
    heading, rows = text_rows(ranking, "en", exact=False)
    assert heading == ["rank", "place", "published", "grade"]
    assert rows[0] == ["1", "cafe", "15", "rating_5"]


def test_rank_takes_both_passes_and_keeps_who_is_left_out(tender: rd.Rubric) -> None:
    ranking = tender.rank([bid(100), bid(80), bid(70, valid=False), bid(1, withdrew=True)])
    assert [(one.rank, one.number, one.outcome) for one in ranking] == [
        (1, 1, "scored"), (1, 2, "scored"), (3, 0, "scored"), (None, 3, "excluded"),
    ]  # fmt: skip
    assert ranking.cohort is not None and ranking.cohort.size == 2
    assert [str(one.outside) for one in ranking if one.outside] == ["not (valid)", "withdrew"]
    assert len(ranking) == 4


def test_rank_raises_all_mistakes_at_once_and_keeps_them_where_asked(tender: rd.Rubric) -> None:
    bids = [bid("many"), bid(100), bid(0)]
    with pytest.raises(rd.MetricError) as caught:
        tender.rank(bids)
    assert [(one.code, one.facts["number"], one.facts["fault"]) for one in caught.value.diagnostics] == [
        ("RB0593", 1, "RB0503"), ("RB0593", 3, "RB0505"),
    ]  # fmt: skip
    kept = tender.rank(bids, errors="keep")
    assert [(one.rank, one.number, [each.code for each in one.mistakes]) for one in kept] == [
        (None, 0, ["RB0503"]), (None, 1, ["RB0595"]), (None, 2, ["RB0505"]),
    ]  # fmt: skip
    assert "subject 1 is the first" in kept.places[1].mistakes[0].message
    with pytest.raises(ValueError, match="'keep' or 'raise'"):
        tender.rank(bids, errors="ignore")  # type: ignore[arg-type]


def test_rank_without_a_comparison_scores_the_others() -> None:
    rubric = rd.loads(PLACES)
    subjects = [
        {"price": price, "first": first, "second": second}
        for price, first, second in [(5, 3, 7), (9, 4, 6), (5, 4, 6), (9, 4, 6), (9, 5, 6), (9, 11, 6)]
    ]
    ranking = rubric.rank(iter(subjects), errors="keep")
    assert [(one.rank, one.number) for one in ranking] == [(1, 4), (2, 2), (3, 1), (3, 3), (5, 0), (None, 5)]
    assert ranking.cohort is None
    assert rubric.rank([]).places == ()


def test_rank_of_nobody_is_refused_where_all_are_compared(tender: rd.Rubric) -> None:
    with pytest.raises(rd.MetricError) as caught:
        tender.rank([])
    assert [one.code for one in caught.value.diagnostics] == ["RB0594"]


def next_step(rubric: rd.Rubric, subjects: list[dict[str, Any]], place: int, name: str) -> tuple[str, str, str, str] | None:
    """The next step told of a criterion: the metric, its new value, the gain there and on the total."""
    result = rubric.cohort(subjects).evaluate(subjects[place])
    step = next(line.next for line in result.account().lines if line.path == name)
    return None if step is None else (step.metric, step.to, step.gain, step.gain_total)


SHARES = """rubric shares
  total 20, published rounded half up to 2 decimals
  cohort only if valid
metrics
  sold   count from 1
  valid  yes/no
  grown  mark 0 to 100
share: 10 points
  sold / sum of sold among all × 10, at most 10
growth: 10 points
  grown ≥ mean of grown among all → 10
"""


def test_next_step_works_out_anew_what_is_known_of_all() -> None:
    rubric = rd.loads(SHARES)
    subjects = [{"sold": sold, "valid": True, "grown": grown} for sold, grown in [(10, 40), (20, 50), (30, 90)]]
    # 11 of 61 are sold: 110/61 − 10/6; nobody else's growth is touched
    assert next_step(rubric, subjects, 0, "share") == ("sold", "11", "25/183", "25/183")
    # 70 of a mean of (70 + 50 + 90) / 3 = 70, where 60 would have done with the old mean
    assert next_step(rubric, subjects, 0, "growth") == ("grown", "70", "10", "10")


def test_next_step_of_who_does_not_count_leaves_the_cohort_as_it_is() -> None:
    rubric = rd.loads(SHARES)
    subjects = [{"sold": 10, "valid": True, "grown": 60}, {"sold": 10, "valid": False, "grown": 40}]
    assert next_step(rubric, subjects, 1, "growth") == ("grown", "60", "10", "10")
    newcomer = {"sold": 5, "valid": True, "grown": 40}
    step = rubric.cohort(subjects[:1]).evaluate(newcomer)["growth"]
    assert step.points == 0
    told = rubric.cohort(subjects[:1]).evaluate(newcomer).account().lines
    assert [(line.next.metric, line.next.to) for line in told if line.next and line.path == "growth"] == [("grown", "60")]


def test_next_step_never_excludes_nor_leaves_too_few() -> None:
    rubric = rd.loads(THREE.replace("if late", "if late or talks is 4"))
    subjects = [talk(3), talk(2), talk(1)]
    assert next_step(rubric, subjects, 0, "work") == ("talks", "5", "2", "2"), "4 would be excluded"
    assert next_step(rubric, subjects, 1, "work") == ("talks", "3", "1", "1")


def test_no_next_step_moves_what_each_of_the_others_gives() -> None:
    rubric = rd.loads(SHARES.replace("mean of grown among all", "mean of grown among all where (grown ≥ median of grown among all)"))
    subjects = [{"sold": 10, "valid": True, "grown": grown} for grown in (40, 50, 90)]
    assert next_step(rubric, subjects, 0, "growth") is None


def test_next_step_gives_a_hundredth_that_is_seen() -> None:
    rubric = rd.loads(TENDER.replace("  excluded if price > 3", "  excluded if price > 9"))
    subjects = [bid(100_000), bid(125_000), bid(130_000)]
    # 10 × 100000 / 124844 is 8.00999…, and 124843 makes 8.01006…
    metric, to, gain, _ = next_step(rubric, subjects, 1, "priced") or ("", "", "0", "0")
    assert (metric, to) == ("price", "124843")
    assert Fraction(gain) == Fraction(1_000_000, 124_843) - 8
