"""Glasgow Coma Scale and its sum: eyes 1-4, speech 1-5, movement 1-6.

Source: Graham Teasdale and Bryan Jennett, "Assessment of coma and impaired consciousness: a practical scale",
The Lancet, volume 304, number 7872, pages 81-84, 13 July 1974 (Elsevier).

Our reading of what is open:

- The 1974 paper describes the three scales; it has five steps of movement and gives no sum. Six steps (normal
  and abnormal flexion apart) and the sum of 3 to 15 come from the same authors a little later (1976 to 1979).
  We score that later form, which is what everybody means by the name.
- A component that cannot be tested is written down as such (NT) and no sum is given then: the authors' own
  advice at forty years (Teasdale and others, Lancet Neurology 13, 844-854, 2014). The components that were
  tested keep their points.
- Grades are the usual ones for head injury, severe 3-8, moderate 9-12, mild 13-15; they are not in the 1974
  paper.
"""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.schemes.terms import Case, Metrics, Refusal, Score, Subject

NOT_TESTABLE = "not testable"

# The options stand from 1 point upward; what cannot be tested stands last and has no points.
METRICS: Metrics = {
    "eyes": {
        "kind": "choice",
        "title": "Eye opening",
        "options": ("none", "to pressure", "to sound", "spontaneous", NOT_TESTABLE),
    },
    "verbal": {
        "kind": "choice",
        "title": "Verbal response",
        "options": ("none", "sounds", "words", "confused", "orientated", NOT_TESTABLE),
    },
    "motor": {
        "kind": "choice",
        "title": "Best motor response",
        "options": (
            "none",
            "extension",
            "abnormal flexion",
            "normal flexion",
            "localising",
            "obeys commands",
            NOT_TESTABLE,
        ),
    },
}


def score(metrics: Subject) -> Score:
    """The three components added up; no sum as soon as one of them could not be tested."""
    points: dict[str, Fraction] = {}
    for part, metric in METRICS.items():
        said = metrics[part]
        if said not in metric["options"]:
            raise ValueError(f"{part} is not one of {metric['options']}")
        if said != NOT_TESTABLE:
            points[part] = Fraction(metric["options"].index(said) + 1)
    if len(points) < len(METRICS):
        return {"total": None, "grade": None, "outcome": "not testable", "points": points}
    total = sum(points.values(), Fraction(0))
    grade = "severe" if total <= 8 else "moderate" if total <= 12 else "mild"
    return {"total": total, "grade": grade, "outcome": "tested", "points": points}


def _case(name: str, said: tuple[str, str, str], points: str, total: int | None, grade: str | None) -> Case:
    """One row of the table below; a dash in `points` is a component that could not be tested."""
    return {
        "name": name,
        "input": dict(zip(METRICS, said, strict=True)),
        "total": total,
        "grade": grade,
        "outcome": "not testable" if total is None else "tested",
        "points": {part: int(each) for part, each in zip(METRICS, points, strict=True) if each != "-"},
    }


CASES: list[Case] = [
    _case("the least that there is", ("none", "none", "none"), "111", 3, "severe"),
    _case("the most that there is", ("spontaneous", "orientated", "obeys commands"), "456", 15, "mild"),
    _case("the last severe one", ("to pressure", "sounds", "normal flexion"), "224", 8, "severe"),
    _case("the first moderate one", ("to pressure", "sounds", "localising"), "225", 9, "moderate"),
    _case("the last moderate one", ("to sound", "words", "obeys commands"), "336", 12, "moderate"),
    _case("the first mild one", ("to sound", "confused", "obeys commands"), "346", 13, "mild"),
    _case("extension", ("none", "sounds", "extension"), "122", 5, "severe"),
    _case("abnormal flexion", ("to pressure", "none", "abnormal flexion"), "213", 6, "severe"),
    _case("confused, else well", ("spontaneous", "confused", "obeys commands"), "446", 14, "mild"),
    _case("eyes swollen shut", (NOT_TESTABLE, "orientated", "obeys commands"), "-56", None, None),
    _case("a tube in the throat", ("spontaneous", NOT_TESTABLE, "obeys commands"), "4-6", None, None),
    _case("paralysed by a drug", ("to sound", "words", NOT_TESTABLE), "33-", None, None),
    _case("nothing can be tested", (NOT_TESTABLE, NOT_TESTABLE, NOT_TESTABLE), "---", None, None),
    _case("same sum, other parts", ("spontaneous", "none", "abnormal flexion"), "413", 8, "severe"),
]

REFUSED: list[Refusal] = [
    {
        "name": "a response of another component",
        "input": CASES[0]["input"] | {"eyes": "localising"},
        "because": "eyes",
    },
]
