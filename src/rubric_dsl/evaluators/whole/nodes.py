"""The whole-number program: what a plan is to an engine that has nothing but whole numbers.

A metric comes in as a whole number at a scale (a mark of 8.5 is 850 at 100), a yes or no as a truth. A number
that is no whole one is a whole numerator over a scale known now and over variables that are positive, and is
floored once. Every expression is total: no divisor is 0 or below, and a row is never left. Before::

    credit/matchmaking earned: 30 − 3 × max(0, 10 − matchmaking_events)

and after, as lines of a program::

    matchmaking_missing = greatest(10 − matchmaking_events, 0)
    matchmaking = 30 − 3 × matchmaking_missing
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from rubric_dsl.model.calendar import Calendar
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c


@frozen
class Const:
    """A whole number known now."""

    value: int


@frozen
class Var:
    """The whole number of an input or of an earlier line."""

    name: str


@frozen
class Linear:
    """const + Σ coefficient × number; no coefficient is 0."""

    const: int
    terms: tuple[tuple[int, Num], ...]


@frozen
class Product:
    """left × right"""

    left: Num
    right: Num


@frozen
class FloorDiv:
    """The greatest whole number not above left / right; right is above 0, left may be negative."""

    left: Num
    right: Num


@frozen
class Least:
    """The least of several."""

    operands: tuple[Num, ...]


@frozen
class Greatest:
    """The greatest of several."""

    operands: tuple[Num, ...]


@frozen
class If:
    """One number where a test holds, another where it does not."""

    test: Truth
    then: Num
    otherwise: Num


@frozen
class Pick:
    """The number at a place of a row, counted from 0; the place is known to be in it."""

    index: Num
    cases: tuple[Num, ...]


@frozen
class Workdays:
    """How many working days there are from a calendar's first day up to a day, which is within it or the day
    before it."""

    operand: Num
    calendar: Calendar


@frozen
class Root:
    """The greatest whole number whose ``degree``-th power is not above the operand, which is not negative."""

    operand: Num
    degree: int


@frozen
class Log:
    """The greatest whole number of units not above the logarithm of above / below, both above 0."""

    above: Num
    below: Num
    base: Literal["10", "e"]
    unit: Fraction


@frozen
class Before:
    """How many of all come before one's own value: the step of a rank, and that value over a scale."""

    own: Num
    scale: int
    step: int


@frozen
class OfAll:
    """One number of what all members of the cohort give: a line of its own, the same for every row.

    ``value`` and ``where`` are worked out for every row, from lines before this one. A line takes the members
    for whom ``where`` holds; the ``best`` greatest of what they give; of more than ``beyond`` such, without
    the ``ends`` highest and lowest.
    """

    part: Literal["count", "sum", "least", "greatest", "middle"]
    """``count`` is of all for whom ``where`` holds, whatever they give; ``middle``: both middle ones
    together, of an odd number the one twice."""
    value: Num
    where: Truth | None = None
    best: int | None = None
    ends: int = 0
    beyond: int = 0

    @property
    def ordered(self) -> bool:
        """Whether the values have to be put in their order."""
        return self.part == "middle" or self.best is not None or self.ends > 0


@frozen
class Over:
    """A fold over a list among the metrics: one number of many entries, as in :class:`core.Fold`.

    ``lines`` are worked out for every entry; they, ``value`` and ``where`` may read the fields of the entry
    (inputs of ``fields``) and lines of the program before this one.
    """

    how: c.How
    source: str
    fields: tuple[Input, ...]
    lines: tuple[Line, ...]
    value: Num
    where: Truth | None
    once_per: str | None
    """The name of the field that is the key."""
    best: int | None
    spare: tuple[int, int] | None
    closest: c.Pair | None
    shares: tuple[int, ...]
    """Whole numbers: what they are over is for the figure to say."""
    further: int
    part: Literal["value", "count"]
    """What this is of a fold: its number (of a mean the sum; of a median both middle ones together), 0 where
    no entry is left; or how many entries are left."""


@frozen
class Always:
    """A condition that always or never holds."""

    value: bool


@frozen
class Holds:
    """The truth of an input or of an earlier line."""

    name: str


@frozen
class Given:
    """Whether the metric of an input is given."""

    name: str


@frozen
class Compare:
    """left ≥ right, and the like."""

    relation: c.Relation
    left: Num
    right: Num


@frozen
class All:
    """All hold."""

    operands: tuple[Truth, ...]


@frozen
class Any:
    """One at least holds."""

    operands: tuple[Truth, ...]


@frozen
class Negate:
    """Does not hold."""

    operand: Truth


Num: TypeAlias = (
    Const | Var | Linear | Product | FloorDiv | Least | Greatest | If | Pick
    | Workdays | Root | Log | Over | OfAll | Before
)  # fmt: skip
Truth: TypeAlias = Always | Holds | Given | Compare | All | Any | Negate


@frozen
class Input:
    """A metric, or a field of a list's entries, as the program takes it."""

    name: str
    """Of its variable."""
    metric: Metric
    scale: int
    """What one unit of the metric is in the variable."""
    asked: bool = False
    """Whether the program asks if it is given (:class:`Given`)."""


@frozen
class Line:
    """A variable: a number or a truth, named after what it is of."""

    name: str
    value: Num | Truth
    step: int | None = None
    """The step of the plan whose value (or numerator) it is."""
    low: int | None = None
    """What the plan's ranges know of it: never below this."""
    high: int | None = None

    @property
    def truth(self) -> bool:
        """Whether it is a truth and no number."""
        return isinstance(self.value, Always | Holds | Given | Compare | All | Any | Negate)


@frozen
class Output:
    """A column of results: a whole number of units of 10^-places."""

    name: str
    """Its column: an id, or the path where several nodes share the id."""
    path: str
    value: Num
    places: int


@frozen
class Together:
    """What a program that works out the statistics of all subjects itself says of them."""

    admitted: Truth | None
    """Whether a row belongs to the cohort, if nothing excludes it; None where all belong."""
    nobody: tuple[tuple[int, Truth], ...]
    """Statistics that the rubric does not give a value where nobody counts: the step, and whether it is
    so."""


@frozen
class Program:
    """A plan as lines on whole numbers, in order, and what of them is a result."""

    plan: c.Plan
    inputs: tuple[Input, ...]
    lines: tuple[Line, ...]
    points: tuple[Output, ...]
    """Every node's, in the order of the file, rounded once as the rubric publishes; whole numbers where their
    column is one of those."""
    published: Output
    exact: tuple[Num, Num]
    """The numerator and the denominator of the total, not in lowest terms."""
    excluded: tuple[Truth, ...]
    """The exclusions, in the order of the file."""
    refused: tuple[Truth, ...]
    """The refusals of the plan, in its order."""
    doubts: tuple[Truth, ...]
    """Where one of these holds, the row's results may be wrong by a unit (:mod:`enclosing`), and it wants
    another program."""
    grade: Num | None
    """The place of the grade reached, the best is 0; None where there are no grades."""
    together: Together | None = None
    """Of a program that holds :class:`OfAll`."""
