"""Examples of rubrics that compare subjects: all subjects that an example gives are its cohort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import rubric_dsl as rd


def evaluator(rubric: rd.Rubric, subjects: Sequence[Mapping[str, Any]]) -> rd.Cohort | rd.Rubric:
    """What scores each of some subjects: all of them together where anything is decided among all."""
    return rubric.cohort(subjects) if rubric.gathers and subjects else rubric
