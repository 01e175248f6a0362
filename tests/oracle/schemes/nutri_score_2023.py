"""Nutri-Score for general foods, the revised algorithm: unfavourable less favourable points, grades A to E.

Source: "Update of the Nutri-Score algorithm" for general foods (2022 report of the scientific committee,
adopted with the report for beverages of 2023) and Santé publique France, Nutri-Score usage rules, algorithm
applying from 31 December 2023. Contents are those for 100 g on the label.

Our reading of what is open:

- Only general foods, cheese and red meat are scored. Beverages, and fats, oils, nuts and seeds, have tables
  of their own.
- Every table counts the thresholds that the content is ABOVE; a content equal to a threshold is in the lower
  row.
- Protein is left out as soon as the unfavourable points are 11 or more, except for cheese. The older rule's
  exception for much fruit is gone.
- Red meat has at most 2 points for protein. Cheese that is red meat does not exist; were it, both would hold.
- Contents are taken as declared; rounding beforehand is a matter of the label.
- Grades: A up to 0, B 1 and 2, C 3 to 10, D 11 to 18, E from 19.
"""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.schemes.terms import Case, Figure, Metrics, Refusal, Score, Subject, number

METRICS: Metrics = {
    "energy": {"kind": "amount", "title": "Energy", "unit": "kJ", "least": 0},
    "sugars": {"kind": "amount", "title": "Sugars", "unit": "g", "least": 0, "most": 100},
    "saturates": {"kind": "amount", "title": "Saturated fatty acids", "unit": "g", "least": 0, "most": 100},
    "salt": {"kind": "amount", "title": "Salt", "unit": "g", "least": 0, "most": 100},
    "protein": {"kind": "amount", "title": "Protein", "unit": "g", "least": 0, "most": 100},
    "fibre": {"kind": "amount", "title": "Fibre", "unit": "g", "least": 0, "most": 100},
    "fruit": {
        "kind": "amount",
        "title": "Fruit, vegetables and pulses",
        "unit": "%",
        "least": 0,
        "most": 100,
    },
    "food": {"kind": "choice", "title": "Kind of food", "options": ("general", "cheese", "red meat")},
}

# Thresholds; a content above the nth has n points.
ABOVE: dict[str, list[Fraction]] = {
    "energy": [Fraction(335 * step) for step in range(1, 11)],
    "sugars": [Fraction(each) for each in "3.4 6.8 10 14 17 20 24 27 31 34 37 41 44 48 51".split()],
    "saturates": [Fraction(step) for step in range(1, 11)],
    "salt": [Fraction(2 * step, 10) for step in range(1, 21)],
    "protein": [Fraction(each) for each in "2.4 4.8 7.2 9.6 12 14 17".split()],
    "fibre": [Fraction(each) for each in "3.0 4.1 5.2 6.3 7.4".split()],
}
UNFAVOURABLE = ("energy", "sugars", "saturates", "salt")


def score(metrics: Subject) -> Score:
    """Unfavourable points, favourable points, protein as far as it counts, and the grade."""
    if metrics["food"] not in METRICS["food"]["options"]:
        raise ValueError("food is general, cheese or red meat")
    contents = {each: number(metrics[each]) for each in (*ABOVE, "fruit")}
    for name, content in contents.items():
        if content < 0 or (name != "energy" and content > 100):
            raise ValueError(f"{name}: not a content of 100 g")
    points = {
        name: Fraction(sum(contents[name] > each for each in thresholds))
        for name, thresholds in ABOVE.items()
    }
    fruit = contents["fruit"]
    points["fruit"] = Fraction(5 if fruit > 80 else 2 if fruit > 60 else 1 if fruit > 40 else 0)
    points["unfavourable"] = sum((points[each] for each in UNFAVOURABLE), Fraction(0))
    if metrics["food"] == "red meat":
        points["protein"] = min(points["protein"], Fraction(2))
    if points["unfavourable"] >= 11 and metrics["food"] != "cheese":
        points["protein"] = Fraction(0)
    points["favourable"] = points["protein"] + points["fibre"] + points["fruit"]
    total = points["unfavourable"] - points["favourable"]
    grade = "A" if total <= 0 else "B" if total <= 2 else "C" if total <= 10 else "D" if total <= 18 else "E"
    return {"total": total, "grade": grade, "outcome": None, "points": points}


ORDER = ("energy", "sugars", "saturates", "salt", "protein", "fibre", "fruit")


def _case(
    name: str,
    contents: tuple[Figure, ...],
    points: tuple[int, ...],
    sums: tuple[int, int],
    grade: str,
    food: str = "general",
) -> Case:
    """One food: contents and points in ORDER; the sums of unfavourable and favourable points."""
    each: dict[str, Figure] = dict(zip(ORDER, points, strict=True))
    unfavourable, favourable = sums
    return {
        "name": name,
        "input": dict(zip(ORDER, contents, strict=True)) | {"food": food},
        "total": unfavourable - favourable,
        "grade": grade,
        "outcome": None,
        "points": each | {"unfavourable": unfavourable, "favourable": favourable},
    }


CASES: list[Case] = [
    _case("nothing in it", (0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0), (0, 0), "A"),
    _case(
        "the most unfavourable",
        (9000, 100, 99, 60, 0, 0, 0),
        (10, 15, 10, 20, 0, 0, 0),
        (55, 0),
        "E",
    ),
    _case(
        "above every last threshold",
        (3351, "51.1", "10.1", "4.1", "17.1", "7.5", 81),
        (10, 15, 10, 20, 0, 5, 5),
        (55, 10),
        "E",
    ),
    _case(
        "and in cheese",
        (3351, "51.1", "10.1", "4.1", "17.1", "7.5", 81),
        (10, 15, 10, 20, 7, 5, 5),
        (55, 17),
        "E",
        "cheese",
    ),
    _case("the most favourable", (0, 0, 0, 0, "17.1", "7.5", 81), (0, 0, 0, 0, 7, 5, 5), (0, 17), "A"),
    _case("equal to every first threshold", (335, "3.4", 1, "0.2", "2.4", 3, 40), (0,) * 7, (0, 0), "A"),
    _case(
        "above every first threshold",
        (336, "3.5", "1.1", "0.21", "2.5", "3.1", 41),
        (1, 1, 1, 1, 1, 1, 1),
        (4, 3),
        "B",
    ),
    _case(
        "equal to every last threshold",
        (3350, 51, 10, 4, 17, "7.4", 80),
        (9, 14, 9, 19, 0, 4, 2),
        (51, 6),
        "E",
    ),
    # 4 + 3 + 2 + 1: still ten, and protein counts
    _case(
        "ten unfavourable: protein counts",
        (1500, 11, "2.5", "0.3", 18, 0, 0),
        (4, 3, 2, 1, 7, 0, 0),
        (10, 7),
        "C",
    ),
    _case("eleven: it does not", (1500, 11, "2.5", "0.5", 18, 0, 0), (4, 3, 2, 2, 0, 0, 0), (11, 0), "D"),
    _case(
        "eleven in cheese: it does",
        (1500, 11, "2.5", "0.5", 18, 0, 0),
        (4, 3, 2, 2, 7, 0, 0),
        (11, 7),
        "C",
        "cheese",
    ),
    _case(
        "eleven, and much fruit: it does not",
        (1500, 11, "2.5", "0.5", 18, 0, 90),
        (4, 3, 2, 2, 0, 0, 5),
        (11, 5),
        "C",
    ),
    _case(
        "red meat has two at most",
        (600, 0, "1.5", "0.1", 20, 0, 0),
        (1, 0, 1, 0, 2, 0, 0),
        (2, 2),
        "A",
        "red meat",
    ),
    _case(
        "red meat below two keeps what it has",
        (600, 0, "1.5", "0.1", 4, 0, 0),
        (1, 0, 1, 0, 1, 0, 0),
        (2, 1),
        "B",
        "red meat",
    ),
    _case("the last B", (600, 0, "1.5", "0.1", 0, 0, 0), (1, 0, 1, 0, 0, 0, 0), (2, 0), "B"),
    _case("the first C", (600, 0, "1.5", "0.3", 0, 0, 0), (1, 0, 1, 1, 0, 0, 0), (3, 0), "C"),
    _case("the last C", (1500, 11, "2.5", "0.3", 0, 0, 0), (4, 3, 2, 1, 0, 0, 0), (10, 0), "C"),
    _case("the last D", (2400, 35, 1, "0.4", 0, 0, 0), (7, 10, 0, 1, 0, 0, 0), (18, 0), "D"),
    _case("the first E", (2400, 35, 1, "0.5", 0, 0, 0), (7, 10, 0, 2, 0, 0, 0), (19, 0), "E"),
    _case("fruit of 60 and of 61", (0, 0, 0, "0.5", 0, 0, 60), (0, 0, 0, 2, 0, 0, 1), (2, 1), "B"),
    _case("fruit has no 3 and no 4", (0, 0, 0, "0.7", 0, 0, 61), (0, 0, 0, 3, 0, 0, 2), (3, 2), "B"),
    # breakfast cereal: 1,600 kJ 4, sugars 22 6, saturates 0.8 0, salt 0.75 3 = 13; fibre 7 is 4
    _case("a cereal", (1600, 22, "0.8", "0.75", 9, 7, 0), (4, 6, 0, 3, 0, 4, 0), (13, 4), "C"),
    # hard cheese: 1,650 kJ 4, sugars 0, saturates 19 10, salt 1.7 8 = 22; protein 27 is 7
    _case("a hard cheese", (1650, 0, 19, "1.7", 27, 0, 0), (4, 0, 10, 8, 7, 0, 0), (22, 7), "D", "cheese"),
]

REFUSED: list[Refusal] = [
    {"name": "more sugar than food", "input": CASES[0]["input"] | {"sugars": 101}, "because": "sugars"},
    {"name": "a beverage", "input": CASES[0]["input"] | {"food": "beverage"}, "because": "food"},
]
