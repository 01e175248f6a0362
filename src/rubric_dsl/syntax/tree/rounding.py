"""How something is rounded, as written: the mode, and to what.

Comes in: what :mod:`rubric_dsl.syntax.build.rounding` read. Goes out: frozen nodes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.span import Span
from rubric_dsl.syntax.tree.spanned import spanned

Mode = Literal["half up", "half even", "up", "down"]


@frozen(eq=False, repr=False)
class Rounding(ByValue):
    """``rounded half up to 1 decimal``, ``… to a multiple of 0.5``; on a line of its own, an effect."""

    mode: Mode
    places: int
    """Decimals of what comes out."""
    multiple: Fraction | None = field(default=None, kw_only=True)
    """What it is a multiple of, where that is said instead of the decimals."""
    span: Span = spanned()

    @property
    def unit(self) -> Fraction:
        """What comes out is a whole number of these."""
        return Fraction(1, 10**self.places) if self.multiple is None else self.multiple


@frozen(eq=False, repr=False)
class Publication(Rounding):
    """``published rounded half up to 2 decimals``"""


@frozen(eq=False, repr=False)
class Stage(ByValue):
    """``each criterion rounded half up to 2 decimals``, under the head: the last effect on each of them."""

    what: Literal["criterion", "section"]
    how: Rounding
    span: Span = spanned()
