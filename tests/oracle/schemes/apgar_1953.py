"""Apgar score: five signs of a newborn, each 0, 1 or 2.

Source: Virginia Apgar, "A Proposal for a New Method of Evaluation of the Newborn Infant", Current Researches
in Anesthesia and Analgesia, volume 32, number 4, pages 260-267, July-August 1953 (International Anesthesia
Research Society).

Our reading of what is open:

- Heart rate: none is 0, below 100 is 1, 100 and more is 2. The paper calls 100 to 140 good and says nothing
  of more than 140; the charts used since put no upper bound, and neither do we.
- Exactly 100 beats belong to the upper class. Charts that print "over 100" leave it open.
- Grades are those of the 1953 paper: poor 0-2, fair 3-7, good 8-10. Later guidance (from 7 reassuring, 4-6,
  below 4) is not used.
- The four signs other than heart rate are choices; the words are ours, the order is the paper's.
"""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.schemes.terms import Case, Metrics, Refusal, Score, Subject, number

METRICS: Metrics = {
    "heart_rate": {"kind": "count", "title": "Heart rate", "unit": "beats a minute", "least": 0},
    "respiratory_effort": {
        "kind": "choice",
        "title": "Respiratory effort",
        "options": ("absent", "slow or irregular", "good cry"),
    },
    "reflex_irritability": {
        "kind": "choice",
        "title": "Reflex irritability",
        "options": ("none", "grimace", "cough or sneeze"),
    },
    "muscle_tone": {"kind": "choice", "title": "Muscle tone", "options": ("limp", "some flexion", "active")},
    "colour": {
        "kind": "choice",
        "title": "Colour",
        "options": ("blue or pale", "body pink, limbs blue", "pink"),
    },
}


def score(metrics: Subject) -> Score:
    """The five signs added up, and the condition that the sum stands for."""
    heart = number(metrics["heart_rate"])
    if heart < 0 or heart.denominator != 1:
        raise ValueError("heart rate is a whole number, zero or more")
    points = {"heart_rate": Fraction(0 if heart == 0 else 1 if heart < 100 else 2)}
    for sign in ("respiratory_effort", "reflex_irritability", "muscle_tone", "colour"):
        options = METRICS[sign]["options"]
        if metrics[sign] not in options:
            raise ValueError(f"{sign} is not one of {options}")
        points[sign] = Fraction(options.index(metrics[sign]))
    total = sum(points.values(), Fraction(0))
    grade = "poor" if total <= 2 else "fair" if total <= 7 else "good"
    return {"total": total, "grade": grade, "outcome": None, "points": points}


def _case(
    name: str, heart: int, signs: tuple[str, str, str, str], points: str, total: int, grade: str
) -> Case:
    """One row of the table below; `points` has one figure for each sign, in the order of METRICS."""
    values = dict(zip(list(METRICS), [heart, *signs], strict=True))
    each = dict(zip(METRICS, map(int, points), strict=True))
    return {"name": name, "input": values, "total": total, "grade": grade, "outcome": None, "points": each}


LOW = ("absent", "none", "limp", "blue or pale")
MIDDLE = ("slow or irregular", "grimace", "some flexion", "body pink, limbs blue")
HIGH = ("good cry", "cough or sneeze", "active", "pink")

CASES: list[Case] = [
    _case("nothing at all", 0, LOW, "00000", 0, "poor"),
    _case("everything", 130, HIGH, "22222", 10, "good"),
    _case("every sign in the middle", 80, MIDDLE, "11111", 5, "fair"),
    _case("one beat is a heart rate", 1, LOW, "10000", 1, "poor"),
    _case("99 beats are below 100", 99, LOW, "10000", 1, "poor"),
    _case("100 beats are enough", 100, LOW, "20000", 2, "poor"),
    _case("101 beats", 101, LOW, "20000", 2, "poor"),
    _case("a fast heart loses nothing", 190, HIGH, "22222", 10, "good"),
    _case("the first fair one", 100, ("slow or irregular", *LOW[1:]), "21000", 3, "fair"),
    _case("the last fair one", 100, ("good cry", "grimace", "some flexion", MIDDLE[3]), "22111", 7, "fair"),
    _case("the first good one", 100, ("good cry", HIGH[1], "some flexion", MIDDLE[3]), "22211", 8, "good"),
    _case("blue limbs only", 140, (*HIGH[:3], "body pink, limbs blue"), "22221", 9, "good"),
    _case("no heart beat, all else well", 0, HIGH, "02222", 8, "good"),
    _case(
        "pale and limp, but crying", 120, ("good cry", HIGH[1], "limp", "blue or pale"), "22200", 6, "fair"
    ),
]

REFUSED: list[Refusal] = [
    {
        "name": "a colour that is not printed",
        "input": CASES[0]["input"] | {"colour": "grey"},
        "because": "colour",
    },
    {
        "name": "a rate below nothing",
        "input": CASES[0]["input"] | {"heart_rate": -1},
        "because": "heart rate",
    },
]
