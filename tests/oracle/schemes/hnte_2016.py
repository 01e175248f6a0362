"""High-tech enterprise recognition, China 2016: the score of a firm's capacity to innovate, out of 100.

高新技术企业认定：企业创新能力评价（满分100分，70分以上为符合，不含70分）。

Source: 《高新技术企业认定管理工作指引》, annex to 国科发火〔2016〕195号, the Ministry of Science and Technology, the Ministry of
Finance and the State Administration of Taxation, issued in June 2016, in force from 1 January 2016; it goes
with 《高新技术企业认定管理办法》, 国科发火〔2016〕32号.

The parts: intellectual property (知识产权) 30, turning results into products (科技成果转化能力) 30, how research is
organised (研究开发组织管理水平) 20, growth (企业成长性) 20. Experts give whole marks inside the band that a fact decides
(各级指标均按整数打分).

Our reading of what is open:

- A mark outside the band of its level is no score at all and is refused; it is not moved to the band's edge.
- Levels of technology and of core support are A to E (7-8, 5-6, 3-4, 1-2, 0); only conversion and growth have
  a sixth band, F.
- Quantity: one right of class I is band A, whatever is held of class II. Only without any does class II
  count.
- The way of obtaining has a band A (own research among it, 1-6) and a band B (only bought, given or merged,
  1-3), and none for a firm that holds nothing; for such a firm we take `none` with no points.
- Taking part in a standard gives 1 or 2 on top, and intellectual property stays within 30 with it.
- Conversion goes by the yearly average of the last three years. An average above 0 and below 1, one project
  in three years, is in no printed band: E begins at 1 and F is 0. We give it nothing.
- A firm younger than three years is judged over the years it has (按实际经营时间计算): conversion divides by those
  years; growth of two years is the one ratio less 1; of one year there is none, so nothing.
- Growth: half the sum of the two ratios, less 1. Year 1 nil: the last two years alone, y3 / y2 - 1. Year 2
  nil: no points, and this also where year 1 is nil too. Growth that is nil or negative: no points.
- Of a firm with two years and the first nil nothing is said; there is nothing to divide by, so no points.
- Negative net assets go through the formula as they are: the guidance is silent. Two negative years that grow
  worse then read as growth.
- Recognition needs more than 70; the score alone is judged here, not the other conditions of the measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from tests.oracle.schemes.terms import Case, Metric, Metrics, Refusal, Score, Subject, number

Band = tuple[int, int]

LEVELS: dict[str, Band] = {"A": (7, 8), "B": (5, 6), "C": (3, 4), "D": (1, 2), "E": (0, 0)}
WAYS: dict[str, Band] = {"own research": (1, 6), "only acquired": (1, 3), "none": (0, 0)}
CONVERSION: list[tuple[int, Band]] = [(5, (25, 30)), (4, (19, 24)), (3, (13, 18)), (2, (7, 12)), (1, (1, 6))]
GROWTH: list[tuple[Fraction, Band]] = [
    (Fraction(35, 100), (9, 10)),
    (Fraction(25, 100), (7, 8)),
    (Fraction(15, 100), (5, 6)),
    (Fraction(5, 100), (3, 4)),
]
NOTHING: Band = (0, 0)


def _judged(title: str, zh: str, most: int) -> Metric:
    """A mark that an expert gives, in whole points."""
    return {"kind": "mark", "title": title, "zh": zh, "least": 0, "most": most, "step": 1}


METRICS: Metrics = {
    "advanced_level": {
        "kind": "choice",
        "title": "How advanced the technology is",
        "zh": "技术的先进程度",
        "options": tuple(LEVELS),
    },
    "advanced_mark": _judged("Mark for it", "技术的先进程度得分", 8),
    "core_level": {
        "kind": "choice",
        "title": "Support of the main products by the rights",
        "zh": "对主要产品（服务）在技术上发挥核心支持作用",
        "options": tuple(LEVELS),
    },
    "core_mark": _judged("Mark for it", "核心支持作用得分", 8),
    "class_1_rights": {
        "kind": "count",
        "title": "Rights of class I",
        "zh": "Ⅰ类知识产权",
        "unit": "项",
        "least": 0,
    },
    "class_2_rights": {
        "kind": "count",
        "title": "Rights of class II",
        "zh": "Ⅱ类知识产权",
        "unit": "项",
        "least": 0,
    },
    "quantity_mark": _judged("Mark for quantity", "知识产权数量得分", 8),
    "way_obtained": {
        "kind": "choice",
        "title": "How the rights were obtained",
        "zh": "知识产权获得方式",
        "options": tuple(WAYS),
    },
    "way_mark": _judged("Mark for it", "知识产权获得方式得分", 6),
    "standards": {
        "kind": "yes/no",
        "title": "Took part in a standard or norm",
        "zh": "参与编制标准、检测方法、技术规范",
    },
    "standards_mark": _judged("Points on top for it", "标准加分", 2),
    "conversions": {
        "kind": "list",
        "title": "Results converted, in each of the last years, the earliest first",
        "zh": "近三年每年科技成果转化项数",
        "length": (1, 3),
        "of": {"kind": "count", "least": 0},
    },
    "conversion_mark": _judged("Mark for conversion", "科技成果转化能力得分", 30),
    "research_system_mark": _judged("Rules, accounts of research", "研发组织管理制度、核算体系、辅助账", 6),
    "research_institution_mark": _judged("Research unit, joint work", "研发机构、科研条件、产学研合作", 6),
    "incentives_mark": _judged("Incentives, open platforms", "成果转化激励奖励制度、创新创业平台", 4),
    "talent_mark": _judged("Training, hiring, appraisal", "人员培养、人才引进、绩效评价奖励制度", 4),
    "net_assets": {
        "kind": "list",
        "title": "Net assets at the end of each of the last years, the earliest first",
        "zh": "近三年年末净资产",
        "unit": "万元",
        "length": (1, 3),
        "of": {"kind": "amount"},
    },
    "net_assets_mark": _judged("Mark for growth of net assets", "净资产增长率得分", 10),
    "sales": {
        "kind": "list",
        "title": "Sales of each of the last years, the earliest first",
        "zh": "近三年销售收入",
        "unit": "万元",
        "length": (1, 3),
        "of": {"kind": "amount", "least": 0},
    },
    "sales_mark": _judged("Mark for growth of sales", "销售收入增长率得分", 10),
}


def quantity_band(class_1: Fraction, class_2: Fraction) -> Band:
    """1项及以上(Ⅰ类) 7-8; Ⅱ类: 5项及以上 5-6, 3~4项 3-4, 1~2项 1-2; 0项 0."""
    if class_1 >= 1:
        return LEVELS["A"]
    return LEVELS["B" if class_2 >= 5 else "C" if class_2 >= 3 else "D" if class_2 >= 1 else "E"]


def conversion_band(counts: Sequence[Any]) -> Band:
    """The band of the yearly average: from 5, 4, 3, 2, 1; below 1 nothing."""
    average = sum((number(each) for each in counts), Fraction(0)) / len(counts)
    return next((band for least, band in CONVERSION if average >= least), NOTHING)


def growth_rate(years: Sequence[Any]) -> Fraction | None:
    """1/2 × (第二年 ÷ 第一年 + 第三年 ÷ 第二年) − 1; None where the guidance gives no points outright."""
    figures = [number(each) for each in years]
    if len(figures) == 1:
        return None
    if len(figures) == 2:
        first, second = figures
        return None if first == 0 else second / first - 1
    first, second, third = figures
    if second == 0:
        return None
    if first == 0:
        return third / second - 1
    return (second / first + third / second) / 2 - 1


def growth_band(years: Sequence[Any]) -> Band:
    """≥35% 9-10, ≥25% 7-8, ≥15% 5-6, ≥5% 3-4, >0 1-2, ≤0 0."""
    rate = growth_rate(years)
    if rate is None or rate <= 0:
        return NOTHING
    return next((band for least, band in GROWTH if rate >= least), (1, 2))


def within(metrics: Subject, mark: str, band: Band) -> Fraction:
    """The mark, if it is a whole one inside its band."""
    given = number(metrics[mark])
    if given.denominator != 1 or not band[0] <= given <= band[1]:
        raise ValueError(f"{mark} of {given} is not a whole mark from {band[0]} to {band[1]}")
    return given


def score(metrics: Subject) -> Score:
    """Every part's points, the sum, and whether it is more than 70."""
    for facts in ("conversions", "net_assets", "sales"):
        if not 1 <= len(metrics[facts]) <= 3:
            raise ValueError(f"{facts}: one to three years")
    class_1, class_2 = number(metrics["class_1_rights"]), number(metrics["class_2_rights"])
    points = {
        "advanced": within(metrics, "advanced_mark", LEVELS[metrics["advanced_level"]]),
        "core_support": within(metrics, "core_mark", LEVELS[metrics["core_level"]]),
        "quantity": within(metrics, "quantity_mark", quantity_band(class_1, class_2)),
        "way_obtained": within(metrics, "way_mark", WAYS[metrics["way_obtained"]]),
        "standards": within(metrics, "standards_mark", (1, 2) if metrics["standards"] else NOTHING),
    }
    points["intellectual_property"] = min(Fraction(30), sum(points.values(), Fraction(0)))
    points["conversion"] = within(metrics, "conversion_mark", conversion_band(metrics["conversions"]))
    research = {
        "research_system": within(metrics, "research_system_mark", (0, 6)),
        "research_institution": within(metrics, "research_institution_mark", (0, 6)),
        "incentives": within(metrics, "incentives_mark", (0, 4)),
        "talent": within(metrics, "talent_mark", (0, 4)),
    }
    points |= research | {"research_management": sum(research.values(), Fraction(0))}
    growth = {
        "net_asset_growth": within(metrics, "net_assets_mark", growth_band(metrics["net_assets"])),
        "sales_growth": within(metrics, "sales_mark", growth_band(metrics["sales"])),
    }
    points |= growth | {"growth": sum(growth.values(), Fraction(0))}
    parts = ("intellectual_property", "conversion", "research_management", "growth")
    total = sum((points[part] for part in parts), Fraction(0))
    return {"total": total, "grade": "met" if total > 70 else "not met", "outcome": None, "points": points}


PLAIN: dict[str, Any] = {
    "advanced_level": "B", "advanced_mark": 6, "core_level": "B", "core_mark": 6,
    "class_1_rights": 0, "class_2_rights": 6, "quantity_mark": 6,
    "way_obtained": "own research", "way_mark": 6, "standards": False, "standards_mark": 0,
    "conversions": [4, 4, 4], "conversion_mark": 22,
    "research_system_mark": 5, "research_institution_mark": 5, "incentives_mark": 3, "talent_mark": 3,
    "net_assets": [1000, 1100, 1210], "net_assets_mark": 4,
    "sales": [2000, 2200, 2420], "sales_mark": 4,
}  # fmt: skip
PLAIN_POINTS = {
    "advanced": 6, "core_support": 6, "quantity": 6, "way_obtained": 6, "standards": 0,
    "intellectual_property": 24,
    "conversion": 22,
    "research_system": 5, "research_institution": 5, "incentives": 3, "talent": 3, "research_management": 16,
    "net_asset_growth": 4, "sales_growth": 4, "growth": 8,
}  # fmt: skip


def _case(name: str, changed: dict[str, Any], points: dict[str, int], total: int) -> Case:
    """A firm like PLAIN (24 + 22 + 16 + 8 = 70) but for what is said, and what that changes."""
    return {
        "name": name,
        "input": PLAIN | changed,
        "total": total,
        "grade": "met" if total > 70 else "not met",
        "outcome": None,
        "points": {**PLAIN_POINTS, **points},
    }


# Every band with both its ends as printed: the facts that lead to it, its mark, its part; least and most.
ENDS: list[tuple[str, dict[str, Any], str, int, int]] = [
    ("advanced", {"advanced_level": "A"}, "advanced_mark", 7, 8),
    ("advanced", {"advanced_level": "B"}, "advanced_mark", 5, 6),
    ("advanced", {"advanced_level": "C"}, "advanced_mark", 3, 4),
    ("advanced", {"advanced_level": "D"}, "advanced_mark", 1, 2),
    ("advanced", {"advanced_level": "E"}, "advanced_mark", 0, 0),
    ("core_support", {"core_level": "A"}, "core_mark", 7, 8),
    ("core_support", {"core_level": "C"}, "core_mark", 3, 4),
    ("quantity", {"class_1_rights": 3}, "quantity_mark", 7, 8),
    ("quantity", {"class_2_rights": 5}, "quantity_mark", 5, 6),
    ("quantity", {"class_2_rights": 4}, "quantity_mark", 3, 4),
    ("quantity", {"class_2_rights": 3}, "quantity_mark", 3, 4),
    ("quantity", {"class_2_rights": 2}, "quantity_mark", 1, 2),
    ("quantity", {"class_2_rights": 1}, "quantity_mark", 1, 2),
    ("quantity", {"class_2_rights": 0}, "quantity_mark", 0, 0),
    ("way_obtained", {"way_obtained": "own research"}, "way_mark", 1, 6),
    ("way_obtained", {"way_obtained": "only acquired"}, "way_mark", 1, 3),
    ("way_obtained", {"way_obtained": "none"}, "way_mark", 0, 0),
    ("standards", {"standards": True}, "standards_mark", 1, 2),
    ("standards", {"standards": False}, "standards_mark", 0, 0),
    ("conversion", {"conversions": [5, 5, 5]}, "conversion_mark", 25, 30),
    ("conversion", {"conversions": [5, 5, 4]}, "conversion_mark", 19, 24),
    ("conversion", {"conversions": [4, 4, 4]}, "conversion_mark", 19, 24),
    ("conversion", {"conversions": [4, 4, 3]}, "conversion_mark", 13, 18),
    ("conversion", {"conversions": [3, 3, 3]}, "conversion_mark", 13, 18),
    ("conversion", {"conversions": [3, 3, 2]}, "conversion_mark", 7, 12),
    ("conversion", {"conversions": [2, 2, 2]}, "conversion_mark", 7, 12),
    ("conversion", {"conversions": [2, 2, 1]}, "conversion_mark", 1, 6),
    ("conversion", {"conversions": [1, 1, 1]}, "conversion_mark", 1, 6),
    ("conversion", {"conversions": [0, 0, 0]}, "conversion_mark", 0, 0),
    ("research_system", {}, "research_system_mark", 0, 6),
    ("research_institution", {}, "research_institution_mark", 0, 6),
    ("incentives", {}, "incentives_mark", 0, 4),
    ("talent", {}, "talent_mark", 0, 4),
    ("sales_growth", {"sales": [1000, 1000, 1700]}, "sales_mark", 9, 10),
    ("sales_growth", {"sales": [1000, 1000, 1699]}, "sales_mark", 7, 8),
    ("sales_growth", {"sales": [1000, 1000, 1500]}, "sales_mark", 7, 8),
    ("sales_growth", {"sales": [1000, 1000, 1499]}, "sales_mark", 5, 6),
    ("sales_growth", {"sales": [1000, 1000, 1300]}, "sales_mark", 5, 6),
    ("sales_growth", {"sales": [1000, 1000, 1299]}, "sales_mark", 3, 4),
    ("sales_growth", {"sales": [1000, 1000, 1100]}, "sales_mark", 3, 4),
    ("sales_growth", {"sales": [1000, 1000, "1099.9"]}, "sales_mark", 1, 2),
    ("sales_growth", {"sales": [1000, 1000, 1000]}, "sales_mark", 0, 0),
    ("net_asset_growth", {"net_assets": [1000, 1700]}, "net_assets_mark", 9, 10),
    ("net_asset_growth", {"net_assets": [0, 1000, 1300]}, "net_assets_mark", 7, 8),
    ("net_asset_growth", {"net_assets": [1000, 0, 1300]}, "net_assets_mark", 0, 0),
]
SECTIONS = {
    "advanced": "intellectual_property",
    "core_support": "intellectual_property",
    "quantity": "intellectual_property",
    "way_obtained": "intellectual_property",
    "standards": "intellectual_property",
    "research_system": "research_management",
    "research_institution": "research_management",
    "incentives": "research_management",
    "talent": "research_management",
    "net_asset_growth": "growth",
    "sales_growth": "growth",
}


def _end(part: str, facts: dict[str, Any], mark: str, given: int) -> Case:
    """PLAIN with one band's end: the part, its section and the total move by as much as the mark."""
    moved = given - PLAIN_POINTS[part]
    points = {part: given}
    if part in SECTIONS:
        points[SECTIONS[part]] = PLAIN_POINTS[SECTIONS[part]] + moved
    said = ", ".join(f"{name} {value}" for name, value in facts.items()) or part
    return _case(f"{said}: {mark} {given}", facts | {mark: given}, points, 70 + moved)


def _outside(facts: dict[str, Any], mark: str, given: int) -> Refusal:
    """A mark that is one beside its band."""
    said = ", ".join(f"{name} {value}" for name, value in facts.items())
    return {"name": f"{said}: {mark} {given}", "input": PLAIN | facts | {mark: given}, "because": mark}


CASES: list[Case] = [
    _case("70 is not more than 70", {}, {}, 70),
    _case("71 is", {"talent_mark": 4}, {"talent": 4, "research_management": 17}, 71),
    _case(
        "everything, and the points on top are lost to the 30",
        {
            "advanced_level": "A",
            "advanced_mark": 8,
            "core_level": "A",
            "core_mark": 8,
            "class_1_rights": 1,
            "quantity_mark": 8,
            "standards": True,
            "standards_mark": 2,
            "conversions": [5, 5, 5],
            "conversion_mark": 30,
            "research_system_mark": 6,
            "research_institution_mark": 6,
            "incentives_mark": 4,
            "talent_mark": 4,
            "net_assets": [100, 135, "182.25"],
            "net_assets_mark": 10,
            "sales": [100, 135, "182.25"],
            "sales_mark": 10,
        },
        {
            "advanced": 8,
            "core_support": 8,
            "quantity": 8,
            "standards": 2,
            "intellectual_property": 30,
            "conversion": 30,
            "research_system": 6,
            "research_institution": 6,
            "incentives": 4,
            "talent": 4,
            "research_management": 20,
            "net_asset_growth": 10,
            "sales_growth": 10,
            "growth": 20,
        },
        100,
    ),
    _case(
        "nothing at all",
        {
            "advanced_level": "E",
            "advanced_mark": 0,
            "core_level": "E",
            "core_mark": 0,
            "class_2_rights": 0,
            "quantity_mark": 0,
            "way_obtained": "none",
            "way_mark": 0,
            "conversions": [0, 0, 0],
            "conversion_mark": 0,
            "research_system_mark": 0,
            "research_institution_mark": 0,
            "incentives_mark": 0,
            "talent_mark": 0,
            "net_assets": [5, 5, 5],
            "net_assets_mark": 0,
            "sales": [5, 4, 3],
            "sales_mark": 0,
        },
        dict.fromkeys(PLAIN_POINTS, 0),
        0,
    ),
    _case(
        "one right of class I is band A, class II or not",
        {"class_1_rights": 1, "class_2_rights": 0, "quantity_mark": 7},
        {"quantity": 7, "intellectual_property": 25},
        71,
    ),
    _case(
        "5 of class II are band B",
        {"class_2_rights": 5, "quantity_mark": 5},
        {"quantity": 5, "intellectual_property": 23},
        69,
    ),
    _case(
        "4 of class II are band C",
        {"class_2_rights": 4, "quantity_mark": 4},
        {"quantity": 4, "intellectual_property": 22},
        68,
    ),
    _case(
        "2 of class II are band D",
        {"class_2_rights": 2, "quantity_mark": 2},
        {"quantity": 2, "intellectual_property": 20},
        66,
    ),
    _case(
        "only bought rights: 3 at most",
        {"way_obtained": "only acquired", "way_mark": 3},
        {"way_obtained": 3, "intellectual_property": 21},
        67,
    ),
    _case(
        "points on top that fit",
        {"standards": True, "standards_mark": 1},
        {"standards": 1, "intellectual_property": 25},
        71,
    ),
    _case(
        "an average of exactly 5", {"conversions": [0, 0, 15], "conversion_mark": 25}, {"conversion": 25}, 73
    ),
    _case(
        "an average of 14/3 is below 5",
        {"conversions": [5, 5, 4], "conversion_mark": 24},
        {"conversion": 24},
        72,
    ),
    _case("an average of exactly 1", {"conversions": [1, 1, 1], "conversion_mark": 6}, {"conversion": 6}, 54),
    _case(
        "an average of 2/3 is in no band",
        {"conversions": [1, 1, 0], "conversion_mark": 0},
        {"conversion": 0},
        48,
    ),
    _case(
        "two years: 3 and 3 are 3 a year",
        {"conversions": [3, 3], "conversion_mark": 18},
        {"conversion": 18},
        66,
    ),
    # (1.35 + 1.35) / 2 − 1 = 35%
    _case(
        "35% exactly", {"sales": [100, 135, "182.25"], "sales_mark": 9}, {"sales_growth": 9, "growth": 13}, 75
    ),
    # (1.3 + 1.399) / 2 − 1 = 34.95%
    _case(
        "34.95% is below 35%",
        {"sales": [100, 130, "181.87"], "sales_mark": 8},
        {"sales_growth": 8, "growth": 12},
        74,
    ),
    # (0.5 + 2) / 2 − 1 = 25%, though the third year only gets back to the first
    _case(
        "halved and doubled grows by 25%",
        {"sales": [100, 50, 100], "sales_mark": 7},
        {"sales_growth": 7, "growth": 11},
        73,
    ),
    # (1.15 + 1.15) / 2 − 1 = 15%
    _case(
        "15% exactly",
        {"net_assets": [100, 115, "132.25"], "net_assets_mark": 5},
        {"net_asset_growth": 5, "growth": 9},
        71,
    ),
    # (1.05 + 1.05) / 2 − 1 = 5%
    _case(
        "5% exactly",
        {"net_assets": [100, 105, "110.25"], "net_assets_mark": 3},
        {"net_asset_growth": 3, "growth": 7},
        69,
    ),
    # (1 + 1.0001) / 2 − 1 = 0.005%
    _case(
        "a trace of growth",
        {"net_assets": [10000, 10000, 10001], "net_assets_mark": 2},
        {"net_asset_growth": 2, "growth": 6},
        68,
    ),
    _case(
        "no growth",
        {"net_assets": [100, 100, 100], "net_assets_mark": 0},
        {"net_asset_growth": 0, "growth": 4},
        66,
    ),
    # 260 / 200 − 1 = 30%
    _case(
        "first year nil: the last two years",
        {"sales": [0, 200, 260], "sales_mark": 8},
        {"sales_growth": 8, "growth": 12},
        74,
    ),
    _case(
        "second year nil: no points",
        {"sales": [100, 0, 900], "sales_mark": 0},
        {"sales_growth": 0, "growth": 4},
        66,
    ),
    _case(
        "first and second nil: no points",
        {"sales": [0, 0, 900], "sales_mark": 0},
        {"sales_growth": 0, "growth": 4},
        66,
    ),
    # 120 / 100 − 1 = 20%
    _case("two years only", {"sales": [100, 120], "sales_mark": 6}, {"sales_growth": 6, "growth": 10}, 72),
    _case(
        "two years, the first nil", {"sales": [0, 120], "sales_mark": 0}, {"sales_growth": 0, "growth": 4}, 66
    ),
    _case("one year only", {"sales": [500], "sales_mark": 0}, {"sales_growth": 0, "growth": 4}, 66),
    # 200 / 100 = 2 and 0 / 200 = 0: (2 + 0) / 2 − 1 = 0
    _case(
        "third year nil: doubled, then gone",
        {"sales": [100, 200, 0], "sales_mark": 0},
        {"sales_growth": 0, "growth": 4},
        66,
    ),
    # −20 / −10 = 2 and −40 / −20 = 2: the formula reads 100%
    _case(
        "net assets sinking below nothing",
        {"net_assets": [-10, -20, -40], "net_assets_mark": 9},
        {"net_asset_growth": 9, "growth": 13},
        75,
    ),
    *(_end(part, facts, mark, given) for part, facts, mark, *ends in ENDS for given in sorted(set(ends))),
]

REFUSED: list[Refusal] = [
    *(_outside(facts, mark, given) for _, facts, mark, *ends in ENDS for given in (ends[0] - 1, ends[1] + 1)),
    {"name": "a mark above its band", "input": PLAIN | {"advanced_mark": 7}, "because": "advanced_mark"},
    {"name": "a mark below its band", "input": PLAIN | {"conversion_mark": 18}, "because": "conversion_mark"},
    {"name": "half a mark", "input": PLAIN | {"talent_mark": "3.5"}, "because": "talent_mark"},
    {
        "name": "points on top without a standard",
        "input": PLAIN | {"standards_mark": 1},
        "because": "standards_mark",
    },
    {
        "name": "a standard without its point",
        "input": PLAIN | {"standards": True},
        "because": "standards_mark",
    },
    {"name": "four years", "input": PLAIN | {"sales": [1, 2, 3, 4]}, "because": "years"},
]


def made_up(draw: Random) -> Subject:
    """A firm whose marks are inside their bands, but for one in twenty."""
    figures = (0, 1, 40, 100, 105, 110, 115, 120, 125, 130, 135, 200)
    firm: dict[str, Any] = {
        "advanced_level": draw.choice([*LEVELS]),
        "core_level": draw.choice([*LEVELS]),
        "class_1_rights": draw.choice((0, 0, 0, 1, 2)),
        "class_2_rights": draw.randint(0, 7),
        "way_obtained": draw.choice([*WAYS]),
        "standards": draw.random() < 0.5,
        "conversions": [draw.randint(0, 7) for _ in range(draw.randint(1, 3))],
        "net_assets": [draw.choice((-100, *figures)) for _ in range(draw.randint(1, 3))],
        "sales": [draw.choice(figures) for _ in range(draw.randint(1, 3))],
    }
    bands: dict[str, Band] = {
        "advanced_mark": LEVELS[firm["advanced_level"]],
        "core_mark": LEVELS[firm["core_level"]],
        "quantity_mark": quantity_band(Fraction(firm["class_1_rights"]), Fraction(firm["class_2_rights"])),
        "way_mark": WAYS[firm["way_obtained"]],
        "standards_mark": (1, 2) if firm["standards"] else NOTHING,
        "conversion_mark": conversion_band(firm["conversions"]),
        "research_system_mark": (0, 6),
        "research_institution_mark": (0, 6),
        "incentives_mark": (0, 4),
        "talent_mark": (0, 4),
        "net_assets_mark": growth_band(firm["net_assets"]),
        "sales_mark": growth_band(firm["sales"]),
    }
    marks = {mark: draw.randint(*band) for mark, band in bands.items()}
    if draw.random() < 0.05:
        marks[draw.choice([*marks])] += 1
    return firm | marks
