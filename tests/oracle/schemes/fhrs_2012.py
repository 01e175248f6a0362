"""UK Food Hygiene Rating: three scores where less is better; their sum and the worst set a rating, 0 to 5.

Source: "The Food Hygiene Rating Scheme: Guidance for local authorities on implementation and operation, the
Brand Standard", revision 1, January 2012, section 5; scores from annex 5 of the Food Law Code of Practice.
Food Standards Agency. Later revisions have kept the table.

Our reading of what is open:

- Hygiene and structure are 0, 5, 10, 15, 20 or 25, confidence in management 0, 5, 10, 20 or 30; 15 and 25 are
  no scores for it.
- The sum gives the highest rating it may have; the worst single score may lower it: no more than 5 for rating
  5, 10 for 4 and 3, 15 for 2, 20 for 1. A business that fails the second gets the highest rating of which it
  meets both.
- Ratings 4 and 3 share the limit of 10, so the worst score alone never puts a business at 3.
"""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.schemes.terms import Case, Metric, Metrics, Refusal, Score, Subject, number

FIVES = ("0", "5", "10", "15", "20", "25")


def _scored(title: str, options: tuple[str, ...]) -> Metric:
    """One of the printed scores."""
    return {"kind": "choice", "title": title, "options": options}


METRICS: Metrics = {
    "hygiene": _scored("Hygienic handling of food", FIVES),
    "structure": _scored("Condition of the structure", FIVES),
    "confidence": _scored("Confidence in management", ("0", "5", "10", "20", "30")),
}

# Rating, the highest sum for it, the highest single score for it.
RATINGS = [(5, 15, 5), (4, 20, 10), (3, 30, 10), (2, 40, 15), (1, 50, 20)]


def score(metrics: Subject) -> Score:
    """The three scores, their sum, and the rating as the grade."""
    for name, metric in METRICS.items():
        if metrics[name] not in metric["options"]:
            raise ValueError(f"{name} is one of {metric['options']}")
    points = {name: number(metrics[name]) for name in METRICS}
    total, worst = sum(points.values(), Fraction(0)), max(points.values())
    rating = next((each for each, most, limit in RATINGS if total <= most and worst <= limit), 0)
    return {"total": total, "grade": str(rating), "outcome": None, "points": points}


def _case(name: str, scores: tuple[int, int, int], total: int, rating: int) -> Case:
    """One business: hygiene, structure, confidence."""
    each = dict(zip(METRICS, scores, strict=True))
    return {
        "name": name,
        "input": {part: str(value) for part, value in each.items()},
        "total": total,
        "grade": str(rating),
        "outcome": None,
        "points": {**each},
    }


CASES: list[Case] = [
    _case("without fault", (0, 0, 0), 0, 5),
    _case("15 in fives", (5, 5, 5), 15, 5),
    _case("15 with a 10", (5, 10, 0), 15, 4),
    _case("10 in one place", (10, 0, 0), 10, 4),
    _case("15 in one place", (15, 0, 0), 15, 2),
    _case("20 with tens", (10, 10, 0), 20, 4),
    _case("20 with a 15", (5, 15, 0), 20, 2),
    _case("25", (10, 10, 5), 25, 3),
    _case("30 with tens", (10, 10, 10), 30, 3),
    _case("30 with a 15", (15, 10, 5), 30, 2),
    _case("35", (15, 10, 10), 35, 2),
    _case("40 with fifteens", (15, 15, 10), 40, 2),
    _case("40 with a 20", (10, 10, 20), 40, 1),
    _case("confidence of 20 and nothing else", (0, 0, 20), 20, 1),
    _case("45", (15, 20, 10), 45, 1),
    _case("50", (15, 15, 20), 50, 1),
    _case("55 is the bottom", (15, 20, 20), 55, 0),
    _case("25 in one place is the bottom", (25, 0, 0), 25, 0),
    _case("confidence of 30 and nothing else", (0, 0, 30), 30, 0),
    _case("the worst", (25, 25, 30), 80, 0),
]

REFUSED: list[Refusal] = [
    {"name": "confidence of 15", "input": CASES[0]["input"] | {"confidence": "15"}, "because": "confidence"},
    {"name": "hygiene of 7", "input": CASES[0]["input"] | {"hygiene": "7"}, "because": "hygiene"},
]
