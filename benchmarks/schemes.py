"""Schemes by hand, as straight-line Python: AUDIT (lookups), Nutri-Score (bands), a ski jump, honours.

The first three are published; the honours (a list of records) are made up, in ``honours.rubric`` beside this
file. Promised: the same published totals as the rubrics, and the same checks of what comes in: every metric
there and none unknown, kinds, ranges and steps. A subject that the scheme refuses raises ``ValueError``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

Subject = dict[str, Any]

_OFTEN: Final = {"never": 0, "rarely": 1, "monthly": 2, "weekly": 3, "daily": 4, "not_asked": None}
_DRINKING: Final = {"never": 0, "monthly": 1, "two_to_four": 2, "weekly": 3, "often": 4}
_DAY: Final = {
    "one_or_two": 0, "three_or_four": 1, "five_or_six": 2, "seven_to_nine": 3, "ten": 4, "not_asked": None,
}  # fmt: skip
_HARM: Final = {"no": 0, "earlier": 2, "last_year": 4}
_LATER: Final = ("cannot_stop", "failed_duties", "morning_drink", "guilt", "memory_lost")
_WHOLE: Final = {points: Decimal(points) for points in range(-20, 60)}


def score_audit(metrics: Subject) -> Decimal:
    """Ten answers looked up and added; what may be left out depends on the first three."""
    if len(metrics) != 10:
        raise ValueError("ten answers")
    try:
        drinking = _DRINKING[metrics["drinking"]]
        day = _DAY[metrics["typical_day"]]
        six = _OFTEN[metrics["six_or_more"]]
        four = _OFTEN[metrics["cannot_stop"]]
        five = _OFTEN[metrics["failed_duties"]]
        six_am = _OFTEN[metrics["morning_drink"]]
        guilt = _OFTEN[metrics["guilt"]]
        memory = _OFTEN[metrics["memory_lost"]]
        injury = _HARM[metrics["injury"]]
        others = _HARM[metrics["others_concerned"]]
    except (KeyError, TypeError) as error:
        raise ValueError from error
    if drinking:
        if day is None or six is None:
            raise ValueError("questions 2 and 3")
        if (day or six) and (
            four is None or five is None or six_am is None or guilt is None or memory is None
        ):
            raise ValueError("questions 4 to 8")
    return _WHOLE[
        drinking + (day or 0) + (six or 0) + (four or 0) + (five or 0)
        + (six_am or 0) + (guilt or 0) + (memory or 0) + injury + others
    ]  # fmt: skip


def _hundredths(value: Any, most: int, least: int = 0) -> int:
    """A figure of two decimals at most, as a whole number of hundredths."""
    if type(value) is int:
        found = value * 100
    elif type(value) is Decimal:
        scaled = value * 100
        found = int(scaled)
        if found != scaled:
            raise ValueError("more than two decimals")
    else:
        raise ValueError("a number")
    if not least <= found <= most:
        raise ValueError("out of its range")
    return found


def score_nutri(metrics: Subject) -> Decimal:
    """Four tables of unfavourable points less three of favourable ones."""
    if len(metrics) != 8:
        raise ValueError("eight metrics")
    try:
        energy = _hundredths(metrics["energy_content"], 10**20)
        sugars = _hundredths(metrics["sugars_content"], 10_000)
        saturates = _hundredths(metrics["saturates_content"], 10_000)
        salt = _hundredths(metrics["salt_content"], 10_000)
        protein = _hundredths(metrics["protein_content"], 10_000)
        fibre = _hundredths(metrics["fibre_content"], 10_000)
        fruit = _hundredths(metrics["fruit_share"], 10_000)
        food = {"general": 0, "cheese": 1, "red_meat": 2}[metrics["food"]]
    except (KeyError, TypeError) as error:
        raise ValueError from error
    bad = (
        (energy > 33500) + (energy > 67000) + (energy > 100500) + (energy > 134000) + (energy > 167500)
        + (energy > 201000) + (energy > 234500) + (energy > 268000) + (energy > 301500) + (energy > 335000)
    )  # fmt: skip
    bad += (
        15 if sugars > 5100 else 14 if sugars > 4800 else 13 if sugars > 4400 else 12 if sugars > 4100
        else 11 if sugars > 3700 else 10 if sugars > 3400 else 9 if sugars > 3100 else 8 if sugars > 2700
        else 7 if sugars > 2400 else 6 if sugars > 2000 else 5 if sugars > 1700 else 4 if sugars > 1400
        else 3 if sugars > 1000 else 2 if sugars > 680 else 1 if sugars > 340 else 0
    )  # fmt: skip
    bad += min(10, max(0, -((100 - saturates) // 100)))
    bad += min(20, max(0, -((20 - salt) // 20)))
    good = 0
    if bad < 11 or food == 1:
        good = (
            7 if protein > 1700 else 6 if protein > 1400 else 5 if protein > 1200 else 4 if protein > 960
            else 3 if protein > 720 else 2 if protein > 480 else 1 if protein > 240 else 0
        )  # fmt: skip
        if food == 2 and good > 2:
            good = 2
    good += (
        5 if fibre > 740 else 4 if fibre > 630 else 3 if fibre > 520 else 2 if fibre > 410
        else 1 if fibre > 300 else 0
    )  # fmt: skip
    good += 5 if fruit > 8000 else 2 if fruit > 6000 else 1 if fruit > 4000 else 0
    return _WHOLE[bad - good]


_METRES: Final = (
    (17000, 12000, 120), (10000, 6000, 180), (8000, 6000, 200), (7000, 6000, 220), (6000, 6000, 240),
    (5000, 6000, 280), (4000, 6000, 320), (3500, 6000, 360), (3000, 6000, 400), (2500, 6000, 440),
    (2000, 6000, 480),
)  # fmt: skip


def _tenth(product: int) -> int:
    """A number of ten-thousandths as tenths, halves away from zero."""
    return (product + 500) // 1000 if product >= 0 else -((500 - product) // 1000)


def score_jump(metrics: Subject) -> Decimal:
    """Distance by the table of the hill, the three middle marks, wind and gate."""
    if len(metrics) != 8:
        raise ValueError("eight metrics")
    try:
        hill = _hundredths(metrics["k_point"], 30_000, 2_000)
        distance = _hundredths(metrics["distance_jumped"], 30_000)
        marks = [_hundredths(mark, 2_000) for mark in metrics["style_marks"]]
        wind = _hundredths(metrics["wind_speed"], 2_000, -2_000)
        head = _hundredths(metrics["head_wind_factor"], 3_000)
        tail = _hundredths(metrics["tail_wind_factor"], 3_000)
        gate = _hundredths(metrics["gate_metres"], 10_000, -10_000)
        factor = _hundredths(metrics["gate_factor"], 2_000)
    except (KeyError, TypeError) as error:
        raise ValueError from error
    if distance % 50 or len(marks) != 5 or any(mark % 50 for mark in marks):
        raise ValueError("out of its range or its steps")
    base, metre = next((base, metre) for least, base, metre in _METRES if hill >= least)
    flown = base * 100 + (distance - hill) * metre  # ten-thousandths
    style = sum(marks) - max(marks) - min(marks)
    air = _tenth(-wind * (head if wind >= 0 else tail)) + _tenth(-gate * factor)
    total = flown + style * 100 + air * 1000
    return Decimal(_tenth(total)).scaleb(-1)


_LEVELS: Final = {"national": 8, "provincial": 4, "city": 2}


def score_honours(metrics: Subject) -> Decimal:
    """Honours of the last years added up, 20 points at most."""
    if len(metrics) != 1:
        raise ValueError("honours")
    honours = metrics["honours"]
    if type(honours) is not list or len(honours) > 60:
        raise ValueError("at most 60 honours")
    total = 0
    for honour in honours:
        if type(honour) is not dict or len(honour) != 3:
            raise ValueError("level, year, shared")
        try:
            points, year, shared = _LEVELS[honour["level"]], honour["year"], honour["shared"]
        except (KeyError, TypeError) as error:
            raise ValueError from error
        if type(year) is not int or not 2000 <= year <= 2030 or type(shared) is not bool:
            raise ValueError("year, shared")
        if year >= 2021:
            total += points
    return _WHOLE[min(total, 20)]


def _audit(draw: random.Random) -> Subject:
    asked = [answer for answer in _OFTEN if answer != "not_asked"]
    return {
        "drinking": draw.choice([*_DRINKING]),
        "typical_day": draw.choice([answer for answer in _DAY if answer != "not_asked"]),
        "six_or_more": draw.choice(asked),
        **{question: draw.choice(asked) for question in _LATER},
        "injury": draw.choice([*_HARM]),
        "others_concerned": draw.choice([*_HARM]),
    }


def _nutri(draw: random.Random) -> Subject:
    def content(most: int) -> Decimal:
        return Decimal(draw.randint(0, most * 10)) / 10

    return {
        "energy_content": draw.randint(0, 3600),
        "sugars_content": content(60),
        "saturates_content": content(12),
        "salt_content": content(5),
        "protein_content": content(20),
        "fibre_content": content(9),
        "fruit_share": draw.randint(0, 100),
        "food": draw.choice(["general", "cheese", "red_meat"]),
    }


def _jump(draw: random.Random) -> Subject:
    return {
        "k_point": draw.choice([90, 95, 120, 125, 200]),
        "distance_jumped": Decimal(draw.randint(160, 280)) / 2,
        "style_marks": [Decimal(draw.randint(30, 40)) / 2 for _ in range(5)],
        "wind_speed": Decimal(draw.randint(-300, 300)) / 100,
        "head_wind_factor": Decimal("10.8"),
        "tail_wind_factor": Decimal("13.07"),
        "gate_metres": Decimal(draw.randint(-8, 8)) / 2,
        "gate_factor": Decimal("7.24"),
    }


def _honours(draw: random.Random) -> Subject:
    return {
        "honours": [
            {
                "level": draw.choice([*_LEVELS]),
                "year": draw.randint(2015, 2025),
                "shared": draw.random() < 0.5,
            }
            for _ in range(draw.randint(0, 16))
        ]
    }


_RUBRICS: Final = Path(__file__).parent.parent / "rubrics"

SCHEMES: Final[dict[str, tuple[Path, Callable[[Subject], Decimal], Callable[[random.Random], Subject]]]] = {
    "AUDIT, ten lookups": (_RUBRICS / "audit-2001/audit.rubric", score_audit, _audit),
    "Nutri-Score, bands": (_RUBRICS / "nutri-score-2023/general-foods.rubric", score_nutri, _nutri),
    "ski jump, a list of marks": (_RUBRICS / "ski-jumping/jump.rubric", score_jump, _jump),
    "honours, a list of records": (Path(__file__).with_name("honours.rubric"), score_honours, _honours),
}
"""What is timed: the rubric, the code by hand, and how a subject is made up."""


def made_up(make: Callable[[random.Random], Subject], *, seed: int, count: int) -> Iterator[Subject]:
    """Subjects, the same for the same seed."""
    draw = random.Random(seed)
    for _ in range(count):
        yield make(draw)
