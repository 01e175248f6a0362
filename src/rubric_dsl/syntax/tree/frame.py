"""What stands around the rules: the heading, the metrics, sections and criteria, as written.

Comes in: the lines of a file, read. Goes out: frozen nodes, the whole file in one :class:`Rubric`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.days import Calendar
from rubric_dsl.syntax.tree.effects import Effect, NotApplicable
from rubric_dsl.syntax.tree.expressions import Expression
from rubric_dsl.syntax.tree.grades import Grades
from rubric_dsl.syntax.tree.missing import IfMissing, Policy
from rubric_dsl.syntax.tree.names import Name
from rubric_dsl.syntax.tree.outcomes import Exclusion
from rubric_dsl.syntax.tree.ranking import Ranking, Reasons
from rubric_dsl.syntax.tree.rounding import Publication, Stage
from rubric_dsl.syntax.tree.rules import Rule
from rubric_dsl.syntax.tree.spanned import spanned
from rubric_dsl.syntax.tree.texts import Named, Text

ANY_NAME = "?"
"""Among the names that a broken file may declare: any name that is not known may be one of them."""


Kind = Literal["count", "yes/no", "mark", "amount", "number", "date", "choice", "list", "text"]


@frozen(eq=False, repr=False)
class Extent(ByValue):
    """How many entries a list has: ``list of 3 to 9``, ``list of at most 40``."""

    least: int
    most: int
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Metric(ByValue):
    """One line under ``metrics``."""

    name: Named
    kind: Kind
    low: Fraction | None
    """The lower end of its range; of a date its day number."""
    high: Fraction | None
    units: tuple[str, ...]
    singular: str | None
    judge: Text | None
    percent: bool = field(default=False, eq=False)
    """Its range is written in percent, and so are its values shown."""
    grain: Fraction | None = None
    """Given in steps of this, from its lower end on (from 0 where it has none): ``in steps of 0.5``."""
    options: tuple[Named, ...] = ()
    """What a choice may be, in the order written."""
    extent: Extent | None = None
    """For a list: how many entries it has. What else is said then holds of each entry."""
    fields: tuple[Metric, ...] = ()
    """For a list of records, which is of the kind ``list``: what stands below its line."""
    missing: IfMissing | None = None
    """What stands for it where it is missing."""
    fixed: bool = field(default=False, kw_only=True)
    """Nobody can do anything about it: ``cannot be changed``."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Derived(ByValue):
    """``growth: (now − before) / before, in %``: a line under ``metrics`` that is worked out from others."""

    name: Named
    expression: Expression
    units: tuple[str, ...] = ()
    percent: bool = field(default=False, eq=False)
    """Shown as a percentage."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Judged(ByValue):
    """``judged: a_mark (10 points), b_mark (5 points)``: a criterion for each mark."""

    marks: tuple[tuple[Name, Fraction], ...]
    span: Span = spanned()


@frozen(eq=False, repr=False)
class ForEach(ByValue):
    """``for each of a, b, c: 10 points`` and a rule: a criterion for each metric named."""

    names: tuple[Name, ...]
    points: Fraction
    body: Body
    broken: bool = field(default=False, eq=False, repr=False)
    """Some line right under it could not be read."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Node(ByValue):
    """A section or a criterion: ``matchmaking: 30 points`` and what stands under it."""

    name: Named
    points: Fraction
    weight: Fraction | None
    body: Body
    broken: bool = field(default=False, eq=False, repr=False)
    """Some line right under it could not be read: later stages do not count what is left."""
    apart: Literal["bonus", "malus"] | None = None
    """Outside the points of what it stands in: given on top of them, or taken off."""
    number: str | None = field(default=None, kw_only=True)
    """What is written before the name, ``一、`` or ``1.2``; it means nothing."""
    baseline: Fraction | None = field(default=None, kw_only=True)
    """The points that are no reason yet; the maximum where it is not said."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Best(ByValue):
    """``best 3``: only so many of the children count, the best ones."""

    count: int
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Body(ByValue):
    """What stands indented under a heading, sorted by what it is, each sort in the order written."""

    source: Text | None = None
    quote: Text | None = None
    rules: tuple[Rule, ...] = ()
    effects: tuple[Effect, ...] = ()
    children: tuple[Node | Judged | ForEach, ...] = ()
    best: Best | None = None
    outs: tuple[NotApplicable, ...] = ()
    """When it is not applicable."""
    policy: Policy | None = None
    """What becomes of the points of what is not applicable below it."""


@frozen(eq=False, repr=False)
class Fewest(ByValue):
    """``cohort of at least 3``: with fewer subjects in the cohort nobody is scored."""

    count: int
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Rubric(ByValue):
    """A whole file."""

    name: Named
    period: tuple[str, str] | None
    total: Fraction | None
    publication: Publication | None
    source: Text | None
    quote: Text | None
    metrics: tuple[Metric, ...]
    nodes: tuple[Node, ...]
    derived: tuple[Derived, ...] = ()
    effects: tuple[Effect, ...] = ()
    """What happens to the total, in the order written."""
    exclusions: tuple[Exclusion, ...] = ()
    """Who is not scored at all."""
    stages: tuple[Stage, ...] = ()
    calendar: Calendar | None = None
    """Which days are working days."""
    policy: Policy | None = field(default=None, kw_only=True)
    """What becomes of the points of sections that are not applicable."""
    grades: Grades | None = None
    cohort: Expression | None = None
    """Who belongs to the cohort; everybody who is not excluded where it is not said."""
    fewest: Fewest | None = field(default=None, kw_only=True)
    """How many must belong to the cohort; any number where it is not said."""
    ranking: Ranking | None = None
    """What decides between equal totals; nothing does where it is not said."""
    reasons: Reasons | None = field(default=None, kw_only=True)
    """How many of the criteria that cost the most are listed."""
    less_is_better: bool = field(default=False, kw_only=True)
    """Points are risk, penalty or demerit."""
    total_span: Span | None = field(default=None, eq=False, repr=False)
    span: Span = spanned()
