"""Syntax tree → text, in either language: expressions, rules and effects.

Comes in: a rule (of the tree or of the model) and the names to use. Goes out: text that the grammar reads
back as the same rule. ``names`` maps each name of the tree to the one to write; others stay as they are.
A unit word that it maps to nothing is left out.

>>> spell_rule(rule, "zh", {"events": "对接活动"})
'对接活动10次及以上得30分，每少1次减3分'
"""

from rubric_dsl.syntax.spelling.choices import option_key
from rubric_dsl.syntax.spelling.days import spell_calendar, spell_day
from rubric_dsl.syntax.spelling.effects import spell_effect
from rubric_dsl.syntax.spelling.expressions import spell, symbols
from rubric_dsl.syntax.spelling.missing import spell_missing, spell_out, spell_policy
from rubric_dsl.syntax.spelling.names import Names, spell_name
from rubric_dsl.syntax.spelling.rounding import spell_rounding, spell_stage
from rubric_dsl.syntax.spelling.rules import spell_rule
from rubric_dsl.syntax.spelling.steps import spell_amount

__all__ = [
    "Names",
    "option_key",
    "spell",
    "spell_amount",
    "spell_calendar",
    "spell_day",
    "spell_effect",
    "spell_missing",
    "spell_name",
    "spell_out",
    "spell_policy",
    "spell_rounding",
    "spell_rule",
    "spell_stage",
    "symbols",
]
