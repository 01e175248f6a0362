"""NEWS2: seven observations of an ill adult, each 0 to 3, bands on either side of the normal; 0 to 20.

Source: "National Early Warning Score (NEWS) 2: Standardising the assessment of acute-illness severity in the
NHS", updated report of a working party, Royal College of Physicians, London, December 2017, chart 1.

Our reading of what is open:

- Rates, saturation and pressure are whole numbers, temperature has one decimal; a finer figure falls between
  two printed bands and is refused.
- Oxygen saturation has two scales and a clinician says which. On scale 2, 88 to 92 scores nothing with or
  without oxygen; from 93 on it scores only for who is given oxygen.
- Breathing oxygen gives 2 of its own.
- Consciousness is alert, or anything else (new confusion, voice, pain, unresponsive) for 3.
- Grades: low for a sum of 0 to 4, low-medium where it is 4 at most and one observation alone has 3, medium
  for 5 and 6, high from 7. The chart of responses treats a sum of 0 apart (routine monitoring); as a risk it
  is low.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.schemes.terms import Case, Figure, Metrics, Refusal, Score, Subject, number

METRICS: Metrics = {
    "respiration": {"kind": "count", "title": "Breaths", "unit": "a minute", "least": 0},
    "scale": {"kind": "choice", "title": "Scale of oxygen saturation", "options": ("1", "2")},
    "saturation": {"kind": "count", "title": "Oxygen saturation", "unit": "%", "least": 0, "most": 100},
    "oxygen": {"kind": "yes/no", "title": "Breathing supplemental oxygen"},
    "pressure": {"kind": "count", "title": "Systolic blood pressure", "unit": "mmHg", "least": 0},
    "pulse": {"kind": "count", "title": "Pulse", "unit": "a minute", "least": 0},
    "consciousness": {
        "kind": "choice",
        "title": "Consciousness",
        "options": ("alert", "confusion", "voice", "pain", "unresponsive"),
    },
    "temperature": {"kind": "amount", "title": "Temperature", "unit": "°C", "least": 0, "step": "0.1"},
}

# For each observation the last figure of every band and its points; above the last of them, the final one.
Bands = tuple[list[tuple[str, int]], int]
RESPIRATION: Bands = ([("8", 3), ("11", 1), ("20", 0), ("24", 2)], 3)
SCALE_1: Bands = ([("91", 3), ("93", 2), ("95", 1)], 0)
SCALE_2_ON_AIR: Bands = ([("83", 3), ("85", 2), ("87", 1)], 0)
SCALE_2_ON_OXYGEN: Bands = ([("83", 3), ("85", 2), ("87", 1), ("92", 0), ("94", 1), ("96", 2)], 3)
PRESSURE: Bands = ([("90", 3), ("100", 2), ("110", 1), ("219", 0)], 3)
PULSE: Bands = ([("40", 3), ("50", 1), ("90", 0), ("110", 1), ("130", 2)], 3)
TEMPERATURE: Bands = ([("35.0", 3), ("36.0", 1), ("38.0", 0), ("39.0", 1)], 2)


def banded(bands: Bands, figure: Fraction) -> Fraction:
    """The points of the band that a figure is in."""
    ends, beyond = bands
    return Fraction(next((points for end, points in ends if figure <= Fraction(end)), beyond))


def observed(metrics: Subject, name: str) -> Fraction:
    """A figure as finely as the chart prints it."""
    figure = number(metrics[name])
    grain = 10 if name == "temperature" else 1
    if figure < 0 or (figure * grain).denominator != 1 or (name == "saturation" and figure > 100):
        raise ValueError(f"{name} of {metrics[name]} is in no printed band")
    return figure


def score(metrics: Subject) -> Score:
    """Each observation's points, their sum, and the clinical risk."""
    for name in ("scale", "consciousness"):
        if metrics[name] not in METRICS[name]["options"]:
            raise ValueError(f"{name} is one of {METRICS[name]['options']}")
    if metrics["scale"] == "1":
        saturation = SCALE_1
    else:
        saturation = SCALE_2_ON_OXYGEN if metrics["oxygen"] else SCALE_2_ON_AIR
    points = {
        "respiration": banded(RESPIRATION, observed(metrics, "respiration")),
        "saturation": banded(saturation, observed(metrics, "saturation")),
        "oxygen": Fraction(2 if metrics["oxygen"] else 0),
        "pressure": banded(PRESSURE, observed(metrics, "pressure")),
        "pulse": banded(PULSE, observed(metrics, "pulse")),
        "consciousness": Fraction(0 if metrics["consciousness"] == "alert" else 3),
        "temperature": banded(TEMPERATURE, observed(metrics, "temperature")),
    }
    total = sum(points.values(), Fraction(0))
    if total >= 5:
        grade = "high" if total >= 7 else "medium"
    else:
        grade = "low-medium" if 3 in points.values() else "low"
    return {"total": total, "grade": grade, "outcome": None, "points": points}


WELL: dict[str, Any] = {
    "respiration": 16, "scale": "1", "saturation": 97, "oxygen": False, "pressure": 120, "pulse": 70,
    "consciousness": "alert", "temperature": "37.0",
}  # fmt: skip
NONE = dict.fromkeys(
    ("respiration", "saturation", "oxygen", "pressure", "pulse", "consciousness", "temperature"), 0
)


def _case(name: str, changed: dict[str, Any], points: dict[str, Figure], total: int, grade: str) -> Case:
    """A patient who is well but for what is said."""
    return {
        "name": name,
        "input": WELL | changed,
        "total": total,
        "grade": grade,
        "outcome": None,
        "points": {**NONE, **points},
    }


def _one(name: str, value: Figure, points: int, **more: Any) -> Case:
    """A patient who is well but for one observation."""
    said = "".join(f", {each} {what}" for each, what in more.items())
    grade = "low-medium" if points == 3 else "low"
    return _case(
        f"{name} {value}{said}", {name: value} | more, {name: points} if points else {}, points, grade
    )


OXYGEN_2 = {"scale": "2", "oxygen": True}

CASES: list[Case] = [
    _case("well", {}, {}, 0, "low"),
    _one("respiration", 8, 3),
    _one("respiration", 9, 1),
    _one("respiration", 11, 1),
    _one("respiration", 12, 0),
    _one("respiration", 20, 0),
    _one("respiration", 21, 2),
    _one("respiration", 24, 2),
    _one("respiration", 25, 3),
    _one("saturation", 91, 3),
    _one("saturation", 92, 2),
    _one("saturation", 93, 2),
    _one("saturation", 94, 1),
    _one("saturation", 95, 1),
    _one("saturation", 96, 0),
    _one("saturation", 83, 3, scale="2"),
    _one("saturation", 84, 2, scale="2"),
    _one("saturation", 85, 2, scale="2"),
    _one("saturation", 86, 1, scale="2"),
    _one("saturation", 87, 1, scale="2"),
    _one("saturation", 88, 0, scale="2"),
    _one("saturation", 92, 0, scale="2"),
    _one("saturation", 93, 0, scale="2"),
    _one("saturation", 100, 0, scale="2"),
    _case(
        "scale 2 on oxygen, 83", OXYGEN_2 | {"saturation": 83}, {"saturation": 3, "oxygen": 2}, 5, "medium"
    ),
    _case("scale 2 on oxygen, 84", OXYGEN_2 | {"saturation": 84}, {"saturation": 2, "oxygen": 2}, 4, "low"),
    _case("scale 2 on oxygen, 85", OXYGEN_2 | {"saturation": 85}, {"saturation": 2, "oxygen": 2}, 4, "low"),
    _case("scale 2 on oxygen, 86", OXYGEN_2 | {"saturation": 86}, {"saturation": 1, "oxygen": 2}, 3, "low"),
    _case("scale 2 on oxygen, 88", OXYGEN_2 | {"saturation": 88}, {"oxygen": 2}, 2, "low"),
    _case("scale 2 on oxygen, 94", OXYGEN_2 | {"saturation": 94}, {"saturation": 1, "oxygen": 2}, 3, "low"),
    _case("scale 2 on oxygen, 96", OXYGEN_2 | {"saturation": 96}, {"saturation": 2, "oxygen": 2}, 4, "low"),
    _case("scale 2 on oxygen, 87", OXYGEN_2 | {"saturation": 87}, {"saturation": 1, "oxygen": 2}, 3, "low"),
    _case("scale 2 on oxygen, 92", OXYGEN_2 | {"saturation": 92}, {"oxygen": 2}, 2, "low"),
    _case("scale 2 on oxygen, 93", OXYGEN_2 | {"saturation": 93}, {"saturation": 1, "oxygen": 2}, 3, "low"),
    _case("scale 2 on oxygen, 95", OXYGEN_2 | {"saturation": 95}, {"saturation": 2, "oxygen": 2}, 4, "low"),
    _case(
        "scale 2 on oxygen, 97", OXYGEN_2 | {"saturation": 97}, {"saturation": 3, "oxygen": 2}, 5, "medium"
    ),
    _case("scale 1 on oxygen, 97", {"oxygen": True}, {"oxygen": 2}, 2, "low"),
    _one("pressure", 90, 3),
    _one("pressure", 91, 2),
    _one("pressure", 100, 2),
    _one("pressure", 101, 1),
    _one("pressure", 110, 1),
    _one("pressure", 111, 0),
    _one("pressure", 219, 0),
    _one("pressure", 220, 3),
    _one("pulse", 40, 3),
    _one("pulse", 41, 1),
    _one("pulse", 50, 1),
    _one("pulse", 51, 0),
    _one("pulse", 90, 0),
    _one("pulse", 91, 1),
    _one("pulse", 110, 1),
    _one("pulse", 111, 2),
    _one("pulse", 130, 2),
    _one("pulse", 131, 3),
    _one("temperature", "35.0", 3),
    _one("temperature", "35.1", 1),
    _one("temperature", "36.0", 1),
    _one("temperature", "36.1", 0),
    _one("temperature", "38.0", 0),
    _one("temperature", "38.1", 1),
    _one("temperature", "39.0", 1),
    _one("temperature", "39.1", 2),
    _case("newly confused", {"consciousness": "confusion"}, {"consciousness": 3}, 3, "low-medium"),
    _case("unresponsive", {"consciousness": "unresponsive"}, {"consciousness": 3}, 3, "low-medium"),
    _case("4 without a 3", {"pulse": 111, "respiration": 21}, {"pulse": 2, "respiration": 2}, 4, "low"),
    _case(
        "4 with a 3", {"pulse": 131, "temperature": "38.5"}, {"pulse": 3, "temperature": 1}, 4, "low-medium"
    ),
    _case("5 is medium", {"pulse": 131, "respiration": 22}, {"pulse": 3, "respiration": 2}, 5, "medium"),
    _case("6 is medium", {"pulse": 131, "respiration": 30}, {"pulse": 3, "respiration": 3}, 6, "medium"),
    _case(
        "7 is high",
        {"pulse": 131, "respiration": 30, "saturation": 95},
        {"pulse": 3, "respiration": 3, "saturation": 1},
        7,
        "high",
    ),
    _case(
        "the most",
        {
            "respiration": 25,
            "saturation": 80,
            "oxygen": True,
            "pressure": 80,
            "pulse": 140,
            "consciousness": "pain",
            "temperature": "34.9",
        },
        {
            "respiration": 3,
            "saturation": 3,
            "oxygen": 2,
            "pressure": 3,
            "pulse": 3,
            "consciousness": 3,
            "temperature": 3,
        },
        20,
        "high",
    ),
]

REFUSED: list[Refusal] = [
    {
        "name": "a temperature between two bands",
        "input": WELL | {"temperature": "38.05"},
        "because": "temperature",
    },
    {"name": "half a breath", "input": WELL | {"respiration": "8.5"}, "because": "respiration"},
    {"name": "scale 3", "input": WELL | {"scale": "3"}, "because": "scale"},
    {"name": "a saturation above 100", "input": WELL | {"saturation": 101}, "because": "saturation"},
]
