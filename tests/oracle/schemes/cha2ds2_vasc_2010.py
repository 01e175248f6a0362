"""CHA2DS2-VASc: the risk of stroke in atrial fibrillation, 0 to 9.

Source: Gregory Lip, Robby Nieuwlaat, Ron Pisters, Deirdre Lane and Harry Crijns, "Refining clinical risk
stratification for predicting stroke and thromboembolism in atrial fibrillation using a novel risk
factor-based approach: the Euro Heart Survey on Atrial Fibrillation", Chest, volume 137, number 2, pages
263-272, February 2010 (American College of Chest Physicians).

Our reading of what is open:

- Age counts once: 75 and over gives 2 and not 2 + 1. The table has two rows for age; only one can hold.
- Age is in completed years, so 64 years and 11 months is 64, and 74 and 11 months is 74.
- Grades are the paper's: 0 low, 1 intermediate, 2 and more high. Later guidelines that set the point for the
  female sex aside are not used.
"""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.schemes.terms import Case, Metrics, Refusal, Score, Subject, number

METRICS: Metrics = {
    "heart_failure": {"kind": "yes/no", "title": "Congestive heart failure or left ventricular dysfunction"},
    "hypertension": {"kind": "yes/no", "title": "Hypertension"},
    "age": {"kind": "count", "title": "Age", "unit": "years", "least": 0},
    "diabetes": {"kind": "yes/no", "title": "Diabetes mellitus"},
    "stroke": {"kind": "yes/no", "title": "Stroke, TIA or thromboembolism before"},
    "vascular_disease": {"kind": "yes/no", "title": "Vascular disease"},
    "sex": {"kind": "choice", "title": "Sex", "options": ("female", "male")},
}
WORTH = {"heart_failure": 1, "hypertension": 1, "diabetes": 1, "stroke": 2, "vascular_disease": 1}


def score(metrics: Subject) -> Score:
    """Each factor's points, the age's and the sex's; the risk that their sum stands for."""
    age = number(metrics["age"])
    if age < 0 or age.denominator != 1:
        raise ValueError("age is in whole years, zero or more")
    if metrics["sex"] not in METRICS["sex"]["options"]:
        raise ValueError("sex is female or male")
    points = {factor: Fraction(worth if metrics[factor] is True else 0) for factor, worth in WORTH.items()}
    points["age"] = Fraction(2 if age >= 75 else 1 if age >= 65 else 0)
    points["sex"] = Fraction(1 if metrics["sex"] == "female" else 0)
    total = sum(points.values(), Fraction(0))
    grade = "low" if total == 0 else "intermediate" if total == 1 else "high"
    return {"total": total, "grade": grade, "outcome": None, "points": points}


def _case(name: str, age: int, sex: str, has: str, points: str, total: int, grade: str) -> Case:
    """One row below: `has` names the factors by letter, `points` go in the order C H A D S V Sc."""
    order = ["heart_failure", "hypertension", "age", "diabetes", "stroke", "vascular_disease", "sex"]
    letters = dict(zip("CHDSV", WORTH, strict=True))
    return {
        "name": name,
        "input": {"age": age, "sex": sex} | {factor: letter in has for letter, factor in letters.items()},
        "total": total,
        "grade": grade,
        "outcome": None,
        "points": dict(zip(order, map(int, points), strict=True)),
    }


CASES: list[Case] = [
    _case("none of them", 50, "male", "", "0000000", 0, "low"),
    _case("all of them", 80, "female", "CHDSV", "1121211", 9, "high"),
    _case("64 is below the first band", 64, "male", "", "0000000", 0, "low"),
    _case("65 begins it", 65, "male", "", "0010000", 1, "intermediate"),
    _case("74 is still in it", 74, "male", "", "0010000", 1, "intermediate"),
    _case("75 counts twice", 75, "male", "", "0020000", 2, "high"),
    _case("101 counts no more than 75", 101, "male", "", "0020000", 2, "high"),
    _case("female and nothing else", 40, "female", "", "0000001", 1, "intermediate"),
    _case("a stroke before", 30, "male", "S", "0000200", 2, "high"),
    _case("heart failure alone", 64, "male", "C", "1000000", 1, "intermediate"),
    _case("hypertension, female, 65", 65, "female", "H", "0110001", 3, "high"),
    _case("diabetes and vessels", 64, "male", "DV", "0001010", 2, "high"),
    _case("all but sex, in the lower age band", 74, "male", "CHDSV", "1111210", 7, "high"),
    _case("born today", 0, "female", "V", "0000011", 2, "high"),
]

REFUSED: list[Refusal] = [
    {"name": "half a year", "input": CASES[0]["input"] | {"age": "64.5"}, "because": "whole years"},
    {"name": "no sex given", "input": CASES[0]["input"] | {"sex": ""}, "because": "sex"},
]
