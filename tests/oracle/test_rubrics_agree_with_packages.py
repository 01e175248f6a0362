"""Rubrics of published schemes against a package that other people wrote: vitalscore, from the Python Package Index."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import vitalscore

import rubric_dsl as rd

RUBRICS = Path(__file__).resolve().parents[2] / "rubrics"


def test_coma_scale_agrees_with_vitalscore_on_every_patient() -> None:
    rubric = rd.load(RUBRICS / "gcs-1974" / "gcs.rubric")
    words = [[option.id for option in rubric.metrics[part].options][:-1] for part in ("eyes", "verbal", "motor")]
    grades = {"Mild TBI": "mild", "Moderate TBI": "moderate", "Severe TBI": "severe"}
    for places in product(*(range(len(each)) for each in words)):
        eyes, verbal, motor = (each[place] for each, place in zip(words, places, strict=True))
        result = rubric.evaluate({"eyes": eyes, "verbal": verbal, "motor": motor})
        theirs = vitalscore.score_gcs(*(place + 1 for place in places))
        assert result.total == theirs.total
        assert result.grade == grades[theirs.severity]


def test_apgar_agrees_with_vitalscore_on_every_newborn() -> None:
    rubric = rd.load(RUBRICS / "apgar-1953" / "apgar.rubric")
    signs = ("colour", "reflex", "tone", "respiration")
    words = [[option.id for option in rubric.metrics[sign].options] for sign in signs]
    beats = (0, 60, 120)
    for pulse, *places in product(range(3), repeat=5):
        metrics = {sign: each[place] for sign, each, place in zip(signs, words, places, strict=True)}
        colour, reflex, tone, respiration = places
        theirs = vitalscore.score_apgar(colour, pulse, reflex, tone, respiration)
        assert rubric.evaluate({**metrics, "heart_rate": beats[pulse]}).total == Fraction(theirs.total)


def test_early_warning_score_agrees_with_vitalscore_on_made_up_patients() -> None:
    rubric = rd.load(RUBRICS / "news2-2017" / "news2.rubric")
    draw = random.Random(2017)
    letters = dict(zip(("alert", "confusion", "voice", "pain", "unresponsive"), "ACVPU", strict=True))
    for _ in range(2_000):
        second = draw.random() < 0.5
        subject = {
            "respiration": draw.randint(5, 30),
            "scale": "scale_2" if second else "scale_1",
            "saturation": draw.randint(78, 100),
            "oxygen": draw.random() < 0.5,
            "pressure": draw.randint(80, 230),
            "pulse": draw.randint(35, 140),
            "consciousness": draw.choice([*letters]),
            "temperature": Decimal(draw.randint(345, 395)) / 10,
        }
        theirs = vitalscore.score_news2(
            subject["respiration"],
            float(subject["saturation"]),
            subject["oxygen"],
            subject["pressure"],
            subject["pulse"],
            letters[subject["consciousness"]],
            float(subject["temperature"]),
            use_spo2_scale2=second,
        )
        assert rubric.evaluate(subject).total == theirs.total, subject
