"""Rubrics of published schemes against a package that other people wrote: vitalscore, from the Python Package Index."""

from __future__ import annotations

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
