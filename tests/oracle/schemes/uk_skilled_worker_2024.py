"""UK Skilled Worker points: 70 needed, 50 of them mandatory, 20 by one of several routes for salary.

Source: Immigration Rules, Appendix Skilled Worker, as in force from 4 April 2024 (Statement of Changes HC
590, 14 March 2024), Home Office. Points: sponsorship 20, job at the skill level (RQF 3) 20, English at B1 10,
and 20 tradeable points by option A, B, C, D or E.

Our reading of what is open:

- Only a first application outside the health and education pay scales is judged: options A to E. Options F to
  J (those in the route before 4 April 2024) and K (health and education) are other tables.
- An option is a floor in pounds and a share of the going rate, and the higher of the two must be met, so
  both: A £38,700 and 100%; B, a relevant PhD, £34,830 and 90%; C, a relevant PhD in a STEM subject, £30,960
  and 80%; D, a job on the Immigration Salary List, £30,960 and 100%; E, a new entrant, £30,960 and 70%.
- The tradeable points are 20 or none; options do not add up. Where several hold, the first by letter is
  named.
- A STEM PhD is a relevant PhD, so option B stands open to it too.
- "The occupation is one for which a PhD counts" and "the PhD is relevant" are taken to be in the choice
  `phd`.
- The going rate is that for the hours worked; how it is pro-rated, the hourly floor of pay and the other
  requirements (money, criminality, tuberculosis) are outside the points.
- The three mandatory parts are all or nothing, and without one of them 70 cannot be reached: 20 + 20 + 10 +
  20.
"""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.schemes.terms import Case, Figure, Metrics, Refusal, Score, Subject, number

METRICS: Metrics = {
    "sponsored": {"kind": "yes/no", "title": "Certificate of sponsorship for a genuine job"},
    "skilled_job": {"kind": "yes/no", "title": "Job at the skill level RQF 3 or above"},
    "english": {"kind": "yes/no", "title": "English at level B1"},
    "salary": {"kind": "amount", "title": "Salary", "unit": "£ a year", "least": 0},
    "going_rate": {"kind": "amount", "title": "Going rate of the occupation", "unit": "£ a year", "least": 1},
    "phd": {
        "kind": "choice",
        "title": "PhD that counts for the job",
        "options": ("none", "relevant", "STEM"),
    },
    "salary_list": {"kind": "yes/no", "title": "Job on the Immigration Salary List"},
    "new_entrant": {"kind": "yes/no", "title": "New entrant to the labour market"},
}

OPTIONS: dict[str, tuple[int, Fraction]] = {
    "A": (38_700, Fraction(1)),
    "B": (34_830, Fraction(90, 100)),
    "C": (30_960, Fraction(80, 100)),
    "D": (30_960, Fraction(1)),
    "E": (30_960, Fraction(70, 100)),
}


def option(metrics: Subject) -> str | None:
    """The first option, by letter, that is open to the applicant and met by the salary."""
    salary, going_rate = number(metrics["salary"]), number(metrics["going_rate"])
    is_open = {
        "A": True,
        "B": metrics["phd"] in {"relevant", "STEM"},
        "C": metrics["phd"] == "STEM",
        "D": metrics["salary_list"],
        "E": metrics["new_entrant"],
    }
    met = (
        letter
        for letter, (floor, share) in OPTIONS.items()
        if is_open[letter] and salary >= floor and salary >= share * going_rate
    )
    return next(met, None)


def score(metrics: Subject) -> Score:
    """Mandatory and tradeable points; the option is the grade, 70 the outcome."""
    if metrics["phd"] not in METRICS["phd"]["options"]:
        raise ValueError("phd is none, relevant or STEM")
    if number(metrics["salary"]) < 0 or number(metrics["going_rate"]) <= 0:
        raise ValueError("salary and going rate are amounts of money")
    by = option(metrics)
    points = {
        "sponsorship": Fraction(20 if metrics["sponsored"] else 0),
        "skill_level": Fraction(20 if metrics["skilled_job"] else 0),
        "english": Fraction(10 if metrics["english"] else 0),
        "salary": Fraction(20 if by else 0),
    }
    total = sum(points.values(), Fraction(0))
    return {
        "total": total,
        "grade": by,
        "outcome": "enough" if total >= 70 else "not enough",
        "points": points,
    }


def _case(
    name: str,
    salary: Figure,
    going_rate: Figure,
    by: str | None,
    phd: str = "none",
    listed: bool = False,
    new: bool = False,
    missing: str = "",
) -> Case:
    """One applicant; `missing` names the mandatory parts that are not there, `by` the option that holds."""
    mandatory = {"sponsorship": 20, "skill_level": 20, "english": 10}
    points = {part: 0 if part in missing else worth for part, worth in mandatory.items()}
    points["salary"] = 20 if by else 0
    total = sum(points.values())
    return {
        "name": name,
        "input": {
            "sponsored": "sponsorship" not in missing,
            "skilled_job": "skill_level" not in missing,
            "english": "english" not in missing,
            "salary": salary,
            "going_rate": going_rate,
            "phd": phd,
            "salary_list": listed,
            "new_entrant": new,
        },
        "total": total,
        "grade": by,
        "outcome": "enough" if not missing and by else "not enough",
        "points": points,
    }


CASES: list[Case] = [
    _case("A, both floors just met", 38_700, 38_700, "A"),
    _case("a pound below the general floor", 38_699, 30_000, None),
    _case("a pound below the going rate", 49_999, 50_000, None),
    _case("A, the going rate above the floor", 50_000, 50_000, "A"),
    _case("a penny below", "38699.99", 20_000, None),
    # 90% of 38,700 is 34,830
    _case("B, both floors just met", 34_830, 38_700, "B", phd="relevant"),
    _case("B, a pound short", 34_829, 30_000, None, phd="relevant"),
    # 90% of 40,000 is 36,000
    _case("B, short of 90% of the going rate", "35999.99", 40_000, None, phd="relevant"),
    # 80% of 38,700 is 30,960
    _case("C, both floors just met", 30_960, 38_700, "C", phd="STEM"),
    _case("C, a pound short", 30_959, 30_000, None, phd="STEM"),
    # 80% of 40,000 is 32,000
    _case("C, 80% just met", 32_000, 40_000, "C", phd="STEM"),
    _case("C, 80% just missed", "31999.99", 40_000, None, phd="STEM"),
    _case("a relevant PhD does not open C", 30_960, 38_700, None, phd="relevant"),
    _case("a STEM PhD on the floor of B", 34_830, 38_700, "B", phd="STEM"),
    _case("D needs the whole going rate", 30_960, 30_961, None, listed=True),
    _case("D, a pound short", 30_959, 20_000, None, listed=True),
    _case("D, the going rate above its floor", 35_000, 35_000, "D", listed=True),
    _case("D, just met", 30_960, 30_960, "D", listed=True),
    # 70% of 44,228 is 30,959.60; of 44,229 it is 30,960.30
    _case("E, 70% just met", 30_960, 44_228, "E", new=True),
    _case("E, 70% just missed", 30_960, 44_229, None, new=True),
    _case("E, below its floor", 30_959, 30_000, None, new=True),
    _case("A comes first though all are open", 38_700, 38_700, "A", phd="STEM", listed=True, new=True),
    _case("no sponsor", 60_000, 40_000, "A", missing="sponsorship"),
    _case("a job below the level", 60_000, 40_000, "A", missing="skill_level"),
    _case("no English: 60 are not enough", 60_000, 40_000, "A", missing="english"),
    _case("50 are not enough", 20_000, 20_000, None),
    _case("nothing", 0, 20_000, None, missing="sponsorship skill_level english"),
]

REFUSED: list[Refusal] = [
    {"name": "a PhD of no kind", "input": CASES[0]["input"] | {"phd": "honorary"}, "because": "phd"},
    {"name": "no going rate", "input": CASES[0]["input"] | {"going_rate": 0}, "because": "going rate"},
]
