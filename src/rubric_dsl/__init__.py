"""Exact scores, fully explained, from rubrics that read like the published annex.

The names below are loaded when they are first used, so that ``import rubric_dsl`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rubric_dsl.cohort import Cohort
    from rubric_dsl.errors import ExcludedError, MetricError, RubricError
    from rubric_dsl.facade import Rubric, builtin, load, loads
    from rubric_dsl.ranking import Place, Ranking
    from rubric_dsl.result import CriterionResult, Reason, Result
    from rubric_dsl.rewriting import format_text, translate_text
    from rubric_dsl.single_rule import Rule, compile_rule

__version__ = "0.1.0"
__all__ = [
    "Cohort",
    "CriterionResult",
    "ExcludedError",
    "MetricError",
    "Place",
    "Ranking",
    "Reason",
    "Result",
    "Rubric",
    "RubricError",
    "Rule",
    "builtin",
    "compile_rule",
    "format_text",
    "load",
    "loads",
    "translate_text",
]

_HOMES = {
    **dict.fromkeys(("ExcludedError", "MetricError", "RubricError"), "rubric_dsl.errors"),
    "Cohort": "rubric_dsl.cohort",
    **dict.fromkeys(("Rule", "compile_rule"), "rubric_dsl.single_rule"),
    **dict.fromkeys(("Rubric", "builtin", "load", "loads"), "rubric_dsl.facade"),
    **dict.fromkeys(("Place", "Ranking"), "rubric_dsl.ranking"),
    **dict.fromkeys(("CriterionResult", "Reason", "Result"), "rubric_dsl.result"),
    **dict.fromkeys(("format_text", "translate_text"), "rubric_dsl.rewriting"),
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'rubric_dsl' has no attribute {name!r}")
    found = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
