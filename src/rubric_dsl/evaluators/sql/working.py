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
from rubric_dsl.evaluators.sql.layout import Laid
from rubric_dsl.evaluators.sql.steps import Telling
from rubric_dsl.evaluators.sql.words import Sql
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.repeated import parts
from rubric_dsl.plan import core as c

LAYERS = 24
"""Steps that a query has at most where criteria do not need more of them."""


@define
class Working(Checking):
    """Works out the lines."""

    def work_out(self) -> None:
        """The lines, in steps named after what they are of."""
        runs = _runs(self.plan, self.layout.lines)
        if sum(len(levels) for _, levels in map(_leveled, runs)) > LAYERS:
            runs = [("points", list(self.layout.lines))]
        for wish, levels in map(_leveled, runs):
            for number, level in enumerate(levels, start=1):
                title = wish if number == len(levels) else f"{wish}_{number}"
                self.step(title, [self._line(laid) for laid in level])

    def _line(self, laid: Laid) -> Sql:
        asked = {one.name: self.flags.get(f"{one.name} given", "") for one in self.layout.program.inputs}
        telling = Telling(self.dialect, self.layout, asked, self.table, laid.whole)
        return w.called(telling.line(laid), laid.line.name, self._comment(laid.line))

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


def _runs(plan: c.Plan, lines: Sequence[Laid]) -> list[tuple[str, list[Laid]]]:
    """The lines cut where they begin to be of another criterion at the rubric's margin."""
    margin = {node.path: top.id for top in plan.rubric.criteria for node in top.walk()}
    groups: list[str] = []
    following = "total"
    for laid in reversed(lines):
        if laid.line.step is not None:
            owner = plan.steps[laid.line.step].owner
            following = "derived" if owner.startswith(" ") else margin.get(owner, "total")
        groups.append(following)
    pairs = list(zip(reversed(groups), lines, strict=True))
    return [(title, [laid for _, laid in run]) for title, run in groupby(pairs, key=lambda pair: pair[0])]


def _leveled(run: tuple[str, list[Laid]]) -> tuple[str, list[list[Laid]]]:
    """A run in levels, so that no line reads one of its own level."""
    title, lines = run
    level: dict[str, int] = {}
    found: list[list[Laid]] = []
    for laid in lines:
        at = max((level[one] + 1 for one in _read_by(laid.line.value) if one in level), default=0)
        level[laid.line.name] = at
        if at == len(found):
            found.append([])
        found[at].append(laid)
    return title, found


def _read_by(item: object) -> set[str]:
    """The variables that an expression reads."""
    if isinstance(item, n.Var | n.Holds | n.Given):
        return {item.name}
    return {name for part in parts(item) for name in _read_by(part)}  # type: ignore[arg-type]
