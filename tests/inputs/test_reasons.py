"""Short reasons: one text for each code and kind, in both languages, and the rule that joins them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import rubric_dsl as rd
from rubric_dsl.inputs.reasons import joined, reason_of_faults, reason_text, refusal_text, uncompared_text
from rubric_dsl.source.diagnostics import Language, diagnostic
from rubric_dsl.source.wording import brief_en, brief_zh

RUBRIC = """rubric reasons
  total 60, published rounded half up to 2 decimals
metrics
  events = 场次  count from 2
  share = 占比  number 0% to 65%
  half  number 1 to 9 in steps of 0.5
  judged = 得分率  mark 0 to 10
  ready  yes/no
  day = 开工日  date 2023-01-01 to 2023-12-31
  level = 级别  choice of national, local
  scores  list of 1 to 3 mark 0 to 10
  honours  list of at most 3
    stage  choice of first, second
    places  count
  visits  count if missing 0
a: 10 points
  events + visits ≥ 10 → 10
  only if ready
b: 10 points
  share ≥ 50% → 10
c: 10 points
  half ≥ 5 → 10
  only if day ≤ 2023-06-01
d: 10 points
  judged: judged
e: 10 points
  level is national → 5, otherwise 0
  at most 10
f: 10 points
  sum over honours: by stage: first 3, second 1
  at most 5
  only if mean of scores ≥ 5
"""
GOOD: dict[str, Any] = {
    "events": 2,
    "share": Decimal("0.5"),
    "half": Decimal("1.5"),
    "judged": 1,
    "ready": True,
    "day": date(2023, 6, 1),
    "level": "national",
    "scores": [1, 2],
    "honours": [{"stage": "first", "places": 2}],
}


@pytest.fixture(scope="module")
def rubric() -> rd.Rubric:
    return rd.loads(RUBRIC)


def reason(rubric: rd.Rubric, lang: Language = "en", **changed: object) -> str:
    values = {**GOOD, **changed}
    with pytest.raises(rd.MetricError) as told:
        rubric.evaluate({name: value for name, value in values.items() if value is not None})
    return reason_of_faults(rubric.metrics, told.value.diagnostics, lang)


@pytest.mark.parametrize(
    ("name", "value", "en", "zh"),
    [
        ("events", None, "events: missing (RB0501)", "场次：缺失（RB0501）"),
        ("events", "8", "events: not a whole number (RB0503)", "场次：不是整数（RB0503）"),
        ("events", Decimal("2.5"), "events: not a whole number (RB0504)", "场次：不是整数（RB0504）"),
        ("events", 1, "events: below 2 (RB0505)", "场次：低于2（RB0505）"),
        ("events", float("nan"), "events: not finite (RB0508)", "场次：不是有限的数（RB0508）"),
        (
            "events",
            10**18 + 1,
            "events: more than 18 digits or 30 decimals (RB0509)",
            "场次：整数部分超过18位或小数部分超过30位（RB0509）",
        ),
        ("share", Decimal("0.66"), "share: above 0.65 (RB0506)", "占比：高于0.65（RB0506）"),
        ("share", "x", "share: not a number (RB0503)", "占比：不是数（RB0503）"),
        (
            "share",
            Fraction(1, 10**31),
            "share: more than 18 digits or 30 decimals (RB0509)",
            "占比：整数部分超过18位或小数部分超过30位（RB0509）",
        ),
        ("half", Decimal("1.4"), "half: not in steps of 0.5 from 1 (RB0529)", "half：不是从1起以0.5为一步的数（RB0529）"),
        ("judged", True, "judged: not a number (RB0503)", "得分率：不是数（RB0503）"),
        ("ready", 1, "ready: neither yes nor no (RB0503)", "ready：不是“是”或“否”（RB0503）"),
        ("day", date(2022, 12, 31), "day: below 2023-01-01 (RB0505)", "开工日：低于2023-01-01（RB0505）"),
        ("day", date(2024, 1, 1), "day: above 2023-12-31 (RB0506)", "开工日：高于2023-12-31（RB0506）"),
        ("day", "2023-06-01", "day: not a day (RB0503)", "开工日：不是日期（RB0503）"),
        ("day", datetime(2023, 6, 1, 8), "day: has a time of day (RB0523)", "开工日：带有钟点（RB0523）"),
        ("level", "nat", "level: none of the options (RB0513)", "级别：不是任何一个选项（RB0513）"),
        ("level", 3, "level: none of the options (RB0513)", "级别：不是任何一个选项（RB0513）"),
        ("scores", None, "scores: missing (RB0501)", "scores：缺失（RB0501）"),
        ("scores", [], "scores: its list cannot be used (RB0517)", "scores：清单不能使用（RB0517）"),
        ("scores", [1, 11, "x"], "scores: its list cannot be used (RB0506)", "scores：清单不能使用（RB0506）"),
        ("scores", 3, "scores: its list cannot be used (RB0516)", "scores：清单不能使用（RB0516）"),
        (
            "honours",
            [{"stage": "third", "places": 1}],
            "honours: its list cannot be used (RB0513)",
            "honours：清单不能使用（RB0513）",
        ),
        ("honours", [{"stage": "first"}], "honours: its list cannot be used (RB0519)", "honours：清单不能使用（RB0519）"),
        ("honours", [8], "honours: its list cannot be used (RB0518)", "honours：清单不能使用（RB0518）"),
    ],
)  # fmt: skip
def test_reason_of_a_fault_names_metric_and_code_and_no_value(
    rubric: rd.Rubric, name: str, value: object, en: str, zh: str
) -> None:
    assert reason(rubric, **{name: value}) == en
    assert reason(rubric, "zh", **{name: value}) == zh


def test_reason_of_several_faults_follows_the_file(rubric: rd.Rubric) -> None:
    faulty = {"level": "x", "judged": None, "events": None, "share": 2}
    en = "events: missing (RB0501); share: above 0.65 (RB0506); judged: missing (RB0501); level: none of the options (RB0513)"
    assert reason(rubric, **faulty) == en
    assert reason(rubric, "zh", **faulty).count("；") == 3


def test_reason_is_known_before_a_row_is_seen(rubric: rd.Rubric) -> None:
    events, level = rubric.metrics["events"], rubric.metrics["level"]
    texts = [reason_text(events, "RB0505"), reason_text(level, "RB0513")]
    assert joined(texts) == reason(rubric, events=1, level="x")


def test_reason_of_a_refusal_says_what_is_taken() -> None:
    rubric = rd.loads(
        "rubric refusing\n  total 10, published rounded half up to 2 decimals\nmetrics\n  conduct = 品行  mark 0 to 10\n  late = 迟到  yes/no\n"
        "a: 10 points\n  when late: judged: conduct 0 to 2.5\n  otherwise: judged: conduct 5 to 10\n"
    )
    told: dict[Language, str] = {"en": "outside 0 to 2.5 (RB0590)", "zh": "不在0至2.5之内（RB0590）"}
    with pytest.raises(rd.MetricError) as refused:
        rubric.evaluate({"conduct": 4, "late": True})
    for lang, text in told.items():
        assert text in reason_of_faults(rubric.metrics, refused.value.diagnostics, lang)
    first = rubric.plan.refusals[0]
    assert refusal_text(rubric.metrics["conduct"], first) == "conduct: outside 0 to 2.5 (RB0590)"


def test_reason_of_a_row_without_mistakes_among_others_with_some_is_of_no_metric(rubric: rd.Rubric) -> None:
    others = [diagnostic("RB0595", None, number=2, row=7)]
    assert reason_of_faults(rubric.metrics, others) == uncompared_text()
    assert uncompared_text("zh").endswith("（RB0595）")


def test_reason_words_are_the_same_in_both_languages() -> None:
    tables: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...] = (
        (brief_en.WORDS, brief_zh.WORDS),
        (brief_en.NO_KIND, brief_zh.NO_KIND),
    )
    for en, zh in tables:
        assert list(en) == list(zh)
        assert [re.findall(r"\{\w+\}", text) for text in en.values()] == [
            sorted(re.findall(r"\{\w+\}", text), key=en[code].index) for code, text in zh.items()
        ]
