"""Numbers, names, arithmetic and conditions, as written.

Comes in: what :mod:`rubric_dsl.syntax.build` read. Goes out: frozen nodes with exact
fractions, nothing bound.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.another import ScoreOf
from rubric_dsl.syntax.tree.days import Day, Days
from rubric_dsl.syntax.tree.folds import Extreme, Fold, Rank
from rubric_dsl.syntax.tree.missing import IsApplicable, IsMissing
from rubric_dsl.syntax.tree.names import Name
from rubric_dsl.syntax.tree.rounding import Rounding
from rubric_dsl.syntax.tree.spanned import spanned

Comparison = Literal["≥", ">", "≤", "<", "=", "≠", "以上", "以下"]
"""The last two leave their edge open: 以上 without 及 or 含."""


POINTS = " points"
"""The unit of ``15 points``, ``15分``: no name begins with a space."""


@frozen(eq=False, repr=False)
class Number(ByValue):
    """A literal, with the unit word that follows it if one does: ``10 events``, ``10次``, ``90%``."""

    value: Fraction
    unit: str | None = None
    percent: bool = False
    points: bool = False
    """Written in percentage points: ``5 percentage points`` is 0.05 and no share of anything."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Operation(ByValue):
    """``left + right``, also ``−``, ``×`` and ``/``."""

    operator: Literal["+", "−", "×", "/"]
    left: Expression
    right: Expression
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Negative(ByValue):
    """``−x``"""

    operand: Expression
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Compare(ByValue):
    """``left ≥ right``. No left side: the number's unit, or the class of a ``for each``, is meant."""

    operator: Comparison
    left: Expression | None
    right: Expression
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Is(ByValue):
    """``level is national or city``; as written, ``x is y`` may also compare two numbers."""

    name: Name
    options: tuple[Name, ...]
    negated: bool = False
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Between(ByValue):
    """``80% to <90%``: two edges. No operand: that of the row above is meant."""

    operand: Expression | None
    lower: Literal["≥", ">", "以上"]
    low: Expression
    upper: Literal["≤", "<", "以下"]
    high: Expression
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Conditional(ByValue):
    """``(A if C otherwise B)``, ``（若C则A，否则B）``"""

    condition: Expression
    then: Expression
    otherwise: Expression
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Not(ByValue):
    """``not x``, ``未x``"""

    operand: Expression
    word: str = field(default="未", eq=False, repr=False)
    """The Chinese word as written: 未, 未开展, 未完成."""
    span: Span = spanned()


@frozen(eq=False, repr=False)
class NoneOf(ByValue):
    """``no complaints``, ``无投诉``: a count that is 0, or a yes/no that does not hold."""

    operand: Name
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Both(ByValue):
    """``a and b``, ``a且b``"""

    operands: tuple[Expression, ...]
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Either(ByValue):
    """``a or b``, ``a或b``"""

    operands: tuple[Expression, ...]
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Listed(ByValue):
    """``A、B`` in a condition: an open reading, for it may mean both or either."""

    names: tuple[Name, ...]
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Rounded(ByValue):
    """``(x / 3 rounded half up to 1 decimal)``"""

    operand: Expression
    how: Rounding
    span: Span = spanned()


@frozen(eq=False, repr=False)
class Power(ByValue):
    """``x ^ 2``, ``x ^ (1/2)``"""

    operand: Expression
    exponent: Fraction
    """Above 0."""
    span: Span = spanned()


Base = Literal["10", "e"]


@frozen(eq=False, repr=False)
class Logarithm(ByValue):
    """``log10 x``, ``ln x``"""

    base: Base
    operand: Expression
    span: Span = spanned()


Expression: TypeAlias = (
    Number | Name | Operation | Negative | Compare | Not | Both | Either | Listed | NoneOf
    | Is | Conditional | Between
    | Rounded | Power | Logarithm | ScoreOf
    | Day | Days | Fold | Extreme | Rank | IsMissing | IsApplicable
)  # fmt: skip
