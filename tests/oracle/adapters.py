"""How the rubric of a published scheme names what the hand-written scheme names: one entry a rubric.

The hand-written schemes (``tests/oracle/schemes``) speak the publication's words; a rubric needs names. Nothing
here decides a point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import frozen

RUBRICS = Path(__file__).resolve().parents[2] / "rubrics"

Subject = dict[str, Any]

def _years(subject: Subject) -> Subject:
    """The figures of up to three years, the earliest first, as a metric each; a year that is not there has 0."""
    changed = dict(subject)
    for name, short in (("net_assets", "assets"), ("sales", "sales")):
        figures = changed.pop(name)
        changed[f"{short}_years"] = len(figures)
        for place in range(3):
            changed[f"{short}_{place + 1}"] = figures[place] if place < len(figures) else 0
    return changed


AUDIT = (
    "drinking", "typical_day", "six_or_more", "cannot_stop", "failed_duties",
    "morning_drink", "guilt", "memory_lost", "injury", "others_concerned",
)  # fmt: skip


@frozen
class Adapter:
    """A rubric, the scheme written by hand, and the way from one's words to the other's."""

    rubric: str
    """``ielts-band/overall``: the file under ``rubrics``, without its ending."""
    scheme: str
    """The module under ``tests/oracle/schemes``."""
    names: Mapping[str, str]
    """The rubric's metric for each input of the scheme; one that is left out has the same name."""
    options: Mapping[str, str] = {}
    """The rubric's option for each option of the scheme, likewise."""
    points: Mapping[str, str] = {}
    """The rubric's criterion for each part of the scheme, likewise; an empty one is not compared."""
    grades: Mapping[str, str] = {}
    """The rubric's grade for each grade of the scheme, likewise."""
    negative: frozenset[str] = frozenset()
    """Parts of the scheme that the rubric takes off: their points are below zero there."""
    published: int | None = None
    """The decimals that the publication gives its total; None where the total is exact."""
    change: Callable[[Subject], Subject] = lambda subject: subject
    """What else differs."""

    @property
    def module(self) -> ModuleType:
        """The scheme."""
        return import_module(f"tests.oracle.schemes.{self.scheme}")

    @property
    def path(self) -> Path:
        """The rubric's file."""
        return RUBRICS / f"{self.rubric}.rubric"

    def metrics(self, subject: Mapping[str, Any]) -> Subject:
        """A subject of the scheme as one of the rubric."""
        changed = self.change(dict(subject))
        return {self.names.get(name, name): self._value(value) for name, value in changed.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self._value(each) for each in value]
        if isinstance(value, str):
            if value in self.options:
                return self.options[value]
            try:
                return Fraction(value)
            except ValueError:
                return value
        return value

    def expected(self, points: Mapping[str, Any]) -> dict[str, Fraction]:
        """The points of the scheme by the rubric's criteria."""
        return {
            self.points.get(part, part): -Fraction(value) if part in self.negative else Fraction(value)
            for part, value in points.items()
            if self.points.get(part, part)
        }

    def grade(self, grade: str | None) -> str | None:
        """The rubric's grade for one of the scheme."""
        return grade if grade is None else self.grades.get(grade, grade)


ADAPTERS: tuple[Adapter, ...] = (
    Adapter(
        "ielts-band/overall",
        "ielts",
        {skill: f"{skill}_band" for skill in ("listening", "reading", "writing", "speaking")},
        points={"mean": ""},
        published=1,
    ),
    Adapter(
        "uk-skilled-worker-2024/points",
        "uk_skilled_worker_2024",
        {},
        {"STEM": "stem"},
        {"english": "language", "salary": "tradeable"},
    ),
    Adapter(
        "apgar-1953/apgar",
        "apgar_1953",
        {
            "respiratory_effort": "respiration",
            "reflex_irritability": "reflex",
            "muscle_tone": "tone",
        },
        {
            "slow or irregular": "slow",
            "good cry": "good_cry",
            "cough or sneeze": "cough",
            "some flexion": "some_flexion",
            "blue or pale": "blue",
            "body pink, limbs blue": "limbs_blue",
        },
        {
            "heart_rate": "heart",
            "respiratory_effort": "breathing",
            "reflex_irritability": "reflexes",
            "muscle_tone": "muscles",
            "colour": "skin",
        },
    ),
    Adapter(
        "gcs-1974/gcs",
        "gcs_1974",
        {},
        {
            "to pressure": "to_pressure",
            "to sound": "to_sound",
            "not testable": "untestable",
            "abnormal flexion": "abnormal_flexion",
            "normal flexion": "normal_flexion",
            "obeys commands": "obeys",
        },
        {"eyes": "eye_points", "verbal": "verbal_points", "motor": "motor_points"},
    ),
    Adapter(
        "cha2ds2-vasc-2010/cha2ds2-vasc",
        "cha2ds2_vasc_2010",
        {},
        points={
            "heart_failure": "failure",
            "hypertension": "pressure",
            "age": "years",
            "diabetes": "sugar",
            "stroke": "stroke_before",
            "vascular_disease": "vessels",
            "sex": "sex_category",
        },
    ),
    Adapter(
        "fhrs-2012/food-hygiene",
        "fhrs_2012",
        {"hygiene": "hygiene_score", "structure": "structure_score", "confidence": "confidence_score"},
        grades={str(rating): f"rating_{rating}" for rating in range(6)},
        change=lambda subject: subject | {"confidence": f"score_{subject['confidence']}"},
    ),
    Adapter(
        "ski-jumping/jump",
        "ski_jumping",
        {"distance": "distance_jumped", "style": "style_marks", "wind": "wind_speed", "gate": "gate_metres"},
    ),
    Adapter(
        "audit-2001/audit",
        "audit_2001",
        {},
        {
            "monthly or less": "monthly",
            "2-4 a month": "two_to_four",
            "2-3 a week": "weekly",
            "4 or more a week": "often",
            "1 or 2": "one_or_two",
            "3 or 4": "three_or_four",
            "5 or 6": "five_or_six",
            "7 to 9": "seven_to_nine",
            "10 or more": "ten",
            "less than monthly": "rarely",
            "not in the last year": "earlier",
            "in the last year": "last_year",
            "not asked": "not_asked",
        },
        {question: f"question_{place}" for place, question in enumerate(AUDIT, start=1)},
        grades={zone: f"zone_{place}" for place, zone in enumerate(("I", "II", "III", "IV"), start=1)},
    ),
    Adapter(
        "nutri-score-2023/general-foods",
        "nutri_score_2023",
        {
            **{
                content: f"{content}_content"
                for content in ("energy", "sugars", "saturates", "salt", "protein", "fibre")
            },
            "fruit": "fruit_share",
        },
        {"red meat": "red_meat"},
        negative=frozenset({"protein", "fibre", "fruit", "favourable"}),
    ),
    Adapter(
        "child-pugh-1973/child-pugh",
        "child_pugh_1973",
        {},
        {f"grade {place}": f"grade_{place}" for place in range(1, 5)},
        {
            finding: f"{finding}_points"
            for finding in ("bilirubin", "albumin", "inr", "ascites", "encephalopathy")
        },
    ),
    Adapter(
        "news2-2017/news2",
        "news2_2017",
        {},
        {},
        {
            "respiration": "breaths",
            "saturation": "oxygen_saturation",
            "oxygen": "air_or_oxygen",
            "pressure": "systolic",
            "pulse": "heart",
            "consciousness": "mind",
            "temperature": "warmth",
        },
        {"low-medium": "low_medium"},
        change=lambda subject: subject | {"scale": f"scale_{subject['scale']}"},
    ),
    Adapter(
        "hnte-2016/innovation",
        "hnte_2016",
        {"way_obtained": "way"},
        {"own research": "own", "only acquired": "acquired"},
        {
            "standards": "standard",
            "intellectual_property": "property",
            "research_system": "research_system_mark",
            "research_institution": "research_institution_mark",
            "incentives": "incentives_mark",
            "talent": "talent_mark",
            "sales_growth": "growth_of_sales",
        },
        {"not met": "not_met"},
        change=_years,
    ),
)
