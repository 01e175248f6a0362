"""Tender of goods by overall score: the lowest price sets the measure for every price.

综合评分法的价格分：低价优先，评标基准价为合格投标中的最低价；投标报价得分=(评标基准价÷投标报价)×100。

Source: 《政府采购货物和服务招标投标管理办法》, Ministry of Finance Order No. 87 (财政部令第87号), issued on 11 July 2017, in force
from 1 October 2017; articles 43, 44, 50, 55, 57 and 59.

Our reading of what is open:

- The order leaves weights to the tender documents, within a floor for price: 30% for goods, 10% for services.
  We set goods with price 30%, technical 50%, commercial 20%; the last two are ours.
- The cohort is every bid that passed the check of qualification (资格审查) and the check of compliance (符合性审查).
  Only bids of the cohort are scored, and only they can set the lowest price.
- With fewer than three bids in the cohort nothing is evaluated at all.
- Where policy allows a deduction for the price of a bid (small firms), both the measure and the bid's own
  price are those after the deduction. The deduction is a share of the price, given with each bid.
- Highest and lowest prices are not left out before (不得去掉最高报价和最低报价).
- Points for price are not rounded: the order has no word on it.
- Bids with the same total rank by price, the lower first, the same price ties. The order says 投标报价; we take
  the price as bid, before any deduction.
- A bid that is below cost is a matter of judgement (article 60) and comes in here as not compliant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.oracle.schemes.terms import Case, Figure, Metrics, Refusal, Score, Subject, number

WEIGHTS = {"price": Fraction(30, 100), "technical": Fraction(50, 100), "commercial": Fraction(20, 100)}
FEWEST = 3

METRICS: Metrics = {
    "price": {"kind": "amount", "title": "Price as bid", "zh": "投标报价", "unit": "元", "least": 0},
    "deduction": {"kind": "amount", "title": "Share taken off", "zh": "价格扣除比例", "least": 0, "most": 1},
    "qualified": {"kind": "yes/no", "title": "Passed qualification", "zh": "资格审查合格"},
    "compliant": {"kind": "yes/no", "title": "Passed compliance", "zh": "符合性审查合格"},
    "technical_mark": {"kind": "mark", "title": "Technical mark", "zh": "技术得分", "least": 0, "most": 100},
    "commercial_mark": {
        "kind": "mark",
        "title": "Commercial mark",
        "zh": "商务得分",
        "least": 0,
        "most": 100,
    },
    "others": {
        "kind": "records",
        "title": "The other bids",
        "zh": "其他投标",
        "of": {
            "price": {"kind": "amount", "least": 0},
            "deduction": {"kind": "amount", "least": 0, "most": 1},
            "qualified": {"kind": "yes/no"},
            "compliant": {"kind": "yes/no"},
        },
    },
}


def admitted(bid: Subject) -> bool:
    """Whether a bid belongs to the cohort."""
    return bool(bid["qualified"] and bid["compliant"])


def evaluated(bid: Subject) -> Fraction:
    """The price after the deduction that policy allows."""
    price, deduction = number(bid["price"]), number(bid["deduction"])
    if price <= 0:
        raise ValueError("price: more than nothing")
    if not 0 <= deduction < 1:
        raise ValueError("deduction: a share from 0, below 1")
    return price * (1 - deduction)


def score(metrics: Subject) -> Score:
    """Price, technical and commercial points of one bid among the others; none outside the cohort."""
    own = evaluated(metrics)
    cohort = [evaluated(bid) for bid in (metrics, *metrics["others"]) if admitted(bid)]
    if not admitted(metrics):
        return {"total": None, "grade": None, "outcome": "rejected", "points": {}}
    if len(cohort) < FEWEST:
        return {"total": None, "grade": None, "outcome": "no evaluation", "points": {}}
    marks = {"price": min(cohort) / own * 100}
    for part in ("technical", "commercial"):
        marks[part] = number(metrics[f"{part}_mark"])
        if not 0 <= marks[part] <= 100:
            raise ValueError(f"{part}_mark: from 0 to 100")
    points = {part: mark * WEIGHTS[part] for part, mark in marks.items()}
    return {
        "total": sum(points.values(), Fraction(0)),
        "grade": None,
        "outcome": "evaluated",
        "points": points,
    }


def rank(bids: Mapping[str, Subject]) -> list[tuple[int, str]]:
    """Place and name of every bid that is scored, best first; bids are as METRICS has them, less `others`."""
    placed: list[tuple[Fraction, Fraction, str]] = []
    for name, bid in bids.items():
        others = [other for each, other in bids.items() if each != name]
        total = score({**bid, "others": others})["total"]
        if total is not None:
            placed.append((-total, number(bid["price"]), name))
    placed.sort(key=lambda each: each[:2])
    return [(1 + sum(other[:2] < each[:2] for other in placed), each[2]) for each in placed]


def bid(
    price: Figure, *, deduction: Figure = 0, qualified: bool = True, compliant: bool = True
) -> dict[str, Any]:
    """A bid as the others see it."""
    return {"price": price, "deduction": deduction, "qualified": qualified, "compliant": compliant}


def _case(
    name: str,
    own: dict[str, Any],
    others: Sequence[dict[str, Any]],
    points: tuple[Figure, ...],
    total: Figure | None,
    marks: tuple[Figure, Figure] = (80, 90),
    outcome: str = "evaluated",
) -> Case:
    """One bid; points for price, technical, commercial. Marks of 80 and 90 are worth 40 and 18."""
    technical, commercial = marks
    return {
        "name": name,
        "input": own | {"technical_mark": technical, "commercial_mark": commercial, "others": list(others)},
        "total": total,
        "grade": None,
        "outcome": outcome,
        "points": dict(zip(WEIGHTS, points, strict=False)),
    }


TWO = (bid(100), bid(120))

CASES: list[Case] = [
    _case("the lowest has all", bid(80), TWO, (30, 40, 18), 88),
    # 100 / 125 × 100 × 30%
    _case("four fifths", bid(125), TWO, (24, 40, 18), 82),
    # 100 / 300 × 30
    _case("three times the lowest", bid(300), TWO, (10, 40, 18), 68),
    # 100 / 130 × 30 = 300/13
    _case("not rounded", bid(130), TWO, (Fraction(300, 13), 40, 18), Fraction(1054, 13)),
    _case("two lowest, both have all", bid(100), TWO, (30, 40, 18), 88),
    _case(
        "a cheaper bid that is not qualified does not count",
        bid(125),
        (*TWO, bid(50, qualified=False)),
        (24, 40, 18),
        82,
    ),
    _case(
        "a cheaper bid that does not comply does not count",
        bid(125),
        (*TWO, bid(50, compliant=False)),
        (24, 40, 18),
        82,
    ),
    _case("the same bid, admitted, does", bid(125), (*TWO, bid(50)), (12, 40, 18), 70),
    _case("not qualified", bid(80, qualified=False), (*TWO, bid(130)), (), None, outcome="rejected"),
    _case("not compliant", bid(80, compliant=False), (*TWO, bid(130)), (), None, outcome="rejected"),
    _case(
        "two in the cohort are too few",
        bid(80),
        (bid(100), bid(50, qualified=False)),
        (),
        None,
        outcome="no evaluation",
    ),
    _case("alone", bid(80), (), (), None, outcome="no evaluation"),
    # 110 × 90% = 99 is the measure and the own price
    _case("a deduction makes the lowest", bid(110, deduction="0.1"), TWO, (30, 40, 18), 88),
    # another's 100 × 90% = 90; 90 / 120 × 30
    _case(
        "another's deduction lowers the measure",
        bid(120),
        (bid(100, deduction="0.1"), bid(150)),
        ("22.5", 40, 18),
        "80.5",
    ),
    # 90 / (125 × 0.8 = 100) × 30
    _case(
        "both with a deduction",
        bid(125, deduction="0.2"),
        (bid(100, deduction="0.1"), bid(150)),
        (27, 40, 18),
        85,
    ),
    _case("best marks and lowest price", bid(1), TWO, (30, 50, 20), 100, marks=(100, 100)),
    _case("no marks", bid(100), TWO, (30, 0, 0), 30, marks=(0, 0)),
    # 87.5 × 50% = 43.75; 66.4 × 20% = 13.28
    _case("marks with decimals", bid(100), TWO, (30, "43.75", "13.28"), "87.03", marks=("87.5", "66.4")),
]

REFUSED: list[Refusal] = [
    {"name": "a price of nothing", "input": CASES[0]["input"] | {"price": 0}, "because": "price"},
    {
        "name": "another's price of nothing",
        "input": CASES[0]["input"] | {"others": [bid(0)]},
        "because": "price",
    },
    {
        "name": "a mark above 100",
        "input": CASES[0]["input"] | {"technical_mark": 101},
        "because": "technical",
    },
    {"name": "all of the price off", "input": CASES[0]["input"] | {"deduction": 1}, "because": "deduction"},
]

MARKED = {"technical_mark": 80, "commercial_mark": 90}
# Name, bids, and the places that the order gives them.
RANKINGS: list[tuple[str, dict[str, dict[str, Any]], list[tuple[int, str]]]] = [
    (
        "by total; who is not admitted has no place",
        {
            "a": bid(125) | MARKED,
            "b": bid(100) | MARKED,
            "c": bid(150) | MARKED,
            "d": bid(10, qualified=False) | MARKED,
        },
        [(1, "b"), (2, "a"), (3, "c")],
    ),
    (
        # a: 100/125 × 30 + 40 + 18 = 82; b: 30 + 40 + 12 = 82; c: 20 + 40 + 18 = 78
        "the same total: the lower price first",
        {
            "a": bid(125) | MARKED,
            "b": bid(100) | MARKED | {"commercial_mark": 60},
            "c": bid(150) | MARKED,
        },
        [(1, "b"), (2, "a"), (3, "c")],
    ),
    (
        "the same total and price: both first, the next third",
        {"a": bid(100) | MARKED, "b": bid(100) | MARKED, "c": bid(150) | MARKED},
        [(1, "a"), (1, "b"), (3, "c")],
    ),
    ("fewer than three: no places", {"a": bid(100) | MARKED, "b": bid(90) | MARKED}, []),
]
