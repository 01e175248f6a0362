"""Syntax tree → text, in either language: what stands before the rule of a case.

Comes in: a case and the names to use. Goes out: ``when small: ``, ``当小规模时：``.
"""

from __future__ import annotations

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.expressions import spell
from rubric_dsl.syntax.spelling.names import Names


def spell_case(case: t.Case, lang: Language, names: Names) -> str:
    """Up to the colon."""
    if case.condition is None:
        return "其他情形：" if lang == "zh" else "otherwise: "
    condition = spell(case.condition, lang, names)
    return f"当{condition}时：" if lang == "zh" else f"when {condition}: "
