import pytest

from rubric_dsl.inputs.columns import Columns, finder, matched, nearest
from tests.tools.conftest import FakeMetric, FakeRubric


@pytest.fixture
def rubric() -> FakeRubric:
    return FakeRubric()


def sorted_out(columns: list[str], rubric: object, id_column: str | None = None) -> Columns:
    found = matched(columns, rubric.metrics, id_column)  # type: ignore[attr-defined]
    assert isinstance(found, Columns), found
    return found


def codes(columns: list[str], rubric: object) -> list[str]:
    found = matched(columns, rubric.metrics)  # type: ignore[attr-defined]
    assert isinstance(found, tuple), found
    return [one.code for one in found]


@pytest.mark.parametrize(
    "columns",
    [
        ["events", "mark", "joined"],
        ["对接活动", "评分", "参加"],
        ["events held", "评分", "joined"],
        ["对接活动场次", "mark", "参加"],
        [" Events ", "ＭＡＲＫ", "参 加"],
        ["对接活动\n场次", "mark", "参加"],
    ],
)
def test_columns_are_known_by_id_alias_and_label(columns: list[str], rubric: object) -> None:
    found = sorted_out(["城市", *columns, "备注"], rubric)
    assert list(found.metrics.values()) == ["events", "mark", "joined"]
    assert found.labels == ("城市", "备注")
    assert found.column_of("events") == columns[0]
    assert found.column_of("城市") is None


def test_columns_missing_metrics_are_named_in_one_mistake(rubric: object) -> None:
    found = matched(["城市", "mark"], rubric.metrics)  # type: ignore[attr-defined]
    assert isinstance(found, tuple)
    (one,) = found
    assert one.code == "RB0560"
    assert one.facts["metrics"] == ("events", "joined")
    assert one.facts["metrics_zh"] == ("对接活动场次（events）", "joined")


def test_columns_of_what_may_be_missing_may_be_absent() -> None:
    events, calls = FakeMetric("events", "count"), FakeMetric("calls", "count", optional=True)
    found = matched(["城市", "events"], {"events": events, "calls": calls})
    assert not isinstance(found, tuple), found


@pytest.mark.parametrize(
    ("column", "metric"),
    [("event", "events"), ("evnets", "events"), ("Event s", "events"), ("对接活动数", "对接活动")],
)
def test_columns_that_look_like_a_missing_metric_are_no_labels(
    column: str, metric: str, rubric: object
) -> None:
    found = matched(["城市", column, "mark", "joined"], rubric.metrics)  # type: ignore[attr-defined]
    if column == "Event s":  # blanks make no difference: this one is the metric
        column = "event"
        found = matched(["城市", column, "mark", "joined"], rubric.metrics)  # type: ignore[attr-defined]
    assert isinstance(found, tuple)
    (one,) = found
    assert (one.code, one.facts) == ("RB0559", {"column": column, "metric": metric})


def test_columns_that_look_like_a_present_metric_are_labels(rubric: object) -> None:
    assert sorted_out(["events", "event", "mark", "joined"], rubric).labels == ("event",)


def test_columns_mistakes_come_out_together(rubric: object) -> None:
    assert codes(["event", "mark", "评分"], rubric) == ["RB0561", "RB0559", "RB0560"]


def test_columns_one_that_names_the_subjects_is_never_a_metric(rubric: object) -> None:
    found = sorted_out(["评分", "events", "mark", "joined"], rubric, "评分")
    assert found.labels == ("评分",)
    assert found.column_of("mark") == "mark"


def test_nearest_finds_one_slip_and_no_more() -> None:
    assert nearest("chansha", ["changsha", "zhuzhou"]) == "changsha"
    assert nearest("xiangtan", ["changsha", "zhuzhou"]) == ""


def test_columns_with_the_exact_name_go_before_those_that_look_alike() -> None:
    of = finder({name: FakeMetric(name, "count") for name in ("a", "A", "b")})
    assert [of(column) for column in ("a", "A", "Ａ", "B", "b")] == ["a", "A", None, "b", "b"]
