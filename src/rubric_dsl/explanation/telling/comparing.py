"""What is said of all subjects together: how many they are, how many are needed, and every statistic once."""

from __future__ import annotations

from fractions import Fraction
from types import ModuleType

from attrs import frozen

from rubric_dsl.explanation.account import Figure, OfAll
from rubric_dsl.explanation.figures import exact, shown
from rubric_dsl.explanation.telling.template import equals, words_of
from rubric_dsl.plan.cohorts import Known
from rubric_dsl.plan.core import Plan
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax.spelling import Names, spell


@frozen
class Compared:
    """The words for a cohort under one plan; nothing is told where nothing depends on the others."""

    gathers: bool
    statistics: tuple[tuple[int, str], ...]
    """Their steps, and what they are called."""
    needed: int | None
    words: ModuleType

    @classmethod
    def of(cls, plan: Plan, lang: Language, names: Names) -> Compared:
        """The words for the cohorts of a plan."""
        fewest = plan.rubric.fewest
        statistics = tuple((one.step, spell(one.said, lang, names)) for one in plan.statistics)
        return cls(plan.gathers, statistics, None if fewest is None else fewest.count, words_of(lang))

    def tell(self, known: Known | None) -> OfAll | None:
        """What was worked out of all subjects together."""
        if known is None or not self.gathers:
            return None
        told: dict[str, Figure] = {}
        for step, name in self.statistics:
            value = known.values[step]
            if isinstance(value, Fraction):
                told.setdefault(name, Figure(name, exact(value), shown(exact(value)), known.counted[step]))
        figures = tuple(told.values())
        said = [(equals(one.name, one.shown), one.counted) for one in figures]
        return OfAll(known.size, self.words.of_all(known.size, self.needed, said), figures)
