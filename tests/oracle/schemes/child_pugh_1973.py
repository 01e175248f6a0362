"""Child-Pugh score of a liver disease: five findings of 1, 2 or 3 points each; 5 to 15, grades A, B and C.

Source: R. N. H. Pugh, I. M. Murray-Lyon, J. L. Dawson, M. C. Pietroni and Roger Williams, "Transection of the
oesophagus for bleeding oesophageal varices", British Journal of Surgery, volume 60, number 8, pages 646-649,
August 1973 (Wiley).

Our reading of what is open:

- The paper measures clotting by seconds of prothrombin time over the control; the INR bands used here, below
  1.7, 1.7 to 2.3, above 2.3, came later and are the usual ones. Charts that print 1.8 as the start of the
  middle band leave 1.7 to 1.8 to nobody; ours starts at 1.7.
- Bilirubin and albumin bands meet in print at 2, 3, 2.8 and 3.5; each of these edges belongs to the middle
  band, as later tables write it.
- Where the disease is primary biliary cirrhosis the bilirubin bands are below 4, 4 to 10, above 10: the
  paper's own exception. The other findings do not change.
- Bilirubin in mg/dL, albumin in g/dL. Tables in SI units round the edges (34 or 35 and 51 µmol/l) and differ.
"""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.schemes.terms import Case, Metrics, Refusal, Score, Subject, number

METRICS: Metrics = {
    "bilirubin": {"kind": "amount", "title": "Serum bilirubin", "unit": "mg/dL", "least": 0},
    "biliary_cirrhosis": {"kind": "yes/no", "title": "Primary biliary cirrhosis"},
    "albumin": {"kind": "amount", "title": "Serum albumin", "unit": "g/dL", "least": 0},
    "inr": {"kind": "amount", "title": "International normalised ratio", "least": 0},
    "ascites": {"kind": "choice", "title": "Ascites", "options": ("absent", "slight", "moderate")},
    "encephalopathy": {
        "kind": "choice",
        "title": "Encephalopathy",
        "options": ("none", "grade 1", "grade 2", "grade 3", "grade 4"),
    },
}


def rising(value: Fraction, low: str, high: str) -> Fraction:
    """1 below the band, 2 in it with both its edges, 3 above it."""
    return Fraction(1 if value < Fraction(low) else 2 if value <= Fraction(high) else 3)


def score(metrics: Subject) -> Score:
    """The five findings added up, and their grade."""
    bilirubin, albumin, inr = (number(metrics[each]) for each in ("bilirubin", "albumin", "inr"))
    if min(bilirubin, albumin, inr) < 0:
        raise ValueError("no measurement is below nothing")
    if metrics["ascites"] not in METRICS["ascites"]["options"]:
        raise ValueError("ascites is absent, slight or moderate")
    stages = {"none": 1, "grade 1": 2, "grade 2": 2, "grade 3": 3, "grade 4": 3}
    if metrics["encephalopathy"] not in stages:
        raise ValueError("encephalopathy is none or a grade from 1 to 4")
    points = {
        "bilirubin": rising(bilirubin, "4", "10")
        if metrics["biliary_cirrhosis"]
        else rising(bilirubin, "2", "3"),
        "albumin": 4 - rising(albumin, "2.8", "3.5"),
        "inr": rising(inr, "1.7", "2.3"),
        "ascites": Fraction({"absent": 1, "slight": 2, "moderate": 3}[metrics["ascites"]]),
        "encephalopathy": Fraction(stages[metrics["encephalopathy"]]),
    }
    total = sum(points.values(), Fraction(0))
    grade = "A" if total <= 6 else "B" if total <= 9 else "C"
    return {"total": total, "grade": grade, "outcome": None, "points": points}


def _case(
    name: str,
    measured: tuple[str, str, str],
    seen: tuple[str, str],
    points: str,
    total: int,
    grade: str,
    pbc: bool = False,
) -> Case:
    """One row: bilirubin, albumin, INR; ascites, encephalopathy; a figure for each of the five findings."""
    bilirubin, albumin, inr = measured
    ascites, encephalopathy = seen
    findings = ["bilirubin", "albumin", "inr", "ascites", "encephalopathy"]
    return {
        "name": name,
        "input": {
            "bilirubin": bilirubin,
            "biliary_cirrhosis": pbc,
            "albumin": albumin,
            "inr": inr,
            "ascites": ascites,
            "encephalopathy": encephalopathy,
        },
        "total": total,
        "grade": grade,
        "outcome": None,
        "points": dict(zip(findings, map(int, points), strict=True)),
    }


WELL = ("absent", "none")

CASES: list[Case] = [
    _case("the least", ("1", "4", "1"), WELL, "11111", 5, "A"),
    _case("the most", ("9", "2", "3"), ("moderate", "grade 4"), "33333", 15, "C"),
    _case("just below 2", ("1.99", "4", "1"), WELL, "11111", 5, "A"),
    _case("bilirubin of 2", ("2", "4", "1"), WELL, "21111", 6, "A"),
    _case("bilirubin of 3", ("3", "4", "1"), WELL, "21111", 6, "A"),
    _case("just above 3", ("3.01", "4", "1"), WELL, "31111", 7, "B"),
    _case("albumin of 3.5", ("1", "3.5", "1"), WELL, "12111", 6, "A"),
    _case("albumin just above 3.5", ("1", "3.51", "1"), WELL, "11111", 5, "A"),
    _case("albumin of 2.8", ("1", "2.8", "1"), WELL, "12111", 6, "A"),
    _case("albumin just below 2.8", ("1", "2.79", "1"), WELL, "13111", 7, "B"),
    _case("INR of 1.7", ("1", "4", "1.7"), WELL, "11211", 6, "A"),
    _case("INR just below 1.7", ("1", "4", "1.69"), WELL, "11111", 5, "A"),
    _case("INR of 2.3", ("1", "4", "2.3"), WELL, "11211", 6, "A"),
    _case("INR just above 2.3", ("1", "4", "2.31"), WELL, "11311", 7, "B"),
    _case("the middle of everything", ("2.5", "3", "2"), ("slight", "grade 1"), "22222", 10, "C"),
    _case("the last B", ("2.5", "3", "2"), ("slight", "none"), "22221", 9, "B"),
    _case("grades 2 and 3 differ", ("1", "4", "1"), ("absent", "grade 3"), "11113", 7, "B"),
    _case("biliary, below 4", ("3.99", "4", "1"), WELL, "11111", 5, "A", pbc=True),
    _case("biliary, at 4", ("4", "4", "1"), ("absent", "grade 2"), "21112", 7, "B", pbc=True),
    _case("biliary, at 10", ("10", "4", "1"), WELL, "21111", 6, "A", pbc=True),
    _case("biliary, above 10", ("10.1", "4", "1"), WELL, "31111", 7, "B", pbc=True),
]

REFUSED: list[Refusal] = [
    {
        "name": "ascites of a kind unknown",
        "input": CASES[0]["input"] | {"ascites": "mild"},
        "because": "ascites",
    },
    {
        "name": "albumin below nothing",
        "input": CASES[0]["input"] | {"albumin": "-1"},
        "because": "below nothing",
    },
]
