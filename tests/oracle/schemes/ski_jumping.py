"""Ski jumping: the points of one jump, for distance, style, wind and gate.

Source: The International Ski Competition Rules (ICR), Book III, Ski Jumping, section on the calculation of
points (articles 432 and 433), International Ski and Snowboard Federation (FIS); wind and gate compensation
since the season 2009/10. Read from accounts of the rules, not from the book: the edition is not named.

Our reading of what is open:

- A jump to the K-point is worth 60, on a flying hill 120; each metre more or less is worth what the table
  says for the hill's K-point. Distances are measured in half metres.
- The table by K-point: from 20 m 4.8, 25 m 4.4, 30 m 4.0, 35 m 3.6, 40 m 3.2, 50 m 2.8, 60 m 2.4, 70 m 2.2,
  80 m 2.0, 100 m 1.8, 170 m 1.2. Flying hills are those from 170 m. Several accounts print the same table;
  the book itself was not at hand. Where K-points are fractions, a row goes on up to the start of the next.
- Five judges give 0 to 20 in halves; one of the highest and one of the lowest are dropped, also where several
  are equal.
- The hill's certificate gives its wind and gate factors, so they are inputs. Head wind (a positive speed)
  costs its factor for each m/s, tail wind brings its own factor for each m/s. A longer in-run than the base
  gate (positive metres) costs the gate factor for each metre, a shorter one brings it.
- Results print wind and gate points with one decimal. We round each of the two to a tenth, halves away from
  nothing, before the sum; the rule's own words on rounding were not at hand.
- The points of a jump may be negative; no floor is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Any

from tests.oracle.schemes.terms import Case, Figure, Metrics, Refusal, Score, Subject, number

METRICS: Metrics = {
    "k_point": {"kind": "amount", "title": "K-point of the hill", "unit": "m", "least": 20, "most": 300},
    "distance": {
        "kind": "amount",
        "title": "Distance jumped",
        "unit": "m",
        "least": 0,
        "most": 300,
        "step": "0.5",
    },
    "style": {
        "kind": "list",
        "title": "Marks of the five judges",
        "length": (5, 5),
        "of": {"kind": "mark", "least": 0, "most": 20, "step": "0.5"},
    },
    "wind": {
        "kind": "amount",
        "title": "Mean wind along the hill, head wind positive",
        "unit": "m/s",
        "least": -20,
        "most": 20,
    },
    "head_wind_factor": {"kind": "amount", "title": "Points for a m/s of head wind", "least": 0, "most": 30},
    "tail_wind_factor": {"kind": "amount", "title": "Points for a m/s of tail wind", "least": 0, "most": 30},
    "gate": {
        "kind": "amount",
        "title": "In-run longer than from the base gate",
        "unit": "m",
        "least": -100,
        "most": 100,
    },
    "gate_factor": {"kind": "amount", "title": "Points for a metre of in-run", "least": 0, "most": 20},
}

METRE_VALUES = [
    (170, "1.2"),
    (100, "1.8"),
    (80, "2.0"),
    (70, "2.2"),
    (60, "2.4"),
    (50, "2.8"),
    (40, "3.2"),
    (35, "3.6"),
    (30, "4.0"),
    (25, "4.4"),
    (20, "4.8"),
]


def metre_value(k_point: Fraction) -> Fraction:
    """What one metre is worth on a hill of this K-point."""
    for least, worth in METRE_VALUES:
        if k_point >= least:
            return Fraction(worth)
    raise ValueError("k_point: no metre value is printed below 20 m")


def tenth(points: Fraction) -> Fraction:
    """Rounded to a tenth, halves away from nothing."""
    rounded = Fraction(floor(abs(points) * 10 + Fraction(1, 2)), 10)
    return rounded if points >= 0 else -rounded


def halves(name: str, value: Any) -> Fraction:
    """A figure that comes in halves and is not negative."""
    figure = number(value)
    if (2 * figure).denominator != 1 or figure < 0:
        raise ValueError(f"{name} of {value} is not in halves from 0")
    return figure


def score(metrics: Subject) -> Score:
    """Distance, style, wind and gate points, and their sum."""
    k_point, distance = number(metrics["k_point"]), halves("distance", metrics["distance"])
    marks = sorted(halves("style", mark) for mark in metrics["style"])
    if len(marks) != 5 or marks[-1] > 20:
        raise ValueError("style: five marks of 20 at most")
    wind, gate = number(metrics["wind"]), number(metrics["gate"])
    factor = number(metrics["head_wind_factor"] if wind >= 0 else metrics["tail_wind_factor"])
    points = {
        "distance": (120 if k_point >= 170 else 60) + (distance - k_point) * metre_value(k_point),
        "style": sum(marks[1:4], Fraction(0)),
        "wind": tenth(-wind * factor),
        "gate": tenth(-gate * number(metrics["gate_factor"])),
    }
    return {"total": sum(points.values(), Fraction(0)), "grade": None, "outcome": None, "points": points}


CALM = {"wind": 0, "head_wind_factor": 10, "tail_wind_factor": 12, "gate": 0, "gate_factor": 7}
GOOD = [18, 18, 18, 18, 18]


def _case(
    name: str,
    k_point: Figure,
    distance: Figure,
    style: Sequence[Figure],
    points: tuple[Figure, ...],
    total: Figure,
    **air: Figure,
) -> Case:
    """One jump; `points` are for distance and style, and where there are any for wind and gate."""
    each = dict(zip(("distance", "style", "wind", "gate"), points, strict=False))
    each = {"wind": 0, "gate": 0} | each
    return {
        "name": name,
        "input": {"k_point": k_point, "distance": distance, "style": style} | CALM | air,
        "total": total,
        "grade": None,
        "outcome": None,
        "points": each,
    }


# K-points at either end of the rows; the distance points of one metre more, and the total with style of 54.
ROWS: list[tuple[int, Figure, Figure]] = [
    (24, "64.8", "118.8"), (29, "64.4", "118.4"), (30, 64, 118), (34, 64, 118), (35, "63.6", "117.6"),
    (39, "63.6", "117.6"), (40, "63.2", "117.2"), (49, "63.2", "117.2"), (50, "62.8", "116.8"),
    (59, "62.8", "116.8"), (60, "62.4", "116.4"), (69, "62.4", "116.4"), (70, "62.2", "116.2"),
    (79, "62.2", "116.2"), (80, 62, 116), (169, "61.8", "115.8"), (170, "121.2", "175.2"),
]  # fmt: skip

CASES: list[Case] = [
    _case("to the K-point", 120, 120, GOOD, (60, 54), 114),
    _case("a large hill, half a metre more", 120, "120.5", GOOD, ("60.9", 54), "114.9"),
    _case("a large hill, 15 m short", 125, 110, GOOD, (33, 54), 87),
    # 60 + 12.5 × 1.8 = 82.5, and three times 20
    _case("the best on a large hill", 120, "132.5", [20, 20, 20, 20, 20], ("82.5", 60), "142.5"),
    # 60 + 2.5 × 2.0 = 65
    _case("a normal hill", 90, "92.5", GOOD, (65, 54), 119),
    _case("the last normal hill", 99, 100, GOOD, (62, 54), 116),
    _case("the first large hill", 100, 101, GOOD, ("61.8", 54), "115.8"),
    # 120 + 53.5 × 1.2 = 184.2; 19.5 + 19.5 + 19.5
    _case(
        "a flying hill, 253.5 m", 200, "253.5", ["19.5", "19.5", "19.5", 19, 20], ("184.2", "58.5"), "242.7"
    ),
    _case("a flying hill, at its K-point", 185, 185, GOOD, (120, 54), 174),
    _case("the smallest table row", 20, "20.5", GOOD, ("62.4", 54), "116.4"),
    _case("one row on", 25, "25.5", GOOD, ("62.2", 54), "116.2"),
    *(_case(f"a metre more at K{k}", k, k + 1, GOOD, (distance, 54), total) for k, distance, total in ROWS),
    # 16.5 and 19.5 go; 17.5 + 18 + 18.5
    _case("one dropped at either end", 120, 120, ["19.5", 18, "16.5", "18.5", "17.5"], (60, 54), "114"),
    # 60 − 15 × 1.8 = 33; 10 + 10.5 + 10.5
    _case("a fall", 125, 110, [10, "10.5", "10.5", 9, 11], (33, 31), "64"),
    # 60 + (30 − 120) × 1.8 = −102; 0 + 1 + 1
    _case("below nothing", 120, 30, [0, 0, 1, 1, 2], (-102, 2), "-100"),
    # 0.54 × 10 = 5.4
    _case("head wind costs", 120, 120, GOOD, (60, 54, "-5.4"), "108.6", wind="0.54"),
    # 0.54 × 12 = 6.48, printed 6.5
    _case("tail wind brings", 120, 120, GOOD, (60, 54, "6.5"), "120.5", wind="-0.54"),
    # 0.88 × 7 = 6.16, printed 6.2
    _case("a longer in-run costs", 120, 120, GOOD, (60, 54, 0, "-6.2"), "107.8", gate="0.88"),
    # 0.7 × 7 = 4.9
    _case("a shorter in-run brings", 120, 120, GOOD, (60, 54, 0, "4.9"), "118.9", gate="-0.7"),
    # 0.055 × 10 = 0.55, printed 0.6
    _case(
        "a half of a tenth goes away from nothing", 120, 120, GOOD, (60, 54, "-0.6"), "113.4", wind="0.055"
    ),
    # 0.05 × 13 = 0.65, printed 0.7
    _case(
        "a half of a tenth the other way",
        120,
        120,
        GOOD,
        (60, 54, "0.7"),
        "114.7",
        wind="-0.05",
        tail_wind_factor=13,
    ),
]

REFUSED: list[Refusal] = [
    {
        "name": "a mark below nothing",
        "input": CASES[0]["input"] | {"style": [18, 18, 18, 18, -1]},
        "because": "style",
    },
    {
        "name": "a quarter of a metre",
        "input": CASES[0]["input"] | {"distance": "120.25"},
        "because": "distance",
    },
    {
        "name": "four judges",
        "input": CASES[0]["input"] | {"style": [18, 18, 18, 18]},
        "because": "five marks",
    },
    {
        "name": "20.5 from a judge",
        "input": CASES[0]["input"] | {"style": [18, 18, 18, 18, "20.5"]},
        "because": "20",
    },
    {"name": "a hill that is too small", "input": CASES[0]["input"] | {"k_point": 19}, "because": "k_point"},
]
