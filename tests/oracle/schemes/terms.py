"""The words that every hand-written scheme shares: what a metric is, what a worked case is, what a score is.

Promised: nothing of the library is imported, and nothing here decides a point.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, TypedDict

Kind = Literal["count", "amount", "mark", "yes/no", "choice", "list", "records"]
Subject = Mapping[str, Any]
# A figure as a case writes it: an exact number, or its decimal text. Never a float.
Figure = int | str | Fraction


class Metric(TypedDict, total=False):
    """One input: its kind, and where it says so its bounds, its step, its options, its parts."""

    kind: Kind
    title: str
    zh: str
    unit: str
    least: Figure
    most: Figure
    step: Figure
    options: tuple[str, ...]
    length: tuple[int, int]
    of: Mapping[str, Any]


class Score(TypedDict):
    """What a scheme says of a subject; no total where the publication forbids one."""

    total: Fraction | None
    grade: str | None
    outcome: str | None
    points: dict[str, Fraction]


class Case(TypedDict):
    """A subject, and what the publication gives it, worked out by hand."""

    name: str
    input: dict[str, Any]
    total: Figure | None
    grade: str | None
    outcome: str | None
    points: Mapping[str, Figure]


class Refusal(TypedDict):
    """A subject that the publication has no score for, and a word of the reason that is given."""

    name: str
    input: dict[str, Any]
    because: str


Metrics = dict[str, Metric]


def number(value: Any) -> Fraction:
    """A figure as the exact number that it says; a float or a truth value is a mistake in the case."""
    if isinstance(value, bool | float):
        raise TypeError(f"{value!r} is not an exact number")
    return Fraction(value)
