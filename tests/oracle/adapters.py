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
        named = {self.points.get(part, part): value for part, value in points.items()}
        return {name: Fraction(value) for name, value in named.items() if name}


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
)
