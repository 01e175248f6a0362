"""The middle steps of a query: the lines of the program, in steps named after the criteria.

What stands at the rubric's margin has steps of its own, as many as its lines need for none to read another
of the same step; where that would be too many, all criteria share them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from attrs import define

from rubric_dsl.evaluators.sql import words as w
from rubric_dsl.evaluators.sql.checking import Checking
from rubric_dsl.evaluators.sql.dialects import Whole
from rubric_dsl.evaluators.sql.layout import Laid
from rubric_dsl.evaluators.sql.steps import Telling
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.repeated import read_by
from rubric_dsl.plan import core as c

LAYERS = 24
"""Steps that a query has at most where criteria do not need more of them."""


@define
class Working(Checking):
    """Works out the lines."""

    def work_out(self) -> None:
        """The lines, in steps named after what they are of."""
        self.in_runs(self.layout.lines)

    def in_runs(self, lines: Sequence[Laid]) -> None:
        """Steps for lines, named after the criteria."""
        by_step = self.options.by_step
        runs = [(title, leveled(run)) for title, run in _runs(self.plan, lines, by_step)]
        if not by_step and sum(len(levels) for _, levels in runs) > LAYERS:
            runs = [("points", leveled(lines))]
        for title, levels in runs:
            self.levels(title, levels)

    def levels(self, wish: str, levels: Sequence[Sequence[Laid]]) -> None:
        """A step for each level of lines."""
        for number, level in enumerate(levels, start=1):
            title = wish if number == len(levels) else f"{wish}_{number}"
            self.step(title, [self._line(laid) for laid in level])

    def telling(self, whole: Whole | None = None) -> Telling:
        """What puts numbers of the step before in the engine's words, in a type."""
        asked = {one.name: self.flags.get(f"{one.name} given", "") for one in self.layout.program.inputs}
        return Telling(self.dialect, self.layout, asked, self.table, whole or self.dialect.narrow)

    def _line(self, laid: Laid) -> Sql:
        return w.called(self.telling(laid.whole).line(laid), laid.line.name, self._comment(laid.line))

    def _comment(self, line: n.Line) -> str | None:
        """What people call the criterion whose points a line gives."""
        if line.step is None:
            return None
        plan = self.plan
        path = next((path for path, step in plan.points.items() if step == line.step), None)
        if path is None:
            return None
        title = plan.rubric.lineage(path)[-1].labels.title(self.options.lang)
        return None if title == line.name else title


def _runs(plan: c.Plan, lines: Sequence[Laid], by_step: bool) -> list[tuple[str, list[Laid]]]:
    """The lines cut where they begin to be of another criterion at the rubric's margin; ``by_step``, of any
    other one."""
    margin = {node.path: (node if by_step else top).id for top in plan.rubric.criteria for node in top.walk()}
    groups: list[str] = []
    following = "total"
    for laid in reversed(lines):
        if laid.line.step is not None:
            owner = plan.steps[laid.line.step].owner
            following = "derived" if owner.startswith(" ") else margin.get(owner, "total")
        groups.append(following)
    pairs = list(zip(reversed(groups), lines, strict=True))
    return [(title, [laid for _, laid in run]) for title, run in groupby(pairs, key=lambda pair: pair[0])]


def leveled(lines: Sequence[Laid]) -> list[list[Laid]]:
    """Lines in levels, so that none reads one of its own level."""
    level: dict[str, int] = {}
    found: list[list[Laid]] = []
    for laid in lines:
        at = max((level[one] + 1 for one in read_by(laid.line.value) if one in level), default=0)
        level[laid.line.name] = at
        if at == len(found):
            found.append([])
        found[at].append(laid)
    return found
