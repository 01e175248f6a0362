"""IELTS overall band score: the mean of four bands, rounded to the nearest half.

Source: "IELTS scoring in detail" and the guidance for test takers, the IELTS partners (British Council, IDP,
Cambridge University Press & Assessment), on ielts.org; a web page without a date of its own.

Our reading of what is open:

- The four bands weigh the same; each stands from 0 to 9 in halves.
- A mean that ends in .25 goes up to the next half, one that ends in .75 up to the next whole band; everything
  else goes to the nearest half. That is: rounded half up to a step of one half.
- Band 0 (test not attempted) is taken into the mean like any other.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from tests.oracle.schemes.terms import Case, Figure, Metrics, Refusal, Score, Subject, number

SKILLS = ("listening", "reading", "writing", "speaking")
METRICS: Metrics = {
    skill: {"kind": "mark", "title": skill.capitalize(), "least": 0, "most": 9, "step": "0.5"}
    for skill in SKILLS
}


def score(metrics: Subject) -> Score:
    """The four bands, their exact mean, and the band that the mean is rounded to."""
    points = {skill: number(metrics[skill]) for skill in SKILLS}
    for skill, band in points.items():
        if not 0 <= band <= 9 or (2 * band).denominator != 1:
            raise ValueError(f"{skill}: a band from 0 to 9 in halves")
    points["mean"] = sum(points.values(), Fraction(0)) / 4
    total = Fraction(floor(2 * points["mean"] + Fraction(1, 2)), 2)
    return {"total": total, "grade": None, "outcome": None, "points": points}


def _case(bands: tuple[Figure, ...], mean: Figure, total: Figure, why: str) -> Case:
    """One candidate; the bands in the order of SKILLS."""
    each: dict[str, Figure] = dict(zip(SKILLS, bands, strict=True))
    return {
        "name": why,
        "input": dict(each),
        "total": total,
        "grade": None,
        "outcome": None,
        "points": each | {"mean": mean},
    }


CASES: list[Case] = [
    _case((9, 9, 9, 9), 9, 9, "the most"),
    _case((0, 0, 0, 0), 0, 0, "the least"),
    _case(("6.5", "6.5", 5, 7), "6.25", "6.5", "6.25 goes up to the half"),
    _case((4, "3.5", 4, 4), "3.875", 4, "3.875 goes to the whole band"),
    _case(("6.5", "6.5", "5.5", 6), "6.125", 6, "6.125 goes down"),
    _case(("6.5", "6.5", "6.5", 7), "6.625", "6.5", "6.625 goes down to the half"),
    _case((7, "6.5", "6.5", 7), "6.75", 7, "6.75 goes up to the whole band"),
    _case((7, 7, "6.5", 7), "6.875", 7, "6.875 goes up"),
    _case((7, 7, 7, "7.5"), "7.125", 7, "7.125 goes down"),
    _case((7, 7, "7.5", "7.5"), "7.25", "7.5", "7.25 goes up"),
    _case((7, "7.5", "7.5", "7.5"), "7.375", "7.5", "7.375 goes up to the half"),
    _case((8, 8, 7, 7), "7.5", "7.5", "a half stays"),
    _case((0, 0, 0, 1), "0.25", "0.5", "the least that rounds to something"),
    _case((0, 0, 0, "0.5"), "0.125", 0, "less than that does not"),
    _case((9, 9, 9, 8), "8.75", 9, "8.75 is the top band"),
    _case((9, 9, "8.5", 8), "8.625", "8.5", "8.625 is not"),
]

REFUSED: list[Refusal] = [
    {"name": "a quarter band", "input": CASES[0]["input"] | {"reading": "6.25"}, "because": "reading"},
    {"name": "a band above 9", "input": CASES[0]["input"] | {"writing": "9.5"}, "because": "writing"},
]
