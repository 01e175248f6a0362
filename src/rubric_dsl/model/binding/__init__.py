"""Expressions and rules with their names bound and their kinds checked.

Comes in: a rule of the syntax tree. Goes out: the same rule with ids for names, subjects filled in and no
open reading left; or None, with diagnostics for all that is wrong in it.
"""

from rubric_dsl.model.binding.mentions import metrics_in
from rubric_dsl.model.binding.rules import Binder, largest_award

__all__ = [
    "Binder",
    "largest_award",
    "metrics_in",
]
