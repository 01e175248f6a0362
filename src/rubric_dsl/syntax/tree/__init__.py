"""The syntax tree: what the writer wrote, in either language, nothing bound and nothing decided.

Every node keeps the span of its text, outside equality: two trees are equal when they say the same,
however they are laid out or spelt. Numbers are exact fractions of what is written: ``90%`` is 9/10.
"""

from rubric_dsl.syntax.tree.days import Calendar, Day, Days
from rubric_dsl.syntax.tree.effects import Effect, Factor, Gate, Limit
from rubric_dsl.syntax.tree.expressions import (
    POINTS,
    Both,
    Compare,
    Comparison,
    Conditional,
    Either,
    Expression,
    Is,
    Listed,
    Negative,
    Not,
    Number,
    Operation,
    Rounded,
)
from rubric_dsl.syntax.tree.frame import (
    ANY_NAME,
    Body,
    Derived,
    ForEach,
    Judged,
    Kind,
    Metric,
    Named,
    Node,
    Rubric,
)
from rubric_dsl.syntax.tree.names import Name
from rubric_dsl.syntax.tree.outcomes import Exclusion
from rubric_dsl.syntax.tree.rounding import Mode, Publication, Rounding, Stage
from rubric_dsl.syntax.tree.rules import (
    Award,
    Bound,
    Formula,
    Otherwise,
    Proportion,
    Rule,
    Tally,
)
from rubric_dsl.syntax.tree.steps import Beyond, Measure, Part, Per, Step
from rubric_dsl.syntax.tree.texts import Text

__all__ = [
    "ANY_NAME",
    "POINTS",
    "Award",
    "Beyond",
    "Body",
    "Both",
    "Bound",
    "Calendar",
    "Compare",
    "Comparison",
    "Conditional",
    "Day",
    "Days",
    "Derived",
    "Effect",
    "Either",
    "Exclusion",
    "Expression",
    "Factor",
    "ForEach",
    "Formula",
    "Gate",
    "Is",
    "Judged",
    "Kind",
    "Limit",
    "Listed",
    "Measure",
    "Metric",
    "Mode",
    "Name",
    "Named",
    "Negative",
    "Node",
    "Not",
    "Number",
    "Operation",
    "Otherwise",
    "Part",
    "Per",
    "Proportion",
    "Publication",
    "Rounded",
    "Rounding",
    "Rubric",
    "Rule",
    "Stage",
    "Step",
    "Tally",
    "Text",
]
