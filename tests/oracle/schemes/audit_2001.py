"""AUDIT: ten questions about drinking, each 0 to 4, and four zones of risk; some questions may be left out.

Source: Thomas Babor, John Higgins-Biddle, John Saunders and Maristela Monteiro, "AUDIT: the Alcohol Use
Disorders Identification Test. Guidelines for use in primary care", second edition, World Health Organization,
2001 (WHO/MSD/MSB/01.6a), the interview form.

Our reading of what is open:

- Questions 4 to 8 are left out where questions 2 and 3 give nothing together; 2 to 8 where the answer to 1 is
  "never". A question that was left out counts nothing.
- The form says that they are skipped, not that they must be; if they were asked, the answers count.
- A question left out where neither rule lets it is no score and is refused.
- The zones are I for 0 to 7, II for 8 to 15, III for 16 to 19, IV from 20.
- Questions 9 and 10 have three answers for 0, 2 and 4; there is no 1 and no 3.
"""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.schemes.terms import Case, Metrics, Refusal, Score, Subject

NOT_ASKED = "not asked"
HOW_OFTEN = ("never", "less than monthly", "monthly", "weekly", "daily")
HARM = {"no": 0, "not in the last year": 2, "in the last year": 4}

# The answers stand from 0 points upward.
ANSWERS: dict[str, tuple[str, ...]] = {
    "drinking": ("never", "monthly or less", "2-4 a month", "2-3 a week", "4 or more a week"),
    "typical_day": ("1 or 2", "3 or 4", "5 or 6", "7 to 9", "10 or more"),
    "six_or_more": HOW_OFTEN,
    "cannot_stop": HOW_OFTEN,
    "failed_duties": HOW_OFTEN,
    "morning_drink": HOW_OFTEN,
    "guilt": HOW_OFTEN,
    "memory_lost": HOW_OFTEN,
    "injury": tuple(HARM),
    "others_concerned": tuple(HARM),
}
QUESTIONS = tuple(ANSWERS)
METRICS: Metrics = {
    question: {
        "kind": "choice",
        "title": question.replace("_", " ").capitalize(),
        "options": answers if answers == tuple(HARM) or question == "drinking" else (*answers, NOT_ASKED),
    }
    for question, answers in ANSWERS.items()
}


def worth(question: str, answer: str) -> Fraction:
    """What one answer gives."""
    if answer not in METRICS[question]["options"]:
        raise ValueError(f"{question}: {answer!r} is no answer to it")
    if answer == NOT_ASKED:
        return Fraction(0)
    return Fraction(HARM[answer] if answer in HARM else ANSWERS[question].index(answer))


def score(metrics: Subject) -> Score:
    """The ten answers added up, and their zone."""
    points = {question: worth(question, metrics[question]) for question in QUESTIONS}
    left_out = [question for question in QUESTIONS if metrics[question] == NOT_ASKED]
    if points["drinking"] > 0:
        if {"typical_day", "six_or_more"} & set(left_out):
            raise ValueError(f"{left_out[0]} must be asked of who drinks")
        if left_out and points["typical_day"] + points["six_or_more"] > 0:
            raise ValueError(f"{left_out[0]} must be asked after the first three answers")
    total = sum(points.values(), Fraction(0))
    grade = "I" if total <= 7 else "II" if total <= 15 else "III" if total <= 19 else "IV"
    return {"total": total, "grade": grade, "outcome": None, "points": points}


def _answers(points: str) -> dict[str, str]:
    """The answers that give these points, question by question; a dash is a question left out."""
    harm = {str(each): answer for answer, each in HARM.items()}
    return {
        question: NOT_ASKED if each == "-" else harm[each] if answers == tuple(HARM) else answers[int(each)]
        for (question, answers), each in zip(ANSWERS.items(), points, strict=True)
    }


def _case(name: str, points: str, total: int, grade: str) -> Case:
    """One person; a figure for each of the ten questions."""
    return {
        "name": name,
        "input": _answers(points),
        "total": total,
        "grade": grade,
        "outcome": None,
        "points": {
            question: 0 if each == "-" else int(each)
            for question, each in zip(QUESTIONS, points, strict=True)
        },
    }


CASES: list[Case] = [
    _case("never drinks, seven questions left out", "0-------00", 0, "I"),
    _case("never drinks now, did harm once", "0-------22", 4, "I"),
    _case("everything nil, all asked", "0000000000", 0, "I"),
    _case("the most", "4444444444", 40, "IV"),
    _case("drinks little: five left out", "200-----00", 2, "I"),
    _case("drinks little: all asked the same", "2000000000", 2, "I"),
    _case("drinks little, harm in the last year", "400-----44", 12, "II"),
    _case("the last of zone I", "3220000000", 7, "I"),
    _case("the first of zone II", "3221000000", 8, "II"),
    _case("the last of zone II", "4331110020", 15, "II"),
    _case("the first of zone III", "4331111020", 16, "III"),
    _case("the last of zone III", "4431111040", 19, "III"),
    _case("the first of zone IV", "4431111140", 20, "IV"),
    _case("harm gives 2 or 4", "1000000024", 7, "I"),
    _case("never, yet asked: the answers count", "0110000000", 2, "I"),
]

REFUSED: list[Refusal] = [
    {"name": "left out, by one point", "input": _answers("101-----00"), "because": "first three"},
    {"name": "left out, by a point on each", "input": _answers("111-----00"), "because": "first three"},
    {"name": "third question left out", "input": _answers("10------00"), "because": "of who drinks"},
    {"name": "left out though much is drunk", "input": _answers("221-----00"), "because": "first three"},
    {"name": "second question left out", "input": _answers("1-0-----00"), "because": "of who drinks"},
    {
        "name": "an answer of another question",
        "input": _answers("0000000000") | {"injury": "daily"},
        "because": "injury",
    },
]
