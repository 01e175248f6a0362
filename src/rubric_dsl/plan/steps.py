"""A plan under construction: steps are added one by one, each with its range known at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import define, field

from rubric_dsl.model.calendar import Calendar
from rubric_dsl.model.lists import with_fields
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.intervals import range_of
from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.span import Span

ONE = c.Literal(Fraction(1))
ZERO = c.Literal(Fraction(0))


def literal(value: Fraction | int) -> c.Literal:
    """A number of the rubric as a core node."""
    return c.Literal(Fraction(value))


@define
class Steps:
    """The steps so far, and what was found wrong while they were made."""

    metrics: Mapping[str, Metric]
    calendar: Calendar | None = None
    """Its working days, where some rule counts them."""
    made: list[c.Step] = field(factory=list)
    ranges: list[c.Range | None] = field(factory=list)
    by_owner: dict[str, list[int]] = field(factory=dict)
    found: list[Diagnostic] = field(factory=list)
    derived: dict[str, c.Ref] = field(factory=dict)
    """The steps of the derived values so far, by name."""
    points_of: Callable[[str, Span], c.Ref] | None = None
    """The step that holds the points of a criterion or section, by its path; made when it is first needed."""
    shares: set[str] = field(factory=set)
    """Derived values that are shares of a whole."""
    refusals: list[c.Refusal] = field(factory=list)
    applies_of: Callable[[str, Span], c.Ref] | None = None
    """The step that says whether a criterion or section applies, by its path."""
    falling: set[str] = field(factory=set)
    """Other rubrics of which fewer points may be in force, by their keys."""
    score_of: Callable[[str], c.Ref] | None = None
    """The step that holds the score under another rubric, by its key; made when it is first needed."""
    facts: list[tuple[c.Expr, str, Fraction]] = field(factory=list)
    """What the conditions around say of numbers: how each stands to a figure."""
    within: str = ""
    """What stands before every owner: another rubric's steps are kept apart from this one's."""
    branch: int | None = None
    """The case whose rule is being lowered, and when it is the one that holds."""
    taken: c.Expr | None = None
    statistics: list[c.Statistic] = field(factory=list)
    """What is known of all subjects together, so far."""
    places: dict[Span, int] = field(factory=dict)
    """Where statistics and ranks stand, and their steps."""
    lost: set[str] = field(factory=set)
    """Derived values without a meaning, which has been told."""

    def __attrs_post_init__(self) -> None:
        """The fields of lists have ranges too."""
        if any(metric.entries is not None for metric in self.metrics.values()):
            self.metrics = {**with_fields(self.metrics.values()), **self.metrics}

    def number(
        self, role: c.Role, owner: str, expr: c.Expr, span: Span, *, most: Fraction | None = None
    ) -> c.Ref:
        """Add a step that is a number; ``most``: what it is known not to pass."""
        reach = range_of(expr, self.metrics, self.ranges, self.made)
        if most is not None and (reach.high is None or reach.high > most):
            reach = c.Range(reach.low, most, reach.whole)
        return self._add(role, owner, expr, span, reach)

    def truth(self, role: c.Role, owner: str, expr: c.Expr, span: Span) -> c.Ref:
        """Add a step that holds or does not hold."""
        return self._add(role, owner, expr, span, None)

    def _add(self, role: c.Role, owner: str, expr: c.Expr, span: Span, found: c.Range | None) -> c.Ref:
        index, owner = len(self.made), self.within + owner
        self.made.append(c.Step(index, role, owner, expr, span, self.branch))
        self.ranges.append(found)
        self.by_owner.setdefault(owner, []).append(index)
        return c.Ref(index)

    def range(self, expr: c.Expr) -> c.Range:
        """What a number can be."""
        return range_of(expr, self.metrics, self.ranges, self.made)


def add(*operands: c.Expr) -> c.Expr:
    """A sum; of one number, that number."""
    return operands[0] if len(operands) == 1 else c.Add(operands)


def times(factor: Fraction, operand: c.Expr) -> c.Expr:
    """A multiple by a number of the rubric; once is the number itself."""
    return operand if factor == 1 else c.Multiply(literal(factor), operand)


def over(operand: c.Expr, divisor: Fraction) -> c.Expr:
    """A quotient by a number of the rubric that is not zero."""
    return operand if divisor == 1 else c.Divide(operand, literal(divisor))
