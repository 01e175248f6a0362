"""The columns of a table of results: what each is called and what it holds, the same from every engine.

Comes in: a plan. Goes out: a column for each node in the order of the file, and what comes behind them.
Points are rounded once, as the rubric publishes its total; where they are whole numbers for every subject,
and none too long for 64 bits, the column holds them as they are.
"""

from __future__ import annotations

from attrs import evolve, frozen

from rubric_dsl.evaluators.python.publishing import publication
from rubric_dsl.model.rubric import name_of_points
from rubric_dsl.plan import core as c

DIGITS = 38
"""Of a decimal column, before and behind the point together."""
_INT64 = 1 << 63
PUBLISHED, GRADE, OUTCOME, REASON = "published", "grade", "outcome", "reason"
EXACT = ("total_num", "total_den")
RESERVED = frozenset({PUBLISHED, GRADE, OUTCOME, REASON, *EXACT})


@frozen
class Points:
    """The column of a node."""

    name: str
    path: str
    step: int
    """The step of the plan that holds its points."""
    whole: bool
    """Whole numbers of 64 bits; else decimals with :attr:`Outputs.places` places."""


@frozen
class Outputs:
    """All columns of results, in their order: nodes, the published total, the grade, the exact total, what
    decides between equal totals, the outcome, the reason."""

    points: tuple[Points, ...]
    places: int
    """Decimals of points that are not always whole, and of the published total."""
    graded: bool
    exact: bool
    ties: tuple[int, ...] = ()
    """Steps whose exact values are columns as well."""

    @property
    def ratios(self) -> tuple[tuple[str, str], ...]:
        """The columns of exact values: the numerator and the denominator of the total, and of each of the
        ties."""
        total = (EXACT,) if self.exact else ()
        return (*total, *((f"tie_{place}_num", f"tie_{place}_den") for place in range(1, len(self.ties) + 1)))

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        exact = [name for pair in self.ratios for name in pair]
        behind = (PUBLISHED, *((GRADE,) if self.graded else ()), *exact)
        return (*(one.name for one in self.points), *behind, OUTCOME, REASON)


def outputs(plan: c.Plan, exact: bool = False) -> Outputs:
    """The columns of a plan's results.

    A node is called by its id, which no other has; by ``/path`` where that is what another column of results
    is called.
    """
    points = [
        Points(
            name_of_points(node.path) if node.id in RESERVED else node.id,
            node.path,
            plan.points[node.path],
            _fits(plan.ranges[plan.points[node.path]]),
        )
        for node in plan.rubric.walk()
    ]
    return Outputs(tuple(points), publication(plan).places, plan.graded is not None, exact)


def standing(plan: c.Plan) -> Outputs:
    """The columns that a ranking needs: no points of nodes, but all that decides who comes before whom."""
    return evolve(outputs(plan, exact=True), points=(), ties=tuple(step for step, _ in plan.ties))


def _fits(reach: c.Range | None) -> bool:
    assert reach is not None, "points are numbers"
    low, high = reach.low, reach.high
    return reach.whole and low is not None and high is not None and low >= -_INT64 and high < _INT64
