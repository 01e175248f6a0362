"""The small core: what every shape lowers to, and all that an evaluator has to know.

Operations are exact and total: numbers are fractions, a divisor is never zero (the lowering proves it
from the metrics' ranges), nothing loops. A plan is a row of steps; a step may refer to earlier ones, so
that what the account shows (the target, what is missing, the points) is computed once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal as Exactly
from typing import TypeAlias

from attrs import field, frozen

from rubric_dsl.model.calendar import Calendar
from rubric_dsl.model.rubric import Metric, Rubric, name_of_points
from rubric_dsl.plan import noted
from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree

Refusal: TypeAlias = noted.Refusal
Statistic: TypeAlias = noted.Statistic
Applied: TypeAlias = noted.Applied
Graded: TypeAlias = noted.Graded
Quota: TypeAlias = noted.Quota
Publication: TypeAlias = tree.Publication
Mode: TypeAlias = tree.Mode
Relation = Exactly["≥", ">", "≤", "<", "=", "≠"]


@frozen(eq=False, repr=False)
class Literal(ByValue):
    """A number that stands in the rubric."""

    value: Fraction


@frozen(eq=False, repr=False)
class Truth(ByValue):
    """A condition that always or never holds."""

    value: bool


@frozen(eq=False, repr=False)
class Input(ByValue):
    """A metric: a number; a truth where its kind is yes/no; of a choice, the position of the option.

    ``absent`` is what stands for it where it is not given: a constant, another input; None where it must be.
    """

    metric: str
    absent: Expr | None = None


@frozen(eq=False, repr=False)
class Given(ByValue):
    """Whether a metric is given."""

    metric: str


@frozen(eq=False, repr=False)
class Ref(ByValue):
    """The value of an earlier step."""

    step: int


@frozen(eq=False, repr=False)
class Add(ByValue):
    """The sum of any number of numbers."""

    operands: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Subtract(ByValue):
    """left − right"""

    left: Expr
    right: Expr


@frozen(eq=False, repr=False)
class Multiply(ByValue):
    """left × right"""

    left: Expr
    right: Expr


@frozen(eq=False, repr=False)
class Divide(ByValue):
    """left / right, right never zero"""

    left: Expr
    right: Expr


@frozen(eq=False, repr=False)
class Minimum(ByValue):
    """The least of several numbers."""

    operands: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Maximum(ByValue):
    """The greatest of several numbers."""

    operands: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Floor(ByValue):
    """The greatest whole number not above."""

    operand: Expr


@frozen(eq=False, repr=False)
class Ceiling(ByValue):
    """The least whole number not below."""

    operand: Expr


@frozen(eq=False, repr=False)
class Compare(ByValue):
    """left ≥ right, and the like."""

    relation: Relation
    left: Expr
    right: Expr


@frozen(eq=False, repr=False)
class And(ByValue):
    """All hold."""

    operands: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Or(ByValue):
    """One at least holds."""

    operands: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Not(ByValue):
    """Does not hold."""

    operand: Expr


@frozen(eq=False, repr=False)
class Choose(ByValue):
    """One number where a condition holds, another where it does not."""

    condition: Expr
    then: Expr
    otherwise: Expr


@frozen(eq=False, repr=False)
class Workdays(ByValue):
    """How many working days there are from a calendar's first day up to a day, that day included."""

    operand: Expr
    calendar: Calendar


COHORT = "*"
"""The source of a fold over all subjects: its entries are what each of them gives."""
How = Exactly["sum", "count", "least", "greatest", "mean", "median"]
Pair = Exactly["higher", "lower"]


@frozen(eq=False, repr=False)
class Item(ByValue):
    """A field of the entry at hand, inside a fold over a list: a number, a truth, or a text that is a key."""

    field: str


@frozen(eq=False, repr=False)
class Fold(ByValue):
    """Many entries made one number.

    In this order: the entries for which ``where`` holds; what each gives; once per key the greatest; the
    ``best`` greatest; without the ``spare`` highest and lowest where there are more than so many; the two
    that are closest; weighted from the greatest down by ``shares``; and then ``how``. ``empty`` is what
    comes of no entries at all, and is None only where there is always one (a sum of none is 0).
    """

    how: How
    source: str
    """A list among the metrics, or :data:`COHORT`, whose entries are all subjects."""
    fields: tuple[str, ...]
    """The ids of an entry's fields, in order; none for the cohort."""
    value: Expr
    """Of one entry: fields are items; of a subject among all, metrics are inputs."""
    where: Expr | None = None
    once_per: str | None = None
    best: int | None = None
    spare: tuple[int, int] | None = None
    """How many go at each end, and more than how many entries there must be for that."""
    closest: Pair | None = None
    """Of two pairs that are equally close, which."""
    shares: tuple[Fraction, ...] = ()
    further: Fraction = Fraction(0)
    """The share of each one behind those that ``shares`` names."""
    empty: Expr | None = None


@frozen(eq=False, repr=False)
class Select(ByValue):
    """The number at a position that is known to be a whole one of the row, counted from 0."""

    index: Expr
    cases: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Root(ByValue):
    """The greatest whole number whose ``degree``-th power is not above the operand, which is not negative."""

    operand: Expr
    degree: int


@frozen(eq=False, repr=False)
class Log(ByValue):
    """The greatest whole number of units not above the logarithm of the operand, which is above 0."""

    operand: Expr
    base: Exactly["10", "e"]
    unit: Fraction


Expr: TypeAlias = (
    Literal | Truth | Input | Ref | Add | Subtract | Multiply | Divide | Minimum | Maximum
    | Floor | Ceiling | Compare | And | Or | Not | Choose | Root | Log
    | Workdays | Given | Item | Fold | Select
)  # fmt: skip

Role = Exactly[
    "left", "picked",
    "value", "target", "missing", "units", "share", "condition", "counted",
    "graded", "grade",
    "earned", "bounded", "gate", "refusal", "applies", "excluded", "limit", "points", "total",
    "derived", "derived condition", "exact", "rounded", "base", "fork", "fold",
    "out", "applicable", "maximum", "within", "rescaled", "shared",
    "excess", "relative", "part", "ladder", "counted condition", "case",
    "admitted", "statistic", "standing", "better", "rank",
]  # fmt: skip
"""What a step means to the account of its criterion; the mark of the shape that it came from."""


@frozen(eq=False, repr=False)
class Step(ByValue):
    """One named intermediate value."""

    index: int
    role: Role
    owner: str
    """The path of the criterion; empty for the total."""
    expr: Expr
    span: Span = field(eq=False, repr=False)
    branch: int | None = None
    """Which case of its criterion's rule it belongs to, counted from 0; None for what every subject needs."""

    @property
    def truth(self) -> bool:
        """Whether the value is a truth and no number."""
        held = self.role in (
            "condition", "counted condition", "gate", "applies", "excluded", "derived condition", "fork",
            "out", "applicable", "case", "admitted",
        )  # fmt: skip
        return held or isinstance(self.expr, Compare | And | Or | Not | Truth | Given)


@frozen(eq=False, repr=False)
class Range(ByValue):
    """From where to where a number can lie (both ends included; None: no end) and whether it is whole."""

    low: Fraction | None
    high: Fraction | None
    whole: bool = False
    nonzero: bool = False
    """Never 0, though 0 may lie between the ends: what a guard says."""


@frozen(eq=False, repr=False)
class Applicable(ByValue):
    """Whether a node applies, and what keeps it from that."""

    step: int
    outs: tuple[int, ...]
    """The steps of its conditions, in the order of the file."""
    metrics: tuple[str, ...]
    """Metrics without which it does not apply."""


@frozen(eq=False, repr=False)
class Plan(ByValue):
    """A rubric as steps. ``points`` gives the step that holds each node's points."""

    rubric: Rubric
    metrics: tuple[Metric, ...]
    steps: tuple[Step, ...]
    ranges: tuple[Range | None, ...]
    """What each step can be; None for truths."""
    points: dict[str, int]
    by_owner: dict[str, tuple[int, ...]]
    """Each node's own steps, in order."""
    total: int
    publication: Publication | None
    derived: dict[str, int] = field(factory=dict)
    """The step of each derived value, by its name."""
    effects: dict[str, tuple[Applied, ...]] = field(factory=dict)
    """Each node's effects by its path, in order; those on the total under the empty path."""
    exclusions: tuple[int, ...] = ()
    """The steps that say whether a subject is excluded, in the order of the file."""
    refusals: tuple[Refusal, ...] = ()
    """What makes a subject's input impossible, in the order of the file."""
    graded: Graded | None = None
    statistics: tuple[Statistic, ...] = ()
    """What is known of all subjects together, each behind those that it needs."""
    admitted: int | None = None
    """The step that says whether a subject belongs to the cohort; None where all do who are not excluded."""
    ties: tuple[tuple[int, bool], ...] = ()
    """What decides between equal totals: steps, and whether the lowest comes first."""
    places: dict[Span, int] = field(factory=dict)
    """Where statistics and ranks stand in the text, and their steps."""
    others: dict[str, Scored] = field(factory=dict)
    """Other rubrics that rules take scores of, by key."""
    applicable: dict[str, Applicable] = field(factory=dict)
    """Each node that may be not applicable, by its path."""
    maxima: dict[str, int] = field(factory=dict)
    """The step of the points in force, of each node (the total under the empty path) that may have fewer than
    its heading says though it applies."""

    @property
    def compares(self) -> bool:
        """Whether a subject's score depends on the others, so that none is scored alone."""
        return bool(self.statistics) or self.rubric.fewest is not None

    @property
    def gathers(self) -> bool:
        """Whether anything of a subject, if only its grade, is decided among all."""
        return self.compares or (self.graded is not None and bool(self.graded.quotas))

    @property
    def named(self) -> dict[str, int]:
        """The step of whatever a rule may name that is no metric: derived values, and points of nodes."""
        return {**self.derived, **{name_of_points(path): step for path, step in self.points.items()}}


@frozen(eq=False, repr=False)
class Scored(ByValue):
    """Another rubric inside a plan."""

    rubric: Rubric
    hash: str
    sections: tuple[int, ...]
    """The points of what stands at its margin."""
    total: int
    score: int
    """The total as it publishes it; the total itself where it does not say."""


FOR_ALL = " *"
"""Whose the steps of statistics are, which belong to no criterion."""


def owner_of_derived(name: str) -> str:
    """Whose the steps of a derived value are: no path of a criterion begins with a space."""
    return f" {name}"
