"""Exact scores, fully explained, from rubrics that read like the published annex."""

from rubric_dsl.errors import MetricError, RubricError
from rubric_dsl.facade import CriterionResult, Result, Rubric, builtin, load, loads
from rubric_dsl.single_rule import Rule, compile_rule

__all__ = [
    "CriterionResult",
    "MetricError",
    "Result",
    "Rubric",
    "RubricError",
    "Rule",
    "builtin",
    "compile_rule",
    "load",
    "loads",
]
__version__ = "0.1.0"
