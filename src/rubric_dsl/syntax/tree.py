"""The syntax tree: what the writer wrote, in either language, nothing bound and nothing decided.

Every node keeps the span of its text, outside equality: two trees are equal when they say the same,
however they are laid out or spelt. Numbers are exact fractions of what is written: ``90%`` is 9/10.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span


def _span() -> Span:
    return field(kw_only=True, eq=False, repr=False)  # type: ignore[no-any-return]


ANY_NAME = "?"
"""Among the names that a broken file may declare: any name that is not known may be one of them."""

Comparison = Literal["≥", ">", "≤", "<", "以上", "以下"]
"""The last two leave their edge open: 以上 without 及 or 含."""


@frozen(eq=False, repr=False)
class Number(ByValue):
    """A literal, with the unit word that follows it if one does: ``10 events``, ``10次``, ``90%``."""

    value: Fraction
    unit: str | None = None
    percent: bool = False
    span: Span = _span()


@frozen(eq=False, repr=False)
class Name(ByValue):
    """A metric by its id, its name in the other script, its unit or its singular."""

    text: str
    span: Span = _span()


@frozen(eq=False, repr=False)
class Operation(ByValue):
    """``left + right``, also ``−``, ``×`` and ``/``."""

    operator: Literal["+", "−", "×", "/"]
    left: Expression
    right: Expression
    span: Span = _span()


@frozen(eq=False, repr=False)
class Negative(ByValue):
    """``−x``"""

    operand: Expression
    span: Span = _span()


@frozen(eq=False, repr=False)
class Compare(ByValue):
    """``left ≥ right``. No left side: the number's unit, or the class of a ``for each``, is meant."""

    operator: Comparison
    left: Expression | None
    right: Expression
    span: Span = _span()


@frozen(eq=False, repr=False)
class Not(ByValue):
    """``not x``, ``未x``"""

    operand: Expression
    word: str = field(default="未", eq=False, repr=False)
    """The Chinese word as written: 未, 未开展, 未完成."""
    span: Span = _span()


@frozen(eq=False, repr=False)
class Both(ByValue):
    """``a and b``, ``a且b``"""

    operands: tuple[Expression, ...]
    span: Span = _span()


@frozen(eq=False, repr=False)
class Either(ByValue):
    """``a or b``, ``a或b``"""

    operands: tuple[Expression, ...]
    span: Span = _span()


@frozen(eq=False, repr=False)
class Listed(ByValue):
    """``A、B`` in a condition: an open reading, for it may mean both or either."""

    names: tuple[Name, ...]
    span: Span = _span()


Expression: TypeAlias = Number | Name | Operation | Negative | Compare | Not | Both | Either | Listed

Part = Literal["full", "started", "in proportion"]


@frozen(eq=False, repr=False)
class Per(ByValue):
    """What a step counts: ``per full 100 missing``, ``per late_reports``.

    ``of`` is None for ``missing``. ``part`` is None where the writer does not say what a part unit does.
    """

    amount: Fraction
    part: Part | None
    of: Expression | None
    unit: str | None = field(default=None, eq=False)
    span: Span = _span()


@frozen(eq=False, repr=False)
class Step(ByValue):
    """``−3 per missing``: signed points for each unit of something."""

    points: Fraction
    per: Per
    span: Span = _span()


@frozen(eq=False, repr=False)
class Proportion(ByValue):
    """``otherwise in proportion``"""

    span: Span = _span()


@frozen(eq=False, repr=False)
class Otherwise(ByValue):
    """``otherwise 5``"""

    points: Fraction
    span: Span = _span()


@frozen(eq=False, repr=False)
class Bound(ByValue):
    """``capped``, ``at most 10``, ``at least 0``, ``may go below 0``."""

    kind: Literal["capped", "at most", "at least", "below zero"]
    points: Fraction | None = None
    span: Span = _span()


@frozen(eq=False, repr=False)
class Award(ByValue):
    """``condition → points``, and what happens when it does not hold."""

    condition: Expression
    points: Fraction
    short: Step | Proportion | Otherwise | None
    bounds: tuple[Bound, ...]
    span: Span = _span()


@frozen(eq=False, repr=False)
class Tally(ByValue):
    """``10, −1 per late_reports, capped``; ``+5 per prize, +3 per medal, at most 10``."""

    start: Fraction
    steps: tuple[Step, ...]
    bounds: tuple[Bound, ...]
    span: Span = _span()


@frozen(eq=False, repr=False)
class Formula(ByValue):
    """An expression whose value is the points: ``rate × 50``; ``judged: collaboration_mark``."""

    expression: Expression
    bounds: tuple[Bound, ...]
    judged: bool = field(default=False, eq=False)
    """Written with ``judged:``, which says that it is a mark and means nothing else."""
    span: Span = _span()


Rule: TypeAlias = Award | Tally | Formula


@frozen(eq=False, repr=False)
class Gate(ByValue):
    """``only if C``; ``nothing if C`` is kept apart because the account speaks the writer's words."""

    kind: Literal["only if", "nothing if"]
    condition: Expression
    span: Span = _span()


@frozen(eq=False, repr=False)
class Text(ByValue):
    """A string as written between its quotation marks."""

    text: str
    span: Span = _span()


@frozen(eq=False, repr=False)
class Named(ByValue):
    """An id with its name in the other script and its labels: ``对接活动 = matchmaking_events "…"``."""

    id: str
    alias: str | None
    labels: tuple[Text, ...]
    span: Span = _span()


Kind = Literal["count", "yes/no", "mark", "amount", "number"]


@frozen(eq=False, repr=False)
class Metric(ByValue):
    """One line under ``metrics``."""

    name: Named
    kind: Kind
    low: Fraction | None
    high: Fraction | None
    units: tuple[str, ...]
    singular: str | None
    judge: Text | None
    percent: bool = field(default=False, eq=False)
    """Its range is written in percent, and so are its values shown."""
    span: Span = _span()


@frozen(eq=False, repr=False)
class Judged(ByValue):
    """``judged: a_mark (10 points), b_mark (5 points)``: a criterion for each mark."""

    marks: tuple[tuple[Name, Fraction], ...]
    span: Span = _span()


@frozen(eq=False, repr=False)
class ForEach(ByValue):
    """``for each of a, b, c: 10 points`` and a rule: a criterion for each metric named."""

    names: tuple[Name, ...]
    points: Fraction
    body: Body
    broken: bool = field(default=False, eq=False, repr=False)
    """Some line right under it could not be read."""
    span: Span = _span()


@frozen(eq=False, repr=False)
class Node(ByValue):
    """A section or a criterion: ``matchmaking: 30 points`` and what stands under it."""

    name: Named
    points: Fraction
    weight: Fraction | None
    body: Body
    broken: bool = field(default=False, eq=False, repr=False)
    """Some line right under it could not be read: later stages do not count what is left."""
    span: Span = _span()


@frozen(eq=False, repr=False)
class Body(ByValue):
    """What stands indented under a heading, sorted by what it is, each sort in the order written."""

    source: Text | None = None
    quote: Text | None = None
    rules: tuple[Rule, ...] = ()
    gates: tuple[Gate, ...] = ()
    children: tuple[Node | Judged | ForEach, ...] = ()


Mode = Literal["half up", "half even", "up", "down"]


@frozen(eq=False, repr=False)
class Publication(ByValue):
    """``published rounded half up to 2 decimals``"""

    mode: Mode
    places: int
    span: Span = _span()


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
    total_span: Span | None = field(default=None, eq=False, repr=False)
    span: Span = _span()
